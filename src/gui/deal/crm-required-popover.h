/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* moved FALSE: the person gave up, or no field was missing and the move failed for another reason (which was reported). */
typedef void (*CrmRequiredDone) (gboolean moved, gpointer data);

/* After a move was refused with CRM_STORE_ERROR_REQUIRED: asks at a widget for the fields the stage wants and these deals lack, fills
 * them and moves, as one operation. before as in crm_deal_move (). done (nullable) is called once, when the popover has ended.
 * Returns the popover; the widget owns it. */
GtkWidget *crm_required_popover_show (GtkWidget *at, CrmStore *store, const gint64 *deals, guint n,
    gint64 stage, gint64 before, CrmRequiredDone done, gpointer data);
