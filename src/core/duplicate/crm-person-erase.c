/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "db/crm-db-sqlite.h"
#include "duplicate/crm-person-private.h"

/* Forgets a person: first whatever stays lets go of them and of their name, then all that is theirs goes, and at last the log is cleared of both. Runs in
 * the writer's thread. */

#define LEAST_WORD 3 /* letters: shorter ones are in every text */

typedef struct
{
  CrmTransaction *tx;
  GArray *records; /* CrmPersonRecord */
  GRegex *named;   /* name, parts of it, numbers and addresses: in texts that are about the person */
  GRegex *meant;   /* the whole name, numbers and addresses: in any text */
} Erasure;

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize x = strlen (*(const char *const *)a), y = strlen (*(const char *const *)b);
  return x > y ? -1 : x < y;
}

static void
add_token (GPtrArray *tokens, const char *text)
{
  if (text && g_utf8_strlen (text, -1) >= LEAST_WORD)
    g_ptr_array_add (tokens, g_regex_escape_string (text, -1));
}

/* Any of them in whatever case, the longest first; words: none, so that nothing is found. */
static GRegex *
make_regex (GPtrArray *tokens, GError **error)
{
  g_autofree char *pattern = NULL;

  g_ptr_array_sort (tokens, compare_lengths);
  g_ptr_array_add (tokens, NULL);
  pattern = tokens->len > 1 ? g_strjoinv ("|", (char **)tokens->pdata) : g_strdup ("(?!)");
  return g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, error);
}

static gboolean
read_names (Erasure *self, GError **error)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (g_free),
                        meant = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->records->len; i++)
    {
      const CrmPersonRecord *record = &g_array_index (self->records, CrmPersonRecord, i);
      const char *name = crm_entity_get_name (record->entity);
      gboolean client = g_str_equal (name, "client");
      static const int fields[] = { CRM_ADDRESS_VALUE, CRM_ADDRESS_NORMAL, CRM_ADDRESS_MATCH_KEY };
      g_autoptr (CrmRow) row = NULL;
      g_auto (GStrv) words = NULL;

      if (record->stays || (!client && !g_str_equal (name, "address")))
        continue;
      row = crm_transaction_load (self->tx, name, record->id, error);
      if (!row)
        return FALSE;
      for (guint k = 0; k < (client ? 1 : G_N_ELEMENTS (fields)); k++)
        {
          const char *text = crm_row_get_text (row, client ? CRM_CLIENT_NAME : fields[k]);

          add_token (named, text);
          add_token (meant, text);
        }
      words = client ? g_strsplit_set (crm_row_get_text (row, CRM_CLIENT_NAME), " ,.", -1) : NULL;
      for (guint k = 0; words && words[k]; k++)
        add_token (named, words[k]);
    }
  self->named = make_regex (named, error);
  self->meant = self->named ? make_regex (meant, error) : NULL;
  return self->meant != NULL;
}

/* The text with "…" where the person was named; NULL: they are not in it. Caller owns. */
static char *
scrub (GRegex *regex, const char *text)
{
  return g_regex_match (regex, text, 0, NULL) ? g_regex_replace_literal (regex, text, -1, 0, "…", 0, NULL)
                                              : NULL;
}

static gboolean
is_of_person (Erasure *self, const char *entity, gint64 id)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const CrmPersonRecord *record = &g_array_index (self->records, CrmPersonRecord, i);

      if (!record->stays && record->id == id && g_str_equal (crm_entity_get_name (record->entity), entity))
        return TRUE;
    }
  return FALSE;
}

/* Links of a record that stays lead to the person no more, and its texts do not name them. */
static gboolean
let_go (Erasure *self, const CrmPersonRecord *record, GError **error)
{
  g_autoptr (CrmRow) row =
      crm_transaction_load (self->tx, crm_entity_get_name (record->entity), record->id, error);
  g_autoptr (CrmValues) values = crm_values_new (record->entity);

  for (guint i = 0; row && i < record->entity->n_fields; i++)
    {
      const CrmField *field = &record->entity->fields[i];
      const CrmValue *value = crm_row_get (row, (int)i);

      if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_MAIN))
        continue;
      if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER &&
          is_of_person (self, field->target, value->v.integer))
        crm_value_clear (crm_values_slot (values, (int)i));
      else if (field->kind == CRM_KIND_LINKS && value->type == CRM_VALUE_LIST)
        {
          GArray *left = g_array_new (FALSE, FALSE, sizeof (gint64));

          for (guint k = 0; k < value->v.list->len; k++)
            if (!is_of_person (self, field->target, g_array_index (value->v.list, gint64, k)))
              g_array_append_val (left, g_array_index (value->v.list, gint64, k));
          crm_value_take_list (crm_values_slot (values, (int)i), left);
        }
      else if (value->type == CRM_VALUE_TEXT && field->kind != CRM_KIND_CHOICE &&
               field->kind != CRM_KIND_CHOICES && field->kind != CRM_KIND_DATE)
        {
          char *scrubbed = scrub (self->named, value->v.text);

          if (scrubbed)
            crm_value_take_text (crm_values_slot (values, (int)i), scrubbed);
        }
    }
  return row && crm_transaction_update (self->tx, row->id, 0, values, error);
}

