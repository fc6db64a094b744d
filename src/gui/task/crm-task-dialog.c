/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-recurrence.h"
#include "base/crm-text.h"
#include "crm-window.h"
#include "task/crm-task-words.h"
#include "task/crm-task-writes.h"
#include "task/crm-task.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-dialog-parent.h"
#include "widgets/crm-field-editor.h"

/* Lines of field editors; when, reminder and repetition are read from words. Saves only what was changed, as one operation. Main thread, but
 * for functions named _in_worker. */

#define CRM_TYPE_TASK_DIALOG (crm_task_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskDialog, crm_task_dialog, CRM, TASK_DIALOG, AdwWindow)

/* In the order they are shown; due, reminder and repetition stand for their own editors. */
static const int lines[] = { CRM_TASK_TITLE, CRM_TASK_KIND, CRM_TASK_CLIENT, CRM_TASK_DEAL, CRM_TASK_DUE_ON,
  CRM_TASK_RECURRENCE, CRM_TASK_REMIND_AT, CRM_TASK_PRIORITY, CRM_TASK_OWNER, CRM_TASK_STATE, CRM_TASK_TEXT };
#define N_LINES G_N_ELEMENTS (lines)

/* What is read before it is shown. */
typedef struct
{
  CrmRow *task;          /* owned */
  char *titles[N_LINES]; /* of links, nullable */
} Known;

struct _CrmTaskDialog
{
  AdwWindow parent_instance;

  CrmStore *store; /* owned */
  Known *known;    /* owned */
  GtkWidget *editors[N_LINES];
  char *before[N_LINES]; /* what the editor began with */
  GtkWidget *repeat_words;
  GtkWidget *error;
  GtkWidget *save;
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (CrmTaskDialog, crm_task_dialog, ADW_TYPE_WINDOW)

static void
known_free (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->task, crm_row_unref);
  for (guint i = 0; i < N_LINES; i++)
    g_free (known->titles[i]);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

static void
show_error (CrmTaskDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static char *
dup_text (CrmTaskDialog *self, guint line)
{
  GtkWidget *editor = self->editors[line];

  if (CRM_IS_WHEN_ENTRY (editor))
    return g_strdup (gtk_editable_get_text (crm_when_entry_get_editable (CRM_WHEN_ENTRY (editor))));
  if (CRM_IS_FIELD_EDITOR (editor))
    return crm_field_editor_dup_text (CRM_FIELD_EDITOR (editor));
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)));
}

/* Repetition: words ("every friday") or a rule. */

/* FALSE with error when it is neither; rule NULL when it is empty. */
static gboolean
read_rule (CrmTaskDialog *self, const char *text, char **rule, GError **error)
{
  g_auto (CrmWhen) when = { 0 };
  g_autoptr (CrmRecurrence) recurrence = NULL;

  *rule = NULL;
  if (crm_text_is_blank (text) ||
      crm_recurrence_find (text, crm_clock_now (), crm_store_get_zone (self->store),
          crm_task_get_week_start (self->store), &when, rule))
    return TRUE;
  if (strchr (text, '=') != NULL)
    {
      recurrence = crm_recurrence_new (text, error);
      *rule = recurrence != NULL ? crm_recurrence_to_string (recurrence) : NULL;
      return recurrence != NULL;
    }
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("Write how often it comes again: every friday, every 2 weeks, every month."));
  return FALSE;
}

static void
on_rule_changed (CrmTaskDialog *self, GtkEditable *entry)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *words = NULL;
  g_autoptr (CrmRecurrence) recurrence = NULL;

  if (read_rule (self, gtk_editable_get_text (entry), &rule, &error) && rule != NULL)
    recurrence = crm_recurrence_new (rule, NULL);
  if (recurrence != NULL)
    words = crm_recurrence_describe (recurrence, crm_row_get_text (self->known->task, CRM_TASK_DUE_ON));
  gtk_label_set_text (GTK_LABEL (self->repeat_words), words != NULL   ? words
                                                      : error != NULL ? error->message
                                                                      : "");
  gtk_widget_set_visible (self->repeat_words, words != NULL || error != NULL);
}

/* Saving */

