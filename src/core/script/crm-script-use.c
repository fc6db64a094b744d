/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "script/crm-script.h"
#include "task/crm-task.h"

/* Which script fits a conversation, and where its answers go. Finding runs in any worker's thread, answering in the writer's. */

static GPtrArray *
load_questions (CrmTransaction *tx, gint64 script, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM script_question WHERE script = $1 AND archived_at IS NULL ORDER BY position NULLS "
      "LAST, "
      "id",
      error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, script);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  return row ? NULL
             : crm_transaction_load_many (
                   tx, "script_question", (const gint64 *)(gpointer)ids->data, ids->len, error);
}

static gboolean
find_id (CrmTransaction *tx, const CrmRow *client, gint64 stage, gint64 *id, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM script WHERE archived_at IS NULL AND active IS NOT FALSE AND (stage IS NULL OR stage = "
      "$1) AND (client_kind IS NULL OR client_kind = $2) AND (client_status IS NULL OR client_status = $3) "
      "ORDER BY CASE WHEN stage IS NULL THEN 1 ELSE 0 END, CASE WHEN client_status IS NULL THEN 1 ELSE 0 "
      "END, "
      "CASE WHEN client_kind IS NULL THEN 1 ELSE 0 END, position NULLS LAST, id LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  if (stage)
    crm_statement_bind_integer (statement, 1, stage);
  else
    crm_statement_bind_null (statement, 1);
  crm_statement_bind_text (statement, 2, client ? crm_row_get_text (client, CRM_CLIENT_KIND) : NULL);
  crm_statement_bind_text (statement, 3, client ? crm_row_get_text (client, CRM_CLIENT_STATUS) : NULL);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *id = row ? crm_statement_get_integer (statement, 0) : 0;
  return TRUE;
}

CrmRow *
crm_script_find (CrmTransaction *tx, gint64 client, gint64 deal, GPtrArray **questions, GError **error)
{
  g_autoptr (CrmRow) client_row = client ? crm_transaction_load (tx, "client", client, error) : NULL;
  g_autoptr (CrmRow) deal_row = deal ? crm_transaction_load (tx, "deal", deal, error) : NULL;
  g_autoptr (CrmRow) script = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gint64 id;

  if ((client && !client_row) || (deal && !deal_row) ||
      !find_id (tx, client_row, deal_row ? crm_row_get_integer (deal_row, CRM_DEAL_STAGE) : 0, &id, error) ||
      !id)
    return NULL;
  script = crm_transaction_load (tx, "script", id, error);
  found = script ? load_questions (tx, id, error) : NULL;
  if (!found)
    return NULL;
  if (questions)
    *questions = g_steal_pointer (&found);
  return g_steal_pointer (&script);
}

char **
crm_script_list_answers (const CrmRow *question)
{
  const char *kind = crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER);
  const char *choices = crm_row_get_text (question, CRM_SCRIPT_QUESTION_CHOICES);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = g_strsplit (choices ? choices : "", "\n", -1);

  if (g_strcmp0 (kind, "yes-no") == 0)
    g_strv_builder_add_many (builder, "yes", "no", NULL);
  for (char **line = lines; *line && g_strcmp0 (kind, "choice") == 0; line++)
    if (*g_strstrip (*line))
      g_strv_builder_add (builder, *line);
  return g_strv_builder_end (builder);
}

