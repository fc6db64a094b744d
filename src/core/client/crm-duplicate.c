/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-client-derived.h"

/* Possible duplicates of a client: the same phone or e-mail, or a similar name. Reads in a worker's thread. */

#define MAX_DUPLICATES 5
#define SIMILAR 900

void
crm_duplicate_free (CrmDuplicate *self)
{
  g_free (self->name);
  g_free (self->company);
  g_free (self->reason);
  g_free (self);
}

static gboolean
is_distinct (CrmTransaction *tx, gint64 a, gint64 b)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM record_link WHERE entity = 'client' AND field = 'distinct' AND target_id = $2 AND "
      "record_id = $1"
      " UNION ALL SELECT 1 FROM client_distinct WHERE a = $1 AND b = $2",
      NULL);
  gboolean row = FALSE;

  crm_statement_bind_integer (statement, 1, MIN (a, b));
  crm_statement_bind_integer (statement, 2, MAX (a, b));
  return crm_statement_step (statement, &row, NULL) && row;
}

static void
add (CrmTransaction *tx, GPtrArray *found, gint64 id, gint64 except_id, const char *reason)
{
  g_autoptr (CrmRow) row = NULL;
  CrmDuplicate *duplicate;

  if (found->len >= MAX_DUPLICATES || id == except_id || (except_id && is_distinct (tx, id, except_id)))
    return;
  for (guint i = 0; i < found->len; i++)
    if (((CrmDuplicate *)found->pdata[i])->id == id)
      return;
  row = crm_transaction_load (tx, "client", id, NULL);
  if (!row || row->archived_at)
    return;
  duplicate = g_new0 (CrmDuplicate, 1);
  duplicate->id = id;
  duplicate->name = g_strdup (crm_row_get_text (row, CRM_CLIENT_NAME));
  duplicate->company = g_strdup (crm_row_get_text (row, CRM_CLIENT_COMPANY_NAME));
  duplicate->reason = g_strdup (reason);
  g_ptr_array_add (found, duplicate);
}

static gboolean
add_by_address (CrmTransaction *tx, GPtrArray *found, const char *kind, const char *value, gint64 except_id,
    const char *reason, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *normal = NULL, *key = NULL;
  gboolean row = FALSE;

  if (crm_text_is_blank (value))
    return TRUE;
  crm_address_normalise (
      crm_transaction_get_phone_format (tx), crm_transaction_get_region (tx), kind, value, &normal, &key);
  if (!key || strlen (key) < 5)
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT client, value, normal FROM address WHERE match_key = $1 AND kind = $2 AND archived_at IS NULL "
      "ORDER BY client LIMIT 6",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, key);
  crm_statement_bind_text (statement, 2, kind);
  while (crm_statement_step (statement, &row, error) && row)
    if (!crm_phone_is_other (
            value, normal, crm_statement_get_text (statement, 1), crm_statement_get_text (statement, 2)))
      add (tx, found, crm_statement_get_integer (statement, 0), except_id, reason);
  return !row;
}

/* Names are compared with those that begin alike in either script: a scan of all would be felt while typing. */
static gboolean
add_by_name (CrmTransaction *tx, GPtrArray *found, const char *name, gint64 except_id, GError **error)
{
  g_autofree char *fold = crm_text_fold (name);
  g_auto (GStrv) words = crm_text_words (name);
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (strlen (fold) < 3 || !words[0])
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name_fold FROM client WHERE archived_at IS NULL AND name_fold >= $1 AND name_fold < $2 "
      "LIMIT 2000",
      error);
  if (!statement)
    return FALSE;
  for (guint i = 0; words[i] && i < 3; i++)
    {
      g_autofree char *from = g_utf8_substring (words[i], 0, MIN (g_utf8_strlen (words[i], -1), 3));
      g_autofree char *to = g_strconcat (from, "\xf4\x8f\xbf\xbf", NULL);

      crm_statement_bind_text (statement, 1, from);
      crm_statement_bind_text (statement, 2, to);
      while (crm_statement_step (statement, &row, error) && row)
        if (crm_text_similarity (fold, crm_statement_get_text (statement, 1)) >= SIMILAR)
          add (tx, found, crm_statement_get_integer (statement, 0), except_id, _ ("similar name"));
      if (row)
        return FALSE;
      crm_statement_reset (statement);
    }
  return TRUE;
}

GPtrArray *
crm_client_find_duplicates (CrmTransaction *tx, const char *name, const char *phone, const char *email,
    gint64 except_id, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_duplicate_free);

  if (!add_by_address (tx, found, "phone", phone, except_id, _ ("same phone"), error) ||
      !add_by_address (tx, found, "email", email, except_id, _ ("same e-mail"), error) ||
      (name && !add_by_name (tx, found, name, except_id, error)))
    return NULL;
  return g_steal_pointer (&found);
}

gboolean
crm_client_mark_distinct (CrmTransaction *tx, gint64 a, gint64 b, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", MIN (a, b), error);
  g_autoptr (CrmValues) values = row ? crm_values_new (row->entity) : NULL;
  gint64 other = MAX (a, b);
  const CrmValue *now;
  GArray *ids;

  if (!values || is_distinct (tx, a, b))
    return values != NULL;
  now = crm_row_get (row, CRM_CLIENT_DISTINCT);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (now->type == CRM_VALUE_LIST)
    g_array_append_vals (ids, now->v.list->data, now->v.list->len);
  g_array_append_val (ids, other);
  crm_value_take_list (crm_values_slot (values, CRM_CLIENT_DISTINCT), ids);
  return crm_transaction_update (tx, row->id, 0, values, error);
}
