/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-client.h"
#include "contact/crm-contact-sync-private.h"
#include "store/crm-transaction-private.h"

/* How contacts get into the book: which client one is, what changed, and what went. Runs in a worker's thread. */

#define MISSING_PAUSE (60 * G_USEC_PER_SEC)
#define MISSING_FEW 5
#define MISSING_SHARE 5 /* more than a fifth */

static char *
dup_purpose (const char *name)
{
  return g_strdup_printf (_ ("Address book “%s”"), name);
}

/* The words of the calendars' class speak of calendars. */
static char *
dup_words (const GError *error)
{
  if (error->domain != CRM_CHANNEL_ERROR)
    return g_strdup (error->message);
  switch (error->code)
    {
    case CRM_CHANNEL_ERROR_CREDENTIALS: return g_strdup (_ ("The address book asks for a password."));
    case CRM_CHANNEL_ERROR_CERTIFICATE:
      return g_strdup (_ ("The address book’s server cannot prove who it is."));
    case CRM_CHANNEL_ERROR_UNREACHABLE:
      return g_strdup (_ ("The address book cannot be reached at present."));
    default: return g_strdup (error->message);
    }
}

gboolean
crm_contact_forget_unused (CrmTransaction *tx, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);

  return crm_db_run (db,
             "DELETE FROM contact_link WHERE address_book_id IN"
             " (SELECT id FROM address_book WHERE mode = 'off' OR archived_at IS NOT NULL)",
             error, 0) &&
         crm_db_run (db,
             "DELETE FROM address_book_state WHERE address_book_id IN"
             " (SELECT id FROM address_book WHERE mode = 'off' OR archived_at IS NOT NULL)",
             error, 0);
}

static gboolean
begin (CrmTransaction *tx, gint64 id, GObject *context, gpointer *use, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_contact_forget_unused (tx, error) &&
         crm_contact_use_load (tx, id, CRM_CARD_FORMAT (context), (CrmContactUse **)use, error);
}

static gboolean
end (CrmTransaction *tx, GError **error)
{
  return TRUE;
}

static void
free_use (gpointer use)
{
  crm_contact_use_free (use);
}

/* ---- which client ---- */

/* One client by a text; *client stays 0 when there is none, or there are several. */
static gboolean
find_one (CrmTransaction *tx, const char *sql, const char *text, gint64 book, const char *other,
    gint64 *client, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  gboolean row;
  gint64 found;

  *client = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, text);
  crm_statement_bind_integer (statement, 2, book);
  if (other)
    crm_statement_bind_text (statement, 3, other);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  found = crm_statement_get_integer (statement, 0);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    *client = found;
  return TRUE;
}

#define FREE_CLIENT \
  " AND c.archived_at IS NULL" \
  " AND NOT EXISTS (SELECT 1 FROM contact_link l WHERE l.client_id = c.id AND l.address_book_id = $2)"

