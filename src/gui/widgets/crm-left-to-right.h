/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A number reads from left to right everywhere: in an interface that runs the other way a mark before it keeps its groups in order. Takes
 * text (nullable); caller owns what comes back, which is for showing only. Main thread. */
char *crm_left_to_right (char *text);
