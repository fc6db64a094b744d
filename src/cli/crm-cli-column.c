/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-column.h"

#include <glib/gi18n-lib.h>

#include "base/crm-decimal.h"
#include "base/crm-money.h"
#include "base/crm-sums.h"
#include "base/crm-text.h"
#include "base/crm-time.h"

/* What a field looks like on the command line, by its kind: once for people, once as JSON. Everything that reads titles
 * runs in the worker of the transaction it was given. */

static const struct
{
  const char *name;
  CrmKind kind;
} standard[CRM_CLI_N_STANDARD] = {
  { "id", CRM_KIND_INTEGER },
  { "uid", CRM_KIND_TEXT },
  { "version", CRM_KIND_INTEGER },
  { "created_at", CRM_KIND_INSTANT },
  { "updated_at", CRM_KIND_INSTANT },
  { "archived_at", CRM_KIND_INSTANT },
};

gboolean
crm_cli_column_find (const CrmEntity *entity, const char *name, int *column, GError **error)
{
  for (int i = 0; i < CRM_CLI_N_STANDARD; i++)
    if (g_str_equal (standard[i].name, name))
      {
        *column = -1 - i;
        return TRUE;
      }
  *column = crm_entity_find_field (entity, name);
  if (*column >= 0)
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
      _ ("%s has no field “%s”; “clientele-cli schema %s” lists the fields."), crm_entity_get_name (entity),
      name, crm_entity_get_name (entity));
  return FALSE;
}

const char *
crm_cli_column_get_name (const CrmEntity *entity, int column)
{
  return column < 0 ? standard[-1 - column].name : entity->fields[column].name;
}

CrmKind
crm_cli_column_get_kind (const CrmEntity *entity, int column)
{
  return column < 0 ? standard[-1 - column].kind : entity->fields[column].kind;
}

gboolean
crm_cli_column_is_number (const CrmEntity *entity, int column)
{
  CrmKind kind = crm_cli_column_get_kind (entity, column);
  return kind == CRM_KIND_INTEGER || kind == CRM_KIND_REAL || kind == CRM_KIND_DECIMAL ||
         kind == CRM_KIND_MONEY || kind == CRM_KIND_DURATION;
}

GArray *
crm_cli_columns_parse (const CrmEntity *entity, const char *text, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  if (text == NULL)
    {
      for (int i = -1; i >= -CRM_CLI_N_STANDARD; i--)
        g_array_append_val (columns, i);
      for (int i = 0; i < (int)entity->n_fields; i++)
        g_array_append_val (columns, i);
      return g_steal_pointer (&columns);
    }
  g_auto (GStrv) names = g_strsplit (text, ",", -1);
  for (guint i = 0; names[i]; i++)
    {
      int column;
      if (!crm_cli_column_find (entity, g_strstrip (names[i]), &column, error))
        return NULL;
      g_array_append_val (columns, column);
    }
  if (columns->len == 0)
    {
      g_set_error (
          error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, "%s", _ ("--columns needs the name of a field."));
      return NULL;
    }
  return g_steal_pointer (&columns);
}

static gboolean
is_worth_a_column (const CrmField *field)
{
  return field->kind != CRM_KIND_LONG && field->kind != CRM_KIND_BODY && field->kind != CRM_KIND_BLOB &&
         !(field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED));
}

GArray *
crm_cli_columns_default (const CrmEntity *entity)
{
  enum
  {
    MOST = 7
  };
  if (g_str_equal (crm_entity_get_name (entity), "client"))
    return crm_cli_columns_parse (entity, "id,name,company,status,phone,email,city,tags", NULL);
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));
  int id = CRM_CLI_COLUMN_ID;
  int title = entity->info->title_field;
  g_array_append_val (columns, id);
  if (title >= 0)
    g_array_append_val (columns, title);
  for (int i = 0; i < (int)entity->n_fields && columns->len < MOST; i++)
    if (i != title && is_worth_a_column (&entity->fields[i]))
      g_array_append_val (columns, i);
  return columns;
}

struct _CrmCliTitles
{
  CrmTransaction *tx; /* not owned */
  GHashTable *titles; /* "entity id" → title, "" for one that is gone */
};

CrmCliTitles *
crm_cli_titles_new (CrmTransaction *tx)
{
  CrmCliTitles *self = g_new0 (CrmCliTitles, 1);
  self->tx = tx;
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
crm_cli_titles_free (CrmCliTitles *self)
{
  g_hash_table_unref (self->titles);
  g_free (self);
}

const char *
crm_cli_titles_get (CrmCliTitles *self, const char *entity, gint64 id)
{
  g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, entity, id);
  const char *title = g_hash_table_lookup (self->titles, key);
  if (title == NULL)
    {
      char *read = crm_transaction_dup_title (self->tx, entity, id);
      title = read ? read : g_strdup ("");
      g_hash_table_insert (self->titles, g_steal_pointer (&key), (char *)title);
    }
  return *title ? title : NULL;
}

