/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-meeting-form.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-meeting-draft.h"
#include "meeting/crm-free-hint.h"
#include "meeting/crm-meeting.h"
#include "task/crm-when-entry.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-moment.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-wrap-layout.h"

/* Lines of a planned or a held meeting; who else was there is found by name when it is written. Main thread, but for the function named
 * _in_worker. */

typedef enum
{
  LINE_TITLE,
  LINE_AT, /* held: when it began */
  LINE_PLACE,
  LINE_WITH,
  LINE_PURPOSE,
  LINE_OUTCOME,
  N_LINES
} Line;

static const struct
{
  const char *label;
  const char *placeholder;
  const char *key;
} line_table[N_LINES] = {
  [LINE_TITLE] = { N_ ("What it is about"), N_ ("What it is about"), "composer.meeting-title" },
  [LINE_AT] = { N_ ("When it began"), N_ ("18.11.2026 09:00; or empty: just over"), "composer.meeting-at" },
  [LINE_PLACE] = { N_ ("Place"), N_ ("Where"), "composer.meeting-place" },
  [LINE_WITH] = { N_ ("Who else takes part"), N_ ("With whom else"), "composer.meeting-with" },
  [LINE_PURPOSE] = { N_ ("Purpose"), N_ ("Purpose"), "composer.meeting-purpose" },
  [LINE_OUTCOME] = { N_ ("Outcome"), N_ ("Outcome"), "composer.meeting-outcome" },
};

static const char key_held[] = "composer.meeting-held";
static const char key_when[] = "composer.meeting-when";
static const char key_length[] = "composer.meeting-length";
static const char *const keys[] = { key_held, key_when, key_length, "composer.meeting-title",
  "composer.meeting-at", "composer.meeting-place", "composer.meeting-with", "composer.meeting-purpose",
  "composer.meeting-outcome", NULL };

/* Offered lengths, in minutes. */
static const int lengths[] = { 15, 30, 45, 60, 90, 120, 180, 240, 480 };
#define LENGTH_USUAL 3

struct _CrmMeetingForm
{
  CrmComposerForm parent_instance;

  GtkWidget *planned;
  GtkWidget *held;
  GtkWidget *lines[N_LINES]; /* entries */
  GtkWidget *when;
  GtkWidget *length; /* drop-down */
  GtkWidget *hint;
  gint64 client;
  gint64 deal;
  gint64 edited;     /* the meeting that is edited, 0 for a new one */
  gint64 own_length; /* of that, when it is none of those offered (µs) */
};

G_DEFINE_FINAL_TYPE (CrmMeetingForm, crm_meeting_form, CRM_TYPE_COMPOSER_FORM)

static CrmStore *
get_store (CrmMeetingForm *self)
{
  return crm_composer_form_get_store (CRM_COMPOSER_FORM (self));
}

static gboolean
is_held (CrmMeetingForm *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->held));
}

/* NULL when it is empty. */
static char *
dup_line (CrmMeetingForm *self, Line line)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->lines[line]));

  return crm_text_is_blank (text) ? NULL : g_strstrip (g_strdup (text));
}

static void
set_line (CrmMeetingForm *self, Line line, const char *text)
{
  CrmCompletion *completion = g_object_get_data (G_OBJECT (self->lines[line]), "crm-completion");

  if (completion != NULL)
    crm_completion_set_text (completion, text, 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->lines[line]), text != NULL ? text : "");
}

static gint64
get_length (CrmMeetingForm *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->length));

  return chosen < G_N_ELEMENTS (lengths) ? lengths[chosen] * G_TIME_SPAN_MINUTE : self->own_length;
}

static void
choose_length (CrmMeetingForm *self, gint64 length)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->length)));
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (lengths[i] * G_TIME_SPAN_MINUTE == length)
      {
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->length), i);
        return;
      }
  name = crm_duration_display (MAX (length, 0) / G_USEC_PER_SEC);
  self->own_length = length;
  gtk_string_list_splice (names, G_N_ELEMENTS (lengths),
      g_list_model_get_n_items (G_LIST_MODEL (names)) - (guint)G_N_ELEMENTS (lengths),
      (const char *[]){ name, NULL });
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->length), G_N_ELEMENTS (lengths));
}

