/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-when.h"
#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "crm-cli-record.h"
#include "meeting/crm-meeting.h"

/* "meeting": what is done with one meeting, or with one or more times of one that repeats: how it went, moved, removed, checked in. */

typedef struct
{
  CrmCli *cli;
  gint64 id;
  const char *state; /* held, missed, cancel */
  CrmMeetingScope scope;
  CrmWhen when; /* move: to; else the next step */
  double latitude;
  double longitude;
  gint64 made; /* what was made or has the change: next step, check-in, meeting */
} Meeting;

static gboolean
finish_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Meeting *self = data;
  CrmMeetingNext next = {
    .entity = "task", .kind = "todo", .due_on = self->when.date, .due_at = self->when.at
  };
  g_autoptr (GError) problem = NULL;

  self->made = crm_meeting_finish (tx, self->id, self->cli->occurrence, self->state, self->cli->outcome,
      self->cli->text, 0, 0, self->when.date != NULL ? &next : NULL, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return self->made != 0 || problem == NULL;
}

/* Several times at once are cancelled as they stand, without a meeting of their own. */
static gboolean
cancel_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Meeting *self = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_MEETING_STATE, "cancelled");
  if (self->cli->outcome != NULL)
    crm_values_set_text (values, CRM_MEETING_OUTCOME, self->cli->outcome);
  return crm_meeting_edit (tx, self->id, self->cli->occurrence, self->scope, values, error) != 0;
}

/* A day alone keeps the time of day. */
static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Meeting *self = data;
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", self->id, error);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  gint64 starts_at = self->when.at, was_at, length;
  gboolean all_day;
  int second;

  if (meeting == NULL)
    return FALSE;
  if (crm_row_get_text (meeting, CRM_MEETING_RECURRENCE) != NULL && self->cli->occurrence != NULL)
    {
      g_autoptr (CrmOccurrence) time =
          crm_meeting_find_occurrence (tx, self->id, self->cli->occurrence, error);

      if (time == NULL)
        return FALSE;
      was_at = time->starts_at;
      length = time->ends_at - time->starts_at;
      all_day = time->all_day;
    }
  else
    {
      was_at = crm_row_get_integer (meeting, CRM_MEETING_STARTS_AT);
      length = MAX (crm_row_get_integer (meeting, CRM_MEETING_ENDS_AT) - was_at, 0);
      all_day = crm_row_get_text (meeting, CRM_MEETING_STARTS_ON) != NULL;
    }
  if (starts_at != 0 && all_day)
    length = G_TIME_SPAN_HOUR;
  if (starts_at == 0)
    {
      crm_local_day (was_at, zone, &second);
      starts_at = crm_local_instant (crm_local_parse (self->when.date), second, zone);
    }
  self->made = crm_meeting_move (tx, self->id, self->cli->occurrence, self->scope, starts_at,
      starts_at + length, all_day && self->when.at == 0, error);
  return self->made != 0;
}

static gboolean
remove_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Meeting *self = data;

  return crm_meeting_remove (tx, self->id, self->cli->occurrence, self->scope, error);
}

static gboolean
check_in_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Meeting *self = data;

  self->made = crm_check_in_add (tx, self->id, self->latitude, self->longitude, 0, 0, 0, "typed", error);
  return self->made != 0;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, sentence);
  return FALSE;
}

static gboolean
read_when (CrmCli *cli, const char *text, CrmWhen *when, GError **error)
{
  int week_start = (int)g_ascii_strtoll (crm_store_get_setting (cli->store, "week-start"), NULL, 10);

  return crm_when_parse (text, crm_clock_now (), crm_store_get_zone (cli->store), week_start, when, error);
}

static gboolean
print_made (CrmCli *cli, gint64 made, const char *entity, GError **error)
{
  if (cli->json && made != 0)
    {
      crm_entity_unref (cli->entity);
      cli->entity = crm_store_get_entity (cli->store, entity);
      return crm_cli_print_record (cli, made, TRUE, error);
    }
  if (cli->json)
    {
      CrmCliArray array = CRM_CLI_ARRAY_INIT;
      crm_cli_array_end (&array);
    }
  else if (made != 0)
    printf ("%lld\n", (long long)made);
  return TRUE;
}

static const struct
{
  const char *name;
  const char *state; /* nullable */
  CrmWriteFunc func;
  const char *made; /* entity of what is printed */
} actions[] = {
  { "held", "held", finish_in_worker, "task" },
  { "missed", "missed", finish_in_worker, "task" },
  { "cancel", "cancelled", finish_in_worker, "task" },
  { "move", NULL, move_in_worker, "meeting" },
  { "remove", NULL, remove_in_worker, NULL },
  { "check-in", NULL, check_in_in_worker, "check_in" },
};

static char *
dup_purpose (const char *action, const char *name)
{
  return g_str_equal (action, "held")     ? g_strdup_printf (_ ("%s took place"), name)
         : g_str_equal (action, "missed") ? g_strdup_printf (_ ("%s was missed"), name)
         : g_str_equal (action, "cancel") ? g_strdup_printf (_ ("Cancel %s"), name)
         : g_str_equal (action, "move")   ? g_strdup_printf (_ ("Move %s"), name)
         : g_str_equal (action, "remove") ? g_strdup_printf (_ ("Remove %s"), name)
                                          : g_strdup_printf (_ ("Check in at %s"), name);
}

