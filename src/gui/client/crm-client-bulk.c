/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-bulk.h"

#include <glib/gi18n-lib.h>

#include "base/crm-sums.h"
#include "base/crm-time.h"
#include "client/crm-client.h"

/* Bulk changes of the client list and its copy as a table. The functions named *_in_worker run in the store's threads and see
 * numbers and texts only; rows are read in blocks, so that 100,000 clients never lie in memory together. */

#define BLOCK 500

typedef struct
{
  GArray *ids;   /* owned */
  char **add;    /* owned */
  char **remove; /* owned */
  gint64 user;
  char *field;   /* owned, nullable */
  char *text;    /* owned, nullable */
  CrmWork *work; /* owned, nullable */
} Change;

static Change *
change_new (GArray *ids, CrmWork *work)
{
  Change *change = g_new0 (Change, 1);

  change->ids = ids;
  change->work = work != NULL ? g_object_ref (work) : NULL;
  return change;
}

static void
change_free (Change *change)
{
  g_free (change->field);
  g_free (change->text);
  g_clear_object (&change->work);
  g_array_unref (change->ids);
  g_strfreev (change->add);
  g_strfreev (change->remove);
  g_free (change);
}

static void
follow_in_worker (CrmTransaction *tx, Change *change)
{
  if (change->work != NULL)
    crm_transaction_set_progress (tx, crm_work_get_progress (change->work));
}

static void
write_async (CrmStore *store, const char *purpose, CrmWriteFunc func, Change *change,
    GAsyncReadyCallback callback, gpointer user_data)
{
  GCancellable *cancellable = change->work != NULL ? crm_work_get_cancellable (change->work) : NULL;

  crm_store_write_async (
      store, purpose, func, change, (GDestroyNotify)change_free, cancellable, callback, user_data);
}

static gboolean
contains (GArray *list, gint64 id)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (g_array_index (list, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* Ids of tags by name; make: those that are missing are made. */
static GArray *
find_tags_in_worker (CrmTransaction *tx, char **names, gboolean make, GError **error)
{
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "tag", error);

  if (entity == NULL)
    return NULL;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      gint64 id = crm_transaction_resolve_link (tx, "tag", names[i], &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (id == 0 && make)
        {
          g_autoptr (CrmValues) values = crm_values_new (entity);

          crm_values_set_text (values, entity->info->title_field, names[i]);
          id = crm_transaction_insert (tx, values, NULL, error);
          if (id == 0)
            return NULL;
        }
      if (id != 0 && !contains (tags, id))
        g_array_append_val (tags, id);
    }
  return g_steal_pointer (&tags);
}

static gboolean
tag_row_in_worker (CrmTransaction *tx, const CrmRow *row, GArray *add, GArray *remove, GError **error)
{
  const CrmValue *old = crm_row_get (row, CRM_CLIENT_TAGS);
  GArray *had = old->type == CRM_VALUE_LIST ? old->v.list : NULL;
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmValues) values = NULL;

  for (guint i = 0; had != NULL && i < had->len; i++)
    if (!contains (remove, g_array_index (had, gint64, i)))
      g_array_append_val (tags, g_array_index (had, gint64, i));
  for (guint i = 0; i < add->len; i++)
    if (!contains (tags, g_array_index (add, gint64, i)))
      g_array_append_val (tags, g_array_index (add, gint64, i));

  values = crm_values_new (row->entity);
  crm_value_take_list (crm_values_slot (values, CRM_CLIENT_TAGS), g_steal_pointer (&tags));
  return crm_transaction_update (tx, row->id, 0, values, error);
}

