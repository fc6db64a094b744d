/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "channel/crm-provider.h"

/* One request and its whole answer. Main thread. */

typedef struct
{
  guint status;
  char *retry_after; /* nullable */
  char *type;        /* nullable */
  GBytes *body;
} CrmHttpResponse;
void crm_http_response_free (CrmHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHttpResponse, crm_http_response_free)

/* timeout_ms: from now to the last byte. once: on a connection of its own, so that nothing can be asked twice. */
void crm_http_exchange_async (SoupSession *session, const CrmHttpRequest *request, guint timeout_ms,
    gboolean once, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Errors of GIO; went_out: whether a part of the request may have reached the server. */
CrmHttpResponse *crm_http_exchange_finish (GAsyncResult *result, gboolean *went_out, GError **error);
