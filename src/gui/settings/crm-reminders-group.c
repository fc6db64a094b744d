/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-reminders-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-autostart.h"
#include "settings/crm-settings.h"
#include "settings/crm-setting-record.h"

/* A changed choice is written at once; what is refused goes back to what holds, with the reason as a toast. Holds a reference on the store.
 * Main thread. */

#define MAX_CHOICES 8

typedef struct
{
  const char *name; /* of the book's setting */
  const char *title;
  const char *purpose;
  struct
  {
    const char *value;
    const char *label;
  } choices[MAX_CHOICES];
} Choices;

static const Choices choices_table[] = {
  { "reminder-minutes", N_ ("Tasks with a time"), N_ ("Reminders of tasks changed"),
      { { "0", N_ ("At the time") }, { "5", N_ ("5 minutes before") }, { "10", N_ ("10 minutes before") },
          { "30", N_ ("30 minutes before") }, { "60", N_ ("1 hour before") }, { "never", N_ ("Never") } } },
  { "reminder-day", N_ ("Tasks with a day only"), N_ ("Reminders of days changed"),
      { { "never", N_ ("Never") }, { "08:00", N_ ("At 8:00") }, { "09:00", N_ ("At 9:00") },
          { "10:00", N_ ("At 10:00") } } },
  { "meeting-reminders", N_ ("Meetings"), N_ ("Reminders of meetings changed"),
      { { "30", N_ ("30 minutes before") }, { "10", N_ ("10 minutes before") },
          { "15", N_ ("15 minutes before") }, { "60", N_ ("1 hour before") }, { "1440", N_ ("1 day before") },
          { "30 1440", N_ ("1 day and 30 minutes before") }, { "never", N_ ("Never") } } },
  { "day-plan", N_ ("Plan of the day"), N_ ("Time of the plan of the day changed"),
      { { "never", N_ ("Never") }, { "07:00", N_ ("At 7:00") }, { "08:00", N_ ("At 8:00") },
          { "09:00", N_ ("At 9:00") }, { "10:00", N_ ("At 10:00") } } },
  { "day-summary", N_ ("Summary in the evening"), N_ ("Time of the summary changed"),
      { { "never", N_ ("Never") }, { "17:00", N_ ("At 17:00") }, { "18:00", N_ ("At 18:00") },
          { "19:00", N_ ("At 19:00") }, { "20:00", N_ ("At 20:00") } } },
  { "check-in-tolerance", N_ ("At the place of a meeting is"), N_ ("Distance from the place changed"),
      { { "300", N_ ("Within 300 m") }, { "100", N_ ("Within 100 m") }, { "500", N_ ("Within 500 m") },
          { "1000", N_ ("Within 1 km") } } },
};

struct _CrmRemindersGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store; /* owned */
  AdwComboRow *rows[G_N_ELEMENTS (choices_table)];
  GtkWidget *stay;
  GtkWidget *start;
  GCancellable *cancellable; /* of the question whether to start with the session */
  gboolean showing;          /* what holds: nothing to write */
};

G_DEFINE_FINAL_TYPE (CrmRemindersGroup, crm_reminders_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_error (CrmRemindersGroup *self, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (text));
}

/* Settings of the book */

/* A value that is not offered was written by another program: it is shown as no choice. */
static guint
find_choice (const Choices *choices, const char *value)
{
  for (guint i = 0; i < MAX_CHOICES && choices->choices[i].value != NULL; i++)
    if (g_strcmp0 (choices->choices[i].value, value != NULL ? value : choices->choices[0].value) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_settings (CrmRemindersGroup *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (choices_table); i++)
    adw_combo_row_set_selected (self->rows[i],
        find_choice (&choices_table[i], crm_store_get_setting (self->store, choices_table[i].name)));
  self->showing = FALSE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmRemindersGroup) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error) || self->store == NULL)
    return;
  show_settings (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, CrmRemindersGroup *self)
{
  guint selected = adw_combo_row_get_selected (row);

  for (guint i = 0; i < G_N_ELEMENTS (choices_table) && !self->showing; i++)
    if (self->rows[i] == row && selected < MAX_CHOICES)
      {
        const Choices *choices = &choices_table[i];

        crm_setting_record_set_setting (GTK_WIDGET (self), self->store, _ (choices->purpose), choices->name,
            choices->choices[selected].value, on_written);
      }
}

