/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-account-secret.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "channel/crm-account.h"
#include "channel/crm-provider.h"

/* Finds what a provider calls secret in the settings of accounts and in the log of them, and takes it out. Runs in a worker's thread. */

static void
leak_free (gpointer data)
{
  CrmAccountLeak *self = data;

  g_free (self->owner);
  g_free (self->name);
  g_hash_table_unref (self->secrets);
  g_free (self);
}

/* ---- which names are secret ---- */

static void
add_names (GHashTable *names, const char *definition, gssize length)
{
  g_autoptr (CrmProvider) provider = crm_provider_new (definition, length, NULL);
  guint n = 0;
  const CrmProviderSetting *settings = provider ? crm_provider_get_settings (provider, &n) : NULL;

  for (guint i = 0; i < n; i++)
    if (settings[i].secret)
      g_hash_table_add (names, g_strdup (settings[i].name));
}

static gboolean
add_shipped (GHashTable *names, const char *id)
{
  g_autoptr (GBytes) bytes = crm_provider_dup_definition (id);

  if (bytes)
    add_names (names, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes));
  return bytes != NULL;
}

static gboolean
add_own (CrmTransaction *tx, GHashTable *names, const char *id)
{
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;
  guint8 uid[16];

  if (!crm_uid_parse (id, uid))
    return FALSE;
  statement =
      crm_db_prepare (crm_transaction_get_db (tx), "SELECT definition FROM provider WHERE uid = $1", NULL);
  if (!statement)
    return FALSE;
  crm_statement_bind_bytes (statement, 1, uid, sizeof uid);
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return FALSE;
  add_names (names, crm_statement_get_text (statement, 0), -1);
  return TRUE;
}

static void
add_provider (CrmTransaction *tx, GHashTable *names, const char *id)
{
  const char *const *shipped = crm_provider_list ();

  if (id && (add_shipped (names, id) || add_own (tx, names, id)))
    return;
  for (guint i = 0; shipped[i]; i++)
    add_shipped (names, shipped[i]);
}

/* ---- settings ---- */

/* As crm_account_strip_secrets (), of names that are known. */
static char *
strip (GHashTable *names, const char *settings, GHashTable *secrets)
{
  g_autoptr (JsonNode) root = settings ? json_from_string (settings, NULL) : NULL;
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  gboolean found = FALSE;
  GHashTableIter iter;
  gpointer name;

  if (!object)
    return NULL;
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      JsonNode *node = json_object_get_member (object, name);
      const char *text = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (!text || !*text)
        continue;
      if (secrets)
        g_hash_table_replace (secrets, g_strdup (name), g_strdup (text));
      json_object_remove_member (object, name);
      found = TRUE;
    }
  return found ? json_to_string (root, FALSE) : NULL;
}

char *
crm_account_strip_secrets (
    CrmTransaction *tx, const char *provider, const char *settings, GHashTable *secrets)
{
  g_autoptr (GHashTable) names = NULL;

  if (!settings)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_provider (tx, names, provider);
  return strip (names, settings, secrets);
}

char *
crm_account_dup_stripped (CrmTransaction *tx, const CrmRow *row, int field)
{
  if (field != CRM_ACCOUNT_SETTINGS || row->entity->info != &crm_account_entity)
    return NULL;
  return crm_account_strip_secrets (
      tx, crm_row_get_text (row, CRM_ACCOUNT_PROVIDER), crm_row_get_text (row, CRM_ACCOUNT_SETTINGS), NULL);
}

/* ---- the log ---- */

typedef struct
{
  gint64 seq, account;
  JsonNode *detail; /* owned; an object */
} Line;

static void
clear_line (gpointer data)
{
  json_node_unref (((Line *)data)->detail);
}

/* Lines that tell of settings, by account. A removed account stands whole in its last one. */
static GArray *
read_lines (CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT seq, record_id, detail FROM change WHERE entity = 'account' AND detail IS NOT NULL"
      " ORDER BY record_id, seq",
      error);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gboolean row = FALSE;

  g_array_set_clear_func (lines, clear_line);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      Line line = { crm_statement_get_integer (statement, 0), crm_statement_get_integer (statement, 1),
        json_from_string (crm_statement_get_text (statement, 2), NULL) };

      if (line.detail && JSON_NODE_HOLDS_OBJECT (line.detail))
        g_array_append_val (lines, line);
      else
        g_clear_pointer (&line.detail, json_node_unref);
    }
  return row ? NULL : g_steal_pointer (&lines);
}

