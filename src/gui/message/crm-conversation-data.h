/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-message.h"
#include "store/crm-store.h"

/* A conversation with what is shown around it. Immutable once read. */
typedef struct
{
  CrmRow *row;
  CrmRow *deal;     /* nullable */
  char *stage;      /* of the deal, nullable */
  gint64 next;      /* the stage after it, 0 none */
  char *next_stage; /* its name, nullable */
  char *account;    /* name, nullable */
} CrmConversationData;
void crm_conversation_data_free (CrmConversationData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmConversationData, crm_conversation_data_free)

void crm_conversation_data_read_async (CrmStore *store, gint64 conversation, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
CrmConversationData *crm_conversation_data_read_finish (
    CrmStore *store, GAsyncResult *result, GError **error);
