/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Zone of that name in the tz database, also under a name it has given up ("Europe/Kiev") and that newer systems no longer install. Caller
 * owns; NULL: there is none. Any thread. Source: the "L" lines of the database's tzdata.zi, zic(8). */
GTimeZone *crm_zone_new (const char *name);
/* The name that has taken the place of another; NULL when none has. The program's own. Any thread. */
const char *crm_zone_get_successor (const char *name);
