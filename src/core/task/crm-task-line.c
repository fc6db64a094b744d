/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-line.h"
#include "base/crm-recurrence.h"
#include "base/crm-when-reader.h"

#include <string.h>

/* Owns what was read from one typed line. The date and the rule are read first; what is left tells the kind, the weight
 * and the names. Pure functions; any thread. */

typedef struct
{
  const char *text;
  CrmWhenReader reader;
  GArray *removed; /* CrmTaskSpan: what is not in the title; owned */
} Line;

static void
remove_span (Line *line, gsize start, gsize end)
{
  CrmTaskSpan span = { start, end };

  if (end > start)
    g_array_append_val (line->removed, span);
}

static gboolean
is_removed (const Line *line, const CrmToken *token)
{
  for (guint i = 0; i < line->removed->len; i++)
    {
      const CrmTaskSpan *span = &g_array_index (line->removed, CrmTaskSpan, i);

      if (token->start >= span->start && token->end <= span->end)
        return TRUE;
    }
  return FALSE;
}

static void
read_when (
    CrmTaskLine *self, Line *line, gint64 now, GTimeZone *zone, int week_start, CrmTaskLineFlags without)
{
  if ((without & CRM_TASK_LINE_NO_RULE) == 0)
    self->has_when = crm_recurrence_find (line->text, now, zone, week_start, &self->when, &self->rule);
  if (!self->has_when && (without & CRM_TASK_LINE_NO_WHEN) == 0)
    self->has_when = crm_when_find (line->text, now, zone, week_start, &self->when);
  if (!self->has_when)
    return;
  remove_span (line, self->when.start, self->when.end);
  remove_span (line, self->when.time_start, self->when.time_end);
}

/* Nothing that belongs to the title stands there. */
static gboolean
is_edge (const Line *line, const CrmToken *token)
{
  return token == NULL || token->type == CRM_TOKEN_SIGN || is_removed (line, token);
}

static gboolean
is_exclamation (const Line *line, guint i)
{
  const CrmToken *token = crm_when_reader_get (&line->reader, i);
  const CrmToken *after = crm_when_reader_get (&line->reader, i + 1);

  return token->type == CRM_TOKEN_SIGN && token->sign == '!' &&
         (i == 0 || token->blank_before || is_removed (line, crm_when_reader_get (&line->reader, i - 1))) &&
         (after == NULL || after->blank_before || after->sign == '!');
}

/* "!" as a word; "important" at an edge of what is to be done, for an important client is something else. */
static void
read_importance (CrmTaskLine *self, Line *line)
{
  for (guint i = 0; i < line->reader.tokens->len; i++)
    {
      const CrmToken *token = crm_when_reader_get (&line->reader, i);
      const CrmToken *before = i > 0 ? crm_when_reader_get (&line->reader, i - 1) : NULL;
      const CrmToken *after = crm_when_reader_get (&line->reader, i + 1);
      gsize end = token->end;

      if (is_removed (line, token))
        continue;
      if (is_exclamation (line, i))
        {
          while (after != NULL && after->sign == '!' && !after->blank_before)
            {
              end = after->end;
              after = crm_when_reader_get (&line->reader, ++i + 1);
            }
        }
      else if (!crm_word_means (token->word, CRM_WORD_IMPORTANT, NULL) ||
               !((is_edge (line, before) && crm_when_reader_is_free (&line->reader, i + 1)) ||
                   is_edge (line, after)))
        continue;

      self->important = TRUE;
      self->important_span = (CrmTaskSpan){ token->start, end };
      /* "asap!" */
      while (after != NULL && after->sign == '!' && !after->blank_before)
        {
          end = after->end;
          after = crm_when_reader_get (&line->reader, ++i + 1);
        }
      /* "urgent: call" */
      if (after != NULL && after->type == CRM_TOKEN_SIGN && (after->sign == ':' || after->sign == ',') &&
          !after->blank_before)
        end = after->end;
      remove_span (line, token->start, end);
      return;
    }
}

/* The first word that is something to do; before it stand only words that say nothing. */
static void
read_kind (CrmTaskLine *self, const Line *line)
{
  for (guint i = 0; i < line->reader.tokens->len; i++)
    {
      const CrmToken *token = crm_when_reader_get (&line->reader, i);

      if (token->type == CRM_TOKEN_SIGN || is_removed (line, token))
        continue;
      if (crm_word_means (token->word, CRM_WORD_CALL, NULL))
        self->kind = CRM_TASK_LINE_CALL;
      else if (crm_word_means (token->word, CRM_WORD_LETTER, NULL))
        self->kind = CRM_TASK_LINE_LETTER;
      else if (crm_word_means (token->word, CRM_WORD_MEETING, NULL))
        self->kind = CRM_TASK_LINE_MEETING;
      if (self->kind != CRM_TASK_LINE_TODO)
        self->kind_span = (CrmTaskSpan){ token->start, token->end };
      if (self->kind != CRM_TASK_LINE_TODO || !(crm_word_means (token->word, CRM_WORD_THE, NULL) ||
                                                  crm_word_means (token->word, CRM_WORD_A, NULL) ||
                                                  crm_word_means (token->word, CRM_WORD_POLITE, NULL)))
        return;
    }
}

static void
read_phone (CrmTaskLine *self, const Line *line)
{
  for (guint i = 0; i < line->reader.tokens->len; i++)
    {
      const CrmToken *token = crm_when_reader_get (&line->reader, i);

      if (token->phone && self->phone.end == 0)
        self->phone = (CrmTaskSpan){ token->start, token->end };
      else if (token->phone)
        self->phone.end = token->end;
      else if (self->phone.end != 0)
        return;
    }
}

