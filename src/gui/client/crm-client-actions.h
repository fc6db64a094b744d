/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-columns.h"
#include "store/crm-store.h"

/* What the client list does with several clients: asks what is to be asked, runs one write, reports errors. from: a widget of the window.
 * ids (gint64) are taken. */
void crm_client_actions_tag (GtkWidget *from, CrmStore *store, GArray *ids);
void crm_client_actions_assign (GtkWidget *from, CrmStore *store, GArray *ids);
/* One field of all of them. */
void crm_client_actions_edit (GtkWidget *from, CrmStore *store, GArray *ids);
void crm_client_actions_archive (GtkWidget *from, CrmStore *store, GArray *ids, gboolean restore);
void crm_client_actions_export (GtkWidget *from, CrmStore *store, GArray *ids);
/* A line each, with the columns that are shown. */
void crm_client_actions_print (GtkWidget *from, CrmStore *store, GArray *ids, CrmClientColumns *columns);
void crm_client_actions_copy (GtkWidget *from, CrmStore *store, GArray *ids, CrmClientColumns *columns);
void crm_client_actions_add_note (GtkWidget *from, CrmStore *store, gint64 id);
/* Adds a client of that name and opens its card. */
void crm_client_actions_create (GtkWidget *from, CrmStore *store, const char *name);
