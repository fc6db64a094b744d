/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-spoken.h"
#include "base/crm-text.h"
#include "client/crm-client.h"

/* Fills templates: puts fields into their places and keeps in mind where they went. In the transaction's thread. */

typedef struct
{
  CrmTemplateScope *scope;
  GString *out;
  GArray *spans;      /* nullable */
  GPtrArray *missing; /* labels, each once */
} Writer;

void
crm_filled_free (CrmFilled *self)
{
  if (!self)
    return;
  g_free (self->subject);
  g_free (self->text);
  g_free (self->language);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

static CrmFilled *
make_filled (const char *language)
{
  CrmFilled *self = g_new0 (CrmFilled, 1);

  self->language = g_strdup (language ? language : "");
  self->spans = g_array_new (FALSE, FALSE, sizeof (CrmTemplateSpan));
  self->missing = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
add_missing (Writer *self, const char *label)
{
  for (guint i = 0; i < self->missing->len; i++)
    if (g_str_equal (self->missing->pdata[i], label))
      return;
  g_ptr_array_add (self->missing, g_strdup (label));
}

static gboolean
check_size (Writer *self, GError **error)
{
  if (self->out->len <= CRM_TEMPLATE_MOST_BYTES)
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The filled text is too long."));
  return FALSE;
}

static gboolean
write_field (Writer *self, const CrmTemplatePiece *piece, GError **error)
{
  g_auto (CrmTemplateValue) value = { 0 };
  CrmTemplateSpan span = { .start = (guint)self->out->len };
  g_autofree char *text = NULL;

  if (!crm_template_scope_find (self->scope, &piece->path, &value, error))
    return FALSE;
  text = crm_template_value_format (self->scope, &value, piece->formats);
  if (text)
    g_string_append (self->out, text);
  else if (piece->words)
    g_string_append (self->out, piece->words);
  else
    {
      g_string_append_printf (self->out, "⟨%s⟩", value.label);
      span.missing = TRUE;
      add_missing (self, value.label);
    }
  span.end = (guint)self->out->len;
  if (self->spans && span.end > span.start)
    g_array_append_val (self->spans, span);
  return check_size (self, error);
}

static gboolean
write_pieces (Writer *self, GPtrArray *pieces, GError **error)
{
  for (guint i = 0; pieces && i < pieces->len; i++)
    {
      const CrmTemplatePiece *piece = pieces->pdata[i];
      g_auto (CrmTemplateValue) value = { 0 };
      gboolean holds;

      switch (piece->kind)
        {
        case CRM_TEMPLATE_PIECE_WORDS:
          g_string_append (self->out, piece->words);
          if (!check_size (self, error))
            return FALSE;
          break;
        case CRM_TEMPLATE_PIECE_FIELD:
          if (!write_field (self, piece, error))
            return FALSE;
          break;
        case CRM_TEMPLATE_PIECE_IF:
          if (!crm_template_scope_find (self->scope, &piece->path, &value, error) ||
              !crm_template_value_holds (self->scope, piece, &value, &holds, error) ||
              !write_pieces (self, holds ? piece->pieces : piece->others, error))
            return FALSE;
          break;
        }
    }
  return TRUE;
}

/* Every field must be one, also in what is left out this time. */
static gboolean
check_pieces (Writer *self, GPtrArray *pieces, GError **error)
{
  for (guint i = 0; pieces && i < pieces->len; i++)
    {
      const CrmTemplatePiece *piece = pieces->pdata[i];
      g_auto (CrmTemplateValue) value = { 0 };

      if (piece->kind != CRM_TEMPLATE_PIECE_WORDS &&
          !crm_template_scope_find (self->scope, &piece->path, &value, error))
        return FALSE;
      if (!check_pieces (self, piece->pieces, error) || !check_pieces (self, piece->others, error))
        return FALSE;
    }
  return TRUE;
}

/* Caller owns; NULL on error. */
static char *
write_text (CrmTemplateScope *scope, CrmTemplateText *text, GArray *spans, GPtrArray *missing, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Writer self = { scope, out, spans, missing };

  if (!check_pieces (&self, text->pieces, error) || !write_pieces (&self, text->pieces, error))
    return NULL;
  return g_strndup (out->str, out->len);
}

CrmFilled *
crm_template_fill_text (
    CrmTransaction *tx, CrmTemplateText *text, const CrmTemplateSubject *subject, GError **error)
{
  g_auto (CrmTemplateScope) scope = { 0 };
  g_autoptr (CrmFilled) filled = make_filled (subject->language);

  if (!crm_template_scope_init (&scope, tx, subject, NULL, error))
    return NULL;
  filled->text = write_text (&scope, text, filled->spans, filled->missing, error);
  return filled->text ? g_steal_pointer (&filled) : NULL;
}

/* One language of a template. */
typedef struct
{
  char *language;
  char *subject;
  char *text;
} Choice;

static void
free_choice (Choice *self)
{
  g_free (self->language);
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

static GPtrArray *
list_texts (CrmTransaction *tx, gint64 template, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify)free_choice);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT language, subject, text FROM template_text WHERE template = $1 AND archived_at IS NULL ORDER "
      "BY id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, template);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Choice *choice = g_new0 (Choice, 1);
      const char *language = crm_statement_get_text (statement, 0);

      choice->language = g_strdup (language ? language : "");
      choice->subject = g_strdup (crm_statement_get_text (statement, 1));
      choice->text = g_strdup (crm_statement_get_text (statement, 2));
      g_ptr_array_add (texts, choice);
    }
  return row ? NULL : g_steal_pointer (&texts);
}

