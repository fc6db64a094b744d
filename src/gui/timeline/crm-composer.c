/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-composer.h"
#include <glib/gi18n-lib.h>
#include "activity/crm-note.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-when.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-completion.h"

/* One form for notes and calls. Texts are kept for each mode and client; the rest of the form is shared by the modes. Editing an entry
 * uses the same form without drafts. Main thread. */

/* Lines of "More", in their order. */
enum
{
  MORE_WHEN,
  MORE_TITLE,
  MORE_PLACE,
  MORE_RULE,
  MORE_RESULT,
  N_MORE
};

struct _CrmComposer
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client_id;
  CrmComposerMode mode;
  CrmRow *edited;       /* owned, nullable: the record that is edited */
  char *trigger_entity; /* nullable */
  gint64 trigger_id;
  gboolean filling;
  gboolean pending;
  GtkWidget *modes;
  GtkWidget *mode_buttons[CRM_COMPOSER_N_MODES];
  GtkWidget *mode_labels[CRM_COMPOSER_N_MODES];
  GtkWidget *mode_dots[CRM_COMPOSER_N_MODES];
  gboolean compact;
  GtkWidget *trigger_box;
  GtkWidget *trigger_label;
  GtkTextView *text;
  GtkWidget *placeholder;
  GtkWidget *call_box;
  GtkToggleButton *outgoing;
  GtkToggleButton *incoming;
  GtkWidget *duration;
  GtkWidget *outcomes;
  GtkRevealer *more_revealer;
  GtkWidget *more_grid;
  GtkWidget *more_captions[N_MORE];
  GtkWidget *more_entries[N_MORE];
  GtkCheckButton *pinned;
  GtkCheckButton *off_record;
  GtkWidget *error;
  GtkWidget *cancel;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (CrmComposer, crm_composer, ADW_TYPE_BIN)

enum
{
  SIGNAL_SAVED,
  SIGNAL_CANCELLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const mode_entities[CRM_COMPOSER_N_MODES] = { "note", "call" };
static const char *const draft_texts[CRM_COMPOSER_N_MODES] = { "composer.note", "composer.call" };
static const char *const draft_more[N_MORE] = {
  "composer.when",
  "composer.title",
  "composer.place",
  "composer.rule",
  "composer.result",
};

/* The fields both records have, by mode. */
typedef struct
{
  int client, at, text, pinned, author, trigger_entity, trigger, place, rule, result, off_record;
} Fields;

static const Fields mode_fields[CRM_COMPOSER_N_MODES] = {
  { CRM_NOTE_CLIENT, CRM_NOTE_AT, CRM_NOTE_TEXT, CRM_NOTE_PINNED, CRM_NOTE_AUTHOR, CRM_NOTE_TRIGGER_ENTITY,
      CRM_NOTE_TRIGGER, CRM_NOTE_PLACE, CRM_NOTE_RULE, CRM_NOTE_RESULT, CRM_NOTE_OFF_RECORD },
  { CRM_CALL_CLIENT, CRM_CALL_AT, CRM_CALL_TEXT, CRM_CALL_PINNED, CRM_CALL_AUTHOR, CRM_CALL_TRIGGER_ENTITY,
      CRM_CALL_TRIGGER, CRM_CALL_PLACE, CRM_CALL_RULE, CRM_CALL_RESULT, CRM_CALL_OFF_RECORD },
};

/* Small reads */

static char *
dup_text (CrmComposer *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  return g_strchomp (g_steal_pointer (&text));
}

static char *
dup_entry (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static const char *
get_outcome (CrmComposer *self)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (self->outcomes); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
      return g_object_get_data (G_OBJECT (chip), "word");
  return NULL;
}

static void
set_outcome (CrmComposer *self, const char *word)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (self->outcomes); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
        word != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (chip), "word"), word) == 0);
}

