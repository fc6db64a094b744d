/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-check-in-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "base/crm-worker.h"
#include "calendar/crm-calendar-words.h"
#include "crm-window.h"
#include "meeting/crm-geoclue.h"
#include "meeting/crm-meeting-words.h"
#include "meeting/crm-meeting.h"
#include "widgets/crm-dialog-parent.h"

/* One position at a time: the last one found, typed or chosen. Owns its widgets and what was read of the meeting. Main thread, but for functions
 * named _in_worker. */

#define TOLERANCE 300
#define STAY_METRES 80
#define STAY_SECONDS 300
#define MAX_STAYS 8
#define NEAR (6 * G_TIME_SPAN_HOUR) /* what of a track belongs to the meeting */
#define MIN_HEIGHT 340              /* px */
#define MAX_TRACK (64 * 1024 * 1024)

#define CRM_TYPE_CHECK_IN_DIALOG (crm_check_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmCheckInDialog, crm_check_in_dialog, CRM, CHECK_IN_DIALOG, AdwWindow)

struct _CrmCheckInDialog
{
  AdwWindow parent_instance;

  CrmStore *store;  /* owned */
  CrmRow *meeting;  /* owned */
  char *rid;        /* "": it does not repeat */
  gint64 starts_at; /* of this time */
  gint64 ends_at;
  GtkWidget *locate_row;
  GtkWidget *locate;
  GtkWidget *spinner;
  GtkWidget *typed;
  GtkWidget *track_row;
  GtkWidget *stays;
  GtkWidget *result;
  GtkWidget *error;
  GtkWidget *save;
  GCancellable *cancellable;
  GPtrArray *checks; /* of rows in stays, borrowed */
  gboolean has;      /* there is a position */
  CrmPosition position;
  gint64 at;    /* 0: now */
  gint64 until; /* 0: not known */
  const char *source;
};

G_DEFINE_FINAL_TYPE (CrmCheckInDialog, crm_check_in_dialog, ADW_TYPE_WINDOW)

gint64
crm_check_in_get_tolerance (CrmStore *store)
{
  const char *text = crm_store_get_setting (store, "check-in-tolerance");
  gint64 metres;

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, 1000000, &metres, NULL) ? metres : TOLERANCE;
}

char *
crm_check_in_judge (gint64 distance, gint64 tolerance)
{
  g_autofree char *far = distance >= 0 ? crm_meeting_dup_distance (distance) : NULL;
  g_autofree char *allowed = crm_meeting_dup_distance (tolerance);

  if (far == NULL)
    return g_strdup (_ ("The distance is not known: the meeting’s place has no coordinates"));
  if (distance <= tolerance)
    /* Translators: both are distances. */
    return g_strdup_printf (_ ("%s from the place: within the %s allowed for"), far, allowed);
  return g_strdup_printf (_ ("%s from the place: outside the %s allowed for"), far, allowed);
}

/* -1: not known. */
static gint64
get_distance (CrmCheckInDialog *self)
{
  const CrmValue *latitude = crm_row_get (self->meeting, CRM_MEETING_LATITUDE);
  const CrmValue *longitude = crm_row_get (self->meeting, CRM_MEETING_LONGITUDE);

  if (latitude->type != CRM_VALUE_REAL || longitude->type != CRM_VALUE_REAL)
    return -1;
  return llround (crm_position_get_distance (
      latitude->v.real, longitude->v.real, self->position.latitude, self->position.longitude));
}

