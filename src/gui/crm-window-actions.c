/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-window-actions.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-view.h"
#include "calendar/crm-meeting-dialog.h"
#include "crm-about.h"
#include "crm-palette.h"
#include "base/crm-error.h"
#include "settings/crm-backup.h"
#include "settings/crm-book-repair.h"
#include "store/crm-backups.h"
#include "settings/crm-preferences.h"
#include "client/crm-client-list-view.h"
#include "client/crm-quick-add.h"
#include "deal/crm-deal-add.h"
#include "calendar/crm-ics-dialog.h"
#include "import/crm-demo-data.h"
#include "import/crm-export-dialog.h"
#include "meeting/crm-planned-actual.h"
#include "template/crm-templates-window.h"
#include "import/crm-import-assistant.h"
#include "message/crm-messages-view.h"

/* What the window does when asked by key, menu, palette or a page: each action is a line of the table below. The menu's undo section is
 * kept with the window. Main thread. */

#define UNDO_SECTION "crm-undo-section"
#define MENU "crm-menu"

static void
on_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_show_page (data, g_variant_get_string (parameter, NULL));
}

static void
on_prepare_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_prepare_page (CRM_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
on_saved_list (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  /* The client list shows it; other entities will have pages of their own. */
  if (crm_window_show_page (data, "clients"))
    gtk_widget_activate_action_variant (
        GTK_WIDGET (crm_window_get_view (data)), "clients.show-saved", parameter);
}

static void
on_incomplete (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (crm_window_show_page (data, "clients"))
    crm_client_list_view_show_incomplete (CRM_CLIENT_LIST_VIEW (crm_window_get_view (data)));
}

static void
on_open_client (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_open_client (data, g_variant_get_int64 (parameter), NULL);
}

static void
on_open_deal (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_open_deal (data, g_variant_get_int64 (parameter), NULL, 0);
}

static void
on_add_deal (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_deal_add_present (GTK_WINDOW (data), crm_window_get_store (data), g_variant_get_int64 (parameter), 0);
}

/* A meeting (and which time of a series) in its editor. */
static void
on_open_meeting (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gint64 meeting;
  const char *rid;

  g_variant_get (parameter, "(x&s)", &meeting, &rid);
  crm_meeting_dialog_present (data, crm_window_get_store (data), meeting, rid);
}

/* A meeting in the calendar: id, which time of a series, when. */
static void
on_show_meeting (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gint64 meeting, at;
  const char *rid;

  g_variant_get (parameter, "(x&sx)", &meeting, &rid, &at);
  if (crm_window_show_page (data, "calendar"))
    crm_calendar_view_show_meeting (CRM_CALENDAR_VIEW (crm_window_get_view (data)), meeting, rid, at);
}

/* A conversation in the page Messages. */
static void
on_open_conversation (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (crm_window_open_page (data, "messages"))
    crm_messages_view_show (CRM_MESSAGES_VIEW (crm_window_get_view (data)), g_variant_get_int64 (parameter));
}

static void
on_planned_actual (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_planned_actual_present (data, crm_window_get_store (data));
}

static void
on_templates (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_templates_window_present (data, crm_window_get_store (data), 0);
}

static void
on_print_plan (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmView *view = crm_window_get_view (data);

  if (CRM_IS_CALENDAR_VIEW (view) || crm_window_show_page (data, "calendar"))
    crm_calendar_view_print (CRM_CALENDAR_VIEW (crm_window_get_view (data)));
}

static void
add_meeting (CrmWindow *window)
{
  CrmStore *store = crm_window_get_store (window);
  gint64 at = crm_calendar_propose_start (store, crm_calendar_today (store));
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (at, at + G_TIME_SPAN_HOUR, FALSE);

  crm_meeting_dialog_present_new (GTK_WIDGET (window), store, draft);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmView *view = crm_window_get_view (data);

  if (view == NULL || !crm_view_take_back (view))
    crm_window_back (data);
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmView *view = crm_window_get_view (data);

  if (view != NULL)
    crm_view_focus_search (view);
}

static void
on_search_everywhere (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (crm_window_show_page (data, "clients"))
    crm_view_focus_search (crm_window_get_view (data));
}

static void
on_palette (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_palette_present (data);
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_undo_toast_run (crm_window_get_undo (data), FALSE);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_undo_toast_run (crm_window_get_undo (data), TRUE);
}

static void
on_quick_add (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *kind = g_variant_get_string (parameter, NULL);

  if (g_str_equal (kind, "deal"))
    crm_deal_add_present (GTK_WINDOW (data), crm_window_get_store (data), 0, 0);
  else if (g_str_equal (kind, "meeting"))
    add_meeting (data);
  else if (g_str_equal (kind, "task"))
    {
      if (crm_window_show_page (data, "tasks"))
        crm_view_add_new (crm_window_get_view (data));
    }
  else
    crm_quick_add_present (GTK_WINDOW (data), crm_window_get_store (data), kind, 0);
}

static void
on_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmView *view = crm_window_get_view (data);

  if (view == NULL || !crm_view_add_new (view))
    crm_quick_add_present (GTK_WINDOW (data), crm_window_get_store (data), "client", 0);
}

