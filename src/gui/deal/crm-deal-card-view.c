/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-card-view.h"
#include <glib/gi18n-lib.h>
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "deal/crm-deal-card-data.h"
#include "deal/crm-deal-lines.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal-people.h"
#include "deal/crm-deal-steps.h"
#include "deal/crm-lost-popover.h"
#include "deal/crm-next-deal-dialog.h"
#include "deal/crm-required-popover.h"
#include "deal/crm-stage-line.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-planned.h"
#include "timeline/crm-timeline-row.h"
#include "timeline/crm-timeline-view.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-field-history.h"

/* Reads the card's data whenever a commit touches it and hands it to its parts, which keep what is being typed. How long it stood in its
 * stages is read after that: it looks at the way of all deals. Main thread. */

#define NARROW_WIDTH 860
#define COMPACT_WIDTH 1100

struct _CrmDealCardView
{
  CrmView parent_instance;
  gint64 deal_id;
  GArray *order;             /* owned, nullable: ids previous and next go by */
  CrmDealCardData *data;     /* owned, nullable: what is shown */
  GCancellable *cancellable; /* of the reads under way, nullable */
  GtkWidget *popover;        /* child of this widget, or NULL */
  gboolean ready;
  gboolean narrow;
  AdwWindowTitle *window_title;
  GtkWidget *neighbour_box;
  GtkWidget *won;
  GtkWidget *lost;
  GtkWidget *reopen;
  GtkStack *stack;
  GtkBox *strip;
  GtkWidget *closed;
  GtkImage *closed_icon;
  GtkLabel *closed_label;
  GtkWidget *left;
  GtkBox *left_box;
  GtkScrolledWindow *right;
  GtkBox *right_box;
  AdwStatusPage *error_page;
  AdwViewStack *choice;
  AdwViewSwitcherBar *switcher;
  GtkWidget *stages;
  GtkWidget *pane;
  GtkWidget *composer;
  GtkWidget *planned;
  GtkWidget *timeline;
  GtkWidget *whole; /* chip */
};

G_DEFINE_FINAL_TYPE (CrmDealCardView, crm_deal_card_view, CRM_TYPE_VIEW)

