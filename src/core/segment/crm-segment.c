/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/crm-segment.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "segment/crm-segment-private.h"

/* Segments: field table, what is checked before one is kept, and who is in it. Runs in a worker's thread. */

static const CrmField fields[] = {
  [CRM_SEGMENT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_SEGMENT_QUERY] = { "query", N_ ("Conditions"), CRM_KIND_LONG,
      CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_SEGMENT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_SEGMENT_N_FIELDS);

/* What cannot be asked is refused when it is written, not when it is wanted. */
static gboolean
check_query (CrmTransaction *tx, gint64 segment, CrmSegmentQuery *query, GError **error)
{
  g_autoptr (CrmQuery) trial = crm_query_copy (crm_segment_query_get_query (query));
  CrmCondition *where = crm_query_get_where (trial), *all = crm_condition_copy (where);

  if (segment && !crm_segment_query_check_circle (tx, query, segment, error))
    return FALSE;
  g_ptr_array_set_size (where->children, 0);
  where->any = where->negate = FALSE;
  crm_condition_add (where, crm_condition_new ("id", CRM_TEST_EQUAL, "0"));
  crm_condition_add (where, all);
  return crm_transaction_count (tx, trial, error) >= 0;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *json = crm_values_get_text (values, CRM_SEGMENT_QUERY);
  g_autoptr (CrmSegmentQuery) query = NULL;
  g_autofree char *text = NULL;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!crm_values_has (values, CRM_SEGMENT_QUERY))
    {
      if (before)
        return TRUE;
      query = crm_segment_query_new ();
    }
  else
    query = crm_segment_query_from_json (json, error);
  if (!query || !crm_segment_query_resolve (tx, query, error) ||
      !check_query (tx, before ? before->id : 0, query, error))
    return FALSE;
  text = crm_segment_query_to_json (query);
  crm_values_set_text (values, CRM_SEGMENT_QUERY, text);
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_segment_entity = {
  .name = "segment",
  .label = N_ ("Segment"),
  .plural = N_ ("Segments"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_SEGMENT_NAME,
  .hooks = &hooks,
};

/* All clients, or those of a segment. */
static CrmQuery *
new_query (gint64 segment)
{
  CrmQuery *query = crm_query_new ("client");

  if (segment)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, segment);

      crm_condition_add (crm_query_get_where (query), crm_condition_new ("segment", CRM_TEST_EQUAL, text));
    }
  return query;
}

GArray *
crm_segment_find (CrmTransaction *tx, gint64 segment, GError **error)
{
  g_autoptr (CrmQuery) query = new_query (segment);

  return crm_transaction_find (tx, query, error);
}

gint64
crm_segment_count (CrmTransaction *tx, gint64 segment, GError **error)
{
  g_autoptr (CrmQuery) query = new_query (segment);

  return crm_transaction_count (tx, query, error);
}

gint64
crm_segment_count_query (CrmTransaction *tx, CrmSegmentQuery *query, gint64 segment, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new ("client");
  CrmQuery *wanted = crm_segment_query_get_query (query);
  CrmCondition *where = crm_query_get_where (all);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, segment);

  if (segment && !crm_segment_query_check_circle (tx, query, segment, error))
    return -1;
  crm_condition_add (where, crm_condition_copy (crm_query_get_where (wanted)));
  if (segment)
    crm_condition_add (where, crm_condition_new ("excluded", CRM_TEST_NOT_EQUAL, text));
  crm_query_set_text (all, crm_query_get_text (wanted));
  return crm_transaction_count (tx, all, error);
}

gboolean
crm_segment_has (CrmTransaction *tx, gint64 segment, gint64 client, GError **error)
{
  g_autoptr (CrmQuery) query = new_query (segment);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, client);

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("id", CRM_TEST_EQUAL, text));
  return crm_transaction_count (tx, query, error) > 0;
}
