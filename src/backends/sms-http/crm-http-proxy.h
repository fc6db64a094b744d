/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/* The user name and password that the desktop's settings have for its proxy, as part of the proxy's address. Main thread. */

/* For a message to url, one that libsoup takes: tunnels of the session are given the password. Calls back also when there is none. */
void crm_http_proxy_prepare_async (SoupSession *session, const char *url, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
/* Header of the proxy for the message itself; NULL: it needs none. Caller owns. */
char *crm_http_proxy_prepare_finish (SoupSession *session, GAsyncResult *result);
