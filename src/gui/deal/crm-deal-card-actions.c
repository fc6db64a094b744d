/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "base/crm-error.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "deal/crm-deal-card-view-private.h"
#include "deal/crm-deal-lines.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal-steps.h"
#include "deal/crm-lost-popover.h"
#include "deal/crm-next-deal-dialog.h"
#include "deal/crm-required-popover.h"
#include "deal/crm-stage-line.h"
#include "task/crm-sequence-dialog.h"
#include "timeline/crm-card-actions.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-field-groups.h"
#include "widgets/crm-field-history.h"

/* What the deal card does when asked by button, menu or key. Keeps nothing of its own. Main thread. */

/* Steps of the deal */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The deal could not be changed"), NULL);
}

static void move_to (CrmDealCardView *self, gint64 stage, const char *const *filled);

typedef struct
{
  CrmDealCardView *self; /* owned */
  gint64 stage;
  gboolean loses;
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->self);
  g_free (move);
}

static CrmRow *
find_stage (CrmDealCardView *self, gint64 id)
{
  for (guint i = 0; self->data != NULL && i < self->data->stages->len; i++)
    if (((CrmRow *)self->data->stages->pdata[i])->id == id)
      return self->data->stages->pdata[i];
  return NULL;
}

static void
on_filled (CrmRequiredPopover *popover, GStrv filled, CrmDealCardView *self)
{
  move_to (self, *(gint64 *)g_object_get_data (G_OBJECT (popover), "stage"), (const char *const *)filled);
}

/* The move was refused: what is missing can be given at once. */
static void
ask_required (CrmDealCardView *self, gint64 stage, const GError *error)
{
  CrmRow *row = find_stage (self, stage);
  g_autoptr (GPtrArray) missing = NULL;
  GtkWidget *popover;

  if (row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  missing = crm_stage_list_missing (crm_row_get_text (row, CRM_STAGE_REQUIRED), self->data->row, NULL);
  popover = crm_required_popover_new (crm_view_get_store (CRM_VIEW (self)), error->message, missing);
  g_object_set_data_full (G_OBJECT (popover), "stage", g_memdup2 (&stage, sizeof stage), g_free);
  g_signal_connect_object (popover, "filled", G_CALLBACK (on_filled), self, 0);
  crm_deal_card_view_pop_up (self, popover, crm_stage_line_get_button (CRM_STAGE_LINE (self->stages), stage));
}

static void
on_reason_chosen (CrmLostPopover *popover, gint64 reason, const char *comment, CrmDealCardView *self)
{
  CrmRow *row = g_object_get_data (G_OBJECT (popover), "deal");

  crm_deal_steps_set_reason (
      crm_view_get_store (CRM_VIEW (self)), row, reason, comment, on_written, g_object_ref (self));
}

/* Why it was lost, when it is lost already. */
static void
ask_reason (CrmDealCardView *self)
{
  GtkWidget *popover;

  if (self->stack == NULL || self->data == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  popover = crm_lost_popover_new (crm_view_get_store (CRM_VIEW (self)));
  g_object_set_data_full (
      G_OBJECT (popover), "deal", crm_row_ref (self->data->row), (GDestroyNotify)crm_row_unref);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (on_reason_chosen), self, 0);
  crm_deal_card_view_pop_up (self, popover, gtk_widget_get_visible (self->lost) ? self->lost : self->reopen);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  Move *move = data;
  CrmDealCardView *self = move->self;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  if (done && move->loses)
    {
      ask_reason (self);
    }
  else if (!done && self->stack != NULL)
    {
      if (g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_REQUIRED) && self->data != NULL)
        ask_required (self, move->stage, error);
      else
        crm_window_report_error (GTK_WIDGET (self), error, _ ("The deal could not be moved"), NULL);
    }
  move_free (move);
}

static void
move_to (CrmDealCardView *self, gint64 stage, const char *const *filled)
{
  CrmRow *row = find_stage (self, stage);
  Move *move;

  if (row == NULL)
    return;
  move = g_new0 (Move, 1);
  move->self = g_object_ref (self);
  move->stage = stage;
  move->loses = g_strcmp0 (crm_row_get_text (row, CRM_STAGE_STATE), "lost") == 0;
  crm_deal_steps_move (crm_view_get_store (CRM_VIEW (self)), self->data->row, stage,
      crm_row_get_text (row, CRM_STAGE_NAME), filled, on_moved, move);
}

static void
won_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL && crm_deal_card_data_is_open (self->data))
    crm_deal_steps_set_state (
        crm_view_get_store (CRM_VIEW (self)), self->data->row, "won", on_written, g_object_ref (self));
}

static void
on_lost (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealCardView) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("The deal could not be changed"), NULL);
      return;
    }
  ask_reason (self);
}

static void
lost_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL && crm_deal_card_data_is_open (self->data))
    crm_deal_steps_set_state (
        crm_view_get_store (CRM_VIEW (self)), self->data->row, "lost", on_lost, g_object_ref (self));
}

