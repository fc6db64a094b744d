/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-times.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "task/crm-task-words.h"
#include "task/crm-when-entry.h"

/* A when entry for the begin and a plain entry for the end, which is read from the begin on ("11:30" is on its day). Main thread. */

#define DEFAULT_LENGTH G_TIME_SPAN_HOUR

struct _CrmMeetingTimes
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *start;
  GtkWidget *end;
  GtkWidget *reading;
  GtkWidget *all_day;
  gint64 starts_at; /* as last read well */
  gint64 length;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmMeetingTimes, crm_meeting_times, GTK_TYPE_BOX)

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_all_day (CrmMeetingTimes *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all_day));
}

static gboolean
read_start (CrmMeetingTimes *self, gint64 *at, gint64 *until, GError **error)
{
  g_auto (CrmWhen) when = { 0 };

  *until = 0;
  if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->start), &when, error))
    return FALSE;
  if (when.date == NULL)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Say when it begins."));
      return FALSE;
    }
  if (is_all_day (self))
    {
      *at = crm_date_instant (when.date, crm_store_get_zone (self->store));
      return TRUE;
    }
  if (!when.has_time)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("Say at what time it begins, or choose “All day”."));
      return FALSE;
    }
  *at = when.at;
  *until = when.until;
  return TRUE;
}

/* A time, a day and a time, or how long it takes. */
static gboolean
read_end (CrmMeetingTimes *self, gint64 start, gint64 *at, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->end));
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_auto (CrmWhen) when = { 0 };
  gint64 seconds;

  if (crm_text_is_blank (text))
    {
      *at =
          is_all_day (self) ? crm_calendar_day_instant (crm_local_day (start, zone, NULL) + 1, zone) : start;
      return TRUE;
    }
  if (strchr (text, ':') == NULL && crm_duration_parse (text, &seconds, NULL) && seconds > 0 &&
      strpbrk (text, "-./") == NULL && !is_all_day (self) && strspn (text, "0123456789 ") != strlen (text))
    {
      *at = start + seconds * G_USEC_PER_SEC;
      return TRUE;
    }
  if (!crm_when_parse (text, start - 1, zone, crm_task_get_week_start (self->store), &when, error))
    return FALSE;
  if (is_all_day (self))
    *at = crm_calendar_day_instant (crm_local_parse (when.date) + 1, zone);
  else if (when.has_time)
    *at = when.at;
  else
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Say at what time it ends."));
      return FALSE;
    }
  return TRUE;
}

gboolean
crm_meeting_times_read (
    CrmMeetingTimes *self, gint64 *starts_at, gint64 *ends_at, gboolean *all_day, GError **error)
{
  gint64 until;

  g_return_val_if_fail (CRM_IS_MEETING_TIMES (self), FALSE);
  *all_day = is_all_day (self);
  if (!read_start (self, starts_at, &until, error) || !read_end (self, *starts_at, ends_at, error))
    return FALSE;
  if (*ends_at >= *starts_at)
    return TRUE;
  g_set_error_literal (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A meeting cannot end before it starts."));
  return FALSE;
}

static void
show_end (CrmMeetingTimes *self, gint64 start, gint64 end)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  gboolean all_day = is_all_day (self);
  guint32 first = crm_local_day (start, zone, NULL);
  guint32 last = crm_local_day (all_day ? MAX (end - 1, start) : end, zone, NULL);
  g_autofree char *day = crm_local_format (last);
  g_autofree char *clock = crm_calendar_dup_clock (end, zone);
  g_autofree char *both = g_strdup_printf ("%s %s", day, clock);

  gtk_editable_set_text (GTK_EDITABLE (self->end), all_day ? day : first == last ? clock : both);
}

static void
show_reading (CrmMeetingTimes *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 start, end;
  gboolean all_day;

  if (!crm_meeting_times_read (self, &start, &end, &all_day, &error))
    text = g_strdup (error->message);
  else if (!all_day)
    text = crm_duration_display ((end - start) / G_USEC_PER_SEC);
  else
    {
      GTimeZone *zone = crm_store_get_zone (self->store);
      guint days = crm_local_day (end - 1, zone, NULL) - crm_local_day (start, zone, NULL) + 1;

      text = g_strdup_printf (ngettext ("%u day", "%u days", days), days);
    }
  gtk_label_set_text (GTK_LABEL (self->reading), text);
  if (error != NULL)
    gtk_widget_add_css_class (self->reading, "late");
  else
    gtk_widget_remove_css_class (self->reading, "late");
}