static void
add_choices (CrmRemindersGroup *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices_table); i++)
    {
      g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
      AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());

      for (guint k = 0; k < MAX_CHOICES && choices_table[i].choices[k].value != NULL; k++)
        gtk_string_list_append (labels, _ (choices_table[i].choices[k].label));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (choices_table[i].title));
      adw_combo_row_set_model (row, G_LIST_MODEL (labels));
      self->rows[i] = row;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
    }
  show_settings (self);
  for (guint i = 0; i < G_N_ELEMENTS (choices_table); i++)
    g_signal_connect_object (self->rows[i], "notify::selected", G_CALLBACK (on_selected), self, 0);
}

/* This computer */

static gboolean
starts (void)
{
  return crm_autostart_needs_portal () ? g_settings_get_boolean (crm_settings_get (), "autostart")
                                       : crm_autostart_has_file ();
}

static void
show_start (CrmRemindersGroup *self)
{
  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->start), starts ());
  self->showing = FALSE;
}

static void
on_start_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmRemindersGroup) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_autostart_set_finish (result, &error))
    g_settings_set_boolean (
        crm_settings_get (), "autostart", gtk_switch_get_active (GTK_SWITCH (self->start)));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    show_error (self, error);
  show_start (self);
}

static void
on_start_switched (GtkSwitch *toggle, GParamSpec *pspec, CrmRemindersGroup *self)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application) : NULL;

  if (self->showing)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_autostart_set_async (crm_autostart_needs_portal () ? bus : NULL, gtk_switch_get_active (toggle),
      self->cancellable, on_start_set, g_object_ref (self));
}

/* Who does not want it to stay does not want it to come by itself. */
static void
on_stay_switched (GtkSwitch *toggle, GParamSpec *pspec, CrmRemindersGroup *self)
{
  if (!gtk_switch_get_active (toggle))
    gtk_switch_set_active (GTK_SWITCH (self->start), FALSE);
}

static GtkWidget *
add_switch (CrmRemindersGroup *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return toggle;
}

static void
add_switches (CrmRemindersGroup *self)
{
  GSettings *settings = crm_settings_get ();

  if (settings == NULL)
    return;
  self->stay =
      add_switch (self, _ ("Keep running in the background"), _ ("Reminds also when the window is closed"));
  self->start =
      add_switch (self, _ ("Start with the session"), _ ("Without a window, to remind from the beginning"));
  show_start (self);
  g_settings_bind (settings, "background", self->stay, "active", G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (self->stay, "active", gtk_widget_get_ancestor (self->start, ADW_TYPE_ACTION_ROW),
      "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->stay, "notify::active", G_CALLBACK (on_stay_switched), self, 0);
  g_signal_connect_object (self->start, "notify::active", G_CALLBACK (on_start_switched), self, 0);
}

static void
crm_reminders_group_dispose (GObject *object)
{
  CrmRemindersGroup *self = CRM_REMINDERS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_reminders_group_parent_class)->dispose (object);
}

static void
crm_reminders_group_class_init (CrmRemindersGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_reminders_group_dispose;
}

static void
crm_reminders_group_init (CrmRemindersGroup *self)
{
}

GtkWidget *
crm_reminders_group_new (CrmStore *store)
{
  CrmRemindersGroup *self = g_object_new (CRM_TYPE_REMINDERS_GROUP, "title", _ ("Reminders"), NULL);

  self->store = g_object_ref (store);
  add_choices (self);
  add_switches (self);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
