/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-card-view-private.h"
#include <glib/gi18n-lib.h>
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal-worth.h"
#include "deal/crm-stage-line.h"
#include "timeline/crm-card-actions.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-planned.h"
#include "timeline/crm-timeline-entry.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-scaled.h"
#include "widgets/crm-wrap-layout.h"

/* Reads the card's data whenever a commit touches it and hands it to its parts, which keep what is being typed. How long it stood in its
 * stages is read after that: it looks at the way of all deals. Main thread. */

#define NARROW_WIDTH 860
#define COMPACT_WIDTH 1100

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

  if (popover == NULL)
    return;
  g_signal_handlers_disconnect_by_data (popover, self);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_unparent (popover);
}

static gboolean
forget_popover_in_idle (gpointer data)
{
  GtkWidget *card = gtk_widget_get_parent (data);

  if (card != NULL && CRM_DEAL_CARD_VIEW (card)->popover == data)
    forget_popover (CRM_DEAL_CARD_VIEW (card));
  return G_SOURCE_REMOVE;
}

static void
on_popover_closed (GtkPopover *popover, CrmDealCardView *self)
{
  /* Not while it is still telling of it. */
  g_idle_add_full (G_PRIORITY_DEFAULT, forget_popover_in_idle, g_object_ref (popover), g_object_unref);
}

void
crm_deal_card_view_pop_up (CrmDealCardView *self, GtkWidget *popover, GtkWidget *at)
{
  graphene_rect_t bounds;

  forget_popover (self);
  self->popover = popover;
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
  gtk_widget_set_visible (self->won_offers, won);
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

/* A person is called by the first name, as on the client's card. */
static char *
dup_called (CrmDealCardData *data)
{
  const char *name = data->client != NULL ? crm_row_get_text (data->client, CRM_CLIENT_NAME)
                                          : crm_row_get_text (data->row, CRM_DEAL_TITLE);
  gboolean person =
      data->client != NULL && g_strcmp0 (crm_row_get_text (data->client, CRM_CLIENT_KIND), "person") == 0;
  const char *blank = person ? strchr (name, ' ') : NULL;

  return blank != NULL ? g_strndup (name, blank - name) : g_strdup (name);
}

static void
show_composer (CrmDealCardView *self)
{
  g_autofree char *name = dup_called (self->data);
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
  if (times == NULL || self->stack == NULL)
    return;
  crm_stage_line_set_times (CRM_STAGE_LINE (self->stages), times);
  crm_deal_worth_set_times (CRM_DEAL_WORTH (crm_deal_pane_get_worth (CRM_DEAL_PANE (self->pane))), times);
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
  if (data->row->archived_at != 0)
    {
      g_set_error_literal (
          &error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("It was deleted. Undo brings it back."));
      show_failure (self, error);
      return;
    }
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

void
crm_deal_card_view_load (CrmDealCardView *self)
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
    crm_deal_card_view_load (self);
}

static void
on_settings_changed (CrmStore *store, CrmDealCardView *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "deal");

  if (self->data == NULL || self->data->row->entity->n_fields != entity->n_fields)
    crm_deal_pane_rebuild (CRM_DEAL_PANE (self->pane));
  crm_deal_card_view_load (self);
}

static void
on_stage_chosen (CrmStageLine *line, gint64 stage, CrmDealCardView *self)
{
  crm_deal_card_view_move_to (self, stage);
}

static void
on_follow_up (CrmTimelineView *timeline, CrmActivity *activity, CrmDealCardView *self)
{
  g_autofree char *title = crm_timeline_entry_dup_title (activity);
  const CrmActivityLine *line = crm_activity_get_line (activity);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  crm_composer_follow_up (CRM_COMPOSER (self->composer), line->entity, line->record_id, title);
}

static void
on_make_task (CrmTimelineView *timeline, CrmActivity *activity, CrmDealCardView *self)
{
  g_autofree char *title = crm_timeline_entry_dup_title (activity);
  const CrmActivityLine *line = crm_activity_get_line (activity);
  const char *text = crm_timeline_entry_get_text (activity);
  g_autofree char *words = text != NULL ? crm_text_excerpt (text, 80) : NULL;

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  crm_composer_make_task (
      CRM_COMPOSER (self->composer), line->entity, line->record_id, title, words != NULL ? words : title);
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
  gtk_widget_set_size_request (self->left,
      self->narrow ? -1 : MIN (crm_scaled (width < COMPACT_WIDTH ? 300 : 344), width * 2 / 5), -1);
  crm_composer_set_compact (CRM_COMPOSER (self->composer), width < crm_scaled (COMPACT_WIDTH));
  gtk_widget_set_visible (self->won_label, !self->narrow);
  gtk_widget_set_visible (self->lost_label, !self->narrow);
  gtk_widget_set_visible (self->lost_icon, self->narrow);
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

static const CrmCardLetter letters[] = {
  { GDK_KEY_w, "card.won" },
  { GDK_KEY_l, "card.lost" },
  { GDK_KEY_p, "card.add-product" },
  { 0, NULL },
};

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
  crm_card_add_letters (GTK_WIDGET (self), CRM_TIMELINE_VIEW (self->timeline), letters);
  self->whole = crm_chip_new (_ ("Whole client"), NULL, NULL);
  g_signal_connect_object (self->whole, "toggled", G_CALLBACK (on_whole_toggled), self, 0);
  crm_timeline_view_add_switch (CRM_TIMELINE_VIEW (self->timeline), self->whole);
  crm_timeline_view_set_adjustment (
      CRM_TIMELINE_VIEW (self->timeline), gtk_scrolled_window_get_vadjustment (self->right));
  g_signal_connect_object (self->timeline, "follow-up", G_CALLBACK (on_follow_up), self, 0);
  g_signal_connect_object (self->timeline, "make-task", G_CALLBACK (on_make_task), self, 0);
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
  crm_deal_card_view_install_actions (widget_class);
  g_type_ensure (CRM_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/deal/crm-deal-card-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, neighbour_box);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, won);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, won_label);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, lost_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, lost_label);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, lost);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, reopen);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, strip);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, closed);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, closed_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, closed_label);
  gtk_widget_class_bind_template_child (widget_class, CrmDealCardView, won_offers);
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
  gtk_widget_init_template (GTK_WIDGET (self));
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
      crm_deal_card_view_load (self);
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
