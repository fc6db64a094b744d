/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact/crm-contact-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-client-derived.h"
#include "client/crm-client.h"
#include "import/crm-import-card-row.h"

/* Reads cards as the importer does, so that a client who was taken from a card is equal to it, and clients by the same fields. Owns
 * nothing; worker's thread. */

static const int fields_of_clients[CRM_CONTACT_N_TEXTS] = { CRM_CLIENT_NAME, CRM_CLIENT_COMPANY,
  CRM_CLIENT_POSITION, CRM_CLIENT_STREET, CRM_CLIENT_CITY, CRM_CLIENT_REGION, CRM_CLIENT_POSTCODE,
  CRM_CLIENT_COUNTRY, CRM_CLIENT_BIRTHDAY, CRM_CLIENT_NOTES };

static const char *const kinds[] = { "phone", "email", "web" };

int
crm_contact_get_field (guint text)
{
  return fields_of_clients[text];
}

static void
place_free (gpointer data)
{
  CrmContactPlace *place = data;

  g_free (place->label);
  g_free (place->value);
  g_free (place->key);
  g_free (place);
}

void
crm_contact_card_free (CrmContactCard *self)
{
  if (!self)
    return;
  g_free (self->uid);
  for (guint i = 0; i < CRM_CONTACT_N_TEXTS; i++)
    g_free (self->texts[i]);
  g_ptr_array_unref (self->places);
  g_free (self);
}

static CrmContactCard *
card_new (void)
{
  CrmContactCard *self = g_new0 (CrmContactCard, 1);

  self->places = g_ptr_array_new_with_free_func (place_free);
  return self;
}

const CrmContactPlace *
crm_contact_card_find (const CrmContactCard *self, const CrmContactPlace *wanted)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const CrmContactPlace *place = self->places->pdata[i];

      if (g_str_equal (place->kind, wanted->kind) && g_str_equal (place->key, wanted->key))
        return place;
    }
  return NULL;
}

static void
add_place (CrmContactCard *self, CrmTransaction *tx, const char *kind, const char *label, const char *value,
    gint64 id)
{
  CrmContactPlace *place;
  g_autofree char *normal = NULL, *key = NULL;
  const char *known = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i], kind) == 0)
      known = kinds[i];
  if (!known || crm_text_is_blank (value) || (g_str_equal (known, "email") && !strchr (value, '@')))
    return;
  crm_address_normalise (
      crm_transaction_get_phone_format (tx), crm_transaction_get_region (tx), known, value, &normal, &key);
  place = g_new0 (CrmContactPlace, 1);
  place->kind = known;
  place->label = g_strdup (label);
  place->value = g_strdup (value);
  place->key = key && *key ? g_steal_pointer (&key) : crm_text_fold (value);
  place->id = id;
  if (crm_contact_card_find (self, place))
    place_free (place);
  else
    g_ptr_array_add (self->places, place);
}

/* As the writer stores it. */
static char *
clean (const CrmField *field, const char *text)
{
  char *copy = g_strdup (text ? text : "");

  if (field->kind != CRM_KIND_LONG)
    g_strdelimit (copy, "\n\r\t", ' ');
  return g_strstrip (copy);
}

CrmContactCard *
crm_contact_card_parse (CrmTransaction *tx, CrmCardFormat *format, const char *vcard, GError **error)
{
  g_autofree char *stripped = crm_contact_strip (vcard);
  g_autoptr (GBytes) bytes = g_bytes_new_static (stripped, strlen (stripped));
  g_autoptr (GPtrArray) cards = crm_card_format_parse_file (format, bytes, "UTF-8", error);
  g_autoptr (CrmEntity) entity = cards ? crm_transaction_get_entity (tx, "client", error) : NULL;
  g_autoptr (CrmImportRow) row = NULL;
  const CrmCard *card;
  CrmContactCard *self;

  if (!entity)
    return NULL;
  if (cards->len != 1)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This is not one contact."));
      return NULL;
    }
  card = cards->pdata[0];
  row = crm_import_card_row_new (card, NULL);
  if (row->faults->len)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, row->faults->pdata[0]);
      return NULL;
    }
  self = card_new ();
  self->uid = g_strdup (card->uid);
  for (guint i = 0; i < CRM_CONTACT_N_TEXTS; i++)
    {
      const CrmField *field = &entity->fields[fields_of_clients[i]];

      self->texts[i] = clean (field, crm_import_row_get_text (row, field->name));
    }
  for (guint i = 0; i < row->addresses->len; i++)
    {
      const CrmImportAddress *address = &g_array_index (row->addresses, CrmImportAddress, i);

      add_place (self, tx, address->kind, address->label, address->value, 0);
    }
  return self;
}