static void
show_error (CrmCheckInDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static void
show_position (CrmCheckInDialog *self)
{
  gint64 distance = self->has ? get_distance (self) : -1;
  gint64 tolerance = crm_check_in_get_tolerance (self->store);
  g_autofree char *judged = self->has ? crm_check_in_judge (distance, tolerance) : NULL;

  gtk_label_set_text (GTK_LABEL (self->result), judged != NULL ? judged : "");
  gtk_widget_set_css_classes (self->result, (const char *[]){ distance < 0            ? "dim-label"
                                                              : distance <= tolerance ? "ok"
                                                                                      : "today",
                                                NULL });
  gtk_widget_set_visible (self->result, self->has);
  gtk_widget_set_sensitive (self->save, self->has);
  show_error (self, NULL);
}

static void
set_position (
    CrmCheckInDialog *self, const CrmPosition *position, gint64 at, gint64 until, const char *source)
{
  self->has = position != NULL;
  if (position != NULL)
    self->position = *position;
  self->at = at;
  self->until = until;
  self->source = source;
  show_position (self);
}

/* From the desktop */

static void
on_located (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCheckInDialog) self = data;
  g_autoptr (GError) error = NULL;
  CrmPosition position;
  gboolean found = crm_geoclue_locate_finish (result, &position, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_set_sensitive (self->locate, TRUE);
  if (!found)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->locate_row), error->message);
      gtk_widget_grab_focus (self->typed);
      return;
    }
  if (position.accuracy >= 0)
    {
      g_autofree char *exact = crm_meeting_dup_distance (position.accuracy);

      /* Translators: latitude, longitude, distance. */
      text = g_strdup_printf (_ ("%.5f, %.5f, exact to %s"), position.latitude, position.longitude, exact);
    }
  else
    text = g_strdup_printf ("%.5f, %.5f", position.latitude, position.longitude);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->locate_row), text);
  gtk_editable_set_text (GTK_EDITABLE (self->typed), "");
  set_position (self, &position, 0, 0, "geoclue");
}

static void
on_locate (CrmCheckInDialog *self)
{
  gtk_widget_set_sensitive (self->locate, FALSE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->locate_row), _ ("Looking for the position…"));
  crm_geoclue_locate_async (self->cancellable, on_located, g_object_ref (self));
}

/* Typed */

static void
on_typed (CrmCheckInDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->typed));
  CrmPosition position = { .accuracy = -1 };

  if (crm_text_is_blank (text))
    {
      if (g_strcmp0 (self->source, "typed") == 0)
        set_position (self, NULL, 0, 0, NULL);
      gtk_widget_remove_css_class (self->typed, "error");
      return;
    }
  if (crm_position_parse (text, &position.latitude, &position.longitude))
    {
      gtk_widget_remove_css_class (self->typed, "error");
      set_position (self, &position, 0, 0, "typed");
      return;
    }
  gtk_widget_add_css_class (self->typed, "error");
  set_position (self, NULL, 0, 0, "typed");
}

/* From a track */

static void
on_stay_toggled (GtkCheckButton *check, CrmCheckInDialog *self)
{
  const CrmStay *stay = g_object_get_data (G_OBJECT (check), "stay");
  CrmPosition position = { stay->latitude, stay->longitude, -1 };

  if (!gtk_check_button_get_active (check))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->typed), "");
  set_position (self, &position, stay->from, stay->until, "gpx");
}

static void
clear_stays (CrmCheckInDialog *self)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->stays), 0))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->stays), row);
  g_ptr_array_set_size (self->checks, 0);
}

static void
add_stay (CrmCheckInDialog *self, const CrmStay *stay)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *time =
      crm_calendar_dup_time (stay->from, stay->until, FALSE, crm_store_get_zone (self->store));
  g_autofree char *length = crm_duration_display ((stay->until - stay->from) / G_USEC_PER_SEC);
  g_autofree char *caption = g_strdup_printf ("%s · %.5f, %.5f", length, stay->latitude, stay->longitude);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), caption);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  g_object_set_data_full (G_OBJECT (check), "stay", g_memdup2 (stay, sizeof *stay), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, time, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect (check, "toggled", G_CALLBACK (on_stay_toggled), self);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (GTK_LIST_BOX (self->stays), row);
}

/* Those around the meeting; of a track of another day the answer is a sentence. */
static void
show_stays (CrmCheckInDialog *self, GArray *stays)
{

  clear_stays (self);
  for (guint i = 0; i < stays->len && self->checks->len < MAX_STAYS; i++)
    {
      const CrmStay *stay = &g_array_index (stays, CrmStay, i);

      if (stay->until >= self->starts_at - NEAR && stay->from <= self->ends_at + NEAR)
        add_stay (self, stay);
    }
  gtk_widget_set_visible (self->stays, self->checks->len > 0);
  if (self->checks->len > 0)
    gtk_check_button_set_active (self->checks->pdata[0], TRUE);
  else
    show_error (self, stays->len > 0 ? _ ("The track has no stay near the time of the meeting.")
                                     : _ ("The track has no place where somebody stayed five minutes."));
}

