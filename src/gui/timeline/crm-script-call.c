/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-script-call.h"

#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "script/crm-script.h"

/* What is written is handed to the writer's thread and freed there. */

typedef struct
{
  CrmValues *values;        /* owned */
  GPtrArray *questions;     /* owned */
  char **answers;           /* owned */
  CrmMeetingDraft *meeting; /* owned, nullable */
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  crm_values_free (self->values);
  g_ptr_array_unref (self->questions);
  g_strfreev (self->answers);
  g_clear_pointer (&self->meeting, crm_meeting_draft_free);
  g_free (self);
}

static gint64
get_id (CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  return value != NULL && value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

static gboolean
add_meeting (CrmTransaction *tx, const Call *self, gint64 call, GError **error)
{
  g_autoptr (CrmMeetingDraft) meeting = crm_meeting_draft_copy (self->meeting);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  gint64 client = get_id (self->values, CRM_CALL_CLIENT);
  gint64 id;

  if (values == NULL)
    return FALSE;
  if (client != 0)
    g_array_append_val (meeting->clients, client);
  meeting->deal = get_id (self->values, CRM_CALL_DEAL);
  id = crm_meeting_draft_save_in_worker (tx, meeting, error);
  crm_values_set_text (values, CRM_MEETING_TRIGGER_ENTITY, "call");
  crm_values_set_integer (values, CRM_MEETING_TRIGGER, call);
  return id != 0 && crm_transaction_update (tx, id, 0, values, error);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Call *self = data;
  /* The writer may try again from the start: what was given stays as it is. */
  g_autoptr (CrmValues) values = crm_values_copy (self->values);
  const char *typed = crm_values_get_text (self->values, CRM_CALL_TEXT);
  g_autoptr (GString) text = g_string_new (typed);
  gint64 id;

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
  id = crm_transaction_insert (tx, values, NULL, error);
  return id != 0 && (self->meeting == NULL || add_meeting (tx, self, id, error));
}

void
crm_script_call_add_async (CrmStore *store, CrmValues *values, GPtrArray *questions, char **answers,
    CrmMeetingDraft *meeting, GAsyncReadyCallback callback, gpointer data)
{
  Call *call = g_new (Call, 1);

  call->values = values;
  call->questions = questions;
  call->answers = answers;
  call->meeting = meeting;
  crm_store_write_async (store,
      meeting != NULL ? _ ("Call and meeting added") : _ ("Call with answers added"), add_in_worker, call,
      call_free, NULL, callback, data);
}
