/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "channel/crm-outbox.h"
#include "store/crm-store.h"

/* One message on its way: to whom, what, when, how it stands. Immutable: a changed one gets a new row. Main thread. */
#define CRM_TYPE_OUTBOX_ROW (crm_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutboxRow, crm_outbox_row, CRM, OUTBOX_ROW, GtkListBoxRow)

/* line: taken. */
GtkWidget *crm_outbox_row_new (CrmStore *store, CrmOutboxLine *line);
const CrmOutboxLine *crm_outbox_row_get_line (CrmOutboxRow *self);
