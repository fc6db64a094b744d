/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact/crm-contact-sync-private.h"

/* Rows of contact_link and address_book_state: about another program's data, outside the log. Runs in a worker's thread. */

static const char *const states[] = { "clean", "conflict", "failed" };

#define COLUMNS \
  "id, address_book_id, contact_uid, client_id, state, revision, base, theirs, theirs_revision, error, " \
  "missing_since"

CrmContactLink *
crm_contact_link_new (gint64 book, const char *uid)
{
  CrmContactLink *self = g_new0 (CrmContactLink, 1);

  self->book = book;
  self->uid = g_strdup (uid);
  return self;
}

void
crm_contact_link_free (CrmContactLink *self)
{
  if (!self)
    return;
  g_free (self->uid);
  g_free (self->revision);
  g_free (self->base);
  g_free (self->theirs);
  g_free (self->theirs_revision);
  g_free (self->error);
  g_free (self);
}

/* The next row of the statement, nullable. */
static gboolean
read_link (CrmStatement *statement, CrmContactLink **link, GError **error)
{
  CrmContactLink *self;
  gboolean row;

  *link = NULL;
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  self =
      crm_contact_link_new (crm_statement_get_integer (statement, 1), crm_statement_get_text (statement, 2));
  self->id = crm_statement_get_integer (statement, 0);
  self->client = crm_statement_get_integer (statement, 3);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], crm_statement_get_text (statement, 4)) == 0)
      self->state = (CrmContactState)i;
  self->revision = g_strdup (crm_statement_get_text (statement, 5));
  self->base = g_strdup (crm_statement_get_text (statement, 6));
  self->theirs = g_strdup (crm_statement_get_text (statement, 7));
  self->theirs_revision = g_strdup (crm_statement_get_text (statement, 8));
  self->error = g_strdup (crm_statement_get_text (statement, 9));
  self->missing_since = crm_statement_get_integer (statement, 10);
  *link = self;
  return TRUE;
}

gboolean
crm_contact_link_find (
    CrmTransaction *tx, gint64 book, const char *uid, CrmContactLink **link, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT " COLUMNS " FROM contact_link WHERE address_book_id = $1 AND contact_uid = $2", error);

  *link = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, book);
  crm_statement_bind_text (statement, 2, uid);
  return read_link (statement, link, error);
}

gboolean
crm_contact_link_load (CrmTransaction *tx, gint64 id, CrmContactLink **link, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT " COLUMNS " FROM contact_link WHERE id = $1", error);

  *link = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  return read_link (statement, link, error);
}

static void
bind_number (CrmStatement *statement, int n, gint64 value)
{
  if (value)
    crm_statement_bind_integer (statement, n, value);
  else
    crm_statement_bind_null (statement, n);
}

gboolean
crm_contact_link_save (CrmTransaction *tx, CrmContactLink *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      self->id
          ? "UPDATE contact_link SET address_book_id = $1, contact_uid = $2, client_id = $3, state = $4,"
            " revision = $5, base = $6, theirs = $7, theirs_revision = $8, error = $9, missing_since = $10"
            " WHERE id = $11"
          : "INSERT INTO contact_link (address_book_id, contact_uid, client_id, state, revision, base,"
            " theirs, theirs_revision, error, missing_since, tries)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->book);
  crm_statement_bind_text (statement, 2, self->uid);
  bind_number (statement, 3, self->client);
  crm_statement_bind_text (statement, 4, states[self->state]);
  crm_statement_bind_text (statement, 5, self->revision);
  crm_statement_bind_text (statement, 6, self->base);
  crm_statement_bind_text (statement, 7, self->theirs);
  crm_statement_bind_text (statement, 8, self->theirs_revision);
  crm_statement_bind_text (statement, 9, self->error);
  bind_number (statement, 10, self->missing_since);
  if (!self->id)
    return crm_statement_insert (statement, &self->id, error);
  crm_statement_bind_integer (statement, 11, self->id);
  return crm_statement_run (statement, error);
}

gboolean
crm_contact_link_drop (CrmTransaction *tx, CrmContactLink *self, GError **error)
{
  return crm_db_run (
      crm_transaction_get_db (tx), "DELETE FROM contact_link WHERE id = $1", error, 1, self->id);
}

void
crm_contact_link_agree (CrmContactLink *self, const char *vcard, const char *revision)
{
  char *base = crm_contact_strip (vcard), *known = g_strdup (revision);

  g_free (self->base);
  g_free (self->revision);
  self->base = base;
  self->revision = known;
  g_clear_pointer (&self->theirs, g_free);
  g_clear_pointer (&self->theirs_revision, g_free);
  g_clear_pointer (&self->error, g_free);
  self->state = CRM_CONTACT_CLEAN;
  self->missing_since = 0;
}

void
crm_contact_use_free (CrmContactUse *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->truth);
  g_clear_object (&self->format);
  g_free (self);
}

gboolean
crm_contact_use_load (
    CrmTransaction *tx, gint64 book, CrmCardFormat *format, CrmContactUse **use, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT name, truth FROM address_book WHERE id = $1 AND archived_at IS NULL AND mode <> 'off'", error);
  gboolean row;

  *use = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, book);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *use = g_new0 (CrmContactUse, 1);
      (*use)->id = book;
      (*use)->name = g_strdup (crm_statement_get_text (statement, 0));
      (*use)->truth = g_strdup (crm_statement_get_text (statement, 1));
      (*use)->format = g_object_ref (format);
    }
  return TRUE;
}

gboolean
crm_contact_state_set (CrmTransaction *tx, gint64 book, const char *trouble, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO address_book_state (address_book_id, first_sync_done, last_success, last_reconcile, error)"
      " VALUES ($1, $2, $3, $3, $4) ON CONFLICT (address_book_id) DO UPDATE SET first_sync_done = "
      "excluded.first_sync_done, last_success = excluded.last_success, last_reconcile = "
      "excluded.last_reconcile, error = excluded.error",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, book);
  crm_statement_bind_integer (statement, 2, TRUE);
  crm_statement_bind_integer (statement, 3, crm_transaction_get_now (tx));
  crm_statement_bind_text (statement, 4, trouble);
  return crm_statement_run (statement, error);
}
