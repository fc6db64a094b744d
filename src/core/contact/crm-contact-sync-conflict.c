/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "contact/crm-contact-sync-private.h"
#include "client/crm-client.h"
#include "store/crm-transaction-private.h"

/* Clients that were changed on both sides, and what a person decides. Runs in a worker's thread. */

static void
difference_free (gpointer data)
{
  CrmContactDifference *self = data;

  g_free (self->ours);
  g_free (self->theirs);
  g_free (self);
}

void
crm_contact_conflict_free (CrmContactConflict *self)
{
  if (!self)
    return;
  g_free (self->book_name);
  g_free (self->title);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_free (self);
}

/* Both sides of a conflict. */
typedef struct
{
  CrmContactLink *link; /* NULL: it is over */
  CrmContactUse *use;
  CrmRow *row;
  CrmContactCard *ours, *theirs;
  CrmContactDiff diff;
} Case;

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->link, crm_contact_link_free);
  g_clear_pointer (&self->use, crm_contact_use_free);
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_pointer (&self->ours, crm_contact_card_free);
  g_clear_pointer (&self->theirs, crm_contact_card_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static gboolean
case_load (Case *self, CrmTransaction *tx, CrmCardFormat *format, gint64 id, GError **error)
{
  g_autoptr (CrmContactCard) base = NULL;

  if (!crm_contact_link_load (tx, id, &self->link, error) ||
      (self->link && (!crm_contact_use_load (tx, self->link->book, format, &self->use, error) ||
                         !crm_contact_load_client (tx, self->link->client, &self->row, error))))
    return FALSE;
  if (!self->link || self->link->state != CRM_CONTACT_CONFLICT || !self->use || !self->row ||
      !self->link->theirs)
    {
      g_clear_pointer (&self->link, crm_contact_link_free);
      return TRUE;
    }
  base = crm_contact_card_parse (tx, format, self->link->base, error);
  self->theirs = base ? crm_contact_card_parse (tx, format, self->link->theirs, error) : NULL;
  self->ours = self->theirs ? crm_contact_card_of_client (tx, self->row, error) : NULL;
  if (!self->ours)
    return FALSE;
  crm_contact_diff (&self->diff, base, self->theirs, self->ours, self->theirs);
  return TRUE;
}

GPtrArray *
crm_contact_conflict_list (CrmTransaction *tx, CrmCardFormat *format, gint64 client, GError **error)
{
  g_autoptr (GPtrArray) conflicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)crm_contact_conflict_free);
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM contact_link WHERE state = 'conflict' AND ($1 = 0 OR client_id = $1) ORDER BY id",
      error, 1, client);

  if (!ids)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_auto (Case) one = { 0 };
      CrmContactConflict *conflict;

      if (!case_load (&one, tx, format, g_array_index (ids, gint64, i), error))
        return NULL;
      if (!one.link)
        continue;
      conflict = g_new0 (CrmContactConflict, 1);
      conflict->link = one.link->id;
      conflict->client = one.row->id;
      conflict->book_name = g_strdup (one.use->name);
      conflict->title = crm_row_dup_title (one.row);
      conflict->differences = g_ptr_array_new_with_free_func (difference_free);
      for (guint k = 0; k < CRM_CONTACT_N_TEXTS; k++)
        if (one.diff.dispute[k])
          {
            CrmContactDifference *difference = g_new0 (CrmContactDifference, 1);

            difference->field = (guint)crm_contact_get_field (k);
            difference->ours = g_strdup (one.ours->texts[k]);
            difference->theirs = g_strdup (one.theirs->texts[k]);
            g_ptr_array_add (conflict->differences, difference);
          }
      g_ptr_array_add (conflicts, conflict);
    }
  return g_steal_pointer (&conflicts);
}

gboolean
crm_contact_conflict_resolve (
    CrmTransaction *tx, CrmCardFormat *format, gint64 id, const char *choice, GError **error)
{
  g_auto (Case) one = { 0 };
  g_autoptr (CrmRow) now = NULL;
  g_autofree char *vcard = NULL, *revision = NULL;

  if (!case_load (&one, tx, format, id, error))
    return FALSE;
  if (!one.link)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("This conflict is over already."));
      return FALSE;
    }
  if (g_str_equal (choice, "theirs") &&
      !crm_contact_card_write (one.theirs, tx, one.row, one.diff.dispute, error))
    return FALSE;
  vcard = g_strdup (one.link->theirs);
  revision = g_strdup (one.link->theirs_revision);
  crm_contact_link_agree (one.link, vcard, revision);
  if (!crm_contact_link_save (tx, one.link, error))
    return FALSE;
  /* Whoever shows the conflict hears that it is over, also when nothing else was written. */
  now = crm_transaction_load (tx, "client", one.row->id, error);
  return now && crm_transaction_log (
                    tx, now->entity, now->id, CRM_CHANGE_UPDATE, now->version, "{}", now->id, error);
}
