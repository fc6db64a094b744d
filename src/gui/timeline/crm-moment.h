/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Reads a typed moment: ISO, "18.11.2026 09:12", "18 November", "09:12" (today); empty is now. Any thread. */
gboolean crm_moment_parse (const char *text, GTimeZone *zone, gint64 *at, GError **error);
