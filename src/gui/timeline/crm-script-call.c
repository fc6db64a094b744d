/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-script-call.h"

#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "script/crm-script.h"

/* What is written is handed to the writer's thread and freed there. */

typedef struct
{
  CrmValues *values;    /* owned */
  GPtrArray *questions; /* owned */
  char **answers;       /* owned */
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  crm_values_free (self->values);
  g_ptr_array_unref (self->questions);
  g_strfreev (self->answers);
  g_free (self);
}

static gint64
get_id (CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  return value != NULL && value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *self = data;
  /* The writer may try again from the start: what was given stays as it is. */
  g_autoptr (CrmValues) values = crm_values_copy (self->values);
  const char *typed = crm_values_get_text (self->values, CRM_CALL_TEXT);
  g_autoptr (GString) text = g_string_new (typed);

  for (guint i = 0; i < self->questions->len; i++)
    {
      g_autoptr (GError) wrong = NULL;
      g_autofree char *line = crm_script_answer (tx, self->questions->pdata[i],
          get_id (values, CRM_CALL_CLIENT), get_id (values, CRM_CALL_DEAL), self->answers[i], &wrong);

      if (wrong != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&wrong));
          return FALSE;
        }
      if (line == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }
  crm_values_set_text (values, CRM_CALL_TEXT, text->str);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

void
crm_script_call_add_async (CrmStore *store, CrmValues *values, GPtrArray *questions, char **answers,
    GAsyncReadyCallback callback, gpointer data)
{
  Call *call = g_new (Call, 1);

  call->values = values;
  call->questions = questions;
  call->answers = answers;
  crm_store_write_async (
      store, _ ("Add call with answers"), add_in_worker, call, call_free, NULL, callback, data);
}