typedef struct
{
  gint64 id;
  gint64 version;
  CrmValues *values;
  char *links[N_LINES]; /* texts the worker resolves, nullable */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  crm_values_free (save->values);
  for (guint i = 0; i < N_LINES; i++)
    g_free (save->links[i]);
  g_free (save);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static gboolean
save_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Save *save = data;

  for (guint i = 0; i < N_LINES; i++)
    if (save->links[i] != NULL &&
        !crm_transaction_read_value (tx, save->values, lines[i], save->links[i], error))
      return FALSE;
  return crm_transaction_update (tx, save->id, save->version, save->values, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTaskDialog) self = data;
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

static gboolean
read_due (CrmTaskDialog *self, guint line, CrmValues *values, GError **error)
{
  g_auto (CrmWhen) when = { 0 };

  if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->editors[line]), &when, error))
    return FALSE;
  if (lines[line] == CRM_TASK_REMIND_AT)
    {
      if (when.date != NULL && !when.has_time)
        {
          g_set_error_literal (
              error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A reminder needs a time."));
          return FALSE;
        }
      if (when.date != NULL)
        crm_values_set_integer (values, CRM_TASK_REMIND_AT, when.at);
      else
        crm_value_clear (crm_values_slot (values, CRM_TASK_REMIND_AT));
      return TRUE;
    }
  if (when.date != NULL && when.has_time)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, when.at);
  else
    crm_value_clear (crm_values_slot (values, CRM_TASK_DUE_AT));
  if (when.date != NULL)
    crm_values_set_text (values, CRM_TASK_DUE_ON, when.date);
  else
    crm_value_clear (crm_values_slot (values, CRM_TASK_DUE_ON));
  return TRUE;
}

static gboolean
read_line (CrmTaskDialog *self, guint line, Save *save, GError **error)
{
  const CrmField *field = &self->known->task->entity->fields[lines[line]];
  g_autofree char *text = dup_text (self, line);
  g_autofree char *rule = NULL;

  if (g_strcmp0 (text, self->before[line]) == 0)
    return TRUE;
  if (lines[line] == CRM_TASK_DUE_ON || lines[line] == CRM_TASK_REMIND_AT)
    return read_due (self, line, save->values, error);
  if (lines[line] == CRM_TASK_RECURRENCE)
    {
      if (!read_rule (self, text, &rule, error))
        return FALSE;
      crm_values_set_text (save->values, CRM_TASK_RECURRENCE, rule);
      return TRUE;
    }
  if (field->kind == CRM_KIND_LINK)
    {
      save->links[line] = g_steal_pointer (&text);
      return TRUE;
    }
  return crm_field_editor_check (CRM_FIELD_EDITOR (self->editors[line]), save->values, lines[line], error);
}

