/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-demo-calendar.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "import/crm-demo-words.h"
#include "meeting/crm-meeting.h"
#include "option/crm-option.h"
#include "task/crm-task.h"
#include "user/crm-user.h"

/* Invents the calendar of the demo business: what a week looks like, told by day and time of the week that now is in. What is over took place,
 * but for the last one, which nobody noted yet. Runs in the writer's thread. */

#define MINUTE G_TIME_SPAN_MINUTE
#define CLIENTS 200 /* met are those who were there first */

typedef struct
{
  CrmTransaction *tx; /* not owned */
  GTimeZone *zone;    /* not owned */
  guint64 random;
  gint64 now;
  guint32 monday;
  const gint64 *ids;
  const guint *languages;
  guint n;
  CrmEntity *meeting, *participant, *task;
} Calendar;

typedef struct
{
  int day;             /* 0 Monday of this week … */
  int minute;          /* of the day */
  int length;          /* minutes */
  const char *purpose; /* N_ (), nullable */
  enum
  {
    OUTSIDE = 1 << 0, /* at the client's */
    ONLINE = 1 << 1,
    TWO = 1 << 2, /* somebody else of the client's side takes part */
  } how;
} Visit;

static const Visit visits[] = {
  { -4, 11 * 60, 60, N_ ("Tasting"), OUTSIDE },
  { 0, 14 * 60, 90, N_ ("Negotiation"), OUTSIDE },
  { 1, 13 * 60, 60, N_ ("Training"), ONLINE },
  { 2, 14 * 60, 75, N_ ("Negotiation"), OUTSIDE | TWO },
  { 3, 10 * 60, 60, N_ ("Tasting"), OUTSIDE | TWO },
  { 4, 14 * 60, 90, N_ ("Negotiation"), ONLINE },
  { 7, 15 * 60, 60, N_ ("Tasting"), OUTSIDE },
  { 9, 11 * 60, 45, N_ ("Training"), ONLINE | TWO },
  { 14, 10 * 60, 120, N_ ("Training"), OUTSIDE },
};

static const struct
{
  int day;
  int minute;
  const char *kind;
} steps[] = {
  { 1, 9 * 60 + 30, "call" },
  { 1, 16 * 60 + 30, "letter" },
  { 2, 9 * 60, "call" },
  { 2, 11 * 60 + 30, "call" },
  { 2, 16 * 60, "letter" },
  { 3, 13 * 60, "todo" },
  { 3, 15 * 60, "call" },
  { 4, 12 * 60, "call" },
  { 4, 14 * 60 + 30, "call" },
};

/* splitmix64, as the rest of the demo. */
static guint
draw_below (Calendar *self, guint n)
{
  guint64 z = (self->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint)((z ^ (z >> 31)) % n);
}

static gint64
get_time (const Calendar *self, int day, int minute)
{
  return crm_local_instant ((guint32)((gint64)self->monday + day), minute * 60, self->zone);
}

/* What is over took place; of what ended since yesterday nobody noted it yet. */
static const char *
get_state (const Calendar *self, gint64 ends_at)
{
  return ends_at < self->now - G_TIME_SPAN_DAY ? "held" : "planned";
}

static gboolean
add_participant (Calendar *self, gint64 meeting, gint64 user, const char *name, const char *address,
    const char *role, const char *answer, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->participant);

  crm_values_set_integer (values, CRM_PARTICIPANT_MEETING, meeting);
  if (user)
    crm_values_set_integer (values, CRM_PARTICIPANT_USER, user);
  crm_values_set_text (values, CRM_PARTICIPANT_NAME, name);
  crm_values_set_text (values, CRM_PARTICIPANT_ADDRESS, address);
  crm_values_set_text (values, CRM_PARTICIPANT_ROLE, role);
  crm_values_set_text (values, CRM_PARTICIPANT_ANSWER, answer);
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

static gboolean
find_deal (Calendar *self, gint64 client, gint64 *deal, GError **error)
{
  g_autoptr (GArray) deals = crm_db_list_integers (crm_transaction_get_db (self->tx),
      "SELECT id FROM deal WHERE client = $1 AND state = 'open' ORDER BY id LIMIT 1", error, 1, client);

  if (!deals)
    return FALSE;
  *deal = deals->len ? g_array_index (deals, gint64, 0) : 0;
  return TRUE;
}

static void
set_place (Calendar *self, CrmValues *values, const Visit *visit, const CrmDemoWords *words)
{
  if (visit->how & OUTSIDE)
    {
      const char *street = words->streets[draw_below (self, g_strv_length ((char **)words->streets))];
      g_autofree char *number = g_strdup_printf ("%u", 1 + draw_below (self, 60));
      g_auto (GStrv) parts = g_strsplit (street, "%u", 2);
      g_autofree char *address = g_strjoinv (number, parts);
      g_autofree char *place = g_strdup_printf ("%s, %s", address, words->cities[draw_below (self, 4)]);

      crm_values_set_text (values, CRM_MEETING_PLACE, place);
    }
  if (visit->how & ONLINE)
    {
      g_autofree char *url = g_strdup_printf ("https://meet.example/%06u", draw_below (self, 1000000));
      crm_values_set_text (values, CRM_MEETING_ONLINE, url);
    }
}