static void
show_error (CrmComposer *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static void
show_trigger (CrmComposer *self, const char *entity, gint64 id, const char *title)
{
  g_free (self->trigger_entity);
  self->trigger_entity = g_strdup (entity);
  self->trigger_id = id;
  gtk_widget_set_visible (self->trigger_box, entity != NULL);
  if (entity != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Follow-up: %s"), title != NULL ? title : "");

      gtk_label_set_text (GTK_LABEL (self->trigger_label), text);
    }
}

/* Drafts */

static gboolean
has_drafts (CrmComposer *self)
{
  return self->client_id != 0 && self->edited == NULL;
}

static void
show_dots (CrmComposer *self)
{
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    gtk_widget_set_visible (
        self->mode_dots[mode], has_drafts (self) && mode != (int)self->mode &&
                                   crm_draft_get (self->store, self->client_id, draft_texts[mode]) != NULL);
}

void
crm_composer_keep (CrmComposer *self)
{
  g_autofree char *text = NULL;
  const char *outcome;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  if (!has_drafts (self) || self->filling || self->pending)
    return;
  text = dup_text (self);
  outcome = get_outcome (self);
  crm_draft_set (self->store, self->client_id, draft_texts[self->mode], text);
  for (int i = 0; i < N_MORE; i++)
    {
      g_autofree char *more = dup_entry (self->more_entries[i]);

      crm_draft_set (self->store, self->client_id, draft_more[i], more);
    }
  crm_draft_set (self->store, self->client_id, "composer.duration",
      gtk_editable_get_text (GTK_EDITABLE (self->duration)));
  crm_draft_set (self->store, self->client_id, "composer.outcome", outcome);
  crm_draft_set (self->store, self->client_id, "composer.direction",
      gtk_toggle_button_get_active (self->incoming) ? "in" : NULL);
  crm_draft_set (self->store, self->client_id, "composer.pinned",
      gtk_check_button_get_active (self->pinned) ? "1" : NULL);
  crm_draft_set (self->store, self->client_id, "composer.off-record",
      gtk_check_button_get_active (self->off_record) ? "1" : NULL);
}

static void
set_entry (GtkWidget *entry, const char *text)
{
  CrmCompletion *completion = g_object_get_data (G_OBJECT (entry), "crm-completion");

  if (completion != NULL)
    crm_completion_set_text (completion, text, 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static const char *
get_draft (CrmComposer *self, const char *key)
{
  return has_drafts (self) ? crm_draft_get (self->store, self->client_id, key) : NULL;
}

static void
fill_text (CrmComposer *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text != NULL ? text : "", -1);
}

static void
fill_from_draft (CrmComposer *self)
{
  gboolean more = FALSE;

  self->filling = TRUE;
  fill_text (self, get_draft (self, draft_texts[self->mode]));
  for (int i = 0; i < N_MORE; i++)
    {
      set_entry (self->more_entries[i], get_draft (self, draft_more[i]));
      more |= get_draft (self, draft_more[i]) != NULL;
    }
  set_entry (self->duration, get_draft (self, "composer.duration"));
  set_outcome (self, get_draft (self, "composer.outcome"));
  gtk_toggle_button_set_active (self->incoming, get_draft (self, "composer.direction") != NULL);
  gtk_toggle_button_set_active (self->outgoing, get_draft (self, "composer.direction") == NULL);
  gtk_check_button_set_active (self->pinned, get_draft (self, "composer.pinned") != NULL);
  gtk_check_button_set_active (self->off_record, get_draft (self, "composer.off-record") != NULL);
  more |= gtk_check_button_get_active (self->pinned) || gtk_check_button_get_active (self->off_record);
  gtk_revealer_set_reveal_child (self->more_revealer, more);
  self->filling = FALSE;
  show_dots (self);
}

/* Modes */

static void
show_mode (CrmComposer *self)
{
  gboolean call = self->mode == CRM_COMPOSER_CALL;

  gtk_widget_set_visible (self->call_box, call);
  gtk_widget_set_visible (self->more_captions[MORE_TITLE], !call);
  gtk_widget_set_visible (self->more_entries[MORE_TITLE], !call);
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mode_buttons[mode]), mode == (int)self->mode);
      gtk_widget_set_visible (self->mode_labels[mode], !self->compact || mode == (int)self->mode);
    }
  show_dots (self);
}

