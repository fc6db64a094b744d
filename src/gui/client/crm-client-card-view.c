/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-card-view-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-client.h"
#include "client/crm-client-contacts.h"
#include "client/crm-client-facts.h"
#include "client/crm-client-fields.h"
#include "client/crm-client-notice.h"
#include "deal/crm-client-deals.h"
#include "deal/crm-client-supplies.h"
#include "timeline/crm-card-actions.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"
#include "timeline/crm-planned.h"
#include "timeline/crm-timeline-entry.h"
#include "widgets/crm-scaled.h"

/* Reads the card's data whenever a commit touches it and hands it to its parts, which keep what is being typed. Main thread. */

#define NARROW_WIDTH 860
#define COMPACT_WIDTH 1100

G_DEFINE_FINAL_TYPE (CrmClientCardView, crm_client_card_view, CRM_TYPE_VIEW)

static CrmStore *
get_store (CrmClientCardView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Showing */

static void
show_header (CrmClientCardView *self)
{
  const char *name = crm_row_get_text (self->data->row, CRM_CLIENT_NAME);
  const char *company = crm_client_card_data_get_title (self->data, CRM_CLIENT_COMPANY);
  CrmRow *phone = crm_client_card_data_get_main (self->data, "phone");
  CrmRow *email = crm_client_card_data_get_main (self->data, "email");

  crm_view_set_title (CRM_VIEW (self), name);
  adw_window_title_set_title (self->window_title, name != NULL ? name : "");
  adw_window_title_set_subtitle (self->window_title, company != NULL ? company : "");
  gtk_widget_set_visible (self->call, phone != NULL);
  if (phone != NULL)
    {
      gboolean can_call = crm_client_contacts_can_call ();
      g_autofree char *number = crm_phone_display (crm_store_get_phone_format (get_store (self)),
          crm_row_get_text (phone, CRM_ADDRESS_VALUE), crm_row_get_text (phone, CRM_ADDRESS_NORMAL),
          crm_store_get_setting (get_store (self), "phone-region"));
      g_autofree char *what = g_strdup_printf (can_call ? _ ("Call %s") : _ ("Copy %s"), number);

      adw_button_content_set_label (self->call_content, self->narrow ? ""
                                                        : can_call   ? C_ ("button", "Call")
                                                                     : _ ("Copy number"));
      adw_button_content_set_icon_name (
          self->call_content, can_call ? "call-start-symbolic" : "edit-copy-symbolic");
      gtk_widget_set_tooltip_text (self->call, what);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->call), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
    }
  /* A small window has no room for it; the address itself has one. */
  gtk_widget_set_visible (self->write, email != NULL && !self->narrow);
  if (email != NULL)
    {
      g_autofree char *what =
          g_strdup_printf (_ ("Write to %s"), crm_row_get_text (email, CRM_ADDRESS_VALUE));

      gtk_widget_set_tooltip_text (self->write, what);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->write), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
    }
}

static void
show_composer (CrmClientCardView *self)
{
  const char *name = crm_row_get_text (self->data->row, CRM_CLIENT_NAME);
  const char *blank = strchr (name, ' ');
  gboolean company = g_strcmp0 (crm_row_get_text (self->data->row, CRM_CLIENT_KIND), "company") == 0;
  g_autofree char *first = company || blank == NULL ? g_strdup (name) : g_strndup (name, blank - name);

  crm_composer_set_client (CRM_COMPOSER (self->composer), self->client_id, first);
  if (self->wanted_mode >= 0)
    crm_composer_begin (CRM_COMPOSER (self->composer), self->wanted_mode);
  self->wanted_mode = -1;
}

static void
show_neighbours (CrmClientCardView *self)
{
  guint position =
      self->neighbours != NULL ? crm_record_list_find (self->neighbours, self->client_id) : G_MAXUINT;
  gboolean known = position != G_MAXUINT;

  gtk_widget_set_visible (self->neighbour_box, known && !self->narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.previous", known && position > 0);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "card.next", known && crm_record_list_get_id (self->neighbours, position + 1) != 0);
}

static void
show_failure (CrmClientCardView *self, const GError *error)
{
  gboolean gone = g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND);

  adw_status_page_set_title (
      self->error_page, gone ? _ ("This client is no longer there") : _ ("The card could not be read"));
  adw_status_page_set_description (self->error_page, error->message);
  gtk_widget_set_visible (adw_status_page_get_child (self->error_page), !gone);
  adw_window_title_set_title (self->window_title, "");
  adw_window_title_set_subtitle (self->window_title, "");
  gtk_widget_set_visible (self->call, FALSE);
  gtk_widget_set_visible (self->write, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
on_data_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmClientCardView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmClientCardData) data = crm_client_card_data_read_finish (CRM_STORE (source), result, &error);

  if (is_cancelled (error) || self->stack == NULL)
    return;
  self->ready = TRUE;
  if (data == NULL)
    {
      show_failure (self, error);
      return;
    }
  if (data->row->id != self->client_id)
    return;
  g_clear_pointer (&self->data, crm_client_card_data_free);
  self->data = g_steal_pointer (&data);
  show_header (self);
  show_composer (self);
  crm_client_fields_set_data (CRM_CLIENT_FIELDS (self->fields), self->data);
  crm_client_facts_set_data (self->facts, get_store (self), self->data);
  crm_client_supplies_set_client (CRM_CLIENT_SUPPLIES (self->supplies), self->data->row);
  gtk_widget_set_opacity (GTK_WIDGET (self->left_box), 1);
  gtk_stack_set_visible_child_name (self->stack, "card");
  crm_client_notice_set_data (CRM_CLIENT_NOTICE (self->notice), self->data);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.unmerge",
      !crm_value_is_empty (crm_row_get (self->data->row, CRM_CLIENT_MERGED)));
}