static void
show_hint (CrmMeetingForm *self)
{
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *place = dup_line (self, LINE_PLACE);

  if (!is_held (self) && crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, NULL) && when.has_time)
    crm_free_hint_set (CRM_FREE_HINT (self->hint), self->edited, when.at,
        when.until > when.at ? when.until : when.at + get_length (self), place);
  else if (!is_held (self) && when.date != NULL)
    crm_free_hint_offer (CRM_FREE_HINT (self->hint), when.date, get_length (self));
  else
    crm_free_hint_set (CRM_FREE_HINT (self->hint), 0, 0, 0, NULL);
}

static void
show_state (CrmMeetingForm *self)
{
  gtk_widget_set_visible (self->when, !is_held (self));
  gtk_widget_set_visible (self->lines[LINE_AT], is_held (self));
  gtk_widget_set_visible (self->lines[LINE_OUTCOME], is_held (self));
  show_hint (self);
}

/* Drafts */

static int
find_line (const char *key)
{
  for (int line = 0; line < N_LINES; line++)
    if (g_str_equal (line_table[line].key, key))
      return line;
  return -1;
}

static char *
dup_draft (CrmComposerForm *form, const char *key)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (form);
  int line = find_line (key);

  if (line >= 0)
    return dup_line (self, (Line)line);
  if (key == key_held)
    return is_held (self) ? g_strdup ("1") : NULL;
  if (key == key_when)
    return g_strdup (gtk_editable_get_text (crm_when_entry_get_editable (CRM_WHEN_ENTRY (self->when))));
  return get_length (self) == lengths[LENGTH_USUAL] * G_TIME_SPAN_MINUTE
             ? NULL
             : g_strdup_printf ("%d", (int)(get_length (self) / G_TIME_SPAN_MINUTE));
}

static void
set_draft (CrmComposerForm *form, const char *key, const char *value)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (form);
  int line = find_line (key);

  if (line >= 0)
    set_line (self, (Line)line, value);
  else if (key == key_held)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (value != NULL ? self->held : self->planned), TRUE);
  else if (key == key_when)
    gtk_editable_set_text (
        crm_when_entry_get_editable (CRM_WHEN_ENTRY (self->when)), value != NULL ? value : "");
  else
    choose_length (self,
        (value != NULL ? g_ascii_strtoll (value, NULL, 10) : lengths[LENGTH_USUAL]) * G_TIME_SPAN_MINUTE);
}

static void
set_about (CrmComposerForm *form, gint64 client, gint64 deal)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (form);

  self->client = client;
  self->deal = deal;
}

/* Records */

static void
fill (CrmComposerForm *form, CrmRow *row)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (form);
  gint64 start = crm_row_get_integer (row, CRM_MEETING_STARTS_AT);
  gboolean held = g_strcmp0 (crm_row_get_text (row, CRM_MEETING_STATE), "held") == 0;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (start / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (get_store (self)));
  g_autofree char *at = g_date_time_format (local, "%Y-%m-%d %H:%M");

  self->edited = row->id;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (held ? self->held : self->planned), TRUE);
  set_line (self, LINE_TITLE, crm_row_get_text (row, CRM_MEETING_TITLE));
  set_line (self, LINE_AT, at);
  crm_when_entry_set (CRM_WHEN_ENTRY (self->when), NULL, start);
  choose_length (self, crm_row_get_integer (row, CRM_MEETING_ENDS_AT) - start);
  set_line (self, LINE_PLACE, crm_row_get_text (row, CRM_MEETING_PLACE));
  set_line (self, LINE_PURPOSE, crm_row_get_text (row, CRM_MEETING_PURPOSE));
  set_line (self, LINE_OUTCOME, crm_row_get_text (row, CRM_MEETING_OUTCOME));
  /* Who takes part is changed in the meeting itself. */
  gtk_widget_set_visible (self->lines[LINE_WITH], FALSE);
  show_state (self);
}

/* Begin and end as they are typed. */
static gboolean
read_times (CrmMeetingForm *self, gint64 *start, gint64 *end, GError **error)
{
  g_auto (CrmWhen) when = { 0 };
  gint64 length = get_length (self);
  g_autofree char *at = dup_line (self, LINE_AT);

  if (is_held (self))
    {
      *start = crm_clock_now () - length;
      if (at != NULL && !crm_moment_parse (at, crm_store_get_zone (get_store (self)), start, error))
        return FALSE;
      *end = *start + length;
      return TRUE;
    }
  if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, error))
    return FALSE;
  if (!when.has_time)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          when.date == NULL ? _ ("When is the meeting? Write it like “fri 10”.")
                            : _ ("At what time is the meeting?"));
      return FALSE;
    }
  *start = when.at;
  *end = when.until > when.at ? when.until : when.at + length;
  return TRUE;
}

