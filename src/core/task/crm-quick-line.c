/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-quick-line.h"

#include <string.h>

#include "base/crm-when-reader.h"
#include "task/crm-task-line.h"

/* Takes out what is sure first: the e-mail, the telephone number, the clause that says what to do; then the name at the beginning. What was
 * taken is blanked in place, so that bytes keep their places; the rest is the note. Pure functions; any thread. */

#define TAKEN "   "     /* no less is left of anything */
#define MAX_BARE_NAME 3 /* words without a capital that may still be a name, before a comma or a number */

typedef struct
{
  gsize start;
  gsize end;
} Span;

typedef struct
{
  char *text; /* owned; what is taken is blanks */
  gint64 now;
  GTimeZone *zone;
  int week_start;
  CrmWhenReader reader;
  gboolean has_reader;
} Line;

static void
line_clear (Line *self)
{
  if (self->has_reader)
    crm_when_reader_clear (&self->reader);
  self->has_reader = FALSE;
  g_clear_pointer (&self->text, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static gboolean
cut_tokens (Line *self)
{
  if (self->has_reader)
    crm_when_reader_clear (&self->reader);
  self->has_reader =
      crm_when_reader_init (&self->reader, self->text, self->now, self->zone, self->week_start);
  return self->has_reader;
}

static const CrmToken *
get_token (const Line *self, guint i)
{
  return crm_when_reader_get (&self->reader, i);
}

static char *
take (Line *self, Span span)
{
  char *taken = g_strndup (self->text + span.start, span.end - span.start);

  memset (self->text + span.start, ' ', span.end - span.start);
  return g_strstrip (taken);
}

/* "tel.:", "моб." say nothing once the number is taken. */
static void
take_caption (Line *self, gsize before)
{
  static const char *const captions[] = { "tel", "phone", "mob", "mobile", "cell", "тел", "телефон", "моб",
    "мобільний", "мобильный", "email", "mail", "почта", "пошта", "telefon", "mobil", NULL };
  guint i = 0, word;

  while (get_token (self, i) != NULL && get_token (self, i)->end <= before)
    i++;
  while (i > 0 && get_token (self, i - 1)->type == CRM_TOKEN_SIGN &&
         strchr (".:", (int)MIN (get_token (self, i - 1)->sign, 0x7F)) != NULL)
    i--;
  if (i == 0)
    return;
  word = i - 1;
  if (get_token (self, word)->type == CRM_TOKEN_WORD &&
      g_strv_contains (captions, get_token (self, word)->fold))
    memset (self->text + get_token (self, word)->start, ' ', before - get_token (self, word)->start);
}

static gboolean
is_address_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (".-_+", c) != NULL) || (c & 0x80) != 0;
}

/* No more than the look of one: who typed it knows whether it is right. */
static char *
take_email (Line *self)
{
  for (const char *at = strchr (self->text, '@'); at != NULL; at = strchr (at + 1, '@'))
    {
      gsize start = at - self->text, end = start + 1;

      while (start > 0 && is_address_char (self->text[start - 1]))
        start--;
      while (is_address_char (self->text[end]))
        end++;
      while (self->text[end - 1] == '.' || self->text[end - 1] == '-')
        end--;
      if (start < (gsize)(at - self->text) && memchr (at + 1, '.', end - (at + 1 - self->text)) != NULL)
        {
          take_caption (self, start);
          return take (self, (Span){ start, end });
        }
    }
  return NULL;
}

static char *
take_phone (Line *self)
{
  Span span = { 0, 0 };

  for (guint i = 0; get_token (self, i) != NULL; i++)
    {
      const CrmToken *token = get_token (self, i);

      if (!token->phone && span.end != 0)
        break;
      if (!token->phone)
        continue;
      span.start = span.end == 0 ? token->start : span.start;
      span.end = token->end;
    }
  if (span.end == 0)
    return NULL;
  take_caption (self, span.start);
  return take (self, span);
}

