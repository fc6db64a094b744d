/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"

/* Reads a template: words, fields, conditions. What is wrong is told with line and place. Pure functions; any thread. */

#define MOST_TAG_BYTES 400

const char *const crm_template_roots[CRM_TEMPLATE_N_ROOTS] = {
  [CRM_TEMPLATE_CLIENT] = "client",
  [CRM_TEMPLATE_DEAL] = "deal",
  [CRM_TEMPLATE_MEETING] = "meeting",
  [CRM_TEMPLATE_USER] = "user",
  [CRM_TEMPLATE_BUSINESS] = "business",
};

const char *const crm_template_formats[CRM_TEMPLATE_N_FORMATS] = {
  [CRM_TEMPLATE_MONEY] = "money",
  [CRM_TEMPLATE_WHOLE] = "whole",
  [CRM_TEMPLATE_NUMBER] = "number",
  [CRM_TEMPLATE_DATE] = "date",
  [CRM_TEMPLATE_DAY] = "day",
  [CRM_TEMPLATE_TIME] = "time",
  [CRM_TEMPLATE_FIRST] = "first",
  [CRM_TEMPLATE_UPPER] = "upper",
  [CRM_TEMPLATE_LOWER] = "lower",
};

typedef enum
{
  TAG_FIELD,
  TAG_IF,
  TAG_ELSE,
  TAG_END,
} Tag;

typedef struct
{
  const char *text;
  const char *at;
  guint n_pieces;
  GHashTable *seen; /* paths; not owned */
  GPtrArray *fields;
} Reader;

static void
clear_path (CrmTemplatePath *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->names); i++)
    g_free (self->names[i]);
  g_free (self->text);
}

static void
free_piece (CrmTemplatePiece *self)
{
  g_free (self->words);
  clear_path (&self->path);
  g_free (self->value);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTemplatePiece, free_piece)

static GPtrArray *
make_pieces (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)free_piece);
}

/* Takes sentence. FALSE. */
static gboolean
refuse (Reader *self, const char *at, GError **error, char *sentence)
{
  guint line = 1;
  const char *start = self->text;

  for (const char *p = self->text; p < at; p++)
    if (*p == '\n')
      {
        line++;
        start = p + 1;
      }
  /* Translators: where something is wrong in a text, and what. */
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Line %u, character %ld: %s"), line,
      g_utf8_strlen (start, at - start) + 1, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
count_piece (Reader *self, const char *at, GError **error)
{
  if (++self->n_pieces <= CRM_TEMPLATE_MOST_PIECES)
    return TRUE;
  return refuse (self, at, error, g_strdup (_ ("There are too many fields and conditions.")));
}

/* Between the braces at self->at, which goes behind them. A brace in quotes does not end it. */
static char *
take_tag (Reader *self, GError **error)
{
  const char *start = self->at, *p;
  gboolean quoted = FALSE;

  for (p = start + 1; *p && *p != '\n' && p - start < MOST_TAG_BYTES; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      if (*p == '}' && (!quoted || !strchr (p, '"')))
        {
          g_autofree char *tag = g_strndup (start + 1, (gsize)(p - start - 1));

          self->at = p + 1;
          return g_strdup (g_strstrip (tag));
        }
      if (*p == '{' && !quoted)
        break;
    }
  refuse (self, start, error,
      g_strdup (_ ("This “{” is not closed. Write “{{” for a brace that is only a brace.")));
  return NULL;
}

static char *
list_words (const char *const *words, guint n)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i ? ", " : "", words[i]);
  return g_string_free (list, FALSE);
}

