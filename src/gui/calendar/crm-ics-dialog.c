/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-ics-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/crm-recurrence.h"
#include "base/crm-time.h"
#include "calendar/crm-ics-data.h"
#include "crm-window.h"
#include "import/crm-importer.h"

/* Owns what was read of the file. Reading and writing run behind it; closing it cancels a reading, and what is being written is
 * finished. Main thread. */

#define MAX_SHOWN 200 /* rows; the others are counted */

struct _CrmIcsDialog
{
  AdwWindow parent_instance;

  CrmStore *store;           /* owned */
  GFile *file;               /* owned */
  CrmIcsData *data;          /* owned; NULL until it is read */
  GCancellable *cancellable; /* owned */
  GtkWidget *stack;
  GtkWidget *verb;
  GtkWidget *page;
  GtkWidget *calendar; /* NULL where nothing is added */
};

G_DEFINE_FINAL_TYPE (CrmIcsDialog, crm_ics_dialog, ADW_TYPE_WINDOW)

static gboolean
is_answer (CrmIcsDialog *self)
{
  return crm_event_method_is_answer (self->data->file->method);
}

static gboolean
has_method (CrmIcsDialog *self, const char *method)
{
  return g_strcmp0 (self->data->file->method, method) == 0;
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
add_suffix (GtkWidget *row, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, style);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static char *
tell_time (CrmIcsDialog *self, const CrmEvent *event)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (!event->all_day)
    return crm_instant_display_full (event->starts_at, crm_store_get_zone (self->store));
  first = crm_date_display (event->starts_on);
  if (g_str_equal (event->starts_on, event->ends_on))
    return g_steal_pointer (&first);
  last = crm_date_display (event->ends_on);
  return g_strdup_printf ("%s – %s", first, last);
}

/* "21 November 2026, 16:00 · every week: Mon · Main street 1" */
static char *
tell_event (CrmIcsDialog *self, const CrmEvent *event)
{
  g_autofree char *time = tell_time (self, event);
  g_autoptr (CrmRecurrence) rule =
      event->recurrence != NULL ? crm_recurrence_new (event->recurrence, NULL) : NULL;
  g_autofree char *date = event->all_day
                              ? g_strdup (event->starts_on)
                              : crm_instant_date (event->starts_at, crm_store_get_zone (self->store));
  g_autofree char *repeats = rule != NULL ? crm_recurrence_describe (rule, date) : NULL;
  g_autofree char *place = g_strdelimit (g_strdup (event->place != NULL ? event->place : ""), "\n", ' ');
  GString *text = g_string_new (time);

  if (repeats != NULL)
    g_string_append_printf (text, " · %s", repeats);
  if (*place != '\0')
    g_string_append_printf (text, " · %s", place);
  return g_string_free (text, FALSE);
}

/* An answer need not say what it is about: the book knows. */
static const char *
get_event_title (const CrmIcsEntry *entry)
{
  const CrmEvent *event = entry->object->events->pdata[0];

  if (event->title != NULL)
    return event->title;
  return entry->title != NULL ? entry->title : _ ("Without a title");
}

static void
add_event (CrmIcsDialog *self, GtkWidget *group, const CrmIcsEntry *entry)
{
  const CrmEvent *event = entry->object->events->pdata[0];
  g_autofree char *told = tell_event (self, event);
  GtkWidget *row = make_row (get_event_title (entry), told);

  if (entry->clients != NULL)
    add_suffix (row, entry->clients, "accent");
  if (event->rich)
    add_suffix (row, _ ("Cannot be kept"), "warning");
  else if (entry->meeting != 0)
    add_suffix (row, _ ("In the book"), "dim-label");
  else if (is_answer (self))
    add_suffix (row, _ ("Not in the book"), "warning");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static const char *
tell_answer (const char *answer)
{
  if (g_str_equal (answer, "accepted"))
    return _ ("Accepts");
  if (g_str_equal (answer, "declined"))
    return _ ("Declines");
  if (g_str_equal (answer, "tentative"))
    return _ ("Perhaps");
  return g_str_equal (answer, "delegated") ? _ ("Sends somebody else") : _ ("No answer");
}

/* One line for each who answers. */
static void
add_reply (CrmIcsDialog *self, GtkWidget *group, const CrmIcsEntry *entry)
{
  const CrmEvent *event = entry->object->events->pdata[0];

  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];
      GtkWidget *row;

      if (person->organizer)
        continue;
      row = make_row (person->name != NULL ? person->name : person->address, get_event_title (entry));
      add_suffix (row, tell_answer (person->answer), "accent");
      if (entry->meeting == 0)
        add_suffix (row, _ ("Not in the book"), "warning");
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
}

