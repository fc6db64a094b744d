/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-card-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "base/crm-time.h"
#include "store/crm-row.h"

/* Puts a card together as a client: what has no field of its own is kept as lines of the notes. Any thread. */

const char *
crm_import_card_column_get_label (guint column)
{
  static const char *const labels[CRM_IMPORT_N_CARD_COLUMNS] = { N_ ("Name"), N_ ("Company"),
    N_ ("Role in the company"), N_ ("Phone"), N_ ("E-mail"), N_ ("Birthday") };

  return _ (labels[column]);
}

static char *
join_addresses (const CrmCard *card, const char *kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < card->addresses->len; i++)
    {
      const CrmCardAddress *address = g_ptr_array_index (card->addresses, i);
      if (strcmp (address->kind, kind) == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", address->value);
    }
  return g_string_free (text, FALSE);
}

char **
crm_import_card_dup_cells (const CrmCard *card)
{
  char **cells = g_new0 (char *, CRM_IMPORT_N_CARD_COLUMNS + 1);

  cells[CRM_IMPORT_CARD_NAME] = g_strdup (card->full_name ? card->full_name : "");
  cells[CRM_IMPORT_CARD_COMPANY] = g_strdup (card->org ? card->org : "");
  cells[CRM_IMPORT_CARD_POSITION] = g_strdup (card->title ? card->title : card->role ? card->role : "");
  cells[CRM_IMPORT_CARD_PHONES] = join_addresses (card, "phone");
  cells[CRM_IMPORT_CARD_EMAILS] = join_addresses (card, "email");
  cells[CRM_IMPORT_CARD_BIRTHDAY] = g_strdup (card->birthday ? card->birthday : "");
  return cells;
}

static void
add_text (CrmImportRow *row, const char *field, const char *text)
{
  CrmImportField added = { field, CRM_VALUE_INIT };

  if (crm_text_is_blank (text))
    return;
  crm_value_set_text (&added.value, text);
  g_array_append_val (row->fields, added);
}

static void
add_address (CrmImportRow *row, const char *kind, const char *label, const char *value)
{
  CrmImportAddress added = { kind, g_strdup (label), g_strdup (value) };

  g_array_append_val (row->addresses, added);
}

static void
read_addresses (CrmImportRow *row, const char *kind, const char *cell)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) values = strcmp (kind, "phone") == 0 ? crm_import_value_phones (cell, &error)
                                                      : crm_import_value_emails (cell, &error);

  if (error)
    g_ptr_array_add (row->faults, g_strdup (error->message));
  for (guint i = 0; values && values[i]; i++)
    add_address (row, kind, NULL, values[i]);
}

static gboolean
is_repaired (const CrmCard *card, char **cells, guint column)
{
  g_auto (GStrv) own = cells ? crm_import_card_dup_cells (card) : NULL;

  return cells && strcmp (cells[column], own[column]) != 0;
}

/* The main one of each kind comes first. */
static void
take_addresses (CrmImportRow *row, const CrmCard *card, char **cells)
{
  gboolean phones = is_repaired (card, cells, CRM_IMPORT_CARD_PHONES);
  gboolean emails = is_repaired (card, cells, CRM_IMPORT_CARD_EMAILS);

  if (phones)
    read_addresses (row, "phone", cells[CRM_IMPORT_CARD_PHONES]);
  if (emails)
    read_addresses (row, "email", cells[CRM_IMPORT_CARD_EMAILS]);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < card->addresses->len; i++)
      {
        const CrmCardAddress *address = g_ptr_array_index (card->addresses, i);

        if (address->main != (pass == 0) || (phones && strcmp (address->kind, "phone") == 0) ||
            (emails && strcmp (address->kind, "email") == 0))
          continue;
        add_address (row, address->kind, address->label, address->value);
      }
}

static void
add_note (GString *notes, const char *label, const char *text)
{
  if (crm_text_is_blank (text))
    return;
  if (notes->len > 0)
    g_string_append_c (notes, '\n');
  if (label)
    g_string_append_printf (notes, "%s: ", label);
  g_string_append (notes, text);
}

