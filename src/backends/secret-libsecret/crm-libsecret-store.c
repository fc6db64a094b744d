/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libsecret/secret.h>

#include "base/crm-error.h"
#include "secret-libsecret/crm-libsecret-module.h"

/* The keyring of the desktop through libsecret. All secrets of an owner are one item, a JSON object, so that they are replaced together. Owns
 * nothing; main thread. */

#define CRM_TYPE_LIBSECRET_STORE (crm_libsecret_store_get_type ())
G_DECLARE_FINAL_TYPE (CrmLibsecretStore, crm_libsecret_store, CRM, LIBSECRET_STORE, CrmSecretStore)

struct _CrmLibsecretStore
{
  CrmSecretStore parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmLibsecretStore, crm_libsecret_store, CRM_TYPE_SECRET_STORE)

static const SecretSchema schema = {
  .name = "io.github.clientele.Account",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "owner", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct
{
  void (*start) (GTask *task);
  char *owner, *label, *text;
  gboolean again;
} Question;

static void
question_free (Question *self)
{
  g_free (self->owner);
  g_free (self->label);
  secret_password_free (self->text);
  g_free (self);
}

/* What libsecret and the bus say is for programmers. libsecret stays with the keyring it met first: one that was started since is met at the second try.
 */
static void
return_error (GTask *task, const GError *error)
{
  Question *question = g_task_get_task_data (task);

  if (!question->again && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    {
      question->again = TRUE;
      secret_service_disconnect ();
      question->start (task);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED,
        _ ("The keyring is locked. Unlock it, then try again."));
  else
    g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
        _ ("This desktop has no keyring that answers, and passwords are kept nowhere else. Install and start "
           "GNOME "
           "Keyring, KWallet or KeePassXC, then try again."));
}

/* The texts of an item; NULL when it is not one of ours. */
static GHashTable *
read_texts (const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonNode *root;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!json || !json_parser_load_from_data (parser, json, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_hash_table_insert (texts, g_strdup (name), g_strdup (json_node_get_string (node)));
  return g_steal_pointer (&texts);
}

static char *
write_texts (GHashTable *texts)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &name, &text))
    json_object_set_string_member (object, name, text);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) value =
      secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  GHashTable *texts;

  if (!value && !error)
    error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "no value");
  if (error)
    {
      return_error (task, error);
      return;
    }
  texts = read_texts (secret_value_get_text (value));
  if (texts)
    g_task_return_pointer (task, texts, (GDestroyNotify)g_hash_table_unref);
  else
    g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL,
        _ ("What the keyring holds for this account cannot be read. Enter the password again."));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error)
    return_error (task, error);
  else if (!items)
    g_task_return_pointer (task, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
        (GDestroyNotify)g_hash_table_unref);
  else if (SECRET_IS_ITEM (items->data) && secret_item_get_locked (items->data))
    {
      g_autoptr (GError) locked = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "locked");

      return_error (task, locked);
    }
  else
    secret_retrievable_retrieve_secret (
        items->data, g_task_get_cancellable (task), on_retrieved, g_object_ref (task));
  g_list_free_full (items, g_object_unref);
}

static void
start_read (GTask *task)
{
  const Question *question = g_task_get_task_data (task);

  secret_password_search (&schema, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
      g_task_get_cancellable (task), on_found, g_object_ref (task), "owner", question->owner, NULL);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    {
      /* A keyring whose question was put away says no more than that it did not. */
      if (!error)
        error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "not stored");
      return_error (task, error);
    }
}

static void
start_write (GTask *task)
{
  const Question *question = g_task_get_task_data (task);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, question->label, question->text,
      g_task_get_cancellable (task), on_stored, g_object_ref (task), "owner", question->owner, NULL);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was nothing. */
  secret_password_clear_finish (result, &error);
  if (error)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
start_forget (GTask *task)
{
  const Question *question = g_task_get_task_data (task);

  secret_password_clear (&schema, g_task_get_cancellable (task), on_cleared, g_object_ref (task), "owner",
      question->owner, NULL);
}

/* Takes text. */
static void
ask (CrmSecretStore *store, void (*start) (GTask *task), const char *owner, const char *label, char *text,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  question->start = start;
  question->owner = g_strdup (owner);
  question->label = g_strdup (label);
  question->text = text;
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, question, (GDestroyNotify)question_free);
  start (task);
}

static void
crm_libsecret_store_read_async (CrmSecretStore *store, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  ask (store, start_read, owner, NULL, NULL, cancellable, callback, data);
}

static void
crm_libsecret_store_write_async (CrmSecretStore *store, const char *owner, const char *label,
    GHashTable *secrets, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (store, start_write, owner, label, write_texts (secrets), cancellable, callback, data);
}

static void
crm_libsecret_store_forget_async (CrmSecretStore *store, const char *owner, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  ask (store, start_forget, owner, NULL, NULL, cancellable, callback, data);
}

static void
crm_libsecret_store_class_init (CrmLibsecretStoreClass *klass)
{
  CrmSecretStoreClass *store_class = CRM_SECRET_STORE_CLASS (klass);

  store_class->read_async = crm_libsecret_store_read_async;
  store_class->write_async = crm_libsecret_store_write_async;
  store_class->forget_async = crm_libsecret_store_forget_async;
}

static void
crm_libsecret_store_init (CrmLibsecretStore *self)
{
}

static CrmSecretStore *
make_store (void)
{
  return g_object_new (CRM_TYPE_LIBSECRET_STORE, NULL);
}

const CrmLibsecretModule crm_libsecret_module = { make_store };
