/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-channel.h"
#include "crm-test-gui.h"
#include "crm-test-input.h"
#include "message/crm-message.h"
#include "message/crm-messages-view.h"

/* A book with one account whose channel reaches nobody, and a window on it. */
typedef struct
{
  CrmStore *store;
  CrmTestProvider *provider;
  CrmChannelManager *manager;
  CrmWindow *window;
  gint64 client; /* Anna Kowalska, +380671234567 */
  GType type;
  const char *text;
  gint64 number, wanted;
  const char *sql;
} MessagesPage;

#define ANNA "+380671234567"

void messages_page_set_up (MessagesPage *f, gconstpointer data);
void messages_page_tear_down (MessagesPage *f, gconstpointer data);
/* A message comes in; waits until it is in the book. */
void messages_page_receive (MessagesPage *f, const char *remote_id, const char *address, const char *text);
/* One of ours is queued. Returns its id. */
gint64 messages_page_queue (MessagesPage *f, const char *text, gint64 due_in);
/* Time passes, and the channels notice. */
void messages_page_pass (MessagesPage *f, gint64 seconds);
GtkWidget *messages_page_await (MessagesPage *f, GType type, const char *text);
void messages_page_await_gone (MessagesPage *f, GType type, const char *text);
void messages_page_click (MessagesPage *f, GType type, const char *text);
/* The first number a statement gives, and waiting for it. */
gint64 messages_page_ask (MessagesPage *f, const char *sql);
void messages_page_await_number (MessagesPage *f, const char *sql, gint64 wanted);
