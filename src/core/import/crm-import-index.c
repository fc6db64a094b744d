/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-index.h"

#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-client.h"

/* Hash tables over the clients of the book, filled by three ordered reads that run side by side (clients, addresses, tags), so that no
 * record of the file needs a query. */

typedef struct _Contact
{
  CrmImportKnown *known;
  const char *whole; /* see crm_phone_get_whole (); nullable */
  struct _Contact *next;
} Contact;

typedef struct _Equal
{
  CrmImportKnown *known;
  guint line;         /* of the record that said so; 0: the book */
  gint64 owner;       /* what a file may leave open is not part of a signature */
  const char *status; /* interned */
  struct _Equal *next;
} Equal;

struct _CrmImportIndex
{
  CrmImportContext *context; /* not owned */
  CrmDb *db;                 /* not owned; while the book is read */
  GPtrArray *all;            /* CrmImportKnown * */
  GStringChunk *texts;
  GHashTable *equal;     /* signature → Equal */
  GHashTable *contacts;  /* "p…" phone key, "e…" e-mail key → Contact */
  GPtrArray *chains;     /* Contact * and Equal * */
  GHashTable *uids;      /* 16 bytes as GBytes → CrmImportKnown */
  GHashTable *externals; /* text → CrmImportKnown */
  GHashTable *companies; /* folded name → CrmImportKnown */
  GPtrArray *scratch[4]; /* keys of the client being read, by kind */
  guint n_slots;
};

static const char *const kinds[] = { "phone", "email", "web", "handle" };

static CrmImportIndex *
new_empty (CrmImportContext *context)
{
  CrmImportIndex *self = g_new0 (CrmImportIndex, 1);

  self->context = context;
  self->all = g_ptr_array_new_with_free_func (g_free);
  self->chains = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->scratch); i++)
    self->scratch[i] = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (1 << 16);
  self->equal = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->contacts = g_hash_table_new (g_str_hash, g_str_equal);
  self->uids = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  self->externals = g_hash_table_new (g_str_hash, g_str_equal);
  self->companies = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
crm_import_index_free (CrmImportIndex *self)
{
  g_hash_table_unref (self->equal);
  g_hash_table_unref (self->contacts);
  g_hash_table_unref (self->uids);
  g_hash_table_unref (self->externals);
  g_hash_table_unref (self->companies);
  for (guint i = 0; i < G_N_ELEMENTS (self->scratch); i++)
    g_ptr_array_unref (self->scratch[i]);
  g_ptr_array_unref (self->chains);
  g_ptr_array_unref (self->all);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static void
add_equal (CrmImportIndex *self, CrmImportKnown *known, guint64 signature, guint line, gint64 owner,
    const char *status)
{
  Equal *equal = g_new0 (Equal, 1);

  equal->known = known;
  equal->line = line;
  equal->owner = owner;
  equal->status = g_intern_string (status);
  equal->next = g_hash_table_lookup (self->equal, &signature);
  g_ptr_array_add (self->chains, equal);
  g_hash_table_insert (self->equal, g_memdup2 (&signature, sizeof signature), equal);
}

static void
add_equal_record (CrmImportIndex *self, CrmImportKnown *known, CrmImportClient *client)
{
  const CrmValue *owner = crm_values_get (client->values, CRM_CLIENT_OWNER);

  add_equal (self, known, client->signature, client->line, owner ? owner->v.integer : self->context->user,
      crm_values_get_text (client->values, CRM_CLIENT_STATUS));
}

static gboolean
is_other (const Contact *contact, const char *whole)
{
  return crm_phone_differ (contact->whole, whole);
}

/* whole: see crm_phone_get_whole (), nullable. */
static void
add_contact (
    CrmImportIndex *self, CrmImportKnown *known, const char *kind, const char *key, const char *whole)
{
  g_autofree char *mark = NULL;
  Contact *contact, *first;

  if (!key || (kind[0] != 'p' && kind[0] != 'e'))
    return;
  mark = g_strconcat (kind[0] == 'p' ? "p" : "e", key, NULL);
  first = g_hash_table_lookup (self->contacts, mark);
  for (contact = first; contact; contact = contact->next)
    if (contact->known == known && g_strcmp0 (contact->whole, whole) == 0)
      return;
  contact = g_new0 (Contact, 1);
  contact->known = known;
  contact->whole = whole ? g_string_chunk_insert (self->texts, whole) : NULL;
  g_ptr_array_add (self->chains, contact);
  if (first)
    {
      /* Behind the first: the oldest is found first. */
      contact->next = first->next;
      first->next = contact;
    }
  else
    g_hash_table_insert (self->contacts, g_string_chunk_insert (self->texts, mark), contact);
}

static void
add_company (CrmImportIndex *self, CrmImportKnown *known, const char *fold)
{
  if (!g_hash_table_contains (self->companies, fold))
    g_hash_table_insert (self->companies, g_string_chunk_insert (self->texts, fold), known);
}

/* A read ordered by client that is stepped along with the clients. */
typedef struct
{
  CrmStatement *statement;
  gboolean row;
  gint64 client;
} Follower;

static gboolean
follow (Follower *self, GError **error)
{
  if (!crm_statement_step (self->statement, &self->row, error))
    return FALSE;
  if (self->row)
    self->client = crm_statement_get_integer (self->statement, 0);
  return TRUE;
}

static void
read_value (CrmStatement *statement, int column, const CrmField *field, CrmValue *value)
{
  switch (crm_statement_get_type (statement, column))
    {
    case CRM_VALUE_INTEGER:
      if (field->kind == CRM_KIND_MONEY)
        crm_value_set_money (value, crm_statement_get_integer (statement, column),
            crm_statement_get_text (statement, column + 1));
      else
        crm_value_set_integer (value, crm_statement_get_integer (statement, column));
      break;
    case CRM_VALUE_REAL: crm_value_set_real (value, crm_statement_get_real (statement, column)); break;
    case CRM_VALUE_TEXT: crm_value_set_text (value, crm_statement_get_text (statement, column)); break;
    default: break;
    }
}

#define N_FIXED 9

static gboolean
uses_fold (const CrmField *field)
{
  return crm_field_has_fold (field) && field->kind != CRM_KIND_PHONE;
}

static CrmStatement *
prepare_clients (CrmImportIndex *self, CrmDb *db, GError **error)
{
  CrmEntity *entity = self->context->entity;
  g_autoptr (GString) sql =
      g_string_new ("SELECT t.id, t.uid, t.archived_at, t.name, t.name_fold, t.kind, t.external_id, t.owner, "
                    "t.status, o.name_fold");

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (!self->context->mask[i] || field->kind == CRM_KIND_LINKS)
        continue;
      g_string_append_printf (sql, ", t.\"%s%s\"", field->name, uses_fold (field) ? "_fold" : "");
      if (field->kind == CRM_KIND_MONEY)
        g_string_append_printf (sql, ", t.\"%s_currency\"", field->name);
    }
  g_string_append (sql, " FROM client t LEFT JOIN client o ON o.id = t.company ORDER BY t.id");
  return crm_db_prepare (db, sql->str, error);
}

