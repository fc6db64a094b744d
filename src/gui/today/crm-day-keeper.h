/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "store/crm-store.h"

/* What time brings while the program runs, with a window or without: waits for a client end, the plan of the day is told in the morning and
 * what was done in the evening. Signal "kept" after each look at the clock. Main thread. */
#define CRM_TYPE_DAY_KEEPER (crm_day_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayKeeper, crm_day_keeper, CRM, DAY_KEEPER, GObject)

CrmDayKeeper *crm_day_keeper_new (GApplication *application);
/* The book it cares for; NULL: none. */
void crm_day_keeper_set_store (CrmDayKeeper *self, CrmStore *store);
/* Looks at the clock now. */
void crm_day_keeper_check (CrmDayKeeper *self);