static gboolean
delete_all (Erasure *self, GError **error)
{
  /* What was found last hangs on what was found before. */
  for (guint i = self->records->len; i-- > 0;)
    {
      const CrmPersonRecord *record = &g_array_index (self->records, CrmPersonRecord, i);
      const char *name = crm_entity_get_name (record->entity);
      g_autoptr (GPtrArray) rows =
          crm_transaction_load_many (self->tx, name, &record->id, record->stays ? 0 : 1, error);

      if (!rows || (rows->len && !crm_transaction_delete (self->tx, name, record->id, error)))
        return FALSE;
    }
  return TRUE;
}

/* What refers within the person's own records is let go first, whoever comes before whom. */
static gboolean
untie (Erasure *self, GError **error)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const CrmPersonRecord *record = &g_array_index (self->records, CrmPersonRecord, i);
      g_autoptr (CrmRow) row =
          crm_transaction_load (self->tx, crm_entity_get_name (record->entity), record->id, error);
      g_autoptr (CrmValues) values = crm_values_new (record->entity);

      if (!row)
        return FALSE;
      for (guint f = 0; !record->stays && f < record->entity->n_fields; f++)
        {
          const CrmField *field = &record->entity->fields[f];

          if ((field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS) &&
              !(field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_REQUIRED | CRM_FIELD_OWNED)) &&
              !crm_value_is_empty (crm_row_get (row, (int)f)))
            crm_value_clear (crm_values_slot (values, (int)f));
        }
      if (crm_values_count (values) && !crm_transaction_update (self->tx, row->id, 0, values, error))
        return FALSE;
    }
  return TRUE;
}

/* Of the rows that select gives (number, text), those that name the person are written anew by update. */
static gboolean
scrub_texts (Erasure *self, const char *select, const char *update, GError **error)
{
  CrmDb *db = crm_transaction_get_db (self->tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (db, select, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      const char *text = crm_statement_get_text (statement, 1);
      char *scrubbed = text ? scrub (self->named, text) : NULL;

      if (!scrubbed)
        continue;
      g_array_append_val (ids, id);
      g_ptr_array_add (texts, scrubbed);
    }
  if (row)
    return FALSE;
  g_clear_pointer (&statement, crm_statement_done);
  for (guint i = 0; i < ids->len; i++)
    if (!crm_db_run_text (db, update, texts->pdata[i], g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* TRUE when a removed record, as the log has it, was one of the person's or names them. */
static gboolean
tells_of_person (Erasure *self, const char *name, const char *detail)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, name, NULL);
  g_autoptr (JsonNode) root = json_from_string (detail, NULL);
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *values = object && json_object_has_member (object, "values")
                           ? json_object_get_object_member (object, "values")
                           : NULL;

  if (g_regex_match (self->meant, detail, 0, NULL))
    return TRUE;
  for (guint i = 0; entity && values && i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      JsonNode *node = field->kind == CRM_KIND_LINK ? json_object_get_member (values, field->name) : NULL;

      if (node && JSON_NODE_HOLDS_VALUE (node) &&
          is_of_person (self, field->target, json_node_get_int (node)))
        return TRUE;
    }
  return FALSE;
}

/* What was removed before stands whole in the log, so that it could come back. */
static gboolean
clear_old_removals (Erasure *self, GError **error)
{
  CrmDb *db = crm_transaction_get_db (self->tx);
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      db, "SELECT seq, entity, detail FROM change WHERE op = 'delete' AND detail IS NOT NULL", error);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 seq = crm_statement_get_integer (statement, 0);

      if (tells_of_person (
              self, crm_statement_get_text (statement, 1), crm_statement_get_text (statement, 2)))
        g_array_append_val (lines, seq);
    }
  g_clear_pointer (&statement, crm_statement_done);
  for (guint i = 0; !row && i < lines->len; i++)
    if (!crm_db_run (db, "DELETE FROM change WHERE seq = $1", error, 1, g_array_index (lines, gint64, i)))
      return FALSE;
  return !row;
}

/* The log of what went is gone but for the fact; what stays keeps its log without the name; of what was removed long ago nothing is left that names
 * them. */
static gboolean
clear_log (Erasure *self, GError **error)
{
  CrmDb *db = crm_transaction_get_db (self->tx);

  for (guint i = 0; i < self->records->len; i++)
    {
      const CrmPersonRecord *record = &g_array_index (self->records, CrmPersonRecord, i);
      const char *name = crm_entity_get_name (record->entity);
      g_autofree char *select = g_strdup_printf (
          "SELECT seq, detail FROM change WHERE entity = '%s' AND record_id = %" G_GINT64_FORMAT
          " AND detail IS NOT NULL",
          name, record->id);
      g_autofree char *purposes =
          g_strdup_printf ("SELECT DISTINCT o.id, o.purpose FROM change c JOIN operation o ON o.id = "
                           "c.operation_id WHERE c.entity = '%s' "
                           "AND c.record_id = %" G_GINT64_FORMAT,
              name, record->id);

      if (!scrub_texts (self, purposes, "UPDATE operation SET purpose = $1 WHERE id = $2", error))
        return FALSE;
      if (record->stays)
        {
          if (!scrub_texts (self, select, "UPDATE change SET detail = $1 WHERE seq = $2", error))
            return FALSE;
          continue;
        }
      if (!crm_db_run_text (db, "DELETE FROM change WHERE entity = $1 AND record_id = $2 AND op <> 'delete'",
              name, record->id, error) ||
          !crm_db_run_text (db, "UPDATE change SET detail = NULL WHERE entity = $1 AND record_id = $2", name,
              record->id, error))
        return FALSE;
    }
  return clear_old_removals (self, error);
}