/* Clauses */

static gboolean
ends_clause (const Line *self, guint i)
{
  const CrmToken *token = get_token (self, i), *after = get_token (self, i + 1);
  const CrmToken *before = i > 0 ? get_token (self, i - 1) : NULL;
  gboolean apart = after == NULL || after->blank_before;

  if (token->type != CRM_TOKEN_SIGN)
    return FALSE;
  switch (token->sign)
    {
    case ',':
    case ';': return apart;
    case '!':
    case '?': return apart && !token->blank_before;
    /* Neither an initial nor an abbreviation. */
    case '.':
      return apart && before != NULL && before->type == CRM_TOKEN_WORD &&
             g_utf8_strlen (before->fold, -1) > 3;
    case '-':
    case 0x2013:
    case 0x2014: return token->blank_before && apart;
    default: return FALSE;
    }
}

/* Elements: Span, without the sign that ends them; parts with nothing but blanks are left out. */
static GArray *
find_clauses (const Line *self)
{
  GArray *clauses = g_array_new (FALSE, FALSE, sizeof (Span));
  Span clause = { 0, 0 };
  gboolean begun = FALSE;

  for (guint i = 0; get_token (self, i) != NULL; i++)
    {
      const CrmToken *token = get_token (self, i);
      gboolean new_line = begun && memchr (self->text + clause.end, '\n', token->start - clause.end) != NULL;
      gboolean ends = ends_clause (self, i);

      if (begun && (ends || new_line))
        {
          g_array_append_val (clauses, clause);
          begun = FALSE;
        }
      if (ends)
        continue;
      clause.start = begun ? clause.start : token->start;
      clause.end = token->end;
      begun = TRUE;
    }
  if (begun)
    g_array_append_val (clauses, clause);
  return clauses;
}

/* Tasks */

static CrmTaskLine *
read_task (const Line *self, Span span)
{
  g_autofree char *text = g_strndup (self->text + span.start, span.end - span.start);

  return crm_task_line_new (text, self->now, self->zone, self->week_start, 0);
}

static gboolean
is_action (const CrmToken *token, gboolean *sure)
{
  if (token == NULL || token->type != CRM_TOKEN_WORD)
    return FALSE;
  /* These are something to do also when no day is named; a letter or an order may be a thing. */
  *sure = crm_word_means (token->word, CRM_WORD_CALL, NULL) || crm_when_is_infinitive (token->fold);
  return *sure || crm_word_means (token->word, CRM_WORD_LETTER, NULL) ||
         crm_word_means (token->word, CRM_WORD_MEETING, NULL) ||
         crm_word_means (token->word, CRM_WORD_VERB, NULL);
}

static guint
find_token (const Line *self, gsize from)
{
  guint i = 0;

  while (get_token (self, i) != NULL && get_token (self, i)->start < from)
    i++;
  return i;
}

static gboolean
is_polite (const Line *self, guint i)
{
  return crm_when_reader_means (&self->reader, i, CRM_WORD_POLITE, NULL) ||
         crm_when_reader_means (&self->reader, i, CRM_WORD_IMPORTANT, NULL);
}

/* Where what is to be done begins inside the clause; its end when there is nothing to do. *told: somebody asked for it, so it is part of what
 * was said as well. */
static gsize
find_action (const Line *self, Span clause, gboolean *told)
{
  guint first = find_token (self, clause.start);

  *told = FALSE;
  while (is_polite (self, first))
    first++;
  for (guint i = first; get_token (self, i) != NULL && get_token (self, i)->end <= clause.end; i++)
    {
      const CrmToken *token = get_token (self, i);
      gboolean sure = FALSE;
      /* Also behind a number that was taken. */
      gboolean begins = i == first || token->start - get_token (self, i - 1)->end >= strlen (TAKEN);
      g_autoptr (CrmTaskLine) task = NULL;

      if (!is_action (token, &sure) || (token->capital && !begins))
        continue;
      task = read_task (self, (Span){ token->start, clause.end });
      if (!task->has_when && !(sure && begins))
        continue;
      *told = !begins && (crm_when_is_infinitive (token->fold) || is_polite (self, i - 1));
      return i == first ? clause.start : token->start;
    }
  return clause.end;
}