/* "client.name", "deal.owner.phone" */
static gboolean
read_path (Reader *self, const char *at, const char *text, CrmTemplatePath *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ".", -1);
  guint n = g_strv_length (names);
  gboolean known = FALSE;

  for (guint i = 0; i < n; i++)
    g_strstrip (names[i]);
  for (guint i = 0; n > 0 && i < CRM_TEMPLATE_N_ROOTS && !known; i++)
    if (g_ascii_strcasecmp (names[0], crm_template_roots[i]) == 0)
      {
        path->root = (CrmTemplateRoot)i;
        known = TRUE;
      }
  if (!known)
    {
      g_autofree char *roots = list_words (crm_template_roots, CRM_TEMPLATE_N_ROOTS);

      return refuse (self, at, error,
          n == 0 || !*names[0]
              ? g_strdup_printf (_ ("The braces are empty. A field begins with one of %s."), roots)
              : g_strdup_printf (
                    _ ("“%s” is nothing to write about. A field begins with one of %s."), names[0], roots));
    }
  if (n == 1 || !*names[1])
    return refuse (self, at, error,
        g_strdup_printf (
            _ ("“%s” needs a field, as in {%s.name}."), names[0], crm_template_roots[path->root]));
  if (n > CRM_TEMPLATE_MOST_PATH || (n == CRM_TEMPLATE_MOST_PATH && !*names[2]) ||
      (path->root == CRM_TEMPLATE_BUSINESS && n > 2))
    return refuse (self, at, error, g_strdup_printf (_ ("“%s” has too many points."), text));
  g_free (names[0]);
  names[0] = g_strdup (crm_template_roots[path->root]);
  path->text = g_strjoinv (".", names);
  for (guint i = 1; i < n; i++)
    path->names[i - 1] = g_strdup (names[i]);
  if (g_hash_table_add (self->seen, path->text))
    g_ptr_array_add (self->fields, g_strdup (path->text));
  return TRUE;
}

static gboolean
read_format (Reader *self, const char *at, const char *word, CrmTemplatePiece *piece, GError **error)
{
  g_autofree char *formats = NULL;

  if (*word == '?')
    {
      g_free (piece->words);
      piece->words = g_strdup (word + 1);
      return TRUE;
    }
  for (guint i = 0; i < CRM_TEMPLATE_N_FORMATS; i++)
    if (g_ascii_strcasecmp (word, crm_template_formats[i]) == 0)
      {
        piece->formats |= 1u << i;
        return TRUE;
      }
  formats = list_words (crm_template_formats, CRM_TEMPLATE_N_FORMATS);
  return refuse (self, at, error,
      g_strdup_printf (
          _ ("“%s” is no way to write a field. There are %s, and “?” with what to write instead of nothing."),
          word, formats));
}

static CrmTemplatePiece *
read_field (Reader *self, const char *at, const char *tag, GError **error)
{
  g_autoptr (CrmTemplatePiece) piece = g_new0 (CrmTemplatePiece, 1);
  g_auto (GStrv) parts = g_strsplit (tag, "|", -1);

  piece->kind = CRM_TEMPLATE_PIECE_FIELD;
  if (!read_path (self, at, parts[0] ? parts[0] : "", &piece->path, error))
    return NULL;
  for (guint i = 1; parts[i]; i++)
    if (!read_format (self, at, g_strstrip (parts[i]), piece, error))
      return NULL;
  return g_steal_pointer (&piece);
}

/* Cuts a word off the end of text, with the blanks before it. */
static gboolean
cut_end (char *text, const char *word)
{
  gsize n = strlen (text), n_word = strlen (word);

  if (n <= n_word || !g_ascii_isspace (text[n - n_word - 1]) ||
      g_ascii_strcasecmp (text + n - n_word, word) != 0)
    return FALSE;
  text[n - n_word] = '\0';
  g_strchomp (text);
  return TRUE;
}

/* "within 3 days": cuts it off, too. */
static gboolean
cut_within (char *text, int *days)
{
  char *found = NULL, *end;
  guint64 n;

  for (char *p = text; (p = strstr (p, " within ")); p++)
    found = p;
  if (!found)
    return FALSE;
  n = g_ascii_strtoull (found + strlen (" within "), &end, 10);
  if (end == found + strlen (" within ") || n > 3660)
    return FALSE;
  g_strchug (end);
  if (*end && !g_str_equal (end, "days") && !g_str_equal (end, "day"))
    return FALSE;
  *days = (int)n;
  *found = '\0';
  g_strchomp (text);
  return TRUE;
}

