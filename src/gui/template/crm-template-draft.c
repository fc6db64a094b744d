/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-draft.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "template/crm-template.h"

/* The drafts of a book hang on its store. Read and written in a worker, kept on the main thread; a copy goes between them. */

#define KEY "crm-template-drafts"

static void
free_text (gpointer data)
{
  CrmDraftText *text = data;

  g_free (text->language);
  g_free (text->subject);
  g_free (text->text);
  g_free (text);
}

CrmTemplateDraft *
crm_template_draft_new (void)
{
  CrmTemplateDraft *self = g_new0 (CrmTemplateDraft, 1);

  self->name = g_strdup ("");
  self->channel = g_strdup ("any");
  self->purpose = g_strdup ("service");
  self->expects = g_strdup ("");
  self->words = g_strdup ("");
  self->scale_min = 1;
  self->scale_max = 5;
  self->valid_days = 7;
  self->texts = g_ptr_array_new_with_free_func (free_text);
  return self;
}

void
crm_template_draft_free (CrmTemplateDraft *self)
{
  g_free (self->name);
  g_free (self->channel);
  g_free (self->purpose);
  g_free (self->expects);
  g_free (self->words);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static CrmDraftText *
add_text (CrmTemplateDraft *self, gint64 id, const char *language, const char *subject, const char *words)
{
  CrmDraftText *text = g_new0 (CrmDraftText, 1);

  text->id = id;
  text->language = g_strdup (language ? language : "");
  text->subject = g_strdup (subject ? subject : "");
  text->text = g_strdup (words ? words : "");
  g_ptr_array_add (self->texts, text);
  return text;
}

CrmDraftText *
crm_template_draft_add_text (CrmTemplateDraft *self, const char *language)
{
  return add_text (self, 0, language, NULL, NULL);
}

guint
crm_template_draft_count_texts (CrmTemplateDraft *self)
{
  guint n = 0;

  for (guint i = 0; i < self->texts->len; i++)
    n += !((CrmDraftText *)self->texts->pdata[i])->removed;
  return n;
}

static void
set (char **to, const char *from)
{
  char *copy = g_strdup (from ? from : "");

  g_free (*to);
  *to = copy;
}

CrmTemplateDraft *
crm_template_draft_copy (CrmTemplateDraft *self)
{
  CrmTemplateDraft *copy = crm_template_draft_new ();

  copy->id = self->id;
  set (&copy->name, self->name);
  set (&copy->channel, self->channel);
  set (&copy->purpose, self->purpose);
  set (&copy->expects, self->expects);
  set (&copy->words, self->words);
  copy->scale_min = self->scale_min;
  copy->scale_max = self->scale_max;
  copy->valid_days = self->valid_days;
  copy->changed = self->changed;
  for (guint i = 0; i < self->texts->len; i++)
    {
      CrmDraftText *text = self->texts->pdata[i];

      add_text (copy, text->id, text->language, text->subject, text->text)->removed = text->removed;
    }
  return copy;
}

static int
get_number (CrmRow *row, int field, int otherwise)
{
  const CrmValue *value = crm_row_get (row, field);

  return value->type == CRM_VALUE_INTEGER ? (int)value->v.integer : otherwise;
}

CrmTemplateDraft *
crm_template_draft_read (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmTemplateDraft) self = crm_template_draft_new ();
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "template", id, error);
  g_autoptr (GArray) ids =
      row ? crm_db_list_integers (crm_transaction_get_db (tx),
                "SELECT id FROM template_text WHERE template = $1 AND archived_at IS NULL "
                "ORDER BY id",
                error, 1, id)
          : NULL;
  g_autoptr (GPtrArray) texts = ids ? crm_transaction_load_many (tx, "template_text",
                                          (const gint64 *)(gpointer)ids->data, ids->len, error)
                                    : NULL;

  if (!texts)
    return NULL;
  self->id = id;
  set (&self->name, crm_row_get_text (row, CRM_TEMPLATE_NAME));
  set (&self->channel, crm_row_get_text (row, CRM_TEMPLATE_CHANNEL));
  set (&self->purpose, crm_row_get_text (row, CRM_TEMPLATE_PURPOSE));
  set (&self->expects, crm_row_get_text (row, CRM_TEMPLATE_EXPECTS));
  set (&self->words, crm_row_get_text (row, CRM_TEMPLATE_WORDS));
  self->scale_min = get_number (row, CRM_TEMPLATE_SCALE_MIN, self->scale_min);
  self->scale_max = get_number (row, CRM_TEMPLATE_SCALE_MAX, self->scale_max);
  self->valid_days = get_number (row, CRM_TEMPLATE_VALID_DAYS, self->valid_days);
  for (guint i = 0; i < texts->len; i++)
    {
      CrmRow *text = texts->pdata[i];

      add_text (self, text->id, crm_row_get_text (text, CRM_TEMPLATE_TEXT_LANGUAGE),
          crm_row_get_text (text, CRM_TEMPLATE_TEXT_SUBJECT),
          crm_row_get_text (text, CRM_TEMPLATE_TEXT_TEXT));
    }
  return g_steal_pointer (&self);
}

