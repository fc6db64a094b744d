/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "store/crm-entity-private.h"
#include "store/crm-own-entity.h"
#include "store/crm-transaction-private.h"

/* Undo of one operation by reversing its log lines, newest first. It is itself an operation, so redo undoes it. A record that
 * has moved on since is kept and named. Runs in the writer's thread. */

typedef struct
{
  gint64 seq;
  const char *entity; /* interned */
  gint64 id;
  CrmChangeOp op;
  char *detail;
} LogLine;

static void
clear_line (gpointer data)
{
  g_free (((LogLine *)data)->detail);
}

void
crm_undo_report_free (CrmUndoReport *self)
{
  g_free (self->purpose);
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  g_free (self);
}

static GArray *
load_lines (CrmTransaction *tx, gint64 operation, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (tx->db,
      "SELECT seq, entity, record_id, op, detail FROM change WHERE operation_id = $1 ORDER BY seq DESC",
      error);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (LogLine));
  gboolean row = FALSE;

  g_array_set_clear_func (lines, clear_line);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, operation);
  while (crm_statement_step (statement, &row, error) && row)
    {
      LogLine line = { crm_statement_get_integer (statement, 0),
        g_intern_string (crm_statement_get_text (statement, 1)), crm_statement_get_integer (statement, 2),
        CRM_CHANGE_INSERT, g_strdup (crm_statement_get_text (statement, 4)) };
      if (crm_change_op_from_name (crm_statement_get_text (statement, 3), &line.op))
        g_array_append_val (lines, line);
      else
        g_free (line.detail);
    }
  return row ? NULL : g_steal_pointer (&lines);
}

static gboolean
is_kept (GHashTable *kept, const char *entity, gint64 id)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, entity, id);
  return g_hash_table_contains (kept, key);
}

static void
keep (GHashTable *kept, const char *entity, gint64 id)
{
  g_hash_table_add (kept, g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, entity, id));
}

/* An entity of the user's own stays when others have put records or fields into it since. */
static gboolean
find_used_entities (CrmTransaction *tx, gint64 operation, GHashTable *kept, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);

  for (guint e = 0; e < entities->len; e++)
    {
      const char *name = crm_entity_get_name (entities->pdata[e]);
      g_autoptr (CrmStatement) statement = NULL;
      g_autofree char *sql = NULL;
      gboolean row;

      if (!crm_entity_is_own (entities->pdata[e]))
        continue;
      sql = g_strdup_printf (
          "SELECT EXISTS (SELECT 1 FROM change c WHERE c.operation_id = $1 AND c.entity = 'own_entity'"
          " AND c.record_id = $2 AND c.op = 'insert')"
          " AND (EXISTS (SELECT 1 FROM \"%s\" t WHERE NOT EXISTS (SELECT 1 FROM change m WHERE"
          " m.operation_id = $1 AND m.entity = '%s' AND m.record_id = t.id AND m.op = 'insert'))"
          " OR EXISTS (SELECT 1 FROM own_field f WHERE f.entity = '%s' AND NOT EXISTS (SELECT 1 FROM change m"
          " WHERE m.operation_id = $1 AND m.entity = 'own_field' AND m.record_id = f.id AND m.op = "
          "'insert')))",
          name, name, name);
      statement = crm_db_prepare (tx->db, sql, error);
      if (!statement)
        return FALSE;
      crm_statement_bind_integer (statement, 1, operation);
      crm_statement_bind_integer (statement, 2, crm_own_entity_get_id (name));
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (row && crm_statement_get_integer (statement, 0))
        keep (kept, "own_entity", crm_own_entity_get_id (name));
    }
  return TRUE;
}

/* Marks clients and other owners made by the operation whose family (they and what they own) has moved on: a later change that
 * still stands, or a record from outside that refers to one of them. watched: those referred to only by records that the operation
 * changed, which may let go of them when the change is reversed. key: "entity\x1fid". */
