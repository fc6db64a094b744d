/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-client.h"
#include "client/crm-client-derived.h"

/* Makes clients of records: values by field, places in normal form, the signature by which equal ones are known. Runs in the thread that
 * judges, ahead of the writer. */

static const char *const kinds[] = { "phone", "email", "web", "handle" };

static void
clear_place (gpointer data)
{
  CrmImportPlace *place = data;

  g_free (place->label);
  g_free (place->value);
  g_free (place->normal);
  g_free (place->key);
}

static void
clear_own (gpointer data)
{
  crm_value_clear (&((CrmImportOwn *)data)->value);
}

void
crm_import_client_free (CrmImportClient *self)
{
  g_clear_pointer (&self->values, crm_values_free);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->new_own, g_array_unref);
  g_strfreev (self->tags);
  g_free (self->company);
  g_free (self->owner);
  g_free (self->name_words);
  g_free (self);
}

/* FNV-1a: quick, and 64 bits are plenty for the records of one business. */
void
crm_import_signature_begin (CrmImportSignature *self)
{
  self->hash = G_GUINT64_CONSTANT (14695981039346656037);
}

void
crm_import_signature_add (CrmImportSignature *self, char mark, const char *text)
{
  guint64 hash = (self->hash ^ (guint8)mark) * G_GUINT64_CONSTANT (1099511628211);

  for (const char *p = text ? text : ""; *p; p++)
    hash = (hash ^ (guint8)*p) * G_GUINT64_CONSTANT (1099511628211);
  self->hash = hash;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
crm_import_client_name_words (const char *name_fold)
{
  g_auto (GStrv) words = NULL;

  if (!strchr (name_fold, ' ') && !strchr (name_fold, ','))
    return g_strdup (name_fold);
  words = g_strsplit_set (name_fold, " ,", -1);
  qsort (words, g_strv_length (words), sizeof *words, compare_texts);
  return g_strchug (g_strjoinv (" ", words));
}

char *
crm_import_client_compare_text (const CrmField *field, const CrmValue *value)
{
  char *text;

  if (value->type == CRM_VALUE_TEXT && crm_field_has_fold (field))
    return crm_text_fold (value->v.text);
  text = crm_field_format_plain (field, value);
  return text ? text : g_strdup ("");
}

static gboolean
load_users (CrmImportContext *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name_fold FROM \"user\" WHERE archived_at IS NULL ORDER BY id DESC", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_hash_table_insert (
          self->users, g_strdup (crm_statement_get_text (statement, 1)), g_memdup2 (&id, sizeof id));
    }
  return !row;
}

/* Cards can tell all of these, whatever they have. */
static void
mark_card_fields (CrmImportContext *self)
{
  static const int fields[] = { CRM_CLIENT_POSITION, CRM_CLIENT_STREET, CRM_CLIENT_CITY, CRM_CLIENT_REGION,
    CRM_CLIENT_POSTCODE, CRM_CLIENT_COUNTRY, CRM_CLIENT_BIRTHDAY, CRM_CLIENT_LANGUAGE, CRM_CLIENT_NOTES };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    self->mask[fields[i]] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    self->kinds[i] = TRUE;
  self->company = self->tags = TRUE;
}

static void
mark_target (CrmImportContext *self, const char *target)
{
  int field = crm_entity_find_field (self->entity, target);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (target, kinds[i]) == 0)
      {
        self->kinds[i] = TRUE;
        return;
      }
  if (strcmp (target, "tags") == 0)
    self->tags = TRUE;
  else if (strcmp (target, "company") == 0)
    self->company = TRUE;
  else if (strcmp (target, "uid") == 0)
    self->uid = TRUE;
  else if (g_str_has_prefix (target, "birth_"))
    self->mask[CRM_CLIENT_BIRTHDAY] = TRUE;
  else if (field == CRM_CLIENT_STREET || field == CRM_CLIENT_CITY || field == CRM_CLIENT_REGION ||
           field == CRM_CLIENT_POSTCODE || field == CRM_CLIENT_COUNTRY)
    /* Further postal addresses become lines of the notes. */
    self->mask[field] = self->mask[CRM_CLIENT_NOTES] = TRUE;
  else if (field >= 0 && field != CRM_CLIENT_STATUS && field != CRM_CLIENT_OWNER)
    self->mask[field] = TRUE;
}

