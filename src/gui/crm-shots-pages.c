/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-shots-private.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-view.h"
#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-scope-dialog.h"
#include "campaign/crm-campaigns-view.h"
#include "channel/crm-provider.h"
#include "client/crm-merge-dialog.h"
#include "meeting/crm-check-in-dialog.h"
#include "meeting/crm-planned-actual.h"
#include "meeting/crm-sync-of.h"
#include "message/crm-message.h"
#include "message/crm-messages-view.h"
#include "settings/crm-message-account-dialog.h"
#include "settings/crm-preferences.h"
#include "settings/crm-provider-dialog.h"
#include "task/crm-tasks-view.h"
#include "timeline/crm-composer.h"

/* The pages and dialogs there are pictures of, and how each is brought up. Owns nothing: what is shown is of the walk. Main thread. */

static gboolean
show_today (CrmShots *self)
{
  return crm_window_show_page (self->window, "today");
}

static gboolean
show_clients (CrmShots *self)
{
  return crm_window_show_page (self->window, "clients");
}

static gboolean
show_card (CrmShots *self)
{
  gint64 id = crm_record_list_get_id (self->clients, 0);

  if (id == 0)
    return FALSE;
  crm_window_open_client (GTK_WIDGET (self->window), id, self->clients);
  return g_strcmp0 (crm_window_get_page (self->window), "client") == 0;
}

/* The largest open deal. */
static gboolean
show_deal (CrmShots *self)
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
show_deals_as (CrmShots *self, const char *mode)
{
  if (!crm_window_show_page (self->window, "deals"))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (self->window)), "deals.mode", "s", mode);
  return TRUE;
}

static gboolean
show_deals (CrmShots *self)
{
  return show_deals_as (self, "board");
}

static gboolean
show_deal_list (CrmShots *self)
{
  return show_deals_as (self, "list");
}

static gboolean
activate (CrmShots *self, const char *name, const char *target)
{
  if (!g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), name))
    return FALSE;
  g_action_group_activate_action (
      G_ACTION_GROUP (self->window), name, target != NULL ? g_variant_new_string (target) : NULL);
  return TRUE;
}

static gboolean
show_quick_add (CrmShots *self)
{
  return activate (self, "quick-add", "client");
}

static gboolean
show_new_deal (CrmShots *self)
{
  return activate (self, "quick-add", "deal");
}

static gboolean
show_note (CrmShots *self)
{
  return activate (self, "quick-add", "note");
}

static gboolean
show_import (CrmShots *self)
{
  return activate (self, "import", NULL);
}

static gboolean
show_export (CrmShots *self)
{
  return activate (self, "export", "client");
}

static gboolean
show_palette (CrmShots *self)
{
  return activate (self, "palette", NULL);
}

static gboolean
show_preferences (CrmShots *self)
{
  return activate (self, "preferences", NULL);
}

static gboolean
show_preferences_sales (CrmShots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "sales");
  return TRUE;
}

static gboolean
show_products (CrmShots *self)
{
  return crm_window_show_page (self->window, "products");
}

static gboolean
show_campaigns (CrmShots *self)
{
  return crm_window_show_page (self->window, "campaigns");
}

static gboolean
show_duplicates (CrmShots *self)
{
  return crm_window_show_page (self->window, "duplicates");
}

static gboolean
show_merge (CrmShots *self)
{
  if (!crm_window_show_page (self->window, "clients"))
    return FALSE;
  crm_merge_dialog_present (GTK_WIDGET (self->window), crm_window_get_store (self->window), 2, 3);
  return TRUE;
}

static gboolean
show_segments (CrmShots *self)
{
  if (!show_campaigns (self))
    return FALSE;
  crm_campaigns_view_show_segment (CRM_CAMPAIGNS_VIEW (crm_window_get_view (self->window)), 1);
  return TRUE;
}

static gboolean
show_preferences_tasks (CrmShots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "tasks");
  return TRUE;
}

static gboolean
show_preferences_scripts (CrmShots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "scripts");
  return TRUE;
}

static gboolean
show_preferences_hours (CrmShots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "hours");
  return TRUE;
}

static gboolean
show_shortcuts (CrmShots *self)
{
  return activate (self, "shortcuts", NULL);
}