/* The client who was taken from this contact, else the one with the same name and an address in common. */
static gboolean
find_client (CrmTransaction *tx, gint64 book, const CrmContactCard *card, gint64 *client, GError **error)
{
  g_autofree char *external = g_strconcat ("vcard:", card->uid, NULL);
  g_autofree char *fold = crm_text_fold (card->texts[CRM_CONTACT_NAME]);

  if (!find_one (tx, "SELECT c.id FROM client c WHERE c.external_id = $1" FREE_CLIENT " LIMIT 2", external,
          book, NULL, client, error))
    return FALSE;
  for (guint i = 0; !*client && *fold && i < card->places->len; i++)
    {
      const CrmContactPlace *place = card->places->pdata[i];

      if (!g_str_equal (place->kind, "web") &&
          !find_one (tx,
              "SELECT DISTINCT c.id FROM address a JOIN client c ON c.id = a.client WHERE a.match_key = $1"
              " AND a.archived_at IS NULL AND c.name_fold = $3" FREE_CLIENT " LIMIT 2",
              place->key, book, fold, client, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_new (CrmTransaction *tx, const CrmContactUse *use, const CrmCalendarObject *object, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmContactCard) card = crm_contact_card_parse (tx, use->format, object->ical, &local);
  g_autoptr (CrmContactLink) link = NULL;
  gint64 client;

  /* A contact who is no client is nobody's business, readable or not. */
  if (!card)
    return TRUE;
  if (!card->uid)
    card->uid = g_strdup (object->uid);
  if (!find_client (tx, use->id, card, &client, error))
    return FALSE;
  if (!client)
    return TRUE;
  link = crm_contact_link_new (use->id, object->uid);
  link->client = client;
  crm_contact_link_agree (link, object->ical, object->revision);
  return crm_contact_link_save (tx, link, error);
}

/* ---- what changed ---- */

/* The contact is there no more: the client stays, and belongs to no contact. Its history says when and why. */
static gboolean
take_gone (CrmTransaction *tx, CrmContactLink *link, GError **error)
{
  g_autoptr (CrmRow) row = NULL;
  const char *external;

  if (!crm_contact_load_client (tx, link->client, &row, error) || !crm_contact_link_drop (tx, link, error))
    return FALSE;
  external = row ? crm_row_get_text (row, CRM_CLIENT_EXTERNAL_ID) : NULL;
  if (external && g_str_has_prefix (external, "vcard:"))
    {
      g_autoptr (CrmValues) values = crm_values_new (row->entity);

      crm_values_set_text (values, CRM_CLIENT_EXTERNAL_ID, NULL);
      return crm_transaction_update (tx, row->id, 0, values, error);
    }
  return !row || crm_transaction_log (
                     tx, row->entity, row->id, CRM_CHANGE_UPDATE, row->version, "{}", row->id, error);
}

static gboolean
take (CrmTransaction *tx, gpointer data, const CrmCalendarObject *object, const char *reason, GError **error)
{
  const CrmContactUse *use = data;
  g_autoptr (CrmContactLink) link = NULL;

  if (!crm_contact_link_find (tx, use->id, object->uid, &link, error))
    return FALSE;
  if (!object->ical)
    return !link || take_gone (tx, link, error);
  if (!link)
    return take_new (tx, use, object, error);
  if (reason)
    {
      link->state = CRM_CONTACT_FAILED;
      g_free (link->error);
      link->error = g_strdup (reason);
      return crm_contact_link_save (tx, link, error);
    }
  if (link->state == CRM_CONTACT_CLEAN && !link->missing_since &&
      g_strcmp0 (link->revision, object->revision) == 0)
    return TRUE;
  link->missing_since = 0;
  return crm_contact_merge (tx, use, link, object->ical, object->revision, error);
}

/* ---- what went ---- */

/* CrmContactLink * that are not among uids; *total: how many should be. */
static GPtrArray *
list_missing (CrmTransaction *tx, gint64 book, GHashTable *uids, guint *total, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (
      crm_transaction_get_db (tx), "SELECT id FROM contact_link WHERE address_book_id = $1", error, 1, book);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_contact_link_free);

  if (!ids)
    return NULL;
  *total = ids->len;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmContactLink) link = NULL;

      if (!crm_contact_link_load (tx, g_array_index (ids, gint64, i), &link, error))
        return NULL;
      if (!g_hash_table_contains (uids, link->uid))
        g_ptr_array_add (missing, g_steal_pointer (&link));
    }
  return g_steal_pointer (&missing);
}

static gboolean
reconcile (CrmTransaction *tx, gpointer data, GHashTable *uids, gint64 *again, GError **error)
{
  const CrmContactUse *use = data;
  gint64 now = crm_transaction_get_now (tx);
  guint total;
  g_autoptr (GPtrArray) missing = list_missing (tx, use->id, uids, &total, error);
  g_autofree char *trouble = NULL;

  *again = 0;
  if (!missing)
    return FALSE;
  if (missing->len > MISSING_FEW && missing->len * MISSING_SHARE > total)
    {
      trouble = g_strdup_printf (
          ngettext ("%u of %u contacts is missing in the address book at once. Nothing was changed here.",
              "%u of %u contacts are missing in the address book at once. Nothing was changed here.",
              missing->len),
          missing->len, total);
      g_ptr_array_set_size (missing, 0);
    }
  for (guint i = 0; i < missing->len; i++)
    {
      CrmContactLink *link = missing->pdata[i];

      if (link->missing_since && now - link->missing_since >= MISSING_PAUSE)
        {
          if (!take_gone (tx, link, error))
            return FALSE;
          continue;
        }
      if (!link->missing_since)
        link->missing_since = now;
      *again = MAX (*again, link->missing_since + MISSING_PAUSE);
      if (!crm_contact_link_save (tx, link, error))
        return FALSE;
    }
  return crm_contact_state_set (tx, use->id, trouble, error);
}

const CrmCalendarPeerKind crm_contact_peer_kind = {
  .dup_purpose = dup_purpose,
  .dup_words = dup_words,
  .begin = begin,
  .end = end,
  .free_use = free_use,
  .take = take,
  .reconcile = reconcile,
};
