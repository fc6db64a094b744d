/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-hours.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-zone.h"
#include "store/crm-check.h"
#include "store/crm-entity-private.h"
#include "store/crm-settings.h"
#include "store/crm-transaction-private.h"

/* The book's own settings, and what must be made anew when one of them changes: sort keys with the locale or ICU's version, phone
 * numbers with the region. Runs in the writer's thread. */

static gboolean
store_setting (CrmDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_text (statement, 2, value);
  return crm_statement_run (statement, error);
}

/* New sort keys for one field of all records. */
static gboolean
rekey_field (CrmDb *db, CrmCollator *collator, const char *table, const char *field, GError **error)
{
  g_autofree char *read = g_strdup_printf (
      "SELECT id, \"%s\" FROM \"%s\" WHERE id > $1 AND \"%s\" IS NOT NULL ORDER BY id LIMIT 1000", field,
      table, field);
  g_autofree char *write = g_strdup_printf ("UPDATE \"%s\" SET \"%s_key\" = $1 WHERE id = $2", table, field);
  gint64 last = 0;

  for (;;)
    {
      g_autoptr (CrmStatement) find = crm_db_prepare (db, read, error);
      g_autoptr (CrmStatement) update = crm_db_prepare (db, write, error);
      g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      gboolean row = FALSE;

      if (!find || !update)
        return FALSE;
      crm_statement_bind_integer (find, 1, last);
      while (crm_statement_step (find, &row, error) && row)
        {
          last = crm_statement_get_integer (find, 0);
          g_array_append_val (ids, last);
          g_ptr_array_add (keys, crm_collator_key (collator, crm_statement_get_text (find, 1)));
        }
      if (row)
        return FALSE;
      if (!ids->len)
        return TRUE;
      for (guint i = 0; i < ids->len; i++)
        {
          gsize size;
          gconstpointer data = g_bytes_get_data (keys->pdata[i], &size);
          crm_statement_bind_bytes (update, 1, data, size);
          crm_statement_bind_integer (update, 2, g_array_index (ids, gint64, i));
          if (!crm_statement_run (update, error))
            return FALSE;
        }
    }
}

/* With the version, which an older program changes without this. */
static char *
format_library (const char *version)
{
  return g_strdup_printf ("%s %s", crm_collator_get_library (), version);
}

gboolean
crm_settings_is_order_known (CrmBook *book)
{
  g_autofree char *library = format_library (crm_book_get_setting (book, "sort-version", ""));

  return g_str_equal (crm_book_get_setting (book, "sort-library", ""), library);
}

gboolean
crm_settings_store_order (CrmDb *db, CrmCollator *collator, GError **error)
{
  const char *version = crm_collator_get_version (collator);
  g_autofree char *library = format_library (version);

  return store_setting (db, "sort-version", version, error) &&
         store_setting (db, "sort-library", library, error);
}

gboolean
crm_settings_rekey (CrmDb *db, CrmBook *book, CrmCollator *collator, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, book->entities);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CrmEntity *entity = value;
      for (guint i = 0; i < entity->n_fields; i++)
        if (entity->fields[i].flags & CRM_FIELD_SORTED && crm_field_has_fold (&entity->fields[i]) &&
            !rekey_field (db, collator, crm_entity_get_name (entity), entity->fields[i].name, error))
          return FALSE;
    }
  return crm_settings_store_order (db, collator, error);
}

/* "HH:MM" */
static gboolean
is_time (const char *value)
{
  return strlen (value) == 5 && g_ascii_isdigit (value[0]) && g_ascii_isdigit (value[1]) && value[2] == ':' &&
         g_ascii_isdigit (value[3]) && g_ascii_isdigit (value[4]) && strcmp (value, "24") < 0 &&
         value[3] < '6';
}

/* "21:00-09:00" */
static gboolean
is_span (const char *value)
{
  g_auto (GStrv) times = g_strsplit (value, "-", 2);

  return g_strv_length (times) == 2 && is_time (times[0]) && is_time (times[1]) &&
         !g_str_equal (times[0], times[1]);
}

/* "30 1440" */
static gboolean
is_minutes_list (const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);

  for (guint i = 0; words[i]; i++)
    if (!g_ascii_string_to_unsigned (words[i], 10, 0, 60 * 24 * 60, NULL, NULL))
      return FALSE;
  return words[0] != NULL;
}

/* Only the one spelling, which does not depend on a language. */
static gboolean
is_hours (const char *value)
{
  g_autoptr (CrmHours) hours = crm_hours_new (value, NULL);
  g_autofree char *canonical = hours ? crm_hours_to_string (hours) : NULL;

  return g_strcmp0 (canonical, value) == 0;
}

static gboolean
is_business (const char *name, const char *value)
{
  return (g_str_equal (name, "name") || g_str_equal (name, "phone") || g_str_equal (name, "web") ||
             g_str_equal (name, "address")) &&
         strlen (value) <= 400;
}

