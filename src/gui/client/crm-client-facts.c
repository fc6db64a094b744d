/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-facts.h"
#include <glib/gi18n-lib.h>
#include "base/crm-locale.h"
#include "base/crm-clock.h"
#include "base/crm-sums.h"
#include "base/crm-time.h"
#include "client/crm-client.h"

/* Pairs of caption and figure, made anew with every change: two lines of four at most. Main thread. */

#define NEAR_DAYS 60
#define LINE_FACTS 4 /* a line that is begun may be filled */
#define MAX_FACTS 8
#define COLUMN_SPACING 12

static int
get_year (const char *date)
{
  return date[0] != '-' ? (int)g_ascii_strtoll (date, NULL, 10) : 0;
}

static char *
dup_weekday (const char *date)
{
  int year, month, day;
  g_autoptr (GDateTime) time = NULL;

  if (sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  time = g_date_time_new_utc (year, month, day, 12, 0, 0);
  return time != NULL ? g_date_time_format (time, "%A") : NULL;
}

char *
crm_client_birthday_display (const char *birthday, const char *today, int *near)
{
  g_autofree char *date = crm_date_display (birthday);
  g_autofree char *next = crm_date_next_birthday (birthday, today);
  g_autofree char *weekday = NULL;
  int days = next != NULL ? crm_date_days_between (today, next) : -1;
  int age = next != NULL && get_year (birthday) > 0 ? get_year (next) - get_year (birthday) : 0;

  *near = days >= 0 && days <= NEAR_DAYS ? days : -1;
  if (*near < 0)
    return g_steal_pointer (&date);
  weekday = dup_weekday (next);
  if (days == 0)
    return age > 0 ? g_strdup_printf (_ ("%s (turns %d today)"), date, age)
                   : g_strdup_printf (_ ("%s (today)"), date);
  if (days < 7 && weekday != NULL)
    /* Translators: date, age, day of the week: "24 November (turns 42 on Tuesday)". */
    return age > 0 ? g_strdup_printf (_ ("%s (turns %d on %s)"), date, age, weekday)
                   : g_strdup_printf (_ ("%s (on %s)"), date, weekday);
  if (age > 0)
    return g_strdup_printf (
        ngettext ("%s (turns %d in %d day)", "%s (turns %d in %d days)", days), date, age, days);
  return g_strdup_printf (ngettext ("%s (in %d day)", "%s (in %d days)", days), date, days);
}

static guint
count_facts (GtkWidget *facts)
{
  guint n = 0;

  for (GtkWidget *pair = gtk_widget_get_first_child (facts); pair != NULL;
       pair = gtk_widget_get_next_sibling (pair))
    {
      GtkWidget *box = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (pair));

      n += gtk_widget_get_first_child (box) == gtk_widget_get_last_child (box) ? 1 : 2;
    }
  return n;
}

/* Where the next fact goes: they keep together by two, so that no line has three. */
static GtkWidget *
get_pair (GtkWidget *facts)
{
  GtkWidget *pair = gtk_widget_get_last_child (facts);

  if (pair != NULL && count_facts (facts) % 2 != 0)
    return gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (pair));
  pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, COLUMN_SPACING);
  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  gtk_flow_box_insert (GTK_FLOW_BOX (facts), pair, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (pair), FALSE);
  return pair;
}

static void
add_fact (GtkWidget *facts, const char *caption, const char *figure, const char *tooltip)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
      GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *above = gtk_label_new (caption);
  GtkWidget *below = gtk_label_new (figure);
  g_autofree char *name = g_strdup_printf ("%s: %s", caption, figure);

  gtk_label_set_xalign (GTK_LABEL (above), 0);
  gtk_label_set_ellipsize (GTK_LABEL (above), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (above, "caption");
  gtk_widget_add_css_class (above, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (below, "heading");
  gtk_widget_add_css_class (below, "numeric");
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (get_pair (facts)), box);
}

GtkWidget *
crm_client_facts_new (void)
{
  /* As many beside each other as can be read in full. */
  GtkWidget *facts = gtk_flow_box_new ();

  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (facts), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (facts), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (facts), 1);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (facts), LINE_FACTS / 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (facts), COLUMN_SPACING);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (facts), 6);
  gtk_widget_add_css_class (facts, "facts");
  gtk_widget_set_margin_start (facts, 4);
  gtk_widget_set_margin_end (facts, 4);
  return facts;
}

/* Money per currency, the book's first. */
static void
add_sums (GtkWidget *facts, CrmStore *store, const char *caption, const char *text)
{
  g_autoptr (CrmSums) sums = crm_sums_from_text (text);
  const char *currency = crm_store_get_setting (store, "currency");
  g_autofree char *whole = crm_sums_display (sums, currency, TRUE);
  g_autofree char *exact = crm_sums_display (sums, currency, FALSE);

  if (whole != NULL)
    add_fact (facts, caption, whole, exact);
}

