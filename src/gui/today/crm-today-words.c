/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-words.h"

#include <glib/gi18n-lib.h>

#include "base/crm-locale.h"
#include "base/crm-time.h"

/* Pure functions on lines of the day. */

CrmTodayOffer
crm_today_line_get_offer (const CrmTodayLine *line)
{
  if (line->hint != NULL)
    {
      if (g_str_equal (line->hint, "birthday"))
        return line->phone != NULL   ? CRM_TODAY_OFFER_CALL
               : line->email != NULL ? CRM_TODAY_OFFER_WRITE
                                     : CRM_TODAY_OFFER_PLAN;
      return g_str_equal (line->hint, "hand-over") || g_str_equal (line->hint, "closing-passed")
                 ? CRM_TODAY_OFFER_OPEN
                 : CRM_TODAY_OFFER_PLAN;
    }
  if (g_strcmp0 (line->step, "call") == 0 && line->phone != NULL)
    return CRM_TODAY_OFFER_CALL;
  if (g_strcmp0 (line->step, "letter") == 0 && line->email != NULL)
    return CRM_TODAY_OFFER_WRITE;
  if (g_str_equal (line->kind, "meeting") && line->client_caption != NULL)
    return CRM_TODAY_OFFER_MAP;
  return CRM_TODAY_OFFER_NONE;
}

const char *
crm_today_offer_get_icon (CrmTodayOffer offer)
{
  switch (offer)
    {
    case CRM_TODAY_OFFER_CALL: return "call-start-symbolic";
    case CRM_TODAY_OFFER_WRITE: return "mail-unread-symbolic";
    case CRM_TODAY_OFFER_MAP: return "mark-location-symbolic";
    case CRM_TODAY_OFFER_NONE:
    case CRM_TODAY_OFFER_PLAN:
    case CRM_TODAY_OFFER_OPEN:
    default: return NULL;
    }
}

const char *
crm_today_offer_get_label (CrmTodayOffer offer)
{
  switch (offer)
    {
    case CRM_TODAY_OFFER_CALL: return C_ ("verb", "Call");
    case CRM_TODAY_OFFER_WRITE: return C_ ("verb", "Write");
    case CRM_TODAY_OFFER_MAP: return _ ("Show on a map");
    case CRM_TODAY_OFFER_PLAN: return C_ ("verb", "Plan");
    case CRM_TODAY_OFFER_OPEN: return C_ ("verb", "Open");
    case CRM_TODAY_OFFER_NONE:
    default: return NULL;
    }
}

typedef struct
{
  const char *word;
  const char *icon;
  const char *style;
} Look;

static const Look looks[] = {
  { "call", "call-start-symbolic", "call" },
  { "letter", "mail-unread-symbolic", "mail" },
  { "meeting", "crm-meeting-symbolic", "meet" },
  { "wait", "content-loading-symbolic", "task" },
  { "todo", "crm-task-symbolic", "task" },
  { "birthday", "crm-gift-symbolic", "sms" },
  { "rotting", "crm-deal-symbolic", "today" },
  { "closing-passed", "crm-deal-symbolic", "late" },
  { "hand-over", "system-users-symbolic", "task" },
  { "support", "system-users-symbolic", "task" },
  { "not-contacted", "call-start-symbolic", "call" },
};

static const Look *
find_look (const CrmTodayLine *line)
{
  static const Look other = { NULL, "crm-hint-symbolic", "note" };
  const char *word = line->hint != NULL ? line->hint : line->step;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].word, word) == 0)
      return &looks[i];
  return &other;
}

const char *
crm_today_line_get_icon (const CrmTodayLine *line)
{
  return find_look (line)->icon;
}

const char *
crm_today_line_get_style (const CrmTodayLine *line)
{
  return find_look (line)->style;
}

static GDateTime *
open_local (CrmStore *store, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, crm_store_get_zone (store));
}

char *
crm_today_dup_time (CrmStore *store, gint64 at)
{
  g_autoptr (GDateTime) local = open_local (store, at);

  return g_date_time_format (local, "%H:%M");
}

