/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-message.h"
#include "store/crm-store.h"

/* A message with what stands beside it. Immutable once read. */
typedef struct
{
  CrmRow *row;
  char *answer;   /* what it answers a question with ("4 of 5"); nullable */
  char *campaign; /* name, nullable */
  char *author;   /* who of us wrote it, when it was somebody else than who looks; nullable */
} CrmMessageItem;
void crm_message_item_free (CrmMessageItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMessageItem, crm_message_item_free)

/* Runs in the reader. Takes a reference of row. */
CrmMessageItem *crm_message_item_read_in_worker (CrmTransaction *tx, CrmRow *row, GError **error);
/* Those of a conversation before a place (0, 0: the newest), newest first. CrmMessageItem *, caller owns. */
GPtrArray *crm_message_items_read_in_worker (
    CrmTransaction *tx, gint64 conversation, gint64 before_at, gint64 before_id, guint limit, GError **error);