static void
on_start_empty (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_show_page (data, "clients");
  crm_quick_add_present (GTK_WINDOW (data), crm_window_get_store (data), "client", 0);
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_import (data, NULL);
}

static void
on_import_addresses (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_import_assistant_present_addresses (GTK_WINDOW (data), crm_window_get_store (data),
      crm_window_get_card_format (data), crm_window_get_address_source (data));
}

/* Of clients those that are selected on the page in front. */
static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *entity = g_variant_get_string (parameter, NULL);
  CrmView *view = crm_window_get_view (data);

  if (g_str_equal (entity, "client") && CRM_IS_CLIENT_LIST_VIEW (view) &&
      crm_client_list_view_export_selected (CRM_CLIENT_LIST_VIEW (view)))
    return;
  crm_export_dialog_present (
      GTK_WINDOW (data), crm_window_get_store (data), crm_window_get_card_format (data), entity, NULL, 0);
}

static void
on_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_demo_data_fill (data);
}

static void
on_remove_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_demo_data_remove (data);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_preferences_present (GTK_WINDOW (data), crm_window_get_store (data));
}

static void
on_backup (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_backup_choose (GTK_WINDOW (data), crm_window_get_store (data));
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_restore_choose (GTK_WINDOW (data), crm_window_get_store (data));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_shortcuts_present (GTK_WINDOW (data));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_about_present (GTK_WINDOW (data));
}

static const GActionEntry always[] = {
  { "shortcuts", on_shortcuts },
  { "about", on_about },
};

static const GActionEntry with_book[] = {
  { "page", on_page, "s" },
  { "prepare-page", on_prepare_page, "s" },
  { "saved-list", on_saved_list, "x" },
  { "incomplete", on_incomplete },
  { "open-client", on_open_client, "x" },
  { "open-deal", on_open_deal, "x" },
  { "open-meeting", on_open_meeting, "(xs)" },
  { "print-plan", on_print_plan },
  { "planned-actual", on_planned_actual },
  { "templates", on_templates },
  { "show-meeting", on_show_meeting, "(xsx)" },
  { "open-conversation", on_open_conversation, "x" },
  { "add-deal", on_add_deal, "x" },
  { "back", on_back },
  { "search", on_search },
  { "search-everywhere", on_search_everywhere },
  { "palette", on_palette },
  { "undo", on_undo },
  { "redo", on_redo },
  { "quick-add", on_quick_add, "s" },
  { "new", on_new },
  { "start-empty", on_start_empty },
  { "import", on_import },
  { "import-addresses", on_import_addresses },
  { "export", on_export, "s" },
  { "demo", on_demo },
  { "remove-demo", on_remove_demo },
  { "preferences", on_preferences },
  { "backup", on_backup },
  { "restore", on_restore },
};

static void
set_enabled (CrmWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
append (GMenu *section, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_append_item (section, item);
}

/* Only there while it can be done. */
static void
append_when_enabled (GMenu *section, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (section, item);
}

void
crm_window_actions_install (CrmWindow *self)
{
  GMenu *menu = g_menu_new ();
  GMenu *undo = g_menu_new ();
  g_autoptr (GMenu) data = g_menu_new ();
  g_autoptr (GMenu) program = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), always, G_N_ELEMENTS (always), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), with_book, G_N_ELEMENTS (with_book), self);
  crm_window_actions_set_open (self, FALSE);

  append (data, _ ("P_roducts"), "win.page::products");
  append (data, _ ("_Templates…"), "win.templates");
  append (data, _ ("_Import…"), "win.import");
  append_when_enabled (data, _ ("Import from address boo_k…"), "win.import-addresses");
  append (data, _ ("_Export…"), "win.export::client");
  append (data, _ ("_Back up now…"), "win.backup");
  append_when_enabled (data, _ ("_Remove demo data…"), "win.remove-demo");
  append (data, _ ("_Open another book…"), "app.open-book");
  append (program, _ ("_Preferences"), "win.preferences");
  append (program, _ ("_Keyboard shortcuts"), "win.shortcuts");
  append (program, _ ("_Help"), "app.help");
  append (program, _ ("_About Clientele"), "win.about");
  append (program, _ ("_Quit"), "app.quit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (undo));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (data));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (program));
  g_object_set_data_full (G_OBJECT (self), UNDO_SECTION, undo, g_object_unref);
  g_object_set_data_full (G_OBJECT (self), MENU, menu, g_object_unref);
}