static void
read_track (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GArray *stays = NULL;
  gsize size;

  if (g_file_load_contents (data, cancellable, &contents, &size, NULL, &error))
    {
      if (size > MAX_TRACK)
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The file is too large for a track."));
      else
        {
          bytes = g_bytes_new_take (g_steal_pointer (&contents), size);
          stays = crm_stays_read_gpx (bytes, STAY_METRES, STAY_SECONDS, &error);
        }
    }
  if (stays != NULL)
    g_task_return_pointer (task, stays, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_track_read (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmCheckInDialog *self = CRM_CHECK_IN_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) stays = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->store == NULL)
    return;
  if (stays != NULL)
    show_stays (self, stays);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
}

static void
open_track (CrmCheckInDialog *self, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_track_read, NULL);

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  crm_task_run_in_thread (task, read_track);
}

static void
on_track_chosen (GtkNativeDialog *chooser, int response, CrmCheckInDialog *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    open_track (self, file);
  g_object_unref (chooser);
}

static void
on_choose_track (CrmCheckInDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Open a recorded track"), GTK_WINDOW (self),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("GPX tracks"));
  gtk_file_filter_add_suffix (filter, "gpx");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_track_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmCheckInDialog *self)
{
  open_track (self, g_value_get_object (value));
  return TRUE;
}

/* Writing */

typedef struct
{
  gint64 meeting;
  char *rid;
  CrmPosition position;
  gint64 at, until;
  const char *source;
} Job;

static void
job_free (gpointer data)
{
  g_free (((Job *)data)->rid);
  g_free (data);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;
  gint64 meeting =
      job->rid[0] != '\0' ? crm_meeting_detach (tx, job->meeting, job->rid, error) : job->meeting;

  return meeting != 0 && crm_check_in_add (tx, meeting, job->position.latitude, job->position.longitude,
                             job->position.accuracy, job->at, job->until, job->source, error) != 0;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCheckInDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      if (self->store != NULL)
        gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (self->store != NULL)
    {
      show_error (self, error->message);
      gtk_widget_set_sensitive (self->save, TRUE);
    }
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCheckInDialog *self = CRM_CHECK_IN_DIALOG (widget);
  Job *job;
  g_autofree char *purpose = NULL;

  if (!self->has || !gtk_widget_get_sensitive (self->save))
    return;
  purpose = g_strdup_printf (_ ("Checked in at “%s”"), crm_row_get_text (self->meeting, CRM_MEETING_TITLE));
  gtk_widget_set_sensitive (self->save, FALSE);
  job = g_new0 (Job, 1);
  job->meeting = self->meeting->id;
  job->rid = g_strdup (self->rid);
  job->position = self->position;
  job->at = self->at != 0 ? self->at : crm_clock_now ();
  job->until = self->until;
  job->source = self->source;
  crm_store_write_async (
      self->store, purpose, add_in_worker, job, job_free, NULL, on_written, g_object_ref (self));
}

static void
crm_check_in_dialog_dispose (GObject *object)
{
  CrmCheckInDialog *self = CRM_CHECK_IN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->meeting, crm_row_unref);
  g_clear_pointer (&self->rid, g_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_check_in_dialog_parent_class)->dispose (object);
}

static void
crm_check_in_dialog_class_init (CrmCheckInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_check_in_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "check-in.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "check-in.save", NULL);
}

static void
crm_check_in_dialog_init (CrmCheckInDialog *self)
{
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new ();
}

/* Making */

