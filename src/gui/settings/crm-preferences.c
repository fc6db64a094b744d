/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-preferences.h"

#include <glib/gi18n-lib.h>

#include "crm-undo-toast.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-accounts-page.h"
#include "settings/crm-backup.h"
#include "settings/crm-business-group.h"
#include "settings/crm-hours-page.h"
#include "settings/crm-locale-choices.h"
#include "settings/crm-pipelines-page.h"
#include "settings/crm-reminders-group.h"
#include "settings/crm-rules-group.h"
#include "settings/crm-setting-record.h"
#include "settings/crm-settings.h"
#include "settings/crm-tasks-page.h"
#include "settings/crm-words-group.h"

/* The preferences window. A changed setting is written at once, as an operation of the book; a refused one goes back to what
 * the book says. Main thread. */

#define CRM_TYPE_PREFERENCES (crm_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CrmPreferences, crm_preferences, CRM, PREFERENCES, AdwPreferencesWindow)

struct _CrmPreferences
{
  AdwPreferencesWindow parent_instance;
  AdwPreferencesPage *general;
  AdwPreferencesGroup *book;
  AdwPreferencesGroup *looks;
  AdwComboRow *style;
  AdwComboRow *density;
  AdwActionRow *path_row;
  AdwPreferencesPage *lists;
  AdwPreferencesPage *rules;
  GPtrArray *drop_downs; /* of the book's settings; borrowed from their rows */
  CrmStore *store;       /* owned */
  CrmUndoToast *undo;    /* owned */
};

G_DEFINE_FINAL_TYPE (CrmPreferences, crm_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const struct
{
  const char *name;
  const char *title;
  const char *subtitle;
  const char *purpose;
} settings_table[] = {
  { "currency", N_ ("Currency"), N_ ("For sums typed without one"), N_ ("Currency changed") },
  { "phone-region", N_ ("Country of phone numbers"), N_ ("For numbers typed without a country code"),
      N_ ("Country of phone numbers changed") },
  { "time-zone", N_ ("Time zone"), NULL, N_ ("Time zone changed") },
  { "week-start", N_ ("The week starts on"), NULL, N_ ("Start of the week changed") },
  { "sort-locale", N_ ("Names are sorted as in"), NULL, N_ ("Order of names changed") },
};

static guint
find_code (GListModel *model, const char *code)
{
  for (guint i = 0; code != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CrmLocaleChoice) choice = g_list_model_get_item (model, i);

      if (g_str_equal (crm_locale_choice_get_code (choice), code))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void on_selected (GtkDropDown *drop_down, GParamSpec *pspec, CrmPreferences *self);

/* Shows what the book says without writing it again. */
static void
show_setting (CrmPreferences *self, GtkDropDown *drop_down)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (drop_down));

  g_signal_handlers_block_by_func (drop_down, on_selected, self);
  gtk_drop_down_set_selected (
      drop_down, find_code (gtk_drop_down_get_model (drop_down), crm_store_get_setting (self->store, name)));
  g_signal_handlers_unblock_by_func (drop_down, on_selected, self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkDropDown) drop_down = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (drop_down));
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error) || !CRM_IS_PREFERENCES (root))
    return;
  show_setting (CRM_PREFERENCES (root), drop_down);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (text));
    }
}

static void
on_selected (GtkDropDown *drop_down, GParamSpec *pspec, CrmPreferences *self)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (drop_down));
  CrmLocaleChoice *choice = gtk_drop_down_get_selected_item (drop_down);

  if (choice == NULL ||
      g_strcmp0 (crm_locale_choice_get_code (choice), crm_store_get_setting (self->store, name)) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (settings_table); i++)
    if (g_str_equal (settings_table[i].name, name))
      {
        crm_setting_record_set_setting (GTK_WIDGET (drop_down), self->store, _ (settings_table[i].purpose),
            name, crm_locale_choice_get_code (choice), on_written);
        return;
      }
  g_assert_not_reached ();
}

static GtkWidget *
make_drop_down (CrmPreferences *self, const char *name)
{
  GListModel *model = crm_locale_choices_new (name, crm_store_get_setting (self->store, name));
  GtkExpression *expression = gtk_property_expression_new (CRM_TYPE_LOCALE_CHOICE, NULL, "name");
  GtkWidget *drop_down;

  drop_down = gtk_drop_down_new (model, expression);
  gtk_widget_set_name (drop_down, name);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (drop_down, "plain");
  gtk_widget_set_size_request (drop_down, 220, -1);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down),
      g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down))) > 10);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  show_setting (self, GTK_DROP_DOWN (drop_down));
  g_ptr_array_add (self->drop_downs, drop_down);
  return drop_down;
}

static void
fill_book (CrmPreferences *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings_table); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *drop_down = make_drop_down (self, settings_table[i].name);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (settings_table[i].title));
      if (settings_table[i].subtitle != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (settings_table[i].subtitle));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), drop_down);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), drop_down);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (settings_table[i].title), -1);
      adw_preferences_group_add (self->book, row);
    }
}

/* Another window or program may change them as well. */
static void
on_settings_changed (CrmStore *store, CrmPreferences *self)
{
  for (guint i = 0; i < self->drop_downs->len; i++)
    show_setting (self, g_ptr_array_index (self->drop_downs, i));
}

static GtkWidget *
new_modules (CrmPreferences *self)
{
  GtkWidget *group =
      crm_words_group_new (self->store, "own_entity", NULL, _ ("Own modules"), _ ("Add a module"));

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), _ ("Kinds of records that only your business has, such as vehicles. "
                                        "Fields of clients can link to them; "
                                        "the command line fills them."));
  return group;
}

