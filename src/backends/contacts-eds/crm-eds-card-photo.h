/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The picture of a PHOTO value: base64 or a data: address. NULL when it is elsewhere, damaged or no picture
 * that programs show. mime: its true type, caller owns. */
GBytes *crm_eds_card_photo_read (const char *value, char **mime);
