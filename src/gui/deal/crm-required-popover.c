/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-required-popover.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "widgets/crm-field-editor.h"

/* Owns the editors of what is missing; reads what that is when it opens. Each value is written to those of the deals that lack it.
 * Main thread, but for functions named _in_worker. */

#define CRM_TYPE_REQUIRED_POPOVER (crm_required_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmRequiredPopover, crm_required_popover, CRM, REQUIRED_POPOVER, GtkPopover)

struct _CrmRequiredPopover
{
  GtkPopover parent_instance;
  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: keeps the editors' fields alive */
  GArray *deals;     /* owned: gint64 */
  gint64 stage;
  gint64 before;
  CrmRequiredDone done; /* nullable; called once */
  gpointer data;
  gboolean moved;
  gboolean pending;
  GPtrArray *editors; /* CrmFieldEditor, not owned */
  GtkWidget *sentence;
  GtkWidget *box;
  GtkWidget *error;
  GtkWidget *move;
};

G_DEFINE_FINAL_TYPE (CrmRequiredPopover, crm_required_popover, GTK_TYPE_POPOVER)

/* In the workers */

typedef struct
{
  GArray *deals;
  gint64 stage;
  gint64 before;
  GPtrArray *names; /* char * */
  GPtrArray *texts; /* char * */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_array_unref (ask->deals);
  g_clear_pointer (&ask->names, g_ptr_array_unref);
  g_clear_pointer (&ask->texts, g_ptr_array_unref);
  g_free (ask);
}

static Ask *
ask_new (CrmRequiredPopover *self)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->deals = g_array_ref (self->deals);
  ask->stage = self->stage;
  ask->before = self->before;
  return ask;
}

typedef struct
{
  char *stage;
  GPtrArray *names; /* char *: fields, in the order of the stage */
} Missing;

static void
missing_free (gpointer data)
{
  Missing *missing = data;

  g_free (missing->stage);
  g_ptr_array_unref (missing->names);
  g_free (missing);
}

static gpointer
read_missing_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  Missing *missing;
  g_autoptr (CrmRow) stage = crm_transaction_load (tx, "stage", ask->stage, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (stage == NULL)
    return NULL;
  rows = crm_transaction_load_many (tx, "deal", (const gint64 *)ask->deals->data, ask->deals->len, error);
  if (rows == NULL)
    return NULL;
  missing = g_new0 (Missing, 1);
  missing->stage = g_strdup (crm_row_get_text (stage, CRM_STAGE_NAME));
  missing->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GPtrArray) names =
          crm_stage_list_missing (crm_row_get_text (stage, CRM_STAGE_REQUIRED), rows->pdata[i], NULL);

      for (guint k = 0; k < names->len; k++)
        if (!g_ptr_array_find_with_equal_func (missing->names, names->pdata[k], g_str_equal, NULL))
          g_ptr_array_add (missing->names, g_strdup (names->pdata[k]));
    }
  return missing;
}

static gboolean
fill_in_worker (CrmTransaction *tx, Ask *ask, CrmRow *stage, gint64 id, GError **error)
{
  g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", id, error);
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (deal == NULL)
    return FALSE;
  missing = crm_stage_list_missing (crm_row_get_text (stage, CRM_STAGE_REQUIRED), deal, NULL);
  values = crm_values_new (deal->entity);
  for (guint i = 0; i < ask->names->len; i++)
    {
      int field = crm_entity_find_field (deal->entity, ask->names->pdata[i]);

      /* What another of the deals has stays as it is. */
      if (field >= 0 && ((const char *)ask->texts->pdata[i])[0] != '\0' &&
          g_ptr_array_find_with_equal_func (missing, ask->names->pdata[i], g_str_equal, NULL) &&
          !crm_transaction_read_value (tx, values, field, ask->texts->pdata[i], error))
        return FALSE;
    }
  return crm_values_count (values) == 0 || crm_transaction_update (tx, id, 0, values, error);
}

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Ask *ask = data;
  g_autoptr (CrmRow) stage = crm_transaction_load (tx, "stage", ask->stage, error);

  if (stage == NULL)
    return FALSE;
  for (guint i = 0; i < ask->deals->len; i++)
    if (!fill_in_worker (tx, ask, stage, g_array_index (ask->deals, gint64, i), error))
      return FALSE;
  return crm_deal_move (
      tx, (const gint64 *)ask->deals->data, ask->deals->len, ask->stage, ask->before, error);
}

/* The popover */

static void
show_error (CrmRequiredPopover *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static gboolean
end_in_idle (gpointer data)
{
  CrmRequiredPopover *self = data;
  CrmRequiredDone done = g_steal_pointer (&self->done);

  if (done != NULL)
    done (self->moved, self->data);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmRequiredPopover) self = data;
  g_autoptr (GError) error = NULL;

  self->pending = FALSE;
  self->moved = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  if (self->box == NULL)
    return;
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      end_in_idle (self);
      return;
    }
  gtk_widget_set_sensitive (self->move, TRUE);
  if (self->moved)
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    show_error (self, error->message);
}