static gboolean
add_visit (Calendar *self, const Visit *visit, guint number, GError **error)
{
  guint client = draw_below (self, MIN (self->n, CLIENTS));
  const CrmDemoWords *words = &crm_demo_words[self->languages[client]];
  gint64 starts_at = get_time (self, visit->day, visit->minute), ends_at = starts_at + visit->length * MINUTE,
         deal, id;
  g_autoptr (CrmValues) values = crm_values_new (self->meeting);
  GArray *clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (clients, self->ids[client]);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), clients);
  crm_values_set_text (
      values, CRM_MEETING_TITLE, words->meetings[number % g_strv_length ((char **)words->meetings)]);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, starts_at);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, ends_at);
  crm_values_set_text (values, CRM_MEETING_STATE, get_state (self, ends_at));
  crm_values_set_text (values, CRM_MEETING_PURPOSE, _ (visit->purpose));
  /* What was yesterday reminds nobody. */
  crm_values_set_text (values, CRM_MEETING_REMINDERS, starts_at > self->now ? "30" : "");
  set_place (self, values, visit, words);
  crm_values_set_text (
      values, CRM_MEETING_TEXT, words->notes[draw_below (self, g_strv_length ((char **)words->notes))]);
  if (!find_deal (self, self->ids[client], &deal, error))
    return FALSE;
  if (deal)
    crm_values_set_integer (values, CRM_MEETING_DEAL, deal);
  id = crm_transaction_insert (self->tx, values, NULL, error);
  if (!id)
    return FALSE;
  if (crm_transaction_get_user (self->tx) && !add_participant (self, id, crm_transaction_get_user (self->tx),
                                                 NULL, NULL, "chair", "accepted", error))
    return FALSE;
  if (visit->how & TWO)
    {
      const char *given = words->women[draw_below (self, g_strv_length ((char **)words->women))];
      const char *family =
          words->women_family[draw_below (self, g_strv_length ((char **)words->women_family))];
      g_autofree char *name = g_strdup_printf ("%s %s", given, family);
      g_autofree char *address = g_strdup_printf ("guest%u@mail.example", number);

      return add_participant (self, id, 0, name, address, "optional", "tentative", error);
    }
  return TRUE;
}

static gint64
add_own (Calendar *self, const char *title, int day, int minute, int length, const char *place,
    const char *rule, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->meeting);
  gint64 starts_at = get_time (self, day, minute);

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, starts_at);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, starts_at + length * MINUTE);
  crm_values_set_text (values, CRM_MEETING_PLACE, place);
  crm_values_set_text (values, CRM_MEETING_RECURRENCE, rule);
  crm_values_set_text (values, CRM_MEETING_REMINDERS, "");
  if (!rule)
    crm_values_set_text (values, CRM_MEETING_STATE, get_state (self, starts_at + length * MINUTE));
  return crm_transaction_insert (self->tx, values, NULL, error);
}

static gboolean
add_days (Calendar *self, const char *title, int first, int last, const char *place, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->meeting);
  g_autofree char *from = crm_local_format ((guint32)((gint64)self->monday + first)),
                  *to = crm_local_format ((guint32)((gint64)self->monday + last));

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, get_time (self, first, 0));
  crm_values_set_text (values, CRM_MEETING_STARTS_ON, from);
  crm_values_set_text (values, CRM_MEETING_ENDS_ON, to);
  crm_values_set_text (values, CRM_MEETING_PLACE, place);
  crm_values_set_text (values, CRM_MEETING_REMINDERS, "");
  crm_values_set_text (values, CRM_MEETING_STATE, get_state (self, get_time (self, last + 1, 0)));
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