char *
crm_cli_instant_format (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  return local ? g_date_time_format (local, "%Y-%m-%d %H:%M") : crm_instant_format (at);
}

static const char *
get_target (const CrmField *field)
{
  return field->kind == CRM_KIND_TAGS ? "tag" : field->target;
}

static char *
format_link (CrmCliTitles *titles, const CrmField *field, gint64 id)
{
  const char *title = crm_cli_titles_get (titles, get_target (field), id);
  return title ? g_strdup (title) : g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static char *
format_links (CrmCliTitles *titles, const CrmField *field, GArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *title = format_link (titles, field, g_array_index (ids, gint64, i));
      g_string_append_printf (text, "%s%s", i ? ", " : "", title);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Figures keep money as text, one sum a currency, and what they are sorted by as minor units of the book's currency. */
static CrmSums *
make_sums (CrmCliTitles *titles, const CrmField *field, const CrmValue *value)
{
  CrmSums *sums;

  if (!(field->flags & CRM_FIELD_COMPUTED) || crm_value_is_empty (value))
    return NULL;
  if (value->type == CRM_VALUE_TEXT && g_str_has_suffix (field->name, "_sums"))
    return crm_sums_from_text (value->v.text);
  if (value->type != CRM_VALUE_INTEGER || !g_str_has_suffix (field->name, "_amount"))
    return NULL;
  sums = crm_sums_new ();
  crm_sums_add (sums, value->v.integer, crm_transaction_get_currency (titles->tx));
  return sums;
}

static char *
format_sums (CrmSums *sums)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const CrmSum *sum = crm_sums_get (sums, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *amount = crm_money_to_decimal (sum[i].minor, sum[i].currency);
      g_string_append_printf (text, "%s%s %s", i ? ", " : "", amount, sum[i].currency);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_field (CrmCliTitles *titles, const CrmField *field, const CrmValue *value)
{
  g_autoptr (CrmSums) sums = make_sums (titles, field, value);
  if (crm_value_is_empty (value))
    return NULL;
  if (sums)
    return format_sums (sums);
  if (field->kind == CRM_KIND_LINK)
    return format_link (titles, field, value->v.integer);
  if (value->type == CRM_VALUE_LIST)
    return format_links (titles, field, value->v.list);
  if (value->type == CRM_VALUE_BLOB)
    return g_format_size (g_bytes_get_size (value->v.blob));
  if (field->kind == CRM_KIND_INSTANT)
    return crm_cli_instant_format (value->v.integer, crm_transaction_get_zone (titles->tx));
  return crm_field_format_plain (field, value);
}

char *
crm_cli_column_format (CrmCliTitles *titles, const CrmRow *row, int column)
{
  GTimeZone *zone = crm_transaction_get_zone (titles->tx);
  if (column >= 0)
    return format_field (titles, &row->entity->fields[column], crm_row_get (row, column));
  switch (column)
    {
    case CRM_CLI_COLUMN_ID: return g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
    case CRM_CLI_COLUMN_UID: return crm_uid_format (row->uid);
    case CRM_CLI_COLUMN_VERSION: return g_strdup_printf ("%" G_GINT64_FORMAT, row->version);
    case CRM_CLI_COLUMN_CREATED_AT: return crm_cli_instant_format (row->created_at, zone);
    case CRM_CLI_COLUMN_UPDATED_AT: return crm_cli_instant_format (row->updated_at, zone);
    default: return row->archived_at ? crm_cli_instant_format (row->archived_at, zone) : NULL;
    }
}

static JsonNode *
integer_to_json (gint64 integer)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  json_node_set_int (node, integer);
  return node;
}

JsonNode *
crm_cli_id_to_json (gint64 id)
{
  return id != 0 ? integer_to_json (id) : json_node_new (JSON_NODE_NULL);
}

JsonNode *
crm_cli_text_to_json (const char *text)
{
  if (text == NULL)
    return json_node_new (JSON_NODE_NULL);
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, text);
  return node;
}

JsonNode *
crm_cli_instant_to_json (gint64 at)
{
  g_autofree char *text = at ? crm_instant_format (at) : NULL;
  return crm_cli_text_to_json (text);
}

static JsonNode *
array_to_json (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
money_to_json (gint64 minor, const char *currency)
{
  g_autofree char *amount = crm_money_to_decimal (minor, currency);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "amount", amount);
  json_object_set_string_member (object, "currency", currency);
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
sums_to_json (CrmSums *sums, gboolean one)
{
  JsonArray *array;
  guint n;
  const CrmSum *sum = crm_sums_get (sums, &n);

  if (one && n == 1)
    return money_to_json (sum->minor, sum->currency);
  array = json_array_new ();
  for (guint i = 0; i < n; i++)
    json_array_add_element (array, money_to_json (sum[i].minor, sum[i].currency));
  return array_to_json (array);
}

/* Tags by name, because people make them by name; other links by id. */
static JsonNode *
list_to_json (CrmCliTitles *titles, const CrmField *field, const CrmValue *value)
{
  JsonArray *array = json_array_new ();
  guint n = value->type == CRM_VALUE_LIST ? value->v.list->len : 0;
  for (guint i = 0; i < n; i++)
    {
      gint64 id = g_array_index (value->v.list, gint64, i);
      if (field->kind == CRM_KIND_TAGS)
        json_array_add_element (array, crm_cli_text_to_json (crm_cli_titles_get (titles, "tag", id)));
      else
        json_array_add_int_element (array, id);
    }
  return array_to_json (array);
}

static JsonNode *
words_to_json (const CrmValue *value)
{
  JsonArray *array = json_array_new ();
  g_auto (GStrv) words = g_strsplit_set (value->type == CRM_VALUE_TEXT ? value->v.text : "", " \n", -1);
  for (guint i = 0; words[i]; i++)
    if (*words[i])
      json_array_add_string_element (array, words[i]);
  return array_to_json (array);
}

static JsonNode *
blob_to_json (const CrmValue *value)
{
  gsize size;
  const guchar *data = g_bytes_get_data (value->v.blob, &size);
  g_autofree char *text = g_base64_encode (data, size);
  return crm_cli_text_to_json (text);
}

static JsonNode *
field_to_json (CrmCliTitles *titles, const CrmField *field, const CrmValue *value)
{
  g_autoptr (CrmSums) sums = make_sums (titles, field, value);
  if (sums)
    return sums_to_json (sums, value->type == CRM_VALUE_INTEGER);
  if (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS)
    return list_to_json (titles, field, value);
  if (field->kind == CRM_KIND_CHOICES)
    return words_to_json (value);
  if (field->kind == CRM_KIND_BOOLEAN && value->type == CRM_VALUE_INTEGER)
    {
      JsonNode *node = json_node_new (JSON_NODE_VALUE);
      json_node_set_boolean (node, value->v.integer != 0);
      return node;
    }
  if (field->kind == CRM_KIND_INSTANT && value->type == CRM_VALUE_INTEGER)
    {
      g_autofree char *text = crm_instant_format (value->v.integer);
      return crm_cli_text_to_json (text);
    }
  if (field->kind == CRM_KIND_DECIMAL && value->type == CRM_VALUE_INTEGER)
    {
      g_autofree char *plain = crm_decimal_format (value->v.integer, field->digits);
      JsonNode *node = json_node_new (JSON_NODE_VALUE);

      json_node_set_double (node, g_ascii_strtod (plain, NULL));
      return node;
    }
  switch (value->type)
    {
    case CRM_VALUE_INTEGER: return integer_to_json (value->v.integer);
    case CRM_VALUE_TEXT: return crm_cli_text_to_json (*value->v.text ? value->v.text : NULL);
    case CRM_VALUE_MONEY: return money_to_json (value->v.money.minor, value->v.money.currency);
    case CRM_VALUE_BLOB: return blob_to_json (value);
    case CRM_VALUE_REAL:
      {
        JsonNode *node = json_node_new (JSON_NODE_VALUE);
        json_node_set_double (node, value->v.real);
        return node;
      }
    case CRM_VALUE_NULL:
    case CRM_VALUE_LIST: break;
    }
  return json_node_new (JSON_NODE_NULL);
}

JsonNode *
crm_cli_column_to_json (CrmCliTitles *titles, const CrmRow *row, int column)
{
  if (column >= 0)
    return field_to_json (titles, &row->entity->fields[column], crm_row_get (row, column));
  switch (column)
    {
    case CRM_CLI_COLUMN_ID: return integer_to_json (row->id);
    case CRM_CLI_COLUMN_VERSION: return integer_to_json (row->version);
    case CRM_CLI_COLUMN_CREATED_AT: return crm_cli_instant_to_json (row->created_at);
    case CRM_CLI_COLUMN_UPDATED_AT: return crm_cli_instant_to_json (row->updated_at);
    case CRM_CLI_COLUMN_ARCHIVED_AT: return crm_cli_instant_to_json (row->archived_at);
    default:
      {
        g_autofree char *uid = crm_uid_format (row->uid);
        return crm_cli_text_to_json (uid);
      }
    }
}

JsonNode *
crm_cli_row_to_json (CrmCliTitles *titles, const CrmRow *row, GArray *columns)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);
      json_object_set_member (object, crm_cli_column_get_name (row->entity, column),
          crm_cli_column_to_json (titles, row, column));
    }
  json_node_take_object (node, object);
  return node;
}