void
crm_client_card_view_load (CrmClientCardView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client_id == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_client_card_data_read_async (
      get_store (self), self->client_id, self->cancellable, on_data_read, g_object_ref (self));
}

static gboolean
is_touched (CrmClientCardView *self, CrmChangeSet *changes)
{
  guint n;
  const CrmChange *list = crm_change_set_get_changes (changes, &n);

  if (crm_change_set_is_reload (changes) || crm_change_set_touches_client (changes, self->client_id) ||
      crm_change_set_has (changes, "client", self->client_id) || crm_change_set_touches (changes, "tag") ||
      crm_change_set_touches (changes, "user"))
    return TRUE;
  if (self->data == NULL)
    return FALSE;
  /* Its company, or a person that joined, left or was renamed. */
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (list[i].entity, "client") != 0)
        continue;
      if (list[i].id == crm_row_get_integer (self->data->row, CRM_CLIENT_COMPANY) ||
          g_strcmp0 (crm_row_get_text (self->data->row, CRM_CLIENT_KIND), "company") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmClientCardView *self)
{
  if (self->client_id != 0 && is_touched (self, changes))
    crm_client_card_view_load (self);
}

static void
on_settings_changed (CrmStore *store, CrmClientCardView *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");

  if (self->data == NULL || self->data->row->entity->n_fields != entity->n_fields)
    crm_client_fields_rebuild (CRM_CLIENT_FIELDS (self->fields));
  crm_client_card_view_load (self);
}

static void
on_neighbours_changed (GListModel *model, guint position, guint removed, guint added, CrmClientCardView *self)
{
  show_neighbours (self);
}

static void
on_follow_up (CrmTimelineView *timeline, CrmActivity *activity, CrmClientCardView *self)
{
  g_autofree char *title = crm_timeline_entry_dup_title (activity);
  const CrmActivityLine *line = crm_activity_get_line (activity);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
  crm_composer_follow_up (CRM_COMPOSER (self->composer), line->entity, line->record_id, title);
}

static void
on_make_task (CrmTimelineView *timeline, CrmActivity *activity, CrmClientCardView *self)
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

void
crm_client_card_view_show_pane (CrmClientCardView *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->choice, name);
}

static void
show_panes (CrmClientCardView *self)
{
  gboolean fields = g_strcmp0 (adw_view_stack_get_visible_child_name (self->choice), "fields") == 0;

  gtk_widget_set_visible (self->left, !self->narrow || fields);
  gtk_widget_set_visible (GTK_WIDGET (self->right), !self->narrow || !fields);
  gtk_widget_set_hexpand (self->left, self->narrow);
  adw_view_switcher_bar_set_reveal (self->switcher, self->narrow);
}

static void
on_choice (GObject *object, GParamSpec *pspec, CrmClientCardView *self)
{
  show_panes (self);
}

static void
crm_client_card_view_width_changed (CrmView *view, int width)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (view);

  self->narrow = width < NARROW_WIDTH;
  gtk_widget_set_size_request (self->left,
      self->narrow ? -1 : MIN (crm_scaled (width < COMPACT_WIDTH ? 300 : 344), width * 2 / 5), -1);
  crm_composer_set_compact (CRM_COMPOSER (self->composer), width < crm_scaled (COMPACT_WIDTH));
  show_panes (self);
  show_neighbours (self);
  if (self->data != NULL)
    show_header (self);
}

static gboolean
crm_client_card_view_focus_search (CrmView *view)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (view);

  crm_client_card_view_show_pane (self, "timeline");
  crm_timeline_view_focus_search (CRM_TIMELINE_VIEW (self->timeline));
  return TRUE;
}

static void
crm_client_card_view_shown (CrmView *view)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (view);

  gtk_widget_grab_focus (GTK_WIDGET (self->narrow ? (GtkWidget *)self->switcher : GTK_WIDGET (self->right)));
}

static void
crm_client_card_view_hidden (CrmView *view)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (view);

  crm_composer_keep (CRM_COMPOSER (self->composer));
  crm_draft_flush (get_store (self));
}

