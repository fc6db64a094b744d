/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-composer.h"
#include <glib/gi18n-lib.h>
#include "timeline/crm-call-form.h"
#include "timeline/crm-composer-more.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-meeting-form.h"
#include "timeline/crm-message-form.h"
#include "timeline/crm-note-form.h"
#include "timeline/crm-task-form.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-scaled.h"

/* One form for all kinds of entries; what only one kind has is in its own file. Texts and a kind's own lines are kept for each kind and
 * client (or deal), the rest of the form is shared. Editing an entry uses the same form without drafts. Main thread. */

#define LINE_HEIGHT 36 /* px of an empty text */

struct _CrmComposer
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client_id;
  gint64 deal_id;
  CrmComposerMode mode;
  CrmComposerForm *forms[CRM_COMPOSER_N_MODES];
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
  GtkWidget *text_place;
  GtkTextView *text;
  GtkWidget *placeholder;
  GtkWidget *own_lines;
  GtkRevealer *more_revealer;
  CrmComposerMore *more;
  GtkWidget *error;
  GtkWidget *more_button;
  GtkWidget *cancel;
  GtkWidget *save;
  char *about; /* owned, nullable: what the empty text says */
};

G_DEFINE_FINAL_TYPE (CrmComposer, crm_composer, ADW_TYPE_BIN)

enum
{
  SIGNAL_SAVED,
  SIGNAL_CANCELLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The kinds, in the order of their modes. */
static GType (*const form_types[CRM_COMPOSER_N_MODES]) (void) = {
  [CRM_COMPOSER_NOTE] = crm_note_form_get_type,
  [CRM_COMPOSER_CALL] = crm_call_form_get_type,
  [CRM_COMPOSER_MESSAGE] = crm_message_form_get_type,
  [CRM_COMPOSER_MEETING] = crm_meeting_form_get_type,
  [CRM_COMPOSER_TASK] = crm_task_form_get_type,
};

/* Small reads */

static char *
dup_text (CrmComposer *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  return g_strchomp (g_steal_pointer (&text));
}

static CrmComposerFormClass *
get_class (CrmComposer *self, int mode)
{
  return CRM_COMPOSER_FORM_GET_CLASS (self->forms[mode]);
}

static int
get_field (CrmComposer *self, CrmComposerField field)
{
  return crm_composer_form_get_field (self->forms[self->mode], field);
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

static void
focus_first (CrmComposer *self)
{
  if (get_class (self, self->mode)->takes_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->forms[self->mode]));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* Drafts: those of the deal, when there is one. */

static gboolean
has_drafts (CrmComposer *self)
{
  return (self->client_id != 0 || self->deal_id != 0) && self->edited == NULL;
}

static const char *
get_draft (CrmComposer *self, const char *key)
{
  if (!has_drafts (self))
    return NULL;
  return self->deal_id != 0 ? crm_draft_get (self->store, "deal", self->deal_id, key)
                            : crm_draft_get (self->store, "client", self->client_id, key);
}

static void
set_draft (CrmComposer *self, const char *key, const char *value)
{
  if (self->deal_id != 0)
    crm_draft_set (self->store, "deal", self->deal_id, key, value);
  else
    crm_draft_set (self->store, "client", self->client_id, key, value);
}

static void
show_dots (CrmComposer *self)
{
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    gtk_widget_set_visible (self->mode_dots[mode],
        mode != (int)self->mode && get_draft (self, get_class (self, mode)->text_key) != NULL);
}

void
crm_composer_keep (CrmComposer *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  if (!has_drafts (self) || self->filling || self->pending)
    return;
  text = dup_text (self);
  set_draft (self, get_class (self, self->mode)->text_key, text);
  for (const char *const *key = crm_composer_more_get_keys (self->more); *key != NULL; key++)
    {
      g_autofree char *value = crm_composer_more_dup_draft (self->more, *key);

      set_draft (self, *key, value);
    }
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    for (const char *const *key = get_class (self, mode)->keys; key != NULL && *key != NULL; key++)
      {
        g_autofree char *value = crm_composer_form_dup_draft (self->forms[mode], *key);

        set_draft (self, *key, value);
      }
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
  fill_text (self, get_draft (self, get_class (self, self->mode)->text_key));
  for (const char *const *key = crm_composer_more_get_keys (self->more); *key != NULL; key++)
    {
      const char *value = get_draft (self, *key);

      crm_composer_more_set_draft (self->more, *key, value);
      more |= value != NULL;
    }
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    for (const char *const *key = get_class (self, mode)->keys; key != NULL && *key != NULL; key++)
      crm_composer_form_set_draft (self->forms[mode], *key, get_draft (self, *key));
  gtk_revealer_set_reveal_child (self->more_revealer, more);
  self->filling = FALSE;
  show_dots (self);
}

/* Modes */

/* What the button and the empty text say of this kind. */
static void
show_words (CrmComposer *self)
{
  CrmComposerFormClass *form = get_class (self, self->mode);
  const char *verb = form->verb != NULL ? _ (form->verb) : _ ("Save");
  const char *placeholder = form->placeholder != NULL ? _ (form->placeholder) : self->about;
  /* Translators: a verb ("Save", "Send") and its keys. */
  g_autofree char *tip = g_strdup_printf (_ ("%s (Ctrl+Enter)"), verb);

  gtk_button_set_label (GTK_BUTTON (self->save), verb);
  gtk_widget_set_tooltip_text (self->save, tip);
  gtk_widget_set_visible (self->more_button, crm_composer_form_has_more (self->forms[self->mode]));
  gtk_label_set_text (GTK_LABEL (self->placeholder), placeholder != NULL ? placeholder : "");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder != NULL ? placeholder : "", -1);
}

static void
show_mode (CrmComposer *self)
{
  GtkBox *box = GTK_BOX (gtk_widget_get_parent (self->own_lines));
  gboolean lines_first = get_class (self, self->mode)->takes_focus;

  gtk_box_reorder_child_after (box, self->own_lines, lines_first ? self->trigger_box : self->text_place);
  crm_composer_more_set_form (self->more, self->forms[self->mode]);
  show_words (self);
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mode_buttons[mode]), mode == (int)self->mode);
      gtk_widget_set_visible (GTK_WIDGET (self->forms[mode]), mode == (int)self->mode);
      gtk_widget_set_visible (self->mode_labels[mode], !self->compact || mode == (int)self->mode);
    }
  crm_composer_form_set_about (self->forms[self->mode], self->edited == NULL ? self->client_id : 0,
      self->edited == NULL ? self->deal_id : 0);
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
      fill_text (self, get_draft (self, get_class (self, mode)->text_key));
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