static void
fill_lists (CrmPreferences *self)
{
  static const struct
  {
    const char *list, *title, *add;
  } lists[] = {
    { "source", N_ ("Where clients come from"), N_ ("Add a source") },
    { "rule", N_ ("Rules of notes and calls"), N_ ("Add a rule") },
    { "result", N_ ("Results of notes and calls"), N_ ("Add a result") },
    { "purpose", N_ ("Purposes of meetings"), N_ ("Add a purpose") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GtkWidget *group =
          crm_words_group_new (self->store, "option", lists[i].list, _ (lists[i].title), _ (lists[i].add));

      if (i == 0)
        adw_preferences_group_set_description (
            ADW_PREFERENCES_GROUP (group), _ ("Offered while typing. A changed word is used from now on; "
                                              "what was written keeps the old one."));
      adw_preferences_page_add (self->lists, ADW_PREFERENCES_GROUP (group));
    }
  adw_preferences_page_add (self->lists,
      ADW_PREFERENCES_GROUP (crm_words_group_new (self->store, "tag", NULL, _ ("Tags"), _ ("Add a tag"))));
  adw_preferences_page_add (self->lists, ADW_PREFERENCES_GROUP (new_modules (self)));
  adw_preferences_page_add (self->rules, ADW_PREFERENCES_GROUP (crm_rules_group_new (self->store)));
  adw_preferences_page_add (self->lists, ADW_PREFERENCES_GROUP (crm_words_group_new (self->store, "user",
                                             NULL, _ ("Employees"), _ ("Add an employee"))));
}

static void
on_combo_selected (AdwComboRow *row, GParamSpec *pspec, CrmPreferences *self)
{
  g_settings_set_enum (
      crm_settings_get (), row == self->style ? "style" : "density", (int)adw_combo_row_get_selected (row));
}

static void
fill_looks (CrmPreferences *self)
{
  GSettings *settings = crm_settings_get ();

  gtk_widget_set_visible (GTK_WIDGET (self->looks), settings != NULL);
  if (settings == NULL)
    return;
  adw_combo_row_set_selected (self->style, (guint)g_settings_get_enum (settings, "style"));
  adw_combo_row_set_selected (self->density, (guint)g_settings_get_enum (settings, "density"));
  g_signal_connect (self->style, "notify::selected", G_CALLBACK (on_combo_selected), self);
  g_signal_connect (self->density, "notify::selected", G_CALLBACK (on_combo_selected), self);
}

static void
on_show_clicked (GtkButton *button, CrmPreferences *self)
{
  g_autofree char *folder = g_path_get_dirname (crm_store_get_path (self->store));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

/* The window behind tells what came of it, so the preferences make room. */
static void
on_backup_clicked (GtkButton *button, CrmPreferences *self)
{
  crm_backup_choose (gtk_window_get_transient_for (GTK_WINDOW (self)), self->store);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_restore_clicked (GtkButton *button, CrmPreferences *self)
{
  crm_restore_choose (gtk_window_get_transient_for (GTK_WINDOW (self)), self->store);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *redo)
{
  crm_undo_toast_run (CRM_PREFERENCES (widget)->undo, g_variant_get_boolean (redo));
}

static void
crm_preferences_dispose (GObject *object)
{
  CrmPreferences *self = CRM_PREFERENCES (object);

  g_clear_object (&self->undo);
  g_clear_object (&self->store);
  g_clear_pointer (&self->drop_downs, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_preferences_parent_class)->dispose (object);
}

static void
crm_preferences_class_init (CrmPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/settings/crm-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, general);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, book);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, looks);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, style);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, density);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, path_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, lists);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, rules);
  gtk_widget_class_bind_template_callback (widget_class, on_show_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_backup_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
  gtk_widget_class_install_action (widget_class, "preferences.undo", "b", on_undo);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "preferences.undo", "b", FALSE);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "preferences.undo", "b", TRUE);
}

static void
crm_preferences_init (CrmPreferences *self)
{
  self->drop_downs = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_preferences_present_page (GtkWindow *parent, CrmStore *store, const char *page)
{
  CrmPreferences *self = g_object_new (CRM_TYPE_PREFERENCES, "transient-for", parent, NULL);
  g_autofree char *path = g_markup_escape_text (crm_store_get_path (store), -1);

  self->store = g_object_ref (store);
  self->undo = crm_undo_toast_new (store, GTK_WIDGET (self));
  adw_action_row_set_subtitle (self->path_row, path);
  fill_book (self);
  fill_looks (self);
  adw_preferences_page_add (self->general, ADW_PREFERENCES_GROUP (crm_business_group_new (store)));
  adw_preferences_page_add (self->general, ADW_PREFERENCES_GROUP (crm_reminders_group_new (store)));
  fill_lists (self);
  adw_preferences_window_add (
      ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (crm_pipelines_page_new (store)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), crm_tasks_page_new (store));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), crm_scripts_page_new (store));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), crm_hours_page_new (store));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
      ADW_PREFERENCES_PAGE (crm_accounts_page_new (
          store, crm_channel_manager_of (store), crm_calendar_sync_of (store), crm_contact_sync_of (store))));
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_settings_changed), self, 0);
  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  gtk_window_present (GTK_WINDOW (self));
}

void
crm_preferences_present (GtkWindow *parent, CrmStore *store)
{
  crm_preferences_present_page (parent, store, NULL);
}