static gboolean
show_about (CrmShots *self)
{
  return activate (self, "about", NULL);
}

static gboolean
show_tasks (CrmShots *self)
{
  return crm_window_show_page (self->window, "tasks");
}

static gboolean
show_task_line (CrmShots *self)
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

/* The conversation that has waited longest. */
static gboolean
show_messages (CrmShots *self)
{
  gint64 id = crm_record_list_get_id (self->conversations, 0);

  if (id == 0 || !crm_window_show_page (self->window, "messages"))
    return FALSE;
  crm_messages_view_show (CRM_MESSAGES_VIEW (crm_window_get_view (self->window)), id);
  return TRUE;
}

/* Messages in the timeline. */
static gboolean
show_card_messages (CrmShots *self)
{
  gint64 client = self->talk != NULL ? crm_record_get_integer (self->talk, CRM_CONVERSATION_CLIENT) : 0;

  if (client == 0)
    return FALSE;
  crm_window_open_client (GTK_WIDGET (self->window), client, NULL);
  return TRUE;
}

/* Of somebody nobody knows. */
static gboolean
show_messages_unknown (CrmShots *self)
{
  CrmMessagesView *view;

  if (crm_record_list_get_id (self->strangers, 0) == 0 || !crm_window_show_page (self->window, "messages"))
    return FALSE;
  view = CRM_MESSAGES_VIEW (crm_window_get_view (self->window));
  crm_messages_view_show (view, crm_record_list_get_id (self->strangers, 0));
  return TRUE;
}

static gboolean
show_outbox (CrmShots *self)
{
  return crm_window_show_page (self->window, "outbox");
}

static gboolean
show_calendar (CrmShots *self, CrmCalendarMode mode)
{
  if (!crm_window_show_page (self->window, "calendar"))
    return FALSE;
  crm_calendar_view_set_mode (CRM_CALENDAR_VIEW (crm_window_get_view (self->window)), mode);
  return TRUE;
}

static gboolean
show_calendar_week (CrmShots *self)
{
  return show_calendar (self, CRM_CALENDAR_WEEK);
}

static gboolean
show_calendar_day (CrmShots *self)
{
  return show_calendar (self, CRM_CALENDAR_DAY);
}

static gboolean
show_calendar_month (CrmShots *self)
{
  return show_calendar (self, CRM_CALENDAR_MONTH);
}

static gboolean
show_calendar_agenda (CrmShots *self)
{
  return show_calendar (self, CRM_CALENDAR_AGENDA);
}

static CrmCalendarView *
get_calendar (CrmShots *self)
{
  return CRM_CALENDAR_VIEW (crm_window_get_view (self->window));
}

static void
begin_new (CrmShots *self)
{
  crm_calendar_view_begin_new (get_calendar (self));
}

static void
open_layers (CrmShots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.layers", NULL);
}

static void
go_to_date (CrmShots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.go-to-date", NULL);
}

/* With the newest meeting selected. */
static gboolean
show_calendar_meeting (CrmShots *self)
{
  if (self->meeting == NULL || !show_calendar_week (self))
    return FALSE;
  crm_calendar_view_show_meeting (get_calendar (self), crm_record_get_id (self->meeting), "",
      crm_record_get_integer (self->meeting, CRM_MEETING_STARTS_AT));
  return TRUE;
}

static void
move_meeting (CrmShots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.move", NULL);
}

static void
note_outcome (CrmShots *self)
{
  gtk_widget_activate_action (GTK_WIDGET (get_calendar (self)), "calendar.done", NULL);
}

static void
ignore_scope (CrmMeetingScope scope, gpointer data)
{
}

/* Which of a repeating meeting are meant. */
static void
ask_scope (CrmShots *self)
{
  g_autofree char *name = crm_calendar_name_item ("Week planning");
  g_autofree char *heading = g_strdup_printf (_ ("Move %s?"), name);

  crm_scope_dialog_ask (GTK_WIDGET (self->window), heading, FALSE, ignore_scope, NULL, NULL, NULL);
}

static const CrmLayers crowded[] = { CRM_LAYER_MEETINGS, CRM_LAYER_TASKS, CRM_LAYER_CLOSINGS,
  CRM_LAYER_BIRTHDAYS };