/* "call Anna, Fri, 10:00": days and times belong to what stands before them. */
static gsize
find_task_end (const Line *self, GArray *clauses, guint i)
{
  gsize end = g_array_index (clauses, Span, i).end;

  for (guint next = i + 1; next < clauses->len; next++)
    {
      Span span = g_array_index (clauses, Span, next);
      g_autoptr (CrmTaskLine) task = read_task (self, span);

      if (!task->has_when || task->title[0] != '\0')
        break;
      end = span.end;
    }
  return end;
}

static char *
take_task (Line *self)
{
  g_autoptr (GArray) clauses = find_clauses (self);

  for (guint i = 0; i < clauses->len; i++)
    {
      Span clause = g_array_index (clauses, Span, i);
      gboolean told;
      gsize start = find_action (self, clause, &told), end;

      if (start == clause.end)
        continue;
      end = find_task_end (self, clauses, i);
      return told ? g_strndup (self->text + start, end - start) : take (self, (Span){ start, end });
    }
  return NULL;
}

/* Names */

static gboolean
is_legal_form (const char *fold)
{
  static const char *const forms[] = { "тов", "фоп", "пп", "прат", "пат", "оао", "ооо", "зао", "ао", "ип",
    "gmbh", "ag", "kg", "ltd", "llc", "inc", "plc", "sa", "srl", "sarl", "spzoo", NULL };

  return g_strv_contains (forms, fold);
}

static gboolean
has_legal_form (const char *name)
{
  g_autoptr (GArray) tokens = crm_tokens_new (name);
  const char *first = NULL, *last = NULL;

  for (guint i = 0; i < tokens->len; i++)
    {
      const CrmToken *token = &g_array_index (tokens, CrmToken, i);

      if (token->type != CRM_TOKEN_WORD)
        continue;
      first = first != NULL ? first : token->fold;
      last = token->fold;
    }
  return first != last && (is_legal_form (first) || is_legal_form (last));
}

/* Words up to the first number, link or clause end, with none that is something to do; 0 when another kind of word is among them. */
static guint
count_bare (const Line *self, Span clause)
{
  guint n = 0;
  gboolean sure;

  for (guint i = find_token (self, clause.start);
       get_token (self, i) != NULL && get_token (self, i)->end <= clause.end; i++)
    {
      const CrmToken *token = get_token (self, i);

      if (token->type == CRM_TOKEN_SIGN)
        continue;
      if (token->type != CRM_TOKEN_WORD || is_action (token, &sure) || is_polite (self, i) ||
          crm_word_means (token->word, CRM_WORD_LINK, NULL))
        return 0;
      n++;
    }
  return n;
}

/* The part of the first clause that stands before what was taken out of it. */
static Span
find_head (const Line *self, Span clause)
{
  const char *gap = g_strstr_len (self->text + clause.start, clause.end - clause.start, TAKEN);

  if (gap != NULL)
    clause.end = gap - self->text;
  return clause;
}

