/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "channel/crm-account-secret.h"

/* The way of secrets out of an older book into the keyring: first they are safe there, then the book forgets them. Owned by its task. Main thread, but for
 * the functions named _in_worker. */

typedef struct
{
  CrmStore *store;         /* owned */
  CrmSecretStore *keyring; /* owned */
  GPtrArray *leaks;        /* CrmAccountLeak *, owned; NULL until found */
  guint done;              /* of leaks */
} Move;

static void move_next (GTask *task);

static void
move_free (gpointer data)
{
  Move *self = data;

  g_object_unref (self->store);
  g_object_unref (self->keyring);
  g_clear_pointer (&self->leaks, g_ptr_array_unref);
  g_free (self);
}

/* Takes the task. */
static void
end (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
clear_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_account_clear_leak (tx, data, error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Move *self = g_task_get_task_data (task);

  /* What could not be written is found again with the next start. */
  crm_store_write_finish (CRM_STORE (source), result, NULL, NULL);
  self->done++;
  move_next (task);
}

static void
clear_book (GTask *task)
{
  Move *self = g_task_get_task_data (task);

  /* The task, which owns the leak, is kept until the answer. */
  crm_store_write_async (self->store, _ ("Move passwords into the keyring"), clear_in_worker,
      self->leaks->pdata[self->done], NULL, g_task_get_cancellable (task), on_cleared, task);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;

  if (crm_secret_store_write_finish (CRM_SECRET_STORE (source), result, NULL))
    clear_book (task);
  else
    end (task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Move *self = g_task_get_task_data (task);
  const CrmAccountLeak *leak = self->leaks->pdata[self->done];
  g_autoptr (GHashTable) known = crm_secret_store_read_finish (CRM_SECRET_STORE (source), result, NULL);
  g_autofree char *label = NULL;
  gboolean missing = FALSE;
  GHashTableIter iter;
  gpointer name, text;

  if (!known)
    {
      end (task);
      return;
    }
  g_hash_table_iter_init (&iter, leak->secrets);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (!g_hash_table_contains (known, name))
      {
        g_hash_table_insert (known, g_strdup (name), g_strdup (text));
        missing = TRUE;
      }
  if (!missing)
    {
      clear_book (task);
      return;
    }
  label = g_strdup_printf (_ ("Clientele: %s"), leak->name);
  crm_secret_store_write_async (
      self->keyring, leak->owner, label, known, g_task_get_cancellable (task), on_written, task);
}

static void
move_next (GTask *task)
{
  Move *self = g_task_get_task_data (task);
  const CrmAccountLeak *leak = self->done < self->leaks->len ? self->leaks->pdata[self->done] : NULL;

  if (!leak)
    end (task);
  else if (g_hash_table_size (leak->secrets) == 0)
    clear_book (task);
  else
    crm_secret_store_read_async (self->keyring, leak->owner, g_task_get_cancellable (task), on_read, task);
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_account_find_leaks (tx, error);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Move *self = g_task_get_task_data (task);

  self->leaks = crm_store_read_finish (CRM_STORE (source), result, NULL);
  if (self->leaks)
    move_next (task);
  else
    end (task);
}

void
crm_account_move_secrets_async (CrmStore *store, CrmSecretStore *keyring, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  Move *self = g_new0 (Move, 1);

  self->store = g_object_ref (store);
  self->keyring = g_object_ref (keyring);
  g_task_set_source_tag (task, crm_account_move_secrets_async);
  g_task_set_task_data (task, self, move_free);
  crm_store_read_async (
      store, 20, find_in_worker, NULL, NULL, (GDestroyNotify)g_ptr_array_unref, cancellable, on_found, task);
}

void
crm_account_move_secrets_finish (GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}
