/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "crm-test-store.h"
#include "meeting/crm-meeting.h"

/* Two hundred steps of somebody who cannot make up his mind: meetings and series are made, changed, moved, taken apart, finished and removed
 * with every scope, taken back and done again. After each step the book is in order, and what is taken back is as it was. */

#define N_STEPS 200
#define N_CLIENTS 3

static const char *const rules[] = { "FREQ=DAILY;COUNT=6", "FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;COUNT=8",
  "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260601T000000Z", "FREQ=MONTHLY;BYMONTHDAY=12", "FREQ=MONTHLY;BYDAY=2TH",
  "FREQ=DAILY;INTERVAL=2;COUNT=5" };
static const char *const zones[] = { NULL, "America/New_York", "Asia/Tokyo" };

typedef struct
{
  CrmStore *store;
  GRand *rand;
  gint64 clients[N_CLIENTS];
  GPtrArray *states; /* char *: what there was before each step, and now */
  guint at;          /* which of them stands */
} Play;

typedef struct
{
  Play *play;
  char *told; /* for the message of a failure */
} Step;

static guint
draw (Play *self, guint n)
{
  return (guint)g_rand_int_range (self->rand, 0, (int)n);
}

static void
append_table (GString *text, CrmTransaction *tx, const char *sql, guint n_columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, &error);
  gboolean row = FALSE;

  g_assert_no_error (error);
  while (crm_statement_step (statement, &row, &error) && row)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          int column = (int)i;

          if (crm_statement_is_null (statement, column))
            g_string_append (text, "-|");
          else if (crm_statement_get_type (statement, column) == CRM_VALUE_INTEGER)
            g_string_append_printf (
                text, "%" G_GINT64_FORMAT "|", crm_statement_get_integer (statement, column));
          else
            g_string_append_printf (text, "%s|", crm_statement_get_text (statement, column));
        }
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
  g_string_append_c (text, '\n');
}

static gpointer
dump_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  GString *text = g_string_new (NULL);

  append_table (text, tx,
      "SELECT id, title, starts_at, ends_at, zone, place, state, deal, owner, purpose, starts_on, "
      "ends_on, reminders, recurrence, excluded, series, rid, outcome, actual_start, actual_end, "
      "private_note, "
      "trigger_entity, \"trigger\", archived_at IS NULL FROM meeting ORDER BY id",
      24);
  append_table (text, tx, "SELECT entity, record_id, body FROM body ORDER BY 1, 2", 3);
  append_table (text, tx,
      "SELECT id, meeting, client, \"user\", name, address, role, answer, position, archived_at IS NULL FROM "
      "participant ORDER BY id",
      10);
  append_table (text, tx,
      "SELECT entity, field, record_id, position, target_id FROM record_link ORDER BY 1, 2, 3, 4", 5);
  append_table (text, tx,
      "SELECT source, parent_id, rid, starts_at, ends_at, all_day FROM occurrence ORDER BY 1, 2, 4, 3", 6);
  append_table (text, tx, "SELECT id, title, client, trigger_entity, \"trigger\" FROM task ORDER BY id", 5);
  append_table (text, tx,
      "SELECT client_id, next_key, next_on, next_at, next_kind, next_title FROM client_figures ORDER BY 1",
      6);
  append_table (text, tx,
      "SELECT entity, record_id, kind, at, summary FROM activity WHERE entity IN ('meeting', 'task') ORDER "
      "BY 1, 2, 3, 4",
      5);
  return g_string_free (text, FALSE);
}

static char *
dump (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = crm_store_read_sync (store, dump_in_worker, NULL, &error);

  g_assert_no_error (error);
  return text;
}

/* A meeting there is, 0 when there is none. Of an archived series nothing comes back by itself. */
static gint64
pick (Play *self, CrmTransaction *tx, gboolean archived)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      archived
          ? "SELECT m.id FROM meeting m LEFT JOIN meeting s ON s.id = m.series WHERE m.archived_at IS NOT "
            "NULL AND s.archived_at IS NULL ORDER BY m.id"
          : "SELECT id FROM meeting WHERE archived_at IS NULL ORDER BY id",
      NULL, 0);

  return ids->len ? g_array_index (ids, gint64, draw (self, ids->len)) : 0;
}

/* Now and then none, or one far away. */
static CrmOccurrence *
pick_time (Play *self, CrmTransaction *tx, gint64 meeting)
{
  g_autoptr (GPtrArray) times =
      crm_meeting_list_occurrences (tx, meeting, G_MININT64 / 4, G_MAXINT64 / 4, 12, NULL);

  return times && times->len ? g_ptr_array_steal_index (times, draw (self, times->len)) : NULL;
}

static CrmMeetingScope
pick_scope (Play *self)
{
  return (CrmMeetingScope)draw (self, 3);
}

