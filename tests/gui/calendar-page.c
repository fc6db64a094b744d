/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-page.h"

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "calendar/crm-meeting-popover.h"

/* What the programs of the page Calendar share. */

gint64 calendar_now;

static gint64
read_clock (gpointer data)
{
  return calendar_now;
}

gint64
calendar_at (Page *page, const char *text)
{
  gint64 instant;

  g_assert_true (crm_instant_parse (text, crm_store_get_zone (page->store), &instant, NULL));
  return instant;
}

/* The book */

static gboolean
set_zone (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_set_setting (tx, "time-zone", "Europe/Warsaw", error) &&
         crm_transaction_set_setting (tx, "week-start", "1", error);
}

gint64
calendar_add_meeting (Page *page, const char *title, const char *from, const char *to, const char *rule)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "meeting");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, calendar_at (page, from));
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, calendar_at (page, to));
  if (rule != NULL)
    crm_values_set_text (values, CRM_MEETING_RECURRENCE, rule);
  return crm_test_add (page->store, values);
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "meeting", *(gint64 *)data, error);
}

CrmRow *
calendar_load (Page *page, gint64 id)
{
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (page->store, load_in_worker, &id, &error);

  g_assert_no_error (error);
  return row;
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (data);

  return GINT_TO_POINTER ((int)crm_transaction_count (tx, query, error));
}

int
calendar_count (Page *page, const char *entity)
{
  return GPOINTER_TO_INT (crm_store_read_sync (page->store, count_in_worker, (gpointer)entity, NULL));
}

/* The page */

gboolean
calendar_is_ready (gpointer data)
{
  Page *page = data;

  return crm_store_get_pending (page->store) == 0 && !crm_calendar_view_is_loading (page->view);
}

void
calendar_settle (Page *page)
{
  crm_test_await (calendar_is_ready, page);
  crm_test_await_frame (GTK_WIDGET (page->window));
}

CrmAgendaItem *
calendar_find_item (Page *page, const char *title)
{
  GPtrArray *items = crm_agenda_get_items (crm_calendar_view_get_agenda (page->view));

  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((CrmAgendaItem *)items->pdata[i])->title, title) == 0)
      return items->pdata[i];
  return NULL;
}

static gboolean
is_at (gpointer data)
{
  CalendarAwaited *awaited = data;
  CrmAgendaItem *item;

  if (!calendar_is_ready (awaited->page))
    return FALSE;
  item = calendar_find_item (awaited->page, awaited->title);
  return awaited->starts_at == 0 ? item == NULL : item != NULL && item->starts_at == awaited->starts_at;
}

gboolean
calendar_is_elsewhere (gpointer data)
{
  return !is_at (data);
}

/* when NULL: gone. */
void
calendar_await_item (Page *page, const char *title, const char *when)
{
  CalendarAwaited awaited = { page, title, when != NULL ? calendar_at (page, when) : 0 };

  crm_test_await (is_at, &awaited);
}

void
calendar_open_page (Page *page)
{
  page->window = crm_test_window_new (page->store);
  g_assert_true (crm_window_show_page (page->window, "calendar"));
  page->view = CRM_CALENDAR_VIEW (crm_window_get_view (page->window));
  crm_calendar_view_set_mode (page->view, CRM_CALENDAR_WEEK);
  calendar_settle (page);
}

void
calendar_set_up (Page *page, gconstpointer data)
{
  calendar_now = NOW;
  crm_clock_set (read_clock, NULL);
  *page = (Page){ .store = crm_test_store_new (TRUE) };
  g_assert_true (crm_store_write_sync (page->store, "zone", set_zone, NULL, NULL, NULL));
  page->client = crm_test_add_client (page->store, "Anna Kowalska");
}

void
calendar_tear_down (Page *page, gconstpointer data)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
  crm_clock_set (NULL, NULL);
}

static GtkWidget *
find_in (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_in (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
calendar_has_popover (gpointer data)
{
  Page *page = data;

  page->popover = find_in (GTK_WIDGET (page->view), CRM_TYPE_MEETING_POPOVER);
  return page->popover != NULL && gtk_widget_get_mapped (page->popover);
}

gboolean
calendar_has_dialog (gpointer data)
{
  return crm_test_get_dialog (((Page *)data)->window) != NULL;
}

void
calendar_activate (GtkEditable *entry)
{
  g_signal_emit_by_name (entry, "activate");
}
