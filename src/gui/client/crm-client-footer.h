/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-columns.h"

/* Foot of the client list: the true count and the figures of one column (chosen by clients.total-column) or, with a selection, the actions on it (clients.tag, clients.assign, clients.archive,
 * clients.export, clients.unselect). */
#define CRM_TYPE_CLIENT_FOOTER (crm_client_footer_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientFooter, crm_client_footer, CRM, CLIENT_FOOTER, GtkBox)

GtkWidget *crm_client_footer_new (void);
/* G_MAXUINT64: not known yet. archived: the list shows archived clients, and the archive button restores them. */
void crm_client_footer_set_count (CrmClientFooter *self, guint64 count, gboolean archived);
/* Beside the count: how many have no next step (0 or less: nothing), and what a column comes to (nullable). */
void crm_client_footer_set_totals (CrmClientFooter *self, gint64 without_step, const char *figures);
/* The columns whose figures are offered. */
void crm_client_footer_set_columns (
    CrmClientFooter *self, CrmClientColumns *columns, const CrmEntity *entity);
/* Where there is no room for both, the figures stay: the list's title says the count as well. */
void crm_client_footer_set_narrow (CrmClientFooter *self, gboolean narrow);
/* 0 shows the count again. */
void crm_client_footer_set_selected (CrmClientFooter *self, guint n);
