/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-dialog-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-text.h"
#include "base/crm-zone.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-calendar.h"
#include "calendar/crm-reminder-chips.h"
#include "calendar/crm-scope-dialog.h"
#include "crm-window.h"
#include "settings/crm-locale-choices.h"
#include "widgets/crm-dialog-parent.h"
#include "widgets/crm-field-editor.h"

/* Lines of editors over what was read; saves only what was changed, as one operation. What stands against the time is asked with every change
 * of it. Main thread, but for functions named _in_worker. */

const int crm_meeting_dialog_plain[CRM_MEETING_DIALOG_N_PLAIN] = { CRM_MEETING_TITLE, CRM_MEETING_PLACE,
  CRM_MEETING_DEAL, CRM_MEETING_TEXT, CRM_MEETING_ONLINE, CRM_MEETING_PURPOSE, CRM_MEETING_OWNER,
  CRM_MEETING_PRIVATE_NOTE };

G_DEFINE_FINAL_TYPE (CrmMeetingDialog, crm_meeting_dialog, ADW_TYPE_WINDOW)

guint
crm_meeting_dialog_find_plain (int field)
{
  guint i = 0;

  while (crm_meeting_dialog_plain[i] != field)
    i++;
  return i;
}

static char *
dup_plain (CrmMeetingDialog *self, int field)
{
  return crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editors[crm_meeting_dialog_find_plain (field)]));
}

static void
show_error (CrmMeetingDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

const char *
crm_meeting_dialog_get_book_zone (CrmMeetingDialog *self)
{
  return g_time_zone_get_identifier (crm_store_get_zone (self->store));
}

/* The zone it keeps, NULL: the book's. */
const char *
crm_meeting_dialog_get_zone (CrmMeetingDialog *self)
{
  const char *zone =
      self->known->meeting != NULL ? crm_row_get_text (self->known->meeting, CRM_MEETING_ZONE) : NULL;

  if (self->zone != NULL)
    zone = crm_locale_choice_get_code (gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->zone)));
  return g_strcmp0 (zone, crm_meeting_dialog_get_book_zone (self)) == 0 ? NULL : zone;
}

/* What follows from the time */

static void
check_plan (CrmMeetingDialog *self)
{
  CrmMeetingPlan plan = { .latitude = NAN, .longitude = NAN };
  g_autoptr (GArray) users = g_array_new (FALSE, FALSE, sizeof (gint64)),
                     clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *place = dup_plain (self, CRM_MEETING_PLACE);
  CrmRow *meeting = self->known->meeting;
  GPtrArray *people = self->known->people;

  if (!crm_meeting_times_read (
          CRM_MEETING_TIMES (self->times), &plan.starts_at, &plan.ends_at, &plan.all_day, NULL))
    {
      crm_meeting_warnings_set (CRM_MEETING_WARNINGS (self->warnings), NULL);
      return;
    }
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CrmMeetingPerson *person = people->pdata[i];

      if (person->user != 0)
        g_array_append_val (users, person->user);
      if (person->client != 0)
        g_array_append_val (clients, person->client);
    }
  plan.exclude = meeting != NULL ? meeting->id : 0;
  plan.users = users;
  plan.clients = clients;
  plan.place = *place != '\0' ? place : NULL;
  if (meeting != NULL && g_strcmp0 (place, crm_row_get_text (meeting, CRM_MEETING_PLACE)) == 0 &&
      crm_row_get (meeting, CRM_MEETING_LATITUDE)->type == CRM_VALUE_REAL &&
      crm_row_get (meeting, CRM_MEETING_LONGITUDE)->type == CRM_VALUE_REAL)
    {
      plan.latitude = crm_row_get (meeting, CRM_MEETING_LATITUDE)->v.real;
      plan.longitude = crm_row_get (meeting, CRM_MEETING_LONGITUDE)->v.real;
    }
  crm_meeting_warnings_set (CRM_MEETING_WARNINGS (self->warnings), &plan);
}

void
crm_meeting_dialog_show_zone (CrmMeetingDialog *self)
{
  const char *zone = crm_meeting_dialog_get_zone (self);
  g_autoptr (GTimeZone) other = zone != NULL ? crm_zone_new (zone) : NULL;
  gint64 start, end;
  gboolean all_day;
  gboolean known = crm_meeting_times_read (CRM_MEETING_TIMES (self->times), &start, &end, &all_day, NULL);

  if (other != NULL && known && !all_day)
    {
      g_autofree char *there = crm_calendar_dup_time (start, end, FALSE, other);
      g_autofree char *text = g_strdup_printf (_ ("%s in %s"), there, zone);

      gtk_label_set_text (GTK_LABEL (self->zone_words), text);
    }
  gtk_widget_set_visible (self->zone_words, other != NULL && known && !all_day);
}