static void
move (CrmRequiredPopover *self)
{
  Ask *ask;

  if (self->pending || self->editors->len == 0)
    return;
  ask = ask_new (self);
  ask->names = g_ptr_array_new_with_free_func (g_free);
  ask->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->editors->len; i++)
    {
      CrmFieldEditor *editor = self->editors->pdata[i];
      const char *name = g_object_get_data (G_OBJECT (editor), "field");
      g_autoptr (CrmValues) values = crm_values_new (self->entity);
      g_autoptr (GError) error = NULL;

      if (!crm_field_editor_check (editor, values, crm_entity_find_field (self->entity, name), &error))
        {
          show_error (self, error->message);
          gtk_widget_grab_focus (GTK_WIDGET (editor));
          ask_free (ask);
          return;
        }
      g_ptr_array_add (ask->names, g_strdup (name));
      g_ptr_array_add (ask->texts, crm_field_editor_dup_text (editor));
    }
  show_error (self, NULL);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->move, FALSE);
  crm_store_write_async (self->store, self->deals->len == 1 ? _ ("Move deal") : _ ("Move deals"),
      move_in_worker, ask, ask_free, NULL, on_moved, g_object_ref (self));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (CRM_REQUIRED_POPOVER (widget));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmRequiredPopover *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean wanted = (state & GDK_CONTROL_MASK) != 0 || GTK_IS_TEXT (focus);

  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || !wanted)
    return GDK_EVENT_PROPAGATE;
  move (self);
  return GDK_EVENT_STOP;
}

static void
add_field (CrmRequiredPopover *self, const char *name)
{
  int index = crm_entity_find_field (self->entity, name);
  const CrmField *field = index >= 0 ? &self->entity->fields[index] : NULL;
  GtkWidget *box, *caption, *editor;

  if (field == NULL || !crm_field_editor_can_edit (field))
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  caption = gtk_label_new (crm_field_get_label (field));
  editor = crm_field_editor_new (self->store, field);
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), "");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), editor);
  gtk_box_append (GTK_BOX (self->box), box);
  g_object_set_data_full (G_OBJECT (editor), "field", g_strdup (name), g_free);
  g_ptr_array_add (self->editors, editor);
}

static void
on_missing_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmRequiredPopover) self = data;
  g_autoptr (GError) error = NULL;
  Missing *missing = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->box == NULL)
    {
      g_clear_pointer (&missing, missing_free);
      return;
    }
  if (missing == NULL)
    {
      show_error (self, error->message);
      return;
    }
  for (guint i = 0; i < missing->names->len; i++)
    add_field (self, missing->names->pdata[i]);
  sentence = self->editors->len > 0 ? g_strdup_printf (_ ("Before “%s” please fill in:"), missing->stage)
                                    : g_strdup_printf (_ ("“%s” asks for nothing more."), missing->stage);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_set_sensitive (self->move, self->editors->len > 0);
  if (self->editors->len > 0)
    gtk_widget_grab_focus (self->editors->pdata[0]);
  missing_free (missing);
}

static void
on_closed (CrmRequiredPopover *self)
{
  /* A write under way ends it when it is known how it went. */
  if (!self->pending)
    g_idle_add_full (G_PRIORITY_DEFAULT, end_in_idle, g_object_ref (self), g_object_unref);
}

static void
on_at_destroy (GtkWidget *at, CrmRequiredPopover *self)
{
  if (gtk_widget_get_parent (GTK_WIDGET (self)) == at)
    gtk_widget_unparent (GTK_WIDGET (self));
}

static void
crm_required_popover_dispose (GObject *object)
{
  CrmRequiredPopover *self = CRM_REQUIRED_POPOVER (object);
  CrmRequiredDone done = g_steal_pointer (&self->done);

  self->box = NULL;
  if (done != NULL)
    done (self->moved, self->data);
  G_OBJECT_CLASS (crm_required_popover_parent_class)->dispose (object);
}

static void
crm_required_popover_finalize (GObject *object)
{
  CrmRequiredPopover *self = CRM_REQUIRED_POPOVER (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_pointer (&self->deals, g_array_unref);
  g_ptr_array_unref (self->editors);
  G_OBJECT_CLASS (crm_required_popover_parent_class)->finalize (object);
}

static void
crm_required_popover_class_init (CrmRequiredPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_required_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_required_popover_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "required.move", NULL, move_action);
}

static void
crm_required_popover_init (CrmRequiredPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkEventController *key = gtk_event_controller_key_new ();

  self->editors = g_ptr_array_new ();
  self->sentence = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->sentence), 36);
  gtk_widget_add_css_class (self->sentence, "heading");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 36);
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  self->move = gtk_button_new_with_mnemonic (_ ("_Fill in and move"));
  gtk_widget_add_css_class (self->move, "suggested-action");
  gtk_widget_set_halign (self->move, GTK_ALIGN_END);
  gtk_widget_set_sensitive (self->move, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->move), "required.move");
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_box_append (GTK_BOX (box), self->box);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), self->move);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

GtkWidget *
crm_required_popover_show (GtkWidget *at, CrmStore *store, const gint64 *deals, guint n, gint64 stage,
    gint64 before, CrmRequiredDone done, gpointer data)
{
  CrmRequiredPopover *self;

  g_return_val_if_fail (GTK_IS_WIDGET (at) && CRM_IS_STORE (store) && n > 0, NULL);
  self = g_object_new (CRM_TYPE_REQUIRED_POPOVER, NULL);
  self->store = g_object_ref (store);
  self->entity = crm_store_get_entity (store, "deal");
  self->deals = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (self->deals, deals, n);
  self->stage = stage;
  self->before = before;
  self->done = done;
  self->data = data;
  gtk_widget_set_parent (GTK_WIDGET (self), at);
  g_signal_connect_object (at, "destroy", G_CALLBACK (on_at_destroy), self, 0);
  crm_store_read_async (store, 0, read_missing_in_worker, ask_new (self), ask_free, missing_free, NULL,
      on_missing_read, g_object_ref (self));
  gtk_popover_popup (GTK_POPOVER (self));
  return GTK_WIDGET (self);
}
