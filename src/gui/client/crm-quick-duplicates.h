/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "client/crm-client.h"

/* Clients that may be the one who is being added: the same phone or e-mail, a similar name, or one that contains what is typed so far. */

/* FALSE while too little is typed. Texts are never NULL. */
gboolean crm_quick_duplicates_are_worth (const char *name, const char *phone, const char *email);
/* Ends in crm_store_read_finish () with a GPtrArray of CrmDuplicate. */
void crm_quick_duplicates_find_async (CrmStore *store, const char *name, const char *phone, const char *email,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* An activatable row with the client's id as data "client" (gint64 *). */
GtkWidget *crm_quick_duplicates_new_row (CrmDuplicate *duplicate);
/* The label that says what activating the row does. */
GtkWidget *crm_quick_duplicates_get_verb (GtkListBoxRow *row);