static void
on_times_changed (CrmMeetingDialog *self)
{
  gint64 start, end;
  gboolean all_day;

  crm_meeting_dialog_show_zone (self);
  check_plan (self);
  if (!crm_meeting_times_read (CRM_MEETING_TIMES (self->times), &start, &end, &all_day, NULL))
    return;
  crm_meeting_repeat_set_start (CRM_MEETING_REPEAT (self->repeat), start);
  crm_reminder_chips_set_all_day (CRM_REMINDER_CHIPS (self->reminders), all_day);
}

static void
on_free_taken (CrmMeetingDialog *self, gint64 at)
{
  gint64 start, end;
  gboolean all_day;

  if (!crm_meeting_times_read (CRM_MEETING_TIMES (self->times), &start, &end, &all_day, NULL))
    return;
  crm_meeting_times_set (CRM_MEETING_TIMES (self->times), at, at + (end - start), FALSE);
  on_times_changed (self);
}

static void
on_people_changed (CrmMeetingDialog *self)
{
  check_plan (self);
}

/* Saving */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMeetingDialog) self = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (self->store == NULL)
    return;
  self->pending = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (error != NULL)
    show_error (self, error->message);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Takes save. */
static void
write_it (CrmMeetingDialog *self, CrmMeetingSave *save)
{
  g_autofree char *title = dup_plain (self, CRM_MEETING_TITLE);
  g_autofree char *name = crm_calendar_name_item (title);
  g_autofree char *purpose =
      g_strdup_printf (save->meeting != 0 ? _ ("Meeting changed: %s") : _ ("Planned: %s"), name);

  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  crm_store_write_async (self->store, purpose, crm_meeting_save_run_in_worker, save,
      (GDestroyNotify)crm_meeting_save_free, NULL, on_saved, g_object_ref (self));
}

static gboolean
read_plain (CrmMeetingDialog *self, guint i, CrmMeetingSave *save, GError **error)
{
  const CrmField *field = &self->entity->fields[crm_meeting_dialog_plain[i]];
  g_autofree char *text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editors[i]));

  if (g_strcmp0 (text, self->before[i]) == 0 && (self->known->meeting != NULL || *text == '\0'))
    return TRUE;
  if (crm_meeting_dialog_plain[i] == CRM_MEETING_DEAL)
    save->deal = g_steal_pointer (&text);
  else if (crm_meeting_dialog_plain[i] == CRM_MEETING_OWNER)
    save->owner = g_steal_pointer (&text);
  else if (field->kind == CRM_KIND_BODY)
    crm_values_set_text (save->values, crm_meeting_dialog_plain[i], text);
  else
    return crm_field_editor_check (
        CRM_FIELD_EDITOR (self->editors[i]), save->values, crm_meeting_dialog_plain[i], error);
  return TRUE;
}

static gboolean
read_rule (CrmMeetingDialog *self, CrmMeetingSave *save, GError **error)
{
  g_autofree char *rule = NULL;

  if (!crm_meeting_repeat_read (CRM_MEETING_REPEAT (self->repeat), &rule, error))
    return FALSE;
  if (g_strcmp0 (rule, self->rule_before) != 0)
    crm_values_set_text (save->values, CRM_MEETING_RECURRENCE, rule);
  return TRUE;
}

static gboolean
read_times (CrmMeetingDialog *self, CrmMeetingSave *save, GError **error)
{
  const CrmMeetingKnown *known = self->known;

  if (!crm_meeting_times_read (
          CRM_MEETING_TIMES (self->times), &save->starts_at, &save->ends_at, &save->all_day, error))
    return FALSE;
  save->moved = known->meeting == NULL || save->starts_at != known->starts_at ||
                save->ends_at != known->ends_at || save->all_day != known->all_day;
  return TRUE;
}

