/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-account-draft.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/crm-error.h"

/* Owns what was typed. A save owns its own copy, and outlives the dialog. Main thread, but for the function named _in_worker. */

CrmAccountDraft *
crm_account_draft_new (void)
{
  CrmAccountDraft *self = g_new0 (CrmAccountDraft, 1);

  crm_uid_make (self->uid);
  self->backend = g_strdup ("http");
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
read_settings (GHashTable *settings, const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json == NULL || !json_parser_load_from_data (parser, json, -1, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_hash_table_insert (settings, g_strdup (name), g_strdup (json_node_get_string (node)));
}

CrmAccountDraft *
crm_account_draft_new_from_row (const CrmRow *row)
{
  CrmAccountDraft *self = crm_account_draft_new ();

  self->id = row->id;
  self->version = row->version;
  memcpy (self->uid, row->uid, sizeof self->uid);
  self->name = g_strdup (crm_row_get_text (row, CRM_ACCOUNT_NAME));
  g_free (self->backend);
  self->backend = g_strdup (crm_row_get_text (row, CRM_ACCOUNT_BACKEND));
  self->provider = g_strdup (crm_row_get_text (row, CRM_ACCOUNT_PROVIDER));
  self->sender = g_strdup (crm_row_get_text (row, CRM_ACCOUNT_SENDER));
  self->quiet = g_strdup (crm_row_get_text (row, CRM_ACCOUNT_QUIET));
  self->rate = crm_row_get_integer (row, CRM_ACCOUNT_RATE);
  self->main = crm_row_get_integer (row, CRM_ACCOUNT_MAIN) != 0;
  read_settings (self->settings, crm_row_get_text (row, CRM_ACCOUNT_SETTINGS));
  return self;
}

void
crm_account_draft_free (CrmAccountDraft *self)
{
  g_free (self->name);
  g_free (self->backend);
  g_free (self->provider);
  g_free (self->sender);
  g_free (self->quiet);
  g_free (self->definition);
  g_hash_table_unref (self->settings);
  g_free (self);
}

char *
crm_account_draft_dup_owner (const CrmAccountDraft *self)
{
  return crm_uid_format (self->uid);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GHashTable *secrets = crm_secret_store_read_finish (CRM_SECRET_STORE (source), result, &error);

  if (secrets == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secrets, (GDestroyNotify)g_hash_table_unref);
}

void
crm_account_draft_load_async (CrmAccountDraft *self, CrmSecretStore *secrets, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *owner = crm_account_draft_dup_owner (self);
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, crm_account_draft_load_async);
  crm_secret_store_read_async (secrets, owner, cancellable, on_loaded, task);
}

gboolean
crm_account_draft_load_finish (CrmAccountDraft *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GHashTable) secrets = g_task_propagate_pointer (G_TASK (result), error);
  GHashTableIter iter;
  gpointer name, text;

  if (secrets == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &name, &text))
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (text));
  return TRUE;
}

typedef struct
{
  CrmChannelManager *manager; /* owned */
  CrmValues *values;          /* owned */
  guint8 uid[16];
  gint64 id, version;
  GHashTable *secrets;
  char *label;
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_object_unref (self->manager);
  g_clear_pointer (&self->values, crm_values_free);
  g_hash_table_unref (self->secrets);
  g_free (self->label);
  g_free (self);
}

static gboolean
save_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Save *save = data;

  if (save->id != 0)
    return crm_transaction_update (tx, save->id, save->version, save->values, error);
  save->id = crm_transaction_insert (tx, save->values, save->uid, error);
  return save->id != 0;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  crm_channel_manager_reload (save->manager, save->id);
  g_task_return_boolean (task, TRUE);
}

static void
write_record (GTask *task)
{
  Save *save = g_task_get_task_data (task);

  /* The task, which owns what is written, is kept until the answer. */
  crm_store_write_async (crm_channel_manager_get_store (save->manager),
      save->id != 0 ? _ ("Account changed") : _ ("Account added"), save_in_worker, save, NULL, NULL, on_saved,
      g_object_ref (task));
}

static void
on_secrets_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (crm_secret_store_write_finish (CRM_SECRET_STORE (source), result, &error))
    write_record (task);
  else
    g_task_return_error (task, error);
}

static gboolean
is_secret (CrmProvider *provider, const char *name)
{
  guint n = 0;
  const CrmProviderSetting *settings = provider != NULL ? crm_provider_get_settings (provider, &n) : NULL;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (settings[i].name, name))
      return settings[i].secret;
  return FALSE;
}

/* The settings that are no secrets; the others go into secrets. Caller owns. */
static char *
split_settings (const CrmAccountDraft *self, CrmProvider *provider, GHashTable *secrets)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (is_secret (provider, name))
      g_hash_table_insert (secrets, g_strdup (name), g_strdup (text));
    else if (*(const char *)text != '\0')
      json_object_set_string_member (object, name, text);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static CrmValues *
make_values (const CrmAccountDraft *self, CrmStore *store, const char *settings)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "account");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_ACCOUNT_NAME, self->name);
  crm_values_set_text (values, CRM_ACCOUNT_CHANNEL, "sms");
  crm_values_set_text (values, CRM_ACCOUNT_BACKEND, self->backend);
  crm_values_set_text (values, CRM_ACCOUNT_PROVIDER, self->provider);
  crm_values_set_text (values, CRM_ACCOUNT_SENDER, self->sender);
  crm_values_set_text (values, CRM_ACCOUNT_QUIET, self->quiet);
  crm_values_set_text (values, CRM_ACCOUNT_SETTINGS, settings);
  crm_values_set_integer (values, CRM_ACCOUNT_MAIN, self->main);
  if (self->rate > 0)
    crm_values_set_integer (values, CRM_ACCOUNT_RATE, self->rate);
  else
    crm_value_clear (crm_values_slot (values, CRM_ACCOUNT_RATE));
  if (self->id == 0)
    crm_values_set_integer (values, CRM_ACCOUNT_ACTIVE, TRUE);
  return values;
}

void
crm_account_draft_save_async (CrmAccountDraft *self, CrmChannelManager *manager, CrmProvider *provider,
    GAsyncReadyCallback callback, gpointer data)
{
  CrmStore *store = crm_channel_manager_get_store (manager);
  CrmSecretStore *keyring = crm_channel_manager_get_secrets (manager);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  g_autofree char *settings = NULL, *owner = crm_account_draft_dup_owner (self);
  Save *save = g_new0 (Save, 1);

  save->manager = g_object_ref (manager);
  save->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  settings = split_settings (self, provider, save->secrets);
  save->values = make_values (self, store, settings);
  save->id = self->id;
  save->version = self->version;
  memcpy (save->uid, self->uid, sizeof save->uid);
  save->label = g_strdup_printf (_ ("Clientele: %s"), self->name);
  g_task_set_source_tag (task, crm_account_draft_save_async);
  g_task_set_task_data (task, save, save_free);
  if (g_hash_table_size (save->secrets) == 0)
    write_record (task);
  else if (keyring == NULL)
    g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, "%s",
        _ ("This desktop has no keyring, and passwords are kept nowhere else."));
  else
    crm_secret_store_write_async (
        keyring, owner, save->label, save->secrets, NULL, on_secrets_written, g_object_ref (task));
}

gboolean
crm_account_draft_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
