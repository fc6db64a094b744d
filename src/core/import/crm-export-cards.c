/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-exporter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "client/crm-client.h"

/* Clients as visiting cards. What a card has no place for (own fields, status …) goes along as properties of our own. Runs in the
 * reader's thread. */

static char *
dup_text (const CrmRow *row, int field)
{
  return g_strdup (crm_row_get_text (row, field));
}

static const char *
get_mime (GBytes *photo)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (photo, &size);

  return size > 3 && data[0] == 0x89 && data[1] == 'P' ? "image/png" : "image/jpeg";
}

static gboolean
add_places (CrmTransaction *tx, CrmCard *card, gint64 client, GError **error)
{
  g_autoptr (GPtrArray) places = crm_export_load_places (tx, client, error);
  static const char *const kinds[] = { "phone", "email", "web", "handle" };

  if (!places)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const CrmExportPlace *place = g_ptr_array_index (places, i);
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        if (strcmp (kinds[k], place->kind) == 0)
          crm_card_add_address (card, kinds[k], place->label, place->value, place->main);
    }
  return TRUE;
}

static CrmCard *
make_card (CrmTransaction *tx, GHashTable *cache, const CrmRow *row, GError **error)
{
  g_autoptr (CrmCard) card = crm_card_new ();
  const CrmValue *tags = crm_row_get (row, CRM_CLIENT_TAGS), *photo = crm_row_get (row, CRM_CLIENT_PHOTO);

  card->uid = crm_uid_format (row->uid);
  card->full_name = crm_row_dup_title (row);
  card->is_company = g_strcmp0 (crm_row_get_text (row, CRM_CLIENT_KIND), "company") == 0;
  card->org = card->is_company ? g_strdup (card->full_name) : dup_text (row, CRM_CLIENT_COMPANY_NAME);
  card->title = dup_text (row, CRM_CLIENT_POSITION);
  card->birthday = dup_text (row, CRM_CLIENT_BIRTHDAY);
  card->note = dup_text (row, CRM_CLIENT_NOTES);
  card->language = dup_text (row, CRM_CLIENT_LANGUAGE);
  card->postal.street = dup_text (row, CRM_CLIENT_STREET);
  card->postal.city = dup_text (row, CRM_CLIENT_CITY);
  card->postal.region = dup_text (row, CRM_CLIENT_REGION);
  card->postal.postcode = dup_text (row, CRM_CLIENT_POSTCODE);
  card->postal.country = dup_text (row, CRM_CLIENT_COUNTRY);
  for (guint i = 0; tags->type == CRM_VALUE_LIST && i < tags->v.list->len; i++)
    g_ptr_array_add (card->tags, g_strdup (crm_export_get_link_text (
                                     tx, cache, "tag", g_array_index (tags->v.list, gint64, i), TRUE)));
  if (photo->type == CRM_VALUE_BLOB)
    {
      card->photo = g_bytes_ref (photo->v.blob);
      card->photo_mime = g_strdup (get_mime (card->photo));
    }
  return add_places (tx, card, row->id, error) ? g_steal_pointer (&card) : NULL;
}

static void
append_escaped (GString *text, const char *value)
{
  for (const char *p = value; *p; p++)
    if (*p == '\n')
      g_string_append (text, "\\n");
    else if (strchr ("\\,;", *p))
      g_string_append_printf (text, "\\%c", *p);
    else if (*p != '\r')
      g_string_append_c (text, *p);
}

/* Links by name. */
static char *
format_own (CrmTransaction *tx, GHashTable *cache, const CrmField *field, const CrmValue *value)
{
  GString *names;

  if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
    return g_strdup (crm_export_get_link_text (tx, cache, field->target, value->v.integer, TRUE));
  if (value->type != CRM_VALUE_LIST)
    return crm_field_format_plain (field, value);
  names = g_string_new (NULL);
  for (guint i = 0; i < value->v.list->len; i++)
    g_string_append_printf (names, "%s%s", i ? "; " : "",
        crm_export_get_link_text (tx, cache, field->target, g_array_index (value->v.list, gint64, i), TRUE));
  return g_string_free (names, FALSE);
}

/* Own fields as one property each: X-CLIENTELE;X-NAME="…":value. Lines are not folded: no reader needs it. */
static void
append_own (CrmTransaction *tx, GHashTable *cache, GString *text, const CrmRow *row)
{
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      g_autofree char *value =
          field->flags & CRM_FIELD_OWN ? format_own (tx, cache, field, crm_row_get (row, (int)i)) : NULL;
      g_autofree char *label = value ? g_strdelimit (g_strdup (field->label), "\"\r\n", ' ') : NULL;

      if (!value)
        continue;
      g_string_append_printf (text, "X-CLIENTELE;X-NAME=\"%s\":", label);
      append_escaped (text, value);
      g_string_append (text, "\r\n");
    }
}

gboolean
crm_exporter_write_vcard (CrmTransaction *tx, const CrmExportSelection *selection, CrmCardFormat *format,
    CrmCardVersion version, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GHashTable) cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!format || strcmp (selection->entity, "client") != 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s",
          format ? _ ("Only clients can be exported as visiting cards.")
                 : _ ("Visiting cards (vCard) cannot be written here."));
      return FALSE;
    }
  ids = crm_export_find (tx, selection, error);
  if (!ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", g_array_index (ids, gint64, i), error);
      g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_card_free);
      g_autofree char *written = NULL;
      CrmCard *card = row ? make_card (tx, cache, row, error) : NULL;
      char *end;

      if (!card)
        return FALSE;
      g_ptr_array_add (cards, card);
      written = crm_card_format_write (format, cards, version);
      end = g_strrstr (written, "END:VCARD");
      g_string_append_len (text, written, end ? end - written : (gssize)strlen (written));
      if (end)
        {
          append_own (tx, cache, text, row);
          g_string_append (text, end);
        }
      if (!crm_export_flush (text, FALSE, stream, cancellable, error))
        return FALSE;
    }
  return crm_export_flush (text, TRUE, stream, cancellable, error);
}
