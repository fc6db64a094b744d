/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Arrays of gint64: numbers of records. Any thread. */

/* The same numbers in the same order. */
gboolean crm_ids_equal (const GArray *a, const GArray *b);
/* Those that are not in out (keys: gint64); their positions are added to positions (guint) instead. Caller owns. */
GArray *crm_ids_without (const GArray *ids, GHashTable *out, GArray *positions);
/* Those of ids that are among hits, in the order of ids; hits may be sorted for it. Caller owns. */
GArray *crm_ids_select (const GArray *ids, GArray *hits);
