/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The messages of one conversation, oldest above, newest at the foot, a heading a day; read page by page as one scrolls up, and anew whenever one
 * of them changes. Main thread. */
#define CRM_TYPE_MESSAGE_THREAD (crm_message_thread_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessageThread, crm_message_thread, CRM, MESSAGE_THREAD, AdwBin)

GtkWidget *crm_message_thread_new (CrmStore *store);
/* 0: none. */
void crm_message_thread_set_conversation (CrmMessageThread *self, gint64 conversation);
/* What stands below the newest message. */
void crm_message_thread_set_foot (CrmMessageThread *self, GtkWidget *widget);
gboolean crm_message_thread_is_loading (CrmMessageThread *self);
guint crm_message_thread_get_n_messages (CrmMessageThread *self);
/* A page at a time, for keys. */
void crm_message_thread_scroll (CrmMessageThread *self, int pages);
/* The text of the newest message that came in; NULL none. */
const char *crm_message_thread_get_last_text (CrmMessageThread *self);
gint64 crm_message_thread_get_last (CrmMessageThread *self);