static void
save_dialog (CrmTaskDialog *self)
{
  const CrmRow *task = self->known->task;
  g_autoptr (Save) save = g_new0 (Save, 1);
  g_autofree char *name = crm_task_name_them (crm_row_get_text (task, CRM_TASK_TITLE), 1);
  g_autofree char *purpose = g_strdup_printf (_ ("Task changed: %s"), name);

  if (self->pending)
    return;
  save->id = task->id;
  save->version = task->version;
  save->values = crm_values_new (task->entity);
  for (guint i = 0; i < N_LINES; i++)
    {
      g_autoptr (GError) error = NULL;

      if (read_line (self, i, save, &error))
        continue;
      show_error (self, error->message);
      gtk_widget_grab_focus (self->editors[i]);
      return;
    }
  show_error (self, NULL);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  crm_store_write_async (self->store, purpose, save_in_worker, g_steal_pointer (&save), save_free, NULL,
      on_saved, g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save_dialog (CRM_TASK_DIALOG (widget));
}

/* Making */

static void
crm_task_dialog_dispose (GObject *object)
{
  CrmTaskDialog *self = CRM_TASK_DIALOG (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_task_dialog_parent_class)->dispose (object);
}

static void
crm_task_dialog_finalize (GObject *object)
{
  CrmTaskDialog *self = CRM_TASK_DIALOG (object);

  for (guint i = 0; i < N_LINES; i++)
    g_free (self->before[i]);
  g_clear_pointer (&self->known, known_free);
  G_OBJECT_CLASS (crm_task_dialog_parent_class)->finalize (object);
}

static void
crm_task_dialog_class_init (CrmTaskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_task_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_task_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "task-dialog.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "task-dialog.save", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "task-dialog.save", NULL);
}

static void
crm_task_dialog_init (CrmTaskDialog *self)
{
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
}

static GtkWidget *
make_editor (CrmTaskDialog *self, guint line)
{
  const CrmRow *task = self->known->task;
  const CrmField *field = &task->entity->fields[lines[line]];
  const char *label = crm_field_get_label (field);
  GtkWidget *editor;
  g_autofree char *plain = NULL;

  switch (lines[line])
    {
    case CRM_TASK_DUE_ON:
      editor = crm_when_entry_new (self->store, label, NULL);
      crm_when_entry_set (CRM_WHEN_ENTRY (editor), crm_row_get_text (task, CRM_TASK_DUE_ON),
          crm_row_get_integer (task, CRM_TASK_DUE_AT));
      return editor;
    case CRM_TASK_REMIND_AT:
      editor = crm_when_entry_new (self->store, label, _ ("tomorrow 9:00"));
      crm_when_entry_set (CRM_WHEN_ENTRY (editor), NULL, crm_row_get_integer (task, CRM_TASK_REMIND_AT));
      return editor;
    case CRM_TASK_RECURRENCE:
      editor = gtk_entry_new ();
      gtk_entry_set_placeholder_text (GTK_ENTRY (editor), _ ("every friday, every 2 weeks, every month"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      if (crm_row_get_text (task, CRM_TASK_RECURRENCE) != NULL)
        gtk_editable_set_text (GTK_EDITABLE (editor), crm_row_get_text (task, CRM_TASK_RECURRENCE));
      g_signal_connect_object (editor, "changed", G_CALLBACK (on_rule_changed), self, G_CONNECT_SWAPPED);
      return editor;
    default:
      editor = crm_field_editor_new (self->store, field);
      plain = self->known->titles[line] != NULL
                  ? g_strdup (self->known->titles[line])
                  : crm_field_format_plain (field, crm_row_get (task, lines[line]));
      crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), plain);
      return editor;
    }
}

static GtkWidget *
make_grid (CrmTaskDialog *self)
{
  GtkWidget *grid = gtk_grid_new ();
  int place = 0;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->repeat_words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->repeat_words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->repeat_words), TRUE);
  gtk_widget_add_css_class (self->repeat_words, "caption");
  for (guint i = 0; i < N_LINES; i++)
    {
      const CrmField *field = &self->known->task->entity->fields[lines[i]];
      GtkWidget *caption = gtk_label_new (crm_field_get_label (field));

      gtk_label_set_xalign (GTK_LABEL (caption), 1);
      gtk_widget_set_valign (caption, GTK_ALIGN_START);
      gtk_widget_set_margin_top (caption, 8);
      gtk_widget_add_css_class (caption, "dim-label");
      self->editors[i] = make_editor (self, i);
      self->before[i] = dup_text (self, i);
      gtk_widget_set_hexpand (self->editors[i], TRUE);
      gtk_grid_attach (GTK_GRID (grid), caption, 0, place, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->editors[i], 1, place++, 1, 1);
      if (lines[i] == CRM_TASK_RECURRENCE)
        {
          gtk_grid_attach (GTK_GRID (grid), self->repeat_words, 1, place++, 1, 1);
          on_rule_changed (self, GTK_EDITABLE (self->editors[i]));
        }
    }
  return grid;
}

static void
build (CrmTaskDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save), "task-dialog.save");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_set_margin_top (content, 14);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_box_append (GTK_BOX (content), make_grid (self));
  gtk_box_append (GTK_BOX (content), self->error);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/* Showing */

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Known) known = g_new0 (Known, 1);

  known->task = crm_transaction_load (tx, "task", *(gint64 *)data, error);
  if (known->task == NULL)
    return NULL;
  for (guint i = 0; i < N_LINES; i++)
    {
      const CrmField *field = &known->task->entity->fields[lines[i]];
      gint64 id = field->kind == CRM_KIND_LINK ? crm_row_get_integer (known->task, lines[i]) : 0;

      if (id != 0)
        known->titles[i] = crm_transaction_dup_title (tx, field->target, id);
    }
  return g_steal_pointer (&known);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Known) known = crm_store_read_finish (CRM_STORE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (from);
  CrmTaskDialog *self;

  if (known == NULL)
    {
      crm_window_report_error (from, error, _ ("The task could not be opened"), NULL);
      return;
    }
  self = g_object_new (CRM_TYPE_TASK_DIALOG, "modal", TRUE, "transient-for", root, "title", _ ("Task"),
      "default-width", 560, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (CRM_STORE (source));
  self->known = g_steal_pointer (&known);
  build (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->editors[0]);
}

void
crm_task_dialog_present (GtkWidget *from, CrmStore *store, gint64 task)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  crm_store_read_async (store, 0, read_in_worker, g_memdup2 (&task, sizeof task), g_free, known_free, NULL,
      on_read, g_object_ref (from));
}
