/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "task/crm-task.h"

/* Rules that make tasks: each event, whose the task is and when it is due, one operation with what happened, no rule that feeds itself. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_WINDOW);

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  return store;
}

static gint64
add_rule (CrmStore *store, const char *event, const char *title)
{
  return crm_test_add (
      store, "task_rule", "name", title, "event", event, "kind", "call", "title", title, "days", "2", NULL);
}

static gint64
count (CrmStore *store)
{
  return crm_test_sql_integer (store, "SELECT count (*) FROM task");
}

static gint64
get_last (CrmStore *store)
{
  return crm_test_sql_integer (store, "SELECT max (id) FROM task");
}

/* The newest task, which must be the only new one: "title|client|deal|due|trigger". */
static char *
tell_new (CrmStore *store, gint64 *known)
{
  gint64 n = count (store), id = get_last (store), had = *known;
  g_autofree char *title = NULL, *client = NULL, *deal = NULL, *on = NULL, *entity = NULL;

  *known = n;
  if (n == had)
    return g_strdup ("none");
  if (n != had + 1)
    return g_strdup_printf ("%d tasks", (int)(n - had));
  title = crm_test_get (store, "task", id, "title");
  client = crm_test_get (store, "task", id, "client_name");
  deal = crm_test_get (store, "task", id, "deal_title");
  on = crm_test_get (store, "task", id, "due_on");
  entity = crm_test_get (store, "task", id, "trigger_entity");
  return g_strdup_printf ("%s|%s|%s|%s|%s", title, client ? client : "-", deal ? deal : "-", on, entity);
}

#define MADE(wanted) \
  G_STMT_START \
  { \
    g_autofree char *made = tell_new (store, &known); \
    g_assert_cmpstr (made, ==, wanted); \
  } \
  G_STMT_END

