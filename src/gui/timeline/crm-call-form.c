/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-call-form.h"
#include <glib/gi18n-lib.h>
#include "note/crm-note.h"
#include "base/crm-time.h"
#include "timeline/crm-meeting-ask.h"
#include "timeline/crm-script-call.h"
#include "timeline/crm-script-panel.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-wrap-layout.h"

/* Direction, duration and outcome of a call, and the script for it. Main thread. */

struct _CrmCallForm
{
  CrmComposerForm parent_instance;
  GtkToggleButton *outgoing;
  GtkToggleButton *incoming;
  GtkWidget *duration;
  GtkWidget *outcomes;
  GtkBox *lines;
  GtkWidget *script;
  GtkWidget *meeting; /* whether one was agreed on; of new calls */
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (CrmCallForm, crm_call_form, CRM_TYPE_COMPOSER_FORM)

static const char key_duration[] = "composer.duration";
static const char key_outcome[] = "composer.outcome";
static const char key_direction[] = "composer.direction";
static const char key_meeting[] = "composer.call-meeting";
static const char key_meeting_when[] = "composer.call-meeting-when";
static const char key_meeting_place[] = "composer.call-meeting-place";
static const char *const keys[] = { key_duration, key_outcome, key_direction, key_meeting, key_meeting_when,
  key_meeting_place, NULL };

static const char *
get_outcome (CrmCallForm *self)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (self->outcomes); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
      return g_object_get_data (G_OBJECT (chip), "word");
  return NULL;
}

static void
set_outcome (CrmCallForm *self, const char *word)
{
  self->choosing = TRUE;
  for (GtkWidget *chip = gtk_widget_get_first_child (self->outcomes); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
        word != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (chip), "word"), word) == 0);
  self->choosing = FALSE;
}

static GtkEditable *
get_meeting_line (CrmCallForm *self, const char *key)
{
  return key == key_meeting_when ? crm_meeting_ask_get_when (CRM_MEETING_ASK (self->meeting))
                                 : crm_meeting_ask_get_place (CRM_MEETING_ASK (self->meeting));
}

static char *
dup_draft (CrmComposerForm *kind, const char *key)
{
  CrmCallForm *self = CRM_CALL_FORM (kind);

  if (key == key_duration)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->duration)));
  if (key == key_outcome)
    return g_strdup (get_outcome (self));
  if (key == key_meeting)
    return g_strdup (crm_meeting_ask_get_answer (CRM_MEETING_ASK (self->meeting)));
  if (key == key_meeting_when || key == key_meeting_place)
    return g_strdup (gtk_editable_get_text (get_meeting_line (self, key)));
  return gtk_toggle_button_get_active (self->incoming) ? g_strdup ("in") : NULL;
}

static void
set_draft (CrmComposerForm *kind, const char *key, const char *value)
{
  CrmCallForm *self = CRM_CALL_FORM (kind);

  if (key == key_duration)
    gtk_editable_set_text (GTK_EDITABLE (self->duration), value != NULL ? value : "");
  else if (key == key_outcome)
    set_outcome (self, value);
  else if (key == key_meeting)
    crm_meeting_ask_set_answer (CRM_MEETING_ASK (self->meeting), value);
  else if (key == key_meeting_when || key == key_meeting_place)
    gtk_editable_set_text (get_meeting_line (self, key), value != NULL ? value : "");
  else
    gtk_toggle_button_set_active (value != NULL ? self->incoming : self->outgoing, TRUE);
}

