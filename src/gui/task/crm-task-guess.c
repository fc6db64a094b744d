/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-guess.h"

#include "base/crm-text.h"
#include "client/crm-client.h"

/* Runs in the reader. A name is asked for as it stands; when nobody has it, without its last letter or two, for in Ukrainian and
 * Russian names change their ends. */

#define MAX_CLIENTS 6
#define MAX_CUT 2
#define MIN_STEM 3
#define MAX_ENDING 3 /* letters a name may be longer than its stem */

typedef struct
{
  GPtrArray *names; /* char *, owned */
  char *phone;      /* nullable */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_ptr_array_unref (ask->names);
  g_free (ask->phone);
  g_free (ask);
}

static void
client_free (gpointer data)
{
  CrmTaskClient *client = data;

  g_free (client->name);
  g_free (client);
}

void
crm_task_guess_free (CrmTaskGuess *self)
{
  g_clear_pointer (&self->clients, g_ptr_array_unref);
  g_free (self->unknown);
  g_free (self);
}

static gboolean
is_cyrillic (const char *word)
{
  return g_unichar_get_script (g_utf8_get_char (word)) == G_UNICODE_SCRIPT_CYRILLIC;
}

/* Folded words without their last letters; FALSE when no word can be cut. */
static gboolean
cut_words (char **words, guint cut)
{
  gboolean any = cut == 0;

  for (guint i = 0; cut > 0 && words[i] != NULL; i++)
    if (is_cyrillic (words[i]) && g_utf8_strlen (words[i], -1) >= MIN_STEM + (glong)cut)
      {
        *g_utf8_offset_to_pointer (words[i], g_utf8_strlen (words[i], -1) - (glong)cut) = '\0';
        any = TRUE;
      }
  return any;
}

/* Every stem begins a word of the name that is not much longer. */
static gboolean
fits (const char *name, char **stems, guint cut)
{
  g_autofree char *fold = crm_text_fold (name);
  g_auto (GStrv) words = g_strsplit_set (fold, " -,.\"«»()", -1);

  for (guint i = 0; stems[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; words[k] != NULL && !found; k++)
        found = cut == 0 ? g_str_equal (words[k], stems[i])
                         : g_str_has_prefix (words[k], stems[i]) &&
                               g_utf8_strlen (words[k] + strlen (stems[i]), -1) <= MAX_ENDING;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_found (CrmTransaction *tx, CrmQuery *query, char **stems, guint cut, GPtrArray *clients, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  crm_query_add_order (query, "-last_contact");
  crm_query_set_limit (query, 10 * MAX_CLIENTS);
  ids = crm_transaction_find (tx, query, error);
  rows = ids != NULL ? crm_transaction_load_many (tx, "client", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len && clients->len < MAX_CLIENTS; i++)
    {
      CrmRow *row = rows->pdata[i];
      const char *name = crm_row_get_text (row, CRM_CLIENT_NAME);
      CrmTaskClient *client;

      if (name == NULL || (stems != NULL && !fits (name, stems, cut)))
        continue;
      client = g_new0 (CrmTaskClient, 1);
      client->id = row->id;
      client->name = g_strdup (name);
      g_ptr_array_add (clients, client);
    }
  return TRUE;
}

static gboolean
find_name (CrmTransaction *tx, const char *name, GPtrArray *clients, GError **error)
{
  for (guint cut = 0; cut <= MAX_CUT && clients->len == 0; cut++)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("client");
      g_auto (GStrv) stems = crm_text_words (name);

      if (stems[0] == NULL || !cut_words (stems, cut))
        return TRUE;
      for (guint i = 0; stems[i] != NULL; i++)
        crm_condition_add (
            crm_query_get_where (query), crm_condition_new ("name", CRM_TEST_CONTAINS, stems[i]));
      if (!add_found (tx, query, stems, cut, clients, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
guess_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ask *ask = data;
  g_autoptr (CrmTaskGuess) guess = g_new0 (CrmTaskGuess, 1);

  guess->clients = g_ptr_array_new_with_free_func (client_free);
  for (guint i = 0; i < ask->names->len && guess->clients->len == 0; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !find_name (tx, ask->names->pdata[i], guess->clients, error))
      return NULL;
  if (guess->clients->len == 0 && ask->phone != NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("client");

      crm_condition_add (
          crm_query_get_where (query), crm_condition_new ("phone", CRM_TEST_EQUAL, ask->phone));
      if (!add_found (tx, query, NULL, 0, guess->clients, error))
        return NULL;
    }
  if (guess->clients->len == 0 && ask->names->len > 0)
    guess->unknown = g_strdup (ask->names->pdata[0]);
  return g_steal_pointer (&guess);
}

static char *
dup_span (const char *text, const CrmTaskSpan *span)
{
  gsize length = strlen (text);

  return span->end > span->start && span->end <= length
             ? g_strndup (text + span->start, span->end - span->start)
             : NULL;
}

void
crm_task_guess_async (CrmStore *store, const char *text, const CrmTaskLine *line, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; line->names != NULL && i < line->names->len; i++)
    {
      char *name = dup_span (text, &g_array_index (line->names, CrmTaskSpan, i));

      if (name != NULL)
        g_ptr_array_add (ask->names, name);
    }
  ask->phone = dup_span (text, &line->phone);
  crm_store_read_async (store, 0, guess_in_worker, ask, ask_free, (GDestroyNotify)crm_task_guess_free,
      cancellable, callback, user_data);
}

CrmTaskGuess *
crm_task_guess_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return crm_store_read_finish (store, result, error);
}