static gboolean
find_kept (CrmTransaction *tx, gint64 operation, GHashTable *kept, GHashTable *watched, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (tx);
  g_autoptr (CrmStatement) later = crm_db_prepare (tx->db,
      "SELECT DISTINCT c.entity, c.record_id FROM change c"
      " JOIN change l ON l.entity = c.entity AND l.record_id = c.record_id AND l.seq > c.seq AND "
      "l.operation_id <> c.operation_id"
      " JOIN operation o ON o.id = l.operation_id AND o.undone_by IS NULL AND o.undoes_id IS NULL"
      " WHERE c.operation_id = $1 AND c.op = 'insert'",
      error);
  gboolean row = FALSE;

  if (!later)
    return FALSE;
  crm_statement_bind_integer (later, 1, operation);
  while (crm_statement_step (later, &row, error) && row)
    g_hash_table_add (kept, g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, crm_statement_get_text (later, 0),
                                crm_statement_get_integer (later, 1)));
  if (row)
    return FALSE;

  for (guint e = 0; e < entities->len; e++)
    for (guint f = 0; f < ((CrmEntity *)entities->pdata[e])->n_fields; f++)
      {
        CrmEntity *entity = entities->pdata[e];
        const char *name = crm_entity_get_name (entity);
        const CrmField *field = &entity->fields[f];
        gboolean list = field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS;
        const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

        if ((field->kind != CRM_KIND_LINK && !list) ||
            field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_LOOSE) || !target)
          continue;
        g_autofree char *sql =
            list
                ? g_strdup_printf (
                      "SELECT DISTINCT l.target_id, EXISTS (SELECT 1 FROM change u WHERE u.operation_id = $1 "
                      "AND"
                      " u.entity = '%s' AND u.record_id = l.record_id AND u.op = 'update') FROM change c "
                      "JOIN record_link l ON l.entity = '%s' AND "
                      "l.field = '%s'"
                      " AND l.target_id = c.record_id WHERE c.operation_id = $1 AND c.entity = '%s' AND "
                      "c.op = 'insert'"
                      " AND NOT EXISTS (SELECT 1 FROM change m WHERE m.operation_id = $1 AND m.entity = '%s'"
                      " AND m.record_id = l.record_id AND m.op = 'insert')",
                      name, name, field->name, target, name)
                : g_strdup_printf (
                      "SELECT DISTINCT t.\"%s\", EXISTS (SELECT 1 FROM change u WHERE u.operation_id = $1 AND"
                      " u.entity = '%s' AND u.record_id = t.id AND u.op = 'update') FROM change c JOIN "
                      "\"%s\" t ON t.\"%s\" = c.record_id"
                      " WHERE c.operation_id = $1 AND c.entity = '%s' AND c.op = 'insert'"
                      " AND NOT EXISTS (SELECT 1 FROM change m WHERE m.operation_id = $1 AND m.entity = '%s'"
                      " AND m.record_id = t.id AND m.op = 'insert')",
                      field->name, name, name, field->name, target, name);
        g_autoptr (CrmStatement) referring = crm_db_prepare (tx->db, sql, error);
        if (!referring)
          return FALSE;
        crm_statement_bind_integer (referring, 1, operation);
        while (crm_statement_step (referring, &row, error) && row)
          g_hash_table_add (crm_statement_get_integer (referring, 1) ? watched : kept,
              g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, target, crm_statement_get_integer (referring, 0)));
        if (row)
          return FALSE;
      }
  return find_used_entities (tx, operation, kept, error);
}

/* A kept record keeps its owner, what it links to, and a kept owner what it owns: repeated until nothing is added. */
static gboolean
spread_kept (CrmTransaction *tx, GArray *lines, GHashTable *kept, GError **error)
{
  guint before;

  if (!g_hash_table_size (kept))
    return TRUE;
  do
    {
      before = g_hash_table_size (kept);
      for (guint i = 0; i < lines->len; i++)
        {
          const LogLine *line = &g_array_index (lines, LogLine, i);
          CrmEntity *entity = crm_book_get_entity (tx->book, line->entity);
          g_autoptr (CrmRow) row = NULL;

          if (line->op != CRM_CHANGE_INSERT || !entity)
            continue;
          row = crm_transaction_load (tx, line->entity, line->id, NULL);
          if (!row)
            continue;
          if (crm_entity_is_own (entity) && is_kept (kept, line->entity, line->id))
            keep (kept, "own_entity", crm_own_entity_get_id (line->entity));
          for (guint f = 0; f < entity->n_fields; f++)
            {
              const CrmField *field = &entity->fields[f];
              const CrmValue *value = crm_row_get (row, (int)f);
              gint64 target = crm_row_get_integer (row, (int)f);

              /* Its tags and the own fields it fills stay with it. */
              if (is_kept (kept, line->entity, line->id) && value->type == CRM_VALUE_LIST)
                for (guint k = 0; k < value->v.list->len; k++)
                  keep (kept, field->kind == CRM_KIND_TAGS ? "tag" : field->target,
                      g_array_index (value->v.list, gint64, k));
              if (is_kept (kept, line->entity, line->id) && field->flags & CRM_FIELD_OWN &&
                  !crm_value_is_empty (value))
                keep (kept, "own_field", g_ascii_strtoll (field->name + strlen ("x_"), NULL, 10));
              /* And it stays where it is; a field is told by the words in it where it belongs. */
              if (is_kept (kept, line->entity, line->id) && value->type == CRM_VALUE_TEXT &&
                  g_str_equal (line->entity, "own_field") && crm_own_entity_get_id (value->v.text) &&
                  (g_str_equal (field->name, "entity") || g_str_equal (field->name, "target")))
                keep (kept, "own_entity", crm_own_entity_get_id (value->v.text));
              if (field->kind != CRM_KIND_LINK || field->flags & CRM_FIELD_COMPUTED || !target ||
                  !field->target)
                continue;
              if (is_kept (kept, line->entity, line->id))
                keep (kept, field->target, target);
              else if (field->flags & CRM_FIELD_OWNED && is_kept (kept, field->target, target))
                keep (kept, line->entity, line->id);
            }
        }
    }
  while (g_hash_table_size (kept) > before);
  return TRUE;
}