static gint64
pick_start (Play *self, CrmTransaction *tx)
{
  gint64 day = crm_transaction_get_now (tx) / G_TIME_SPAN_DAY + draw (self, 60) - 10;

  return day * G_TIME_SPAN_DAY + draw (self, 96) * 15 * G_TIME_SPAN_MINUTE;
}

static char *
make_date (gint64 at)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return g_date_time_format (date, "%Y-%m-%d");
}

static void
add (Play *self, CrmTransaction *tx, GString *told, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", NULL);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autofree char *title = g_strdup_printf ("Meeting %u", draw (self, 1000));
  gint64 start = pick_start (self, tx);
  guint rule = draw (self, 2 * G_N_ELEMENTS (rules));

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  if (draw (self, 3) == 0)
    {
      g_autofree char *first = make_date (start),
                      *last = make_date (start + draw (self, 3) * G_TIME_SPAN_DAY);

      crm_values_set_text (values, CRM_MEETING_STARTS_ON, first);
      crm_values_set_text (values, CRM_MEETING_ENDS_ON, last);
    }
  else
    {
      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, start);
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, start + draw (self, 5) * 30 * G_TIME_SPAN_MINUTE);
      crm_values_set_text (values, CRM_MEETING_ZONE, zones[draw (self, G_N_ELEMENTS (zones))]);
    }
  if (rule < G_N_ELEMENTS (rules))
    crm_values_set_text (values, CRM_MEETING_RECURRENCE, rules[rule]);
  if (draw (self, 2))
    {
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (guint i = draw (self, N_CLIENTS); i < N_CLIENTS; i++)
        g_array_append_val (ids, self->clients[i]);
      crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), ids);
    }
  g_string_append_printf (told, "add %s", rule < G_N_ELEMENTS (rules) ? rules[rule] : "single");
  crm_transaction_insert (tx, values, NULL, error);
}

static void
edit (Play *self, CrmTransaction *tx, gint64 id, const char *rid, GString *told, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", NULL);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  CrmMeetingScope scope = pick_scope (self);
  guint what = draw (self, 6);

  if (what == 0)
    crm_values_set_text (values, CRM_MEETING_RECURRENCE, rules[draw (self, G_N_ELEMENTS (rules))]);
  else if (what == 1)
    crm_value_clear (crm_values_slot (values, CRM_MEETING_RECURRENCE));
  else if (what == 2)
    crm_values_set_text (values, CRM_MEETING_STATE, "cancelled");
  else if (what == 3)
    {
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_array_append_val (ids, self->clients[draw (self, N_CLIENTS)]);
      crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), ids);
    }
  else
    {
      g_autofree char *title = g_strdup_printf ("Changed %u", draw (self, 1000));

      crm_values_set_text (values, CRM_MEETING_TITLE, title);
    }
  g_string_append_printf (told, "edit %u scope %d", what, (int)scope);
  crm_meeting_edit (tx, id, rid, scope, values, error);
}

static void
finish (Play *self, CrmTransaction *tx, gint64 id, const char *rid, GError **error)
{
  static const char *const states[] = { "held", "missed", "cancelled", NULL };
  CrmMeetingNext next = { .entity = draw (self, 2) ? "meeting" : "task",
    .kind = NULL,
    .title = "Next",
    .due_at = pick_start (self, tx) };

  crm_meeting_finish (tx, id, rid, states[draw (self, G_N_ELEMENTS (states))], NULL, "Said", 0, 0,
      draw (self, 2) ? &next : NULL, error);
}

static void
change_people (Play *self, CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "participant", NULL);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autoptr (GPtrArray) people = crm_meeting_list_participants (tx, id, error);

  if (!people)
    return;
  if (people->len && draw (self, 2))
    {
      crm_transaction_delete (
          tx, "participant", ((CrmRow *)people->pdata[draw (self, people->len)])->id, error);
      return;
    }
  crm_values_set_integer (values, CRM_PARTICIPANT_MEETING, id);
  if (draw (self, 2))
    crm_values_set_integer (values, CRM_PARTICIPANT_CLIENT, self->clients[draw (self, N_CLIENTS)]);
  else
    crm_values_set_text (values, CRM_PARTICIPANT_ADDRESS, "guest@example.org");
  crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
