/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-shots.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-view.h"
#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-scope-dialog.h"
#include "channel/crm-provider.h"
#include "meeting/crm-check-in-dialog.h"
#include "meeting/crm-planned-actual.h"
#include "meeting/crm-sync-of.h"
#include "crm-shots-picture.h"
#include "settings/crm-message-account-dialog.h"
#include "settings/crm-preferences.h"
#include "settings/crm-provider-dialog.h"
#include "task/crm-tasks-view.h"
#include "timeline/crm-composer.h"

/* Walks through a table of pages: brings one up, waits until nothing has been painted for a while, saves the picture, closes what it
 * opened. Owns itself until done. Main thread. */

#define QUIET_MS 250
#define PATIENCE_MS 6000

typedef struct
{
  CrmWindow *window; /* owned */
  char *folder;
  char **pages; /* nullable */
  void (*done) (gboolean all, gpointer data);
  gpointer data;
  guint step;
  gboolean acted;
  int width; /* of the window, for each page anew */
  int height;
  gboolean all;
  CrmRecordList *clients;  /* owned: the first one's card is shown */
  CrmRecordList *deals;    /* owned: likewise */
  CrmRecordList *meetings; /* owned: likewise */
  CrmRecord *meeting;      /* owned, nullable: the first of them, read */
  GtkWindow *shown;        /* weak: the window to take */
  GdkFrameClock *clock;    /* weak: its frames */
  guint quiet;
  gint64 deadline;
} Shots;

typedef struct
{
  const char *name;
  gboolean (*show) (Shots *self); /* FALSE: not there in this book or build */
  void (*act) (Shots *self);      /* nullable: when that is seen */
  void (*end) (Shots *self);      /* nullable: after the picture */
} Page;

static gboolean
show_today (Shots *self)
{
  return crm_window_show_page (self->window, "today");
}

static gboolean
show_clients (Shots *self)
{
  return crm_window_show_page (self->window, "clients");
}

static gboolean
show_card (Shots *self)
{
  gint64 id = crm_record_list_get_id (self->clients, 0);

  if (id == 0)
    return FALSE;
  crm_window_open_client (GTK_WIDGET (self->window), id, self->clients);
  return g_strcmp0 (crm_window_get_page (self->window), "client") == 0;
}

/* The largest open deal. */
static gboolean
show_deal (Shots *self)
{
  gint64 id = crm_record_list_get_id (self->deals, 0);
  guint n;
  const gint64 *ids = crm_record_list_get_ids (self->deals, &n);

  if (id == 0)
    return FALSE;
  crm_window_open_deal (GTK_WIDGET (self->window), id, ids, n);
  return g_strcmp0 (crm_window_get_page (self->window), "deal") == 0;
}

static gboolean
show_deals_as (Shots *self, const char *mode)
{
  if (!crm_window_show_page (self->window, "deals"))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (self->window)), "deals.mode", "s", mode);
  return TRUE;
}

static gboolean
show_deals (Shots *self)
{
  return show_deals_as (self, "board");
}

static gboolean
show_deal_list (Shots *self)
{
  return show_deals_as (self, "list");
}

static gboolean
activate (Shots *self, const char *name, const char *target)
{
  if (!g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), name))
    return FALSE;
  g_action_group_activate_action (
      G_ACTION_GROUP (self->window), name, target != NULL ? g_variant_new_string (target) : NULL);
  return TRUE;
}

static gboolean
show_quick_add (Shots *self)
{
  return activate (self, "quick-add", "client");
}

static gboolean
show_new_deal (Shots *self)
{
  return activate (self, "quick-add", "deal");
}

static gboolean
show_note (Shots *self)
{
  return activate (self, "quick-add", "note");
}

static gboolean
show_import (Shots *self)
{
  return activate (self, "import", NULL);
}

static gboolean
show_export (Shots *self)
{
  return activate (self, "export", "client");
}

static gboolean
show_palette (Shots *self)
{
  return activate (self, "palette", NULL);
}

static gboolean
show_preferences (Shots *self)
{
  return activate (self, "preferences", NULL);
}

static gboolean
show_preferences_sales (Shots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "sales");
  return TRUE;
}

static gboolean
show_products (Shots *self)
{
  return crm_window_show_page (self->window, "products");
}

static gboolean
show_preferences_tasks (Shots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "tasks");
  return TRUE;
}

static gboolean
show_preferences_scripts (Shots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "scripts");
  return TRUE;
}

static gboolean
show_preferences_hours (Shots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "hours");
  return TRUE;
}

static gboolean
show_shortcuts (Shots *self)
{
  return activate (self, "shortcuts", NULL);
}

static gboolean
show_about (Shots *self)
{
  return activate (self, "about", NULL);
}

static gboolean
show_tasks (Shots *self)
{
  return crm_window_show_page (self->window, "tasks");
}