static void
note_kept (CrmTransaction *tx, CrmUndoReport *report, const char *name, gint64 id)
{
  g_autofree char *title = crm_transaction_dup_title (tx, name, id);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, name, id, NULL);
  const CrmEntityHooks *hooks = row ? row->entity->info->hooks : NULL;
  const char *why = hooks && hooks->explain_kept ? hooks->explain_kept (row) : NULL;

  report->kept++;
  if (report->sentences->len < 1000)
    g_ptr_array_add (report->sentences,
        why     ? g_strdup (why)
        : title ? g_strdup_printf (_ ("Kept: %s %lld “%s” was changed since."), name, (long long)id, title)
                : g_strdup_printf (_ ("Kept: %s %lld was changed since."), name, (long long)id));
}

static gboolean
has_id (const CrmValue *list, gint64 id)
{
  for (guint i = 0; list && list->type == CRM_VALUE_LIST && i < list->v.list->len; i++)
    if (g_array_index (list->v.list, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* Of a list that others have changed since, what the operation added goes and what it took away comes back: old becomes that. */
static void
reverse_list (CrmValue *old, const CrmValue *made, const CrmValue *now)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; now->type == CRM_VALUE_LIST && i < now->v.list->len; i++)
    {
      gint64 id = g_array_index (now->v.list, gint64, i);

      if (has_id (old, id) || !has_id (made, id))
        g_array_append_val (ids, id);
    }
  for (guint i = 0; old->type == CRM_VALUE_LIST && i < old->v.list->len; i++)
    {
      gint64 id = g_array_index (old->v.list, gint64, i);

      if (!has_id (made, id) && !has_id (now, id))
        g_array_append_val (ids, id);
    }
  crm_value_take_list (old, ids);
}

/* Puts back the fields that still are what the operation made them. */
static gboolean
reverse_update (
    CrmTransaction *tx, CrmEntity *entity, const LogLine *line, CrmUndoReport *report, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, line->entity, line->id, NULL);
  g_autoptr (CrmValues) old = crm_change_log_parse_update (entity, line->detail, TRUE);
  g_autoptr (CrmValues) made = crm_change_log_parse_update (entity, line->detail, FALSE);
  gboolean kept = FALSE;

  for (guint i = 0; row && i < entity->n_fields; i++)
    if (crm_values_has (old, (int)i) &&
        !crm_value_equal (crm_row_get (row, (int)i), crm_values_get (made, (int)i)))
      {
        if (entity->fields[i].kind == CRM_KIND_LINKS || entity->fields[i].kind == CRM_KIND_TAGS)
          {
            reverse_list (
                crm_values_slot (old, (int)i), crm_values_get (made, (int)i), crm_row_get (row, (int)i));
            continue;
          }
        crm_values_unset (old, (int)i);
        kept = TRUE;
      }
  if (!row || (kept && !crm_values_count (old)))
    {
      note_kept (tx, report, line->entity, line->id);
      return TRUE;
    }
  if (kept)
    note_kept (tx, report, line->entity, line->id);
  else
    report->reversed++;
  return crm_transaction_update (tx, line->id, 0, old, error);
}

/* TRUE when what owns the record came back in the same operation and is still to go: archiving the owner takes it along, and only then
 * are its lines on the timeline those of the owner's history. */
static gboolean
goes_with_owner (CrmTransaction *tx, const CrmRow *row, GHashTable *restored)
{
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      g_autoptr (CrmRow) owner = NULL;

      if (field->kind != CRM_KIND_LINK || !(field->flags & CRM_FIELD_OWNED) ||
          !is_kept (restored, field->target, crm_row_get_integer (row, (int)i)))
        continue;
      owner = crm_transaction_load (tx, field->target, crm_row_get_integer (row, (int)i), NULL);
      if (owner && !owner->archived_at)
        return TRUE;
    }
  return FALSE;
}