/* The values a line has of a field, as nodes that may be changed: before and after, or that of a removed record. */
static guint
get_values (const Line *line, const char *field, JsonNode *values[2])
{
  JsonObject *object = json_node_get_object (line->detail);
  JsonNode *pair = json_object_get_member (object, field);
  JsonNode *all = json_object_get_member (object, "values");
  JsonNode *one =
      all && JSON_NODE_HOLDS_OBJECT (all) ? json_object_get_member (json_node_get_object (all), field) : NULL;
  guint n = 0;

  if (pair && JSON_NODE_HOLDS_ARRAY (pair))
    for (guint i = 0; i < MIN (json_array_get_length (json_node_get_array (pair)), 2); i++)
      values[n++] = json_array_get_element (json_node_get_array (pair), i);
  else if (one)
    values[n++] = one;
  return n;
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* What was secret with any provider the account has had. */
static GHashTable *
collect_names (CrmTransaction *tx, const char *provider, GArray *lines, gint64 account)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *values[2];

  add_provider (tx, names, provider);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      guint n = line->account == account ? get_values (line, "provider", values) : 0;

      for (guint k = 0; k < n; k++)
        if (get_text (values[k]))
          add_provider (tx, names, get_text (values[k]));
    }
  return names;
}

static gboolean
strip_line (const Line *line, GHashTable *names)
{
  JsonNode *values[2];
  guint n = get_values (line, "settings", values);
  gboolean found = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *stripped = strip (names, get_text (values[i]), NULL);

      if (!stripped)
        continue;
      json_node_set_string (values[i], stripped);
      found = TRUE;
    }
  return found;
}

/* ---- what the book has ---- */

static gboolean
is_in_log (CrmTransaction *tx, const char *provider, GArray *lines, gint64 account)
{
  g_autoptr (GHashTable) names = collect_names (tx, provider, lines, account);

  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, Line, i).account == account &&
        strip_line (&g_array_index (lines, Line, i), names))
      return TRUE;
  return FALSE;
}

static CrmAccountLeak *
leak_new (gint64 account)
{
  CrmAccountLeak *self = g_new0 (CrmAccountLeak, 1);

  self->account = account;
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

GPtrArray *
crm_account_find_leaks (CrmTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) leaks = g_ptr_array_new_with_free_func (leak_free);
  g_autoptr (GArray) lines = read_lines (tx, error);
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean row = FALSE;

  if (!lines)
    return NULL;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, uid, name, provider, settings FROM account ORDER BY id", error);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 account = crm_statement_get_integer (statement, 0);
      const char *provider = crm_statement_get_text (statement, 3);
      CrmAccountLeak *leak = leak_new (account);
      gsize size;
      gconstpointer uid = crm_statement_get_bytes (statement, 1, &size);
      g_autofree char *stripped =
          crm_account_strip_secrets (tx, provider, crm_statement_get_text (statement, 4), leak->secrets);

      leak->owner = size == 16 ? crm_uid_format (uid) : NULL;
      leak->name = g_strdup (crm_statement_get_text (statement, 2));
      g_hash_table_add (there, g_memdup2 (&account, sizeof account));
      if (leak->owner && (stripped || is_in_log (tx, provider, lines, account)))
        g_ptr_array_add (leaks, leak);
      else
        leak_free (leak);
    }
  if (row)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    {
      gint64 account = g_array_index (lines, Line, i).account;

      if (!g_hash_table_add (there, g_memdup2 (&account, sizeof account)))
        continue;
      if (is_in_log (tx, NULL, lines, account))
        g_ptr_array_add (leaks, leak_new (account));
    }
  return g_steal_pointer (&leaks);
}

/* ---- taking it out ---- */

/* FALSE: the settings have secrets that are not those of the leak. */
static gboolean
is_same (const CrmAccountLeak *leak, GHashTable *secrets)
{
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (g_strcmp0 (g_hash_table_lookup (leak->secrets, name), text) != 0)
      return FALSE;
  return TRUE;
}

gboolean
crm_account_clear_leak (CrmTransaction *tx, const CrmAccountLeak *leak, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GArray) lines = read_lines (tx, error);
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *stripped = NULL, *provider = NULL;
  gboolean row = FALSE;

  if (!lines)
    return FALSE;
  statement = crm_db_prepare (db, "SELECT provider, settings FROM account WHERE id = $1", error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, leak->account);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      provider = g_strdup (crm_statement_get_text (statement, 0));
      stripped = crm_account_strip_secrets (tx, provider, crm_statement_get_text (statement, 1), secrets);
    }
  g_clear_pointer (&statement, crm_statement_done);
  if (!is_same (leak, secrets))
    return TRUE;
  /* Past the log, which would keep them; and the account is not one that a person has set up anew. */
  if (stripped &&
      !crm_db_run_text (db, "UPDATE account SET settings = $1 WHERE id = $2", stripped, leak->account, error))
    return FALSE;
  names = collect_names (tx, provider, lines, leak->account);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      g_autofree char *detail = NULL;

      if (line->account != leak->account || !strip_line (line, names))
        continue;
      detail = json_to_string (line->detail, FALSE);
      if (!crm_db_run_text (db, "UPDATE change SET detail = $1 WHERE seq = $2", detail, line->seq, error))
        return FALSE;
    }
  return TRUE;
}