static gboolean
write_template (CrmTransaction *tx, CrmTemplateDraft *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "template", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  gboolean scale = g_str_equal (self->expects, "scale");

  if (!values)
    return FALSE;
  crm_values_set_text (values, CRM_TEMPLATE_NAME, self->name);
  crm_values_set_text (values, CRM_TEMPLATE_CHANNEL, self->channel);
  crm_values_set_text (values, CRM_TEMPLATE_PURPOSE, self->purpose);
  crm_values_set_text (values, CRM_TEMPLATE_EXPECTS, self->expects);
  crm_values_set_text (values, CRM_TEMPLATE_WORDS, g_str_equal (self->expects, "words") ? self->words : NULL);
  crm_value_clear (crm_values_slot (values, CRM_TEMPLATE_SCALE_MIN));
  crm_value_clear (crm_values_slot (values, CRM_TEMPLATE_SCALE_MAX));
  crm_value_clear (crm_values_slot (values, CRM_TEMPLATE_VALID_DAYS));
  if (scale)
    {
      crm_values_set_integer (values, CRM_TEMPLATE_SCALE_MIN, self->scale_min);
      crm_values_set_integer (values, CRM_TEMPLATE_SCALE_MAX, self->scale_max);
    }
  if (*self->expects)
    crm_values_set_integer (values, CRM_TEMPLATE_VALID_DAYS, self->valid_days);
  if (self->id)
    return crm_transaction_update (tx, self->id, 0, values, error);
  self->id = crm_transaction_insert (tx, values, NULL, error);
  return self->id != 0;
}

static gboolean
write_text (CrmTransaction *tx, CrmTemplateDraft *self, CrmDraftText *text, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "template_text", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return FALSE;
  if (text->removed)
    return !text->id || crm_transaction_archive (tx, "template_text", text->id, error);
  crm_values_set_integer (values, CRM_TEMPLATE_TEXT_TEMPLATE, self->id);
  crm_values_set_text (values, CRM_TEMPLATE_TEXT_LANGUAGE, text->language);
  crm_values_set_text (values, CRM_TEMPLATE_TEXT_SUBJECT, text->subject);
  crm_values_set_text (values, CRM_TEMPLATE_TEXT_TEXT, text->text);
  return text->id ? crm_transaction_update (tx, text->id, 0, values, error)
                  : crm_transaction_insert (tx, values, NULL, error) != 0;
}

gint64
crm_template_draft_write (CrmTransaction *tx, CrmTemplateDraft *self, GError **error)
{
  if (!write_template (tx, self, error))
    return 0;
  for (guint i = 0; i < self->texts->len; i++)
    if (!write_text (tx, self, self->texts->pdata[i], error))
      return 0;
  return self->id;
}

static GHashTable *
get_drafts (CrmStore *store)
{
  GHashTable *drafts = g_object_get_data (G_OBJECT (store), KEY);

  if (!drafts)
    {
      drafts = g_hash_table_new_full (
          g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_template_draft_free);
      g_object_set_data_full (G_OBJECT (store), KEY, drafts, (GDestroyNotify)g_hash_table_unref);
    }
  return drafts;
}

CrmTemplateDraft *
crm_template_drafts_get (CrmStore *store, gint64 id)
{
  return g_hash_table_lookup (get_drafts (store), &id);
}

void
crm_template_drafts_take (CrmStore *store, gint64 id, CrmTemplateDraft *draft)
{
  if (draft)
    g_hash_table_replace (get_drafts (store), g_memdup2 (&id, sizeof id), draft);
  else
    g_hash_table_remove (get_drafts (store), &id);
}
