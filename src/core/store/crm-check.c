/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "store/crm-entity-private.h"
#include "store/crm-settings.h"
#include "store/crm-transaction-private.h"

/* Compares what the store derives (activity lines, daily sums, text index, links) with what it should be, or makes it anew. Runs in
 * the writer's thread. */

typedef struct
{
  gint64 entries;
  gint64 seconds;
} Sum;

static void
add_problem (GPtrArray *problems, char *text)
{
  if (problems)
    g_ptr_array_add (problems, text);
  else
    g_free (text);
}

/* One text a line: what it says and for whom, without its own number. */
static char *
format_line (const CrmActivityLine *line)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%s|%" G_GINT64_FORMAT
                          "|%d|%" G_GINT64_FORMAT "|%s|%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%d|%s",
      line->client_id, line->at, line->entity, line->record_id, line->main, line->deal_id, line->kind,
      line->direction ? line->direction : "", line->author_id, line->duration, line->counted,
      line->summary ? line->summary : "");
}

/* The lines a record should have, as texts. */
static gboolean
list_expected (CrmTransaction *tx, const CrmRow *row, GPtrArray *lines)
{
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmActivityLine line = { .duration = -1, .counted = TRUE };
  gint64 nobody = 0;

  if (crm_activity_is_hidden (tx, row) || !row->entity->info->hooks->describe (tx, row, &line, clients))
    return TRUE;
  if (!clients->len)
    g_array_append_val (clients, nobody);
  line.entity = crm_entity_get_name (row->entity);
  line.record_id = row->id;
  for (guint i = 0; i < clients->len; i++)
    {
      line.client_id = g_array_index (clients, gint64, i);
      line.main = i == 0;
      g_ptr_array_add (lines, format_line (&line));
    }
  g_free (line.summary);
  return TRUE;
}

static gboolean
list_stored (CrmTransaction *tx, const char *entity, gint64 id, GPtrArray *lines, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (tx->db,
      "SELECT client_id, at, main, deal_id, kind, direction, author_id, duration, counted, summary FROM "
      "activity"
      " WHERE entity = $1 AND record_id = $2 ORDER BY main DESC",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, entity);
  crm_statement_bind_integer (statement, 2, id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmActivityLine line = {
        .client_id = crm_statement_get_integer (statement, 0),
        .at = crm_statement_get_integer (statement, 1),
        .entity = entity,
        .record_id = id,
        .main = crm_statement_get_integer (statement, 2) != 0,
        .deal_id = crm_statement_get_integer (statement, 3),
        .kind = crm_statement_get_text (statement, 4),
        .direction = crm_statement_get_text (statement, 5),
        .author_id = crm_statement_get_integer (statement, 6),
        .duration = crm_statement_is_null (statement, 7) ? -1 : crm_statement_get_integer (statement, 7),
        .counted = crm_statement_get_integer (statement, 8) != 0,
        .summary = (char *)crm_statement_get_text (statement, 9),
      };
      g_ptr_array_add (lines, format_line (&line));
    }
  return !row;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  g_ptr_array_sort (a, compare_texts);
  g_ptr_array_sort (b, compare_texts);
  for (guint i = 0; i < a->len; i++)
    if (g_strcmp0 (a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
check_entity_lines (CrmTransaction *tx, CrmEntity *entity, gboolean repair, guint *wrong, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autofree char *sql = g_strconcat (crm_entity_get_select (entity), " ORDER BY t.id", NULL);
  g_autoptr (CrmStatement) all = crm_db_prepare (tx->db, sql, error);
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_autoptr (CrmRow) record = crm_row_read (all, entity);
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free),
                            stored = g_ptr_array_new_with_free_func (g_free);

      if (!crm_row_read_lists (tx->db, record, error) || !list_expected (tx, record, expected) ||
          !list_stored (tx, name, record->id, stored, error))
        return FALSE;
      if (is_same (expected, stored))
        continue;
      (*wrong)++;
      record->version = MAX (record->version, 2); /* so that old lines are looked for */
      if (repair && !crm_activity_lines_write (tx, name, record->id, record, error))
        return FALSE;
    }
  return !row;
}

/* Lines of records that are gone. */
static gboolean
check_orphans (CrmTransaction *tx, CrmEntity *entity, gboolean repair, guint *wrong, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autofree char *find = g_strdup_printf ("SELECT count (*) FROM activity a WHERE a.entity = '%s' AND NOT "
                                           "EXISTS (SELECT 1 FROM \"%s\" t WHERE t.id = a.record_id)",
      name, name);
  g_autofree char *remove = g_strdup_printf ("DELETE FROM activity WHERE entity = '%s' AND NOT EXISTS "
                                             "(SELECT 1 FROM \"%s\" t WHERE t.id = activity.record_id)",
      name, name);
  gint64 n;

  if (!crm_db_get_integer (tx->db, find, 0, &n, error))
    return FALSE;
  *wrong += (guint)n;
  return !n || !repair || crm_db_run (tx->db, remove, error, 0);
}

static gboolean
check_lines (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  guint wrong = 0;

  g_hash_table_iter_init (&iter, tx->book->entities);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      CrmEntity *entity = value;
      if (entity->info->hooks && entity->info->hooks->describe &&
          (!check_entity_lines (tx, entity, repair, &wrong, error) ||
              !check_orphans (tx, entity, repair, &wrong, error)))
        return FALSE;
    }
  if (wrong)
    add_problem (problems, g_strdup_printf (ngettext ("%u record has wrong lines on the timeline.",
                                                "%u records have wrong lines on the timeline.", wrong),
                               wrong));
  return TRUE;
}

