/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One line of text that reads from top to bottom; it ends with an ellipsis where there is no room. */
#define CRM_TYPE_TURNED_LABEL (crm_turned_label_get_type ())
G_DECLARE_FINAL_TYPE (CrmTurnedLabel, crm_turned_label, CRM, TURNED_LABEL, GtkWidget)

GtkWidget *crm_turned_label_new (void);
void crm_turned_label_set_text (CrmTurnedLabel *self, const char *text);
