/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/crm-store-private.h"

/* Intents that need no function of their own: add a record, set its fields, archive and restore some; with the words by which history and
 * undo call them. Started on the main thread, run on the writer's. */

/* The noun may stand first. */
static char *
capitalise (const char *text)
{
  const char *rest = g_utf8_next_char (text);
  g_autofree char *first = g_utf8_strup (text, rest - text);

  return g_strconcat (first, rest, NULL);
}

/* What is made of a format with the noun and a name. */
static char *
make_purpose (const char *format, const CrmEntity *entity, const char *title)
{
  /* The user's own words stay as they were written. */
  g_autofree char *label = crm_entity_is_own (entity) ? g_strdup (crm_entity_get_label (entity))
                                                      : g_utf8_strdown (crm_entity_get_label (entity), -1);

  g_autofree char *purpose = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  purpose = g_strdup_printf (format, label, title ? title : "");
#pragma GCC diagnostic pop
  return capitalise (purpose);
}

char *
crm_store_name_edit (CrmEdit edit, const CrmEntity *entity, const char *title, gint64 id)
{
  g_autofree char *number = id ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
  const char *name = title ? title : number;

  /* Translators: %1$s is a noun like "client", %2$s its name. */
  switch (edit)
    {
    case CRM_EDIT_CHANGED: return make_purpose (_ ("%1$s “%2$s” changed"), entity, name);
    case CRM_EDIT_ARCHIVED: return make_purpose (_ ("%1$s “%2$s” archived"), entity, name);
    case CRM_EDIT_RESTORED: return make_purpose (_ ("%1$s “%2$s” restored"), entity, name);
    case CRM_EDIT_REMOVED: return make_purpose (_ ("%1$s “%2$s” removed"), entity, name);
    case CRM_EDIT_ADDED:
    default:
      return name ? make_purpose (_ ("%1$s “%2$s” added"), entity, name)
                  : make_purpose (_ ("%1$s added%2$s"), entity, NULL);
    }
}

typedef struct
{
  CrmValues *values;
  gint64 id;
  gint64 version;
} ValuesWrite;

static void
free_values_write (gpointer data)
{
  crm_values_free (((ValuesWrite *)data)->values);
  g_free (data);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  ValuesWrite *write = data;
  return (write->id = crm_transaction_insert (tx, write->values, NULL, error)) != 0;
}

static void
add_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmWrite *write = data;
  GError *error = NULL;
  CrmOutcome *outcome = crm_store_run_write (source, write, &error);

  if (outcome)
    {
      outcome->id = ((ValuesWrite *)write->data)->id;
      g_task_return_pointer (task, outcome, (GDestroyNotify)crm_outcome_free);
    }
  else
    g_task_return_error (task, error);
}

void
crm_store_add_async (CrmStore *self, CrmValues *values, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *outer = crm_store_write_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) task = crm_store_write_task_new (self, cancellable, crm_store_on_written, outer);
  CrmEntity *entity = crm_values_get_entity (values);
  CrmWrite *write = g_new0 (CrmWrite, 1);
  ValuesWrite *data = g_new0 (ValuesWrite, 1);
  const char *title = crm_values_get_text (values, entity->info->title_field);

  data->values = values;
  write->purpose = crm_store_name_edit (CRM_EDIT_ADDED, entity, title, 0);
  write->func = add_in_worker;
  write->data = data;
  write->data_free = free_values_write;
  g_task_set_task_data (task, write, (GDestroyNotify)crm_write_free);
  crm_store_add_pending (self, 1);
  crm_worker_push (self->writer, 0, task, add_func);
}

gint64
crm_store_add_finish (CrmStore *self, GAsyncResult *result, CrmChangeSet **changes, GError **error)
{
  g_autoptr (CrmOutcome) outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (!outcome)
    return 0;
  if (changes)
    *changes = g_steal_pointer (&outcome->changes);
  return outcome->id;
}

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  ValuesWrite *write = data;
  return crm_transaction_update (tx, write->id, write->version, write->values, error);
}

void
crm_store_set_async (CrmStore *self, gint64 id, gint64 version, CrmValues *values, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  CrmEntity *entity = crm_values_get_entity (values);
  ValuesWrite *data = g_new0 (ValuesWrite, 1);
  g_autofree char *purpose = NULL;
  const char *label = NULL;

  for (guint i = 0; i < entity->n_fields && !label; i++)
    if (crm_values_has (values, (int)i))
      label = crm_field_get_label (&entity->fields[i]);
  /* Translators: %1$s is a noun like "client", %2$s the name of a field. */
  purpose = make_purpose (_ ("%1$s changed: %2$s"), entity, label);
  data->values = values;
  data->id = id;
  data->version = version;
  crm_store_write_async (
      self, purpose, set_in_worker, data, free_values_write, cancellable, callback, user_data);
}

typedef struct
{
  char *entity;
  GArray *ids;
  gboolean restore;
} ArchiveWrite;

static void
free_archive_write (gpointer data)
{
  ArchiveWrite *write = data;

  g_free (write->entity);
  g_array_unref (write->ids);
  g_free (write);
}

static gboolean
archive_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  ArchiveWrite *write = data;

  for (guint i = 0; i < write->ids->len; i++)
    {
      gint64 id = g_array_index (write->ids, gint64, i);
      if (!(write->restore ? crm_transaction_restore (tx, write->entity, id, error)
                           : crm_transaction_archive (tx, write->entity, id, error)))
        return FALSE;
    }
  return TRUE;
}

void
crm_store_archive_async (CrmStore *self, const char *name, const gint64 *ids, guint n, gboolean restore,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self, name);
  ArchiveWrite *data = g_new0 (ArchiveWrite, 1);
  g_autofree char *purpose = NULL;
  g_autofree char *count = g_strdup_printf ("%u", n);
  /* The live record, when there is one, gives the name. */
  g_autoptr (CrmRecord) record = n == 1 ? crm_store_get_record (self, name, ids[0]) : NULL;
  CrmRow *row = record ? crm_record_get_row (record) : NULL;

  data->entity = g_strdup (name);
  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (data->ids, ids, n);
  data->restore = restore;
  /* Translators: %1$s is a noun like "client" or, for several, "clients"; %2$s a name or a number. */
  purpose = row ? crm_store_name_edit (restore ? CRM_EDIT_RESTORED : CRM_EDIT_ARCHIVED, entity,
                      crm_row_get_text (row, entity->info->title_field), ids[0])
                : g_strdup_printf (restore ? _ ("%1$s restored: %2$s") : _ ("%1$s archived: %2$s"),
                      crm_entity_get_plural (entity), count);
  crm_store_write_async (
      self, purpose, archive_in_worker, data, free_archive_write, cancellable, callback, user_data);
}