static void
reopen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL && !crm_deal_card_data_is_open (self->data))
    crm_deal_steps_set_state (
        crm_view_get_store (CRM_VIEW (self)), self->data->row, "open", on_written, g_object_ref (self));
}

static void
on_cloned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealCardView) self = data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_deal_steps_clone_finish (CRM_STORE (source), result, &error);

  if (id == 0)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The deal could not be copied"), NULL);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    crm_window_open_deal (GTK_WIDGET (self), id, NULL, 0);
}

static void
clone_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL)
    crm_deal_steps_clone (
        crm_view_get_store (CRM_VIEW (self)), self->data->row, on_cloned, g_object_ref (self));
}

static void
plan_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);
  CrmNextDealDialog *dialog;

  if (self->data == NULL)
    return;
  dialog = crm_next_deal_dialog_new (crm_view_get_store (CRM_VIEW (self)), self->data->row);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  crm_card_archive (widget, crm_view_get_store (CRM_VIEW (self)), "deal", self->deal_id,
      _ ("The deal could not be changed"));
}

/* Other actions */

static void
go_to_neighbour (CrmDealCardView *self, int step)
{
  for (guint i = 0; self->order != NULL && i < self->order->len; i++)
    {
      if (g_array_index (self->order, gint64, i) != self->deal_id)
        continue;
      /* Beyond either end it is larger than any length. A value that cannot be saved is put right first. */
      if (i + step < self->order->len && crm_field_groups_commit (self->pane))
        crm_deal_card_view_set_deal (self, g_array_index (self->order, gint64, i + step), self->order);
      return;
    }
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_neighbour (CRM_DEAL_CARD_VIEW (widget), -1);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_neighbour (CRM_DEAL_CARD_VIEW (widget), 1);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  adw_view_stack_set_visible_child_name (self->choice, "fields");
  crm_deal_pane_edit (CRM_DEAL_PANE (self->pane), "amount");
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  adw_view_stack_set_visible_child_name (self->choice, "fields");
  crm_deal_pane_edit (CRM_DEAL_PANE (self->pane), "title");
}

static void
add_own_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  adw_view_stack_set_visible_child_name (self->choice, "fields");
  crm_deal_pane_add_own (CRM_DEAL_PANE (self->pane));
}

static void
add_product_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  adw_view_stack_set_visible_child_name (self->choice, "fields");
  crm_deal_lines_add (CRM_DEAL_LINES (crm_deal_pane_get_lines (CRM_DEAL_PANE (self->pane))));
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL)
    crm_field_history_present (widget, crm_view_get_store (CRM_VIEW (self)), "deal", self->deal_id,
        crm_row_get_text (self->data->row, CRM_DEAL_TITLE));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);
  const CrmValue *amount;
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  if (self->data == NULL)
    return;
  amount = crm_row_get (self->data->row, CRM_DEAL_AMOUNT);
  if (amount->type == CRM_VALUE_MONEY)
    money = crm_deal_display_money (amount->v.money.minor, amount->v.money.currency);
  text = g_strjoin (" · ", crm_row_get_text (self->data->row, CRM_DEAL_TITLE),
      self->data->client != NULL ? crm_row_get_text (self->data->client, CRM_CLIENT_NAME) : money,
      self->data->client != NULL ? money : NULL, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  crm_window_toast (widget, _ ("Deal copied"));
}

static void
mode_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  adw_view_stack_set_visible_child_name (self->choice, "timeline");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  crm_composer_begin (CRM_COMPOSER (self->composer), g_variant_get_int32 (parameter));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_card_view_load (CRM_DEAL_CARD_VIEW (widget));
}

void
crm_deal_card_view_move_to (CrmDealCardView *self, gint64 stage)
{
  move_to (self, stage, NULL);
}

/* The table */

static void
sequence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data == NULL)
    return;
  if (g_str_equal (name, "card.begin-sequence"))
    crm_sequence_dialog_start (widget, crm_view_get_store (CRM_VIEW (self)), 0, self->data->row->id);
  else
    crm_sequence_dialog_end (widget, crm_view_get_store (CRM_VIEW (self)), 0, self->data->row->id);
}

void
crm_deal_card_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "card.previous", previous_action },
    { "card.next", next_action },
    { "card.edit", edit_action },
    { "card.rename", rename_action },
    { "card.add-own-field", add_own_field_action },
    { "card.add-product", add_product_action },
    { "card.history", history_action },
    { "card.copy", copy_action },
    { "card.clone", clone_action },
    { "card.plan-next", plan_next_action },
    { "card.begin-sequence", sequence_action },
    { "card.end-sequence", sequence_action },
    { "card.archive", archive_action },
    { "card.won", won_action },
    { "card.lost", lost_action },
    { "card.reopen", reopen_action },
    { "card.retry", retry_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_install_action (widget_class, "card.mode", "i", mode_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "card.rename", NULL);
  crm_card_bind_keys (widget_class);
}