static gboolean
show_task_line (Shots *self)
{
  CrmTasksView *view;

  if (!show_tasks (self))
    return FALSE;
  view = CRM_TASKS_VIEW (crm_window_get_view (self->window));
  gtk_editable_set_text (
      crm_task_line_entry_get_editable (crm_task_quick_add_get_line (crm_tasks_view_get_quick_add (view))),
      _ ("Call Anna about grinders tomorrow 10:00 !"));
  return TRUE;
}

static gboolean
show_calendar (Shots *self, CrmCalendarMode mode)
{
  if (!crm_window_show_page (self->window, "calendar"))
    return FALSE;
  crm_calendar_view_set_mode (CRM_CALENDAR_VIEW (crm_window_get_view (self->window)), mode);
  return TRUE;
}

static gboolean
show_calendar_week (Shots *self)
{
  return show_calendar (self, CRM_CALENDAR_WEEK);
}

static gboolean
show_calendar_day (Shots *self)
{
  return show_calendar (self, CRM_CALENDAR_DAY);
}

static gboolean
show_calendar_month (Shots *self)
{
  return show_calendar (self, CRM_CALENDAR_MONTH);
}

static gboolean
show_calendar_agenda (Shots *self)
{
  return show_calendar (self, CRM_CALENDAR_AGENDA);
}

static CrmCalendarView *
get_calendar (Shots *self)
{
  return CRM_CALENDAR_VIEW (crm_window_get_view (self->window));
}

static void
begin_new (Shots *self)
{
  crm_calendar_view_begin_new (get_calendar (self));
}

static void
open_layers (Shots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.layers", NULL);
}

static void
go_to_date (Shots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.go-to-date", NULL);
}

/* With the newest meeting selected. */
static gboolean
show_calendar_meeting (Shots *self)
{
  if (self->meeting == NULL || !show_calendar_week (self))
    return FALSE;
  crm_calendar_view_show_meeting (get_calendar (self), crm_record_get_id (self->meeting), "",
      crm_record_get_integer (self->meeting, CRM_MEETING_STARTS_AT));
  return TRUE;
}

static void
move_meeting (Shots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.move", NULL);
}

static void
note_outcome (Shots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.done", NULL);
}

static void
ignore_scope (CrmMeetingScope scope, gpointer data)
{
}

/* Which of a repeating meeting are meant. */
static void
ask_scope (Shots *self)
{
  g_autofree char *name = crm_calendar_name_item ("Week planning");
  g_autofree char *heading = g_strdup_printf (_ ("Move %s?"), name);

  crm_scope_dialog_ask (GTK_WIDGET (self->window), heading, FALSE, ignore_scope, NULL, NULL, NULL);
}

static const CrmLayers crowded[] = { CRM_LAYER_MEETINGS, CRM_LAYER_TASKS, CRM_LAYER_CLOSINGS,
  CRM_LAYER_BIRTHDAYS };

static void
set_crowded (Shots *self, gboolean shown)
{
  CrmCalendarLayers *layers = crm_calendar_view_get_layers (get_calendar (self));

  for (guint i = 0; i < G_N_ELEMENTS (crowded); i++)
    gtk_check_button_set_active (crm_calendar_layers_get_check (layers, crowded[i], 0), shown);
}

/* A week with nothing in it. */
static void
empty_week (Shots *self)
{
  set_crowded (self, FALSE);
}

static void
fill_week (Shots *self)
{
  set_crowded (self, TRUE);
}

static gboolean
show_new_meeting (Shots *self)
{
  return activate (self, "quick-add", "meeting");
}

static gboolean
show_first_run (Shots *self)
{
  return crm_window_show_page (self->window, "first-run");
}

static gboolean
show_composer_meeting (Shots *self)
{
  if (!show_card (self))
    return FALSE;
  gtk_widget_activate_action (
      GTK_WIDGET (crm_window_get_view (self->window)), "card.mode", "i", CRM_COMPOSER_MEETING);
  return TRUE;
}

static gboolean
show_composer_call (Shots *self)
{
  if (!show_card (self))
    return FALSE;
  gtk_widget_activate_action (
      GTK_WIDGET (crm_window_get_view (self->window)), "card.mode", "i", CRM_COMPOSER_CALL);
  return TRUE;
}

/* The newest one there is. */
static gint64
get_meeting (Shots *self)
{
  return crm_record_list_get_id (self->meetings, 0);
}

static gboolean
show_check_in (Shots *self)
{
  if (get_meeting (self) == 0)
    return FALSE;
  crm_check_in_dialog_present (
      GTK_WIDGET (self->window), crm_window_get_store (self->window), get_meeting (self), NULL);
  return TRUE;
}