static gboolean
read_places (CrmContactCard *self, CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT kind, label, value, id FROM address WHERE client = $1 AND archived_at IS NULL"
      " ORDER BY position NULLS LAST, id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, client);
  while (crm_statement_step (statement, &row, error) && row)
    add_place (self, tx, crm_statement_get_text (statement, 0), crm_statement_get_text (statement, 1),
        crm_statement_get_text (statement, 2), crm_statement_get_integer (statement, 3));
  return !row;
}

CrmContactCard *
crm_contact_card_of_client (CrmTransaction *tx, const CrmRow *client, GError **error)
{
  g_autoptr (CrmContactCard) self = card_new ();

  for (guint i = 0; i < CRM_CONTACT_N_TEXTS; i++)
    {
      int index = fields_of_clients[i] == CRM_CLIENT_COMPANY ? CRM_CLIENT_COMPANY_NAME : fields_of_clients[i];
      const CrmField *field = &client->entity->fields[index];
      g_autofree char *text = crm_field_format_plain (field, crm_row_get (client, index));

      self->texts[i] = clean (field, text);
    }
  return read_places (self, tx, client->id, error) ? g_steal_pointer (&self) : NULL;
}

/* The company of this name; made when there is none. *id is 0 for no name. */
static gboolean
find_company (CrmTransaction *tx, CrmEntity *entity, const char *name, gint64 *id, GError **error)
{
  g_autofree char *fold = crm_text_fold (name);
  g_autoptr (CrmStatement) statement = NULL;
  g_autoptr (CrmValues) values = NULL;
  gboolean row;

  *id = 0;
  if (crm_text_is_blank (name))
    return TRUE;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM client WHERE name_fold = $1 AND kind = 'company' AND archived_at IS NULL ORDER BY id "
      "LIMIT 1",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, fold);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *id = crm_statement_get_integer (statement, 0);
      return TRUE;
    }
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "company");
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  *id = crm_transaction_insert (tx, values, NULL, error);
  return *id != 0;
}

gboolean
crm_contact_card_write (const CrmContactCard *self, CrmTransaction *tx, const CrmRow *client,
    const gboolean fields[CRM_CONTACT_N_TEXTS], GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (client->entity);

  for (guint i = 0; i < CRM_CONTACT_N_TEXTS; i++)
    {
      const char *text = *self->texts[i] ? self->texts[i] : NULL;
      gint64 company;

      /* A client without a name is none. */
      if (!fields[i] || (i == CRM_CONTACT_NAME && !text))
        continue;
      if (i != CRM_CONTACT_COMPANY)
        {
          crm_values_set_text (values, fields_of_clients[i], text);
          continue;
        }
      if (!find_company (tx, client->entity, text, &company, error))
        return FALSE;
      if (company == client->id)
        continue;
      if (company)
        crm_values_set_integer (values, CRM_CLIENT_COMPANY, company);
      else
        crm_value_clear (crm_values_slot (values, CRM_CLIENT_COMPANY));
    }
  return !crm_values_count (values) || crm_transaction_update (tx, client->id, 0, values, error);
}

char *
crm_contact_strip (const char *vcard)
{
  static const char *const large[] = { "PHOTO", "LOGO", "SOUND", "KEY" };
  g_auto (GStrv) lines = g_strsplit (vcard, "\n", -1);
  GString *kept = g_string_new (NULL);
  gboolean skipping = FALSE;

  for (guint i = 0; lines[i]; i++)
    {
      const char *line = lines[i];
      const char *name;
      gsize length;

      if (*line != ' ' && *line != '\t')
        {
          /* The name ends before the parameters; a group may stand before it. */
          length = strcspn (line, ":;");
          name = g_strrstr_len (line, (gssize)length, ".");
          name = name ? name + 1 : line;
          length -= (gsize)(name - line);
          skipping = FALSE;
          for (guint k = 0; k < G_N_ELEMENTS (large); k++)
            if (strlen (large[k]) == length && g_ascii_strncasecmp (name, large[k], length) == 0)
              skipping = TRUE;
        }
      if (!skipping)
        g_string_append_printf (kept, "%s%s", line, lines[i + 1] ? "\n" : "");
    }
  return g_string_free (kept, FALSE);
}
