/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>

#include "base/crm-hours.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-zone.h"
#include "store/crm-entity-private.h"

/* The snapshot of settings, entities and user that every transaction carries. Immutable once loaded. */

static void
free_own_field (gpointer data)
{
  CrmOwnField *field = data;
  g_free ((char *)field->name);
  g_free ((char *)field->label);
  g_free ((char *)field->choices);
  g_free ((char *)field->target);
}

/* An entity of the user's own as its row says; its fields are read when all names are known. */
typedef struct
{
  char *name;
  char *label;
  char *plural;
} OwnEntity;

static void
clear_own_entity (gpointer data)
{
  OwnEntity *entity = data;
  g_free (entity->name);
  g_free (entity->label);
  g_free (entity->plural);
}

static gboolean
load_settings (CrmBook *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db, "SELECT name, value FROM setting", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    g_hash_table_insert (self->settings, g_strdup (crm_statement_get_text (statement, 0)),
        g_strdup (crm_statement_get_text (statement, 1)));
  if (row)
    return FALSE;
  self->revision = g_ascii_strtoll (crm_book_get_setting (self, "revision", "0"), NULL, 10);
  self->generation = g_strdup (crm_book_get_setting (self, "generation", ""));
  return crm_db_get_integer (db, "SELECT max (number) FROM schema_migration", 0, &self->schema, error);
}

static GArray *
load_own_entities (CrmDb *db, GError **error)
{
  g_autoptr (GArray) entities = g_array_new (FALSE, TRUE, sizeof (OwnEntity));
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT id, label, plural FROM own_entity WHERE archived_at IS NULL ORDER BY position NULLS LAST, id",
      error);
  gboolean row = FALSE;

  g_array_set_clear_func (entities, clear_own_entity);
  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      OwnEntity entity = { g_strdup_printf ("u_%" G_GINT64_FORMAT, crm_statement_get_integer (statement, 0)),
        g_strdup (crm_statement_get_text (statement, 1)), g_strdup (crm_statement_get_text (statement, 2)) };
      g_array_append_val (entities, entity);
    }
  return row ? NULL : g_steal_pointer (&entities);
}

static void
add_entity (CrmBook *self, CrmEntity *entity)
{
  g_hash_table_insert (self->entities, (gpointer)crm_entity_get_name (entity), entity);
  g_ptr_array_add (self->list, entity);
}

/* One entity with the user's own fields; names: all entities there are. Of info and entity one is NULL. */
static gboolean
load_entity (CrmBook *self, CrmDb *db, GHashTable *names, const CrmEntityInfo *info, const OwnEntity *entity,
    GError **error)
{
  g_autoptr (GArray) own = g_array_new (FALSE, TRUE, sizeof (CrmOwnField));
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT id, label, kind, choices, target FROM own_field WHERE entity = $1 AND archived_at IS NULL "
      "ORDER BY "
      "position, id",
      error);
  gboolean row = FALSE;

  g_array_set_clear_func (own, free_own_field);
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, entity ? entity->name : info->name);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmOwnField field = { 0 };

      const char *target = crm_statement_get_text (statement, 4);

      /* A link goes with the module it leads to, and comes back with it. */
      if (!crm_kind_from_name (crm_statement_get_text (statement, 2), &field.kind) ||
          (target && !g_hash_table_contains (names, target)))
        continue;
      field.target = g_strdup (target);
      field.name = g_strdup_printf ("x_%" G_GINT64_FORMAT, crm_statement_get_integer (statement, 0));
      field.label = g_strdup (crm_statement_get_text (statement, 1));
      field.choices = g_strdup (crm_statement_get_text (statement, 3));
      g_array_append_val (own, field);
    }
  if (row)
    return FALSE;
  add_entity (self, entity ? crm_entity_new_own (entity->name, entity->label, entity->plural,
                                 (CrmOwnField *)(void *)own->data, own->len)
                           : crm_entity_new (info, (CrmOwnField *)(void *)own->data, own->len));
  return TRUE;
}

static gboolean
load_entities (CrmBook *self, CrmDb *db, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) own = load_own_entities (db, error);
  guint n;
  const CrmEntityInfo *const *infos = crm_entity_table (&n);

  if (!own)
    return FALSE;
  for (guint i = 0; i < n; i++)
    g_hash_table_add (names, (gpointer)infos[i]->name);
  for (guint i = 0; i < own->len; i++)
    g_hash_table_add (names, g_array_index (own, OwnEntity, i).name);
  for (guint i = 0; i < n; i++)
    if (!load_entity (self, db, names, infos[i], NULL, error))
      return FALSE;
  for (guint i = 0; i < own->len; i++)
    if (!load_entity (self, db, names, NULL, &g_array_index (own, OwnEntity, i), error))
      return FALSE;
  return TRUE;
}

/* Somebody whom another one removed stays who he is: as the next one he would undo what that one did. */
static gboolean
load_user (CrmBook *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT id, name FROM \"user\" WHERE archived_at IS NULL OR login = $1 ORDER BY login IS NOT DISTINCT "
      "FROM $1 DESC, archived_at IS NOT NULL, id LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, g_get_user_name ());
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      self->user_id = crm_statement_get_integer (statement, 0);
      self->user_name = g_strdup (crm_statement_get_text (statement, 1));
    }
  return TRUE;
}