static void
set_text (CrmComposer *self, CrmValues *values, CrmComposerField field, const char *text)
{
  int index = get_field (self, field);

  if (index >= 0)
    crm_values_set_text (values, index, text);
}

/* An id of 0 is none. */
static void
set_id (CrmComposer *self, CrmValues *values, CrmComposerField field, gint64 id)
{
  int index = get_field (self, field);

  if (index >= 0 && id != 0)
    crm_values_set_integer (values, index, id);
}

static CrmValues *
read_form (CrmComposer *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, get_class (self, self->mode)->entity);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autofree char *text = dup_text (self);

  set_text (self, values, CRM_COMPOSER_FIELD_TEXT, text);
  if (self->edited == NULL)
    {
      set_id (self, values, CRM_COMPOSER_FIELD_CLIENT, self->client_id);
      set_id (self, values, CRM_COMPOSER_FIELD_DEAL, self->deal_id);
      set_id (self, values, CRM_COMPOSER_FIELD_AUTHOR, crm_store_get_user (self->store));
      if (self->trigger_entity != NULL)
        {
          set_text (self, values, CRM_COMPOSER_FIELD_TRIGGER_ENTITY, self->trigger_entity);
          set_id (self, values, CRM_COMPOSER_FIELD_TRIGGER, self->trigger_id);
        }
    }
  if (!crm_composer_more_read (self->more, values, error) ||
      !crm_composer_form_read (self->forms[self->mode], values, error))
    return NULL;
  return g_steal_pointer (&values);
}

typedef struct
{
  CrmComposer *self; /* owned */
  CrmComposerMode mode;
  gint64 client_id;
  gint64 deal_id;
} Save;