char *
crm_today_dup_length (const CrmTodayLine *line)
{
  int minutes =
      line->at && line->ends_at > line->at ? (int)((line->ends_at - line->at) / G_TIME_SPAN_MINUTE) : 0;

  if (minutes <= 0)
    return NULL;
  if (minutes > 120)
    /* Translators: hours, short. */
    return g_strdup_printf (_ ("%d h"), (minutes + 30) / 60);
  /* Translators: minutes, short. */
  return g_strdup_printf (_ ("%d min"), minutes);
}

char *
crm_today_dup_soon (const CrmTodayLine *line, gint64 now)
{
  gint64 minutes = (line->at - now + G_TIME_SPAN_MINUTE / 2) / G_TIME_SPAN_MINUTE;

  if (line->at == 0 || minutes > 12 * 60 || (line->at <= now && line->ends_at <= now))
    return NULL;
  if (minutes <= 0)
    return g_strdup (_ ("Now"));
  if (minutes < 60)
    /* Translators: minutes, short. */
    return g_strdup_printf (_ ("In %d min"), (int)minutes);
  /* Translators: hours, short. */
  return g_strdup_printf (_ ("In %d h"), (int)(minutes + 30) / 60);
}

char *
crm_today_dup_heading (CrmStore *store, gint64 now)
{
  g_autoptr (GDateTime) local = open_local (store, now);
  /* Translators: the day the page Today is about. */
  g_autofree char *text = crm_locale_format_date (local, C_ ("date", "%A, %-d %B"));
  g_autoptr (GString) heading = g_string_new (NULL);

  g_string_append_unichar (heading, g_unichar_totitle (g_utf8_get_char (text)));
  g_string_append (heading, g_utf8_next_char (text));
  return g_string_free (g_steal_pointer (&heading), FALSE);
}

const CrmTodayLine *
crm_today_find_next (CrmToday *today, gint64 now)
{
  GPtrArray *agenda = crm_today_get_agenda (today);

  for (guint i = 0; i < agenda->len; i++)
    {
      const CrmTodayLine *line = agenda->pdata[i];

      if (line->at != 0 && MAX (line->at, line->ends_at) > now)
        return line;
    }
  return NULL;
}

static char *
say_next (CrmStore *store, const CrmTodayLine *line)
{
  g_autofree char *time = crm_today_dup_time (store, line->at);

  /* Translators: what comes next today; %s is a time of day. */
  if (g_strcmp0 (line->step, "call") == 0)
    return g_strdup_printf (_ ("next: call at %s"), time);
  if (g_strcmp0 (line->step, "meeting") == 0)
    return g_strdup_printf (_ ("next: meeting at %s"), time);
  if (g_strcmp0 (line->step, "letter") == 0)
    return g_strdup_printf (_ ("next: letter at %s"), time);
  return g_strdup_printf (_ ("next: task at %s"), time);
}

char *
crm_today_dup_summary (CrmStore *store, CrmToday *today, gint64 now)
{
  guint overdue = crm_today_get_n_overdue (today), actions = crm_today_get_actions (today);
  const CrmTodayLine *next = crm_today_find_next (today, now);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (overdue > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u overdue", "%u overdue", overdue), overdue));
  if (actions > overdue)
    g_ptr_array_add (parts,
        g_strdup_printf (ngettext ("%u for today", "%u for today", actions - overdue), actions - overdue));
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_ ("Nothing left to do today")));
  if (next != NULL && next->at > now)
    g_ptr_array_add (parts, say_next (store, next));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

gboolean
crm_today_line_equal (const CrmTodayLine *a, const CrmTodayLine *b)
{
  return a->id == b->id && g_str_equal (a->kind, b->kind) && g_strcmp0 (a->hint, b->hint) == 0 &&
         g_strcmp0 (a->step, b->step) == 0 && g_strcmp0 (a->rid, b->rid) == 0 && a->version == b->version &&
         g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->reason, b->reason) == 0 && a->at == b->at &&
         a->ends_at == b->ends_at && g_strcmp0 (a->due_on, b->due_on) == 0 && a->important == b->important &&
         a->declined == b->declined && a->client == b->client &&
         g_strcmp0 (a->client_name, b->client_name) == 0 &&
         g_strcmp0 (a->client_caption, b->client_caption) == 0 && g_strcmp0 (a->phone, b->phone) == 0 &&
         g_strcmp0 (a->email, b->email) == 0 && a->deal == b->deal &&
         g_strcmp0 (a->deal_title, b->deal_title) == 0;
}
