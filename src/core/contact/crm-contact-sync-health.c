/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "contact/crm-contact-sync-private.h"

/* How the address books are, as the book says; and how one is begun to be used. The functions named *_in_worker run in a worker's thread,
 * the others on the main thread. */

void
crm_contact_health_free (CrmContactHealth *self)
{
  if (!self)
    return;
  crm_calendar_info_free (self->info);
  g_free (self->source);
  g_free (self->name);
  g_free (self->mode);
  g_free (self->truth);
  g_free (self->error);
  g_free (self);
}

void
crm_contact_standing_free (CrmContactStanding *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->health);
  g_free (self);
}

CrmContactStanding *
crm_contact_standing_read (CrmTransaction *tx, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT b.id, b.source, b.name, b.mode, b.truth, s.last_success, s.error,"
      " (SELECT count (*) FROM contact_link l WHERE l.address_book_id = b.id),"
      " (SELECT count (*) FROM contact_link l WHERE l.address_book_id = b.id AND l.state = 'conflict')"
      " FROM address_book b LEFT JOIN address_book_state s ON s.address_book_id = b.id"
      " WHERE b.archived_at IS NULL AND b.source IS NOT NULL"
      " ORDER BY b.mode = 'off', b.position NULLS LAST, b.id",
      error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_contact_health_free);
  CrmContactStanding *self;
  gboolean row = FALSE;
  gint64 taken;

  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmContactHealth *health = g_new0 (CrmContactHealth, 1);

      g_ptr_array_add (all, health);
      health->book = crm_statement_get_integer (statement, 0);
      health->source = g_strdup (crm_statement_get_text (statement, 1));
      health->name = g_strdup (crm_statement_get_text (statement, 2));
      health->mode = g_strdup (crm_statement_get_text (statement, 3));
      health->truth = g_strdup (crm_statement_get_text (statement, 4));
      health->last_success = crm_statement_get_integer (statement, 5);
      health->error = g_strdup (crm_statement_get_text (statement, 6));
      health->n_clients = (guint)crm_statement_get_integer (statement, 7);
      health->n_conflicts = (guint)crm_statement_get_integer (statement, 8);
    }
  if (row || !crm_db_get_integer (db,
                 "SELECT count (*) FROM client WHERE external_id >= 'vcard:' AND external_id < 'vcard;'"
                 " AND archived_at IS NULL",
                 0, &taken, error))
    return NULL;
  self = g_new0 (CrmContactStanding, 1);
  self->health = g_steal_pointer (&all);
  self->n_taken = taken;
  return self;
}

typedef struct
{
  char *source, *name, *mode, *truth;
} Use;

static void
use_free (gpointer data)
{
  Use *self = data;

  g_free (self->source);
  g_free (self->name);
  g_free (self->mode);
  g_free (self->truth);
  g_free (self);
}

static gboolean
use_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Use *self = data;
  gboolean row, archived = FALSE;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "address_book", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gint64 id = 0, last;

  if (!values)
    return FALSE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, archived_at IS NOT NULL FROM address_book WHERE source = $1 ORDER BY 2, 1 LIMIT 1", error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, self->source);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      id = crm_statement_get_integer (statement, 0);
      archived = crm_statement_get_integer (statement, 1) != 0;
    }
  g_clear_pointer (&statement, crm_statement_done);
  if (g_str_equal (self->mode, "off") && (!id || archived))
    return TRUE;
  if (archived && !crm_transaction_restore (tx, "address_book", id, error))
    return FALSE;
  crm_values_set_text (values, CRM_ADDRESS_BOOK_MODE, self->mode);
  crm_values_set_text (values, CRM_ADDRESS_BOOK_TRUTH, self->truth);
  if (id)
    return crm_transaction_update (tx, id, 0, values, error) && crm_contact_forget_unused (tx, error);
  if (!crm_db_get_integer (
          crm_transaction_get_db (tx), "SELECT max (position) FROM address_book", 0, &last, error))
    return FALSE;
  crm_values_set_text (values, CRM_ADDRESS_BOOK_NAME, self->name);
  crm_values_set_text (values, CRM_ADDRESS_BOOK_SOURCE, self->source);
  crm_values_set_integer (values, CRM_ADDRESS_BOOK_POSITION, last + 1);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_contact_sync_use_async (CrmContactSync *self, const char *source, const char *mode, const char *truth,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  const CrmCalendarInfo *info;
  g_autofree char *purpose = NULL;
  Use *use;

  g_return_if_fail (CRM_IS_CONTACT_SYNC (self) && source && mode && truth);
  info = crm_desktop_sync_find_info (CRM_DESKTOP_SYNC (self), source);
  use = g_new0 (Use, 1);
  use->source = g_strdup (source);
  use->name = g_strdup (info && info->name && *info->name ? info->name : _ ("Address book"));
  use->mode = g_strdup (mode);
  use->truth = g_strdup (truth);
  purpose = g_str_equal (mode, "off") ? g_strdup_printf (_ ("Address book “%s” no longer used"), use->name)
                                      : g_strdup_printf (_ ("Address book “%s” used from now on"), use->name);
  crm_store_write_async (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self)), purpose, use_in_worker, use,
      use_free, cancellable, on_used, g_task_new (self, cancellable, callback, data));
}

gboolean
crm_contact_sync_use_finish (CrmContactSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