step_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Step *step = data;
  Play *self = step->play;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  gint64 id = pick (self, tx, FALSE);
  g_autoptr (CrmOccurrence) time = id ? pick_time (self, tx, id) : NULL;
  const char *rid = time ? time->rid : "";
  guint what = draw (self, 12);

  if (!id || what < 2)
    add (self, tx, told, &problem);
  else if (what < 4)
    edit (self, tx, id, rid, told, &problem);
  else if (what < 7)
    {
      gint64 start = time ? time->starts_at : pick_start (self, tx), end = time ? time->ends_at : start;
      CrmMeetingScope scope = pick_scope (self);
      gboolean all_day = draw (self, 6) == 0 ? TRUE : time && time->all_day;
      gint64 by = draw (self, 2) ? ((int)draw (self, 9) - 4) * G_TIME_SPAN_DAY
                                 : ((int)draw (self, 9) - 4) * 30 * G_TIME_SPAN_MINUTE;

      g_string_append_printf (told, "move scope %d by %d min %s", (int)scope, (int)(by / G_TIME_SPAN_MINUTE),
          all_day ? "day" : "");
      crm_meeting_move (tx, id, rid, scope, start + by, MAX (end, start + 1) + by, all_day, &problem);
    }
  else if (what == 7)
    {
      g_string_append (told, "detach");
      crm_meeting_detach (tx, id, rid, &problem);
    }
  else if (what == 8)
    {
      g_string_append (told, "finish");
      finish (self, tx, id, rid, &problem);
    }
  else if (what == 9)
    {
      CrmMeetingScope scope = pick_scope (self);

      g_string_append_printf (told, "remove scope %d", (int)scope);
      crm_meeting_remove (tx, id, rid, scope, &problem);
    }
  else if (what == 10)
    {
      g_string_append (told, "people");
      change_people (self, tx, id, &problem);
    }
  else
    {
      gint64 archived = pick (self, tx, TRUE);

      g_string_append (told, archived && draw (self, 2) ? "restore" : "copy");
      if (g_str_equal (told->str, "restore"))
        crm_transaction_restore (tx, "meeting", id = archived, &problem);
      else
        crm_meeting_copy (tx, id, pick_start (self, tx), &problem);
    }
  step->told = g_strdup_printf (
      "%s of %d “%s”%s%s", told->str, (int)id, rid, problem ? ": " : "", problem ? problem->message : "");
  if (problem)
    g_propagate_error (error, g_steal_pointer (&problem));
  return step->told && !(error && *error);
}

static void
assert_same (Play *self, const char *now, const char *wanted, const char *what)
{
  g_auto (GStrv) a = g_strsplit (now, "\n", -1), b = g_strsplit (wanted, "\n", -1);

  for (guint i = 0; a[i] && b[i]; i++)
    if (!g_str_equal (a[i], b[i]))
      {
        g_test_message ("%s: is     %s", what, a[i]);
        g_test_message ("%s: wanted %s", what, b[i]);
        g_assert_cmpstr (now, ==, wanted);
      }
  g_assert_cmpstr (now, ==, wanted);
}

static void
go (Play *self, gboolean redo)
{
  g_autofree char *report = crm_test_undo (self->store, redo), *now = dump (self->store);

  g_test_message ("%s to state %u: %s", redo ? "redo" : "undo", redo ? self->at + 1 : self->at - 1, report);
  self->at = redo ? self->at + 1 : self->at - 1;
  assert_same (self, now, self->states->pdata[self->at], redo ? "redo" : "undo");
  crm_test_assert_in_order (self->store);
}

static void
take_step (Play *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;
  Step step = { self, NULL };
  gint64 before = crm_test_sql_integer (self->store, "SELECT coalesce (max (id), 0) FROM operation");

  crm_store_write_sync (self->store, "Step", step_in_worker, &step, NULL, &error);
  now = dump (self->store);
  g_test_message ("state %u: %s", self->at + 1, step.told);
  g_free (step.told);
  if (error)
    {
      g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
      assert_same (self, now, self->states->pdata[self->at], "refused");
      return;
    }
  if (crm_test_sql_integer (self->store, "SELECT coalesce (max (id), 0) FROM operation") != before)
    {
      g_ptr_array_set_size (self->states, (int)++self->at);
      g_ptr_array_add (self->states, g_steal_pointer (&now));
    }
  else
    assert_same (self, now, self->states->pdata[self->at], "no change");
  crm_test_assert_in_order (self->store);
}

static void
test_random (gconstpointer data)
{
  g_autofree char *path = crm_test_path ();
  Play self = { .rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data)) };

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  self.store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  for (guint i = 0; i < N_CLIENTS; i++)
    self.clients[i] = crm_test_add (self.store, "client", "name", "Client", NULL);
  self.states = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self.states, dump (self.store));
  for (guint i = 0; i < N_STEPS; i++)
    {
      guint what = draw (&self, 8);

      if (what == 0 && self.at)
        go (&self, FALSE);
      else if (what == 1 && self.at + 1 < self.states->len)
        go (&self, TRUE);
      else
        take_step (&self);
    }
  while (self.at)
    go (&self, FALSE);
  g_ptr_array_unref (self.states);
  g_rand_free (self.rand);
  crm_test_close (self.store);
}

int
main (int argc, char **argv)
{
  static const guint seeds[] = { 1, 2, 3, 7, 16, 21 };

  crm_test_store_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/meeting/random/%u", seeds[i]);

      g_test_add_data_func (name, GUINT_TO_POINTER (seeds[i]), test_random);
    }
  return crm_test_store_done (g_test_run ());
}
