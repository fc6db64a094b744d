/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "channel/crm-outbox.h"
#include "store/crm-store.h"

/* What people do with messages and conversations, each as one named operation. Those with a widget report in its window what goes wrong. Main
 * thread. */

/* Queues a message of a person; the request is copied. whom: name for the purpose. Ends in crm_store_write_finish (). */
void crm_message_send_async (CrmStore *store, const CrmSendRequest *request, const char *whom,
    GAsyncReadyCallback callback, gpointer data);

typedef enum
{
  CRM_MESSAGE_TAKE_BACK,
  CRM_MESSAGE_SEND_AGAIN,
  CRM_MESSAGE_MARK_SENT,
  CRM_MESSAGE_SET_DUE, /* due_at 0: now */
} CrmMessageDeed;
/* To several at once, as one operation; those it does not fit are left alone when there are several. */
void crm_message_do (
    GtkWidget *from, CrmStore *store, CrmMessageDeed deed, const gint64 *messages, guint n, gint64 due_at);

/* state: "open", "done", "ignored". whom: name for the purpose. */
void crm_conversation_write_state (
    GtkWidget *from, CrmStore *store, gint64 conversation, const char *state, const char *whom);
/* deal 0: none. By hand from now on. */
void crm_conversation_write_deal (GtkWidget *from, CrmStore *store, gint64 conversation, gint64 deal);
void crm_conversation_write_client (
    GtkWidget *from, CrmStore *store, gint64 conversation, gint64 client, const char *name);
void crm_conversation_write_seen (GtkWidget *from, CrmStore *store, gint64 conversation, gboolean seen);