static CrmStore *
get_store (CrmDealCardView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* Popovers */

static void
forget_popover (CrmDealCardView *self)
{
  GtkWidget *popover = g_steal_pointer (&self->popover);

  if (popover != NULL)
    gtk_widget_unparent (popover);
}

static gboolean
forget_popover_in_idle (gpointer data)
{
  CrmDealCardView *self = g_object_get_data (data, "card");

  if (self->popover == data)
    forget_popover (self);
  return G_SOURCE_REMOVE;
}

static void
on_popover_closed (GtkPopover *popover, CrmDealCardView *self)
{
  /* Not while it is still telling of it. */
  g_idle_add_full (G_PRIORITY_DEFAULT, forget_popover_in_idle, g_object_ref (popover), g_object_unref);
}

/* Takes popover. */
static void
pop_up (CrmDealCardView *self, GtkWidget *popover, GtkWidget *at)
{
  graphene_rect_t bounds;

  forget_popover (self);
  self->popover = popover;
  g_object_set_data (G_OBJECT (popover), "card", self);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  if (at != NULL && gtk_widget_compute_bounds (at, GTK_WIDGET (self), &bounds))
    {
      GdkRectangle rect = { (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
        (int)bounds.size.height };

      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &rect);
    }
  g_signal_connect (popover, "closed", G_CALLBACK (on_popover_closed), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Showing */

static void
show_closed (CrmDealCardView *self)
{
  const char *state = crm_row_get_text (self->data->row, CRM_DEAL_STATE);
  gboolean open = crm_deal_card_data_is_open (self->data), won = g_strcmp0 (state, "won") == 0;
  gint64 at = crm_row_get_integer (self->data->row, CRM_DEAL_CLOSED_AT);
  const char *reason = g_hash_table_lookup (self->data->titles, GINT_TO_POINTER (CRM_DEAL_LOST_REASON));
  g_autofree char *date = NULL;
  g_autofree char *day = NULL;
  g_autoptr (GString) text = NULL;

  gtk_widget_set_visible (self->won, open);
  gtk_widget_set_visible (self->lost, open);
  gtk_widget_set_visible (self->reopen, !open);
  gtk_widget_set_visible (self->closed, !open);
  if (open)
    return;
  date = crm_instant_date (at, crm_store_get_zone (get_store (self)));
  day = crm_date_display (date);
  text = g_string_new (NULL);
  g_string_append_printf (text, won ? _ ("Won on %s") : _ ("Lost on %s"), day);
  if (reason != NULL)
    g_string_append_printf (text, " · %s", reason);
  gtk_label_set_text (self->closed_label, text->str);
  gtk_image_set_from_icon_name (self->closed_icon, won ? "crm-won-symbolic" : "crm-lost-symbolic");
  gtk_widget_remove_css_class (self->closed, won ? "late" : "ok");
  gtk_widget_add_css_class (self->closed, won ? "ok" : "late");
}

static void
show_header (CrmDealCardView *self)
{
  const char *title = crm_row_get_text (self->data->row, CRM_DEAL_TITLE);
  const char *client =
      self->data->client != NULL ? crm_row_get_text (self->data->client, CRM_CLIENT_NAME) : NULL;

  crm_view_set_title (CRM_VIEW (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, client != NULL ? client : "");
  show_closed (self);
}

static void
show_history (CrmDealCardView *self)
{
  CrmTimelineView *timeline = CRM_TIMELINE_VIEW (self->timeline);
  gint64 client = self->data != NULL && self->data->client != NULL ? self->data->client->id : 0;
  gboolean whole = client != 0 && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->whole));

  gtk_widget_set_visible (self->whole, client != 0);
  crm_timeline_view_set_title (timeline, whole ? _ ("History of the client") : _ ("History of this deal"));
  if (whole)
    crm_timeline_view_set_client (timeline, client);
  else
    crm_timeline_view_set_deal (timeline, self->deal_id);
}

static void
show_composer (CrmDealCardView *self)
{
  const char *name = self->data->client != NULL ? crm_row_get_text (self->data->client, CRM_CLIENT_NAME)
                                                : crm_row_get_text (self->data->row, CRM_DEAL_TITLE);
  gint64 client = self->data->client != NULL ? self->data->client->id : 0;

  crm_composer_set_deal (CRM_COMPOSER (self->composer), self->deal_id, client, name);
  crm_planned_set_deal (
      CRM_PLANNED (self->planned), self->deal_id, client, crm_deal_card_data_is_open (self->data));
}

static void
show_neighbours (CrmDealCardView *self)
{
  guint position = 0;
  gboolean known = FALSE;

  for (; self->order != NULL && position < self->order->len && !known; position++)
    known = g_array_index (self->order, gint64, position) == self->deal_id;
  gtk_widget_set_visible (self->neighbour_box, known && self->order->len > 1 && !self->narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.previous", known && position > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.next", known && position < self->order->len);
}

static void
show_failure (CrmDealCardView *self, const GError *error)
{
  gboolean gone = g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);

  adw_status_page_set_title (
      self->error_page, gone ? _ ("This deal is no longer there") : _ ("The card could not be read"));
  adw_status_page_set_description (self->error_page, error->message);
  gtk_widget_set_visible (adw_status_page_get_child (self->error_page), !gone);
  adw_window_title_set_title (self->window_title, "");
  adw_window_title_set_subtitle (self->window_title, "");
  gtk_widget_set_visible (self->won, FALSE);
  gtk_widget_set_visible (self->lost, FALSE);
  gtk_widget_set_visible (self->reopen, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* Reading */

static gpointer
read_times_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_deal_get_stage_times (tx, *(gint64 *)data, error);
}

static void
on_times_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealCardView) self = data;
  g_autoptr (GArray) times = crm_store_read_finish (CRM_STORE (source), result, NULL);

  /* The card is complete without them. */
  if (times != NULL && self->stack != NULL)
    crm_stage_line_set_times (CRM_STAGE_LINE (self->stages), times);
}

static void
on_data_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDealCardView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDealCardData) data = crm_deal_card_data_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;
  self->ready = TRUE;
  if (data == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (data->row->id != self->deal_id)
    return;
  g_clear_pointer (&self->data, crm_deal_card_data_free);
  self->data = g_steal_pointer (&data);
  show_header (self);
  crm_stage_line_set_data (CRM_STAGE_LINE (self->stages), self->data);
  crm_deal_pane_set_data (CRM_DEAL_PANE (self->pane), self->data);
  show_composer (self);
  show_history (self);
  gtk_stack_set_visible_child_name (self->stack, "card");
  crm_store_read_async (get_store (self), 1, read_times_in_worker,
      g_memdup2 (&self->deal_id, sizeof self->deal_id), g_free, (GDestroyNotify)g_array_unref,
      self->cancellable, on_times_read, g_object_ref (self));
}