static void
set_crowded (CrmShots *self, gboolean shown)
{
  CrmCalendarLayers *layers = crm_calendar_view_get_layers (get_calendar (self));

  for (guint i = 0; i < G_N_ELEMENTS (crowded); i++)
    gtk_check_button_set_active (crm_calendar_layers_get_check (layers, crowded[i], 0), shown);
}

/* A week with nothing in it. */
static void
empty_week (CrmShots *self)
{
  set_crowded (self, FALSE);
}

static void
fill_week (CrmShots *self)
{
  set_crowded (self, TRUE);
}

static gboolean
show_new_meeting (CrmShots *self)
{
  return activate (self, "quick-add", "meeting");
}

static gboolean
show_first_run (CrmShots *self)
{
  return crm_window_show_page (self->window, "first-run");
}

static gboolean
show_composer_meeting (CrmShots *self)
{
  if (!show_card (self))
    return FALSE;
  gtk_widget_activate_action (
      GTK_WIDGET (crm_window_get_view (self->window)), "card.mode", "i", CRM_COMPOSER_MEETING);
  return TRUE;
}

static gboolean
show_composer_message (CrmShots *self)
{
  if (!show_card (self))
    return FALSE;
  gtk_widget_activate_action (
      GTK_WIDGET (crm_window_get_view (self->window)), "card.mode", "i", CRM_COMPOSER_MESSAGE);
  return TRUE;
}

static gboolean
show_composer_call (CrmShots *self)
{
  if (!show_card (self))
    return FALSE;
  gtk_widget_activate_action (
      GTK_WIDGET (crm_window_get_view (self->window)), "card.mode", "i", CRM_COMPOSER_CALL);
  return TRUE;
}

/* The newest one there is. */
static gint64
get_meeting (CrmShots *self)
{
  return crm_record_list_get_id (self->meetings, 0);
}

static gboolean
show_check_in (CrmShots *self)
{
  if (get_meeting (self) == 0)
    return FALSE;
  crm_check_in_dialog_present (
      GTK_WIDGET (self->window), crm_window_get_store (self->window), get_meeting (self), NULL);
  return TRUE;
}

static gboolean
show_planned_actual (CrmShots *self)
{
  crm_planned_actual_present (GTK_WIDGET (self->window), crm_window_get_store (self->window));
  return TRUE;
}

static gboolean
show_message_account (CrmShots *self)
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
show_provider (CrmShots *self)
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
show_templates (CrmShots *self)
{
  return activate (self, "templates", NULL);
}

static gboolean
show_preferences_accounts (CrmShots *self)
{
  crm_preferences_present_page (GTK_WINDOW (self->window), crm_window_get_store (self->window), "accounts");
  return TRUE;
}

const CrmShotsPage crm_shots_pages[] = {
  { "today", show_today },
  { "clients", show_clients },
  { "client-card", show_card },
  { "composer-call", show_composer_call },
  { "composer-meeting", show_composer_meeting },
  { "composer-message", show_composer_message },
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
  { "messages", show_messages },
  { "messages-unknown", show_messages_unknown },
  { "client-messages", show_card_messages },
  { "outbox", show_outbox },
  { "quick-add", show_quick_add },
  { "quick-add-note", show_note },
  { "new-deal", show_new_deal },
  { "import", show_import },
  { "export", show_export },
  { "palette", show_palette },
  { "products", show_products },
  { "duplicates", show_duplicates },
  { "merge", show_merge },
  { "campaigns", show_campaigns },
  { "segments", show_segments },
  { "preferences", show_preferences },
  { "preferences-sales", show_preferences_sales },
  { "preferences-tasks", show_preferences_tasks },
  { "preferences-scripts", show_preferences_scripts },
  { "preferences-accounts", show_preferences_accounts },
  { "message-account", show_message_account },
  { "provider", show_provider },
  { "check-in", show_check_in },
  { "planned-actual", show_planned_actual },
  { "templates", show_templates },
  { "preferences-hours", show_preferences_hours },
  { "shortcuts", show_shortcuts },
  { "about", show_about },
  { "first-run", show_first_run },
  { NULL },
};