void
crm_window_actions_set_open (CrmWindow *self, gboolean open)
{
  for (guint i = 0; i < G_N_ELEMENTS (with_book); i++)
    set_enabled (self, with_book[i].name, open);
  set_enabled (self, "import-addresses", open && crm_window_get_address_source (self) != NULL);
  if (open)
    set_enabled (self, "remove-demo", crm_demo_data_is_removable (crm_window_get_store (self)));
}

/* Takes label. */
static void
append_step (GMenu *section, char *label, const char *action, const char *accel)
{
  g_autoptr (GString) text = g_string_new (label);
  g_autoptr (GMenuItem) item = NULL;

  g_free (label);
  /* A purpose has people's words in it: their underscores are no mnemonics. */
  g_string_replace (text, "_", "__", 0);
  item = g_menu_item_new (NULL, action);
  g_menu_item_set_label (item, text->str);
  /* These keys yield to text fields, so GTK does not know them as accelerators of the application. */
  g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (section, item);
}

void
crm_window_actions_update_undo (CrmWindow *self, CrmStore *store)
{
  GMenu *section = g_object_get_data (G_OBJECT (self), UNDO_SECTION);
  const char *undo = crm_store_get_undo_purpose (store);
  const char *redo = crm_store_get_redo_purpose (store);

  set_enabled (self, "undo", undo != NULL);
  set_enabled (self, "redo", redo != NULL);
  g_menu_remove_all (section);
  append_step (section, undo != NULL ? g_strdup_printf (_ ("Undo: %s"), undo) : g_strdup (_ ("Undo")),
      "win.undo", "<Control>z");
  append_step (section, redo != NULL ? g_strdup_printf (_ ("Redo: %s"), redo) : g_strdup (_ ("Redo")),
      "win.redo", "<Control><Shift>z");
}

GMenuModel *
crm_window_actions_get_menu (CrmWindow *self)
{
  return g_object_get_data (G_OBJECT (self), MENU);
}

void
crm_window_import (CrmWindow *self, GFile *file)
{
  g_return_if_fail (CRM_IS_WINDOW (self));
  if (file != NULL && crm_ics_dialog_is_for (file))
    {
      crm_ics_dialog_present (GTK_WINDOW (self), crm_window_get_store (self), file);
      return;
    }
  crm_import_assistant_present (
      GTK_WINDOW (self), crm_window_get_store (self), crm_window_get_card_format (self), file);
}

static void
append_way (GtkWidget *buttons, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (buttons), button);
}

GtkWidget *
crm_window_actions_make_failed_page (CrmWindow *self, const GError *error)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *again = gtk_button_new_with_mnemonic (_ ("_Try again"));
  GtkWidget *other = gtk_button_new_with_mnemonic (_ ("_Choose another book…"));
  g_autofree char *sentence = g_markup_escape_text (error->message, -1);
  const char *book = crm_store_get_path (crm_window_get_store (self));

  gtk_widget_add_css_class (header, "flat");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("The book could not be opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), sentence);
  gtk_widget_add_css_class (again, "pill");
  gtk_widget_add_css_class (again, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "app.reopen");
  gtk_widget_add_css_class (other, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (other), "app.open-book");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  if (g_error_matches (error, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT) && crm_backups_was_book (book))
    {
      gtk_widget_remove_css_class (again, "suggested-action");
      gtk_box_append (GTK_BOX (buttons), crm_book_repair_new (book));
    }
  gtk_box_append (GTK_BOX (buttons), again);
  if (g_error_matches (error, CRM_DB_ERROR, CRM_DB_ERROR_ELSEWHERE))
    {
      adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("This book is open on another computer"));
      append_way (buttons, _ ("Open for _reading only"), "app.open-read-only");
      append_way (buttons, _ ("Open _anyway"), "app.open-anyway");
    }
  gtk_box_append (GTK_BOX (buttons), other);
  adw_status_page_set_child (ADW_STATUS_PAGE (status), buttons);
  gtk_widget_set_vexpand (status, TRUE);
  gtk_box_append (GTK_BOX (page), header);
  gtk_box_append (GTK_BOX (page), status);
  return page;
}
