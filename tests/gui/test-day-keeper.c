/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "crm-test-notifications.h"
#include "task/crm-task.h"
#include "today/crm-day-keeper.h"

/* What time brings by itself while the program runs. The clock stands still until a test moves it. */

static gint now_seconds; /* (atomic) */

static gint64
read_clock (gpointer data)
{
  return (gint64)(guint)g_atomic_int_get (&now_seconds) * G_USEC_PER_SEC;
}

static void
set_clock (const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, NULL, &instant, NULL));
  g_atomic_int_set (&now_seconds, (gint)(instant / G_USEC_PER_SEC));
}

typedef struct
{
  guint times;
  guint wanted;
} Kept;

static void
on_kept (CrmDayKeeper *keeper, Kept *kept)
{
  kept->times++;
}

static gboolean
is_kept (gpointer data)
{
  return ((Kept *)data)->times >= ((Kept *)data)->wanted;
}

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "day-plan", data, error);
}

static gint64
add_wait (CrmStore *store)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, "Answer");
  crm_values_set_text (values, CRM_TASK_KIND, "wait");
  crm_values_set_text (values, CRM_TASK_DUE_ON, "2026-03-10");
  return crm_test_add (store, values);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n;

  g_assert_true (crm_db_get_integer (crm_transaction_get_db (tx),
      "SELECT count (*) FROM task WHERE kind = 'todo' AND done_at IS NULL", 0, &n, error));
  return g_memdup2 (&n, sizeof n);
}

static gint64
count_open (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = crm_store_read_sync (store, count_in_worker, NULL, &error);

  g_assert_no_error (error);
  return *n;
}

static void
check (CrmDayKeeper *keeper, Kept *kept)
{
  kept->wanted = kept->times + 1;
  crm_day_keeper_check (keeper);
  crm_test_await (is_kept, kept);
}

static gboolean
is_told (gpointer data)
{
  return crm_test_notifications_find ("Your plan for today") != 0;
}

static void
test_keeper (void)
{
  CrmStore *store;
  CrmDayKeeper *keeper;
  Kept kept = { 0, 1 };
  guint sent = crm_test_notifications_get_sent ();
  const char *body;

  set_clock ("2026-03-10T12:00:00Z");
  store = crm_test_store_new (TRUE);
  add_wait (store);
  keeper = crm_day_keeper_new (G_APPLICATION (crm_test_application ()));
  g_signal_connect (keeper, "kept", G_CALLBACK (on_kept), &kept);
  crm_day_keeper_set_store (keeper, store);
  crm_test_await (is_kept, &kept);
  g_assert_cmpint (count_open (store), ==, 0);

  /* The wait is over, and what it leaves is part of the plan of the same morning. */
  g_assert_true (crm_store_write_sync (store, "Set", set_in_worker, (gpointer) "08:00", NULL, NULL));
  set_clock ("2026-03-11T09:00:00Z");
  check (keeper, &kept);
  g_assert_cmpint (count_open (store), ==, 1);
  crm_test_await (is_told, NULL);
  body = crm_test_notifications_get_body (crm_test_notifications_find ("Your plan for today"));
  g_assert_nonnull (strstr (body, "1 for today"));
  g_assert_nonnull (strstr (body, "Answer"));
  /* Nobody did it: Ctrl+Z is for what people did. */
  g_assert_cmpstr (crm_store_get_undo_purpose (store), !=, "The client did not answer");

  /* Once, also for a program that starts later. */
  check (keeper, &kept);
  crm_day_keeper_set_store (keeper, NULL);
  kept.wanted = kept.times + 1;
  crm_day_keeper_set_store (keeper, store);
  crm_test_await (is_kept, &kept);
  g_assert_cmpint (count_open (store), ==, 1);
  g_assert_cmpuint (crm_test_notifications_get_sent () - sent, ==, 1);
  crm_day_keeper_set_store (keeper, NULL);
  g_object_unref (keeper);
  crm_test_store_remove (store);
}

int
main (int argc, char **argv)
{
  crm_test_notifications_start ();
  crm_clock_set (read_clock, NULL);
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/day-keeper", test_keeper);
  return g_test_run ();
}
