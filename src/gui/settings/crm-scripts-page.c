/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "script/crm-script.h"
#include "settings/crm-record-group.h"
#include "settings/crm-tasks-page.h"
#include "widgets/crm-names.h"

/* What conversation scripts and their questions are called, offer and ask. Main thread. */

static const char *
get_words (CrmRow *row, int field)
{
  const char *word = crm_row_get_text (row, field);

  return word != NULL ? crm_field_get_choice_label (&row->entity->fields[field], word) : NULL;
}

static const int script_fields[] = { CRM_SCRIPT_NAME, CRM_SCRIPT_STAGE, CRM_SCRIPT_CLIENT_KIND,
  CRM_SCRIPT_CLIENT_STATUS, CRM_SCRIPT_ADVICE, -1 };

static char *
dup_script_subtitle (CrmStore *store, CrmRow *script)
{
  g_autoptr (CrmNames) stages = crm_names_get (store, "stage");
  const char *const parts[] = { crm_names_get_title (stages, crm_row_get_integer (script, CRM_SCRIPT_STAGE)),
    get_words (script, CRM_SCRIPT_CLIENT_KIND), get_words (script, CRM_SCRIPT_CLIENT_STATUS) };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_strdup (text->len > 0 ? text->str : _ ("For every conversation"));
}

static const char *
get_script_label (int field)
{
  return field == CRM_SCRIPT_ADVICE ? _ ("Advice, shown while a call is written down") : NULL;
}

static const CrmRecordKind script_kind = {
  .entity = "script",
  .fields = script_fields,
  .position = CRM_SCRIPT_POSITION,
  .owner = -1,
  .active = CRM_SCRIPT_ACTIVE,
  .add = N_ ("Add script"),
  .fresh = N_ ("New script"),
  .dup_subtitle = dup_script_subtitle,
  .get_label = get_script_label,
};

static const int question_fields[] = { CRM_SCRIPT_QUESTION_QUESTION, CRM_SCRIPT_QUESTION_ANSWER,
  CRM_SCRIPT_QUESTION_CHOICES, CRM_SCRIPT_QUESTION_TARGET, CRM_SCRIPT_QUESTION_STEP,
  CRM_SCRIPT_QUESTION_AFTER_QUESTION, CRM_SCRIPT_QUESTION_AFTER_ANSWER, -1 };

static void
complete_question (CrmStore *store, CrmValues *values)
{
  crm_values_set_text (values, CRM_SCRIPT_QUESTION_ANSWER, "yes-no");
}

/* "Client: City" of "client.city", or why the answer does not get there. Caller owns. */
static char *
dup_target (CrmStore *store, CrmRow *question, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, ".", 2);
  g_autoptr (CrmEntity) entity = parts[0] != NULL ? crm_store_get_entity (store, parts[0]) : NULL;
  int field = entity != NULL && parts[1] != NULL ? crm_entity_find_field (entity, parts[1]) : -1;

  if (field < 0)
    return g_strdup (_ ("the field is gone: the answer stays in the text of the call"));
  if (!crm_script_can_hold (&entity->fields[field], crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER),
          crm_row_get_text (question, CRM_SCRIPT_QUESTION_CHOICES)))
    return g_strdup_printf (_ ("“%s” cannot hold such an answer: it stays in the text of the call"),
        crm_field_get_label (&entity->fields[field]));
  return g_strdup_printf (
      _ ("%s: %s"), crm_entity_get_label (entity), crm_field_get_label (&entity->fields[field]));
}

/* "yes" as it is read; a choice is its own word. */
static const char *
get_answer_label (const char *answer)
{
  return g_str_equal (answer, "yes") ? _ ("Yes") : g_str_equal (answer, "no") ? _ ("No") : answer;
}

/* "after “Do you rent?”: Yes"; NULL when it is always asked. Caller owns. */
static char *
dup_after (CrmStore *store, CrmRow *question)
{
  g_autoptr (CrmNames) questions = crm_names_get (store, "script_question");
  const char *answer = crm_row_get_text (question, CRM_SCRIPT_QUESTION_AFTER_ANSWER);
  const char *title =
      crm_names_get_title (questions, crm_row_get_integer (question, CRM_SCRIPT_QUESTION_AFTER_QUESTION));
  g_autofree char *after = title != NULL ? g_strdup_printf (_ ("after “%s”"), title) : NULL;

  if (after == NULL || answer == NULL)
    return g_steal_pointer (&after);
  return g_strdup_printf (_ ("%s: %s"), after, get_answer_label (answer));
}

static char *
dup_question_subtitle (CrmStore *store, CrmRow *question)
{
  const char *target = crm_row_get_text (question, CRM_SCRIPT_QUESTION_TARGET);
  const char *step = get_words (question, CRM_SCRIPT_QUESTION_STEP);
  g_autofree char *where = target != NULL ? dup_target (store, question, target) : NULL;
  g_autofree char *after = dup_after (store, question);
  g_autoptr (GString) text = g_string_new (get_words (question, CRM_SCRIPT_QUESTION_ANSWER));

  if (where != NULL)
    g_string_append_printf (text, " → %s", where);
  if (step != NULL)
    g_string_append_printf (text, _ (" → plans: %s"), step);
  if (after != NULL)
    g_string_append_printf (text, " · %s", after);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
question_applies (CrmRow *question, int field)
{
  const char *answer = crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER);

  if (field == CRM_SCRIPT_QUESTION_CHOICES)
    return g_strcmp0 (answer, "choice") == 0;
  if (field == CRM_SCRIPT_QUESTION_AFTER_ANSWER)
    return crm_row_get_integer (question, CRM_SCRIPT_QUESTION_AFTER_QUESTION) != 0;
  return field != CRM_SCRIPT_QUESTION_STEP || g_strcmp0 (answer, "yes-no") == 0 ||
         g_strcmp0 (answer, "date") == 0;
}