static gboolean
find_place (GPtrArray *questions, gint64 id, guint *place)
{
  for (guint i = 0; i < questions->len; i++)
    if (((CrmRow *)questions->pdata[i])->id == id)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
crm_script_is_asked (GPtrArray *questions, const char *const *answers, guint place)
{
  /* No longer chain than there are questions: what waits in a circle is not asked. */
  for (guint n = 0; n < questions->len; n++)
    {
      const CrmRow *question = questions->pdata[place];
      const char *wanted = crm_row_get_text (question, CRM_SCRIPT_QUESTION_AFTER_ANSWER);

      if (!find_place (questions, crm_row_get_integer (question, CRM_SCRIPT_QUESTION_AFTER_QUESTION), &place))
        return TRUE;
      if (!*answers[place] || (wanted && !g_str_equal (wanted, answers[place])))
        return FALSE;
    }
  return FALSE;
}

/* Every answer to choose must be one of the field's own words. */
static gboolean
has_choices (const CrmField *field, const char *choices)
{
  g_auto (GStrv) lines = g_strsplit (choices ? choices : "", "\n", -1);

  for (char **line = lines; *line; line++)
    {
      g_autofree char *fold = crm_text_fold (g_strstrip (*line));
      gboolean found = !*fold;

      for (const CrmChoice *choice = field->choices; choice && choice->word && !found; choice++)
        {
          g_autofree char *label = crm_text_fold (_ (choice->label));
          found = g_str_equal (choice->word, *line) || g_str_equal (label, fold);
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_script_can_hold (const CrmField *field, const char *answer, const char *choices)
{
  if (field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY | CRM_FIELD_MAIN))
    return FALSE;
  switch (field->kind)
    {
    case CRM_KIND_TEXT:
    case CRM_KIND_LONG:
    case CRM_KIND_OPTION:
    case CRM_KIND_PLACE: return TRUE;
    case CRM_KIND_LINK:
    case CRM_KIND_LINKS:
    case CRM_KIND_TAGS:
    case CRM_KIND_BLOB:
    case CRM_KIND_BODY:
    case CRM_N_KINDS: return FALSE;
    case CRM_KIND_BOOLEAN: return !g_str_equal (answer, "date");
    case CRM_KIND_DATE:
    case CRM_KIND_INSTANT: return !g_str_equal (answer, "yes-no") && !g_str_equal (answer, "choice");
    case CRM_KIND_CHOICE:
    case CRM_KIND_CHOICES:
      return g_str_equal (answer, "text") || (g_str_equal (answer, "choice") && has_choices (field, choices));
    default: return g_str_equal (answer, "text") || g_str_equal (answer, "choice");
    }
}

/* Puts the answer into the field; stored FALSE without error when there is no such field or record any more, or it cannot hold it. */
static gboolean
store_answer (CrmTransaction *tx, const CrmRow *question, gint64 client, gint64 deal, const char *answer,
    gboolean *stored, GError **error)
{
  const char *target = crm_row_get_text (question, CRM_SCRIPT_QUESTION_TARGET);
  g_auto (GStrv) parts = g_strsplit (target ? target : "", ".", 2);
  gboolean of_deal = g_strcmp0 (parts[0], "deal") == 0;
  gint64 id = of_deal ? deal : g_strcmp0 (parts[0], "client") == 0 ? client : 0;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;
  int field;

  *stored = FALSE;
  if (!id || !parts[1])
    return TRUE;
  entity = crm_transaction_get_entity (tx, parts[0], error);
  if (!entity)
    return FALSE;
  field = crm_entity_find_field (entity, parts[1]);
  if (field < 0 ||
      !crm_script_can_hold (&entity->fields[field], crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER),
          crm_row_get_text (question, CRM_SCRIPT_QUESTION_CHOICES)))
    return TRUE;
  values = crm_values_new (entity);
  *stored = TRUE;
  return crm_transaction_read_value (tx, values, field, answer, error) &&
         crm_transaction_update (tx, id, 0, values, error);
}

/* A yes plans a step without a date, a date one on that day. */
static gboolean
plan_step (CrmTransaction *tx, const CrmRow *question, gint64 client, gint64 deal, const char *answer,
    gboolean *planned, GError **error)
{
  const char *kind = crm_row_get_text (question, CRM_SCRIPT_QUESTION_STEP);
  gboolean date = g_strcmp0 (crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER), "date") == 0;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  *planned = kind && (date || g_str_equal (answer, "yes"));
  if (!*planned)
    return TRUE;
  entity = crm_transaction_get_entity (tx, "task", error);
  if (!entity)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_TASK_TITLE, crm_row_get_text (question, CRM_SCRIPT_QUESTION_QUESTION));
  crm_values_set_text (values, CRM_TASK_KIND, kind);
  if (client)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  if (deal)
    crm_values_set_integer (values, CRM_TASK_DEAL, deal);
  return (!date || crm_transaction_read_value (tx, values, CRM_TASK_DUE_ON, answer, error)) &&
         crm_transaction_insert (tx, values, NULL, error) != 0;
}

/* "How many? 12", "Town: Lviv" */
static char *
join (const char *question, const char *words)
{
  gsize length = strlen (question);
  const char *last = length ? g_utf8_find_prev_char (question, question + length) : question;

  if (length && g_unichar_ispunct (g_utf8_get_char (last)) && !strchr (")]\"", *last))
    return g_strdup_printf ("%s %s", question, words);
  /* Translators: a question of a script and its answer, in the text of a call. */
  return g_strdup_printf (_ ("%s: %s"), question, words);
}

char *
crm_script_answer (CrmTransaction *tx, const CrmRow *question, gint64 client, gint64 deal, const char *answer,
    GError **error)
{
  gboolean stored, planned;
  const char *words = answer;

  if (!answer || !*answer || !store_answer (tx, question, client, deal, answer, &stored, error) ||
      !plan_step (tx, question, client, deal, answer, &planned, error) || stored || planned)
    return NULL;
  if (g_strcmp0 (crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER), "yes-no") == 0)
    words = g_str_equal (answer, "yes") ? _ ("yes") : g_str_equal (answer, "no") ? _ ("no") : answer;
  return join (crm_row_get_text (question, CRM_SCRIPT_QUESTION_QUESTION), words);
}