static gboolean
read_sums (CrmTransaction *tx, const char *sql, GHashTable *sums, gboolean lines, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (tx->db, sql, error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_autofree char *day = lines ? crm_activity_dup_day (tx, crm_statement_get_integer (statement, 0))
                                   : g_strdup (crm_statement_get_text (statement, 0));
      char *key = g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%s|%s", day,
          crm_statement_get_integer (statement, 1), crm_statement_get_text (statement, 2),
          crm_statement_get_text (statement, 3) ? crm_statement_get_text (statement, 3) : "");
      Sum *sum = g_hash_table_lookup (sums, key);

      if (sum)
        g_free (key);
      else
        g_hash_table_insert (sums, key, sum = g_new0 (Sum, 1));
      sum->entries += crm_statement_get_integer (statement, 4);
      sum->seconds += crm_statement_get_integer (statement, 5);
    }
  return !row;
}

static gboolean
check_sums (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;
  gboolean same;

  /* Sums of this very transaction are not written yet. */
  if (repair && !crm_transaction_take_day_sums (tx, error))
    return FALSE;
  g_hash_table_remove_all (tx->day_sums);
  if (!read_sums (tx,
          "SELECT at, coalesce (author_id, 0), kind, direction, 1, coalesce (duration, 0) FROM activity "
          "WHERE main AND counted",
          expected, TRUE, error) ||
      !read_sums (tx, "SELECT day, author_id, kind, direction, entries, seconds FROM activity_day", stored,
          FALSE, error))
    return FALSE;
  same = g_hash_table_size (expected) == g_hash_table_size (stored);
  g_hash_table_iter_init (&iter, expected);
  while (same && g_hash_table_iter_next (&iter, &key, &value))
    {
      Sum *sum = g_hash_table_lookup (stored, key);
      same = sum && sum->entries == ((Sum *)value)->entries && sum->seconds == ((Sum *)value)->seconds;
    }
  if (same)
    return TRUE;
  add_problem (problems, g_strdup (_ ("The daily sums of activities are wrong.")));
  if (!repair)
    return TRUE;
  if (!crm_db_run (tx->db, "DELETE FROM activity_day", error, 0))
    return FALSE;
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, "|", 4);
      g_autoptr (CrmStatement) add = crm_db_prepare (tx->db,
          "INSERT INTO activity_day (day, author_id, kind, direction, entries, seconds) VALUES ($1, $2, $3, "
          "$4, $5, $6)",
          error);
      if (!add)
        return FALSE;
      crm_statement_bind_text (add, 1, parts[0]);
      crm_statement_bind_integer (add, 2, g_ascii_strtoll (parts[1], NULL, 10));
      crm_statement_bind_text (add, 3, parts[2]);
      crm_statement_bind_text (add, 4, parts[3]);
      crm_statement_bind_integer (add, 5, ((Sum *)value)->entries);
      crm_statement_bind_integer (add, 6, ((Sum *)value)->seconds);
      if (!crm_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_texts (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (CrmStatement) all = NULL;
  gboolean same = FALSE, row = FALSE;

  if (!crm_db_compare_texts (tx->db, &same, error))
    return FALSE;
  if (same)
    return TRUE;
  add_problem (problems, g_strdup (_ ("The index of long texts is wrong.")));
  if (!repair)
    return TRUE;
  all = crm_db_prepare (tx->db, "SELECT id, title, body FROM body", error);
  if (!all || !crm_db_clear_texts (tx->db, error))
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_autofree char *title = crm_text_fold (crm_statement_get_text (all, 1));
      g_autofree char *body = crm_text_fold (crm_statement_get_text (all, 2));
      if (!crm_db_index_text (tx->db, crm_statement_get_integer (all, 0), title, body, TRUE, error))
        return FALSE;
    }
  return !row;
}

