/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-quick-add-write.h"
#include "client/crm-client-fill.h"
#include "client/crm-client-relations.h"
#include "client/crm-client.h"
#include "message/crm-message.h"
#include "note/crm-note.h"
#include "task/crm-task.h"

/* A client with what was said and what is to be done. Runs in the writer's thread. */

void
crm_quick_client_free (CrmQuickClient *self)
{
  g_free (self->kind);
  g_free (self->name);
  g_free (self->company);
  g_free (self->tags);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->note);
  g_clear_pointer (&self->task, crm_values_free);
  g_clear_pointer (&self->card, crm_card_free);
  g_free (self);
}

static gboolean
read_text (CrmTransaction *tx, CrmValues *values, int field, const char *text, GError **error)
{
  return text[0] == '\0' || crm_transaction_read_value (tx, values, field, text, error);
}

static gboolean
insert_client (CrmTransaction *tx, CrmQuickClient *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;
  gint64 company;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, self->kind);
  if (!read_text (tx, values, CRM_CLIENT_NAME, self->name, error) ||
      !read_text (tx, values, CRM_CLIENT_PHONE, self->phone, error) ||
      !read_text (tx, values, CRM_CLIENT_EMAIL, self->email, error) ||
      !read_text (tx, values, CRM_CLIENT_TAGS, self->tags, error))
    return FALSE;
  if (self->company[0] != '\0')
    {
      company = crm_client_relations_company_in_worker (tx, self->company, error);
      if (company == 0)
        return FALSE;
      crm_values_set_integer (values, CRM_CLIENT_COMPANY, company);
    }
  self->id = crm_transaction_insert (tx, values, NULL, error);
  return self->id != 0;
}

/* What the client lacks of what is known; nothing it has is replaced. */
static gboolean
fill (CrmTransaction *tx, CrmQuickClient *self, gboolean addresses, GError **error)
{
  g_autoptr (CrmCard) card = self->card != NULL ? crm_card_copy (self->card) : crm_card_new ();
  g_autoptr (GPtrArray) items = NULL;

  if (addresses && self->phone[0] != '\0')
    crm_card_add_address (card, "phone", NULL, self->phone, FALSE);
  if (addresses && self->email[0] != '\0')
    crm_card_add_address (card, "email", NULL, self->email, FALSE);
  items = crm_client_fill_list_in_worker (tx, self->id, card, error);
  return items != NULL && crm_client_fill_in_worker (tx, self->id, items, error);
}

static gboolean
add_note (CrmTransaction *tx, CrmQuickClient *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "note", error);
  g_autoptr (CrmValues) values = NULL;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_NOTE_CLIENT, self->id);
  crm_values_set_integer (values, CRM_NOTE_AT, crm_transaction_get_now (tx));
  crm_values_set_integer (values, CRM_NOTE_AUTHOR, crm_transaction_get_user (tx));
  crm_values_set_text (values, CRM_NOTE_TEXT, self->note);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
add_task (CrmTransaction *tx, CrmQuickClient *self, GError **error)
{
  crm_values_set_integer (self->task, CRM_TASK_CLIENT, self->id);
  crm_values_set_integer (self->task, CRM_TASK_OWNER, crm_transaction_get_user (tx));
  return crm_transaction_insert (tx, self->task, NULL, error) != 0;
}

gboolean
crm_quick_client_write_in_worker (CrmTransaction *tx, CrmQuickClient *self, GError **error)
{
  gboolean is_new = self->id == 0;

  if (is_new && !insert_client (tx, self, error))
    return FALSE;
  if ((!is_new || self->card != NULL) && !fill (tx, self, !is_new, error))
    return FALSE;
  return (self->note[0] == '\0' || add_note (tx, self, error)) &&
         (self->task == NULL || add_task (tx, self, error)) &&
         (self->conversation == 0 || crm_conversation_set_client (tx, self->conversation, self->id, error));
}
