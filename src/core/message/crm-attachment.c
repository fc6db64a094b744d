/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "message/crm-message.h"

/* Field table of attachments, and their content: kept once each, by its hash. A removal keeps it, for an undo wants it back; a month after the
 * last attachment of it went, a repairing check removes it. Runs in a worker's thread. */

#define KEPT_FOR (30 * G_TIME_SPAN_DAY)

static const CrmField fields[] = {
  [CRM_ATTACHMENT_MESSAGE] = { "message", N_ ("Message"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "message" },
  [CRM_ATTACHMENT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT },
  [CRM_ATTACHMENT_TYPE] = { "type", N_ ("Type"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_ATTACHMENT_SIZE] = { "size", N_ ("Size"), CRM_KIND_INTEGER },
  [CRM_ATTACHMENT_CONTENT] = { "content", N_ ("Content"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_PLAIN | CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_ATTACHMENT_N_FIELDS);

gboolean
crm_content_store (CrmTransaction *tx, GBytes *content, char **hash, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO content (hash, data) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", error);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, sum);
  crm_statement_bind_bytes (statement, 2, size ? data : "", size);
  if (!crm_statement_run (statement, error))
    return FALSE;
  if (hash)
    *hash = g_steal_pointer (&sum);
  return TRUE;
}

GBytes *
crm_content_read (CrmTransaction *tx, const char *hash, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (crm_transaction_get_db (tx), "SELECT data FROM content WHERE hash = $1", error);
  gconstpointer data;
  gboolean row;
  gsize size;

  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, hash);
  if (!crm_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND,
          _ ("What this file contained is not in the book any more."));
      return NULL;
    }
  data = crm_statement_get_bytes (statement, 0, &size);
  return g_bytes_new (data, size);
}

gint64
crm_attachment_add (
    CrmTransaction *tx, gint64 message, const char *name, const char *type, GBytes *content, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "attachment", error);
  g_autoptr (CrmValues) values = NULL;
  g_autofree char *hash = NULL;

  g_return_val_if_fail (content, 0);
  if (!entity || !crm_content_store (tx, content, &hash, error))
    return 0;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_ATTACHMENT_MESSAGE, message);
  crm_values_set_text (values, CRM_ATTACHMENT_NAME, name);
  crm_values_set_text (values, CRM_ATTACHMENT_TYPE, type);
  crm_values_set_integer (values, CRM_ATTACHMENT_SIZE, (gint64)g_bytes_get_size (content));
  crm_values_set_text (values, CRM_ATTACHMENT_CONTENT, hash);
  return crm_transaction_insert (tx, values, NULL, error);
}

GBytes *
crm_attachment_read (CrmTransaction *tx, gint64 attachment, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "attachment", attachment, error);

  return row ? crm_content_read (tx, crm_row_get_text (row, CRM_ATTACHMENT_CONTENT), error) : NULL;
}

static gboolean
check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 lost;

  if (!crm_db_get_integer (db,
          "SELECT count (*) FROM attachment a WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.hash = "
          "a.content)",
          0, &lost, error))
    return FALSE;
  if (lost && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("The content of %lld file is lost.",
                                                    "The contents of %lld files are lost.", (gulong)lost),
                                   (long long)lost));
  return !repair || crm_db_run (db,
                        "DELETE FROM content WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.content = "
                        "content.hash) "
                        "AND NOT EXISTS (SELECT 1 FROM change c JOIN operation o ON o.id = c.operation_id "
                        "WHERE c.entity = "
                        "'attachment' AND o.at > $1 AND replace (c.detail, content.hash, '') <> c.detail)",
                        error, 1, crm_transaction_get_now (tx) - KEPT_FOR);
}

static const CrmEntityHooks hooks = { .check = check };

const CrmEntityInfo crm_attachment_entity = {
  .name = "attachment",
  .label = N_ ("Attachment"),
  .plural = N_ ("Attachments"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_ATTACHMENT_NAME,
  .hooks = &hooks,
};