/* Texts of records that are gone; the index is compared afterwards. */
static gboolean
check_bodies (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  gint64 total = 0;

  for (guint e = 0; e < entities->len; e++)
    {
      const char *name = crm_entity_get_name (entities->pdata[e]);
      g_autofree char *where = g_strdup_printf (
          "FROM body WHERE entity = '%s' AND NOT EXISTS (SELECT 1 FROM \"%s\" t WHERE t.id = body.record_id)",
          name, name);
      g_autofree char *find = g_strconcat ("SELECT count (*) ", where, NULL);
      g_autofree char *remove = g_strconcat ("DELETE ", where, NULL);
      gint64 lost;

      if (!crm_db_get_integer (tx->db, find, 0, &lost, error) ||
          (lost && repair && !crm_db_run (tx->db, remove, error, 0)))
        return FALSE;
      total += lost;
    }
  if (total)
    add_problem (problems, g_strdup_printf (ngettext ("%d text belongs to no record.",
                                                "%d texts belong to no record.", (gulong)total),
                               (int)total));
  return TRUE;
}

/* What a field's links lack, as SQL: from a table, where a condition holds. NULL for what needs no look. */
static char *
dup_lost_links (CrmEntity *entity, const CrmField *field)
{
  const char *name = crm_entity_get_name (entity);
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

  if (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS)
    return g_strdup_printf ("entity = '%s' AND field = '%s' AND (NOT EXISTS (SELECT 1 FROM \"%s\" t WHERE "
                            "t.id = record_link.record_id)"
                            " OR NOT EXISTS (SELECT 1 FROM \"%s\" g WHERE g.id = record_link.target_id))",
        name, field->name, name, target);
  if (field->kind == CRM_KIND_LINK && field->flags & CRM_FIELD_OWN)
    return g_strdup_printf ("%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"%s\" g WHERE g.id = \"%s\".%s)",
        field->name, target, name, field->name);
  return NULL;
}

/* Links must lead somewhere at both ends; the database keeps only those that are built-in columns. */
static gboolean
check_links (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  gint64 total = 0;

  for (guint e = 0; e < entities->len; e++)
    for (guint f = 0; f < ((CrmEntity *)entities->pdata[e])->n_fields; f++)
      {
        CrmEntity *entity = entities->pdata[e];
        const CrmField *field = &entity->fields[f];
        gboolean column = field->kind == CRM_KIND_LINK;
        const char *table = column ? crm_entity_get_name (entity) : "record_link";
        g_autofree char *where = dup_lost_links (entity, field);
        gint64 lost;

        if (!where)
          continue;
        g_autofree char *find = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE %s", table, where);
        g_autofree char *mend =
            column ? g_strdup_printf ("UPDATE \"%s\" SET %s = NULL WHERE %s", table, field->name, where)
                   : g_strdup_printf ("DELETE FROM \"%s\" WHERE %s", table, where);
        if (!crm_db_get_integer (tx->db, find, 0, &lost, error) ||
            (lost && repair && !crm_db_run (tx->db, mend, error, 0)))
          return FALSE;
        total += lost;
      }
  if (total)
    add_problem (problems,
        g_strdup_printf (
            ngettext ("%d link leads nowhere.", "%d links lead nowhere.", (gulong)total), (int)total));
  return TRUE;
}

gboolean
crm_store_check_derived (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  return check_links (tx, repair, problems, error) && check_lines (tx, repair, problems, error) &&
         check_sums (tx, repair, problems, error) && check_bodies (tx, repair, problems, error) &&
         check_texts (tx, repair, problems, error);
}
