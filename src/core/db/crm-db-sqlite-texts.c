/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/crm-db-sqlite-private.h"

#include "base/crm-text.h"

/* The index of long texts: FTS5 without the texts themselves, which stand in body. Runs wherever the connection does. */

static gboolean
sqlite_index_text (CrmDb *db, gint64 id, const char *title, const char *body, gboolean add, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      add ? "INSERT INTO body_index (rowid, title, body) VALUES ($1, $2, $3)"
          : "INSERT INTO body_index (body_index, rowid, title, body) VALUES ('delete', $1, $2, $3)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  crm_statement_bind_text (statement, 2, title ? title : "");
  crm_statement_bind_text (statement, 3, body ? body : "");
  return crm_statement_run (statement, error);
}

static gboolean
sqlite_foreach_word (CrmDb *db, CrmDbWordFunc func, gpointer data, GError **error)
{
  g_autoptr (CrmStatement) words = NULL;
  gboolean row = FALSE;

  /* A table without rows of its own that reads the index; it is the connection's, nothing of it comes into the book. */
  if (!crm_db_script (db,
          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.body_places USING fts5vocab ('main', 'body_index', "
          "'instance')",
          error))
    return FALSE;
  words = crm_db_prepare (db, "SELECT doc, col = 'title', \"offset\", term FROM temp.body_places", error);
  if (!words)
    return FALSE;
  while (crm_statement_step (words, &row, error) && row)
    func (crm_statement_get_integer (words, 0), crm_statement_get_integer (words, 1) != 0,
        (guint)crm_statement_get_integer (words, 2), crm_statement_get_text (words, 3), data);
  return !row;
}

static gboolean
sqlite_clear_texts (CrmDb *db, GError **error)
{
  return crm_db_script (db, "INSERT INTO body_index (body_index) VALUES ('delete-all')", error);
}

static const char *
sqlite_match_condition (CrmDb *db)
{
  return "IN (SELECT rowid FROM body_index WHERE body_index MATCH $1)";
}

/* Every word must be there, the last letters of each may be missing. */
static char *
sqlite_format_match (CrmDb *db, const char *const *words)
{
  GString *match = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    {
      g_string_append (match, i ? " \"" : "\"");
      for (const char *p = words[i]; *p; p++)
        {
          if (*p == '"')
            g_string_append_c (match, '"');
          g_string_append_c (match, *p);
        }
      g_string_append (match, "\"*");
    }
  return g_string_free (match, FALSE);
}

/* Made anew, with the same words as the schema's. */
static gboolean
fill_twin (CrmDb *db, GError **error)
{
  g_autoptr (CrmStatement) bodies =
      crm_db_prepare (db, "SELECT id, title, body FROM body ORDER BY id", error);
  g_autoptr (CrmStatement) add =
      crm_db_prepare (db, "INSERT INTO temp.body_twin (rowid, title, body) VALUES ($1, $2, $3)", error);
  gboolean row = FALSE;

  if (!bodies || !add)
    return FALSE;
  while (crm_statement_step (bodies, &row, error) && row)
    {
      const char *title = crm_statement_get_text (bodies, 1), *body = crm_statement_get_text (bodies, 2);
      g_autofree char *title_fold = crm_text_fold (title ? title : "");
      g_autofree char *body_fold = crm_text_fold (body ? body : "");

      crm_statement_bind_integer (add, 1, crm_statement_get_integer (bodies, 0));
      crm_statement_bind_text (add, 2, title_fold);
      crm_statement_bind_text (add, 3, body_fold);
      if (!crm_statement_run (add, error))
        return FALSE;
      crm_statement_reset (add);
    }
  return !row;
}

/* Both give their words in the same order. */
static gboolean
compare_words (CrmDb *db, gboolean *same, GError **error)
{
  g_autoptr (CrmStatement) one =
      crm_db_prepare (db, "SELECT doc, \"offset\", col, term FROM temp.body_words", error);
  g_autoptr (CrmStatement) other =
      crm_db_prepare (db, "SELECT doc, \"offset\", col, term FROM temp.twin_words", error);
  gboolean row = FALSE, other_row = FALSE;

  if (!one || !other)
    return FALSE;
  do
    {
      if (!crm_statement_step (one, &row, error) || !crm_statement_step (other, &other_row, error))
        return FALSE;
      *same =
          row == other_row &&
          (!row || (crm_statement_get_integer (one, 0) == crm_statement_get_integer (other, 0) &&
                       crm_statement_get_integer (one, 1) == crm_statement_get_integer (other, 1) &&
                       g_strcmp0 (crm_statement_get_text (one, 2), crm_statement_get_text (other, 2)) == 0 &&
                       g_strcmp0 (crm_statement_get_text (one, 3), crm_statement_get_text (other, 3)) == 0));
    }
  while (*same && row);
  return TRUE;
}

/* Asking the index for each text would take time by the square of their number. */
static gboolean
sqlite_compare_texts (CrmDb *db, gboolean *same, GError **error)
{
  gboolean done =
      crm_db_script (db,
          "CREATE VIRTUAL TABLE temp.body_twin USING fts5 (title, body, content='', "
          "tokenize='unicode61 remove_diacritics 0');"
          "CREATE VIRTUAL TABLE temp.body_words USING fts5vocab ('main', 'body_index', 'instance');"
          "CREATE VIRTUAL TABLE temp.twin_words USING fts5vocab ('temp', 'body_twin', 'instance')",
          error) &&
      fill_twin (db, error) && compare_words (db, same, error);

  return crm_db_script (db,
             "DROP TABLE IF EXISTS temp.twin_words; DROP TABLE IF EXISTS temp.body_words;"
             "DROP TABLE IF EXISTS temp.body_twin",
             done ? error : NULL) &&
         done;
}

void
crm_db_sqlite_add_texts (CrmDbClass *klass)
{
  klass->index_text = sqlite_index_text;
  klass->compare_texts = sqlite_compare_texts;
  klass->foreach_word = sqlite_foreach_word;
  klass->clear_texts = sqlite_clear_texts;
  klass->match_condition = sqlite_match_condition;
  klass->format_match = sqlite_format_match;
}
