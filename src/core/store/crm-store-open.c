/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "db/crm-db-migrator.h"
#include "db/crm-db-sqlite.h"
#include "store/crm-settings.h"
#include "store/crm-store-private.h"

/* Opening a book: migration, the first rows of a new one, sort keys of another ICU. Everything that touches the file runs on the
 * writer's thread. */

/* First rows of a new book: what it takes from the desktop, its first employee, and a rule to begin with. */
static gboolean
make_book_in_worker (CrmStore *self, GError **error)
{
  static const struct
  {
    const char *name, *event, *field, *contains, *status;
  } rules[] = {
    { N_ ("Interested on the phone"), "call", "outcome", "interested", "contact" },
    { N_ ("Agreed on the phone"), "call", "outcome", "agreed", "contact" },
  };
  g_autoptr (GHashTable) settings = crm_book_propose_settings ();
  g_autoptr (CrmCollator) collator = crm_collator_new (g_hash_table_lookup (settings, "sort-locale"));
  const char *name = g_get_real_name ();
  CrmTransaction tx = { 0 };
  g_autoptr (CrmBook) book = NULL;
  gboolean ok = FALSE;
  gint64 n;

  if (!crm_db_begin (self->writer_db, TRUE, error))
    return FALSE;
  if (!crm_db_get_integer (self->writer_db, "SELECT count (*) FROM setting", 0, &n, error))
    goto out;
  if (n > 0)
    {
      ok = TRUE;
      goto out;
    }
  g_hash_table_insert (
      settings, (gpointer) "derived-schema", g_strdup_printf ("%d", crm_db_migrator_get_newest ()));
  if (!crm_settings_store_all (self->writer_db, settings, error) ||
      !(book = crm_book_load (self->writer_db, self->phone_format, error)))
    goto out;
  crm_db_rollback (self->writer_db);

  tx.origin = self->origin;
  tx.purpose = _ ("New book");
  if (!crm_transaction_begin (&tx, self->writer_db, book, TRUE, error))
    return FALSE;
  /* Another program may have made the book in between. */
  ok = crm_db_get_integer (self->writer_db, "SELECT count (*) FROM setting", 0, &n, error);
  if (ok && n > 0)
    {
      crm_transaction_rollback (&tx);
      crm_transaction_clear (&tx);
      return TRUE;
    }
  ok = ok && crm_settings_store_all (self->writer_db, settings, error) &&
       crm_settings_store_order (self->writer_db, collator, error);
  if (ok)
    {
      g_autoptr (CrmEntity) user = crm_transaction_get_entity (&tx, "user", NULL);
      g_autoptr (CrmEntity) rule = crm_transaction_get_entity (&tx, "status_rule", NULL);
      g_autoptr (CrmValues) values = crm_values_new (user);

      crm_values_set_text (values, crm_entity_find_field (user, "name"),
          crm_text_is_blank (name) || g_str_equal (name, "Unknown") ? g_get_user_name () : name);
      crm_values_set_text (values, crm_entity_find_field (user, "login"), g_get_user_name ());
      crm_values_set_integer (values, crm_entity_find_field (user, "active"), 1);
      ok = crm_transaction_insert (&tx, values, NULL, error) != 0;
      for (guint i = 0; ok && i < G_N_ELEMENTS (rules); i++)
        {
          g_autoptr (CrmValues) row = crm_values_new (rule);

          crm_values_set_text (row, crm_entity_find_field (rule, "name"), _ (rules[i].name));
          crm_values_set_text (row, crm_entity_find_field (rule, "event"), rules[i].event);
          crm_values_set_text (row, crm_entity_find_field (rule, "field"), rules[i].field);
          crm_values_set_text (row, crm_entity_find_field (rule, "contains"), rules[i].contains);
          crm_values_set_text (row, crm_entity_find_field (rule, "status"), rules[i].status);
          crm_values_set_integer (row, crm_entity_find_field (rule, "active"), 1);
          crm_values_set_integer (row, crm_entity_find_field (rule, "position"), i);
          ok = crm_transaction_insert (&tx, row, NULL, error) != 0;
        }
    }
  if (ok)
    ok = crm_transaction_commit (&tx, error);
  else
    crm_transaction_rollback (&tx);
  crm_transaction_clear (&tx);
  return ok;

out:
  crm_db_rollback (self->writer_db);
  return ok;
}

/* Sort keys of another ICU are made anew in one transaction. */
static gboolean
rekey_in_worker (CrmStore *self, GError **error)
{
  g_autoptr (CrmBook) book = crm_store_ref_book (self);
  gboolean same;

  if (crm_settings_is_order_known (book))
    return TRUE;
  same = g_str_equal (
      crm_book_get_setting (book, "sort-version", ""), crm_collator_get_version (book->collator));
  if (crm_db_begin (self->writer_db, TRUE, same ? NULL : error))
    {
      if ((same ? crm_settings_store_order (self->writer_db, book->collator, NULL)
                : crm_settings_rekey (self->writer_db, book, book->collator, error)) &&
          crm_db_commit (self->writer_db, same ? NULL : error))
        return crm_store_reload_book_in_worker (self, error);
      crm_db_rollback (self->writer_db);
    }
  /* The keys are right; that this could not be noted is no harm. */
  return same;
}

