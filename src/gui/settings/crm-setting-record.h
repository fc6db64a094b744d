/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Writes of the small records that the preferences edit. Each is an operation of its own, so that undo takes back one step. A failure is said
 * in the preferences window that holds from. Main thread. */
void crm_setting_record_set_text (GtkWidget *from, CrmStore *store, CrmRow *row, int field, const char *text);
void crm_setting_record_set_flag (GtkWidget *from, CrmStore *store, CrmRow *row, int field, gboolean flag);
/* Takes the record away and offers to take that back. */
void crm_setting_record_archive (GtkWidget *from, CrmStore *store, CrmRow *row);
/* Takes values. */
void crm_setting_record_add (GtkWidget *from, CrmStore *store, CrmValues *values);
/* A flag that nobody has touched is on. */
gboolean crm_setting_record_is_on (CrmRow *row, int field);