/* What was begun in another kind stays: its text and its own lines. */
static void
clear_drafts (Save *save)
{
  CrmComposer *self = save->self;
  const char *entity = save->deal_id != 0 ? "deal" : "client";
  gint64 id = save->deal_id != 0 ? save->deal_id : save->client_id;
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer key, value;

  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    {
      CrmComposerFormClass *form = get_class (self, mode);
      const char *text = crm_draft_get (self->store, entity, id, form->text_key);

      if (mode == (int)save->mode || text == NULL)
        continue;
      g_hash_table_insert (kept, (gpointer)form->text_key, g_strdup (text));
      for (const char *const *own = form->keys; own != NULL && *own != NULL; own++)
        g_hash_table_insert (kept, (gpointer)*own, g_strdup (crm_draft_get (self->store, entity, id, *own)));
    }
  crm_draft_clear (self->store, entity, id, "composer.");
  g_hash_table_iter_init (&iter, kept);
  while (g_hash_table_iter_next (&iter, &key, &value))
    crm_draft_set (self->store, entity, id, key, value);
}

static void
end_save (CrmComposer *self, const GError *error)
{
  self->pending = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (error != NULL)
    show_error (self, error->message);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Save *save = data;
  g_autoptr (CrmComposer) self = save->self;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (self->store == NULL)
    return;
  end_save (self, error);
  if (error != NULL)
    return;
  clear_drafts (save);
  show_trigger (self, NULL, 0, NULL);
  if (self->client_id == save->client_id && self->deal_id == save->deal_id)
    {
      fill_from_draft (self);
      crm_composer_form_added (self->forms[save->mode]);
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmComposer) self = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (self->store == NULL)
    return;
  end_save (self, error);
  if (error == NULL)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

void
crm_composer_save (CrmComposer *self)
{
  g_autoptr (GError) error = NULL;
  CrmValues *values;
  Save *save;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  if (self->pending || (self->client_id == 0 && self->deal_id == 0 && self->edited == NULL))
    return;
  values = read_form (self, &error);
  if (values == NULL)
    {
      show_error (self, error->message);
      focus_first (self);
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
  save->mode = self->mode;
  save->client_id = self->client_id;
  save->deal_id = self->deal_id;
  crm_composer_form_add_async (self->forms[self->mode], values, on_added, save);
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
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    {
      CrmComposerForm *form = crm_composer_form_new (form_types[mode](), self->store);
      CrmComposerFormClass *words = CRM_COMPOSER_FORM_GET_CLASS (form);
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *icon = gtk_image_new_from_icon_name (words->icon);

      gtk_widget_add_css_class (icon, crm_kind_style (words->entity));
      self->mode_labels[mode] = gtk_label_new (_ (words->label));
      self->mode_dots[mode] = gtk_label_new ("•");
      gtk_widget_set_tooltip_text (self->mode_dots[mode], _ ("Not saved yet"));
      gtk_widget_add_css_class (self->mode_dots[mode], "accent");
      gtk_box_append (GTK_BOX (box), icon);
      gtk_box_append (GTK_BOX (box), self->mode_labels[mode]);
      gtk_box_append (GTK_BOX (box), self->mode_dots[mode]);
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_widget_add_css_class (button, "mode");
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _ (words->tip));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (words->label), -1);
      g_signal_connect (button, "clicked", G_CALLBACK (on_mode_clicked), self);
      gtk_box_append (GTK_BOX (self->modes), button);
      self->mode_buttons[mode] = button;
      self->forms[mode] = form;
      g_signal_connect_swapped (form, "changed", G_CALLBACK (on_changed), self);
      gtk_box_append (GTK_BOX (self->own_lines), GTK_WIDGET (form));
      crm_composer_form_set_buffer (form, gtk_text_view_get_buffer (self->text));
    }
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
  g_clear_pointer (&self->about, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, text_place);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, text);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, own_lines);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, more_revealer);
  gtk_widget_class_bind_template_child (widget_class, CrmComposer, error);
  gtk_widget_class_bind_template_child_full (
      widget_class, "more", FALSE, G_STRUCT_OFFSET (CrmComposer, more_button));
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
  gtk_scrolled_window_set_min_content_height (
      GTK_SCROLLED_WINDOW (gtk_overlay_get_child (GTK_OVERLAY (self->text_place))), crm_scaled (LINE_HEIGHT));
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
  self->more = CRM_COMPOSER_MORE (crm_composer_more_new (store));
  g_signal_connect_swapped (self->more, "changed", G_CALLBACK (on_changed), self);
  gtk_revealer_set_child (self->more_revealer, GTK_WIDGET (self->more));
  g_signal_connect (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_buffer_changed), self);
  self->filling = FALSE;
  crm_composer_set_client (self, 0, NULL);
  show_mode (self);
  return GTK_WIDGET (self);
}

