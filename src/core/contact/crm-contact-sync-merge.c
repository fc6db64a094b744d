/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client/crm-client.h"
#include "contact/crm-contact-sync-private.h"

/* Three-way merge of a contact into a client: texts field by field, telephones and the like as sets. Runs in a worker's thread. */

void
crm_contact_diff (CrmContactDiff *self, const CrmContactCard *base, const CrmContactCard *before,
    const CrmContactCard *ours, const CrmContactCard *theirs)
{
  *self = (CrmContactDiff){ 0 };
  for (guint i = 0; i < CRM_CONTACT_N_TEXTS; i++)
    {
      const char *mine = ours->texts[i], *other = theirs->texts[i];
      const char *agreed = before && g_str_equal (before->texts[i], mine) ? before->texts[i] : base->texts[i];

      if (g_str_equal (mine, other) || g_str_equal (other, agreed))
        continue;
      /* Every contact has a name; a card without one says nothing of the client's. */
      if (i == CRM_CONTACT_NAME && !*other)
        continue;
      if (g_str_equal (mine, agreed))
        self->take[i] = TRUE;
      else
        {
          self->dispute[i] = TRUE;
          self->n_disputes++;
        }
    }
}

static gboolean
add_place (CrmTransaction *tx, gint64 client, const CrmContactPlace *place, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "address", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autoptr (GArray) others = NULL;

  if (!values)
    return FALSE;
  others = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT coalesce (max (position), 0) FROM address WHERE client = $1", error, 1, client);
  if (!others)
    return FALSE;
  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
  crm_values_set_text (values, CRM_ADDRESS_KIND, place->kind);
  crm_values_set_text (values, CRM_ADDRESS_LABEL, place->label);
  crm_values_set_text (values, CRM_ADDRESS_VALUE, place->value);
  crm_values_set_integer (values, CRM_ADDRESS_POSITION, g_array_index (others, gint64, 0) + 1);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

gboolean
crm_contact_merge_places (CrmTransaction *tx, gint64 client, const CrmContactCard *before,
    const CrmContactCard *ours, const CrmContactCard *theirs, GError **error)
{
  for (guint i = 0; i < theirs->places->len; i++)
    {
      const CrmContactPlace *place = theirs->places->pdata[i];

      if (!crm_contact_card_find (before, place) && !crm_contact_card_find (ours, place) &&
          !add_place (tx, client, place, error))
        return FALSE;
    }
  for (guint i = 0; i < before->places->len; i++)
    {
      const CrmContactPlace *mine = crm_contact_card_find (ours, before->places->pdata[i]);

      if (mine && !crm_contact_card_find (theirs, mine) &&
          !crm_transaction_archive (tx, "address", mine->id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_contact_load_client (CrmTransaction *tx, gint64 client, CrmRow **row, GError **error)
{
  g_autoptr (GPtrArray) rows = crm_transaction_load_many (tx, "client", &client, 1, error);

  *row = NULL;
  if (!rows)
    return FALSE;
  if (rows->len && !((CrmRow *)rows->pdata[0])->archived_at)
    *row = crm_row_ref (rows->pdata[0]);
  return TRUE;
}

/* Whose word counts where both changed a field: puts it into diff->take, or leaves it in dispute. */
static void
decide (CrmContactDiff *diff, const char *truth)
{
  for (guint i = 0; i < CRM_CONTACT_N_TEXTS; i++)
    if (diff->dispute[i] && !g_str_equal (truth, "ask"))
      {
        diff->take[i] = g_str_equal (truth, "book");
        diff->dispute[i] = FALSE;
        diff->n_disputes--;
      }
}

gboolean
crm_contact_merge (CrmTransaction *tx, const CrmContactUse *use, CrmContactLink *link, const char *vcard,
    const char *revision, GError **error)
{
  g_autoptr (CrmContactCard) base = NULL, before = NULL, ours = NULL, theirs = NULL;
  g_autoptr (CrmRow) row = NULL;
  CrmContactDiff diff;

  if (!crm_contact_load_client (tx, link->client, &row, error))
    return FALSE;
  /* Who is archived is left alone; when the client comes back, it is as if the change came then. */
  if (!row)
    return crm_contact_link_save (tx, link, error);
  theirs = crm_contact_card_parse (tx, use->format, vcard, error);
  base = theirs ? crm_contact_card_parse (tx, use->format, link->base, error) : NULL;
  ours = base ? crm_contact_card_of_client (tx, row, error) : NULL;
  if (!ours)
    return FALSE;
  if (link->theirs && !(before = crm_contact_card_parse (tx, use->format, link->theirs, error)))
    return FALSE;
  crm_contact_diff (&diff, base, before, ours, theirs);
  decide (&diff, use->truth);
  if (!crm_contact_card_write (theirs, tx, row, diff.take, error) ||
      !crm_contact_merge_places (tx, row->id, before ? before : base, ours, theirs, error))
    return FALSE;
  if (!diff.n_disputes)
    crm_contact_link_agree (link, vcard, revision);
  else
    {
      char *stripped = crm_contact_strip (vcard), *known = g_strdup (revision);

      g_free (link->theirs);
      g_free (link->theirs_revision);
      link->theirs = stripped;
      link->theirs_revision = known;
      link->state = CRM_CONTACT_CONFLICT;
      g_clear_pointer (&link->error, g_free);
    }
  return crm_contact_link_save (tx, link, error);
}
