/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-columns.h"
#include "client/crm-client-filter.h"
#include "store/crm-store.h"

/* The saved views of the client list in a popover: choose, save the present one, pin, rename, delete, open with. Signal "shown" when another
 * one may be on show. */
#define CRM_TYPE_SAVED_VIEWS (crm_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (CrmSavedViews, crm_saved_views, CRM, SAVED_VIEWS, GtkPopover)

/* Takes references. A view keeps which columns were shown. settings may be NULL: no view is opened with then. */
GtkWidget *crm_saved_views_new (
    CrmStore *store, CrmClientFilter *filter, CrmClientColumns *columns, GSettings *settings);
/* Shows a saved view by its id. */
void crm_saved_views_apply (CrmSavedViews *self, gint64 id);
/* The id of the view the list shows; 0: of none. */
gint64 crm_saved_views_get_shown (CrmSavedViews *self);
/* Saves what the filter says as a new view. */
void crm_saved_views_save (CrmSavedViews *self, const char *name);
