/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-record-editor.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-pipeline.h"
#include "settings/crm-setting-record.h"
#include "widgets/crm-names.h"

/* Owns the names of what a link can point to, and the words of the list on show; the widget belongs to whoever placed it. Main thread. */

struct _CrmRecordEditor
{
  CrmStore *store; /* owned */
  const CrmRecordKind *kind;
  const CrmField *info; /* of the row's entity, which entity keeps */
  CrmEntity *entity;    /* owned */
  int field;
  GtkWidget *widget; /* owned */
  GtkTextView *text; /* several lines */
  GtkSwitch *toggle; /* yes or no */
  CrmNames *names;   /* owned; links */
  GPtrArray *words;  /* owned; char *, nullable elements: by place in the list */
  GPtrArray *labels;
  CrmRow *row; /* owned; on show */
  gboolean showing;
};

static void
on_combo (CrmRecordEditor *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->widget));

  if (!self->showing && selected < self->words->len)
    crm_setting_record_read (
        self->widget, self->store, self->row, self->field, g_ptr_array_index (self->words, selected));
}

static void
on_apply (CrmRecordEditor *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->widget))));

  /* A name cannot be emptied away. */
  if (text[0] == '\0' && (self->info->flags & CRM_FIELD_REQUIRED) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->widget), crm_row_get_text (self->row, self->field));
  else
    crm_setting_record_read (self->widget, self->store, self->row, self->field, text);
}

static void
on_toggle (CrmRecordEditor *self)
{
  if (!self->showing)
    crm_setting_record_set_flag (
        self->widget, self->store, self->row, self->field, gtk_switch_get_active (self->toggle));
}

static void
on_text_left (CrmRecordEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  crm_setting_record_read (self->widget, self->store, self->row, self->field, g_strstrip (text));
}

static const char *
get_label (CrmRecordEditor *self)
{
  const char *label = self->kind->get_label != NULL ? self->kind->get_label (self->field) : NULL;

  return label != NULL ? label : crm_field_get_label (self->info);
}

/* Lists */

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const CrmRow *one = *(CrmRow *const *)a, *other = *(CrmRow *const *)b;
  gint64 left = crm_row_get_integer (one, CRM_STAGE_PIPELINE),
         right = crm_row_get_integer (other, CRM_STAGE_PIPELINE);

  if (left == right)
    {
      left = crm_row_get_integer (one, CRM_STAGE_POSITION);
      right = crm_row_get_integer (other, CRM_STAGE_POSITION);
    }
  return left < right ? -1 : left > right;
}

static char *
dup_stage_label (CrmRecordEditor *self, CrmRow *stage)
{
  g_autoptr (CrmNames) pipelines = crm_names_get (self->store, "pipeline");
  const char *pipeline = crm_names_get_title (pipelines, crm_row_get_integer (stage, CRM_STAGE_PIPELINE));

  if (crm_names_get_count (pipelines) < 2 || pipeline == NULL)
    return g_strdup (crm_row_get_text (stage, CRM_STAGE_NAME));
  /* Translators: a pipeline and one of its stages. */
  return g_strdup_printf (_ ("%s: %s"), pipeline, crm_row_get_text (stage, CRM_STAGE_NAME));
}

static void
list_links (CrmRecordEditor *self, GPtrArray *words, GPtrArray *labels)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  gboolean stages = g_str_equal (self->info->target, "stage");

  for (guint i = 0; i < crm_names_get_count (self->names); i++)
    g_ptr_array_add (rows, crm_names_get_row (self->names, i));
  if (stages)
    g_ptr_array_sort (rows, compare_positions);
  for (guint i = 0; i < rows->len; i++)
    {
      CrmRow *row = rows->pdata[i];

      g_ptr_array_add (words, g_strdup_printf ("%" G_GINT64_FORMAT, row->id));
      g_ptr_array_add (labels, stages ? dup_stage_label (self, row) : crm_row_dup_title (row));
    }
}

static gboolean
same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_strcmp0 (a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static const char *
get_empty_label (CrmRecordEditor *self)
{
  if (self->names != NULL && g_str_equal (self->info->target, "stage"))
    return _ ("Any stage");
  return self->kind->active >= 0 || self->names != NULL ? _ ("Any") : _ ("None");
}

static void
list_words (CrmRecordEditor *self, GPtrArray *words, GPtrArray *labels)
{
  if (self->kind->list_words != NULL &&
      self->kind->list_words (self->store, self->row, self->field, words, labels))
    return;
  if ((self->info->flags & CRM_FIELD_REQUIRED) == 0)
    {
      g_ptr_array_add (words, g_strdup (""));
      g_ptr_array_add (labels, g_strdup (get_empty_label (self)));
    }
  if (self->names != NULL)
    list_links (self, words, labels);
  else
    for (const CrmChoice *choice = self->info->choices; choice != NULL && choice->word != NULL; choice++)
      {
        g_ptr_array_add (words, g_strdup (choice->word));
        g_ptr_array_add (labels, g_strdup (crm_field_get_choice_label (self->info, choice->word)));
      }
}

static void
show_combo (CrmRecordEditor *self, const char *plain)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint selected = GTK_INVALID_LIST_POSITION;

  list_words (self, words, labels);
  for (guint i = 0; i < words->len; i++)
    if (g_strcmp0 (words->pdata[i], plain) == 0)
      selected = i;
  /* A word from elsewhere stays what it is. */
  if (selected == GTK_INVALID_LIST_POSITION && (plain[0] != '\0' || words->len == 0))
    {
      selected = words->len;
      g_ptr_array_add (words, g_strdup (plain));
      g_ptr_array_add (labels, g_strdup (plain));
    }
  if (!same (self->words, words) || !same (self->labels, labels))
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; i < labels->len; i++)
        gtk_string_list_append (list, labels->pdata[i]);
      adw_combo_row_set_model (ADW_COMBO_ROW (self->widget), G_LIST_MODEL (list));
      g_clear_pointer (&self->words, g_ptr_array_unref);
      g_clear_pointer (&self->labels, g_ptr_array_unref);
      self->words = g_steal_pointer (&words);
      self->labels = g_steal_pointer (&labels);
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->widget), selected);
}

