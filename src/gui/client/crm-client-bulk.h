/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-work.h"
#include "store/crm-store.h"

/* Changes to many clients at once: each is one write, so one undo. ids (gint64) are taken; work (nullable) follows and can cancel it. The result is that
 * of crm_store_write_finish (). */
void crm_client_bulk_tag_async (CrmStore *store, GArray *ids, const char *const *add,
    const char *const *remove, CrmWork *work, GAsyncReadyCallback callback, gpointer user_data);
/* user 0: nobody. */
void crm_client_bulk_assign_async (CrmStore *store, GArray *ids, gint64 user, CrmWork *work,
    GAsyncReadyCallback callback, gpointer user_data);
/* One field of all of them; text as crm_transaction_read_value () takes it. */
void crm_client_bulk_set_async (CrmStore *store, GArray *ids, const CrmField *field, const char *text,
    CrmWork *work, GAsyncReadyCallback callback, gpointer user_data);

/* The clients as a table: a line each, fields separated by tabs, titles on top. ids, fields and titles (char *) are taken. The result of
 * crm_store_read_finish () is the text; caller owns. */
void crm_client_bulk_table_async (CrmStore *store, GArray *ids, GPtrArray *fields, GPtrArray *titles,
    CrmWork *work, GAsyncReadyCallback callback, gpointer user_data);