CrmBook *
crm_book_load (CrmDb *db, CrmPhoneFormat *phone_format, GError **error)
{
  g_autoptr (CrmBook) self = g_new0 (CrmBook, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)crm_entity_unref);
  self->list = g_ptr_array_new ();
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->phone_format = g_object_ref (phone_format);
  if (!load_settings (self, db, error) || !load_entities (self, db, error) || !load_user (self, db, error))
    return NULL;
  self->collator = crm_collator_new (crm_book_get_setting (self, "sort-locale", ""));
  self->zone = crm_zone_new (crm_book_get_setting (self, "time-zone", "UTC"));
  if (!self->zone)
    self->zone = g_time_zone_new_utc ();
  return g_steal_pointer (&self);
}

CrmBook *
crm_book_ref (CrmBook *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_book_unref (CrmBook *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->entities, g_hash_table_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->collator, crm_collator_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->phone_format);
  g_free (self->user_name);
  g_free (self->generation);
  g_free (self);
}

const char *
crm_book_get_setting (CrmBook *self, const char *name, const char *fallback)
{
  const char *value = g_hash_table_lookup (self->settings, name);
  return value ? value : fallback;
}

CrmEntity *
crm_book_get_entity (CrmBook *self, const char *name)
{
  CrmEntity *found = g_hash_table_lookup (self->entities, name);
  g_autofree char *fold = found ? NULL : crm_text_fold (name);

  for (guint i = 0; fold && i < self->list->len && !found; i++)
    {
      CrmEntity *entity = self->list->pdata[i];
      g_autofree char *label =
          crm_entity_is_own (entity) ? crm_text_fold (crm_entity_get_label (entity)) : NULL;

      if (g_strcmp0 (label, fold) == 0)
        found = entity;
    }
  return found;
}

/* "uk_UA.UTF-8" → "uk_UA"; the C locale counts as nothing. */
static char *
get_desktop_locale (const char *category)
{
  static const char *const variables[] = { "LC_ALL", NULL, "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i] ? variables[i] : category);
      if (value && *value)
        {
          g_autofree char *locale = g_strndup (value, strcspn (value, ".@"));
          if (!g_str_equal (locale, "C") && !g_str_equal (locale, "POSIX"))
            return g_steal_pointer (&locale);
          return NULL;
        }
    }
  return NULL;
}

static char *
get_desktop_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);
  g_autofree char *target = NULL;
  const char *mark;

  if (name && strchr (name, '/') && name[0] != '/')
    return g_strdup (name);
  target = g_file_read_link ("/etc/localtime", NULL);
  mark = target ? strstr (target, "zoneinfo/") : NULL;
  return g_strdup (mark ? mark + strlen ("zoneinfo/") : "UTC");
}

/* CLDR's first day of the week for the regions where it is not Monday. */
static const char *
get_week_start (const char *region)
{
  static const char *const sunday[] = { "US", "CA", "MX", "BR", "JP", "IL", "IN", "KR", "TW", "HK", "PH",
    "ZA", "CO", "PE", "VE", "TH", "SG", NULL };
  static const char *const saturday[] = { "AE", "EG", "AF", "DZ", "IQ", "IR", "JO", "KW", "OM", "QA", "SD",
    "SY", NULL };

  return g_strv_contains (sunday, region) ? "7" : g_strv_contains (saturday, region) ? "6" : "1";
}

GHashTable *
crm_book_propose_settings (void)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *names = get_desktop_locale ("LC_COLLATE"), *money = get_desktop_locale ("LC_MONETARY");
  g_autofree char *phone = get_desktop_locale ("LC_TELEPHONE");
  char region[ULOC_COUNTRY_CAPACITY] = "", home[ULOC_COUNTRY_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  UChar code[4];
  char currency[4] = "EUR";
  guint8 generation[16];

  uloc_getCountry (phone ? phone : "", region, sizeof region, &status);
  status = U_ZERO_ERROR;
  uloc_getCountry (money ? money : "", home, sizeof home, &status);
  status = U_ZERO_ERROR;
  if (money && *home && ucurr_forLocale (money, code, 4, &status) == 3 && U_SUCCESS (status))
    for (int i = 0; i < 3; i++)
      currency[i] = (char)code[i];
  for (int i = 0; i < 16; i++)
    generation[i] = (guint8)g_random_int ();

  g_hash_table_insert (settings, (gpointer) "phone-region", g_strdup (*region ? region : "UA"));
  g_hash_table_insert (settings, (gpointer) "currency", g_strdup (currency));
  g_hash_table_insert (settings, (gpointer) "time-zone", get_desktop_zone ());
  g_hash_table_insert (settings, (gpointer) "week-start", g_strdup (get_week_start (region)));
  g_hash_table_insert (settings, (gpointer) "sort-locale", g_strdup (names ? names : "en"));
  g_hash_table_insert (settings, (gpointer) "reminder-minutes", g_strdup ("0"));
  g_hash_table_insert (settings, (gpointer) "reminder-day", g_strdup ("never"));
  g_hash_table_insert (settings, (gpointer) "meeting-reminders", g_strdup ("30"));
  g_hash_table_insert (settings, (gpointer) "working-hours", g_strdup (CRM_HOURS_DEFAULT));
  g_hash_table_insert (settings, (gpointer) "revision", g_strdup ("1"));
  g_hash_table_insert (settings, (gpointer) "generation",
      g_strdup_printf ("%08x%08x", *(guint32 *)(void *)generation, *(guint32 *)(void *)(generation + 4)));
  return settings;
}