static void
read_choices (CrmMeetingDialog *self, CrmMeetingSave *save)
{
  g_autofree char *reminders = crm_reminder_chips_dup_text (CRM_REMINDER_CHIPS (self->reminders));
  const char *zone_before =
      self->known->meeting != NULL ? crm_row_get_text (self->known->meeting, CRM_MEETING_ZONE) : NULL;
  gint64 calendar = self->known->meeting != NULL ? self->known->calendar : 0;

  if (g_strcmp0 (reminders, self->reminders_before) != 0 || self->known->meeting == NULL)
    crm_values_set_text (save->values, CRM_MEETING_REMINDERS, reminders);
  if (self->zone != NULL && g_strcmp0 (crm_meeting_dialog_get_zone (self), zone_before) != 0)
    crm_values_set_text (save->values, CRM_MEETING_ZONE, crm_meeting_dialog_get_zone (self));
  if (self->calendar != NULL)
    {
      guint place = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->calendar));
      gint64 chosen = place > 0 ? ((CrmRow *)self->known->calendars->pdata[place - 1])->id : 0;

      if (chosen != calendar && chosen != 0)
        crm_values_set_integer (save->values, CRM_MEETING_CALENDAR, chosen);
      else if (chosen != calendar)
        crm_value_clear (crm_values_slot (save->values, CRM_MEETING_CALENDAR));
    }
  if (self->task != 0)
    crm_values_set_integer (save->values, CRM_MEETING_TASK, self->task);
}

static CrmMeetingSave *
read_all (CrmMeetingDialog *self, GtkWidget **wrong, GError **error)
{
  g_autoptr (CrmMeetingSave) save = crm_meeting_save_new (
      self->known->meeting != NULL ? self->known->meeting->id : 0, self->known->rid, self->entity);
  GPtrArray *people = crm_meeting_people_get (CRM_MEETING_PEOPLE (self->people));

  for (guint i = 0; i < CRM_MEETING_DIALOG_N_PLAIN; i++)
    if (!read_plain (self, i, save, error))
      {
        *wrong = self->editors[i];
        return NULL;
      }
  *wrong = self->times;
  if (!read_times (self, save, error))
    return NULL;
  *wrong = self->repeat;
  if (!read_rule (self, save, error))
    return NULL;
  read_choices (self, save);
  if (crm_meeting_people_is_changed (CRM_MEETING_PEOPLE (self->people)))
    {
      save->people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_meeting_person_free);
      for (guint i = 0; i < people->len; i++)
        {
          const CrmMeetingPerson *person = people->pdata[i];
          CrmMeetingPerson *copy =
              crm_meeting_person_new (person->client, person->user, person->name, person->address);

          g_free (copy->role);
          g_free (copy->answer);
          copy->role = g_strdup (person->role);
          copy->answer = g_strdup (person->answer);
          g_ptr_array_add (save->people, copy);
        }
    }
  return g_steal_pointer (&save);
}

typedef struct
{
  CrmMeetingDialog *self; /* owned */
  CrmMeetingSave *save;   /* owned, nullable once written */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->self);
  g_clear_pointer (&question->save, crm_meeting_save_free);
  g_free (question);
}

static void
on_scope (CrmMeetingScope scope, gpointer data)
{
  Question *question = data;

  question->save->scope = scope;
  if (question->self->store != NULL)
    write_it (question->self, g_steal_pointer (&question->save));
}

void
crm_meeting_dialog_save (CrmMeetingDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMeetingSave) save = NULL;
  GtkWidget *wrong = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (CRM_IS_MEETING_DIALOG (self));
  if (self->pending)
    return;
  title = dup_plain (self, CRM_MEETING_TITLE);
  if (crm_text_is_blank (title))
    {
      show_error (self, _ ("A meeting needs a title."));
      gtk_widget_grab_focus (self->editors[0]);
      return;
    }
  save = read_all (self, &wrong, &error);
  if (save == NULL)
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (wrong);
      return;
    }
  show_error (self, NULL);
  if (crm_meeting_save_is_empty (save))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (*self->known->rid != '\0')
    {
      g_autofree char *name = crm_calendar_name_item (title);
      g_autofree char *heading = g_strdup_printf (_ ("Change %s?"), name);
      Question *question = g_new0 (Question, 1);

      question->self = g_object_ref (self);
      question->save = g_steal_pointer (&save);
      crm_scope_dialog_ask (GTK_WIDGET (self), heading, FALSE, on_scope, NULL, question, question_free);
      return;
    }
  /* Without a time of its own it is the series itself. */
  save->scope = self->rule_before != NULL ? CRM_MEETING_ALL : CRM_MEETING_THIS;
  write_it (self, g_steal_pointer (&save));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_meeting_dialog_save (CRM_MEETING_DIALOG (widget));
}