static gboolean
read_meeting (CrmComposerForm *form, CrmValues *values, GError **error)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (form);
  g_autofree char *title = dup_line (self, LINE_TITLE);
  g_autofree char *place = dup_line (self, LINE_PLACE);
  g_autofree char *purpose = dup_line (self, LINE_PURPOSE);
  g_autofree char *outcome = is_held (self) ? dup_line (self, LINE_OUTCOME) : NULL;
  gint64 start, end;

  if (!read_times (self, &start, &end, error))
    return FALSE;
  crm_values_set_text (values, CRM_MEETING_TITLE,
      title != NULL     ? title
      : purpose != NULL ? purpose
                        : C_ ("task", "Meeting"));
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, start);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, end);
  crm_values_set_text (values, CRM_MEETING_PLACE, place);
  crm_values_set_text (values, CRM_MEETING_PURPOSE, purpose);
  crm_values_set_text (values, CRM_MEETING_OUTCOME, outcome);
  crm_values_set_text (values, CRM_MEETING_STATE, is_held (self) ? "held" : "planned");
  return TRUE;
}

typedef struct
{
  CrmValues *values; /* owned */
  char *with;        /* ids and names, by commas */
  gboolean planned;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  crm_values_free (job->values);
  g_free (job->with);
  g_free (job);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;
  /* The writer may try again from the start. */
  g_autoptr (CrmValues) values = crm_values_copy (job->values);
  gint64 calendar = job->planned ? crm_meeting_draft_find_calendar_in_worker (tx) : 0;

  if (!crm_transaction_read_value (tx, values, CRM_MEETING_CLIENTS, job->with, error))
    return FALSE;
  if (calendar != 0)
    crm_values_set_integer (values, CRM_MEETING_CALENDAR, calendar);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
add_meeting (CrmComposerForm *form, CrmValues *values, GAsyncReadyCallback callback, gpointer data)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (form);
  g_autofree char *with = dup_line (self, LINE_WITH);
  const char *title = crm_values_get_text (values, CRM_MEETING_TITLE);
  g_autofree char *purpose =
      g_strdup_printf (is_held (self) ? _ ("“%s” took place") : _ ("Planned: “%s”"), title);
  Job *job = g_new0 (Job, 1);

  job->values = values;
  job->planned = !is_held (self);
  job->with = self->client != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT "%s%s", self->client,
                                      with != NULL ? "," : "", with != NULL ? with : "")
                                : g_strdup (with != NULL ? with : "");
  crm_store_write_async (get_store (self), purpose, add_in_worker, job, job_free, NULL, callback, data);
}

/* Making */

static void
on_changed (CrmMeetingForm *self)
{
  show_hint (self);
  crm_composer_form_changed (CRM_COMPOSER_FORM (self));
}

static void
on_held_toggled (CrmMeetingForm *self)
{
  show_state (self);
  crm_composer_form_changed (CRM_COMPOSER_FORM (self));
}

static void
on_taken (CrmFreeHint *hint, gint64 at, CrmMeetingForm *self)
{
  crm_when_entry_set (CRM_WHEN_ENTRY (self->when), NULL, at);
}

static void
on_activate (CrmMeetingForm *self)
{
  GtkWidget *composer = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_COMPOSER);

  if (composer != NULL)
    crm_composer_save (CRM_COMPOSER (composer));
}

static void
make_lines (CrmMeetingForm *self)
{
  for (int line = 0; line < N_LINES; line++)
    {
      GtkWidget *entry = gtk_entry_new ();

      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ (line_table[line].placeholder));
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
      gtk_widget_set_hexpand (entry, TRUE);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (line_table[line].label), -1);
      self->lines[line] = entry;
    }
  crm_completion_attach (self->lines[LINE_WITH], get_store (self), "client", NULL, NULL, TRUE);
  crm_completion_attach (self->lines[LINE_PURPOSE], get_store (self), "option", "list", "purpose", FALSE);
  crm_completion_attach (self->lines[LINE_OUTCOME], get_store (self), "option", "list", "outcome", FALSE);
}

