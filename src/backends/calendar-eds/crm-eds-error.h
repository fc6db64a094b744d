/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What evolution-data-server and its servers say, in the program's error domains and in words for the owner of a shop. Any thread. */

/* Takes error. A cancel stays one. Caller owns. */
GError *crm_eds_error_translate (GError *error);
/* Somebody else was faster. Caller owns. */
GError *crm_eds_error_new_conflict (void);
/* What is said of a calendar whose server is not reached, and of one that did not answer in time. Caller owns. */
GError *crm_eds_error_new_unreachable (void);
GError *crm_eds_error_new_silent (void);
/* Whether the error of a log-in says that the password was wrong, rather than that there was nobody to tell it to. */
gboolean crm_eds_error_is_wrong_password (const GError *error);