/* Leaves the editor for its place in the calendar. */
static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmMeetingDialog *self = CRM_MEETING_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const CrmMeetingKnown *known = self->known;

  if (parent != NULL && known->meeting != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (parent), "win.show-meeting", "(xsx)", known->meeting->id, known->rid, known->starts_at);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Making */

static void
crm_meeting_dialog_dispose (GObject *object)
{
  CrmMeetingDialog *self = CRM_MEETING_DIALOG (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_meeting_dialog_parent_class)->dispose (object);
}

static void
crm_meeting_dialog_finalize (GObject *object)
{
  CrmMeetingDialog *self = CRM_MEETING_DIALOG (object);

  for (guint i = 0; i < CRM_MEETING_DIALOG_N_PLAIN; i++)
    g_free (self->before[i]);
  g_free (self->rule_before);
  g_free (self->reminders_before);
  g_clear_pointer (&self->known, crm_meeting_known_free);
  g_clear_pointer (&self->entity, crm_entity_unref);
  G_OBJECT_CLASS (crm_meeting_dialog_parent_class)->finalize (object);
}

static void
crm_meeting_dialog_class_init (CrmMeetingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_meeting_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_meeting_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "meeting-dialog.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "meeting-dialog.show", NULL, show_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "meeting-dialog.save", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "meeting-dialog.save", NULL);
}

static void
crm_meeting_dialog_init (CrmMeetingDialog *self)
{
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
}

/* Showing */

typedef struct
{
  GtkWidget *from; /* owned */
  gint64 meeting;
  char *rid;
  CrmMeetingDraft *draft; /* owned, nullable */
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->from);
  g_free (asked->rid);
  g_clear_pointer (&asked->draft, crm_meeting_draft_free);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  CrmMeetingKnown *known = crm_meeting_known_read_in_worker (tx, asked->meeting, asked->rid, error);
  const CrmMeetingDraft *draft = asked->draft;

  if (known == NULL || draft == NULL)
    return known;
  known->starts_at = draft->starts_at;
  known->ends_at = draft->ends_at;
  known->all_day = draft->all_day;
  for (guint i = 0; i < draft->clients->len; i++)
    {
      gint64 id = g_array_index (draft->clients, gint64, i);
      g_autofree char *name = crm_transaction_dup_title (tx, "client", id);

      g_ptr_array_add (known->people, crm_meeting_person_new (id, 0, name, NULL));
    }
  if (draft->client_name != NULL)
    g_ptr_array_add (known->people, crm_meeting_person_new (0, 0, draft->client_name, NULL));
  if (draft->deal != 0)
    known->deal_title = crm_transaction_dup_title (tx, "deal", draft->deal);
  return known;
}

/* What a new one reminds of, unless the book says never. */
static char *
dup_default_reminder (CrmStore *store)
{
  const char *minutes = crm_store_get_setting (store, "reminder-minutes");

  if (g_strcmp0 (minutes, "never") == 0)
    return NULL;
  return g_strdup (minutes != NULL && !g_str_equal (minutes, "0") ? minutes : "30");
}