static gboolean
reverse (CrmTransaction *tx, const LogLine *line, GHashTable *kept, GHashTable *watched, GHashTable *restored,
    CrmUndoReport *report, GError **error)
{
  CrmEntity *entity = crm_book_get_entity (tx->book, line->entity);
  g_autoptr (CrmRow) row = entity ? crm_transaction_load (tx, line->entity, line->id, NULL) : NULL;

  if (!entity)
    {
      report->failed++;
      return TRUE;
    }
  switch (line->op)
    {
    case CRM_CHANGE_INSERT:
      if (!row || is_kept (kept, line->entity, line->id))
        {
          if (row)
            note_kept (tx, report, line->entity, line->id);
          return TRUE;
        }
      if (is_kept (watched, line->entity, line->id))
        {
          g_autoptr (GError) local = NULL;
          g_autofree char *reference =
              crm_transaction_find_reference (tx, line->entity, line->id, TRUE, &local);

          if (local)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          if (reference)
            {
              note_kept (tx, report, line->entity, line->id);
              return TRUE;
            }
        }
      report->reversed++;
      return crm_transaction_remove_one (tx, entity, line->id, error);
    case CRM_CHANGE_UPDATE: return reverse_update (tx, entity, line, report, error);
    case CRM_CHANGE_ARCHIVE:
    case CRM_CHANGE_RESTORE:
      if (!row || (line->op == CRM_CHANGE_ARCHIVE) != (row->archived_at != 0))
        return TRUE; /* went or came with its owner, or somebody did it already */
      report->reversed++;
      if (line->op == CRM_CHANGE_RESTORE && goes_with_owner (tx, row, restored))
        return TRUE;
      return line->op == CRM_CHANGE_ARCHIVE
                 ? crm_transaction_restore (tx, line->entity, line->id, error)
                 : crm_transaction_archive_again (tx, line->entity, line->id, line->seq, error);
    case CRM_CHANGE_DELETE:
      if (row)
        {
          report->failed++;
          return TRUE;
        }
      report->reversed++;
      return crm_transaction_reinsert (tx, entity, line->id, line->detail, error);
    default: g_return_val_if_reached (FALSE);
    }
}

static gboolean
mark (CrmTransaction *tx, gint64 operation, GError **error)
{
  /* Undoing an undo makes its target stand again. */
  return crm_transaction_ensure_operation (tx, error) &&
         crm_db_run (tx->db, "UPDATE operation SET undone_by = $1 WHERE id = $2", error, 2, tx->operation_id,
             operation) &&
         crm_db_run (tx->db,
             "UPDATE operation SET undone_by = NULL WHERE id = (SELECT undoes_id FROM operation WHERE id = "
             "$1)",
             error, 1, operation);
}

CrmUndoReport *
crm_transaction_undo (CrmTransaction *tx, gint64 operation, GError **error)
{
  g_autoptr (CrmUndoReport) report = g_new0 (CrmUndoReport, 1);
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) restored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) lines = load_lines (tx, operation, error);

  report->sentences = g_ptr_array_new_with_free_func (g_free);
  report->operation = operation;
  tx->undoes_id = operation;
  if (!lines || !find_kept (tx, operation, kept, watched, error) || !spread_kept (tx, lines, kept, error) ||
      !crm_transaction_ensure_operation (tx, error))
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, LogLine, i).op == CRM_CHANGE_RESTORE)
      keep (restored, g_array_index (lines, LogLine, i).entity, g_array_index (lines, LogLine, i).id);
  for (guint i = 0; i < lines->len; i++)
    if (!reverse (tx, &g_array_index (lines, LogLine, i), kept, watched, restored, report, error))
      return NULL;
  return mark (tx, operation, error) ? g_steal_pointer (&report) : NULL;
}

gint64
crm_transaction_find_undo (CrmTransaction *tx, gboolean redo, char **purpose, GError **error)
{
  /* Redo takes the newest undo, unless something new was done since. */
  g_autoptr (CrmStatement) statement = crm_db_prepare (tx->db,
      redo
          ? "SELECT u.id, o.purpose FROM operation u JOIN operation o ON o.id = u.undoes_id"
            " WHERE u.author = $1 AND u.undoes_id IS NOT NULL AND u.undone_by IS NULL AND o.undoes_id IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM operation n WHERE n.id > u.id AND n.author = $1 AND n.undoes_id "
            "IS NULL AND n.undoable)"
            " ORDER BY u.id DESC LIMIT 1"
          : "SELECT id, purpose FROM operation WHERE author = $1 AND undoable AND undone_by IS NULL AND "
            "undoes_id IS NULL"
            " ORDER BY id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return 0;
  crm_statement_bind_integer (statement, 1, tx->book->user_id);
  if (!crm_statement_step (statement, &row, error) || !row)
    return 0;
  if (purpose)
    *purpose = g_strdup (crm_statement_get_text (statement, 1));
  return crm_statement_get_integer (statement, 0);
}