static gboolean
show_planned_actual (Shots *self)
{
  crm_planned_actual_present (GTK_WIDGET (self->window), crm_window_get_store (self->window));
  return TRUE;
}

static gboolean
show_message_account (Shots *self)
{
  CrmChannelManager *manager = crm_channel_manager_of (crm_window_get_store (self->window));

  if (manager == NULL)
    return FALSE;
  crm_message_account_dialog_present (GTK_WIDGET (self->window), manager, NULL);
  return TRUE;
}

static void
on_provider_saved (const char *id, gpointer data)
{
}

static gboolean
show_provider (Shots *self)
{
  g_autoptr (GBytes) bytes = crm_provider_dup_definition ("smsru");
  g_autofree char *definition = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (settings, (char *)"key", (char *)"A0B1C2D3");
  crm_provider_dialog_present (GTK_WIDGET (self->window), crm_window_get_store (self->window), NULL,
      definition, settings, NULL, on_provider_saved, NULL);
  return TRUE;
}

static gboolean
show_preferences_accounts (Shots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "accounts");
  return TRUE;
}

static const Page page_table[] = {
  { "today", show_today },
  { "clients", show_clients },
  { "client-card", show_card },
  { "composer-call", show_composer_call },
  { "composer-meeting", show_composer_meeting },
  { "deals", show_deals },
  { "deals-list", show_deal_list },
  { "deal-card", show_deal },
  { "calendar", show_calendar_week },
  { "calendar-day", show_calendar_day },
  { "calendar-month", show_calendar_month },
  { "calendar-agenda", show_calendar_agenda },
  { "calendar-new", show_calendar_week, begin_new },
  { "calendar-layers", show_calendar_week, open_layers },
  { "calendar-go-to", show_calendar_week, go_to_date },
  { "calendar-scope", show_calendar_week, ask_scope },
  { "calendar-empty", show_calendar_week, empty_week, fill_week },
  { "calendar-meeting", show_calendar_meeting },
  { "calendar-move", show_calendar_meeting, move_meeting },
  { "calendar-outcome", show_calendar_meeting, note_outcome },
  { "new-meeting", show_new_meeting },
  { "tasks", show_tasks },
  { "tasks-line", show_task_line },
  { "quick-add", show_quick_add },
  { "quick-add-note", show_note },
  { "new-deal", show_new_deal },
  { "import", show_import },
  { "export", show_export },
  { "palette", show_palette },
  { "products", show_products },
  { "preferences", show_preferences },
  { "preferences-sales", show_preferences_sales },
  { "preferences-tasks", show_preferences_tasks },
  { "preferences-scripts", show_preferences_scripts },
  { "preferences-accounts", show_preferences_accounts },
  { "message-account", show_message_account },
  { "provider", show_provider },
  { "check-in", show_check_in },
  { "planned-actual", show_planned_actual },
  { "preferences-hours", show_preferences_hours },
  { "shortcuts", show_shortcuts },
  { "about", show_about },
  { "first-run", show_first_run },
};