/* What an own link may lead to. A title that several have leads nowhere: 0. */
static GHashTable *
load_links (CrmTransaction *tx, const CrmField *field, GError **error)
{
  g_autoptr (CrmEntity) target = crm_transaction_get_entity (tx, field->target, error);
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean row = FALSE;

  if (!target)
    return NULL;
  sql = g_strdup_printf ("SELECT id, uid, %s_fold FROM \"%s\" WHERE archived_at IS NULL",
      target->fields[target->info->title_field].name, crm_entity_get_name (target));
  statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      gsize size;
      const char *fold = crm_statement_get_text (statement, 2);
      gint64 *other = fold ? g_hash_table_lookup (links, fold) : NULL;

      g_hash_table_insert (
          links, crm_uid_format (crm_statement_get_bytes (statement, 1, &size)), g_memdup2 (&id, sizeof id));
      if (other)
        *other = 0;
      else if (fold)
        g_hash_table_insert (links, g_strdup (fold), g_memdup2 (&id, sizeof id));
    }
  return row ? NULL : g_steal_pointer (&links);
}

static gboolean
mark_columns (CrmImportContext *self, CrmTransaction *tx, GError **error)
{
  const CrmImportMapping *mapping = self->source->mapping;

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const CrmImportColumn *column = &mapping->columns[i];

      self->own_fields[i] = -1;
      if (column->target)
        mark_target (self, column->target);
      else if (column->own)
        {
          int field = crm_entity_find_field (self->entity, crm_import_source_get_own_label (self->source, i));

          if (field >= 0 && self->entity->fields[field].flags & CRM_FIELD_OWN)
            {
              self->own_fields[i] = field;
              self->mask[field] = TRUE;
              if (self->entity->fields[field].target &&
                  !(self->links[i] = load_links (tx, &self->entity->fields[field], error)))
                return FALSE;
            }
        }
    }
  return TRUE;
}

CrmImportContext *
crm_import_context_new (CrmImportSource *source, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmImportContext) self = g_new0 (CrmImportContext, 1);

  self->source = source;
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->entity = crm_transaction_get_entity (tx, "client", error);
  if (!self->entity || !load_users (self, tx, error))
    return NULL;
  self->mask = g_new0 (gboolean, self->entity->n_fields);
  self->mask[CRM_CLIENT_NAME] = self->mask[CRM_CLIENT_KIND] = TRUE;
  self->user = crm_transaction_get_user (tx);
  self->phone_format = g_object_ref (crm_transaction_get_phone_format (tx));
  self->region = g_strdup (crm_transaction_get_region (tx));
  if (source->mapping)
    {
      self->own_fields = g_new0 (int, source->mapping->n_columns);
      self->links = g_new0 (GHashTable *, source->mapping->n_columns);
      if (!mark_columns (self, tx, error))
        return NULL;
    }
  else
    mark_card_fields (self);
  return g_steal_pointer (&self);
}

void
crm_import_context_free (CrmImportContext *self)
{
  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_clear_object (&self->phone_format);
  for (guint i = 0; self->links && i < self->source->mapping->n_columns; i++)
    g_clear_pointer (&self->links[i], g_hash_table_unref);
  g_free (self->links);
  g_free (self->own_fields);
  g_free (self->mask);
  g_free (self->region);
  g_free (self);
}

static void
take_field (CrmImportContext *context, CrmImportClient *self, const CrmImportField *from)
{
  const char *text = from->value.type == CRM_VALUE_TEXT ? from->value.v.text : NULL;
  int index = crm_entity_find_field (context->entity, from->field);
  const CrmField *field;

  if (strcmp (from->field, "uid") == 0)
    self->has_uid = text && crm_uid_parse (text, self->uid);
  else if (strcmp (from->field, "created_at") == 0)
    self->created_at = from->value.type == CRM_VALUE_INTEGER ? from->value.v.integer : 0;
  if (index < 0)
    return;
  field = &context->entity->fields[index];
  if (index == CRM_CLIENT_COMPANY)
    self->company = g_strdup (text);
  else if (index == CRM_CLIENT_OWNER)
    {
      g_autofree char *fold = crm_text_fold (text);
      gint64 *user = g_hash_table_lookup (context->users, fold);

      if (user)
        crm_values_set_integer (self->values, index, *user);
      else
        self->owner = g_strdup (text);
    }
  else if (field->kind == CRM_KIND_CHOICES || field->flags & CRM_FIELD_COMPUTED)
    {
      if (!(field->flags & CRM_FIELD_COMPUTED))
        crm_values_read (self->values, index, text, NULL, NULL);
    }
  else
    {
      CrmValue *value = crm_values_slot (self->values, index);

      crm_value_copy (value, &from->value);
      if (text && field->kind != CRM_KIND_LONG)
        g_strdelimit (value->v.text, "\n\r\t", ' ');
    }
}

