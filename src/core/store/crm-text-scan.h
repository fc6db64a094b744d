/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* First place of needle in [from, to), or NULL. The buffer must have CRM_TEXT_SCAN_PAD readable bytes behind to. */
#define CRM_TEXT_SCAN_PAD 64
const char *crm_text_scan (const char *from, const char *to, const char *needle, gsize length);
