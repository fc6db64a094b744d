/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-next-deal-dialog.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "task/crm-task.h"
#include "widgets/crm-field-editor.h"

/* Owns two editors. Main thread, but for the function named _in_worker. */

#define PROPOSED_DAYS 90

struct _CrmNextDealDialog
{
  AdwWindow parent_instance;
  CrmStore *store;   /* owned */
  CrmRow *deal;      /* owned */
  CrmEntity *entity; /* owned: keeps the editors' fields alive */
  GtkWidget *title;
  GtkWidget *day;
  GtkWidget *error;
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (CrmNextDealDialog, crm_next_deal_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  CrmNextDealDialog *self; /* owned */
  gint64 deal;
  char *title;
  char *day;
  gint64 id; /* result */
} Plan;

static void
plan_free (Plan *plan)
{
  g_object_unref (plan->self);
  g_free (plan->title);
  g_free (plan->day);
  g_free (plan);
}

static gboolean
plan_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Plan *plan = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (CrmRow) next = NULL;
  g_autofree char *title = NULL;

  if (entity == NULL)
    return FALSE;
  plan->id = crm_deal_clone (tx, plan->deal, plan->title, plan->day, error);
  next = plan->id != 0 ? crm_transaction_load (tx, "deal", plan->id, error) : NULL;
  if (next == NULL)
    return FALSE;
  title = g_strdup_printf (_ ("Offer again: %s"), plan->title);
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_DUE_ON, plan->day);
  crm_values_set_integer (values, CRM_TASK_DEAL, plan->id);
  if (crm_row_get_integer (next, CRM_DEAL_CLIENT) != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, crm_row_get_integer (next, CRM_DEAL_CLIENT));
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
show_error (CrmNextDealDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  Plan *plan = data;
  CrmNextDealDialog *self = plan->self;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  self->pending = FALSE;
  if (self->error != NULL && !done)
    {
      show_error (self, error->message);
    }
  else if (self->error != NULL)
    {
      GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

      if (CRM_IS_WINDOW (parent))
        crm_window_open_deal (GTK_WIDGET (parent), plan->id, NULL, 0);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  plan_free (plan);
}

void
crm_next_deal_dialog_save (CrmNextDealDialog *self)
{
  g_autofree char *title = NULL;
  g_autofree char *day = NULL;
  Plan *plan;

  g_return_if_fail (CRM_IS_NEXT_DEAL_DIALOG (self));
  if (self->pending)
    return;
  title = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->title));
  day = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->day));
  if (title[0] == '\0')
    {
      show_error (self, _ ("A deal needs a title."));
      gtk_widget_grab_focus (self->title);
      return;
    }
  if (!crm_date_is_valid (day) || day[0] == '-')
    {
      show_error (self, _ ("Say the day on which the next deal is due."));
      gtk_widget_grab_focus (self->day);
      return;
    }
  show_error (self, NULL);
  self->pending = TRUE;
  plan = g_new0 (Plan, 1);
  plan->self = g_object_ref (self);
  plan->deal = self->deal->id;
  plan->title = g_steal_pointer (&title);
  plan->day = g_steal_pointer (&day);
  crm_store_write_async (
      self->store, _ ("Next deal planned"), plan_in_worker, plan, NULL, NULL, on_planned, plan);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmNextDealDialog *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) ||
      ((state & GDK_CONTROL_MASK) == 0 && !GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (self)))))
    return GDK_EVENT_PROPAGATE;
  crm_next_deal_dialog_save (self);
  return GDK_EVENT_STOP;
}

static void
crm_next_deal_dialog_dispose (GObject *object)
{
  CRM_NEXT_DEAL_DIALOG (object)->error = NULL;
  G_OBJECT_CLASS (crm_next_deal_dialog_parent_class)->dispose (object);
}

static void
crm_next_deal_dialog_finalize (GObject *object)
{
  CrmNextDealDialog *self = CRM_NEXT_DEAL_DIALOG (object);

  g_clear_pointer (&self->deal, crm_row_unref);
  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_next_deal_dialog_parent_class)->finalize (object);
}

static void
crm_next_deal_dialog_class_init (CrmNextDealDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_next_deal_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_next_deal_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_next_deal_dialog_init (CrmNextDealDialog *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static GtkWidget *
add_editor (CrmNextDealDialog *self, GtkBox *box, int field, const char *caption, const char *text)
{
  GtkWidget *label = gtk_label_new (caption);
  GtkWidget *editor = crm_field_editor_new (self->store, &self->entity->fields[field]);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), text);
  gtk_box_append (box, label);
  gtk_box_append (box, editor);
  return editor;
}

static void
on_save_clicked (GtkButton *button, CrmNextDealDialog *self)
{
  crm_next_deal_dialog_save (self);
}

CrmNextDealDialog *
crm_next_deal_dialog_new (CrmStore *store, CrmRow *deal)
{
  CrmNextDealDialog *self =
      g_object_new (CRM_TYPE_NEXT_DEAL_DIALOG, "modal", TRUE, "default-width", 400, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Plan"));
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (store));
  g_autofree char *day = crm_date_add_days (today, PROPOSED_DAYS);

  self->store = g_object_ref (store);
  self->deal = crm_row_ref (deal);
  self->entity = crm_store_get_entity (store, "deal");
  gtk_window_set_title (GTK_WINDOW (self), _ ("Plan next deal"));
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect (save, "clicked", G_CALLBACK (on_save_clicked), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->title =
      add_editor (self, GTK_BOX (box), CRM_DEAL_TITLE, _ ("Title"), crm_row_get_text (deal, CRM_DEAL_TITLE));
  self->day = add_editor (self, GTK_BOX (box), CRM_DEAL_EXPECTED_CLOSE, _ ("Due on"), day);
  self->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (content), header);
  gtk_box_append (GTK_BOX (content), box);
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_window_set_focus (GTK_WINDOW (self), self->day);
  return self;
}

GtkWidget *
crm_next_deal_dialog_get_title_editor (CrmNextDealDialog *self)
{
  g_return_val_if_fail (CRM_IS_NEXT_DEAL_DIALOG (self), NULL);
  return self->title;
}

GtkWidget *
crm_next_deal_dialog_get_day_editor (CrmNextDealDialog *self)
{
  g_return_val_if_fail (CRM_IS_NEXT_DEAL_DIALOG (self), NULL);
  return self->day;
}