static void
add_next_step (GtkWidget *facts, CrmRow *row, gint64 now, GTimeZone *zone)
{
  const char *title = crm_row_get_text (row, CRM_CLIENT_NEXT_TITLE);
  const char *on = crm_row_get_text (row, CRM_CLIENT_NEXT_ON);
  gint64 at = crm_row_get_integer (row, CRM_CLIENT_NEXT_AT);
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *when = at != 0      ? crm_instant_display_relative (at, now, zone)
                          : on != NULL ? crm_date_display_heading (on, today)
                                       : NULL;

  if (title != NULL)
    add_fact (facts, _ ("Next step"), when != NULL ? when : title, title);
}

static void
add_last_contact (GtkWidget *facts, gint64 last, gint64 now, GTimeZone *zone)
{
  g_autofree char *figure =
      last != 0 ? crm_instant_display_relative (last, now, zone) : g_strdup (_ ("never"));
  g_autofree char *full = last != 0 ? crm_instant_display_full (last, zone) : NULL;

  add_fact (facts, _ ("Last contact"), figure, full);
}

static void
add_birthday (GtkWidget *facts, const char *birthday, const char *today)
{
  int near = -1;
  g_autofree char *full = birthday != NULL ? crm_client_birthday_display (birthday, today, &near) : NULL;
  g_autofree char *figure = NULL;

  if (near < 0)
    return;
  figure =
      near == 0 ? g_strdup (_ ("today")) : g_strdup_printf (ngettext ("in %d day", "in %d days", near), near);
  add_fact (facts, _ ("Birthday"), figure, full);
}

/* Waiting is said roughly: "40 min", "2 h", "3 days". */
static char *
dup_wait (gint64 wait)
{
  int days = (int)((wait + 12 * G_TIME_SPAN_HOUR) / G_TIME_SPAN_DAY);
  gint64 step = wait >= G_TIME_SPAN_HOUR ? G_TIME_SPAN_HOUR : G_TIME_SPAN_MINUTE;
  gint64 rounded = MAX ((wait + step / 2) / step, 1) * step;

  if (wait >= G_TIME_SPAN_DAY)
    return g_strdup_printf (ngettext ("%d day", "%d days", days), days);
  return crm_duration_display (rounded / G_USEC_PER_SEC);
}

static void
add_wait (GtkWidget *facts, const char *caption, gint64 wait, guint n)
{
  g_autofree char *figure = dup_wait (wait);
  g_autofree char *tooltip =
      g_strdup_printf (ngettext ("After %u message", "On average of %u messages", n), n);

  if (n > 0)
    add_fact (facts, caption, figure, tooltip);
}

static void
add_channel (GtkWidget *facts, CrmClientCardData *data)
{
  const char *chosen = crm_row_get_text (data->row, CRM_CLIENT_CHANNEL);
  const char *channel = chosen != NULL ? chosen : data->answers.channel;

  if (channel != NULL)
    add_fact (facts, _ ("Preferred channel"),
        crm_field_get_choice_label (&data->row->entity->fields[CRM_CLIENT_CHANNEL], channel),
        chosen != NULL ? NULL : _ ("As they last wrote"));
}

/* What says more than the twelve months do. */
static void
add_turnover (GtkWidget *facts, CrmStore *store, CrmClientCardData *data)
{
  const char *all = crm_row_get_text (data->row, CRM_CLIENT_WON_SUMS);

  add_sums (facts, store, _ ("This month"), data->month_sums);
  if (g_strcmp0 (all, crm_row_get_text (data->row, CRM_CLIENT_YEAR_SUMS)) != 0)
    add_sums (facts, store, _ ("All time"), all);
}

void
crm_client_facts_set_data (GtkWidget *facts, CrmStore *store, CrmClientCardData *data)
{
  GTimeZone *zone = crm_store_get_zone (store);
  gint64 now = crm_clock_now ();
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *entries = g_strdup_printf ("%" G_GINT64_FORMAT, data->n_entries);
  g_autofree char *since_full = crm_instant_display_full (data->row->created_at, zone);
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (data->row->created_at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (created, zone);
  /* Translators: month and year behind "Client since", "March 2025"; see g_date_time_format (). */
  g_autofree char *since = crm_locale_format_date (local, C_ ("client since", "%B %Y"));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (facts)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (facts), child);
  add_sums (facts, store, _ ("12 months"), crm_row_get_text (data->row, CRM_CLIENT_YEAR_SUMS));
  add_sums (facts, store, _ ("Open deals"), crm_row_get_text (data->row, CRM_CLIENT_OPEN_SUMS));
  add_next_step (facts, data->row, now, zone);
  add_last_contact (facts, crm_row_get_integer (data->row, CRM_CLIENT_LAST_CONTACT), now, zone);
  add_turnover (facts, store, data);
  add_wait (facts, _ ("We answer in"), data->answers.ours, data->answers.n_ours);
  add_wait (facts, _ ("They answer in"), data->answers.theirs, data->answers.n_theirs);
  if (count_facts (facts) < MAX_FACTS)
    add_channel (facts, data);
  if (count_facts (facts) < MAX_FACTS)
    add_birthday (facts, crm_row_get_text (data->row, CRM_CLIENT_BIRTHDAY), today);
  if (count_facts (facts) % LINE_FACTS != 0)
    add_fact (facts, _ ("Client since"), since, since_full);
  if (count_facts (facts) < LINE_FACTS)
    add_fact (facts, _ ("Entries"), entries, NULL);
}