static void
load (CrmDealCardView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->deal_id == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_deal_card_data_read_async (
      get_store (self), self->deal_id, self->cancellable, on_data_read, g_object_ref (self));
}

static gboolean
has_person (CrmDealCardView *self, gint64 id)
{
  if (self->data == NULL)
    return FALSE;
  for (guint i = 0; i < self->data->people->len; i++)
    if (((CrmDealPerson *)self->data->people->pdata[i])->client->id == id)
      return TRUE;
  return crm_row_get_integer (self->data->row, CRM_DEAL_CLIENT) == id ||
         crm_row_get_integer (self->data->row, CRM_DEAL_SUPPLIER) == id ||
         crm_row_get_integer (self->data->row, CRM_DEAL_CARRIER) == id;
}

static gboolean
is_touched (CrmDealCardView *self, CrmChangeSet *changes)
{
  static const char *const entities[] = { "deal_line", "deal_contact", "stage", "pipeline", "lost_reason",
    "tag", "user" };
  guint n;
  const CrmChange *list = crm_change_set_get_changes (changes, &n);

  if (crm_change_set_is_reload (changes) || crm_change_set_has (changes, "deal", self->deal_id))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (crm_change_set_touches (changes, entities[i]))
      return TRUE;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (list[i].entity, "client") && has_person (self, list[i].id))
      return TRUE;
  return FALSE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDealCardView *self)
{
  if (self->deal_id != 0 && is_touched (self, changes))
    load (self);
}

static void
on_settings_changed (CrmStore *store, CrmDealCardView *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "deal");

  if (self->data == NULL || self->data->row->entity->n_fields != entity->n_fields)
    crm_deal_pane_rebuild (CRM_DEAL_PANE (self->pane));
  load (self);
}

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

  if (row == NULL)
    return;
  missing = crm_stage_list_missing (crm_row_get_text (row, CRM_STAGE_REQUIRED), self->data->row, NULL);
  popover = crm_required_popover_new (get_store (self), error->message, missing);
  g_object_set_data_full (G_OBJECT (popover), "stage", g_memdup2 (&stage, sizeof stage), g_free);
  g_signal_connect_object (popover, "filled", G_CALLBACK (on_filled), self, 0);
  pop_up (self, popover, crm_stage_line_get_button (CRM_STAGE_LINE (self->stages), stage));
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  Move *move = data;
  CrmDealCardView *self = move->self;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error) && self->stack != NULL)
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
  crm_deal_steps_move (get_store (self), self->data->row, stage, crm_row_get_text (row, CRM_STAGE_NAME),
      filled, on_moved, move);
}

static void
on_stage_chosen (CrmStageLine *line, gint64 stage, CrmDealCardView *self)
{
  move_to (self, stage, NULL);
}

static void
won_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL && crm_deal_card_data_is_open (self->data))
    crm_deal_steps_set_state (get_store (self), self->data->row, "won", on_written, g_object_ref (self));
}

static void
on_reason_chosen (CrmLostPopover *popover, gint64 reason, const char *comment, CrmDealCardView *self)
{
  CrmRow *row = g_object_get_data (G_OBJECT (popover), "deal");

  crm_deal_steps_set_reason (get_store (self), row, reason, comment, on_written, g_object_ref (self));
}

static void
on_lost (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealCardView) self = data;
  g_autoptr (GError) error = NULL;
  GtkWidget *popover;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("The deal could not be changed"), NULL);
      return;
    }
  if (self->stack == NULL || self->data == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  popover = crm_lost_popover_new (get_store (self));
  g_object_set_data_full (
      G_OBJECT (popover), "deal", crm_row_ref (self->data->row), (GDestroyNotify)crm_row_unref);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (on_reason_chosen), self, 0);
  pop_up (self, popover, gtk_widget_get_visible (self->lost) ? self->lost : self->reopen);
}

static void
lost_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL && crm_deal_card_data_is_open (self->data))
    crm_deal_steps_set_state (get_store (self), self->data->row, "lost", on_lost, g_object_ref (self));
}

static void
reopen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  if (self->data != NULL && !crm_deal_card_data_is_open (self->data))
    crm_deal_steps_set_state (get_store (self), self->data->row, "open", on_written, g_object_ref (self));
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
    crm_deal_steps_clone (get_store (self), self->data->row, on_cloned, g_object_ref (self));
}

