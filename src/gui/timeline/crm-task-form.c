/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-task-form.h"

#include <glib/gi18n-lib.h>

#include "task/crm-task-line-entry.h"
#include "task/crm-task.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-names.h"

/* Title, kind, due day, repetition and importance are one line; the owner is asked for where there is more than one user. Main thread. */

struct _CrmTaskForm
{
  CrmComposerForm parent_instance;
  CrmNames *users; /* owned */
  GtkWidget *line;
  GtkWidget *owner_box;
  GtkWidget *owner; /* drop-down */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmTaskForm, crm_task_form, CRM_TYPE_COMPOSER_FORM)

static const char key_line[] = "composer.task-line";
static const char key_owner[] = "composer.task-owner";
static const char *const keys[] = { key_line, key_owner, NULL };

static gint64
get_owner (CrmTaskForm *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->owner));

  return position < crm_names_get_count (self->users) ? crm_names_get_row (self->users, position)->id : 0;
}

static void
choose_owner (CrmTaskForm *self, gint64 owner)
{
  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    if (crm_names_get_row (self->users, i)->id == owner)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->owner), i);
}

static gint64
get_me (CrmTaskForm *self)
{
  return crm_store_get_user (crm_composer_form_get_store (CRM_COMPOSER_FORM (self)));
}

static void
show_owners (CrmTaskForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 owner = get_owner (self);

  self->filling = TRUE;
  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    gtk_string_list_append (names, crm_names_get_title (self->users, crm_names_get_row (self->users, i)->id));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->owner), G_LIST_MODEL (names));
  choose_owner (self, owner != 0 ? owner : get_me (self));
  gtk_widget_set_visible (self->owner_box, crm_names_get_count (self->users) > 1);
  self->filling = FALSE;
}

static char *
dup_draft (CrmComposerForm *form, const char *key)
{
  CrmTaskForm *self = CRM_TASK_FORM (form);

  if (key == key_line)
    return g_strdup (
        gtk_editable_get_text (crm_task_line_entry_get_editable (CRM_TASK_LINE_ENTRY (self->line))));
  return get_owner (self) != 0 && get_owner (self) != get_me (self)
             ? g_strdup_printf ("%" G_GINT64_FORMAT, get_owner (self))
             : NULL;
}

static void
set_draft (CrmComposerForm *form, const char *key, const char *value)
{
  CrmTaskForm *self = CRM_TASK_FORM (form);

  if (key == key_line)
    gtk_editable_set_text (
        crm_task_line_entry_get_editable (CRM_TASK_LINE_ENTRY (self->line)), value != NULL ? value : "");
  else
    choose_owner (self, value != NULL ? g_ascii_strtoll (value, NULL, 10) : get_me (self));
}

static gboolean
read_task (CrmComposerForm *form, CrmValues *values, GError **error)
{
  CrmTaskForm *self = CRM_TASK_FORM (form);
  g_autofree char *new_client = NULL;

  if (!crm_task_line_entry_read (CRM_TASK_LINE_ENTRY (self->line), values, &new_client, error))
    return FALSE;
  if (get_owner (self) != 0)
    crm_values_set_integer (values, CRM_TASK_OWNER, get_owner (self));
  return TRUE;
}

static void
on_changed (CrmTaskForm *self)
{
  if (!self->filling)
    crm_composer_form_changed (CRM_COMPOSER_FORM (self));
}

static void
on_activate (CrmTaskForm *self)
{
  GtkWidget *composer = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_COMPOSER);

  if (composer != NULL)
    crm_composer_save (CRM_COMPOSER (composer));
}

static gboolean
crm_task_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_TASK_FORM (widget)->line);
}

static void
crm_task_form_constructed (GObject *object)
{
  CrmTaskForm *self = CRM_TASK_FORM (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *caption = gtk_label_new (_ ("Responsible"));
  CrmStore *store;

  G_OBJECT_CLASS (crm_task_form_parent_class)->constructed (object);
  store = crm_composer_form_get_store (CRM_COMPOSER_FORM (self));
  self->users = crm_names_get (store, "user");
  self->line = crm_task_line_entry_new (
      store, _ ("What is to be done"), _ ("What is to be done, and when: Call back fri 10"));
  /* The composer knows whom it is about. */
  crm_task_line_entry_set_about (CRM_TASK_LINE_ENTRY (self->line), -1, 0);
  g_signal_connect_swapped (self->line, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->line, "activate", G_CALLBACK (on_activate), self);
  self->owner = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->owner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Responsible"), -1);
  g_signal_connect_swapped (self->owner, "notify::selected", G_CALLBACK (on_changed), self);
  gtk_widget_add_css_class (caption, "dim-label");
  self->owner_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->owner_box), caption);
  gtk_box_append (GTK_BOX (self->owner_box), self->owner);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (box), self->line);
  gtk_box_append (GTK_BOX (box), self->owner_box);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->users, "changed", G_CALLBACK (show_owners), self, G_CONNECT_SWAPPED);
  show_owners (self);
}

static void
crm_task_form_dispose (GObject *object)
{
  CrmTaskForm *self = CRM_TASK_FORM (object);

  self->filling = TRUE;
  g_clear_object (&self->users);
  G_OBJECT_CLASS (crm_task_form_parent_class)->dispose (object);
}

static void
crm_task_form_class_init (CrmTaskFormClass *klass)
{
  CrmComposerFormClass *form = CRM_COMPOSER_FORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_task_form_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_task_form_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_task_form_grab_focus;
  form->entity = "task";
  form->label = N_ ("Task");
  form->icon = "crm-task-symbolic";
  form->tip = N_ ("Set a task (Alt+6)");
  form->edit_title = N_ ("Edit task");
  form->text_key = "composer.task";
  form->keys = keys;
  form->takes_focus = TRUE;
  form->dup_draft = dup_draft;
  form->set_draft = set_draft;
  form->read = read_task;
  form->fields[CRM_COMPOSER_FIELD_CLIENT] = CRM_TASK_CLIENT;
  form->fields[CRM_COMPOSER_FIELD_DEAL] = CRM_TASK_DEAL;
  form->fields[CRM_COMPOSER_FIELD_TRIGGER_ENTITY] = CRM_TASK_TRIGGER_ENTITY;
  form->fields[CRM_COMPOSER_FIELD_TRIGGER] = CRM_TASK_TRIGGER;
  form->fields[CRM_COMPOSER_FIELD_TEXT] = CRM_TASK_TEXT;
}

static void
crm_task_form_init (CrmTaskForm *self)
{
}
