/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* A line about a time that is being planned: "free at this time", or what stands against it (never a refusal); or the first free time of a day as
 * a button. Hidden while there is nothing to say. Main thread. Signal "taken" (gint64 at): the free time was pressed. */
#define CRM_TYPE_FREE_HINT (crm_free_hint_get_type ())
G_DECLARE_FINAL_TYPE (CrmFreeHint, crm_free_hint, CRM, FREE_HINT, GtkBox)

GtkWidget *crm_free_hint_new (CrmStore *store);
/* exclude: the meeting that is moved, 0 none; starts_at 0: says nothing; place nullable. */
void crm_free_hint_set (
    CrmFreeHint *self, gint64 exclude, gint64 starts_at, gint64 ends_at, const char *place);
/* The first free stretch that long (µs) of a day ("YYYY-MM-DD"). */
void crm_free_hint_offer (CrmFreeHint *self, const char *date, gint64 length);
