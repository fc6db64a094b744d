/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Who has a book open: a small file beside it, one for each machine, which a folder that several machines share carries to the others. Locks
 * do not go there. Blocking, but short; any thread. */

/* Name of another machine that has the book open by all appearances; at: when it last said so, µs. Caller owns; NULL: nobody else. */
char *crm_presence_find_other (const char *book, gint64 *at);
/* Says that this machine has it open; to be said again every CRM_PRESENCE_SECONDS. */
void crm_presence_write (const char *book);
/* Says that it has not any longer. */
void crm_presence_remove (const char *book);

#define CRM_PRESENCE_SECONDS 240