static char *
format_duration (gint64 seconds)
{
  if (seconds <= 0)
    return NULL;
  if (seconds < 3600)
    return g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
  return g_strdup_printf (
      "%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static void
fill (CrmComposerForm *kind, CrmRow *row)
{
  g_autofree char *duration = format_duration (crm_row_get_integer (row, CRM_CALL_DURATION));
  gboolean in = g_strcmp0 (crm_row_get_text (row, CRM_CALL_DIRECTION), "in") == 0;

  set_draft (kind, key_duration, duration);
  set_draft (kind, key_outcome, crm_row_get_text (row, CRM_CALL_OUTCOME));
  set_draft (kind, key_direction, in ? "in" : NULL);
}

static gboolean
read_call (CrmComposerForm *kind, CrmValues *values, GError **error)
{
  CrmCallForm *self = CRM_CALL_FORM (kind);
  g_autofree char *duration = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->duration))));
  g_auto (GStrv) answers = NULL;
  g_autoptr (CrmMeetingDraft) meeting = NULL;
  gint64 seconds;

  crm_values_set_text (
      values, CRM_CALL_DIRECTION, gtk_toggle_button_get_active (self->incoming) ? "in" : "out");
  crm_values_set_text (values, CRM_CALL_OUTCOME, get_outcome (self));
  answers = crm_script_panel_dup_answers (CRM_SCRIPT_PANEL (self->script), error);
  if (answers == NULL || !crm_meeting_ask_read (CRM_MEETING_ASK (self->meeting), &meeting, error))
    return FALSE;
  if (duration[0] == '\0')
    {
      crm_value_clear (crm_values_slot (values, CRM_CALL_DURATION));
      return TRUE;
    }
  if (!crm_duration_parse (duration, &seconds, error))
    return FALSE;
  crm_values_set_integer (values, CRM_CALL_DURATION, seconds);
  return TRUE;
}

static void
set_about (CrmComposerForm *kind, gint64 client, gint64 deal)
{
  crm_script_panel_set_about (CRM_SCRIPT_PANEL (CRM_CALL_FORM (kind)->script), client, deal);
  gtk_widget_set_visible (CRM_CALL_FORM (kind)->meeting, client != 0 || deal != 0);
}

static gboolean
has_answer (char **answers)
{
  for (char **answer = answers; answer != NULL && *answer != NULL; answer++)
    if (**answer != '\0')
      return TRUE;
  return FALSE;
}

static void
add_call (CrmComposerForm *kind, CrmValues *values, GAsyncReadyCallback callback, gpointer data)
{
  CrmScriptPanel *panel = CRM_SCRIPT_PANEL (CRM_CALL_FORM (kind)->script);
  g_auto (GStrv) answers = crm_script_panel_dup_answers (panel, NULL);
  g_autoptr (CrmMeetingDraft) meeting = NULL;
  GPtrArray *questions = crm_script_panel_get_questions (panel);

  crm_meeting_ask_read (CRM_MEETING_ASK (CRM_CALL_FORM (kind)->meeting), &meeting, NULL);
  if (has_answer (answers) || meeting != NULL)
    crm_script_call_add_async (crm_composer_form_get_store (kind), values,
        /* Without a script there are none. */
        questions != NULL ? g_ptr_array_ref (questions) : g_ptr_array_new (), g_steal_pointer (&answers),
        g_steal_pointer (&meeting), callback, data);
  else
    crm_store_add_async (crm_composer_form_get_store (kind), values, NULL, callback, data);
}

static void
added (CrmComposerForm *kind)
{
  crm_script_panel_clear (CRM_SCRIPT_PANEL (CRM_CALL_FORM (kind)->script));
  crm_meeting_ask_set_answer (CRM_MEETING_ASK (CRM_CALL_FORM (kind)->meeting), NULL);
}

static void
on_changed (CrmCallForm *self)
{
  crm_composer_form_changed (CRM_COMPOSER_FORM (self));
}

static void
on_outcome_toggled (GtkToggleButton *chip, CrmCallForm *self)
{
  if (self->choosing)
    return;
  /* One at most: a group would not let go of the last one. */
  if (gtk_toggle_button_get_active (chip))
    set_outcome (self, g_object_get_data (G_OBJECT (chip), "word"));
  on_changed (self);
}

