/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "store/crm-check-codes.h"
#include "store/crm-check.h"
#include "store/crm-transaction-private.h"

/* Compares the index of long texts with the texts. Making another one of all texts to compare it with takes a minute, so the words of both sides are added
 * up with their places, and only where the sums differ, damage or an odd sign that the index takes for another kind of sign, the database is
 * asked to compare. Runs in the writer's thread. */

typedef struct
{
  GArray *texts;  /* CrmCheckCode: words of the texts, less those of the index */
  gboolean ghost; /* the index has words of a text that is not there */
} Words;

static guint64
make_code (const char *word, gsize length, gboolean title, guint nth)
{
  guint64 code = crm_check_code_integer (CRM_CHECK_CODE_START, (gint64)nth * 2 + (title ? 1 : 0));

  return crm_check_code_end (crm_check_code_bytes (code, word, length));
}

static gboolean
is_of_word (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isalnum (c) || type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_OTHER_NUMBER ||
         type == G_UNICODE_PRIVATE_USE;
}

static guint64
add_up (const char *text, gboolean title)
{
  g_autofree char *fold = crm_text_fold (text);
  const char *start = NULL, *p;
  guint64 sum = 0;
  guint n = 0;

  for (p = fold; *p; p = g_utf8_next_char (p))
    if (is_of_word (g_utf8_get_char (p)))
      start = start ? start : p;
    else if (start)
      {
        sum += make_code (start, (gsize)(p - start), title, n++);
        start = NULL;
      }
  return start ? sum + make_code (start, (gsize)(p - start), title, n) : sum;
}

static void
take_word (gint64 id, gboolean title, guint nth, const char *word, gpointer data)
{
  Words *words = data;
  CrmCheckCode *text = crm_check_codes_find (words->texts, id);

  if (text)
    text->sum -= make_code (word, strlen (word), title, nth);
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
        add_up (crm_statement_get_text (all, 1), TRUE) + add_up (crm_statement_get_text (all, 2), FALSE) };

      g_array_append_val (texts, text);
      crm_check_watch_tell (tx->watch, CRM_CHECK_TEXTS, texts->len, total);
    }
  return !row;
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
  gint64 total = 0;
  gboolean right;

  if ((tx->watch && !crm_db_get_integer (tx->db, "SELECT count (*) FROM body", 0, &total, error)) ||
      !read_texts (tx, texts, total, error) || !crm_db_foreach_word (tx->db, take_word, &words, error))
    return FALSE;
  right = !words.ghost;
  for (guint i = 0; right && i < texts->len; i++)
    right = g_array_index (texts, CrmCheckCode, i).sum == 0;
  if (!right && !crm_db_compare_texts (tx->db, &right, error))
    return FALSE;
  if (right)
    return TRUE;
  crm_check_add_problem (problems, g_strdup (_ ("The index of long texts is wrong.")));
  return !repair || index_anew (tx, error);
}