static GtkWidget *
new_words (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_planned (CrmCheckInDialog *self)
{
  const CrmRow *meeting = self->meeting;
  const char *place = crm_row_get_text (meeting, CRM_MEETING_PLACE);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *time = crm_calendar_dup_time (self->starts_at, self->ends_at,
      crm_row_get_text (meeting, CRM_MEETING_STARTS_ON) != NULL, crm_store_get_zone (self->store));
  g_autofree char *line = place != NULL ? g_strdup_printf ("%s · %s", time, place) : g_strdup (time);

  gtk_box_append (GTK_BOX (box), new_words (crm_row_get_text (meeting, CRM_MEETING_TITLE), "heading"));
  gtk_box_append (GTK_BOX (box), new_words (line, "dim-label"));
  return box;
}

static GtkWidget *
make_ways (CrmCheckInDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *track = gtk_button_new_with_mnemonic (_ ("_Open…"));

  self->locate_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->locate_row), _ ("Where this computer is"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->locate_row), _ ("Asks the location service of the desktop, once"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->locate_row), 3);
  self->spinner = gtk_spinner_new ();
  self->locate = gtk_button_new_with_mnemonic (_ ("_Find"));
  gtk_widget_set_valign (self->locate, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->locate_row), self->spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->locate_row), self->locate);
  g_signal_connect_swapped (self->locate, "clicked", G_CALLBACK (on_locate), self);
  self->typed = adw_entry_row_new ();
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->typed), _ ("Coordinates, typed or pasted: 50.4501, 30.5234"));
  g_signal_connect_swapped (self->typed, "changed", G_CALLBACK (on_typed), self);
  self->track_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->track_row), _ ("From a recorded track"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->track_row), _ ("A GPX file of your phone: where you stayed, and how long"));
  gtk_widget_set_valign (track, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->track_row), track);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->track_row), track);
  g_signal_connect_swapped (track, "clicked", G_CALLBACK (on_choose_track), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->locate_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->typed);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->track_row);
  return group;
}

static GtkWidget *
make_header (CrmCheckInDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->save = gtk_button_new_with_mnemonic (_ ("_Check in"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save), "check-in.save");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static void
build (CrmCheckInDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->stays = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->stays), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->stays, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->stays), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Stays of the track"), -1);
  gtk_widget_set_visible (self->stays, FALSE);
  self->result = new_words (NULL, NULL);
  self->error = new_words (NULL, "late");
  gtk_widget_set_margin_top (content, 14);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_box_append (GTK_BOX (content), make_planned (self));
  gtk_box_append (GTK_BOX (content), make_ways (self));
  gtk_box_append (GTK_BOX (content), self->stays);
  gtk_box_append (GTK_BOX (content), self->result);
  gtk_box_append (GTK_BOX (content), self->error);
  gtk_box_append (GTK_BOX (content),
      new_words (_ ("Stored only when you press “Check in”. You and everybody who works with this book see "
                    "it in the "
                    "meeting, in the timeline of the client and in the list “Planned and actual”."),
          "caption"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  /* With room for what comes of a position or a track: a window does not grow by itself. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), MIN_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (drop));
  set_position (self, NULL, 0, 0, NULL);
}

typedef struct
{
  gint64 id;
  char *rid;
  CrmRow *meeting; /* read */
  gint64 starts_at, ends_at;
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->rid);
  g_clear_pointer (&known->meeting, crm_row_unref);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Known *wanted = data;
  g_autoptr (Known) known = g_new0 (Known, 1);

  known->rid = g_strdup (wanted->rid);
  known->meeting = crm_transaction_load (tx, "meeting", wanted->id, error);
  if (known->meeting == NULL ||
      !crm_meeting_look_up_time (tx, known->meeting, known->rid, &known->starts_at, &known->ends_at, error))
    return NULL;
  return g_steal_pointer (&known);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Known) known = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmCheckInDialog *self;

  if (known == NULL)
    {
      crm_window_report_error (from, error, _ ("The meeting could not be read"), NULL);
      return;
    }
  self = g_object_new (CRM_TYPE_CHECK_IN_DIALOG, "modal", TRUE, "transient-for", gtk_widget_get_root (from),
      "title", _ ("I am here"), "default-width", 520, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (CRM_STORE (source));
  self->meeting = g_steal_pointer (&known->meeting);
  self->rid = g_steal_pointer (&known->rid);
  self->starts_at = known->starts_at;
  self->ends_at = known->ends_at;
  build (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->locate);
}

void
crm_check_in_dialog_present (GtkWidget *from, CrmStore *store, gint64 meeting, const char *rid)
{
  Known *wanted;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  wanted = g_new0 (Known, 1);
  wanted->id = meeting;
  wanted->rid = g_strdup (rid != NULL ? rid : "");
  crm_store_read_async (
      store, 0, read_in_worker, wanted, known_free, known_free, NULL, on_read, g_object_ref (from));
}