static void
plan_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);
  CrmNextDealDialog *dialog;

  if (self->data == NULL)
    return;
  dialog = crm_next_deal_dialog_new (get_store (self), self->data->row);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_archived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealCardView) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The deal could not be changed"), NULL);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    crm_window_back (GTK_WIDGET (self));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (widget);

  crm_store_archive_async (
      get_store (self), "deal", &self->deal_id, 1, FALSE, NULL, on_archived, g_object_ref (self));
}

/* Other actions */

static void
go_to_neighbour (CrmDealCardView *self, int step)
{
  for (guint i = 0; self->order != NULL && i < self->order->len; i++)
    {
      if (g_array_index (self->order, gint64, i) != self->deal_id)
        continue;
      if (i + step < self->order->len) /* beyond either end: larger than any length */
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
    crm_field_history_present (
        widget, get_store (self), "deal", self->deal_id, crm_row_get_text (self->data->row, CRM_DEAL_TITLE));
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
  load (CRM_DEAL_CARD_VIEW (widget));
}

static void
on_follow_up (CrmTimelineView *timeline, CrmActivity *activity, CrmDealCardView *self)
{
  g_autofree char *title = crm_timeline_row_dup_title (activity);
  const CrmActivityLine *line = crm_activity_get_line (activity);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  crm_composer_follow_up (CRM_COMPOSER (self->composer), line->entity, line->record_id, title);
}

/* Letters are keys only while no field has the focus. */
static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmDealCardView *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = { { GDK_KEY_e, "card.edit" }, { GDK_KEY_w, "card.won" }, { GDK_KEY_l, "card.lost" },
    { GDK_KEY_p, "card.add-product" } };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || GTK_IS_EDITABLE (focus) ||
      GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == keyval)
      {
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }
  switch (keyval)
    {
    case GDK_KEY_n:
      gtk_widget_activate_action (GTK_WIDGET (self), "card.mode", "i", CRM_COMPOSER_NOTE);
      break;
    case GDK_KEY_c:
      gtk_widget_activate_action (GTK_WIDGET (self), "card.mode", "i", CRM_COMPOSER_CALL);
      break;
    case GDK_KEY_j: crm_timeline_view_step (CRM_TIMELINE_VIEW (self->timeline), 1); break;
    case GDK_KEY_k: crm_timeline_view_step (CRM_TIMELINE_VIEW (self->timeline), -1); break;
    default: return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

/* The page */

static void
show_panes (CrmDealCardView *self)
{
  gboolean fields = g_strcmp0 (adw_view_stack_get_visible_child_name (self->choice), "fields") == 0;

  gtk_widget_set_visible (self->left, !self->narrow || fields);
  gtk_widget_set_visible (GTK_WIDGET (self->right), !self->narrow || !fields);
  gtk_widget_set_hexpand (self->left, self->narrow);
  adw_view_switcher_bar_set_reveal (self->switcher, self->narrow);
}

static void
on_choice (GObject *object, GParamSpec *pspec, CrmDealCardView *self)
{
  show_panes (self);
}

static void
on_whole_toggled (GtkToggleButton *chip, CrmDealCardView *self)
{
  show_history (self);
}

static void
crm_deal_card_view_width_changed (CrmView *view, int width)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (view);

  self->narrow = width < NARROW_WIDTH;
  gtk_widget_set_size_request (self->left, self->narrow ? -1 : width < COMPACT_WIDTH ? 300 : 344, -1);
  crm_composer_set_compact (CRM_COMPOSER (self->composer), width < COMPACT_WIDTH);
  show_panes (self);
  show_neighbours (self);
}

static gboolean
crm_deal_card_view_focus_search (CrmView *view)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (view);

  adw_view_stack_set_visible_child_name (self->choice, "timeline");
  crm_timeline_view_focus_search (CRM_TIMELINE_VIEW (self->timeline));
  return TRUE;
}

static void
crm_deal_card_view_shown (CrmView *view)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (view);

  gtk_widget_grab_focus (self->narrow ? GTK_WIDGET (self->switcher) : GTK_WIDGET (self->right));
}

static void
crm_deal_card_view_hidden (CrmView *view)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (view);

  forget_popover (self);
  crm_composer_keep (CRM_COMPOSER (self->composer));
  crm_draft_flush (get_store (self));
}