static gboolean
has_place (CrmImportClient *self, const CrmImportPlace *wanted)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const CrmImportPlace *place = &g_array_index (self->places, CrmImportPlace, i);

      if (strcmp (place->kind, wanted->kind) == 0 &&
          (wanted->key ? g_strcmp0 (place->key, wanted->key) == 0
                       : strcmp (place->value, wanted->value) == 0) &&
          !crm_phone_is_other (place->value, place->normal, wanted->value, wanted->normal))
        return TRUE;
    }
  return FALSE;
}

const char *
crm_import_place_get_mark (const char *value, const char *normal, const char *key)
{
  const char *whole = crm_phone_get_whole (value, normal);

  return whole ? whole : key;
}

static void
take_address (CrmImportContext *context, CrmImportClient *self, const CrmImportAddress *from)
{
  /* What is called an e-mail but has no @ is a name somewhere else. */
  const char *kind = strcmp (from->kind, "email") == 0 && !strchr (from->value, '@') ? "handle" : from->kind;
  CrmImportPlace place = { kind, g_strdup (from->label), g_strdup (from->value), NULL, NULL };

  crm_address_normalise (
      context->phone_format, context->region, kind, from->value, &place.normal, &place.key);
  if (!crm_text_is_blank (from->value) && !has_place (self, &place))
    g_array_append_val (self->places, place);
  else
    clear_place (&place);
}

/* Records by title or uid; FALSE with the reason. */
static gboolean
take_links (GHashTable *links, const CrmField *field, const char *text, CrmValue *value, char **fault)
{
  g_auto (GStrv) parts = field->kind == CRM_KIND_LINKS ? crm_import_value_split (text) : NULL;
  const char *const whole[] = { text, NULL };
  const char *const *words = parts ? (const char *const *)parts : whole;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *fold = crm_text_fold (words[i]);
      gint64 *id = g_hash_table_lookup (links, fold);

      if (!id || !*id)
        {
          *fault = g_strdup_printf (id ? _ ("%s: Several are called “%s”.") : _ ("%s: There is no “%s”."),
              crm_field_get_label (field), words[i]);
          return FALSE;
        }
      g_array_append_val (ids, *id);
    }
  if (field->kind == CRM_KIND_LINKS)
    crm_value_take_list (value, g_steal_pointer (&ids));
  else
    crm_value_set_integer (value, g_array_index (ids, gint64, 0));
  return TRUE;
}

static gboolean
take_own (CrmImportContext *context, CrmImportClient *self, const CrmImportOwn *from, char **fault)
{
  int field = context->own_fields[from->column];
  CrmImportOwn copy = { from->column, CRM_VALUE_INIT };

  if (field >= 0 && context->links[from->column])
    return take_links (context->links[from->column], &context->entity->fields[field], from->value.v.text,
        crm_values_slot (self->values, field), fault);
  if (field >= 0)
    {
      crm_value_copy (crm_values_slot (self->values, field), &from->value);
      return TRUE;
    }
  crm_value_copy (&copy.value, &from->value);
  g_array_append_val (self->new_own, copy);
  return TRUE;
}

static void
take_tags (CrmImportClient *self, GStrv tags)
{
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (GStrvBuilder) unique = NULL;

  if (!tags[0] || !tags[1])
    {
      self->tags = g_strdupv (tags);
      return;
    }
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  unique = g_strv_builder_new ();
  for (guint i = 0; tags[i]; i++)
    if (g_hash_table_add (seen, crm_text_fold (tags[i])))
      g_strv_builder_add (unique, tags[i]);
  self->tags = g_strv_builder_end (unique);
}

