/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-agenda.h"

#include <string.h>

/* Where in the calendar something stands of which one remembers a word. Looks through the meetings from a time on, so it takes as long as there are
 * meetings on the way. In a worker's thread. */

#define MAX_WORDS 6

/* Parameters: $1 the time, $2 the owner, words from $3. */
#define SELECT \
  "SELECT o.parent_id, o.rid, o.starts_at, o.ends_at, o.all_day FROM occurrence o CROSS JOIN meeting m" \
  " WHERE o.source = 0 AND m.id = o.parent_id AND m.archived_at IS NULL AND ($2 = 0 OR m.owner = $2)"
#define WORD \
  " AND (m.title_fold LIKE $%u ESCAPE '\\' OR m.place_fold LIKE $%u ESCAPE '\\' OR EXISTS (SELECT 1 FROM" \
  " record_link l JOIN client c ON c.id = l.target_id WHERE l.entity = 'meeting' AND l.record_id = m.id AND" \
  " l.field = 'clients' AND c.name_fold LIKE $%u ESCAPE '\\'))"

static char *
make_pattern (const char *word)
{
  GString *pattern = g_string_new ("%");

  for (const char *p = word; *p != '\0'; p++)
    {
      if (strchr ("%_\\", *p))
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

gboolean
crm_agenda_find_words (CrmTransaction *tx, const char *const *words, gint64 from, gboolean earlier,
    gint64 owner, CrmOccurrence **found, GError **error)
{
  g_autoptr (GString) sql = g_string_new (SELECT);
  g_autoptr (CrmStatement) statement = NULL;
  guint n = 0;
  gboolean row;

  *found = NULL;
  g_string_append (sql, earlier ? " AND o.starts_at < $1" : " AND o.starts_at >= $1");
  while (words[n] != NULL && n < MAX_WORDS)
    {
      g_string_append_printf (sql, WORD, n + 3, n + 3, n + 3);
      n++;
    }
  if (n == 0)
    return TRUE;
  g_string_append (sql, earlier ? " ORDER BY o.starts_at DESC LIMIT 1" : " ORDER BY o.starts_at LIMIT 1");
  statement = crm_db_prepare (crm_transaction_get_db (tx), sql->str, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, from);
  crm_statement_bind_integer (statement, 2, owner);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *pattern = make_pattern (words[i]);

      crm_statement_bind_text (statement, (int)i + 3, pattern);
    }
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *found = g_new0 (CrmOccurrence, 1);
  (*found)->meeting = crm_statement_get_integer (statement, 0);
  (*found)->rid = g_strdup (crm_statement_get_text (statement, 1));
  (*found)->starts_at = crm_statement_get_integer (statement, 2);
  (*found)->ends_at = crm_statement_get_integer (statement, 3);
  (*found)->all_day = crm_statement_get_integer (statement, 4) != 0;
  return TRUE;
}