/* Opening for writing sets the journal mode of a file: whether it may be touched at all is looked up before. */
static gboolean
look_in_worker (CrmStore *self, GError **error)
{
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();

  return !g_file_test (self->path, G_FILE_TEST_EXISTS) ||
         (crm_db_open (db, self->path, CRM_DB_READ_ONLY, error) && crm_db_migrator_check (db, error));
}

/* Who brings the book to a new version has it alone for a moment. */
static gboolean
lock_in_worker (CrmStore *self, GError **error)
{
  for (guint tries = 0; tries < 100; tries++)
    {
      if (crm_db_lock (self->writer_db, CRM_DB_LOCK_SHARED, NULL))
        return TRUE;
      g_usleep (50000);
    }
  return crm_db_lock (self->writer_db, CRM_DB_LOCK_SHARED, error);
}

/* A book that is only looked at stays as it is: an older one is not brought to this version. */
static gboolean
prepare_in_worker (CrmStore *self, GError **error)
{
  gint64 number, n;

  if (self->read_only)
    {
      if (!crm_db_get_integer (
              self->writer_db, "SELECT max (number) FROM schema_migration", 0, &number, error))
        return FALSE;
      if (number == crm_db_migrator_get_newest ())
        return crm_store_reload_book_in_worker (self, error);
      g_set_error (error, CRM_DB_ERROR, CRM_DB_ERROR_DENIED,
          _ ("The book “%s” must be brought to a new version before it can be read."), self->path);
      return FALSE;
    }
  if (!crm_db_migrate (self->writer_db, error) || !lock_in_worker (self, error))
    return FALSE;
  if (!crm_db_get_integer (self->writer_db, "SELECT count (*) FROM setting", 0, &n, error) ||
      (!n && !make_book_in_worker (self, error)))
    return FALSE;
  return crm_book_complete (self->writer_db, self->phone_format, error) &&
         crm_store_reload_book_in_worker (self, error) && rekey_in_worker (self, error);
}

static gboolean
open_in_worker (CrmStore *self, gboolean create, GError **error)
{
  gint64 n = 0;

  if (create)
    {
      g_autofree char *folder = g_path_get_dirname (self->path);
      g_mkdir_with_parents (folder, 0700);
    }
  if (!look_in_worker (self, error))
    return FALSE;
  self->writer_db = crm_db_sqlite_new ();
  if (!crm_db_open (self->writer_db, self->path,
          self->read_only ? CRM_DB_READ_ONLY
          : create        ? CRM_DB_CREATE
                          : 0,
          error))
    return FALSE;
  if (self->wait_seconds != G_MAXUINT)
    crm_db_set_busy_timeout (self->writer_db, self->wait_seconds * 1000);
  if (!prepare_in_worker (self, error))
    return FALSE;
  if (!crm_db_get_integer (self->writer_db, "SELECT max (seq) FROM change", 0, &self->last_seq, error) ||
      !crm_db_get_integer (self->writer_db, "SELECT EXISTS (SELECT 1 FROM client)", 0, &n, error))
    return FALSE;
  self->fresh = !n;
  self->change_mark = crm_db_get_change_mark (self->writer_db);
  return TRUE;
}

/* What was loaded before the opening failed goes with it: the file may be another one when it is tried again. */
static void
forget_in_worker (CrmStore *self)
{
  CrmBook *book;

  g_mutex_lock (&self->lock);
  book = g_steal_pointer (&self->book);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&book, crm_book_unref);
  g_clear_object (&self->writer_db);
}

static void
open_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmStore *self = source;
  g_autoptr (CrmOutcome) outcome = g_new0 (CrmOutcome, 1);
  GError *error = NULL;

  if (!open_in_worker (self, GPOINTER_TO_INT (data), &error))
    {
      forget_in_worker (self);
      g_task_return_error (task, error);
      return;
    }
  crm_store_read_purposes_in_worker (self, outcome);
  g_task_return_pointer (task, g_steal_pointer (&outcome), (GDestroyNotify)crm_outcome_free);
}

void
crm_store_open_async (
    CrmStore *self, gboolean create, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_return_if_fail (!self->book);
  g_task_set_task_data (task, GINT_TO_POINTER (create), NULL);
  crm_worker_push (self->writer, 0, task, open_func);
}

gboolean
crm_store_open_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (!outcome)
    return FALSE;
  crm_store_apply (self, outcome);
  crm_store_start_polling (self);
  return TRUE;
}

typedef struct
{
  CrmStore *store;
  gboolean create;
  gboolean ok;
  GError **error;
} OpenCall;

static void
open_call (gpointer data)
{
  OpenCall *call = data;

  call->ok = open_in_worker (call->store, call->create, call->error);
  if (!call->ok)
    forget_in_worker (call->store);
}

gboolean
crm_store_open_sync (CrmStore *self, gboolean create, guint wait_seconds, GError **error)
{
  OpenCall call = { self, create, FALSE, error };

  g_return_val_if_fail (!self->book, FALSE);
  self->wait_seconds = wait_seconds;
  crm_store_run_in_worker (self->writer, open_call, &call, error);
  return call.ok;
}