static char *
take_name (Line *self, gboolean has_more)
{
  g_autoptr (GArray) clauses = find_clauses (self);
  g_autoptr (CrmTaskLine) line = NULL;
  Span clause, head;
  guint bare;

  if (clauses->len == 0)
    return NULL;
  clause = g_array_index (clauses, Span, 0);
  head = find_head (self, clause);
  bare = count_bare (self, head);
  has_more = has_more || clauses->len > 1 || head.end < clause.end;
  if (is_legal_form (get_token (self, find_token (self, head.start))->fold != NULL
                         ? get_token (self, find_token (self, head.start))->fold
                         : ""))
    return take (self, head);
  /* With nothing else in the line two words are a name, with a comma or a number behind them three are. */
  if (bare > 0 && bare <= (has_more ? MAX_BARE_NAME : MAX_BARE_NAME - 1))
    return take (self, head);
  line = crm_task_line_new (self->text, self->now, self->zone, self->week_start, 0);
  if (line->names->len > 0)
    {
      const CrmTaskSpan *name = &g_array_index (line->names, CrmTaskSpan, 0);

      if (name->start == clause.start && name->end <= clause.end)
        return take (self, (Span){ name->start, name->end });
    }
  return NULL;
}

/* "call Olena fri" is about Olena, and she stays in what is to be done. */
static char *
dup_name_in_task (const Line *self, const char *task)
{
  g_autoptr (CrmTaskLine) line = crm_task_line_new (task, self->now, self->zone, self->week_start, 0);
  const CrmTaskSpan *name = line->names->len > 0 ? &g_array_index (line->names, CrmTaskSpan, 0) : NULL;

  return name != NULL ? g_strndup (task + name->start, name->end - name->start) : NULL;
}

/* What is left, without the signs and blanks around what was taken. */
static char *
dup_rest (const Line *self)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (self->text, "\n", -1);
  gboolean loose = TRUE; /* nothing stands before that a sign could end */

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean blank = FALSE;

      if (i > 0 && rest->len > 0 && !g_str_has_suffix (rest->str, "\n"))
        g_string_append_c (rest, '\n');
      loose = loose || i > 0;
      for (const char *p = lines[i]; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);
          gboolean sign = c == ',' || c == ';' || c == ':' || c == '-' || c == 0x2013 || c == 0x2014;

          if (g_unichar_isspace (c))
            {
              blank = TRUE;
              continue;
            }
          if (loose && (sign || c == '.'))
            continue;
          if (blank && rest->len > 0 && rest->str[rest->len - 1] != '\n' && c != ',' && c != ';')
            g_string_append_c (rest, ' ');
          g_string_append_unichar (rest, c);
          blank = FALSE;
          loose = c == ',' || c == ';';
        }
    }
  while (rest->len > 0 && strchr (",;:-\n ", rest->str[rest->len - 1]) != NULL)
    g_string_truncate (rest, rest->len - 1);
  return rest->len > 0 ? g_strdup (rest->str) : NULL;
}

CrmQuickLine *
crm_quick_line_new (const char *text, gint64 now, GTimeZone *zone, int week_start, CrmQuickLineFlags without)
{
  CrmQuickLine *self = g_new0 (CrmQuickLine, 1);
  g_auto (Line)
      line = { g_utf8_make_valid (text != NULL ? text : "", -1), now, zone, week_start, { 0 }, FALSE };

  if (!cut_tokens (&line))
    {
      self->note = dup_rest (&line);
      return self;
    }
  if ((without & CRM_QUICK_LINE_NO_EMAIL) == 0)
    self->email = take_email (&line);
  cut_tokens (&line);
  if ((without & CRM_QUICK_LINE_NO_PHONE) == 0)
    self->phone = take_phone (&line);
  cut_tokens (&line);
  if ((without & CRM_QUICK_LINE_NO_TASK) == 0)
    self->task = take_task (&line);
  cut_tokens (&line);
  if ((without & CRM_QUICK_LINE_NO_NAME) == 0)
    {
      self->name = take_name (&line, self->email != NULL || self->phone != NULL || self->task != NULL);
      if (self->name == NULL && self->task != NULL)
        self->name = dup_name_in_task (&line, self->task);
    }
  self->is_company = self->name != NULL && has_legal_form (self->name);
  self->note = dup_rest (&line);
  return self;
}

void
crm_quick_line_free (CrmQuickLine *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->note);
  g_free (self->task);
  g_free (self);
}