static void
crm_deal_card_view_constructed (GObject *object)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (object);
  CrmStore *store = get_store (self);

  G_OBJECT_CLASS (crm_deal_card_view_parent_class)->constructed (object);
  self->stages = crm_stage_line_new ();
  g_signal_connect_object (self->stages, "chosen", G_CALLBACK (on_stage_chosen), self, 0);
  gtk_box_prepend (self->strip, self->stages);
  self->pane = crm_deal_pane_new (store);
  gtk_box_append (self->left_box, self->pane);
  self->composer = crm_composer_new (store);
  self->planned = crm_planned_new (store);
  self->timeline = crm_timeline_view_new (store);
  self->whole = crm_chip_new (_ ("Whole client"), NULL, NULL);
  g_signal_connect_object (self->whole, "toggled", G_CALLBACK (on_whole_toggled), self, 0);
  crm_timeline_view_add_switch (CRM_TIMELINE_VIEW (self->timeline), self->whole);
  crm_timeline_view_set_adjustment (
      CRM_TIMELINE_VIEW (self->timeline), gtk_scrolled_window_get_vadjustment (self->right));
  g_signal_connect_object (self->timeline, "follow-up", G_CALLBACK (on_follow_up), self, 0);
  gtk_box_append (self->right_box, self->composer);
  gtk_box_append (self->right_box, self->planned);
  gtk_box_append (self->right_box, self->timeline);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_settings_changed), self, 0);
  show_neighbours (self);
}

static void
crm_deal_card_view_dispose (GObject *object)
{
  CrmDealCardView *self = CRM_DEAL_CARD_VIEW (object);

  forget_popover (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->stack = NULL;
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->data, crm_deal_card_data_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (crm_deal_card_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
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
    { "card.archive", archive_action },
    { "card.won", won_action },
    { "card.lost", lost_action },
    { "card.reopen", reopen_action },
    { "card.retry", retry_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_install_action (widget_class, "card.mode", "i", mode_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "card.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "card.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "card.rename", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_1, GDK_ALT_MASK, "card.mode", "i", CRM_COMPOSER_NOTE);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_2, GDK_ALT_MASK, "card.mode", "i", CRM_COMPOSER_CALL);
}

static void
crm_deal_card_view_class_init (CrmDealCardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_deal_card_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_deal_card_view_dispose;
  view_class->focus_search = crm_deal_card_view_focus_search;
  view_class->shown = crm_deal_card_view_shown;
  view_class->hidden = crm_deal_card_view_hidden;
  view_class->width_changed = crm_deal_card_view_width_changed;
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/deal/crm-deal-card-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, neighbour_box);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, won);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, lost);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, reopen);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, strip);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, closed);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, closed_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, closed_label);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, left);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, left_box);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, right);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, right_box);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, error_page);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, choice);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, switcher);
}

static void
crm_deal_card_view_init (CrmDealCardView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_object (self->choice, "notify::visible-child", G_CALLBACK (on_choice), self, 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->right), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timeline"), -1);
}

GtkWidget *
crm_deal_card_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_DEAL_CARD_VIEW, "store", store, NULL);
}

void
crm_deal_card_view_set_deal (CrmDealCardView *self, gint64 id, GArray *order)
{
  g_return_if_fail (CRM_IS_DEAL_CARD_VIEW (self));
  if (self->order != order)
    {
      g_clear_pointer (&self->order, g_array_unref);
      self->order = order != NULL ? g_array_ref (order) : NULL;
    }
  if (self->deal_id != id)
    {
      forget_popover (self);
      crm_composer_keep (CRM_COMPOSER (self->composer));
      self->deal_id = id;
      self->ready = FALSE;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->whole), FALSE);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->left)), 0);
      load (self);
      crm_timeline_view_set_deal (CRM_TIMELINE_VIEW (self->timeline), id);
    }
  show_neighbours (self);
}

gint64
crm_deal_card_view_get_deal (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), 0);
  return self->deal_id;
}

gboolean
crm_deal_card_view_is_ready (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), FALSE);
  return self->ready;
}

GtkWidget *
crm_deal_card_view_get_pane (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), NULL);
  return self->pane;
}

GtkWidget *
crm_deal_card_view_get_stages (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), NULL);
  return self->stages;
}

GtkWidget *
crm_deal_card_view_get_composer (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), NULL);
  return self->composer;
}

GtkWidget *
crm_deal_card_view_get_planned (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), NULL);
  return self->planned;
}

GtkWidget *
crm_deal_card_view_get_timeline (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), NULL);
  return self->timeline;
}

GtkWidget *
crm_deal_card_view_get_popover (CrmDealCardView *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_CARD_VIEW (self), NULL);
  return self->popover;
}