static void
set_mode (CrmComposer *self, CrmComposerMode mode)
{
  if (self->mode == mode)
    {
      show_mode (self);
      return;
    }
  if (self->edited == NULL)
    {
      crm_composer_keep (self);
      self->mode = mode;
      self->filling = TRUE;
      fill_text (self, get_draft (self, draft_texts[mode]));
      self->filling = FALSE;
    }
  show_mode (self);
}

static void
on_mode_clicked (GtkButton *button, CrmComposer *self)
{
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    if (self->mode_buttons[mode] == GTK_WIDGET (button))
      crm_composer_begin (self, mode);
}

static void
on_changed (CrmComposer *self)
{
  show_error (self, NULL);
  crm_composer_keep (self);
}

static void
on_buffer_changed (GtkTextBuffer *buffer, CrmComposer *self)
{
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (buffer) == 0);
  on_changed (self);
}

static void
on_trigger_clear (CrmComposer *self)
{
  show_trigger (self, NULL, 0, NULL);
}

static void
on_cancel (CrmComposer *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

/* Saving */

static gboolean
read_call (CrmComposer *self, CrmValues *values, GError **error)
{
  g_autofree char *duration = dup_entry (self->duration);
  gint64 seconds;

  crm_values_set_text (
      values, CRM_CALL_DIRECTION, gtk_toggle_button_get_active (self->incoming) ? "in" : "out");
  crm_values_set_text (values, CRM_CALL_OUTCOME, get_outcome (self));
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

static CrmValues *
read_form (CrmComposer *self, GError **error)
{
  const Fields *fields = &mode_fields[self->mode];
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, mode_entities[self->mode]);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autofree char *text = dup_text (self);
  g_autofree char *title = dup_entry (self->more_entries[MORE_TITLE]);
  g_autofree char *place = dup_entry (self->more_entries[MORE_PLACE]);
  g_autofree char *rule = dup_entry (self->more_entries[MORE_RULE]);
  g_autofree char *result = dup_entry (self->more_entries[MORE_RESULT]);
  g_autofree char *when = dup_entry (self->more_entries[MORE_WHEN]);
  gint64 at;

  if (self->mode == CRM_COMPOSER_NOTE && text[0] == '\0' && title[0] == '\0')
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Write something first."));
      return NULL;
    }
  if (!crm_when_parse (when, crm_store_get_zone (self->store), &at, error))
    return NULL;
  if (self->mode == CRM_COMPOSER_CALL && !read_call (self, values, error))
    return NULL;
  if (self->mode == CRM_COMPOSER_NOTE)
    crm_values_set_text (values, CRM_NOTE_TITLE, title);
  if (self->edited == NULL)
    {
      crm_values_set_integer (values, fields->client, self->client_id);
      crm_values_set_integer (values, fields->author, crm_store_get_user (self->store));
      if (self->trigger_entity != NULL)
        {
          crm_values_set_text (values, fields->trigger_entity, self->trigger_entity);
          crm_values_set_integer (values, fields->trigger, self->trigger_id);
        }
    }
  crm_values_set_integer (values, fields->at, at);
  crm_values_set_text (values, fields->text, text);
  crm_values_set_text (values, fields->place, place);
  crm_values_set_text (values, fields->rule, rule);
  crm_values_set_text (values, fields->result, result);
  crm_values_set_integer (values, fields->pinned, gtk_check_button_get_active (self->pinned));
  crm_values_set_integer (values, fields->off_record, gtk_check_button_get_active (self->off_record));
  return g_steal_pointer (&values);
}

