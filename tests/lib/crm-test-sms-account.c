/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-sms-account.h"

#include "channel/crm-provider.h"

/* Owns nothing. Main thread. */

static gboolean
is_done (gpointer data)
{
  return *(GAsyncResult **)data != NULL;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
keep (CrmSecretStore *keyring, CrmStore *store, gint64 account, GHashTable *secrets)
{
  g_autoptr (CrmRow) row = crm_test_load (store, "account", account);
  g_autofree char *owner = crm_uid_format (row->uid);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  crm_secret_store_write_async (keyring, owner, "Clientele: test", secrets, NULL, on_written, &result);
  crm_test_await (is_done, &result);
  crm_secret_store_write_finish (keyring, result, &error);
  g_assert_no_error (error);
}

gint64
crm_test_sms_account_add (CrmStore *store, CrmSecretStore *keyring, CrmTestSmsServer *server)
{
  g_autofree char *definition = crm_test_sms_server_dup_definition (server);
  g_autoptr (GHashTable) settings = crm_test_sms_server_dup_settings (server);
  g_autoptr (GHashTable) secrets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmProvider) provider = crm_provider_new (definition, -1, &error);
  gint64 id = crm_test_add (store, "provider", "name", "Copy", "definition", definition, NULL);
  g_autoptr (CrmRow) row = crm_test_load (store, "provider", id);
  g_autofree char *uid = crm_uid_format (row->uid);
  const CrmProviderSetting *known;
  guint n;

  g_assert_no_error (error);
  known = crm_provider_get_settings (provider, &n);
  for (guint i = 0; i < n; i++)
    {
      const char *text = g_hash_table_lookup (settings, known[i].name);

      if (text && known[i].secret)
        g_hash_table_insert (secrets, (gpointer)known[i].name, (gpointer)text);
      else if (text)
        g_string_append_printf (json, "%s\"%s\":\"%s\"", json->len > 1 ? "," : "", known[i].name, text);
    }
  g_string_append_c (json, '}');
  id = crm_test_add (store, "account", "name", "Shop", "channel", "sms", "backend", "http", "provider", uid,
      "sender", CRM_TEST_SMS_SENDER, "settings", json->str, "main", "yes", NULL);
  keep (keyring, store, id, secrets);
  return id;
}