/* "О." is an initial, though "о" is a preposition. */
static gboolean
is_initial (const Line *line, guint i)
{
  const CrmToken *token = crm_when_reader_get (&line->reader, i);

  return g_utf8_strlen (token->fold, -1) == 1 && crm_when_reader_is_sign (&line->reader, i + 1, '.') &&
         crm_when_reader_is_glued (&line->reader, i + 1);
}

static gboolean
is_name (const Line *line, guint i)
{
  static const CrmWordMeaning no_names[] = { CRM_WORD_CALL, CRM_WORD_LETTER, CRM_WORD_MEETING, CRM_WORD_VERB,
    CRM_WORD_IMPORTANT, CRM_WORD_LINK, CRM_WORD_POLITE, CRM_WORD_THE, CRM_WORD_EVERY, CRM_WORD_WEEKDAY };
  const CrmToken *token = crm_when_reader_get (&line->reader, i);

  if (token == NULL || token->type != CRM_TOKEN_WORD || !token->capital || is_removed (line, token))
    return FALSE;
  for (guint n = 0; n < G_N_ELEMENTS (no_names); n++)
    {
      if (crm_word_means (token->word, no_names[n], NULL))
        return is_initial (line, i);
    }
  return TRUE;
}

/* Runs of capitalised words: "Jean-Luc Moreau", "О. Коваль". */
static void
read_names (CrmTaskLine *self, const Line *line)
{
  const CrmWhenReader *reader = &line->reader;

  for (guint i = 0; i < reader->tokens->len; i++)
    {
      CrmTaskSpan span;

      if (!is_name (line, i))
        continue;
      span = (CrmTaskSpan){ crm_when_reader_get (reader, i)->start, crm_when_reader_get (reader, i)->end };
      for (;;)
        {
          guint next = i + 1;
          gboolean dash = crm_when_reader_is_sign (reader, next, '-') &&
                          crm_when_reader_is_glued (reader, next) &&
                          crm_when_reader_is_glued (reader, next + 1);
          gboolean initial = is_initial (line, i);

          next += dash || initial;
          if (!is_name (line, next))
            break;
          i = next;
          span.end = crm_when_reader_get (reader, i)->end;
        }
      g_array_append_val (self->names, span);
    }
}

static gboolean
is_loose_sign (gunichar c)
{
  return c == ',' || c == ';' || c == ':' || c == '-' || c == 0x2013 || c == 0x2014;
}

/* One blank between words, none before a comma, no signs at the ends that joined what is gone. */
static char *
tidy_title (const char *text, gboolean shortened)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean blank = FALSE;
  const char *p = text;

  while (shortened && *p != '\0' &&
         (g_unichar_isspace (g_utf8_get_char (p)) || is_loose_sign (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          blank = out->len > 0;
          continue;
        }
      /* "Anna, tomorrow, about": one comma is left of two. */
      if (shortened && c == ',' && out->len > 0 && out->str[out->len - 1] == ',')
        continue;
      if (blank && !(shortened && (c == ',' || c == ';')))
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_unichar (out, c);
    }
  while (shortened && out->len > 0)
    {
      const char *last = g_utf8_find_prev_char (out->str, out->str + out->len);

      if (!g_unichar_isspace (g_utf8_get_char (last)) && !is_loose_sign (g_utf8_get_char (last)))
        break;
      g_string_truncate (out, (gsize)(last - out->str));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const CrmTaskSpan *first = a;
  const CrmTaskSpan *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static char *
make_title (const Line *line)
{
  g_autoptr (GString) left = g_string_new (NULL);
  gsize at = 0;

  g_array_sort (line->removed, compare_spans);
  for (guint i = 0; i < line->removed->len; i++)
    {
      const CrmTaskSpan *span = &g_array_index (line->removed, CrmTaskSpan, i);

      if (span->start > at)
        g_string_append_len (left, line->text + at, (gssize)(span->start - at));
      g_string_append_c (left, ' ');
      at = MAX (at, span->end);
    }
  g_string_append (left, line->text + at);
  return tidy_title (left->str, line->removed->len > 0);
}

CrmTaskLine *
crm_task_line_new (const char *text, gint64 now, GTimeZone *zone, int week_start, CrmTaskLineFlags without)
{
  CrmTaskLine *self = g_new0 (CrmTaskLine, 1);
  Line line = { .text = text };

  self->names = g_array_new (FALSE, FALSE, sizeof (CrmTaskSpan));
  if (!crm_when_reader_init (&line.reader, text, now, zone, week_start))
    {
      g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

      self->title = tidy_title (valid, FALSE);
      return self;
    }

  line.removed = g_array_new (FALSE, FALSE, sizeof (CrmTaskSpan));
  read_when (self, &line, now, zone, week_start, without);
  if ((without & CRM_TASK_LINE_NO_IMPORTANCE) == 0)
    read_importance (self, &line);
  if ((without & CRM_TASK_LINE_NO_KIND) == 0)
    read_kind (self, &line);
  read_phone (self, &line);
  read_names (self, &line);
  self->title = make_title (&line);
  g_array_unref (line.removed);
  crm_when_reader_clear (&line.reader);
  return self;
}

void
crm_task_line_free (CrmTaskLine *self)
{
  if (self == NULL)
    return;
  crm_when_clear (&self->when);
  g_free (self->rule);
  g_clear_pointer (&self->names, g_array_unref);
  g_free (self->title);
  g_free (self);
}
