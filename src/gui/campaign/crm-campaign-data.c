/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign-data.h"

#include "segment/crm-segment.h"
#include "widgets/crm-field-groups.h"

/* Reads for the page Campaigns. In the reader's thread. */

void
crm_campaign_item_free (CrmCampaignItem *self)
{
  g_free (self->name);
  g_free (self->state);
  g_free (self->occasion);
  g_free (self->words);
  g_free (self);
}

/* Who was settled, from the index alone. */
static gboolean
count_recipients (CrmTransaction *tx, GHashTable *items, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT campaign_id, state, count (*) FROM campaign_recipient GROUP BY campaign_id, state", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmCampaignItem *item =
          g_hash_table_lookup (items, GSIZE_TO_POINTER ((gsize)crm_statement_get_integer (statement, 0)));
      const char *state = crm_statement_get_text (statement, 1);
      guint n = (guint)crm_statement_get_integer (statement, 2);

      if (item == NULL)
        continue;
      item->n_all += n;
      if (g_str_equal (state, "waiting"))
        item->n_waiting += n;
      else if (g_str_equal (state, "skipped"))
        item->n_skipped += n;
    }
  return !row;
}

gpointer
crm_campaign_read_list_in_worker (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name, state, occasion FROM campaign WHERE archived_at IS NULL ORDER BY CASE state WHEN "
      "'running' THEN 0"
      " WHEN 'scheduled' THEN 1 WHEN 'paused' THEN 2 WHEN 'draft' THEN 3 ELSE 4 END, id DESC",
      error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_campaign_item_free);
  g_autoptr (GHashTable) items = g_hash_table_new (NULL, NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmCampaignItem *item = g_new0 (CrmCampaignItem, 1);

      item->id = crm_statement_get_integer (statement, 0);
      item->name = g_strdup (crm_statement_get_text (statement, 1));
      item->state = g_strdup (crm_statement_get_text (statement, 2));
      item->occasion = g_strdup (crm_statement_get_text (statement, 3));
      g_ptr_array_add (list, item);
      g_hash_table_insert (items, GSIZE_TO_POINTER ((gsize)item->id), item);
    }
  return row || !count_recipients (tx, items, error) ? NULL : g_steal_pointer (&list);
}

gpointer
crm_segment_read_list_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name, query FROM segment WHERE archived_at IS NULL ORDER BY name_key, id", error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_campaign_item_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmCampaignItem *item = g_new0 (CrmCampaignItem, 1);
      g_autoptr (GError) problem = NULL;
      g_autoptr (CrmSegmentQuery) query =
          crm_segment_query_from_json (crm_statement_get_text (statement, 2), &problem);

      item->id = crm_statement_get_integer (statement, 0);
      item->name = g_strdup (crm_statement_get_text (statement, 1));
      item->words = query != NULL ? crm_segment_query_describe (tx, query) : g_strdup (problem->message);
      item->count = -1;
      g_ptr_array_add (list, item);
    }
  return row ? NULL : g_steal_pointer (&list);
}

void
crm_campaign_data_free (CrmCampaignData *self)
{
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->figures); i++)
    crm_campaign_figures_clear (&self->figures[i]);
  g_free (self->problem);
  g_free (self->comparison);
  g_free (self);
}

static gboolean
read_data (CrmTransaction *tx, gint64 id, CrmCampaignData *self, GError **error)
{
  static const char *const variants[] = { NULL, "a", "b" };
  guint n;

  self->row = crm_transaction_load (tx, "campaign", id, error);
  if (self->row == NULL)
    return FALSE;
  self->titles = crm_field_groups_read_titles_in_worker (tx, self->row);
  n = crm_row_get_integer (self->row, CRM_CAMPAIGN_TEMPLATE_B) != 0 ? 3 : 1;
  for (guint i = 0; i < n; i++)
    if (!crm_campaign_get_figures (tx, id, variants[i], &self->figures[i], error))
      return FALSE;
  if (n == 3)
    self->comparison = crm_campaign_compare (self->figures[1].n_sent, self->figures[1].n_answered,
        self->figures[2].n_sent, self->figures[2].n_answered);
  self->problem = crm_campaign_dup_problem (tx, id);
  self->reasons = crm_campaign_list_reasons (tx, id, error);
  return self->reasons != NULL;
}

gpointer
crm_campaign_read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmCampaignData *self = g_new0 (CrmCampaignData, 1);

  if (read_data (tx, *(gint64 *)data, self, error))
    return self;
  crm_campaign_data_free (self);
  return NULL;
}