/* What was begun is what is wanted: a kind with a draft comes first. */
static void
choose_mode (CrmComposer *self)
{
  if (get_draft (self, get_class (self, self->mode)->text_key) != NULL)
    return;
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    if (get_draft (self, get_class (self, mode)->text_key) != NULL)
      self->mode = mode;
}

void
crm_composer_set_client (CrmComposer *self, gint64 client_id, const char *name)
{
  crm_composer_set_deal (self, 0, client_id, name);
}

void
crm_composer_set_deal (CrmComposer *self, gint64 deal_id, gint64 client_id, const char *name)
{
  g_autofree char *placeholder = NULL;

  g_return_if_fail (CRM_IS_COMPOSER (self));
  placeholder = name != NULL ? g_strdup_printf (_ ("Add a note about %s… Ctrl+Enter saves"), name)
                             : g_strdup (_ ("Add a note… Ctrl+Enter saves"));
  g_free (self->about);
  self->about = g_steal_pointer (&placeholder);
  show_words (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), client_id != 0 || deal_id != 0);
  if (self->client_id == client_id && self->deal_id == deal_id)
    return;
  /* A deal keeps its draft when its client becomes another. */
  if (deal_id != 0 && self->deal_id == deal_id)
    {
      self->client_id = client_id;
      show_mode (self);
      return;
    }
  crm_composer_keep (self);
  self->client_id = client_id;
  self->deal_id = deal_id;
  show_error (self, NULL);
  show_trigger (self, NULL, 0, NULL);
  choose_mode (self);
  fill_from_draft (self);
  show_mode (self);
}

void
crm_composer_begin (CrmComposer *self, CrmComposerMode mode)
{
  g_return_if_fail (CRM_IS_COMPOSER (self));
  set_mode (self, mode);
  focus_first (self);
}

void
crm_composer_begin_message (CrmComposer *self, const char *address)
{
  crm_composer_begin (self, CRM_COMPOSER_MESSAGE);
  crm_message_form_set_address (CRM_MESSAGE_FORM (self->forms[CRM_COMPOSER_MESSAGE]), address);
}

void
crm_composer_follow_up (CrmComposer *self, const char *entity, gint64 id, const char *title)
{
  g_return_if_fail (CRM_IS_COMPOSER (self));
  show_trigger (self, entity, id, title);
  set_mode (self, CRM_COMPOSER_TASK);
  focus_first (self);
}

void
crm_composer_make_task (CrmComposer *self, const char *entity, gint64 id, const char *title, const char *line)
{
  const char *key;
  g_autofree char *begun = NULL;

  crm_composer_follow_up (self, entity, id, title);
  key = CRM_COMPOSER_FORM_GET_CLASS (self->forms[CRM_COMPOSER_TASK])->keys[0];
  begun = crm_composer_form_dup_draft (self->forms[CRM_COMPOSER_TASK], key);
  if (begun == NULL || begun[0] == '\0')
    crm_composer_form_set_draft (self->forms[CRM_COMPOSER_TASK], key, line);
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
  int text = get_field (self, CRM_COMPOSER_FIELD_TEXT);

  self->filling = TRUE;
  fill_text (self, text >= 0 ? crm_row_get_text (row, text) : NULL);
  crm_composer_more_fill (self->more, row);
  crm_composer_form_fill (self->forms[self->mode], row);
  self->filling = FALSE;
}

void
crm_composer_set_edited (CrmComposer *self, CrmRow *row)
{
  g_return_if_fail (CRM_IS_COMPOSER (self));
  g_clear_pointer (&self->edited, crm_row_unref);
  self->edited = crm_row_ref (row);
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    if (g_str_equal (get_class (self, mode)->entity, crm_entity_get_name (row->entity)))
      self->mode = mode;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (self->modes, FALSE);
  gtk_widget_set_visible (self->cancel, TRUE);
  show_mode (self);
  fill_from_row (self, row);
  gtk_revealer_set_reveal_child (self->more_revealer, TRUE);
}

CrmComposerMode
crm_composer_get_mode (CrmComposer *self)
{
  g_return_val_if_fail (CRM_IS_COMPOSER (self), CRM_COMPOSER_NOTE);
  return self->mode;
}

const char *
crm_composer_get_edit_title (CrmComposer *self)
{
  g_return_val_if_fail (CRM_IS_COMPOSER (self), NULL);
  return _ (get_class (self, self->mode)->edit_title);
}
