/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-page.h"

#include "message/crm-outbox-row.h"
#include "message/crm-outbox-view.h"

/* The page Outbox: what stands there, and what is done about it with one and several. */

static CrmOutboxView *
show_page (MessagesPage *f)
{
  g_assert_true (crm_window_show_page (f->window, "outbox"));
  return CRM_OUTBOX_VIEW (crm_window_get_view (f->window));
}

typedef struct
{
  CrmOutboxView *view;
  guint n;
} Wanted;

static guint
count_rows (CrmOutboxView *view)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (crm_outbox_view_get_list (view), (int)n) != NULL)
    n++;
  return n;
}

static gboolean
has_rows (gpointer data)
{
  Wanted *wanted = data;

  return count_rows (wanted->view) == wanted->n &&
         g_strcmp0 (crm_outbox_view_get_state (wanted->view), wanted->n > 0 ? "list" : "empty") == 0;
}

static void
await_rows (CrmOutboxView *view, guint n)
{
  Wanted wanted = { view, n };

  crm_test_await (has_rows, &wanted);
}

static void
select_all (CrmOutboxView *view)
{
  gtk_list_box_select_all (crm_outbox_view_get_list (view));
}

static void
test_take_back (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  await_rows (view, 0);
  messages_page_queue (f, "One", 3600);
  messages_page_queue (f, "Two", 7200);
  await_rows (view, 2);
  select_all (view);
  messages_page_await (f, GTK_TYPE_LABEL, "2 selected");
  messages_page_click (f, GTK_TYPE_BUTTON, "Take back");
  await_rows (view, 0);
  messages_page_pass (f, 7300);
  g_assert_cmpuint (f->provider->texts->len, ==, 0);
  g_assert_cmpint (messages_page_ask (f, "SELECT count (*) FROM message WHERE state = 'cancelled'"), ==, 2);
}

static void
test_delete_key (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  if (!crm_test_has_input ())
    return;
  messages_page_queue (f, "One", 3600);
  messages_page_queue (f, "Two", 7200);
  await_rows (view, 2);
  crm_test_await_frame (GTK_WIDGET (f->window));
  crm_test_focus_window (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (crm_outbox_view_get_list (view), 0)));
  crm_test_press ("space");
  messages_page_await (f, GTK_TYPE_LABEL, "1 selected");
  crm_test_press ("Delete");
  await_rows (view, 1);
  messages_page_click (f, GTK_TYPE_BUTTON, "_Undo");
  await_rows (view, 2);
}

static void
test_send_now (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  messages_page_queue (f, "One", 3600);
  await_rows (view, 1);
  select_all (view);
  messages_page_click (f, GTK_TYPE_BUTTON, "Send now");
  await_rows (view, 0);
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
}

static void
test_failed (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  crm_test_provider_expect (f->provider, CRM_TEST_REFUSES, -1);
  messages_page_queue (f, "One", 0);
  await_rows (view, 1);
  messages_page_pass (f, 1);
  messages_page_await (f, GTK_TYPE_LABEL, "Not sent:");
  select_all (view);
  messages_page_click (f, GTK_TYPE_BUTTON, "Send again");
  messages_page_pass (f, 1);
  await_rows (view, 0);
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
}

static void
test_unreachable (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  crm_test_provider_expect (f->provider, CRM_TEST_UNREACHABLE, -1);
  messages_page_queue (f, "One", 0);
  await_rows (view, 1);
  messages_page_pass (f, 1);
  messages_page_await (f, GTK_TYPE_LABEL, "Nobody answers. Tried again ");
}

/* What cannot be sent at all is put away; it stays in the conversation, and an undo brings it back. */
static void
test_give_up (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  crm_test_provider_expect (f->provider, CRM_TEST_REFUSES, -1);
  messages_page_queue (f, "One", 0);
  messages_page_pass (f, 1);
  messages_page_await_number (f, "SELECT count (*) FROM message WHERE state = 'failed'", 1);
  await_rows (view, 1);
  select_all (view);
  messages_page_click (f, GTK_TYPE_BUTTON, "Take back");
  await_rows (view, 0);
  g_assert_cmpint (messages_page_ask (f, "SELECT count (*) FROM message WHERE error IS NOT NULL"), ==, 1);
  messages_page_click (f, GTK_TYPE_BUTTON, "_Undo");
  await_rows (view, 1);
}

static void
test_uncertain (MessagesPage *f, gconstpointer data)
{
  CrmOutboxView *view = show_page (f);

  crm_test_provider_expect (f->provider, CRM_TEST_LOST, -1);
  messages_page_queue (f, "One", 0);
  messages_page_pass (f, 1);
  messages_page_await_number (f, "SELECT count (*) FROM message WHERE state = 'uncertain'", 1);
  await_rows (view, 1);
  select_all (view);
  messages_page_click (f, GTK_TYPE_BUTTON, "It was sent");
  await_rows (view, 0);
  g_assert_cmpint (messages_page_ask (f, "SELECT count (*) FROM message WHERE state = 'sent'"), ==, 1);
  g_assert_cmpuint (f->provider->texts->len, ==, 1);
}

/* Back leads to where it was opened from, else to the messages it belongs to. */
static void
test_back (MessagesPage *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);

  show_page (f);
  g_assert_true (gtk_widget_activate_action (window, "win.back", NULL));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "messages");
  g_assert_true (crm_window_show_page (f->window, "today"));
  show_page (f);
  g_assert_true (gtk_widget_activate_action (window, "win.back", NULL));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "today");
}

#define ADD(path, func) \
  g_test_add ("/outbox/" path, MessagesPage, NULL, messages_page_set_up, func, messages_page_tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("take-back", test_take_back);
  ADD ("delete-key", test_delete_key);
  ADD ("send-now", test_send_now);
  ADD ("failed", test_failed);
  ADD ("unreachable", test_unreachable);
  ADD ("give-up", test_give_up);
  ADD ("uncertain", test_uncertain);
  ADD ("back", test_back);
  return g_test_run ();
}