static void
fill (CrmMeetingDialog *self, const CrmMeetingDraft *draft)
{
  CrmMeetingKnown *known = self->known;
  const CrmRow *meeting = known->meeting;
  g_autofree char *reminders = meeting != NULL ? g_strdup (crm_row_get_text (meeting, CRM_MEETING_REMINDERS))
                                               : dup_default_reminder (self->store);
  gboolean has_people = known->people->len > 0 && meeting == NULL;

  if (draft != NULL && draft->title != NULL)
    crm_field_editor_set_text (
        CRM_FIELD_EDITOR (self->editors[crm_meeting_dialog_find_plain (CRM_MEETING_TITLE)]), draft->title);
  if (draft != NULL && draft->place != NULL)
    crm_field_editor_set_text (
        CRM_FIELD_EDITOR (self->editors[crm_meeting_dialog_find_plain (CRM_MEETING_PLACE)]), draft->place);
  self->task = draft != NULL ? draft->task : 0;
  self->rule_before = meeting != NULL ? g_strdup (crm_row_get_text (meeting, CRM_MEETING_RECURRENCE)) : NULL;
  crm_meeting_times_set (CRM_MEETING_TIMES (self->times), known->starts_at, known->ends_at, known->all_day);
  crm_meeting_repeat_set_rule (CRM_MEETING_REPEAT (self->repeat), self->rule_before);
  crm_meeting_repeat_set_start (CRM_MEETING_REPEAT (self->repeat), known->starts_at);
  crm_reminder_chips_set (CRM_REMINDER_CHIPS (self->reminders),
      known->all_day && meeting == NULL ? "" : reminders, known->all_day);
  self->reminders_before = crm_reminder_chips_dup_text (CRM_REMINDER_CHIPS (self->reminders));
  if (has_people)
    for (guint i = 0; i < known->people->len; i++)
      {
        const CrmMeetingPerson *person = known->people->pdata[i];

        crm_meeting_people_add (CRM_MEETING_PEOPLE (self->people),
            crm_meeting_person_new (person->client, person->user, person->name, person->address));
      }
  else
    crm_meeting_people_take (CRM_MEETING_PEOPLE (self->people), g_ptr_array_ref (known->people));
  g_signal_connect_object (self->times, "changed", G_CALLBACK (on_times_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "changed", G_CALLBACK (on_people_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->warnings, "taken", G_CALLBACK (on_free_taken), self, G_CONNECT_SWAPPED);
  crm_meeting_dialog_show_zone (self);
  check_plan (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMeetingKnown) known = crm_store_read_finish (CRM_STORE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (asked->from);
  CrmMeetingDialog *self;

  if (known == NULL)
    {
      crm_window_report_error (asked->from, error, _ ("The meeting could not be opened"), NULL);
      return;
    }
  self = g_object_new (CRM_TYPE_MEETING_DIALOG, "modal", TRUE, "transient-for", root, "title",
      known->meeting != NULL ? _ ("Meeting") : _ ("New meeting"), "default-width", 560, "default-height", 620,
      "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (CRM_STORE (source));
  self->entity = crm_store_get_entity (self->store, "meeting");
  self->known = g_steal_pointer (&known);
  crm_meeting_dialog_build (self);
  fill (self, asked->draft);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->editors[0]);
}

static void
present (GtkWidget *from, CrmStore *store, gint64 meeting, const char *rid, const CrmMeetingDraft *draft)
{
  Asked *asked = g_new0 (Asked, 1);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (from));

  asked->from = g_object_ref (root != NULL ? root : from);
  asked->meeting = meeting;
  asked->rid = g_strdup (rid);
  asked->draft = draft != NULL ? crm_meeting_draft_copy (draft) : NULL;
  crm_store_read_async (
      store, 0, read_in_worker, asked, NULL, (GDestroyNotify)crm_meeting_known_free, NULL, on_read, asked);
}

void
crm_meeting_dialog_present (GtkWidget *from, CrmStore *store, gint64 meeting, const char *rid)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store) && meeting != 0);
  present (from, store, meeting, rid, NULL);
}

void
crm_meeting_dialog_present_new (GtkWidget *from, CrmStore *store, const CrmMeetingDraft *draft)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store) && draft != NULL);
  present (from, store, 0, NULL, draft);
}

/* For tests */

static GtkWidget *
find_editable (GtkWidget *widget)
{
  if (GTK_IS_EDITABLE (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_editable (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkEditable *
crm_meeting_dialog_get_title (CrmMeetingDialog *self)
{
  return GTK_EDITABLE (find_editable (self->editors[crm_meeting_dialog_find_plain (CRM_MEETING_TITLE)]));
}

CrmMeetingTimes *
crm_meeting_dialog_get_times (CrmMeetingDialog *self)
{
  return CRM_MEETING_TIMES (self->times);
}

CrmMeetingRepeat *
crm_meeting_dialog_get_repeat (CrmMeetingDialog *self)
{
  return CRM_MEETING_REPEAT (self->repeat);
}

CrmMeetingPeople *
crm_meeting_dialog_get_people (CrmMeetingDialog *self)
{
  return CRM_MEETING_PEOPLE (self->people);
}

CrmMeetingWarnings *
crm_meeting_dialog_get_warnings (CrmMeetingDialog *self)
{
  return CRM_MEETING_WARNINGS (self->warnings);
}

const char *
crm_meeting_dialog_get_error (CrmMeetingDialog *self)
{
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}
