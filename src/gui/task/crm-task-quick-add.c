/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-quick-add.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client.h"
#include "task/crm-task-writes.h"
#include "task/crm-task.h"

/* Owns the line. What is added is one operation, with the new client if there is one. Main thread, but for the function named _in_worker. */

struct _CrmTaskQuickAdd
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  CrmTaskLineEntry *line;
  GtkWidget *hint;
  GtkWidget *error;
  gboolean waiting; /* Enter was pressed while names were looked up */
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (CrmTaskQuickAdd, crm_task_quick_add, GTK_TYPE_BOX)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  CrmValues *task;
  char *client; /* nullable: the name of a new one */
  gint64 id;    /* the new task */
} Add;

static void
add_free (gpointer data)
{
  Add *add = data;

  crm_values_free (add->task);
  g_free (add->client);
  g_free (add);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Add *add = data;

  if (add->client != NULL)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
      g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
      gint64 client;

      if (values == NULL)
        return FALSE;
      crm_values_set_text (values, CRM_CLIENT_KIND, "person");
      crm_values_set_text (values, CRM_CLIENT_NAME, add->client);
      client = crm_transaction_insert (tx, values, NULL, error);
      if (client == 0)
        return FALSE;
      crm_values_set_integer (add->task, CRM_TASK_CLIENT, client);
    }
  add->id = crm_transaction_insert (tx, add->task, NULL, error);
  return add->id != 0;
}

static void
show_error (CrmTaskQuickAdd *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static gint64
find_added (CrmChangeSet *changes)
{
  guint n;
  const CrmChange *change = crm_change_set_get_changes (changes, &n);

  for (guint i = 0; i < n; i++)
    if (change[i].op == CRM_CHANGE_INSERT && g_str_equal (change[i].entity, "task"))
      return change[i].id;
  return 0;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTaskQuickAdd) self = data;
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, &changes, &error);
  if (self->store == NULL)
    return;
  self->pending = FALSE;
  if (error != NULL)
    {
      show_error (self, error->message);
      return;
    }
  crm_task_line_entry_clear (self->line);
  crm_task_line_entry_set_day (self->line, NULL);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, changes != NULL ? find_added (changes) : 0);
}

void
crm_task_quick_add_save (CrmTaskQuickAdd *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "task");
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autoptr (GError) error = NULL;
  g_autofree char *client = NULL;
  g_autofree char *name = NULL;
  g_autofree char *purpose = NULL;
  Add *add;

  g_return_if_fail (CRM_IS_TASK_QUICK_ADD (self));
  if (self->pending || crm_task_line_entry_is_empty (self->line))
    return;
  self->waiting = crm_task_line_entry_is_guessing (self->line);
  if (self->waiting)
    return;
  if (!crm_task_line_entry_read (self->line, values, &client, &error))
    {
      show_error (self, error->message);
      return;
    }
  name = crm_task_name_them (crm_values_get_text (values, CRM_TASK_TITLE), 1);
  purpose = g_strdup_printf (_ ("Task added: %s"), name);
  add = g_new0 (Add, 1);
  add->task = g_steal_pointer (&values);
  add->client = g_steal_pointer (&client);
  self->pending = TRUE;
  show_error (self, NULL);
  crm_store_write_async (
      self->store, purpose, add_in_worker, add, add_free, NULL, on_added, g_object_ref (self));
}

static void
on_line_changed (CrmTaskQuickAdd *self)
{
  gboolean empty = crm_task_line_entry_is_empty (self->line);

  show_error (self, NULL);
  if (empty)
    self->waiting = FALSE;
  else if (self->waiting && !crm_task_line_entry_is_guessing (self->line))
    crm_task_quick_add_save (self);
}

static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmTaskQuickAdd *self)
{
  if (keyval != GDK_KEY_Escape || crm_task_line_entry_is_empty (self->line))
    return GDK_EVENT_PROPAGATE;
  crm_task_line_entry_clear (self->line);
  crm_task_line_entry_set_day (self->line, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
crm_task_quick_add_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_TASK_QUICK_ADD (widget)->line));
}

static void
crm_task_quick_add_dispose (GObject *object)
{
  CrmTaskQuickAdd *self = CRM_TASK_QUICK_ADD (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->line, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_task_quick_add_parent_class)->dispose (object);
}

static void
crm_task_quick_add_class_init (CrmTaskQuickAddClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_task_quick_add_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_task_quick_add_grab_focus;
  signals[SIGNAL_ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

static void
crm_task_quick_add_init (CrmTaskQuickAdd *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pad");
}

GtkWidget *
crm_task_quick_add_new (CrmStore *store)
{
  CrmTaskQuickAdd *self = g_object_new (CRM_TYPE_TASK_QUICK_ADD, NULL);
  GtkEventController *key = gtk_event_controller_key_new ();

  self->store = g_object_ref (store);
  self->line = CRM_TASK_LINE_ENTRY (crm_task_line_entry_new (
      store, _ ("New task"), _ ("New task: Call Anna about grinders tomorrow 10:00 !")));
  g_signal_connect_swapped (self->line, "changed", G_CALLBACK (on_line_changed), self);
  g_signal_connect_swapped (self->line, "activate", G_CALLBACK (crm_task_quick_add_save), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (crm_task_line_entry_get_editable (self->line)), key);
  self->hint = make_caption (_ ("Enter to add · Esc to cancel"));
  self->error = make_caption (NULL);
  gtk_widget_remove_css_class (self->error, "dim-label");
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_label_set_wrap (GTK_LABEL (self->hint), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  crm_task_line_entry_add_end (self->line, self->hint);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->line));
  gtk_box_append (GTK_BOX (self), self->error);
  return GTK_WIDGET (self);
}

void
crm_task_quick_add_begin (CrmTaskQuickAdd *self, const char *day)
{
  g_return_if_fail (CRM_IS_TASK_QUICK_ADD (self));
  crm_task_line_entry_set_day (self->line, day);
  gtk_widget_grab_focus (GTK_WIDGET (self->line));
}

CrmTaskLineEntry *
crm_task_quick_add_get_line (CrmTaskQuickAdd *self)
{
  return self->line;
}

const char *
crm_task_quick_add_get_error (CrmTaskQuickAdd *self)
{
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}
