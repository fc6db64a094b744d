/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "store/crm-check-codes.h"
#include "store/crm-check.h"
#include "store/crm-transaction-private.h"

/* Compares the index of long texts with the texts: every text must be found by its own words, and nothing else must be in the index. Searching for each of
 * them would take minutes, so the words of both sides are added up, and only where the sums differ a text is searched for. Runs in
 * the writer's thread. */

typedef struct
{
  GArray *texts;  /* CrmCheckCode: words of the texts, less those of the index */
  gboolean ghost; /* the index has words of a text that is not there */
} Words;

static guint64
make_code (const char *word, gsize length)
{
  return crm_check_code_end (crm_check_code_bytes (CRM_CHECK_CODE_START, word, length));
}

static gboolean
is_of_word (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isalnum (c) || type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_OTHER_NUMBER ||
         type == G_UNICODE_PRIVATE_USE;
}

static guint64
add_up (const char *text)
{
  g_autofree char *fold = crm_text_fold (text);
  const char *start = NULL, *p;
  guint64 sum = 0;

  for (p = fold; *p; p = g_utf8_next_char (p))
    if (is_of_word (g_utf8_get_char (p)))
      start = start ? start : p;
    else if (start)
      {
        sum += make_code (start, (gsize)(p - start));
        start = NULL;
      }
  return start ? sum + make_code (start, (gsize)(p - start)) : sum;
}

static void
take_word (gint64 id, const char *word, gpointer data)
{
  Words *words = data;
  CrmCheckCode *text = crm_check_codes_find (words->texts, id);

  if (text)
    text->sum -= make_code (word, strlen (word));
  else
    words->ghost = TRUE;
}

static gboolean
read_texts (CrmTransaction *tx, GArray *texts, gint64 total, GError **error)
{
  g_autoptr (CrmStatement) all =
      crm_db_prepare (tx->db, "SELECT id, title, body FROM body ORDER BY id", error);
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      CrmCheckCode text = { crm_statement_get_integer (all, 0),
        add_up (crm_statement_get_text (all, 1)) + add_up (crm_statement_get_text (all, 2)) };

      g_array_append_val (texts, text);
      crm_check_watch_tell (tx->watch, CRM_CHECK_TEXTS, texts->len, total);
    }
  return !row;
}

/* Whether the search finds the text by what it says. */
static gboolean
search_for (CrmTransaction *tx, gint64 id, gboolean *found, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM body b WHERE b.id = $2 AND b.id %s", crm_db_match_condition (tx->db));
  g_autoptr (CrmStatement) read =
      crm_db_prepare (tx->db, "SELECT title, body FROM body WHERE id = $1", error);
  g_autoptr (CrmStatement) find = NULL;
  g_autofree char *text = NULL, *match = NULL;
  g_auto (GStrv) words = NULL;
  gboolean row;

  if (!read)
    return FALSE;
  crm_statement_bind_integer (read, 1, id);
  if (!crm_statement_step (read, &row, error))
    return FALSE;
  *found = TRUE;
  if (!row)
    return TRUE;
  text = g_strconcat (crm_statement_get_text (read, 0) ? crm_statement_get_text (read, 0) : "", " ",
      crm_statement_get_text (read, 1), NULL);
  words = crm_text_words (text);
  /* A text of signs alone has no words to be found by. */
  if (!words[0] || !g_unichar_isalnum (g_utf8_get_char (words[0])))
    return TRUE;
  match = crm_db_format_match (tx->db, (const char *const *)words);
  find = crm_db_prepare (tx->db, sql, error);
  if (!find)
    return FALSE;
  crm_statement_bind_text (find, 1, match);
  crm_statement_bind_integer (find, 2, id);
  if (!crm_statement_step (find, &row, error))
    return FALSE;
  *found = crm_statement_get_integer (find, 0) != 0;
  return TRUE;
}

static gboolean
index_anew (CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) all = crm_db_prepare (tx->db, "SELECT id, title, body FROM body", error);
  gboolean row = FALSE;

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

gboolean
crm_check_texts (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (CrmCheckCode));
  Words words = { .texts = texts };
  gint64 indexed = 0, bodies = 0;
  gboolean right;

  if (!crm_db_count_texts (tx->db, &indexed, error) ||
      !crm_db_get_integer (tx->db, "SELECT count (*) FROM body", 0, &bodies, error))
    return FALSE;
  right = indexed == bodies;
  if (right &&
      (!read_texts (tx, texts, bodies, error) || !crm_db_foreach_word (tx->db, take_word, &words, error)))
    return FALSE;
  right = right && !words.ghost;
  for (guint i = 0; right && i < texts->len; i++)
    if (g_array_index (texts, CrmCheckCode, i).sum &&
        !search_for (tx, g_array_index (texts, CrmCheckCode, i).id, &right, error))
      return FALSE;
  if (right)
    return TRUE;
  crm_check_add_problem (problems, g_strdup (_ ("The index of long texts is wrong.")));
  return !repair || index_anew (tx, error);
}
