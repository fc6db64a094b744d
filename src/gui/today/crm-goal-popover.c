/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-goal-popover.h"

#include <glib/gi18n-lib.h>

#include "base/crm-money.h"
#include "crm-window.h"
#include "today/crm-today.h"

/* What is counted, over which period, how much of it, and whose. The book checks what was typed; its answer stands below the field. Main
 * thread. */

typedef struct
{
  CrmStore *store; /* owned */
  CrmRow *goal;    /* owned, nullable */
  GtkWidget *popover;
  GtkWidget *measure;
  GtkWidget *period;
  GtkWidget *amount;
  GtkWidget *mine;
  GtkWidget *error;
  gboolean saving;
} Form;

typedef struct
{
  gint64 id; /* 0: a new one */
  const char *measure;
  const char *period;
  char *amount;
  gboolean mine;
  gboolean remove;
} Job;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->store);
  g_clear_pointer (&form->goal, crm_row_unref);
  g_free (form);
}

static void
job_free (gpointer data)
{
  g_free (((Job *)data)->amount);
  g_free (data);
}

static gboolean
save_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  gboolean money = g_str_equal (job->measure, "won-sum");
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "goal", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  if (job->remove)
    return crm_transaction_archive (tx, "goal", job->id, error);
  crm_values_set_text (values, CRM_GOAL_MEASURE, job->measure);
  crm_values_set_text (values, CRM_GOAL_PERIOD, job->period);
  if (!crm_transaction_read_value (tx, values, money ? CRM_GOAL_AMOUNT : CRM_GOAL_NUMBER, job->amount, error))
    return FALSE;
  crm_value_clear (crm_values_slot (values, money ? CRM_GOAL_NUMBER : CRM_GOAL_AMOUNT));
  if (job->mine)
    crm_values_set_integer (values, CRM_GOAL_OWNER, crm_transaction_get_user (tx));
  else
    crm_value_clear (crm_values_slot (values, CRM_GOAL_OWNER));
  return job->id != 0 ? crm_transaction_update (tx, job->id, 0, values, error)
                      : crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) popover = data;
  g_autoptr (GError) error = NULL;
  Form *form = g_object_get_data (G_OBJECT (popover), "form");

  form->saving = FALSE;
  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      gtk_popover_popdown (GTK_POPOVER (popover));
      return;
    }
  gtk_label_set_text (GTK_LABEL (form->error), error->message);
  gtk_widget_set_visible (form->error, TRUE);
  gtk_widget_grab_focus (form->amount);
}

static void
save (Form *form, gboolean remove)
{
  Job *job;
  const CrmField *fields = crm_goal_entity.fields;

  if (form->saving)
    return;
  form->saving = TRUE;
  job = g_new0 (Job, 1);
  job->id = form->goal != NULL ? form->goal->id : 0;
  job->measure =
      fields[CRM_GOAL_MEASURE].choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (form->measure))].word;
  job->period =
      fields[CRM_GOAL_PERIOD].choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (form->period))].word;
  job->amount = g_strdup (gtk_editable_get_text (GTK_EDITABLE (form->amount)));
  job->mine = gtk_check_button_get_active (GTK_CHECK_BUTTON (form->mine));
  job->remove = remove;
  crm_store_write_async (form->store,
      remove               ? _ ("Goal taken away")
      : form->goal == NULL ? _ ("Goal set")
                           : _ ("Goal changed"),
      save_in_worker, job, job_free, NULL, on_saved, g_object_ref (form->popover));
}

static void
on_save (Form *form)
{
  save (form, FALSE);
}

static void
on_remove (Form *form)
{
  save (form, TRUE);
}

static GtkWidget *
make_choice (const CrmChoice *choices, const char *chosen, const char *name)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *drop;
  guint selected = 0;

  for (guint i = 0; choices[i].word != NULL; i++)
    {
      gtk_string_list_append (list, _ (choices[i].label));
      if (g_strcmp0 (choices[i].word, chosen) == 0)
        selected = i;
    }
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), selected);
  gtk_widget_set_hexpand (drop, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return drop;
}

static void
attach (GtkWidget *grid, int row, const char *text, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), widget, 1, row, 1, 1);
}

static char *
dup_amount (CrmRow *goal)
{
  const CrmValue *amount = goal != NULL ? crm_row_get (goal, CRM_GOAL_AMOUNT) : NULL;

  if (amount != NULL && amount->type == CRM_VALUE_MONEY)
    {
      g_autofree char *number = crm_money_to_decimal (amount->v.money.minor, amount->v.money.currency);
      return g_strdup_printf ("%s %s", number, amount->v.money.currency);
    }
  if (goal != NULL && crm_row_get_integer (goal, CRM_GOAL_NUMBER) != 0)
    return g_strdup_printf ("%lld", (long long)crm_row_get_integer (goal, CRM_GOAL_NUMBER));
  return g_strdup ("");
}

static GtkWidget *
make_buttons (Form *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *ok = gtk_button_new_with_label (_ ("Save"));

  gtk_widget_add_css_class (ok, "suggested-action");
  gtk_widget_set_hexpand (ok, TRUE);
  g_signal_connect_swapped (ok, "clicked", G_CALLBACK (on_save), form);
  if (form->goal != NULL)
    {
      GtkWidget *remove = gtk_button_new_with_label (_ ("Take away"));

      g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove), form);
      gtk_box_append (GTK_BOX (box), remove);
    }
  gtk_box_append (GTK_BOX (box), ok);
  return box;
}

GtkWidget *
crm_goal_popover_new (CrmStore *store, CrmRow *goal)
{
  Form *form = g_new0 (Form, 1);
  const CrmField *fields = crm_goal_entity.fields;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *grid = gtk_grid_new ();
  g_autofree char *amount = dup_amount (goal);

  form->store = g_object_ref (store);
  form->goal = goal != NULL ? crm_row_ref (goal) : NULL;
  form->popover = gtk_popover_new ();
  g_object_set_data_full (G_OBJECT (form->popover), "form", form, form_free);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  form->measure = make_choice (fields[CRM_GOAL_MEASURE].choices,
      goal != NULL ? crm_row_get_text (goal, CRM_GOAL_MEASURE) : "won-sum", _ ("What is counted"));
  attach (grid, 0, _ ("What is counted"), form->measure);
  form->period = make_choice (fields[CRM_GOAL_PERIOD].choices,
      goal != NULL ? crm_row_get_text (goal, CRM_GOAL_PERIOD) : "month", _ ("Period"));
  attach (grid, 1, _ ("Period"), form->period);
  form->amount = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (form->amount), amount);
  g_signal_connect_swapped (form->amount, "activate", G_CALLBACK (on_save), form);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (form->amount), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How much"), -1);
  attach (grid, 2, _ ("How much"), form->amount);
  gtk_box_append (GTK_BOX (box), grid);
  form->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (form->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (form->error), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (form->error), 36);
  gtk_widget_add_css_class (form->error, "caption");
  gtk_widget_add_css_class (form->error, "late");
  gtk_widget_set_visible (form->error, FALSE);
  gtk_box_append (GTK_BOX (box), form->error);
  form->mine = gtk_check_button_new_with_label (_ ("Only what I am responsible for"));
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (form->mine), goal != NULL && crm_row_get_integer (goal, CRM_GOAL_OWNER) != 0);
  gtk_box_append (GTK_BOX (box), form->mine);
  gtk_box_append (GTK_BOX (box), make_buttons (form));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (form->popover), box);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (form->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Goal"), -1);
  return form->popover;
}
