/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-setting-record.h"

#include <glib/gi18n-lib.h>

/* No state; the widget a write was asked from is kept until the answer is there. Main thread. */

void
crm_setting_record_say (GtkWidget *from, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autofree char *text = NULL;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      !ADW_IS_PREFERENCES_WINDOW (root))
    return;
  text = g_markup_escape_text (error->message, -1);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (text));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  crm_setting_record_say (from, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  crm_store_add_finish (CRM_STORE (source), result, NULL, &error);
  crm_setting_record_say (from, error);
}

void
crm_setting_record_set_text (GtkWidget *from, CrmStore *store, CrmRow *row, int field, const char *text)
{
  CrmValues *values;

  if (g_strcmp0 (crm_row_get_text (row, field), text) == 0)
    return;
  values = crm_values_new (row->entity);
  if (text != NULL && text[0] != '\0')
    crm_values_set_text (values, field, text);
  else
    crm_value_clear (crm_values_slot (values, field));
  crm_store_set_async (store, row->id, 0, values, NULL, on_written, g_object_ref (from));
}

void
crm_setting_record_set_flag (GtkWidget *from, CrmStore *store, CrmRow *row, int field, gboolean flag)
{
  CrmValues *values;

  if (crm_setting_record_is_on (row, field) == flag)
    return;
  values = crm_values_new (row->entity);
  crm_values_set_integer (values, field, flag);
  crm_store_set_async (store, row->id, 0, values, NULL, on_written, g_object_ref (from));
}

typedef struct
{
  CrmEntity *entity; /* owned */
  gint64 id;
  int field;
  char *text;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  crm_entity_unref (reading->entity);
  g_free (reading->text);
  g_free (reading);
}

static gboolean
read_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Reading *reading = data;
  g_autoptr (CrmValues) values = crm_values_new (reading->entity);

  if (reading->text == NULL || reading->text[0] == '\0')
    crm_value_clear (crm_values_slot (values, reading->field));
  else if (!crm_transaction_read_value (tx, values, reading->field, reading->text, error))
    return FALSE;
  return crm_transaction_update (tx, reading->id, 0, values, error);
}

void
crm_setting_record_read (GtkWidget *from, CrmStore *store, CrmRow *row, int field, const char *text)
{
  const CrmField *info = &row->entity->fields[field];
  g_autofree char *before = crm_field_format_plain (info, crm_row_get (row, field));
  g_autofree char *title = crm_row_dup_title (row);
  g_autofree char *purpose = NULL;
  Reading *reading;

  if (g_strcmp0 (before != NULL ? before : "", text != NULL ? text : "") == 0)
    return;
  /* Translators: the name of a record and of its field: "Change “Offer”: Probability, %". */
  purpose = g_strdup_printf (_ ("“%s” changed: %s"), title, crm_field_get_label (info));
  reading = g_new0 (Reading, 1);
  reading->entity = crm_entity_ref (row->entity);
  reading->id = row->id;
  reading->field = field;
  reading->text = g_strdup (text);
  crm_setting_record_write (from, store, purpose, read_in_worker, reading, reading_free);
}

void
crm_setting_record_write (GtkWidget *from, CrmStore *store, const char *purpose, CrmWriteFunc func,
    gpointer data, GDestroyNotify data_free)
{
  crm_store_write_async (store, purpose, func, data, data_free, NULL, on_written, g_object_ref (from));
}

typedef struct
{
  char *name;
  char *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static gboolean
set_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Setting *setting = data;

  return crm_transaction_set_setting (tx, setting->name, setting->value, error);
}

void
crm_setting_record_set_setting (GtkWidget *from, CrmStore *store, const char *purpose, const char *name,
    const char *value, GAsyncReadyCallback written)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->name = g_strdup (name);
  setting->value = g_strdup (value);
  crm_store_write_async (store, purpose, set_in_worker, setting, setting_free, NULL,
      written != NULL ? written : on_written, g_object_ref (from));
}

typedef struct
{
  char *entity;
  gint64 id;
} Removal;

static void
removal_free (gpointer data)
{
  g_free (((Removal *)data)->entity);
  g_free (data);
}

static gboolean
archive_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Removal *removal = data;

  return crm_transaction_archive (tx, removal->entity, removal->id, error);
}

void
crm_setting_record_archive (GtkWidget *from, CrmStore *store, CrmRow *row)
{
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *title = crm_row_dup_title (row);
  g_autofree char *purpose = g_strdup_printf (_ ("“%s” deleted"), title);

  removal->entity = g_strdup (crm_entity_get_name (row->entity));
  removal->id = row->id;
  crm_setting_record_write (from, store, purpose, archive_in_worker, removal, removal_free);
}

void
crm_setting_record_add (GtkWidget *from, CrmStore *store, CrmValues *values)
{
  crm_store_add_async (store, values, NULL, on_added, g_object_ref (from));
}

gboolean
crm_setting_record_is_on (CrmRow *row, int field)
{
  return crm_value_is_empty (crm_row_get (row, field)) || crm_row_get_integer (row, field) != 0;
}
