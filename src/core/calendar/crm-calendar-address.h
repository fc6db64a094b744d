/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* The e-mail address of whose calendar it is on the desktop: the one that invites to the meetings kept there. Kept in the book, because meetings
 * are written by who need not see the desktop. Any transaction; a server that tells none has none. */

/* Folded; *address is NULL when none is known, or there is no such calendar. Caller owns. FALSE on an error. */
gboolean crm_calendar_address_read (CrmTransaction *tx, gint64 calendar, char **address, GError **error);
/* In a write function. address NULL: none. */
gboolean crm_calendar_address_write (
    CrmTransaction *tx, gint64 calendar, const char *address, GError **error);
