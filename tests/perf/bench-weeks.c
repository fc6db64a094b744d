/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "backends/crm-backends.h"
#include "bench-pointer.h"
#include "bench.h"
#include "calendar/crm-calendar-view.h"
#include "crm-application.h"
#include "crm-window.h"

/* The page Calendar of the program itself under a real pointer: from a click on "Later" or "Earlier" until the other week has been painted with its
 * events. bench-weeks --book BOOK --size WIDTHxHEIGHT; BENCH_REPORT names the file for the figures. Main thread. */

#define SETTLE_MS 400
#define HAND_MS 60 /* a button is down when a person clicks */
#define SWITCHES 12
#define LIMIT_MS 50

static CrmWindow *window;

static CrmCalendarView *
get_calendar (void)
{
  return CRM_CALENDAR_VIEW (crm_window_get_view (window));
}

typedef struct
{
  guint32 first;
} Week;

static gboolean
is_week_there (gpointer data)
{
  Week *week = data;
  guint n;

  return crm_calendar_view_get_first (get_calendar (), &n) == week->first && n == 7 &&
         !crm_calendar_view_is_loading (get_calendar ());
}

static GtkWidget *
find_button (GtkWidget *widget, const char *tooltip)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static double
turn (Week *week, gboolean later)
{
  GtkWidget *button =
      find_button (GTK_WIDGET (get_calendar ()), later ? "Later (Page Down)" : "Earlier (Page Up)");
  double ms;

  week->first += later ? 7 : -7;
  bench_pointer_move (button, 0.5, 0.5);
  bench_pointer_wait (SETTLE_MS);
  bench_pointer_press ();
  bench_pointer_wait (HAND_MS);
  bench_pointer_release (is_week_there, week);
  ms = bench_pointer_await_painted ("the other week", NULL);
  bench_pointer_wait (SETTLE_MS);
  return ms;
}

static void
measure_turns (Week *week, const char *name, BenchRule rule)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double)),
                     works = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *most = g_strdup_printf ("%s, 95 %%", name);
  guint n;

  /* What is made once is made. */
  turn (week, TRUE);
  for (guint i = 0; i < SWITCHES; i++)
    {
      double ms = turn (week, i % 4 < 2);

      double work = bench_pointer_get_work ();

      g_array_append_val (times, ms);
      g_array_append_val (works, work);
    }
  n = crm_agenda_get_items (crm_calendar_view_get_agenda (get_calendar ()))->len;
  bench_report (name, bench_median (times), 0, "ms", rule, LIMIT_MS);
  bench_report (most, bench_percentile (times, 0.95), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("the same, work of the main thread", bench_median (works), 0, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("the same, items", n, 0, "", BENCH_NO_LIMIT, 0);
}

/* Hundreds of meetings; and with all that an invented book of so many clients has on its days, which is more than anybody's. */
static void
measure (void)
{
  static const CrmLayers others[] = { CRM_LAYER_TASKS, CRM_LAYER_CLOSINGS, CRM_LAYER_BIRTHDAYS,
    CRM_LAYER_OWN_DATES };
  Week week;
  guint n;

  crm_window_show_page (window, "calendar");
  crm_calendar_view_set_mode (get_calendar (), CRM_CALENDAR_WEEK);
  week.first = crm_calendar_view_get_first (get_calendar (), &n);
  bench_pointer_await ("the week", is_week_there, &week);
  bench_pointer_wait (2 * SETTLE_MS);
  bench_report_open (g_getenv ("BENCH_REPORT"));
  measure_turns (&week, "another week with all layers painted", BENCH_NO_LIMIT);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_check_button_set_active (
        crm_calendar_layers_get_check (crm_calendar_view_get_layers (get_calendar ()), others[i], 0), FALSE);
  bench_pointer_await ("the meetings", is_week_there, &week);
  bench_pointer_wait (2 * SETTLE_MS);
  measure_turns (&week, "another week of meetings painted", BENCH_AT_MOST);
  exit (bench_report_close () > 0);
}

static gboolean
on_settled (gpointer data)
{
  if (crm_window_get_page (window) == NULL)
    return G_SOURCE_CONTINUE;
  measure ();
  return G_SOURCE_REMOVE;
}

static void
on_window_added (GtkApplication *application, GtkWindow *added)
{
  if (!CRM_IS_WINDOW (added) || window != NULL)
    return;
  window = CRM_WINDOW (added);
  bench_pointer_watch (added);
  g_timeout_add (SETTLE_MS * 3, on_settled, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmPhoneFormat) phone_format = NULL;
  g_autoptr (CrmCardFormat) card_format = NULL;
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  phone_format = crm_backends_phone_format ();
  card_format = crm_backends_card_format ();
  application = crm_application_new (phone_format, card_format);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  return crm_application_run (application, argc, argv);
}