static void
end_save (CrmComposer *self, gint64 client_id, const GError *error)
{
  self->pending = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (error != NULL)
    {
      show_error (self, error->message);
      return;
    }
  if (self->edited == NULL)
    {
      /* The draft of the other mode stays. */
      crm_draft_set (self->store, client_id, draft_texts[self->mode], NULL);
      for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
        if (mode != (int)self->mode && crm_draft_get (self->store, client_id, draft_texts[mode]) != NULL)
          {
            g_autofree char *text = g_strdup (crm_draft_get (self->store, client_id, draft_texts[mode]));

            crm_draft_clear (self->store, client_id, "composer.");
            crm_draft_set (self->store, client_id, draft_texts[mode], text);
            break;
          }
        else if (mode == CRM_COMPOSER_N_MODES - 1)
          {
            crm_draft_clear (self->store, client_id, "composer.");
          }
      show_trigger (self, NULL, 0, NULL);
      if (self->client_id == client_id)
        fill_from_draft (self);
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

typedef struct
{
  CrmComposer *self;
  gint64 client_id;
} Save;

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Save *save = data;
  g_autoptr (CrmComposer) self = save->self;
  g_autoptr (GError) error = NULL;

  crm_store_add_finish (CRM_STORE (source), result, NULL, &error);
  if (self->store != NULL)
    end_save (self, save->client_id, error);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmComposer) self = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (self->store != NULL)
    end_save (self, self->client_id, error);
}

void
crm_composer_save (CrmComposer *self)
{
  g_autoptr (GError) error = NULL;
  CrmValues *values;
  Save *save;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  if (self->pending || (self->client_id == 0 && self->edited == NULL))
    return;
  values = read_form (self, &error);
  if (values == NULL)
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }
  show_error (self, NULL);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  if (self->edited != NULL)
    {
      crm_store_set_async (
          self->store, self->edited->id, self->edited->version, values, NULL, on_set, g_object_ref (self));
      return;
    }
  save = g_new (Save, 1);
  save->self = g_object_ref (self);
  save->client_id = self->client_id;
  crm_store_add_async (self->store, values, NULL, on_added, save);
}

/* Making */

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmComposer *self)
{
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    {
      crm_composer_save (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
make_modes (CrmComposer *self)
{
  static const char *const labels[CRM_COMPOSER_N_MODES] = { N_ ("Note"), N_ ("Call") };
  static const char *const icons[CRM_COMPOSER_N_MODES] = { "crm-note-symbolic", "call-start-symbolic" };
  static const char *const tips[CRM_COMPOSER_N_MODES] = { N_ ("Write a note (Alt+1)"),
    N_ ("Log a call (Alt+2)") };

  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    {
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *icon = gtk_image_new_from_icon_name (icons[mode]);

      gtk_widget_add_css_class (icon, crm_kind_style (mode_entities[mode]));
      self->mode_labels[mode] = gtk_label_new (_ (labels[mode]));
      self->mode_dots[mode] = gtk_label_new ("•");
      gtk_widget_set_tooltip_text (self->mode_dots[mode], _ ("Not saved yet"));
      gtk_widget_add_css_class (self->mode_dots[mode], "accent");
      gtk_box_append (GTK_BOX (box), icon);
      gtk_box_append (GTK_BOX (box), self->mode_labels[mode]);
      gtk_box_append (GTK_BOX (box), self->mode_dots[mode]);
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_widget_add_css_class (button, "mode");
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _ (tips[mode]));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (labels[mode]), -1);
      g_signal_connect (button, "clicked", G_CALLBACK (on_mode_clicked), self);
      gtk_box_append (GTK_BOX (self->modes), button);
      self->mode_buttons[mode] = button;
    }
}

static void
on_outcome_toggled (GtkToggleButton *chip, CrmComposer *self)
{
  static gboolean busy;

  /* One at most: a group would not let go of the last one. */
  if (!busy && gtk_toggle_button_get_active (chip))
    {
      busy = TRUE;
      set_outcome (self, g_object_get_data (G_OBJECT (chip), "word"));
      busy = FALSE;
    }
  if (!busy)
    on_changed (self);
}

static void
make_outcomes (CrmComposer *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "call");
  const CrmField *field = &entity->fields[CRM_CALL_OUTCOME];

  for (const CrmChoice *choice = field->choices; choice != NULL && choice->word != NULL; choice++)
    {
      GtkWidget *chip = crm_chip_new (crm_field_get_choice_label (field, choice->word), NULL, NULL);

      g_object_set_data (G_OBJECT (chip), "word", (gpointer)choice->word);
      g_signal_connect (chip, "toggled", G_CALLBACK (on_outcome_toggled), self);
      gtk_box_append (GTK_BOX (self->outcomes), chip);
    }
}