static char *
take_value (const char *text)
{
  g_autofree char *value = g_strstrip (g_strdup (text));
  gsize n = strlen (value);

  if (n >= 2 && value[0] == '"' && value[n - 1] == '"')
    return g_strndup (value + 1, n - 2);
  return g_steal_pointer (&value);
}

/* Behind "if": "client.birthday today", "not client.phone", "deal.amount > 1000", "client.city = Kyiv". */
static CrmTemplatePiece *
read_condition (Reader *self, const char *at, const char *tag, GError **error)
{
  g_autoptr (CrmTemplatePiece) piece = g_new0 (CrmTemplatePiece, 1);
  g_autofree char *text = g_strstrip (g_strdup (tag));
  gsize sign = strcspn (text, "=!<>");
  char *path = text;

  piece->kind = CRM_TEMPLATE_PIECE_IF;
  if (g_ascii_strncasecmp (path, "not ", 4) == 0)
    {
      piece->negated = TRUE;
      path = g_strchug (path + 4);
      sign = strcspn (path, "=!<>");
    }
  if (path[sign])
    {
      gboolean other = path[sign] == '!';

      if (other && path[sign + 1] != '=')
        {
          refuse (self, at, error,
              g_strdup (
                  _ ("After “!” an “=” is missing. Conditions are =, !=, <, >, today, tomorrow, within.")));
          return NULL;
        }
      piece->test = other               ? CRM_TEMPLATE_IS_OTHER
                    : path[sign] == '=' ? CRM_TEMPLATE_IS_EQUAL
                    : path[sign] == '<' ? CRM_TEMPLATE_IS_LESS
                                        : CRM_TEMPLATE_IS_MORE;
      piece->value = take_value (path + sign + (other ? 2 : 1));
      if (!*piece->value)
        {
          refuse (self, at, error, g_strdup (_ ("There is nothing to compare with.")));
          return NULL;
        }
      path[sign] = '\0';
      g_strchomp (path);
    }
  else if (cut_end (path, "today"))
    piece->test = CRM_TEMPLATE_IS_TODAY;
  else if (cut_end (path, "tomorrow"))
    piece->test = CRM_TEMPLATE_IS_TOMORROW;
  else if (cut_end (path, "empty"))
    piece->test = CRM_TEMPLATE_IS_EMPTY;
  else if (cut_within (path, &piece->days))
    piece->test = CRM_TEMPLATE_IS_WITHIN;
  else
    piece->test = CRM_TEMPLATE_IS_SET;
  if (!read_path (self, at, path, &piece->path, error))
    return NULL;
  return g_steal_pointer (&piece);
}

static Tag
get_tag (const char *tag, const char **rest)
{
  *rest = tag;
  if (g_ascii_strcasecmp (tag, "end") == 0)
    return TAG_END;
  if (g_ascii_strcasecmp (tag, "else") == 0)
    return TAG_ELSE;
  if (g_ascii_strcasecmp (tag, "if") == 0 || g_ascii_strncasecmp (tag, "if ", 3) == 0)
    {
      *rest = tag + 2;
      return TAG_IF;
    }
  return TAG_FIELD;
}

static void
add_words (GPtrArray *pieces, GString *words)
{
  CrmTemplatePiece *piece;

  if (!words->len)
    return;
  piece = g_new0 (CrmTemplatePiece, 1);
  piece->kind = CRM_TEMPLATE_PIECE_WORDS;
  piece->words = g_strndup (words->str, words->len);
  g_string_truncate (words, 0);
  g_ptr_array_add (pieces, piece);
}