/* Several links are kept apart from the record. */
static gboolean
sign_links (
    CrmImportIndex *self, const CrmField *field, gint64 id, CrmImportSignature *signature, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db,
      "SELECT target_id FROM record_link WHERE entity = 'client' AND record_id = $1 AND field = $2 ORDER BY "
      "position",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autofree char *text = NULL;
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_text (statement, 2, field->name);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 target = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, target);
    }
  if (row)
    return FALSE;
  if (ids->len)
    {
      crm_value_take_list (&value, g_steal_pointer (&ids));
      text = crm_import_client_compare_text (field, &value);
    }
  /* As what a file leaves empty. */
  crm_import_signature_add (signature, '\1', text);
  return TRUE;
}

static gboolean
sign_fields (CrmImportIndex *self, CrmStatement *statement, CrmImportSignature *signature, GError **error)
{
  CrmEntity *entity = self->context->entity;
  int column = N_FIXED + 1;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (!self->context->mask[i])
        continue;
      if (field->kind == CRM_KIND_LINKS)
        {
          if (!sign_links (self, field, crm_statement_get_integer (statement, 0), signature, error))
            return FALSE;
        }
      else if (uses_fold (field))
        crm_import_signature_add (signature, '\1', crm_statement_get_text (statement, column++));
      else
        {
          g_auto (CrmValue) value = CRM_VALUE_INIT;
          g_autofree char *text = NULL;

          read_value (statement, column, field, &value);
          text = crm_import_client_compare_text (field, &value);
          crm_import_signature_add (signature, '\1', text);
          column += field->kind == CRM_KIND_MONEY ? 2 : 1;
        }
    }
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
read_client (CrmImportIndex *self, CrmStatement *clients, Follower *addresses, Follower *tags, GError **error)
{
  CrmImportKnown *known = g_new0 (CrmImportKnown, 1);
  const char *fold = crm_statement_get_text (clients, 4), *external = crm_statement_get_text (clients, 6);
  g_autofree char *words = crm_import_client_name_words (fold ? fold : ""), *last = NULL, *uid = NULL;
  CrmImportSignature signature;
  gsize size;
  gconstpointer bytes = crm_statement_get_bytes (clients, 1, &size);
  guint k = 0;

  g_ptr_array_add (self->all, known);
  known->id = crm_statement_get_integer (clients, 0);
  known->archived = !crm_statement_is_null (clients, 2);
  known->record = G_MAXUINT;
  known->name = g_string_chunk_insert (self->texts, crm_statement_get_text (clients, 3));
  known->name_words = strcmp (words, fold ? fold : "") == 0 && strcmp (known->name, words) == 0
                          ? known->name
                          : g_string_chunk_insert (self->texts, words);
  if (bytes && size == 16)
    {
      if (self->context->uid || self->context->source->cards)
        g_hash_table_insert (self->uids, g_bytes_new (bytes, size), known);
      uid = crm_uid_format (bytes);
    }
  crm_import_signature_begin (&signature);
  if (!sign_fields (self, clients, &signature, error))
    return FALSE;
  if (self->context->uid)
    crm_import_signature_add (&signature, '\2', uid);
  if (self->context->company)
    crm_import_signature_add (&signature, '\3', crm_statement_get_text (clients, 9));

  /* The kinds come in the order of their names. */
  static const guint order[] = { 1, 3, 0, 2 };
  GPtrArray *by_kind[4];
  for (guint i = 0; i < 4; i++)
    {
      by_kind[i] = self->scratch[i];
      g_ptr_array_set_size (by_kind[i], 0);
    }
  while (addresses->row && addresses->client <= known->id)
    {
      const char *kind = crm_statement_get_text (addresses->statement, 1);
      const char *key = crm_statement_get_text (addresses->statement, 2);
      const char *value = crm_statement_get_text (addresses->statement, 3);
      const char *normal = crm_statement_get_text (addresses->statement, 4);
      gboolean phone = strcmp (kind, "phone") == 0;

      if (addresses->client == known->id)
        {
          for (k = 0; k < 4 && strcmp (kind, kinds[order[k]]) != 0; k++)
            ;
          if (k < 4)
            {
              GPtrArray *keys = by_kind[order[k]];
              const char *mark = phone ? crm_import_place_get_mark (value, normal, key) : key;
              if (!keys->len || strcmp (g_ptr_array_index (keys, keys->len - 1), mark) != 0)
                g_ptr_array_add (keys, g_strdup (mark));
            }
          if (!known->archived)
            add_contact (self, known, kind, key, phone ? crm_phone_get_whole (value, normal) : NULL);
        }
      if (!follow (addresses, error))
        return FALSE;
    }
  g_ptr_array_sort (by_kind[0], compare_texts);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; self->context->kinds[i] && j < by_kind[i]->len; j++)
      crm_import_signature_add (&signature, (char)(4 + i), g_ptr_array_index (by_kind[i], j));
  while (tags->row && tags->client <= known->id)
    {
      if (tags->client == known->id && self->context->tags)
        crm_import_signature_add (&signature, '\10', crm_statement_get_text (tags->statement, 1));
      if (!follow (tags, error))
        return FALSE;
    }
  if (known->archived)
    return TRUE;
  add_equal (self, known, signature.hash, 0, crm_statement_get_integer (clients, 7),
      crm_statement_get_text (clients, 8));
  if (external)
    g_hash_table_insert (self->externals, g_string_chunk_insert (self->texts, external), known);
  if (g_strcmp0 (crm_statement_get_text (clients, 5), "company") == 0)
    add_company (self, known, fold);
  return TRUE;
}