static GtkWidget *
make_states (CrmMeetingForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->planned = gtk_toggle_button_new_with_label (C_ ("meeting", "Planned"));
  self->held = gtk_toggle_button_new_with_label (_ ("Took place"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->held), GTK_TOGGLE_BUTTON (self->planned));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->planned), TRUE);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), self->planned);
  gtk_box_append (GTK_BOX (box), self->held);
  return box;
}

static GtkWidget *
make_length (CrmMeetingForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *name = crm_duration_display (lengths[i] * 60);

      gtk_string_list_append (names, name);
    }
  self->length = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->length), LENGTH_USUAL);
  gtk_widget_set_valign (self->length, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->length), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Length"), -1);
  return self->length;
}

static GtkWidget *
new_pair (GtkWidget *first, GtkWidget *second, GtkWidget *third)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  if (third != NULL)
    gtk_box_append (GTK_BOX (box), third);
  return box;
}

static gboolean
crm_meeting_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_MEETING_FORM (widget)->lines[LINE_TITLE]);
}

static void
crm_meeting_form_constructed (GObject *object)
{
  CrmMeetingForm *self = CRM_MEETING_FORM (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *first = crm_wrap_box_new ();

  G_OBJECT_CLASS (crm_meeting_form_parent_class)->constructed (object);
  make_lines (self);
  self->when =
      crm_when_entry_new (get_store (self), _ ("When the meeting is"), _ ("When: fri 10, 24.12. 15:00"));
  gtk_widget_set_hexpand (self->when, TRUE);
  self->hint = crm_free_hint_new (get_store (self));
  gtk_box_append (GTK_BOX (first), self->lines[LINE_TITLE]);
  gtk_box_append (GTK_BOX (first), make_states (self));
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), new_pair (self->when, self->lines[LINE_AT], make_length (self)));
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_box_append (GTK_BOX (box), new_pair (self->lines[LINE_PLACE], self->lines[LINE_WITH], NULL));
  gtk_box_append (GTK_BOX (box), new_pair (self->lines[LINE_PURPOSE], self->lines[LINE_OUTCOME], NULL));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 4);
  adw_bin_set_child (ADW_BIN (self), box);
  for (int line = 0; line < N_LINES; line++)
    {
      g_signal_connect_swapped (self->lines[line], "changed", G_CALLBACK (on_changed), self);
      g_signal_connect_swapped (self->lines[line], "activate", G_CALLBACK (on_activate), self);
    }
  g_signal_connect_swapped (self->when, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->when, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (self->length, "notify::selected", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->held, "toggled", G_CALLBACK (on_held_toggled), self);
  g_signal_connect (self->hint, "taken", G_CALLBACK (on_taken), self);
  show_state (self);
}

static void
crm_meeting_form_class_init (CrmMeetingFormClass *klass)
{
  CrmComposerFormClass *form = CRM_COMPOSER_FORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_meeting_form_constructed;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_meeting_form_grab_focus;
  form->entity = "meeting";
  form->label = N_ ("Meeting");
  form->icon = "crm-meeting-symbolic";
  form->tip = N_ ("Plan or log a meeting (Alt+5)");
  form->edit_title = N_ ("Edit meeting");
  form->text_key = "composer.meeting";
  form->keys = keys;
  form->takes_focus = TRUE;
  form->dup_draft = dup_draft;
  form->set_draft = set_draft;
  form->fill = fill;
  form->read = read_meeting;
  form->set_about = set_about;
  form->add_async = add_meeting;
  form->fields[CRM_COMPOSER_FIELD_DEAL] = CRM_MEETING_DEAL;
  form->fields[CRM_COMPOSER_FIELD_AUTHOR] = CRM_MEETING_OWNER;
  form->fields[CRM_COMPOSER_FIELD_TRIGGER_ENTITY] = CRM_MEETING_TRIGGER_ENTITY;
  form->fields[CRM_COMPOSER_FIELD_TRIGGER] = CRM_MEETING_TRIGGER;
  form->fields[CRM_COMPOSER_FIELD_TEXT] = CRM_MEETING_TEXT;
}

static void
crm_meeting_form_init (CrmMeetingForm *self)
{
}
