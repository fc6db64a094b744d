/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Tells how far the making is, in the thread that called; in clients, then activities. */
typedef void (*CrmDemoProgress) (guint done, guint total, gpointer data);

/* Fills an empty book with an invented business, the same for the same seed and clock: clients with Ukrainian, Russian, English and
 * German names, their companies, addresses that belong to nobody, notes and calls of the last two years. One client has 5,000
 * activities when n_clients is 10,000 or more. activities_per_client: on average. INVALID when the book has clients.
 * Written in several operations. Blocking; not for the main thread of the window. */
gboolean crm_demo_fill_sync (CrmStore *store, guint n_clients, guint64 seed, double activities_per_client,
    CrmDemoProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
/* The same beside the main loop. */
void crm_demo_fill_async (CrmStore *store, guint n_clients, guint64 seed, double activities_per_client,
    CrmDemoProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data);
gboolean crm_demo_fill_finish (CrmStore *store, GAsyncResult *result, GError **error);