/* What other programs and the person's machine were told, which stands outside the log. */
static gboolean
clear_beside (Erasure *self, GError **error)
{
  CrmDb *db = crm_transaction_get_db (self->tx);

  for (guint i = 0; i < self->records->len; i++)
    {
      const CrmPersonRecord *record = &g_array_index (self->records, CrmPersonRecord, i);
      const char *name = crm_entity_get_name (record->entity);

      if (g_str_equal (name, "client") && !record->stays &&
          (!crm_db_run (db, "DELETE FROM contact_link WHERE client_id = $1", error, 1, record->id) ||
              !crm_db_run (db, "DELETE FROM hint_dismissal WHERE about = 'client' AND about_id = $1", error,
                  1, record->id)))
        return FALSE;
      if (g_str_equal (name, "meeting"))
        for (guint k = 0; k < 3; k++)
          {
            static const char *const columns[] = { "base", "theirs", "title" };
            g_autofree char *select =
                g_strdup_printf ("SELECT id, %s FROM calendar_event WHERE meeting_id = %" G_GINT64_FORMAT,
                    columns[k], record->id);
            g_autofree char *update =
                g_strdup_printf ("UPDATE calendar_event SET %s = $1 WHERE id = $2", columns[k]);

            if (!scrub_texts (self, select, update, error))
              return FALSE;
          }
    }
  return TRUE;
}

/* Files that came with messages and belong to none any more. */
static gboolean
clear_contents (CrmTransaction *tx, GError **error)
{
  return crm_db_run (crm_transaction_get_db (tx),
      "DELETE FROM content WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.content = content.hash)",
      error, 0);
}

gboolean
crm_person_erase (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (GArray) records = NULL;
  Erasure self = { tx };
  gboolean done;

  crm_transaction_set_final (tx);
  crm_transaction_set_verbatim (tx, TRUE);
  self.records = records = crm_person_collect (tx, client, error);
  done = records && read_names (&self, error);
  for (guint i = 0; done && i < records->len; i++)
    done = !g_array_index (records, CrmPersonRecord, i).stays ||
           let_go (&self, &g_array_index (records, CrmPersonRecord, i), error);
  done = done && clear_beside (&self, error) && untie (&self, error) && delete_all (&self, error) &&
         clear_log (&self, error) && clear_contents (tx, error);
  g_clear_pointer (&self.named, g_regex_unref);
  g_clear_pointer (&self.meant, g_regex_unref);
  return done;
}

GPtrArray *
crm_person_list_address_books (CrmTransaction *tx, gint64 client, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT DISTINCT b.name FROM contact_link l JOIN address_book b ON b.id = l.address_book_id WHERE "
      "l.client_id = $1 "
      "ORDER BY 1",
      error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, client);
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (names, g_strdup (crm_statement_get_text (statement, 0)));
  return row ? NULL : g_steal_pointer (&names);
}

static gboolean
holds_client (const char *path, const guint8 uid[16])
{
  g_autoptr (CrmDb) db = crm_db_sqlite_new ();
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (!crm_db_open (db, path, CRM_DB_READ_ONLY, NULL))
    return FALSE;
  statement = crm_db_prepare (db, "SELECT 1 FROM client WHERE uid = $1", NULL);
  if (!statement)
    return FALSE;
  crm_statement_bind_bytes (statement, 1, uid, 16);
  return crm_statement_step (statement, &row, NULL) && row;
}

static void
list_folder (const char *book, const char *folder, const guint8 uid[16], GPtrArray *found)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *own = g_canonicalize_filename (book, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *full = g_canonicalize_filename (path, NULL);

      if (g_strcmp0 (full, own) != 0 && !g_str_has_suffix (name, "-wal") &&
          !g_str_has_suffix (name, "-shm") &&
          (g_str_has_suffix (name, ".backup") || g_str_has_suffix (name, ".clientele")) &&
          !g_ptr_array_find_with_equal_func (found, full, g_str_equal, NULL) && holds_client (full, uid))
        g_ptr_array_add (found, g_steal_pointer (&full));
    }
}

GPtrArray *
crm_person_list_copies (const char *path, const char *folder, const guint8 uid[16])
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *beside = g_path_get_dirname (path);

  list_folder (path, beside, uid, found);
  if (folder)
    list_folder (path, folder, uid, found);
  return found;
}
