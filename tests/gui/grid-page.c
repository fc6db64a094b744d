/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid-page.h"

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-time.h"

/* Owns the window of a grid, its book, and what it asked for last. Main thread. */

static gint64 now;

static gint64
read_clock (gpointer data)
{
  return now;
}

gint64
page_read_time (const char *text, GTimeZone *zone)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, zone, &instant, NULL));
  return instant;
}

/* The book */

static gboolean
set_zone (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", data, error);
}

gint64
page_add_meeting (Page *page, const char *title, const char *from, const char *to)
{
  GTimeZone *zone = crm_store_get_zone (page->store);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "meeting");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  if (strlen (from) == 10)
    {
      crm_values_set_text (values, CRM_MEETING_STARTS_ON, from);
      crm_values_set_text (values, CRM_MEETING_ENDS_ON, to);
    }
  else
    {
      crm_values_set_integer (values, CRM_MEETING_STARTS_AT, page_read_time (from, zone));
      crm_values_set_integer (values, CRM_MEETING_ENDS_AT, page_read_time (to, zone));
    }
  return crm_test_add (page->store, values);
}

static gpointer
read_agenda (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *page = data;
  GTimeZone *zone = crm_store_get_zone (page->store);
  CrmAgendaQuery query = { .from = crm_local_instant (page->first, 0, zone),
    .until = crm_local_instant (page->first + page->n_days, 0, zone),
    .layers = CRM_LAYER_ALL,
    .zone = zone };

  return crm_agenda_read (tx, &query, error);
}

void
page_reload (Page *page)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&page->agenda, crm_agenda_unref);
  page->agenda = crm_store_read_sync (page->store, read_agenda, page, &error);
  g_assert_no_error (error);
  crm_calendar_grid_set_agenda (CRM_CALENDAR_GRID (page->grid), page->first, page->n_days, page->agenda);
}

CrmAgendaItem *
page_find_item (Page *page, const char *title)
{
  GPtrArray *items = crm_agenda_get_items (page->agenda);

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((CrmAgendaItem *)items->pdata[i])->title, title) == 0)
      return items->pdata[i];
  return NULL;
}

/* What the grid asks for */