static void
on_start_changed (CrmMeetingTimes *self)
{
  gint64 start, until;

  if (self->filling)
    return;
  if (read_start (self, &start, &until, NULL))
    {
      if (until > start)
        self->length = until - start;
      self->starts_at = start;
      self->filling = TRUE;
      show_end (self, start, start + self->length);
      self->filling = FALSE;
    }
  show_reading (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_end_changed (CrmMeetingTimes *self)
{
  gint64 start, end;
  gboolean all_day;

  if (self->filling)
    return;
  if (crm_meeting_times_read (self, &start, &end, &all_day, NULL))
    self->length = end - start;
  show_reading (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_all_day_toggled (CrmMeetingTimes *self)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  guint32 day = crm_local_day (self->starts_at, zone, NULL);

  if (self->filling)
    return;
  if (is_all_day (self))
    crm_meeting_times_set (
        self, crm_calendar_day_instant (day, zone), crm_calendar_day_instant (day + 1, zone), TRUE);
  else
    crm_meeting_times_set (self, crm_local_instant (day, 9 * 3600, zone),
        crm_local_instant (day, 9 * 3600, zone) + DEFAULT_LENGTH, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate (CrmMeetingTimes *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
crm_meeting_times_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_MEETING_TIMES (widget)->start);
}

static void
crm_meeting_times_dispose (GObject *object)
{
  g_clear_object (&CRM_MEETING_TIMES (object)->store);
  G_OBJECT_CLASS (crm_meeting_times_parent_class)->dispose (object);
}

static void
crm_meeting_times_class_init (CrmMeetingTimesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_meeting_times_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_meeting_times_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_meeting_times_init (CrmMeetingTimes *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

GtkWidget *
crm_meeting_times_new (CrmStore *store)
{
  CrmMeetingTimes *self = g_object_new (CRM_TYPE_MEETING_TIMES, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *ends = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->store = g_object_ref (store);
  self->length = DEFAULT_LENGTH;
  self->start = crm_when_entry_new (store, _ ("Begins"), _ ("thu 10, tomorrow 15:00"));
  gtk_widget_set_hexpand (self->start, TRUE);
  self->end = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->end), 10);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->end), _ ("11:30, 90 min"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->end), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Ends"), -1);
  self->reading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->reading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->reading), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->reading), 16);
  gtk_widget_add_css_class (self->reading, "caption");
  self->all_day = gtk_check_button_new_with_mnemonic (_ ("All _day"));
  g_signal_connect_object (self->start, "changed", G_CALLBACK (on_start_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end, "changed", G_CALLBACK (on_end_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->all_day, "toggled", G_CALLBACK (on_all_day_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (ends), self->end);
  gtk_box_append (GTK_BOX (ends), self->reading);
  gtk_box_append (GTK_BOX (line), self->start);
  gtk_box_append (GTK_BOX (line), gtk_label_new ("–"));
  gtk_widget_set_valign (gtk_widget_get_last_child (line), GTK_ALIGN_START);
  gtk_widget_set_margin_top (gtk_widget_get_last_child (line), 8);
  gtk_box_append (GTK_BOX (line), ends);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->all_day);
  return GTK_WIDGET (self);
}

void
crm_meeting_times_set (CrmMeetingTimes *self, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  g_autofree char *day = NULL;

  g_return_if_fail (CRM_IS_MEETING_TIMES (self));
  day = crm_local_format (crm_local_day (starts_at, crm_store_get_zone (self->store), NULL));
  self->filling = TRUE;
  self->starts_at = starts_at;
  self->length = ends_at - starts_at;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all_day), all_day);
  crm_when_entry_set (CRM_WHEN_ENTRY (self->start), day, all_day ? 0 : starts_at);
  show_end (self, starts_at, ends_at);
  self->filling = FALSE;
  show_reading (self);
}

GtkEditable *
crm_meeting_times_get_start (CrmMeetingTimes *self)
{
  return crm_when_entry_get_editable (CRM_WHEN_ENTRY (self->start));
}

GtkEditable *
crm_meeting_times_get_end (CrmMeetingTimes *self)
{
  return GTK_EDITABLE (self->end);
}

GtkWidget *
crm_meeting_times_get_all_day (CrmMeetingTimes *self)
{
  return self->all_day;
}