static void
crm_client_card_view_constructed (GObject *object)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (object);
  CrmStore *store = get_store (self);

  G_OBJECT_CLASS (crm_client_card_view_parent_class)->constructed (object);
  self->fields = crm_client_fields_new (store);
  gtk_box_append (self->left_box, self->fields);
  self->notice = crm_client_notice_new (store);
  crm_client_fields_set_notice (CRM_CLIENT_FIELDS (self->fields), self->notice);
  self->facts = crm_client_facts_new ();
  self->composer = crm_composer_new (store);
  self->timeline = crm_timeline_view_new (store);
  crm_card_add_letters (GTK_WIDGET (self), CRM_TIMELINE_VIEW (self->timeline), NULL);
  crm_timeline_view_set_adjustment (
      CRM_TIMELINE_VIEW (self->timeline), gtk_scrolled_window_get_vadjustment (self->right));
  g_signal_connect_object (self->timeline, "follow-up", G_CALLBACK (on_follow_up), self, 0);
  g_signal_connect_object (self->timeline, "make-task", G_CALLBACK (on_make_task), self, 0);
  self->deals = crm_client_deals_new (store);
  self->planned = crm_planned_new (store);
  self->supplies = crm_client_supplies_new (store);
  crm_client_fields_append (CRM_CLIENT_FIELDS (self->fields), self->supplies);
  gtk_box_append (self->right_box, self->facts);
  gtk_box_append (self->right_box, self->deals);
  gtk_box_append (self->right_box, self->composer);
  gtk_box_append (self->right_box, self->planned);
  gtk_box_append (self->right_box, self->timeline);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_settings_changed), self, 0);
  show_neighbours (self);
  /* Until the first client is read there is nothing to be seen or called. */
  gtk_widget_set_opacity (GTK_WIDGET (self->left_box), 0);
  gtk_widget_set_visible (self->call, FALSE);
  gtk_widget_set_visible (self->write, FALSE);
}

static void
set_neighbours (CrmClientCardView *self, CrmRecordList *neighbours)
{
  if (self->neighbours == neighbours)
    return;
  if (self->neighbours != NULL)
    g_signal_handlers_disconnect_by_data (self->neighbours, self);
  g_set_object (&self->neighbours, neighbours);
  if (neighbours != NULL)
    g_signal_connect (neighbours, "items-changed", G_CALLBACK (on_neighbours_changed), self);
}

static void
crm_client_card_view_dispose (GObject *object)
{
  CrmClientCardView *self = CRM_CLIENT_CARD_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_neighbours (self, NULL);
  self->stack = NULL;
  g_clear_pointer (&self->data, crm_client_card_data_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (crm_client_card_view_parent_class)->dispose (object);
}

static void
crm_client_card_view_class_init (CrmClientCardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_client_card_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_client_card_view_dispose;
  view_class->focus_search = crm_client_card_view_focus_search;
  view_class->shown = crm_client_card_view_shown;
  view_class->hidden = crm_client_card_view_hidden;
  view_class->width_changed = crm_client_card_view_width_changed;
  crm_client_card_view_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-client-card-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, neighbour_box);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, call);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, call_content);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, write);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, left);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, left_box);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, right);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, right_box);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, error_page);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, choice);
  gtk_widget_class_bind_template_child (widget_class, CrmClientCardView, switcher);
}

static void
crm_client_card_view_init (CrmClientCardView *self)
{
  self->wanted_mode = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->choice, "notify::visible-child", G_CALLBACK (on_choice), self, 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->right), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timeline"), -1);
}

GtkWidget *
crm_client_card_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_CLIENT_CARD_VIEW, "store", store, NULL);
}

void
crm_client_card_view_set_client (CrmClientCardView *self, gint64 id, CrmRecordList *neighbours)
{
  g_return_if_fail (CRM_IS_CLIENT_CARD_VIEW (self));
  set_neighbours (self, neighbours);
  if (self->client_id != id)
    {
      crm_composer_keep (CRM_COMPOSER (self->composer));
      self->client_id = id;
      self->ready = FALSE;
      self->wanted_mode = -1;
      crm_client_notice_set_data (CRM_CLIENT_NOTICE (self->notice), NULL);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->right), 0);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->left)), 0);
      crm_client_card_view_load (self);
      crm_client_deals_set_client (CRM_CLIENT_DEALS (self->deals), id);
      crm_planned_set_client (CRM_PLANNED (self->planned), id);
      crm_timeline_view_set_client (CRM_TIMELINE_VIEW (self->timeline), id);
    }
  show_neighbours (self);
}

gint64
crm_client_card_view_get_client (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), 0);
  return self->client_id;
}

GtkWidget *
crm_client_card_view_get_fields (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), NULL);
  return self->fields;
}

GtkWidget *
crm_client_card_view_get_composer (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), NULL);
  return self->composer;
}

GtkWidget *
crm_client_card_view_get_deals (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), NULL);
  return self->deals;
}

GtkWidget *
crm_client_card_view_get_planned (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), NULL);
  return self->planned;
}

GtkWidget *
crm_client_card_view_get_supplies (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), NULL);
  return self->supplies;
}

GtkWidget *
crm_client_card_view_get_timeline (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), NULL);
  return self->timeline;
}

gboolean
crm_client_card_view_is_ready (CrmClientCardView *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CARD_VIEW (self), FALSE);
  return self->ready;
}