static void
refresh (CrmRecordEditor *self)
{
  if (self->row != NULL)
    {
      g_autoptr (CrmRow) row = crm_row_ref (self->row);

      crm_record_editor_show (self, row);
    }
}

static GtkWidget *
make_text (CrmRecordEditor *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *caption = gtk_label_new (get_label (self));
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text, FALSE);
  g_object_set (self->text, "left-margin", 8, "right-margin", 8, "top-margin", 6, "bottom-margin", 6, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->text), -1, 72);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, get_label (self), -1);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_text_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), focus);
  gtk_frame_set_child (GTK_FRAME (frame), GTK_WIDGET (self->text));
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  g_object_set (box, "margin-top", 8, "margin-bottom", 8, "margin-start", 12, "margin-end", 12, NULL);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static GtkWidget *
make_switch (CrmRecordEditor *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, get_label (self), -1);
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (on_toggle), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->toggle));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_label (self));
  return row;
}

static gboolean
is_combo (CrmRecordEditor *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  return self->info->kind == CRM_KIND_CHOICE || self->info->kind == CRM_KIND_LINK ||
         (self->kind->list_words != NULL &&
             self->kind->list_words (self->store, self->row, self->field, words, labels));
}

static GtkWidget *
make_widget (CrmRecordEditor *self)
{
  GtkWidget *widget = self->kind->make != NULL ? self->kind->make (self->store, self->field) : NULL;

  if (widget != NULL)
    return widget;
  if (self->info->kind == CRM_KIND_LONG)
    return make_text (self);
  if (self->info->kind == CRM_KIND_BOOLEAN)
    return make_switch (self);
  if (is_combo (self))
    {
      widget = adw_combo_row_new ();
      g_signal_connect_swapped (widget, "notify::selected", G_CALLBACK (on_combo), self);
    }
  else
    {
      widget = adw_entry_row_new ();
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (widget), TRUE);
      g_signal_connect_swapped (widget, "apply", G_CALLBACK (on_apply), self);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), get_label (self));
  return widget;
}

CrmRecordEditor *
crm_record_editor_new (CrmStore *store, const CrmRecordKind *kind, CrmEntity *entity, int field)
{
  CrmRecordEditor *self = g_new0 (CrmRecordEditor, 1);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->entity = crm_entity_ref (entity);
  self->info = &entity->fields[field];
  self->field = field;
  self->showing = TRUE;
  self->widget = g_object_ref_sink (make_widget (self));
  if (self->info->kind == CRM_KIND_LINK && ADW_IS_COMBO_ROW (self->widget))
    {
      self->names = crm_names_get (store, self->info->target);
      g_signal_connect_swapped (self->names, "changed", G_CALLBACK (refresh), self);
    }
  return self;
}

void
crm_record_editor_free (CrmRecordEditor *self)
{
  self->showing = TRUE;
  g_signal_handlers_disconnect_by_data (self->widget, self);
  if (self->toggle != NULL)
    g_signal_handlers_disconnect_by_data (self->toggle, self);
  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  if (self->text != NULL)
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->text));

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

          g_signal_handlers_disconnect_by_data (controller, self);
        }
    }
  g_clear_object (&self->names);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->row, crm_row_unref);
  g_object_unref (self->widget);
  crm_entity_unref (self->entity);
  g_object_unref (self->store);
  g_free (self);
}

GtkWidget *
crm_record_editor_get_widget (CrmRecordEditor *self)
{
  return self->widget;
}

void
crm_record_editor_show (CrmRecordEditor *self, CrmRow *row)
{
  g_autofree char *plain =
      crm_field_format_plain (&row->entity->fields[self->field], crm_row_get (row, self->field));
  const char *text = plain != NULL ? plain : "";

  self->showing = TRUE;
  crm_row_ref (row);
  g_clear_pointer (&self->row, crm_row_unref);
  self->row = row;
  gtk_widget_set_visible (
      self->widget, self->kind->applies == NULL || self->kind->applies (row, self->field));
  if (self->text != NULL)
    {
      if (!gtk_widget_has_focus (GTK_WIDGET (self->text)))
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
    }
  else if (self->toggle != NULL)
    gtk_switch_set_active (self->toggle, crm_row_get_integer (row, self->field) != 0);
  else if (ADW_IS_COMBO_ROW (self->widget))
    show_combo (self, text);
  else if (ADW_IS_ENTRY_ROW (self->widget))
    {
      if (gtk_widget_get_focus_child (self->widget) == NULL)
        gtk_editable_set_text (GTK_EDITABLE (self->widget), text);
    }
  else if (self->kind->show != NULL)
    self->kind->show (self->widget, row);
  self->showing = FALSE;
}
