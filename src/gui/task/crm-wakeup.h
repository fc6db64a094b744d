/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Wakes the main loop at an instant of the wall clock, and also whenever somebody sets the clock or the computer comes back from sleep, so
 * that who waits looks at the clock again. Main thread. */
typedef struct _CrmWakeup CrmWakeup;

/* func may be called early, never too late by more than a minute. */
CrmWakeup *crm_wakeup_new (void (*func) (gpointer data), gpointer data);
void crm_wakeup_free (CrmWakeup *self);
/* Replaces the instant (µs UTC by crm_clock_now ()); G_MAXINT64: only changes of the clock. */
void crm_wakeup_set (CrmWakeup *self, gint64 at);