/* Words up to the next tag. */
static void
take_words (Reader *self, GString *words)
{
  while (*self->at && (*self->at != '{' || self->at[1] == '{'))
    {
      /* A brace written twice is a brace. */
      if ((*self->at == '{' || *self->at == '}') && self->at[1] == self->at[0])
        self->at++;
      g_string_append_c (words, *self->at++);
    }
}

/* What is alone on its line, other than a field, leaves no empty line. */
static void
skip_line_end (Reader *self, const char *tag_start)
{
  if ((tag_start == self->text || tag_start[-1] == '\n') && *self->at == '\n')
    self->at++;
}

static gboolean read_pieces (Reader *self, guint depth, GPtrArray *pieces, Tag *ended, GError **error);

static CrmTemplatePiece *
read_if (Reader *self, const char *at, const char *condition, guint depth, GError **error)
{
  g_autoptr (CrmTemplatePiece) piece = read_condition (self, at, condition, error);
  Tag ended;

  if (!piece)
    return NULL;
  if (depth >= CRM_TEMPLATE_MOST_DEPTH)
    {
      refuse (self, at, error, g_strdup (_ ("Too many conditions are within each other.")));
      return NULL;
    }
  piece->pieces = make_pieces ();
  if (!read_pieces (self, depth + 1, piece->pieces, &ended, error))
    return NULL;
  if (ended == TAG_ELSE)
    {
      piece->others = make_pieces ();
      if (!read_pieces (self, depth + 1, piece->others, &ended, error))
        return NULL;
    }
  if (ended != TAG_END)
    {
      refuse (self, at, error,
          g_strdup (ended == TAG_ELSE ? _ ("This condition has “{else}” twice.")
                                      : _ ("“{end}” is missing for this condition.")));
      return NULL;
    }
  return g_steal_pointer (&piece);
}

/* Up to the end of the text (ended: TAG_FIELD), or behind "{else}" or "{end}". */
static gboolean
read_pieces (Reader *self, guint depth, GPtrArray *pieces, Tag *ended, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (;;)
    {
      const char *at, *rest;
      g_autofree char *tag = NULL;
      CrmTemplatePiece *piece;
      Tag kind;

      take_words (self, words);
      add_words (pieces, words);
      *ended = TAG_FIELD;
      if (!*self->at)
        return TRUE;
      at = self->at;
      if (!count_piece (self, at, error) || !(tag = take_tag (self, error)))
        return FALSE;
      kind = get_tag (tag, &rest);
      if (kind != TAG_FIELD)
        skip_line_end (self, at);
      if (kind == TAG_ELSE || kind == TAG_END)
        {
          *ended = kind;
          return depth > 0 ||
                 refuse (self, at, error, g_strdup_printf (_ ("“{%s}” has no condition before it."), tag));
        }
      piece = kind == TAG_IF ? read_if (self, at, rest, depth, error) : read_field (self, at, tag, error);
      if (!piece)
        return FALSE;
      g_ptr_array_add (pieces, piece);
    }
}

CrmTemplateText *
crm_template_text_new (const char *text, GError **error)
{
  g_autoptr (CrmTemplateText) self = g_new0 (CrmTemplateText, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = { .text = text, .at = text, .seen = seen };
  Tag ended;

  g_return_val_if_fail (text != NULL, NULL);

  self->pieces = make_pieces ();
  self->fields = reader.fields = g_ptr_array_new_with_free_func (g_free);
  if (strlen (text) > CRM_TEMPLATE_MOST_BYTES)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The text of the template is too long."));
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The text of the template is no text."));
      return NULL;
    }
  if (!read_pieces (&reader, 0, self->pieces, &ended, error))
    return NULL;
  g_ptr_array_add (self->fields, NULL);
  return g_steal_pointer (&self);
}

void
crm_template_text_free (CrmTemplateText *self)
{
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

const char *const *
crm_template_text_get_fields (CrmTemplateText *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *)self->fields->pdata;
}