static GtkWidget *
add_group (CrmIcsDialog *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *markup = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (markup != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_calendar_choice (CrmIcsDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("In this book only"));
  for (guint i = 0; i < self->data->calendars->len; i++)
    {
      const CrmIcsCalendar *calendar = self->data->calendars->pdata[i];

      gtk_string_list_append (names, calendar->name != NULL ? calendar->name : "");
    }
  self->calendar = adw_combo_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->calendar), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->calendar), _ ("_Keep them in"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->calendar), G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (add_group (self, NULL)), self->calendar);
}

static void
add_faults (CrmIcsDialog *self)
{
  GPtrArray *faults = self->data->file->faults;
  GtkWidget *group = faults->len > 0 ? add_group (self, _ ("Cannot be read")) : NULL;

  for (guint i = 0; i < faults->len && i < MAX_SHOWN; i++)
    {
      g_autofree char *line =
          g_strdup_printf (_ ("Line %u"), g_array_index (self->data->file->lines, guint, i));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (line, faults->pdata[i]));
    }
}

static const char *
get_title (CrmIcsDialog *self)
{
  if (has_method (self, "REPLY"))
    return _ ("Answers to an invitation");
  if (has_method (self, "CANCEL"))
    return _ ("Cancellation");
  return has_method (self, "REQUEST") ? _ ("Invitation") : _ ("Calendar file");
}

static const char *
get_verb (CrmIcsDialog *self)
{
  if (has_method (self, "REPLY"))
    return _ ("_Take the answers");
  return has_method (self, "CANCEL") ? _ ("Ca_ncel the meetings") : _ ("_Add");
}

/* Something in the file can be taken. */
static gboolean
is_useful (CrmIcsDialog *self)
{
  if (crm_event_method_get_problem (self->data->file->method) != NULL)
    return FALSE;
  for (guint i = 0; i < self->data->entries->len; i++)
    {
      const CrmIcsEntry *entry = self->data->entries->pdata[i];
      const CrmEvent *event = entry->object->events->pdata[0];

      if (is_answer (self) ? entry->meeting != 0 : !event->rich)
        return TRUE;
    }
  return FALSE;
}

static void
show_status (CrmIcsDialog *self, const char *title, const char *description)
{
  GtkWidget *status = adw_status_page_new ();
  g_autofree char *markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "x-office-calendar-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (status), markup);
  gtk_stack_add_child (GTK_STACK (self->stack), status);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), status);
}

static void
show_data (CrmIcsDialog *self)
{
  guint n = self->data->entries->len;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  const char *problem = crm_event_method_get_problem (self->data->file->method);
  GtkWidget *group;

  gtk_window_set_title (GTK_WINDOW (self), get_title (self));
  gtk_button_set_label (GTK_BUTTON (self->verb), get_verb (self));
  if (n == 0 && self->data->file->faults->len == 0)
    {
      show_status (self, _ ("No events"), _ ("There are no events in this file."));
      return;
    }
  if (problem == NULL && !is_answer (self))
    add_calendar_choice (self);
  group = n > 0 ? add_group (self, self->data->file->name != NULL ? self->data->file->name : shown) : NULL;
  if (group != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), problem);
  for (guint i = 0; i < n && i < MAX_SHOWN; i++)
    {
      if (has_method (self, "REPLY"))
        add_reply (self, group, self->data->entries->pdata[i]);
      else
        add_event (self, group, self->data->entries->pdata[i]);
    }
  if (n > MAX_SHOWN)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_SHOWN), n - MAX_SHOWN);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (more, ""));
    }
  add_faults (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ics.take", is_useful (self));
  if (is_useful (self))
    gtk_widget_grab_focus (self->verb);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmIcsDialog) self = data;
  g_autoptr (GError) error = NULL;

  self->data = crm_ics_data_load_finish (CRM_STORE (source), result, &error);
  if (self->data != NULL)
    show_data (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_status (self, _ ("The file could not be read"), error->message);
}