static void
sign_texts (CrmImportSignature *signature, char mark, GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    crm_import_signature_add (signature, mark, g_ptr_array_index (texts, i));
}

static void
sign (CrmImportContext *context, CrmImportClient *self)
{
  CrmImportSignature signature;

  crm_import_signature_begin (&signature);
  for (guint i = 0; i < context->entity->n_fields; i++)
    {
      const CrmValue *value = context->mask[i] ? crm_values_get (self->values, (int)i) : NULL;
      g_autofree char *text =
          value ? crm_import_client_compare_text (&context->entity->fields[i], value) : NULL;

      if (context->mask[i])
        crm_import_signature_add (&signature, '\1', text);
    }
  if (context->uid)
    {
      g_autofree char *uid = self->has_uid ? crm_uid_format (self->uid) : NULL;
      crm_import_signature_add (&signature, '\2', uid);
    }
  if (context->company)
    {
      g_autofree char *company = crm_text_fold (self->company);
      crm_import_signature_add (&signature, '\3', company);
    }
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) keys = g_ptr_array_new ();

      for (guint i = 0; i < self->places->len; i++)
        {
          const CrmImportPlace *place = &g_array_index (self->places, CrmImportPlace, i);
          if (place->key && strcmp (place->kind, kinds[k]) == 0)
            g_ptr_array_add (
                keys, (gpointer)crm_import_place_get_mark (place->value, place->normal, place->key));
        }
      if (context->kinds[k])
        sign_texts (&signature, (char)(4 + k), keys);
    }
  if (context->tags)
    {
      g_autoptr (GPtrArray) folds = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; self->tags[i]; i++)
        g_ptr_array_add (folds, crm_text_fold (self->tags[i]));
      sign_texts (&signature, '\10', folds);
    }
  /* Own fields to be added: no record has them yet, other rows of the file may. */
  for (guint i = 0; i < self->new_own->len; i++)
    {
      const CrmImportOwn *own = &g_array_index (self->new_own, CrmImportOwn, i);
      const CrmField field = { .kind = context->source->mapping->columns[own->column].own_kind };
      g_autofree char *text = crm_field_format_plain (&field, &own->value);
      g_autofree char *part = g_strdup_printf ("%u=%s", own->column, text ? text : "");

      crm_import_signature_add (&signature, '\11', part);
    }
  self->signature = signature.hash;
}

static gboolean
is_fax (const CrmImportAddress *address)
{
  return strcmp (address->kind, "phone") == 0 &&
         (g_strcmp0 (address->label, "fax") == 0 || g_strcmp0 (address->label, "pager") == 0);
}

CrmImportClient *
crm_import_client_new (CrmImportContext *context, guint record, char **fault)
{
  g_autoptr (CrmImportRow) row = crm_import_source_read (context->source, record);
  CrmImportClient *self;
  g_autofree char *fold = NULL;

  if (row->faults->len > 0)
    {
      g_ptr_array_add (row->faults, NULL);
      *fault = g_strjoinv (" ", (char **)row->faults->pdata);
      return NULL;
    }
  self = g_new0 (CrmImportClient, 1);
  self->record = record;
  self->line = crm_import_source_get_line (context->source, record);
  self->values = crm_values_new (context->entity);
  self->places = g_array_new (FALSE, FALSE, sizeof (CrmImportPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->new_own = g_array_new (FALSE, FALSE, sizeof (CrmImportOwn));
  g_array_set_clear_func (self->new_own, clear_own);
  for (guint i = 0; i < row->fields->len; i++)
    take_field (context, self, &g_array_index (row->fields, CrmImportField, i));
  /* The first phone becomes the main one: nobody calls a fax. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < row->addresses->len; i++)
      {
        const CrmImportAddress *address = &g_array_index (row->addresses, CrmImportAddress, i);

        if (is_fax (address) == (pass == 1))
          take_address (context, self, address);
      }
  for (guint i = 0; i < row->own->len; i++)
    if (!take_own (context, self, &g_array_index (row->own, CrmImportOwn, i), fault))
      {
        crm_import_client_free (self);
        return NULL;
      }
  take_tags (self, row->tags);
  fold = crm_text_fold (crm_values_get_text (self->values, CRM_CLIENT_NAME));
  self->name_words = crm_import_client_name_words (fold);
  sign (context, self);
  return self;
}