static void
tell (Page *page, const char *what, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  GTimeZone *zone = crm_store_get_zone (page->store);
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (starts_at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) to = g_date_time_new_from_unix_utc (ends_at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local_from = g_date_time_to_timezone (from, zone);
  g_autoptr (GDateTime) local_to = g_date_time_to_timezone (to, zone);
  g_autofree char *first = g_date_time_format (local_from, all_day ? "%d" : "%d %H:%M");
  g_autofree char *last = g_date_time_format (local_to, all_day ? "%d" : "%d %H:%M");

  g_free (page->told);
  page->told = g_strdup_printf (
      "%s%s%s %s–%s", what, item != NULL ? " " : "", item != NULL ? item->title : "", first, last);
  page->n_signals++;
}

typedef struct
{
  gint64 id;
  gint64 starts_at;
  gint64 ends_at;
  gboolean all_day;
  gboolean copy;
} Change;

static gboolean
write_change (CrmTransaction *tx, gpointer data, GError **error)
{
  Change *change = data;

  if (change->copy)
    return crm_meeting_copy (tx, change->id, change->starts_at, error) != 0;
  return crm_meeting_move (tx, change->id, NULL, CRM_MEETING_THIS, change->starts_at, change->ends_at,
             change->all_day, error) != 0;
}

static void
on_change (GtkWidget *grid, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day,
    gboolean copy, Page *page)
{
  Change change = { item->id, starts_at, ends_at, all_day, copy };
  g_autoptr (GError) error = NULL;

  tell (page, copy ? "copy" : "change", item, starts_at, ends_at, all_day);
  if (page->refuse)
    return;
  crm_store_write_sync (page->store, "Change", write_change, &change, NULL, &error);
  g_assert_no_error (error);
  page_reload (page);
}

static void
on_create (
    GtkWidget *grid, gint64 starts_at, gint64 ends_at, gboolean all_day, GdkRectangle *where, Page *page)
{
  g_assert_cmpint (where->width, >, 4);
  g_assert_cmpint (where->x, <, gtk_widget_get_width (grid));
  tell (page, "create", NULL, starts_at, ends_at, all_day);
}

static void
tell_item (Page *page, const char *what, CrmAgendaItem *item)
{
  g_free (page->told);
  page->told = g_strdup_printf ("%s %s", what, item != NULL ? item->title : "nothing");
  page->n_signals++;
}

static void
on_activated (GtkWidget *grid, CrmAgendaItem *item, Page *page)
{
  tell_item (page, "activated", item);
}

static void
on_remove (GtkWidget *grid, CrmAgendaItem *item, Page *page)
{
  tell_item (page, "remove", item);
}

static void
on_menu (GtkWidget *grid, CrmAgendaItem *item, GdkRectangle *where, Page *page)
{
  tell_item (page, "menu", item);
}

static void
on_dropped (GtkWidget *grid, const char *entity, gint64 id, gint64 when, gboolean all_day, Page *page)
{
  tell (page, entity, NULL, when, when, all_day);
}

static void
on_show_day (GtkWidget *grid, guint day, Page *page)
{
  g_free (page->told);
  page->told = g_strdup_printf ("show-day %u", day - page->first);
  page->n_signals++;
}

static void
on_page (GtkWidget *grid, int direction, Page *page)
{
  g_free (page->told);
  page->told = g_strdup_printf ("page %d", direction);
  page->n_signals++;
}

/* The page */

void
page_begin (Page *page, const char *zone, const char *first, guint n_days)
{
  g_autoptr (GError) error = NULL;

  memset (page, 0, sizeof *page);
  now = page_read_time ("2026-11-18T10:40:00Z", NULL);
  crm_clock_set (read_clock, NULL);
  page->store = crm_test_store_new (TRUE);
  crm_store_write_sync (page->store, "Zone", set_zone, (gpointer)zone, NULL, &error);
  g_assert_no_error (error);
  page->first = crm_local_parse (first);
  page->n_days = n_days;
}

void
page_show (Page *page, gboolean month)
{
  crm_test_application ();
  page->grid = month ? crm_month_grid_new (page->store) : crm_time_grid_new (page->store);
  g_signal_connect (page->grid, "change", G_CALLBACK (on_change), page);
  g_signal_connect (page->grid, "create", G_CALLBACK (on_create), page);
  g_signal_connect (page->grid, "activated", G_CALLBACK (on_activated), page);
  g_signal_connect (page->grid, "remove", G_CALLBACK (on_remove), page);
  g_signal_connect (page->grid, "menu", G_CALLBACK (on_menu), page);
  g_signal_connect (page->grid, "dropped", G_CALLBACK (on_dropped), page);
  g_signal_connect (page->grid, "show-day", G_CALLBACK (on_show_day), page);
  g_signal_connect (page->grid, "page", G_CALLBACK (on_page), page);
  page->window = GTK_WINDOW (gtk_application_window_new (crm_test_application ()));
  gtk_window_set_default_size (page->window, 900, 760);
  gtk_window_set_child (page->window, page->grid);
  page_reload (page);
  gtk_window_present (page->window);
  crm_test_await_frame (GTK_WIDGET (page->window));
  if (g_find_program_in_path ("xdotool") != NULL)
    crm_test_focus_window (page->window);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

void
page_close (Page *page)
{
  gtk_window_destroy (page->window);
  g_clear_pointer (&page->agenda, crm_agenda_unref);
  g_free (page->told);
  crm_clock_set (NULL, NULL);
  crm_test_store_remove (page->store);
}

CrmTimeSheet *
page_get_sheet (Page *page)
{
  return CRM_TIME_SHEET (crm_test_find (page->grid, CRM_TYPE_TIME_SHEET, NULL));
}

CrmTimeHead *
page_get_head (Page *page)
{
  return CRM_TIME_HEAD (crm_test_find (page->grid, CRM_TYPE_TIME_HEAD, NULL));
}

GtkWidget *
page_get_tile (Page *page, const char *title)
{
  GtkWidget *tile = crm_test_find (page->grid, CRM_TYPE_EVENT_TILE, title);

  g_assert_nonnull (tile);
  return tile;
}

const char *
page_get_status (Page *page)
{
  for (GtkWidget *child = gtk_widget_get_last_child (page->grid); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) == GTK_ACCESSIBLE_ROLE_STATUS)
      return gtk_label_get_text (GTK_LABEL (child));
  g_assert_not_reached ();
}

/* Pointer */

/* A time of a day of the sheet, in the window. */
Point
page_point_at (Page *page, guint day, int minute)
{
  CrmTimeSheet *sheet = page_get_sheet (page);
  GdkRectangle area = crm_time_sheet_get_area (sheet, page->first + day, minute, minute + 1);
  double fx = (area.x + area.width / 2.0) / gtk_widget_get_width (GTK_WIDGET (sheet));
  double fy = (area.y + 1.0) / gtk_widget_get_height (GTK_WIDGET (sheet));
  Point point;

  crm_test_find_point (page->window, GTK_WIDGET (sheet), fx, fy, &point.x, &point.y);
  return point;
}

/* The strip of whole days. */
Point
page_point_in_strip (Page *page, guint day)
{
  CrmTimeHead *head = page_get_head (page);
  GdkRectangle area = crm_time_head_get_area (head, page->first + day, page->first + day);
  Point point;

  crm_test_find_point (page->window, GTK_WIDGET (head),
      (area.x + area.width / 2.0) / gtk_widget_get_width (GTK_WIDGET (head)),
      (area.y + area.height / 2.0) / gtk_widget_get_height (GTK_WIDGET (head)), &point.x, &point.y);
  return point;
}

Point
page_point_on (Page *page, GtkWidget *widget, double fx, double fy)
{
  Point point;

  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_find_point (page->window, widget, fx, fy, &point.x, &point.y);
  return point;
}

static GtkWidget *
find_ghost (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (gtk_widget_has_css_class (widget, "ghost") || gtk_widget_has_css_class (widget, "target"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_ghost (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
page_has_ghost (gpointer data)
{
  return find_ghost (((Page *)data)->grid) != NULL;
}

gboolean
page_has_no_ghost (gpointer data)
{
  return find_ghost (((Page *)data)->grid) == NULL;
}

/* Takes up what is there and carries it, without letting go. */
void
page_carry (Page *page, Point from, Point to)
{
  crm_test_await_frame (GTK_WIDGET (page->window));
  crm_test_move_pointer (page->window, from.x - 3, from.y);
  crm_test_move_pointer (page->window, from.x, from.y);
  crm_test_pointer_down ();
  crm_test_move_pointer (page->window, from.x + (to.x - from.x) / 3 + 9, from.y + (to.y - from.y) / 3 + 9);
  crm_test_move_pointer (page->window, to.x + 1, to.y);
  crm_test_move_pointer (page->window, to.x, to.y);
  crm_test_await (page_has_ghost, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

typedef struct
{
  Page *page;
  const char *told;
} Wanted;

static gboolean
was_told (gpointer data)
{
  Wanted *wanted = data;

  return g_strcmp0 (wanted->page->told, wanted->told) == 0;
}

void
page_await_told (Page *page, const char *told)
{
  Wanted wanted = { page, told };

  crm_test_await (was_told, &wanted);
}

void
page_drag (Page *page, Point from, Point to, const char *told)
{
  g_clear_pointer (&page->told, g_free);
  page_carry (page, from, to);
  crm_test_pointer_up ();
  page_await_told (page, told);
  /* What was drawn is framed until something is made of it. */
  g_assert_true (page_has_ghost (page) == g_str_has_prefix (told, "create"));
}

void
page_press (Page *page, const char *keys, const char *told)
{
  g_clear_pointer (&page->told, g_free);
  crm_test_press (keys);
  page_await_told (page, told);
}