static gboolean
tag_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (GArray) add = find_tags_in_worker (tx, change->add, TRUE, error);
  g_autoptr (GArray) remove = add != NULL ? find_tags_in_worker (tx, change->remove, FALSE, error) : NULL;

  if (remove == NULL)
    return FALSE;
  follow_in_worker (tx, change);
  for (guint start = 0; start < change->ids->len; start += BLOCK)
    {
      guint n = MIN (BLOCK, change->ids->len - start);
      g_autoptr (GPtrArray) rows =
          crm_transaction_load_many (tx, "client", &g_array_index (change->ids, gint64, start), n, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        if (!tag_row_in_worker (tx, rows->pdata[i], add, remove, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
assign_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  if (entity == NULL)
    return FALSE;
  follow_in_worker (tx, change);
  for (guint i = 0; i < change->ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      if (change->user != 0)
        crm_values_set_integer (values, CRM_CLIENT_OWNER, change->user);
      else
        crm_value_clear (crm_values_slot (values, CRM_CLIENT_OWNER));
      if (!crm_transaction_update (tx, g_array_index (change->ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* What was typed is read once: a link is looked up by its name, and a tag that is missing is made. */
static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  int index = entity != NULL ? crm_entity_find_field (entity, change->field) : -1;

  if (values == NULL || !crm_transaction_read_value (tx, values, index, change->text, error))
    return FALSE;
  follow_in_worker (tx, change);
  for (guint i = 0; i < change->ids->len; i++)
    {
      g_autoptr (CrmValues) own = crm_values_copy (values);

      if (!crm_transaction_update (tx, g_array_index (change->ids, gint64, i), 0, own, error))
        return FALSE;
    }
  return TRUE;
}

void
crm_client_bulk_tag_async (CrmStore *store, GArray *ids, const char *const *add, const char *const *remove,
    CrmWork *work, GAsyncReadyCallback callback, gpointer user_data)
{
  Change *change = change_new (ids, work);
  g_autofree char *purpose =
      g_strdup_printf (ngettext ("%u client tagged", "%u clients tagged", ids->len), ids->len);

  change->add = g_strdupv ((char **)add);
  change->remove = g_strdupv ((char **)remove);
  write_async (store, purpose, tag_in_worker, change, callback, user_data);
}

void
crm_client_bulk_assign_async (CrmStore *store, GArray *ids, gint64 user, CrmWork *work,
    GAsyncReadyCallback callback, gpointer user_data)
{
  Change *change = change_new (ids, work);
  g_autofree char *purpose =
      g_strdup_printf (ngettext ("%u client assigned", "%u clients assigned", ids->len), ids->len);

  change->user = user;
  write_async (store, purpose, assign_in_worker, change, callback, user_data);
}

void
crm_client_bulk_set_async (CrmStore *store, GArray *ids, const CrmField *field, const char *text,
    CrmWork *work, GAsyncReadyCallback callback, gpointer user_data)
{
  Change *change = change_new (ids, work);
  g_autofree char *purpose =
      g_strdup_printf (ngettext ("“%s” of %u client changed", "“%s” of %u clients changed", ids->len),
          crm_field_get_label (field), ids->len);

  change->field = g_strdup (field->name);
  change->text = g_strdup (text);
  write_async (store, purpose, set_in_worker, change, callback, user_data);
}

typedef struct
{
  GArray *ids;       /* owned */
  GPtrArray *fields; /* owned */
  GPtrArray *titles; /* owned */
  CrmWork *work;     /* owned, nullable */
} Table;

static void
table_free (Table *table)
{
  g_array_unref (table->ids);
  g_ptr_array_unref (table->fields);
  g_ptr_array_unref (table->titles);
  g_clear_object (&table->work);
  g_free (table);
}

/* Deals as what they are worth, as the list shows them: the numbers they are sorted by mean nothing to people. */
static char *
dup_sums_in_worker (CrmTransaction *tx, const CrmRow *row, int field)
{
  g_autoptr (CrmSums) sums = crm_sums_from_text (crm_row_get_text (row, field));

  return crm_sums_display (sums, crm_transaction_get_currency (tx), FALSE);
}

static char *
dup_cell_in_worker (CrmTransaction *tx, const CrmRow *row, const char *name)
{
  int index = crm_entity_find_field (row->entity, name);
  const CrmField *field;
  const CrmValue *value;
  GString *list;

  if (index < 0)
    return g_str_equal (name, "created_at")
               ? crm_instant_date (row->created_at, crm_transaction_get_zone (tx))
               : NULL;
  if (index == CRM_CLIENT_OPEN_DEALS || index == CRM_CLIENT_YEAR_AMOUNT)
    return dup_sums_in_worker (
        tx, row, index == CRM_CLIENT_OPEN_DEALS ? CRM_CLIENT_OPEN_SUMS : CRM_CLIENT_YEAR_SUMS);
  field = &row->entity->fields[index];
  value = crm_row_get (row, index);
  if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
    return crm_transaction_dup_title (tx, field->target, value->v.integer);
  if (value->type != CRM_VALUE_LIST)
    return crm_field_format_display (field, value, crm_transaction_get_zone (tx));

  list = g_string_new (NULL);
  for (guint i = 0; value->v.list != NULL && i < value->v.list->len; i++)
    {
      g_autofree char *title = crm_transaction_dup_title (
          tx, field->target != NULL ? field->target : "tag", g_array_index (value->v.list, gint64, i));

      if (title != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", title);
    }
  return g_string_free (list, FALSE);
}

static void
append_cell (GString *text, const char *cell, gboolean last)
{
  /* A tab or a line end inside a value would break the table. */
  for (const char *p = cell != NULL ? cell : ""; *p != '\0'; p++)
    g_string_append_c (text, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
  g_string_append_c (text, last ? '\n' : '\t');
}

static gpointer
table_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Table *table = data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < table->titles->len; i++)
    append_cell (text, table->titles->pdata[i], i + 1 == table->titles->len);
  for (guint start = 0; start < table->ids->len; start += BLOCK)
    {
      guint n = MIN (BLOCK, table->ids->len - start);
      g_autoptr (GPtrArray) rows =
          crm_transaction_load_many (tx, "client", &g_array_index (table->ids, gint64, start), n, error);

      if (rows == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (table->work != NULL)
        g_atomic_int_add (crm_work_get_progress (table->work), (int)n);
      for (guint i = 0; i < rows->len; i++)
        for (guint f = 0; f < table->fields->len; f++)
          {
            g_autofree char *cell = dup_cell_in_worker (tx, rows->pdata[i], table->fields->pdata[f]);

            append_cell (text, cell, f + 1 == table->fields->len);
          }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
crm_client_bulk_table_async (CrmStore *store, GArray *ids, GPtrArray *fields, GPtrArray *titles,
    CrmWork *work, GAsyncReadyCallback callback, gpointer user_data)
{
  Table *table = g_new0 (Table, 1);

  table->ids = ids;
  table->fields = fields;
  table->titles = titles;
  table->work = work != NULL ? g_object_ref (work) : NULL;
  crm_store_read_async (store, 0, table_in_worker, table, (GDestroyNotify)table_free, g_free,
      work != NULL ? crm_work_get_cancellable (work) : NULL, callback, user_data);
}
