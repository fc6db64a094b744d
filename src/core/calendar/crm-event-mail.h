/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Invitations as they come: messages that were saved as files. Pure; any thread. */

/* Whether the bytes begin like a message of e-mail: with the lines of its head. */
gboolean crm_event_mail_is (GBytes *bytes);
/* The calendars in such a message, one behind the other: its parts of that kind, else attached files of that kind, also in messages it hands
 * on. NULL when there are none. Caller owns. */
GBytes *crm_event_mail_extract (GBytes *bytes);