static gboolean
is_valid (const char *name, const char *value)
{
  if (g_str_equal (name, "currency"))
    return crm_money_currency_is_valid (value);
  if (g_str_equal (name, "phone-region"))
    return strlen (value) == 2 && g_ascii_isupper (value[0]) && g_ascii_isupper (value[1]);
  if (g_str_equal (name, "week-start"))
    return strlen (value) == 1 && value[0] >= '1' && value[0] <= '7';
  if (g_str_equal (name, "time-zone"))
    {
      g_autoptr (GTimeZone) zone = crm_zone_new (value);
      return zone != NULL;
    }
  if (g_str_equal (name, "reminder-minutes"))
    return g_str_equal (value, "never") || g_ascii_string_to_unsigned (value, 10, 0, 24 * 60, NULL, NULL);
  if (g_str_equal (name, "reminder-day") || g_str_equal (name, "day-plan") ||
      g_str_equal (name, "day-summary"))
    return g_str_equal (value, "never") || is_time (value);
  if (g_str_equal (name, "meeting-reminders"))
    return g_str_equal (value, "never") || is_minutes_list (value);
  if (g_str_equal (name, "check-in-tolerance"))
    return g_ascii_string_to_unsigned (value, 10, 1, 100000, NULL, NULL);
  if (g_str_equal (name, "working-hours"))
    return is_hours (value);
  if (g_str_equal (name, "quiet-hours"))
    return g_str_equal (value, "-") || is_span (value);
  if (g_str_equal (name, "marketing-consent"))
    return g_str_equal (value, "asked") || g_str_equal (value, "assumed");
  if (g_str_equal (name, "other-account"))
    return g_str_equal (value, "never") || g_ascii_string_to_unsigned (value, 10, 1, 100000, NULL, NULL);
  if (g_str_equal (name, "stop-words"))
    return strlen (value) < 2000;
  if (g_str_has_prefix (name, "business-"))
    return is_business (name + strlen ("business-"), value);
  return g_str_equal (name, "sort-locale") && *value && strlen (value) < 40;
}

gboolean
crm_transaction_set_setting (CrmTransaction *tx, const char *name, const char *value, GError **error)
{
  const char *old = crm_book_get_setting (tx->book, name, NULL);

  g_return_val_if_fail (tx->writing, FALSE);
  /* Books made by an older version lack the newer ones. */
  if (!is_valid (name, value))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("“%s” is not a value for the setting “%s”."), value, name);
      return FALSE;
    }
  if (g_strcmp0 (old, value) == 0)
    return TRUE;
  if (!store_setting (tx->db, name, value, error))
    return FALSE;
  tx->book_changed = TRUE;
  if (g_str_equal (name, "sort-locale"))
    {
      g_autoptr (CrmCollator) collator = crm_collator_new (value);
      if (!crm_settings_rekey (tx->db, tx->book, collator, error))
        return FALSE;
    }
  if (g_str_equal (name, "phone-region") || g_str_equal (name, "time-zone"))
    /* Numbers and days were derived with the old value. */
    return crm_transaction_reload_book (tx, error) && crm_book_derive (tx, TRUE, NULL, error);
  return TRUE;
}

gboolean
crm_settings_store_all (CrmDb *db, GHashTable *settings, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!store_setting (db, key, value, error))
      return FALSE;
  return TRUE;
}

gboolean
crm_book_derive (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  /* What else is derived is made of these. */
  if (!crm_check_columns (tx, repair, problems, error))
    return FALSE;
  /* From the end of the table: figures of those that others refer to are made of the others. */
  for (guint i = n; i > 0; i--)
    {
      if (infos[i - 1]->hooks && infos[i - 1]->hooks->check &&
          !infos[i - 1]->hooks->check (tx, repair, problems, error))
        return FALSE;
      crm_check_watch_tell (tx->watch, CRM_CHECK_FIGURES, n - i + 1, n);
    }
  return crm_check_derived (tx, repair, problems, error);
}

/* What came with a schema of its own. What a book of an older one has derived besides is as it was. */
static const struct
{
  gint64 schema;
  const char *entity;
} brought[] = { { 5, "conversation" }, { 5, "message" } };

/* A book that was complete before these has everything else. */
#define COMPLETE_SINCE 4

static gboolean
derive_brought (CrmTransaction *tx, gint64 derived, GError **error)
{
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  for (guint i = n; i > 0; i--)
    for (guint k = 0; k < G_N_ELEMENTS (brought); k++)
      if (brought[k].schema > derived && g_str_equal (brought[k].entity, infos[i - 1]->name) &&
          !infos[i - 1]->hooks->check (tx, TRUE, NULL, error))
        return FALSE;
  return TRUE;
}

gboolean
crm_book_complete (CrmDb *db, CrmPhoneFormat *phone_format, GError **error)
{
  CrmTransaction tx = { .origin = CRM_ORIGIN_RULE, .purpose = "" };
  g_autoptr (CrmBook) book = crm_book_load (db, phone_format, error);
  g_autofree char *schema = NULL;
  gint64 derived;
  gboolean ok;

  if (!book)
    return FALSE;
  derived = g_ascii_strtoll (crm_book_get_setting (book, "derived-schema", "0"), NULL, 10);
  if (derived >= book->schema)
    return TRUE;
  schema = g_strdup_printf ("%" G_GINT64_FORMAT, book->schema);
  if (!crm_transaction_begin (&tx, db, book, TRUE, error))
    return FALSE;
  ok = (derived >= COMPLETE_SINCE ? derive_brought (&tx, derived, error)
                                  : crm_book_derive (&tx, TRUE, NULL, error)) &&
       store_setting (db, "derived-schema", schema, error);
  if (ok)
    ok = crm_transaction_commit (&tx, error);
  else
    crm_transaction_rollback (&tx);
  crm_transaction_clear (&tx);
  return ok;
}