static gboolean
read_scope (CrmCli *cli, Meeting *self, GError **error)
{
  static const char *const scopes[] = { "this", "following", "all" };
  guint i = 0;

  self->scope = CRM_MEETING_THIS;
  if (cli->scope == NULL)
    return TRUE;
  while (i < G_N_ELEMENTS (scopes) && !g_str_equal (scopes[i], cli->scope))
    i++;
  if (i == G_N_ELEMENTS (scopes))
    return refuse (error, _ ("--scope is one of: this, following, all."));
  self->scope = (CrmMeetingScope)i;
  return TRUE;
}

/* Words behind the number: a time of “move”, a position of “check-in”. */
static gboolean
read_words (CrmCli *cli, Meeting *self, gboolean moves, gboolean checks_in, GError **error)
{
  g_autofree char *words = g_strjoinv (" ", cli->arguments + 2);

  if (moves && !*words)
    return refuse (error, _ ("“move” needs a time, as “tomorrow 10:00”."));
  if (checks_in && !crm_position_parse (words, &self->latitude, &self->longitude))
    return refuse (error, _ ("“check-in” needs a position, as “50.4501, 30.5234”."));
  if (!moves && !checks_in && *words)
    return refuse (error, _ ("Only “move” and “check-in” take words behind the number."));
  if (moves)
    return read_when (cli, words, &self->when, error);
  return cli->next == NULL || read_when (cli, cli->next, &self->when, error);
}

/* What a series is told must say which of its times are meant. */
static gpointer
get_rule_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) meeting = crm_transaction_load (tx, "meeting", *(gint64 *)data, error);

  if (meeting == NULL)
    return NULL;
  return g_strdup (crm_row_get_text (meeting, CRM_MEETING_RECURRENCE) != NULL
                       ? crm_row_get_text (meeting, CRM_MEETING_RECURRENCE)
                       : "");
}

static gboolean
check_series (CrmCli *cli, Meeting *self, gboolean checks_in, GError **error)
{
  g_autofree char *rule = NULL;

  if (checks_in || cli->occurrence != NULL || self->scope == CRM_MEETING_ALL)
    return TRUE;
  rule = crm_store_read_sync (cli->store, get_rule_in_worker, &self->id, error);
  if (rule == NULL)
    return FALSE;
  return !*rule || refuse (error, _ ("This meeting repeats: say --occurrence, or --scope=all."));
}

static gboolean
run (CrmCli *cli, GError **error)
{
  Meeting self = { .cli = cli };
  guint action = 0;

  while (action < G_N_ELEMENTS (actions) && !g_str_equal (actions[action].name, cli->arguments[0]))
    action++;
  if (action == G_N_ELEMENTS (actions))
    return refuse (error, _ ("A meeting can be told: held, missed, cancel, move, remove, check-in."));
  gboolean moves = actions[action].func == move_in_worker,
           checks_in = actions[action].func == check_in_in_worker;
  self.state = actions[action].state;
  if (self.state == NULL && (cli->outcome != NULL || cli->next != NULL || cli->text != NULL))
    return refuse (error, _ ("Only “held”, “missed” and “cancel” have --outcome, --text and --next."));
  if (checks_in && (cli->occurrence != NULL || cli->scope != NULL))
    return refuse (error, _ ("“check-in” has neither --occurrence nor --scope."));
  if (!read_scope (cli, &self, error) || !crm_cli_parse_id (cli->arguments[1], &self.id, error))
    return FALSE;
  CrmWriteFunc func = actions[action].func;
  if (func == finish_in_worker && self.scope != CRM_MEETING_THIS)
    {
      if (!g_str_equal (self.state, "cancelled") || cli->next != NULL || cli->text != NULL)
        return refuse (error, _ ("Several times together can only be cancelled, moved or removed."));
      func = cancel_in_worker;
    }
  cli->entity = crm_store_get_entity (cli->store, "meeting");
  g_autofree char *name = crm_cli_dup_record_name (cli, self.id, error);
  if (name == NULL || !read_words (cli, &self, moves, checks_in, error) ||
      !check_series (cli, &self, checks_in, error))
    return FALSE;
  g_autofree char *purpose = dup_purpose (actions[action].name, name);
  gboolean ok = crm_store_write_sync (cli->store, purpose, func, &self, NULL, error);
  /* One that stays where it is needs no number. */
  if (ok && moves && !cli->json && self.made == self.id)
    self.made = 0;
  ok = ok && print_made (cli, self.made, actions[action].made, error);
  crm_when_clear (&self.when);
  return ok;
}

const CrmCliVerb crm_cli_meeting_verb = {
  .name = "meeting",
  .arguments = "held|missed|cancel|move|remove|check-in ID [WHEN|POSITION]",
  .summary = N_ ("Says how a meeting went, moves or removes it, checks in"),
  .details = N_ (
      "WHEN is said in words: “tomorrow 10:00”, “2026-12-01”; POSITION is “50.4501, 30.5234”. Of a meeting\n"
      "that repeats, --occurrence says which time is meant. “held”, “missed” and “cancel” print the number "
      "of\n"
      "the task that --next makes, “move” that of the meeting which has the new time when it is another "
      "one."),
  .options = CRM_CLI_OUTCOME | CRM_CLI_NEXT | CRM_CLI_TEXT | CRM_CLI_TIMES,
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