static void
crm_call_form_constructed (GObject *object)
{
  CrmCallForm *self = CRM_CALL_FORM (object);
  g_autoptr (CrmEntity) entity = NULL;
  const CrmField *field;

  G_OBJECT_CLASS (crm_call_form_parent_class)->constructed (object);
  self->script = crm_script_panel_new (crm_composer_form_get_store (CRM_COMPOSER_FORM (self)));
  gtk_box_append (self->lines, self->script);
  self->meeting = crm_meeting_ask_new (crm_composer_form_get_store (CRM_COMPOSER_FORM (self)));
  g_signal_connect_swapped (self->meeting, "changed", G_CALLBACK (on_changed), self);
  gtk_box_append (self->lines, self->meeting);
  entity = crm_store_get_entity (crm_composer_form_get_store (CRM_COMPOSER_FORM (self)), "call");
  field = &entity->fields[CRM_CALL_OUTCOME];
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->word != NULL; choice++)
    {
      GtkWidget *chip = crm_chip_new (crm_field_get_choice_label (field, choice->word), NULL, NULL);

      g_object_set_data (G_OBJECT (chip), "word", (gpointer)choice->word);
      g_signal_connect (chip, "toggled", G_CALLBACK (on_outcome_toggled), self);
      gtk_box_append (GTK_BOX (self->outcomes), chip);
    }
}

static void
crm_call_form_class_init (CrmCallFormClass *klass)
{
  CrmComposerFormClass *kind = CRM_COMPOSER_FORM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_call_form_constructed;
  g_type_ensure (CRM_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/timeline/crm-call-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCallForm, outgoing);
  gtk_widget_class_bind_template_child (widget_class, CrmCallForm, incoming);
  gtk_widget_class_bind_template_child (widget_class, CrmCallForm, duration);
  gtk_widget_class_bind_template_child (widget_class, CrmCallForm, outcomes);
  gtk_widget_class_bind_template_child (widget_class, CrmCallForm, lines);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  kind->entity = "call";
  kind->label = N_ ("Call");
  kind->icon = "call-start-symbolic";
  kind->tip = N_ ("Log a call (Alt+2)");
  kind->edit_title = N_ ("Edit call");
  kind->placeholder = N_ ("What was said… Ctrl+Enter saves");
  kind->text_key = "composer.call";
  kind->keys = keys;
  kind->dup_draft = dup_draft;
  kind->set_draft = set_draft;
  kind->fill = fill;
  kind->read = read_call;
  kind->set_about = set_about;
  kind->add_async = add_call;
  kind->added = added;
  kind->fields[CRM_COMPOSER_FIELD_CLIENT] = CRM_CALL_CLIENT;
  kind->fields[CRM_COMPOSER_FIELD_DEAL] = CRM_CALL_DEAL;
  kind->fields[CRM_COMPOSER_FIELD_AUTHOR] = CRM_CALL_AUTHOR;
  kind->fields[CRM_COMPOSER_FIELD_TRIGGER_ENTITY] = CRM_CALL_TRIGGER_ENTITY;
  kind->fields[CRM_COMPOSER_FIELD_TRIGGER] = CRM_CALL_TRIGGER;
  kind->fields[CRM_COMPOSER_FIELD_TEXT] = CRM_CALL_TEXT;
  kind->fields[CRM_COMPOSER_FIELD_AT] = CRM_CALL_AT;
  kind->fields[CRM_COMPOSER_FIELD_PLACE] = CRM_CALL_PLACE;
  kind->fields[CRM_COMPOSER_FIELD_RULE] = CRM_CALL_RULE;
  kind->fields[CRM_COMPOSER_FIELD_RESULT] = CRM_CALL_RESULT;
  kind->fields[CRM_COMPOSER_FIELD_PINNED] = CRM_CALL_PINNED;
  kind->fields[CRM_COMPOSER_FIELD_OFF_RECORD] = CRM_CALL_OFF_RECORD;
}

static void
crm_call_form_init (CrmCallForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
