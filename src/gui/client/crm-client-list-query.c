/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-list-view-private.h"
#include "crm-window.h"

/* From choice to rows on the page Clients: chip, search, title click → filter → query → list → rows, counts, states. Main thread. */

static void
update_state (CrmClientListView *self)
{
  const char *error = crm_record_list_get_error (self->list);

  gtk_revealer_set_reveal_child (self->error_strip, error != NULL);
  if (error != NULL)
    gtk_label_set_text (self->error_label, error);
  crm_client_states_update (self->states, self->list, self->filter, self->entity);
}

/* The page opens with the focus in the rows, where arrows move and letters search; not while somebody types. */
void
crm_client_list_view_focus_rows (CrmClientListView *self)
{
  if (!self->want_focus || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  self->want_focus = FALSE;
  if (crm_client_filter_get_text (self->filter) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

void
crm_client_list_view_on_list_notify (CrmClientListView *self)
{
  guint64 count = crm_record_list_get_count (self->list);

  if (self->to_top && !crm_record_list_is_loading (self->list))
    {
      self->to_top = FALSE;
      crm_client_table_scroll_to_top (self->table);
    }
  crm_client_list_header_set_loading (self->header, crm_record_list_is_loading (self->list));
  crm_client_list_header_set_count (self->header, count);
  crm_client_footer_set_count (self->footer, count, crm_client_filter_get_archived (self->filter));
  update_state (self);
  crm_client_list_view_focus_rows (self);
}

/* From choice to query */

void
crm_client_list_view_on_filter_changed (CrmClientListView *self)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build (self->filter);
  const char *text = crm_client_filter_get_text (self->filter);
  g_autoptr (CrmQuery) unordered = NULL;

  if (self->shown != NULL && crm_query_equal (self->shown, query))
    return;
  /* Another order keeps the selection, another set of clients does not: nothing stays selected unseen. */
  if (self->shown != NULL)
    {
      unordered = crm_query_copy (self->shown);
      crm_query_clear_order (unordered);
      for (const char *const *key = crm_query_get_order (query); *key != NULL; key++)
        crm_query_add_order (unordered, *key);
      if (!crm_query_equal (unordered, query))
        gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (crm_client_table_get_selection (self->table)));
    }
  g_clear_pointer (&self->shown, crm_query_free);
  self->shown = crm_query_copy (query);

  self->to_top = TRUE;
  /* Among the hits of a search nobody counts steps. */
  crm_client_totals_set_query (self->totals, query,
      text == NULL && crm_client_filter_get_scope (self->filter) != CRM_CLIENT_SCOPE_NO_STEP &&
          !crm_client_filter_get_archived (self->filter));
  crm_client_look_set_missing (
      self->look, crm_client_filter_get_scope (self->filter) == CRM_CLIENT_SCOPE_INCOMPLETE);
  crm_client_look_set_text (self->look, text);
  crm_record_list_set_query (self->list, query);
  crm_text_hits_set_text (self->hits, text);
  crm_client_columns_set_order (
      crm_client_table_get_columns (self->table), crm_client_filter_get_order (self->filter));
  crm_client_list_header_set_text (self->header, text);
  if (crm_client_filter_get_conditions (self->filter)->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "accent");
  crm_client_list_view_update_actions (self);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "clients.archive", !crm_client_filter_get_archived (self->filter));
  update_state (self);
}

void
crm_client_list_view_on_order_changed (CrmClientListView *self)
{
  g_auto (GStrv) keys = crm_client_columns_dup_order (crm_client_table_get_columns (self->table));

  crm_client_filter_set_order (self->filter, (const char *const *)keys);
}

static void
on_searched (CrmClientListView *self)
{
  g_autofree char *text = crm_client_list_header_dup_text (self->header);

  crm_client_filter_set_text (self->filter, text);
}

void
crm_client_list_view_open_position (CrmClientListView *self, guint position)
{
  gint64 id = crm_record_list_get_id (self->list, position);

  if (id != 0)
    crm_window_open_client (GTK_WIDGET (self), id, self->list);
}

static void
on_search_activated (CrmClientListView *self)
{
  /* Enter right after the last key must not open a hit of the words before. */
  on_searched (self);
  if (!crm_record_list_is_loading (self->list))
    crm_client_list_view_open_position (self, 0);
}

static void
on_search_down (CrmClientListView *self)
{
  crm_client_table_focus_rows (self->table);
}

static void
on_search_left (CrmClientListView *self)
{
  crm_client_table_focus_rows (self->table);
}

void
crm_client_list_view_connect_search (CrmClientListView *self)
{
  g_signal_connect_swapped (self->header, "searched", G_CALLBACK (on_searched), self);
  g_signal_connect_swapped (self->header, "activated", G_CALLBACK (on_search_activated), self);
  g_signal_connect_swapped (self->header, "down", G_CALLBACK (on_search_down), self);
  g_signal_connect_swapped (self->header, "left", G_CALLBACK (on_search_left), self);
}

void
crm_client_list_view_show_query (CrmClientListView *self, CrmQuery *query)
{
  g_return_if_fail (CRM_IS_CLIENT_LIST_VIEW (self));
  crm_client_filter_load (self->filter, query);
}

void
crm_client_list_view_show_incomplete (CrmClientListView *self)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build_scope (CRM_CLIENT_SCOPE_INCOMPLETE);

  g_return_if_fail (CRM_IS_CLIENT_LIST_VIEW (self));
  crm_client_filter_load (self->filter, query);
}