static const Choice *
choose_text (GPtrArray *texts, const char *wanted)
{
  g_autofree char *code = crm_spoken_language (wanted);

  for (guint i = 0; code && i < texts->len; i++)
    {
      const Choice *choice = texts->pdata[i];
      g_autofree char *other = crm_spoken_language (choice->language);

      if (g_strcmp0 (other, code) == 0)
        return choice;
    }
  for (guint i = 0; i < texts->len; i++)
    {
      const Choice *choice = texts->pdata[i];

      if (!*choice->language)
        return choice;
    }
  return texts->len ? texts->pdata[0] : NULL;
}

/* The language of the client a message goes to. Caller owns; NULL none. */
static char *
dup_language (CrmTransaction *tx, const CrmTemplateSubject *subject, GError **error)
{
  g_auto (CrmTemplateScope) scope = { 0 };
  CrmTemplatePath path = { .root = CRM_TEMPLATE_CLIENT, .names = { (char *)"language" }, .text = (char *)"" };
  g_auto (CrmTemplateValue) value = { 0 };

  if (subject->language)
    return g_strdup (subject->language);
  if (!crm_template_scope_init (&scope, tx, subject, NULL, error) ||
      !crm_template_scope_find (&scope, &path, &value, error))
    return NULL;
  return g_strdup (value.value.type == CRM_VALUE_TEXT ? value.value.v.text : "");
}

static char *
fill_part (CrmTemplateScope *scope, const char *part, GArray *spans, GPtrArray *missing, GError **error)
{
  g_autoptr (CrmTemplateText) text = crm_template_text_new (part, error);

  return text ? write_text (scope, text, spans, missing, error) : NULL;
}

CrmFilled *
crm_template_fill (CrmTransaction *tx, gint64 template, const CrmTemplateSubject *subject, GError **error)
{
  g_auto (CrmTemplateScope) scope = { 0 };
  g_autoptr (GPtrArray) texts = list_texts (tx, template, error);
  g_autofree char *wanted = texts ? dup_language (tx, subject, error) : NULL;
  const Choice *choice;
  g_autoptr (CrmFilled) filled = NULL;

  if (!wanted)
    return NULL;
  choice = choose_text (texts, wanted);
  if (!choice)
    {
      g_autofree char *title = crm_transaction_dup_title (tx, "template", template);

      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The template “%s” has no text."),
          title ? title : "");
      return NULL;
    }
  /* Dates and sums are in the language of the words around them; what is for everybody is in that of the business. */
  if (!crm_template_scope_init (&scope, tx, subject, choice->language, error))
    return NULL;
  filled = make_filled (choice->language);
  if (!crm_text_is_blank (choice->subject))
    {
      filled->subject = fill_part (&scope, choice->subject, NULL, filled->missing, error);
      if (!filled->subject)
        return NULL;
    }
  filled->text = fill_part (&scope, choice->text, filled->spans, filled->missing, error);
  return filled->text ? g_steal_pointer (&filled) : NULL;
}
