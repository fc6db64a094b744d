/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "base/crm-when.h"
#include "store/crm-store.h"

/* A day or time typed in words ("fri 10", "завтра 15:00") or picked from a calendar; how it is read shows below while typing.
 * Signals: "changed"; "activate" (Enter). */
#define CRM_TYPE_WHEN_ENTRY (crm_when_entry_get_type ())
G_DECLARE_FINAL_TYPE (CrmWhenEntry, crm_when_entry, CRM, WHEN_ENTRY, GtkBox)

/* label: the accessible name; placeholder nullable. */
GtkWidget *crm_when_entry_new (CrmStore *store, const char *label, const char *placeholder);
/* TRUE with date NULL when it is empty. Clear out in the end. */
gboolean crm_when_entry_read (CrmWhenEntry *self, CrmWhen *out, GError **error);
gboolean crm_when_entry_is_empty (CrmWhenEntry *self);
/* date NULL and at 0 empty it. */
void crm_when_entry_set (CrmWhenEntry *self, const char *date, gint64 at);
GtkEditable *crm_when_entry_get_editable (CrmWhenEntry *self);
