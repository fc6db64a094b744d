/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-move.h"
#include <glib/gi18n-lib.h>
#include "base/crm-text.h"
#include "deal/crm-deal.h"
#include "widgets/crm-chip.h"

/* A move keeps its summary in words that never change ("opened: Offer", "Offer → Contract"), with the names the stages had then; here
 * they are said to a person. Pure functions. Main thread. */

#define ARROW " → "

static const char *
get_summary (CrmActivity *activity)
{
  const char *summary = crm_activity_get_line (activity)->summary;

  return summary != NULL ? summary : "";
}

/* Where it came from, or NULL when it was no step from one stage to another. Caller owns. */
static char *
dup_from (CrmActivity *activity)
{
  const char *summary = get_summary (activity);
  const char *arrow = strstr (summary, ARROW);

  return arrow != NULL ? g_strndup (summary, arrow - summary) : NULL;
}

/* A stage whose name says what became of the deal ("Closed lost") says it alone. */
static gboolean
says (const char *stage, const char *word)
{
  g_autofree char *stage_fold = crm_text_fold (stage), *word_fold = crm_text_fold (word);

  return strstr (stage_fold, word_fold) != NULL;
}

char *
crm_timeline_move_dup_title (CrmActivity *activity)
{
  CrmRow *move = crm_activity_get_row (activity);
  const char *summary = get_summary (activity);
  const char *state = crm_row_get_text (move, CRM_DEAL_MOVE_STATE);
  const char *colon = strstr (summary, ": ");
  const char *stage = colon != NULL ? colon + 2 : summary;
  gint64 from_stage = crm_row_get_integer (move, CRM_DEAL_MOVE_FROM_STAGE);
  g_autofree char *from = NULL;

  if (g_strcmp0 (state, "won") == 0)
    return says (stage, _ ("Won")) ? g_strdup (stage) : g_strdup_printf (_ ("Won in %s"), stage);
  if (g_strcmp0 (state, "lost") == 0)
    return says (stage, _ ("Lost")) ? g_strdup (stage) : g_strdup_printf (_ ("Lost in %s"), stage);
  if (from_stage == 0)
    return g_strdup_printf (_ ("Opened in %s"), stage);
  if (from_stage == crm_row_get_integer (move, CRM_DEAL_MOVE_STAGE))
    return g_strdup_printf (_ ("Opened again in %s"), stage);
  from = dup_from (activity);
  return from != NULL
             ? g_strdup_printf (_ ("Moved from %s to %s"), from, strstr (summary, ARROW) + strlen (ARROW))
             : g_strdup (summary);
}

char *
crm_timeline_move_dup_caption (CrmActivity *activity)
{
  gint64 stay = crm_activity_get_stay (activity);
  int days = (int)(stay / G_TIME_SPAN_DAY);
  g_autofree char *from = dup_from (activity);
  GString *text = g_string_new (crm_activity_get_author (activity));

  if (stay < 0)
    return g_string_free (text, FALSE);
  if (text->len > 0)
    g_string_append (text, " · ");
  if (from != NULL && days == 0)
    g_string_append_printf (text, _ ("after less than a day in %s"), from);
  else if (from != NULL)
    g_string_append_printf (text, ngettext ("after %d day in %s", "after %d days in %s", days), days, from);
  else if (days == 0)
    g_string_append (text, _ ("after less than a day"));
  else
    g_string_append_printf (text, ngettext ("after %d day", "after %d days", days), days);
  return g_string_free (text, FALSE);
}

GtkWidget *
crm_timeline_move_new_disc (CrmActivity *activity)
{
  CrmRow *move = crm_activity_get_row (activity);
  const char *state = crm_row_get_text (move, CRM_DEAL_MOVE_STATE);

  if (g_strcmp0 (state, "won") == 0)
    return crm_disc_new ("crm-won-symbolic", "ok", FALSE);
  if (g_strcmp0 (state, "lost") == 0)
    return crm_disc_new ("crm-lost-symbolic", "late", FALSE);
  if (crm_row_get_integer (move, CRM_DEAL_MOVE_FROM_STAGE) == 0)
    return crm_disc_new ("crm-deal-symbolic", "deal", FALSE);
  return crm_disc_new ("crm-board-symbolic", "deal", FALSE);
}