static gboolean
hold_first (Calendar *self, gint64 series, GError **error)
{
  g_autofree char *day = crm_local_format (self->monday);
  g_autofree char *rid = g_strdup_printf ("%.4s%.2s%.2sT090000", day, day + 5, day + 8);
  g_autoptr (GError) problem = NULL;

  crm_meeting_finish (self->tx, series, rid, "held", NULL, NULL, 0, 0, NULL, &problem);
  if (!problem)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Every Monday; next week's is on Tuesday, for once. What was is held. */
static gboolean
add_team (Calendar *self, GError **error)
{
  gint64 series, moved = get_time (self, 8, 9 * 60 + 30);
  g_autofree char *day = crm_local_format (self->monday + 7);
  g_autofree char *rid = g_strdup_printf ("%.4s%.2s%.2sT090000", day, day + 5, day + 8);

  series = add_own (self, _ ("Week planning"), 0, 9 * 60, 60, _ ("Roastery, upstairs"), "FREQ=WEEKLY", error);
  if (!series ||
      !crm_meeting_move (self->tx, series, rid, CRM_MEETING_THIS, moved, moved + 60 * MINUTE, FALSE, error))
    return FALSE;
  return get_time (self, 0, 10 * 60) >= self->now || hold_first (self, series, error);
}

static gboolean
add_step (Calendar *self, guint number, GError **error)
{
  guint client = draw_below (self, MIN (self->n, CLIENTS));
  const CrmDemoWords *words = &crm_demo_words[self->languages[client]];
  gboolean call = g_str_equal (steps[number].kind, "call");
  gint64 at = get_time (self, steps[number].day, steps[number].minute);
  g_autofree char *day = crm_local_format ((guint32)((gint64)self->monday + steps[number].day));
  g_autoptr (CrmValues) values = crm_values_new (self->task);

  crm_values_set_text (values, CRM_TASK_TITLE, words->tasks[call ? number % 2 : 2 + number % 3]);
  crm_values_set_text (values, CRM_TASK_KIND, steps[number].kind);
  crm_values_set_integer (values, CRM_TASK_CLIENT, self->ids[client]);
  crm_values_set_text (values, CRM_TASK_DUE_ON, day);
  crm_values_set_integer (values, CRM_TASK_DUE_AT, at);
  if (at < self->now)
    {
      crm_value_clear (crm_values_slot (values, CRM_TASK_REMIND_AT));
      crm_values_set_text (values, CRM_TASK_STATE, "done");
      crm_values_set_integer (values, CRM_TASK_DONE_AT, at + 20 * MINUTE);
    }
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

static gboolean
add_purposes (Calendar *self, GError **error)
{
  const char *const names[] = { _ ("Tasting"), _ ("Negotiation"), _ ("Training") };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "option", error);

  for (guint i = 0; entity && i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_text (values, CRM_OPTION_LIST, "purpose");
      crm_values_set_text (values, CRM_OPTION_NAME, names[i]);
      crm_values_set_integer (values, CRM_OPTION_POSITION, i);
      if (!crm_transaction_insert (self->tx, values, NULL, error))
        return FALSE;
    }
  return entity != NULL;
}

static gboolean
add_leave (Calendar *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "leave", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autofree char *from = crm_local_format (self->monday + 21), *to = crm_local_format (self->monday + 25);

  if (!values)
    return FALSE;
  if (!crm_transaction_get_user (self->tx))
    return TRUE;
  crm_values_set_integer (values, CRM_LEAVE_USER, crm_transaction_get_user (self->tx));
  crm_values_set_text (values, CRM_LEAVE_KIND, "vacation");
  crm_values_set_text (values, CRM_LEAVE_STARTS_ON, from);
  crm_values_set_text (values, CRM_LEAVE_ENDS_ON, to);
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

static void
calendar_clear (Calendar *self)
{
  g_clear_pointer (&self->meeting, crm_entity_unref);
  g_clear_pointer (&self->participant, crm_entity_unref);
  g_clear_pointer (&self->task, crm_entity_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Calendar, calendar_clear)

gboolean
crm_demo_write_calendar (CrmTransaction *tx, const gint64 *ids, const guint *languages, guint n, guint64 seed,
    gint64 now, GError **error)
{
  g_auto (Calendar) self = { .tx = tx,
    .zone = crm_transaction_get_zone (tx),
    .random = seed,
    .now = now,
    .ids = ids,
    .languages = languages,
    .n = n };
  guint32 today = crm_local_day (now, self.zone, NULL);

  if (!n || today < 60)
    return TRUE;
  self.monday = today - (today - 1) % 7;
  self.meeting = crm_transaction_get_entity (tx, "meeting", error);
  self.participant = self.meeting ? crm_transaction_get_entity (tx, "participant", error) : NULL;
  self.task = self.participant ? crm_transaction_get_entity (tx, "task", error) : NULL;
  if (!self.task || !add_purposes (&self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    if (!add_visit (&self, &visits[i], i, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!add_step (&self, i, error))
      return FALSE;
  return add_team (&self, error) &&
         add_own (&self, _ ("Roast samples"), 4, 9 * 60, 60, _ ("Roastery"), NULL, error) &&
         add_own (&self, _ ("Market day stand"), 5, 10 * 60, 180, _ ("Market square"), NULL, error) &&
         add_days (&self, _ ("Stocktaking"), 3, 3, NULL, error) &&
         add_days (&self, _ ("Coffee fair"), 9, 11, _ ("Exhibition centre"), error) &&
         add_leave (&self, error);
}