static void
take_notes (CrmImportRow *row, const CrmCard *card)
{
  g_autoptr (GString) notes = g_string_new (NULL);

  add_note (notes, NULL, card->note);
  add_note (notes, _ ("Also called"), card->nickname);
  add_note (notes, _ ("Department"), card->department);
  if (card->title && g_strcmp0 (card->title, card->role) != 0)
    add_note (notes, _ ("Function"), card->role);
  add_note (notes, _ ("Anniversary"), card->anniversary);
  /* What other programs keep for themselves is of no use here. */
  for (guint i = 0; i < card->rest->len; i++)
    if (!g_str_has_prefix (g_ptr_array_index (card->rest, i), "X-"))
      add_note (notes, NULL, g_ptr_array_index (card->rest, i));
  add_text (row, "notes", notes->str);
}

CrmImportRow *
crm_import_card_row_new (const CrmCard *card, char **cells)
{
  CrmImportRow *row = crm_import_row_new_empty (card->line);
  g_auto (GStrv) own = cells ? NULL : crm_import_card_dup_cells (card);
  char **use = cells ? cells : own;
  const char *name = use[CRM_IMPORT_CARD_NAME], *company = use[CRM_IMPORT_CARD_COMPANY];
  const char *birthday = use[CRM_IMPORT_CARD_BIRTHDAY];
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_autofree char *date = NULL;
  guint8 uid[16];

  if (card->error && !cells)
    g_ptr_array_add (row->faults, g_strdup (card->error));
  take_addresses (row, card, cells);
  if (crm_text_is_blank (name))
    name = company;
  for (guint i = 0; crm_text_is_blank (name) && i < row->addresses->len; i++)
    if (strcmp (g_array_index (row->addresses, CrmImportAddress, i).kind, "email") == 0)
      name = g_array_index (row->addresses, CrmImportAddress, i).value;
  add_text (row, "name", name);
  if (crm_text_is_blank (name) && row->faults->len == 0)
    g_ptr_array_add (row->faults, g_strdup (_ ("There is no name on this card.")));

  gboolean is_company = card->is_company || (!crm_text_is_blank (company) && g_strcmp0 (name, company) == 0);
  add_text (row, "kind", is_company ? "company" : "person");
  if (g_strcmp0 (name, company) != 0)
    add_text (row, "company", company);
  add_text (row, "position", use[CRM_IMPORT_CARD_POSITION]);
  if (!crm_text_is_blank (birthday))
    {
      g_autoptr (GError) error = NULL;

      date = crm_date_parse (birthday, CRM_DATE_ORDER_UNKNOWN, &error);
      if (date)
        add_text (row, "birthday", date);
      else
        g_ptr_array_add (row->faults, g_strdup (error->message));
    }
  add_text (row, "street", card->postal.street);
  add_text (row, "city", card->postal.city);
  add_text (row, "region", card->postal.region);
  add_text (row, "postcode", card->postal.postcode);
  add_text (row, "country", card->postal.country);
  add_text (row, "language", card->language);
  take_notes (row, card);
  if (card->uid && crm_uid_parse (card->uid, uid))
    add_text (row, "uid", card->uid);
  else if (!crm_text_is_blank (card->uid))
    {
      g_autofree char *id = g_strconcat ("vcard:", card->uid, NULL);
      add_text (row, "external_id", id);
    }
  if (card->photo)
    {
      CrmImportField photo = { "photo", CRM_VALUE_INIT };
      crm_value_take_blob (&photo.value, g_bytes_ref (card->photo));
      g_array_append_val (row->fields, photo);
    }
  for (guint i = 0; i < card->tags->len; i++)
    /* The group in which Google keeps all of them says nothing. */
    if (g_ascii_strcasecmp (g_ptr_array_index (card->tags, i), "myContacts") != 0)
      g_strv_builder_add (tags, g_ptr_array_index (card->tags, i));
  row->tags = g_strv_builder_end (tags);
  return row;
}