static void
make_more (CrmComposer *self)
{
  static const char *const captions[N_MORE] = {
    N_ ("When"),
    N_ ("Title"),
    N_ ("Place"),
    N_ ("Rule"),
    N_ ("Result"),
  };
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "note");

  for (int i = 0; i < N_MORE; i++)
    {
      GtkWidget *caption = gtk_label_new (_ (captions[i]));
      GtkWidget *entry = gtk_entry_new ();

      gtk_label_set_xalign (GTK_LABEL (caption), 1);
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_widget_set_hexpand (entry, TRUE);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (captions[i]), -1);
      g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
      gtk_grid_attach (GTK_GRID (self->more_grid), caption, 0, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (self->more_grid), entry, 1, i + 1, 1, 1);
      self->more_captions[i] = caption;
      self->more_entries[i] = entry;
    }
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->more_entries[MORE_WHEN]), _ ("now; or 18.11.2026 09:12"));
  crm_completion_attach (self->more_entries[MORE_RULE], self->store, "option", "list",
      entity->fields[CRM_NOTE_RULE].target, FALSE);
  crm_completion_attach (self->more_entries[MORE_RESULT], self->store, "option", "list",
      entity->fields[CRM_NOTE_RESULT].target, FALSE);
}

static void
crm_composer_dispose (GObject *object)
{
  CrmComposer *self = CRM_COMPOSER (object);

  if (self->store != NULL)
    {
      crm_composer_keep (self);
      g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->text), self);
    }
  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->edited, crm_row_unref);
  g_clear_pointer (&self->trigger_entity, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_composer_parent_class)->dispose (object);
}

static void
crm_composer_class_init (CrmComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_composer_dispose;
  signals[SIGNAL_SAVED] = g_signal_new (
      "saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCELLED] = g_signal_new (
      "cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/timeline/crm-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, modes);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, trigger_box);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, trigger_label);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, text);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, call_box);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, outgoing);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, incoming);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, duration);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, outcomes);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, more_revealer);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, more_grid);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, pinned);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, off_record);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, error);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, cancel);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, save);
  gtk_widget_class_bind_template_callback (widget_class, on_trigger_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, crm_composer_save);
}

static void
crm_composer_init (CrmComposer *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  /* The template's widgets tell of their first values. */
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

GtkWidget *
crm_composer_new (CrmStore *store)
{
  CrmComposer *self = g_object_new (CRM_TYPE_COMPOSER, NULL);

  self->store = g_object_ref (store);
  make_modes (self);
  make_outcomes (self);
  make_more (self);
  g_signal_connect (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_buffer_changed), self);
  self->filling = FALSE;
  crm_composer_set_client (self, 0, NULL);
  show_mode (self);
  return GTK_WIDGET (self);
}

void
crm_composer_set_client (CrmComposer *self, gint64 client_id, const char *name)
{
  g_autofree char *placeholder = NULL;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  placeholder = name != NULL ? g_strdup_printf (_ ("Add a note about %s… Ctrl+Enter saves"), name)
                             : g_strdup (_ ("Add a note… Ctrl+Enter saves"));
  gtk_label_set_text (GTK_LABEL (self->placeholder), placeholder);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self), client_id != 0);
  if (self->client_id == client_id)
    return;
  crm_composer_keep (self);
  self->client_id = client_id;
  show_error (self, NULL);
  show_trigger (self, NULL, 0, NULL);
  /* A mode with a draft comes first: what was begun is what is wanted. */
  if (has_drafts (self) && crm_draft_get (self->store, client_id, draft_texts[self->mode]) == NULL)
    for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
      if (crm_draft_get (self->store, client_id, draft_texts[mode]) != NULL)
        self->mode = mode;
  fill_from_draft (self);
  show_mode (self);
}

