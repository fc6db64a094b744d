/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Where this computer is, as the desktop's location service (GeoClue, over D-Bus) knows it. Asked once, nothing is followed. Main thread. */

typedef struct
{
  double latitude; /* WGS 84 degrees */
  double longitude;
  gint64 accuracy; /* metres; -1 unknown */
} CrmPosition;

/* Ends with the first position that is exact to a hundred metres, or the best one of ten seconds. Errors are sentences: no such service, not
 * allowed, no position. */
void crm_geoclue_locate_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_geoclue_locate_finish (GAsyncResult *result, CrmPosition *position, GError **error);