static GtkWindow *
find_dialog (Shots *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (self->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean next_page (gpointer data);
static void follow (Shots *self, GtkWindow *window);
static void wait_for_quiet (Shots *self);

static void
stop_following (Shots *self)
{
  g_clear_handle_id (&self->quiet, g_source_remove);
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_weak_pointer (&self->clock);
  g_clear_weak_pointer (&self->shown);
}

static void
close_popovers (Shots *self)
{
  g_autoptr (GPtrArray) popovers = crm_shots_list_popovers (GTK_WIDGET (self->shown));

  for (guint i = 0; i < popovers->len; i++)
    gtk_popover_popdown (popovers->pdata[i]);
}

static gboolean
on_quiet (gpointer data)
{
  Shots *self = data;
  GtkWindow *dialog = find_dialog (self);
  const char *name = page_table[self->step].name;
  const char *style = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "dark" : "light";
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  self->quiet = 0;
  if (page_table[self->step].act != NULL && !self->acted)
    {
      self->acted = TRUE;
      page_table[self->step].act (self);
      wait_for_quiet (self);
      return G_SOURCE_REMOVE;
    }
  if (dialog != NULL && dialog != self->shown)
    {
      stop_following (self);
      follow (self, dialog);
      return G_SOURCE_REMOVE;
    }
  file = g_strdup_printf ("%s-%s-%dx%d.png", name, style, gtk_widget_get_width (GTK_WIDGET (self->shown)),
      gtk_widget_get_height (GTK_WIDGET (self->shown)));
  path = g_build_filename (self->folder, file, NULL);
  if (crm_shots_save (GTK_WIDGET (self->shown), path))
    {
      g_print ("%s\n", path);
    }
  else if (g_get_monotonic_time () < self->deadline)
    {
      /* A busy machine may not have painted the window yet. */
      gtk_widget_queue_draw (GTK_WIDGET (self->shown));
      wait_for_quiet (self);
      return G_SOURCE_REMOVE;
    }
  else
    {
      g_printerr (_ ("The picture “%s” could not be saved.\n"), path);
      self->all = FALSE;
    }
  close_popovers (self);
  stop_following (self);
  if (dialog != NULL)
    gtk_window_destroy (dialog);
  if (page_table[self->step].end != NULL)
    page_table[self->step].end (self);
  self->acted = FALSE;
  self->step++;
  g_idle_add (next_page, self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_quiet (Shots *self)
{
  /* Something that never stops moving is taken as it is. */
  if (self->quiet != 0 && g_get_monotonic_time () > self->deadline)
    return;
  g_clear_handle_id (&self->quiet, g_source_remove);
  self->quiet = g_timeout_add (QUIET_MS, on_quiet, self);
}

static void
on_after_paint (GdkFrameClock *clock, Shots *self)
{
  wait_for_quiet (self);
}

static void
follow (Shots *self, GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_set_weak_pointer (&self->shown, window);
  g_set_weak_pointer (&self->clock, clock);
  self->deadline = g_get_monotonic_time () + PATIENCE_MS * 1000;
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), self);
  wait_for_quiet (self);
}

static gboolean
is_wanted (Shots *self, const char *name)
{
  return self->pages == NULL || g_strv_contains ((const char *const *)self->pages, name);
}

static void
finish (Shots *self)
{
  self->done (self->all, self->data);
  g_object_unref (self->window);
  g_clear_object (&self->clients);
  g_clear_object (&self->deals);
  g_clear_object (&self->meetings);
  g_clear_object (&self->meeting);
  g_free (self->folder);
  g_strfreev (self->pages);
  g_free (self);
}

static gboolean
next_page (gpointer data)
{
  Shots *self = data;

  for (; self->step < G_N_ELEMENTS (page_table); self->step++)
    {
      const Page *page = &page_table[self->step];

      /* A page that needed more room leaves the window larger. */
      gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
      if (is_wanted (self, page->name) && page->show (self))
        {
          follow (self, GTK_WINDOW (self->window));
          return G_SOURCE_REMOVE;
        }
    }
  finish (self);
  return G_SOURCE_REMOVE;
}

/* The book is open and its list is there: asked again and again, for pictures only. */
static gboolean
on_waiting (gpointer data)
{
  Shots *self = data;

  if (g_get_monotonic_time () > self->deadline)
    {
      g_printerr ("%s\n", _ ("The book did not open in time for pictures."));
      self->all = FALSE;
      finish (self);
      return G_SOURCE_REMOVE;
    }
  if (crm_window_get_page (self->window) == NULL)
    return G_SOURCE_CONTINUE;
  if (self->clients == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("client");

      self->clients = crm_record_list_new (crm_window_get_store (self->window));
      crm_query_add_order (query, "-open_deals");
      crm_query_add_order (query, "-last_contact");
      crm_record_list_set_query (self->clients, query);
    }
  if (self->deals == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("deal");

      self->deals = crm_record_list_new (crm_window_get_store (self->window));
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "open"));
      crm_query_add_order (query, "-weight");
      crm_record_list_set_query (self->deals, query);
    }
  if (self->meetings == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("meeting");

      self->meetings = crm_record_list_new (crm_window_get_store (self->window));
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "planned"));
      crm_query_add_order (query, "-starts_at");
      crm_record_list_set_query (self->meetings, query);
    }
  if (crm_record_list_is_loading (self->clients) || crm_record_list_is_loading (self->deals) ||
      crm_record_list_is_loading (self->meetings))
    return G_SOURCE_CONTINUE;
  if (self->meeting == NULL)
    self->meeting = g_list_model_get_item (G_LIST_MODEL (self->meetings), 0);
  if (self->meeting != NULL && crm_record_get_row (self->meeting) == NULL)
    return G_SOURCE_CONTINUE;
  next_page (self);
  return G_SOURCE_REMOVE;
}

void
crm_shots_take (CrmWindow *window, const char *folder, const char *const *pages,
    void (*done) (gboolean all, gpointer data), gpointer data)
{
  Shots *self = g_new0 (Shots, 1);

  g_return_if_fail (CRM_IS_WINDOW (window) && folder != NULL && done != NULL);
  self->window = g_object_ref (window);
  self->folder = g_strdup (folder);
  self->pages = g_strdupv ((char **)pages);
  self->done = done;
  self->data = data;
  gtk_window_get_default_size (GTK_WINDOW (window), &self->width, &self->height);
  self->all = g_mkdir_with_parents (folder, 0777) == 0;
  crm_shots_settle ();
  self->deadline = g_get_monotonic_time () + 5 * PATIENCE_MS * 1000;
  g_timeout_add (20, on_waiting, self);
}