CrmImportIndex *
crm_import_index_new (CrmImportContext *context, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmImportIndex) self = new_empty (context);
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) clients = prepare_clients (self, db, error);
  g_autoptr (CrmStatement) addresses = crm_db_prepare (db,
      "SELECT client, kind, match_key, value, normal FROM address WHERE archived_at IS NULL AND match_key IS "
      "NOT NULL"
      " ORDER BY client, kind, match_key",
      error);
  g_autoptr (CrmStatement) tags = crm_db_prepare (db,
      "SELECT l.record_id, g.name_fold FROM record_link l JOIN tag g ON g.id = l.target_id"
      " WHERE l.entity = 'client' AND l.field = 'tags' ORDER BY l.record_id, g.name_fold",
      error);
  Follower address = { addresses, FALSE, 0 }, tag = { tags, FALSE, 0 };
  gboolean row = FALSE;

  self->db = db;
  if (!clients || !addresses || !tags || !follow (&address, error) || !follow (&tag, error))
    return NULL;
  while (crm_statement_step (clients, &row, error) && row)
    if (!read_client (self, clients, &address, &tag, error))
      return NULL;
  return row ? NULL : g_steal_pointer (&self);
}

void
crm_import_index_extend (CrmImportIndex *self, CrmImportKnown *known, CrmImportClient *client)
{
  for (guint i = 0; i < client->places->len; i++)
    {
      const CrmImportPlace *place = &g_array_index (client->places, CrmImportPlace, i);
      add_contact (self, known, place->kind, place->key, crm_phone_get_whole (place->value, place->normal));
    }
  add_equal_record (self, known, client);
}