void
crm_composer_begin (CrmComposer *self, CrmComposerMode mode)
{
  g_return_if_fail (CRM_IS_COMPOSER (self));
  set_mode (self, mode);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

void
crm_composer_follow_up (CrmComposer *self, const char *entity, gint64 id, const char *title)
{
  g_return_if_fail (CRM_IS_COMPOSER (self));
  show_trigger (self, entity, id, title);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

void
crm_composer_set_compact (CrmComposer *self, gboolean compact)
{
  g_return_if_fail (CRM_IS_COMPOSER (self));
  self->compact = compact;
  show_mode (self);
}

GtkTextBuffer *
crm_composer_get_buffer (CrmComposer *self)
{
  g_return_val_if_fail (CRM_IS_COMPOSER (self), NULL);
  return gtk_text_view_get_buffer (self->text);
}

const char *
crm_composer_get_error (CrmComposer *self)
{
  g_return_val_if_fail (CRM_IS_COMPOSER (self), NULL);
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}

/* Editing an entry */

static void
fill_from_row (CrmComposer *self, CrmRow *row)
{
  const Fields *fields = &mode_fields[self->mode];
  g_autoptr (GDateTime) at =
      g_date_time_new_from_unix_utc (crm_row_get_integer (row, fields->at) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (at, crm_store_get_zone (self->store));
  g_autofree char *when = g_date_time_format (local, "%Y-%m-%d %H:%M:%S");

  self->filling = TRUE;
  fill_text (self, crm_row_get_text (row, fields->text));
  set_entry (self->more_entries[MORE_WHEN], when);
  set_entry (self->more_entries[MORE_PLACE], crm_row_get_text (row, fields->place));
  set_entry (self->more_entries[MORE_RULE], crm_row_get_text (row, fields->rule));
  set_entry (self->more_entries[MORE_RESULT], crm_row_get_text (row, fields->result));
  gtk_check_button_set_active (self->pinned, crm_row_get_integer (row, fields->pinned) != 0);
  gtk_check_button_set_active (self->off_record, crm_row_get_integer (row, fields->off_record) != 0);
  if (self->mode == CRM_COMPOSER_NOTE)
    {
      set_entry (self->more_entries[MORE_TITLE], crm_row_get_text (row, CRM_NOTE_TITLE));
    }
  else
    {
      gint64 seconds = crm_row_get_integer (row, CRM_CALL_DURATION);
      gboolean in = g_strcmp0 (crm_row_get_text (row, CRM_CALL_DIRECTION), "in") == 0;
      g_autofree char *duration =
          seconds > 0 ? g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60)) : NULL;

      if (seconds >= 3600)
        {
          g_free (duration);
          duration = g_strdup_printf (
              "%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
        }
      set_entry (self->duration, duration);
      gtk_toggle_button_set_active (in ? self->incoming : self->outgoing, TRUE);
      set_outcome (self, crm_row_get_text (row, CRM_CALL_OUTCOME));
    }
  self->filling = FALSE;
}

void
crm_composer_set_edited (CrmComposer *self, CrmRow *row)
{
  gboolean call = g_strcmp0 (crm_entity_get_name (row->entity), "call") == 0;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  g_clear_pointer (&self->edited, crm_row_unref);
  self->edited = crm_row_ref (row);
  self->mode = call ? CRM_COMPOSER_CALL : CRM_COMPOSER_NOTE;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (self->modes, FALSE);
  gtk_widget_set_visible (self->cancel, TRUE);
  show_mode (self);
  fill_from_row (self, row);
  gtk_revealer_set_reveal_child (self->more_revealer, TRUE);
}
