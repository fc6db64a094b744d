/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-required-popover.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "widgets/crm-field-editor.h"

/* Owns one editor a missing field, and the entity whose table they read. Main thread. */

#define WIDTH 310

struct _CrmRequiredPopover
{
  GtkPopover parent_instance;

  CrmEntity *entity;  /* owned */
  GPtrArray *editors; /* owned array of borrowed CrmFieldEditor */
  GArray *indexes;    /* owned; int: their fields */
  GtkWidget *box;
  GtkWidget *error;
  char *sentence; /* owned */
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (CrmRequiredPopover, crm_required_popover, GTK_TYPE_POPOVER)

enum
{
  FILLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_error (CrmRequiredPopover *self, const char *text, GtkWidget *editor)
{
  gtk_label_set_text (GTK_LABEL (self->error), text);
  gtk_widget_set_visible (self->error, TRUE);
  gtk_widget_grab_focus (editor);
}

static void
answer (CrmRequiredPopover *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (CrmValues) values = crm_values_new (self->entity);
  g_auto (GStrv) filled = NULL;

  for (guint i = 0; i < self->editors->len; i++)
    {
      CrmFieldEditor *editor = self->editors->pdata[i];
      int index = g_array_index (self->indexes, int, i);
      g_autofree char *text = crm_field_editor_dup_text (editor);
      g_autoptr (GError) error = NULL;

      if (text[0] == '\0')
        {
          g_autofree char *sentence = g_strdup_printf (
              _ ("“%s” is still empty."), crm_field_get_label (&self->entity->fields[index]));

          show_error (self, sentence, GTK_WIDGET (editor));
          return;
        }
      if (!crm_field_editor_check (editor, values, index, &error))
        {
          show_error (self, error->message, GTK_WIDGET (editor));
          return;
        }
      g_strv_builder_add (builder, self->entity->fields[index].name);
      g_strv_builder_add (builder, text);
    }
  filled = g_strv_builder_end (builder);
  self->filled = TRUE;
  g_object_ref (self);
  g_signal_emit (self, signals[FILLED], 0, filled);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_object_unref (self);
}

/* The question has gone with what it said: why nothing moved is still told. */
static void
on_closed (CrmRequiredPopover *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (!self->filled && parent != NULL)
    crm_window_toast (parent, self->sentence);
}

/* Enter in the entry of an editor, once a list of suggestions has not taken it. */
static void
follow_enter (CrmRequiredPopover *self, GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget))
    g_signal_connect_object (widget, "activate", G_CALLBACK (answer), self, G_CONNECT_SWAPPED);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    follow_enter (self, child);
}

static void
crm_required_popover_finalize (GObject *object)
{
  CrmRequiredPopover *self = CRM_REQUIRED_POPOVER (object);

  g_clear_pointer (&self->entity, crm_entity_unref);
  g_ptr_array_unref (self->editors);
  g_array_unref (self->indexes);
  g_free (self->sentence);
  G_OBJECT_CLASS (crm_required_popover_parent_class)->finalize (object);
}

static void
crm_required_popover_class_init (CrmRequiredPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_required_popover_finalize;
  signals[FILLED] = g_signal_new ("filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
crm_required_popover_init (CrmRequiredPopover *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->editors = g_ptr_array_new ();
  self->indexes = g_array_new (FALSE, FALSE, sizeof (int));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->box, "popover-form");
  /* A popover asks for the height at a width its shadow and arrow take a part of: lines would be missing. */
  gtk_widget_set_size_request (self->box, WIDTH, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_popover_set_child (GTK_POPOVER (self), clamp);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
crm_required_popover_new (CrmStore *store, const char *sentence, GPtrArray *fields)
{
  CrmRequiredPopover *self = g_object_new (CRM_TYPE_REQUIRED_POPOVER, NULL);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *move = gtk_button_new_with_mnemonic (_ ("Fill and _move"));

  self->sentence = g_strdup (sentence);
  self->entity = crm_store_get_entity (store, "deal");
  gtk_box_append (GTK_BOX (self->box), new_label (sentence, "heading"));
  for (guint i = 0; i < fields->len; i++)
    {
      int index = crm_entity_find_field (self->entity, fields->pdata[i]);
      GtkWidget *editor;

      if (index < 0 || !crm_field_editor_can_edit (&self->entity->fields[index]))
        continue;
      editor = crm_field_editor_new (store, &self->entity->fields[index]);
      gtk_box_append (
          GTK_BOX (self->box), new_label (crm_field_get_label (&self->entity->fields[index]), "caption"));
      gtk_box_append (GTK_BOX (self->box), editor);
      follow_enter (self, editor);
      g_ptr_array_add (self->editors, editor);
      g_array_append_val (self->indexes, index);
    }
  self->error = new_label (NULL, "late");
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->error);
  gtk_widget_add_css_class (move, "suggested-action");
  g_signal_connect_swapped (move, "clicked", G_CALLBACK (answer), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_popover_popdown), self);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (buttons), move);
  gtk_box_append (GTK_BOX (self->box), buttons);
  return GTK_WIDGET (self);
}
