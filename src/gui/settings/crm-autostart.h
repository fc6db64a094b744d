/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Whether the program starts with the session, in the background. In a sandbox the Background portal is asked, elsewhere a file in the folder
 * "autostart" of the user's settings says so. Main thread. */

/* TRUE in a sandbox, where the file would not be found by the session. */
gboolean crm_autostart_needs_portal (void);
/* TRUE when the file says so; a portal cannot be asked. */
gboolean crm_autostart_has_file (void);
/* portal: bus of the session to ask its Background portal on, NULL to write or remove the file. */
void crm_autostart_set_async (GDBusConnection *portal, gboolean on, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data);
/* FALSE with a sentence in error when it stays as it was. */
gboolean crm_autostart_set_finish (GAsyncResult *result, GError **error);
