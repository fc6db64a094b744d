/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-clock.h"

/* Owns the one replaceable source of time. It is set before threads start and only read
 * afterwards, so no lock is needed. */

static CrmClockFunc clock_func;
static gpointer clock_data;

gint64
crm_clock_now (void)
{
  return clock_func != NULL ? clock_func (clock_data) : g_get_real_time ();
}

void
crm_clock_set (CrmClockFunc func, gpointer data)
{
  clock_func = func;
  clock_data = func != NULL ? data : NULL;
}
