/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks for a day: chips for tomorrow, in three days and in a week, and an entry for any other. */
#define CRM_TYPE_DAY_CHOOSER (crm_day_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayChooser, crm_day_chooser, CRM, DAY_CHOOSER, GtkBox)

/* Signal "chosen": a chip was pressed or Enter in the entry. */
GtkWidget *crm_day_chooser_new (CrmStore *store);
/* "YYYY-MM-DD"; NULL with error when what was typed is no day. Caller owns. */
char *crm_day_chooser_dup_day (CrmDayChooser *self, GError **error);
gboolean crm_day_chooser_is_empty (CrmDayChooser *self);
