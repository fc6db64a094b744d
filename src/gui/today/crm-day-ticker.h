/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* Tells every minute, at its beginning, that time has passed: signal "tick". One object, shared. Main thread. */
#define CRM_TYPE_DAY_TICKER (crm_day_ticker_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayTicker, crm_day_ticker, CRM, DAY_TICKER, GObject)

/* New reference. */
CrmDayTicker *crm_day_ticker_get (void);
/* Says it now: after the clock was changed. */
void crm_day_ticker_tick (CrmDayTicker *self);