static const char *
get_question_label (int field)
{
  switch (field)
    {
    case CRM_SCRIPT_QUESTION_CHOICES: return _ ("Answers to choose from, one a line");
    case CRM_SCRIPT_QUESTION_TARGET: return _ ("The answer goes into");
    case CRM_SCRIPT_QUESTION_STEP: return _ ("A yes or a date plans");
    default: return NULL;
    }
}

static void
list_targets (CrmStore *store, GPtrArray *words, GPtrArray *labels)
{
  static const char *const entities[] = { "client", "deal" };

  g_ptr_array_add (words, g_strdup (""));
  g_ptr_array_add (labels, g_strdup (_ ("The text of the call")));
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (CrmEntity) entity = crm_store_get_entity (store, entities[i]);

      for (guint k = 0; k < entity->n_fields; k++)
        if (crm_script_can_hold (&entity->fields[k], "text", NULL))
          {
            g_ptr_array_add (words, g_strdup_printf ("%s.%s", entities[i], entity->fields[k].name));
            g_ptr_array_add (labels, g_strdup_printf (_ ("%s: %s"), crm_entity_get_label (entity),
                                         crm_field_get_label (&entity->fields[k])));
          }
    }
}

/* The other questions of its script. */
static void
list_questions (CrmStore *store, CrmRow *question, GPtrArray *words, GPtrArray *labels)
{
  g_autoptr (CrmNames) questions = crm_names_get (store, "script_question");

  g_ptr_array_add (words, g_strdup (""));
  g_ptr_array_add (labels, g_strdup (_ ("None")));
  for (guint i = 0; question != NULL && i < crm_names_get_count (questions); i++)
    {
      CrmRow *other = crm_names_get_row (questions, i);

      if (other->id == question->id || crm_row_get_integer (other, CRM_SCRIPT_QUESTION_SCRIPT) !=
                                           crm_row_get_integer (question, CRM_SCRIPT_QUESTION_SCRIPT))
        continue;
      g_ptr_array_add (words, g_strdup_printf ("%" G_GINT64_FORMAT, other->id));
      g_ptr_array_add (labels, crm_row_dup_title (other));
    }
}

static void
list_answers (CrmStore *store, CrmRow *question, GPtrArray *words, GPtrArray *labels)
{
  g_autoptr (CrmNames) questions = crm_names_get (store, "script_question");
  CrmRow *after = question != NULL ? crm_names_find (questions,
                                         crm_row_get_integer (question, CRM_SCRIPT_QUESTION_AFTER_QUESTION))
                                   : NULL;
  g_auto (GStrv) answers = after != NULL ? crm_script_list_answers (after) : NULL;

  g_ptr_array_add (words, g_strdup (""));
  g_ptr_array_add (labels, g_strdup (_ ("Any")));
  for (char **answer = answers; answer != NULL && *answer != NULL; answer++)
    {
      g_ptr_array_add (words, g_strdup (*answer));
      g_ptr_array_add (labels, g_strdup (get_answer_label (*answer)));
    }
}

static gboolean
list_question_words (CrmStore *store, CrmRow *row, int field, GPtrArray *words, GPtrArray *labels)
{
  switch (field)
    {
    case CRM_SCRIPT_QUESTION_TARGET: list_targets (store, words, labels); return TRUE;
    case CRM_SCRIPT_QUESTION_AFTER_QUESTION: list_questions (store, row, words, labels); return TRUE;
    case CRM_SCRIPT_QUESTION_AFTER_ANSWER: list_answers (store, row, words, labels); return TRUE;
    default: return FALSE;
    }
}

static const CrmRecordKind question_kind = {
  .entity = "script_question",
  .fields = question_fields,
  .position = CRM_SCRIPT_QUESTION_POSITION,
  .owner = CRM_SCRIPT_QUESTION_SCRIPT,
  .active = -1,
  .add = N_ ("Add question"),
  .fresh = N_ ("New question"),
  .complete = complete_question,
  .dup_subtitle = dup_question_subtitle,
  .applies = question_applies,
  .get_label = get_question_label,
  .list_words = list_question_words,
};

AdwPreferencesPage *
crm_scripts_page_new (CrmStore *store)
{
  AdwPreferencesPage *page = g_object_new (ADW_TYPE_PREFERENCES_PAGE, "name", "scripts", "title",
      _ ("Scripts"), "icon-name", "crm-template-symbolic", NULL);
  GtkWidget *scripts = crm_record_group_new (store, &script_kind, _ ("Conversations"));
  GtkWidget *questions = crm_record_group_new (store, &question_kind, _ ("Questions"));

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (scripts), _ ("What to say and ask at a stage, or to a kind of client."));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (questions),
      _ ("Answers go into fields, become the next step, or stay in the text of the call."));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (scripts));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (questions));
  return page;
}
