/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The only clock of the program: microseconds since 1970 UTC, injectable for tests and pictures. Any thread. */
typedef gint64 (*CrmClockFunc) (gpointer data);

gint64 crm_clock_now (void);

/* Replaces the clock; func NULL goes back to the system's. Call before threads are started. */
void crm_clock_set (CrmClockFunc func, gpointer data);
