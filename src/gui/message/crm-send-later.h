/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks when something is to be sent: tomorrow or Monday in the morning, or a day and time in words. Signal "chosen" (gint64 at, µs). */
#define CRM_TYPE_SEND_LATER (crm_send_later_get_type ())
G_DECLARE_FINAL_TYPE (CrmSendLater, crm_send_later, CRM, SEND_LATER, GtkPopover)

GtkWidget *crm_send_later_new (CrmStore *store);
/* For tests and callers that type for the person. */
GtkEditable *crm_send_later_get_editable (CrmSendLater *self);
void crm_send_later_apply (CrmSendLater *self);