/* Closes; what went wrong is told by the window behind. */
static void
finish (CrmIcsDialog *self, const GError *error, const char *told)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL && error != NULL)
    crm_window_report_error (GTK_WIDGET (parent), error, _ ("The file could not be taken"), NULL);
  else if (parent != NULL && told != NULL)
    crm_window_toast (GTK_WIDGET (parent), told);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmIcsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportResult) done = crm_importer_run_finish (CRM_IMPORTER (source), result, &error);
  gboolean nothing = done != NULL && done->created + done->updated == 0;

  finish (self, error, nothing ? _ ("There was nothing new in the file.") : NULL);
}

static void
import (CrmIcsDialog *self)
{
  g_autoptr (CrmImporter) importer = crm_importer_new (self->store, NULL);
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->calendar));
  const CrmIcsCalendar *calendar =
      chosen > 0 && chosen <= self->data->calendars->len ? self->data->calendars->pdata[chosen - 1] : NULL;
  g_autofree char *id = calendar != NULL ? g_strdup_printf ("%lld", (long long)calendar->id) : NULL;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  CrmImportOptions options = { .format = "ics", .calendar = id };
  g_autoptr (GError) error = NULL;

  if (!crm_importer_load_bytes (importer, self->data->bytes, shown, &options, &error))
    {
      finish (self, error, NULL);
      return;
    }
  crm_importer_run_async (importer, NULL, NULL, NULL, on_imported, g_object_ref (self));
}

/* Runs in the writer's thread; data is the dialog's, which lives until it is done. */
static gboolean
take_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmIcsDialog *self = data;
  gboolean reply = has_method (self, "REPLY");

  for (guint i = 0; i < self->data->entries->len; i++)
    {
      const CrmIcsEntry *entry = self->data->entries->pdata[i];
      GPtrArray *events = entry->object->events;
      g_autoptr (GError) failure = NULL;

      if (!reply)
        crm_event_take_cancel (tx, events, &failure);
      for (guint k = 0; reply && k < events->len && failure == NULL; k++)
        crm_event_take_reply (tx, events->pdata[k], &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmIcsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmChangeSet) changes = NULL;

  crm_store_write_finish (CRM_STORE (source), result, &changes, &error);
  finish (self, error, NULL);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmIcsDialog *self = CRM_ICS_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "ics.take", FALSE);
  if (is_answer (self))
    crm_store_write_async (
        self->store, get_title (self), take_in_worker, self, NULL, NULL, on_taken, g_object_ref (self));
  else
    import (self);
}

static void
crm_ics_dialog_dispose (GObject *object)
{
  CrmIcsDialog *self = CRM_ICS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (crm_ics_dialog_parent_class)->dispose (object);
}

static void
crm_ics_dialog_finalize (GObject *object)
{
  CrmIcsDialog *self = CRM_ICS_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->data, crm_ics_data_free);
  G_OBJECT_CLASS (crm_ics_dialog_parent_class)->finalize (object);
}

static void
crm_ics_dialog_class_init (CrmIcsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_ics_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_ics_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "ics.take", NULL, take_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ics.take", NULL);
}

static void
crm_ics_dialog_init (CrmIcsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Close"));
  GtkWidget *spinner = gtk_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->page = adw_preferences_page_new ();
  self->verb = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_button_set_use_underline (GTK_BUTTON (self->verb), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->verb), "ics.take");
  gtk_widget_add_css_class (self->verb, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->verb);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_stack_add_child (GTK_STACK (self->stack), spinner);
  gtk_stack_add_child (GTK_STACK (self->stack), self->page);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ics.take", FALSE);
}

CrmIcsDialog *
crm_ics_dialog_present (GtkWindow *parent, CrmStore *store, GFile *file)
{
  CrmIcsDialog *self = g_object_new (CRM_TYPE_ICS_DIALOG, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->file = g_object_ref (file);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Calendar file"));
  crm_ics_data_load_async (store, file, self->cancellable, on_loaded, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
crm_ics_dialog_is_for (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return crm_event_file_is_named (name);
}