static void
test_events (void)
{
  CrmStore *store = open_new ();
  gint64 known = 0, deal, other, call, meeting, task, stage;
  g_autofree char *second = NULL;

  /* The main pipeline is made with the first deal. */
  crm_test_add (store, "deal", "title", "First", NULL);
  stage = crm_test_sql_integer (
      store, "SELECT id FROM stage WHERE state = 'open' ORDER BY position, id LIMIT 1 OFFSET 1");
  second = g_strdup_printf ("%d", (int)stage);

  add_rule (store, "client-added", "Welcome {client}");
  crm_test_add (store, "client", "name", "Anna {deal}", NULL);
  MADE ("Welcome Anna {deal}|Anna {deal}|-|2026-03-12|client");
  /* Undo takes both back. */
  crm_test_assert_undo (store, FALSE, "2/0/0");
  g_assert_cmpint (count (store), ==, 0);
  crm_test_assert_undo (store, TRUE, "2/0/0");
  g_assert_cmpint (count (store), ==, 1);
  crm_test_assert_in_order (store);

  add_rule (store, "deal-opened", "Plan {deal}");
  deal = crm_test_add (store, "deal", "title", "Roof", "client", "Anna {deal}", NULL);
  MADE ("Plan Roof|Anna {deal}|Roof|2026-03-12|deal");
  crm_test_set (store, "deal", deal, "title", "Big roof", NULL);
  MADE ("none");

  crm_test_add (store, "task_rule", "name", "At offer", "event", "stage-entered", "stage", second, "kind",
      "letter", "title", "Write the offer", "days", "0", NULL);
  crm_test_set (store, "deal", deal, "stage", second, NULL);
  MADE ("Write the offer|Anna {deal}|Big roof|2026-03-10|deal");
  crm_test_set (store, "deal", deal, "amount", "100 EUR", NULL);
  MADE ("none");
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_undo (store, FALSE, "4/0/0"); /* deal, two moves, task */
  known = count (store);
  crm_test_set (store, "deal", deal, "stage", second, NULL);
  MADE ("Write the offer|Anna {deal}|Big roof|2026-03-10|deal");

  add_rule (store, "deal-won", "Thank {client}");
  add_rule (store, "deal-lost", "Ask why");
  crm_test_set (store, "deal", deal, "state", "won", NULL);
  MADE ("Thank Anna {deal}|Anna {deal}|Big roof|2026-03-12|deal");
  crm_test_set (store, "deal", deal, "state", "open", NULL);
  MADE ("none");
  crm_test_set (store, "deal", deal, "state", "lost", NULL);
  MADE ("Ask why|Anna {deal}|Big roof|2026-03-12|deal");

  crm_test_add (store, "task_rule", "name", "Again", "event", "call-logged", "outcome", "Call back", "kind",
      "call", "title", "Call {client} again", NULL);
  call = crm_test_add (store, "call", "client", "Anna {deal}", "direction", "out", NULL);
  MADE ("none");
  crm_test_set (store, "call", call, "outcome", "no-answer", NULL);
  MADE ("none");
  crm_test_set (store, "call", call, "outcome", "call-back", NULL);
  MADE ("Call Anna {deal} again|Anna {deal}|-|2026-03-10|call");
  crm_test_set (store, "call", call, "text", "Busy until evening", NULL);
  MADE ("none");
  crm_test_add (store, "call", "client", "Anna {deal}", "direction", "in", "outcome", "answered", NULL);
  MADE ("none");

  add_rule (store, "meeting-held", "Write down");
  meeting = crm_test_add (store, "meeting", "title", "Visit", "clients", "Anna {deal}", "starts_at",
      "2026-03-10T10:00:00Z", NULL);
  MADE ("none");
  crm_test_set (store, "meeting", meeting, "state", "held", NULL);
  MADE ("Write down|Anna {deal}|-|2026-03-12|meeting");

  add_rule (store, "task-done", "And then");
  other = crm_test_add (store, "task", "title", "Measure", "client", "Anna {deal}", NULL);
  known = count (store);
  crm_test_set (store, "task", other, "state", "doing", NULL);
  MADE ("none");
  crm_test_set (store, "task", other, "state", "done", NULL);
  MADE ("And then|Anna {deal}|-|2026-03-12|task");
  /* The rule does not feed itself, nor by way of what another rule makes of its task. */
  task = get_last (store);
  crm_test_set (store, "task", task, "state", "done", NULL);
  MADE ("none");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_circle (void)
{
  CrmStore *store = open_new ();
  gint64 first;

  add_rule (store, "task-done", "One");
  add_rule (store, "task-done", "Two");
  first = crm_test_add (store, "task", "title", "Begin", NULL);
  crm_test_set (store, "task", first, "state", "done", NULL);
  g_assert_cmpint (count (store), ==, 3);
  /* Each makes the other's once; then the circle is over. */
  for (gint64 id = 2; id <= count (store) && id < 20; id++)
    crm_test_set (store, "task", id, "state", "done", NULL);
  g_assert_cmpint (count (store), ==, 5);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
test_owner (void)
{
  CrmStore *store = open_new ();
  gint64 me = crm_store_get_user (store), ivan = crm_test_add (store, "user", "name", "Ivan", NULL),
         olha = crm_test_add (store, "user", "name", "Olha", NULL), rule, timed;

  crm_test_add (store, "client", "name", "Anna", "owner", "Ivan", NULL);
  crm_test_add (store, "client", "name", "Boris", "owner", "", NULL);
  rule = add_rule (store, "call-logged", "After the call");
  crm_test_add (store, "call", "client", "Anna", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT owner FROM task ORDER BY id DESC LIMIT 1"), ==, ivan);
  /* It was the rule that set it. */
  crm_test_assert_field (store, "task", get_last (store), "assigner", NULL);
  crm_test_add (store, "call", "client", "Boris", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT owner FROM task ORDER BY id DESC LIMIT 1"), ==, me);
  crm_test_set (store, "task_rule", rule, "owner", "Olha", NULL);
  crm_test_add (store, "call", "client", "Anna", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT owner FROM task ORDER BY id DESC LIMIT 1"), ==, olha);

  /* At a time, with its reminder; a time that is past today leaves the day. */
  crm_test_set (store, "task_rule", rule, "time", "9:15", "days", "1", NULL);
  crm_test_add (store, "call", "client", "Anna", NULL);
  timed = get_last (store);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT due_at = remind_at FROM task ORDER BY id DESC LIMIT 1"), ==, 1);
  crm_test_assert_field (store, "task", timed, "due_on", "2026-03-11");
  crm_test_set (store, "task_rule", rule, "time", "00:00", "days", "0", NULL);
  crm_test_add (store, "call", "client", "Anna", NULL);
  crm_test_assert_field (store, "task", get_last (store), "due_at", NULL);

  /* Switched off, or taken away, it does nothing; it is kept while tasks come from it. */
  crm_test_set (store, "task_rule", rule, "active", "no", NULL);
  crm_test_add (store, "call", "client", "Anna", NULL);
  g_assert_cmpint (count (store), ==, 5);
  crm_test_set (store, "task_rule", rule, "active", "yes", NULL);
  crm_test_archive (store, "task_rule", rule);
  crm_test_add (store, "call", "client", "Anna", NULL);
  g_assert_cmpint (count (store), ==, 5);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

static void
refuses (CrmStore *store, gint64 rule, const char *field, const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_test_try_set (store, "task_rule", rule, 0, field, text, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_fields (void)
{
  CrmStore *store = open_new ();
  gint64 rule;
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "deal", "title", "First", NULL);
  rule = crm_test_add (store, "task_rule", "name", "Rule", "event", "stage-entered", "stage", "1", "kind",
      "todo", "title", "Do", "time", "8:05", NULL);
  crm_test_assert_field (store, "task_rule", rule, "time", "08:05");
  refuses (store, rule, "time", "24:00", "At: A time is written like 09:30.");
  refuses (store, rule, "time", "8", "At: A time is written like 09:30.");
  refuses (store, rule, "days", "-3", "After days: It must be between 0 and 3650.");
  refuses (store, rule, "outcome", "busy", "Outcome: Only a rule for calls has one.");
  /* Another event has no stage. */
  crm_test_set (store, "task_rule", rule, "event", "call-logged", "outcome", "Busy", NULL);
  crm_test_assert_field (store, "task_rule", rule, "stage", NULL);
  crm_test_assert_field (store, "task_rule", rule, "outcome", "busy");
  refuses (store, rule, "stage", "1", "Stage: Only a rule for entering a stage has one.");
  g_assert_false (crm_test_try_set (store, "task_rule", rule, 0, "outcome", "whatever", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  crm_test_set (store, "task_rule", rule, "event", "deal-won", NULL);
  crm_test_assert_field (store, "task_rule", rule, "outcome", NULL);
  crm_test_assert_undo (store, FALSE, "1/0/0");
  crm_test_assert_field (store, "task_rule", rule, "outcome", "busy");
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/task-rule/events", test_events);
  g_test_add_func ("/task-rule/circle", test_circle);
  g_test_add_func ("/task-rule/owner", test_owner);
  g_test_add_func ("/task-rule/fields", test_fields);
  return crm_test_store_done (g_test_run ());
}