/* What every new one has. */
static CrmImportKnown *
new_known (CrmImportIndex *self)
{
  CrmImportKnown *known = g_new0 (CrmImportKnown, 1);

  g_ptr_array_add (self->all, known);
  known->slot = self->n_slots++;
  known->record = G_MAXUINT;
  return known;
}

CrmImportKnown *
crm_import_index_add (CrmImportIndex *self, CrmImportClient *client)
{
  CrmImportKnown *known = new_known (self);
  const char *external = crm_values_get_text (client->values, CRM_CLIENT_EXTERNAL_ID);

  known->has_uid = client->has_uid;
  known->record = client->record;
  known->line = client->line;
  known->name = g_string_chunk_insert (self->texts, crm_values_get_text (client->values, CRM_CLIENT_NAME));
  known->name_words = g_string_chunk_insert (self->texts, client->name_words);
  crm_import_index_extend (self, known, client);
  if (client->has_uid)
    g_hash_table_insert (self->uids, g_bytes_new (client->uid, 16), known);
  if (external)
    g_hash_table_insert (self->externals, g_string_chunk_insert (self->texts, external), known);
  if (g_strcmp0 (crm_values_get_text (client->values, CRM_CLIENT_KIND), "company") == 0)
    {
      g_autofree char *fold = crm_text_fold (known->name);
      add_company (self, known, fold);
    }
  return known;
}

CrmImportKnown *
crm_import_index_add_company (CrmImportIndex *self, const char *name, const char *fold)
{
  CrmImportKnown *known = new_known (self);
  g_autofree char *words = crm_import_client_name_words (fold);

  known->name = g_string_chunk_insert (self->texts, name);
  known->name_words = g_string_chunk_insert (self->texts, words);
  add_company (self, known, fold);
  return known;
}

CrmImportKnown *
crm_import_index_find_equal (CrmImportIndex *self, CrmImportClient *client, guint *line)
{
  const CrmValue *owner = crm_values_get (client->values, CRM_CLIENT_OWNER);
  const char *status = crm_values_get_text (client->values, CRM_CLIENT_STATUS);

  for (Equal *equal = g_hash_table_lookup (self->equal, &client->signature); equal; equal = equal->next)
    if ((!owner || owner->v.integer == equal->owner) && (!status || g_strcmp0 (status, equal->status) == 0))
      {
        *line = equal->line;
        return equal->known;
      }
  return NULL;
}

CrmImportKnown *
crm_import_index_find_company (CrmImportIndex *self, const char *fold)
{
  return g_hash_table_lookup (self->companies, fold);
}

static Contact *
find_next (Contact *contact, const CrmImportPlace *place)
{
  const char *whole = place->kind[0] == 'p' ? crm_phone_get_whole (place->value, place->normal) : NULL;

  while (contact && is_other (contact, whole))
    contact = contact->next;
  return contact;
}

static Contact *
find_contact (CrmImportIndex *self, const CrmImportPlace *place)
{
  g_autofree char *mark = NULL;

  if (!place->key || (place->kind[0] != 'p' && place->kind[0] != 'e'))
    return NULL;
  mark = g_strconcat (place->kind[0] == 'p' ? "p" : "e", place->key, NULL);
  return find_next (g_hash_table_lookup (self->contacts, mark), place);
}

CrmImportKnown *
crm_import_index_find_same (CrmImportIndex *self, CrmImportClient *client)
{
  const char *external = crm_values_get_text (client->values, CRM_CLIENT_EXTERNAL_ID);
  CrmImportKnown *known;

  if (client->has_uid)
    {
      g_autoptr (GBytes) uid = g_bytes_new_static (client->uid, 16);
      known = g_hash_table_lookup (self->uids, uid);
      if (known)
        return known;
    }
  known = external ? g_hash_table_lookup (self->externals, external) : NULL;
  if (known)
    return known;
  for (guint i = 0; i < client->places->len; i++)
    {
      const CrmImportPlace *place = &g_array_index (client->places, CrmImportPlace, i);

      for (Contact *contact = find_contact (self, place); contact; contact = find_next (contact->next, place))
        if (strcmp (contact->known->name_words, client->name_words) == 0 &&
            !(client->has_uid && contact->known->has_uid))
          return contact->known;
    }
  return NULL;
}

CrmImportKnown *
crm_import_index_find_alike (CrmImportIndex *self, CrmImportClient *client, const CrmImportPlace **place)
{
  for (guint i = 0; i < client->places->len; i++)
    {
      Contact *contact;

      *place = &g_array_index (client->places, CrmImportPlace, i);
      contact = find_contact (self, *place);
      if (contact)
        return contact->known;
    }
  return NULL;
}
