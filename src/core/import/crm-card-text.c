/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-card-text.h"

#include <string.h>

#include "base/crm-text.h"
#include "base/crm-tokens.h"

/* Line by line: first what is sure by its form (addresses of all kinds, numbers), then what words tell (positions, legal forms, streets), and
 * what is left by its place: the name stands above the position, that above the company. Pure functions; any thread. */

#define MAX_NAME_WORDS 4

typedef struct
{
  CrmCard *card;     /* borrowed */
  GPtrArray *unsure; /* char *, owned: lines nothing tells about */
  GString *note;
} Reading;

/* Words by which a line is known; folded. */

static const char *const greetings[] = { "best regards", "kind regards", "regards", "best", "sincerely",
  "yours sincerely", "cheers", "thanks", "thank you", "з повагою", "з найкращими побажаннями", "дякую",
  "с уважением", "с наилучшими пожеланиями", "спасибо", "mit freundlichen grüßen", "viele grüße",
  "freundliche grüße", "mfg", NULL };

static const char *const positions[] = { "director", "manager", "owner", "founder", "ceo", "cto", "cfo",
  "engineer", "head", "sales", "assistant", "accountant", "consultant", "partner", "designer", "architect",
  "директор", "директорка", "менеджер", "менеджерка", "власник", "власниця", "засновник", "інженер",
  "керівник", "керівниця", "бухгалтер", "начальник", "начальниця", "адміністратор", "дизайнер", "архітектор",
  "владелец", "основатель", "инженер", "руководитель", "администратор", "заместитель", "заступник",
  "geschäftsführer", "geschäftsführerin", "inhaber", "inhaberin", "leiter", "leiterin", "vertrieb",
  "właściciel", NULL };

static const char *const legal_forms[] = { "тов", "фоп", "пп", "прат", "ооо", "оао", "зао", "ао", "ип",
  "gmbh", "ag", "kg", "ohg", "ltd", "llc", "inc", "plc", "corp", "company", "srl", "sarl", "компанія",
  "компания", "фірма", "фирма", "студія", "студия", NULL };

static const char *const streets[] = { "вул", "вулиця", "просп", "проспект", "бульв", "бульвар", "пров",
  "провулок", "пл", "площа", "ул", "улица", "пер", "переулок", "наб", "street", "st", "road", "rd", "avenue",
  "ave", "lane", "square", "ulica", "ul", NULL };

typedef struct
{
  const char *word;
  const char *label;
} Caption;

static const Caption captions[] = {
  { "mob", "mobile" },
  { "mobile", "mobile" },
  { "cell", "mobile" },
  { "m", "mobile" },
  { "моб", "mobile" },
  { "мобільний", "mobile" },
  { "мобильный", "mobile" },
  { "mobil", "mobile" },
  { "handy", "mobile" },
  { "fax", "fax" },
  { "факс", "fax" },
  { "f", "fax" },
  { "tel", "work" },
  { "phone", "work" },
  { "office", "work" },
  { "work", "work" },
  { "t", "work" },
  { "p", "work" },
  { "тел", "work" },
  { "телефон", "work" },
  { "роб", "work" },
  { "раб", "work" },
  { "т", "work" },
  { "telefon", "work" },
  { "home", "home" },
  { "дом", "home" },
  { "email", NULL },
  { "mail", NULL },
  { "e", NULL },
  { "пошта", NULL },
  { "почта", NULL },
  { "web", NULL },
  { "www", NULL },
  { "сайт", NULL },
  { "site", NULL },
  { "address", NULL },
  { "адреса", NULL },
  { "адрес", NULL },
};

static const char *const services[] = { "telegram", "viber", "whatsapp", "signal", "skype", NULL };

/* Empty for what is no word. */
static const char *
get_fold (GArray *tokens, guint i)
{
  const CrmToken *token = &g_array_index (tokens, CrmToken, i);

  return token->type == CRM_TOKEN_WORD ? token->fold : "";
}

static const Caption *
find_caption (const char *fold)
{
  for (guint i = 0; i < G_N_ELEMENTS (captions); i++)
    if (g_str_equal (captions[i].word, fold))
      return &captions[i];
  return NULL;
}

static gboolean
is_among (const char *const *list, const char *fold)
{
  for (; *list != NULL; list++)
    {
      g_autofree char *word = crm_text_fold (*list);

      if (g_str_equal (word, fold))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_word (const char *text, const char *const *list)
{
  g_autoptr (GArray) tokens = crm_tokens_new (text);

  for (guint i = 0; i < tokens->len; i++)
    if (is_among (list, get_fold (tokens, i)))
      return TRUE;
  return FALSE;
}

/* Addresses and numbers are taken out of the line; their captions with them. */

static void
blank (char *line, gsize start, gsize end)
{
  memset (line + start, ' ', end - start);
}

/* The caption before a number says what it is; NULL when there is none. */
static const char *
take_label (char *line, GArray *tokens, gsize before)
{
  const char *label = NULL;
  guint i = tokens->len;

  while (i > 0 && g_array_index (tokens, CrmToken, i - 1).start >= before)
    i--;
  for (; i > 0; i--)
    {
      const CrmToken *token = &g_array_index (tokens, CrmToken, i - 1);
      const Caption *caption = token->type == CRM_TOKEN_WORD ? find_caption (token->fold) : NULL;

      if (token->type == CRM_TOKEN_SIGN && strchr (".:-/|", (int)MIN (token->sign, 0x7F)) != NULL)
        continue;
      if (caption == NULL || strspn (line + token->end, " .:-/|") < before - token->end)
        break;
      label = caption->label != NULL ? caption->label : label;
      blank (line, token->start, before);
      before = token->start;
    }
  return label;
}

static void
take_phones (Reading *self, char *line)
{
  g_autoptr (GArray) tokens = crm_tokens_new (line);

  for (guint i = 0; i < tokens->len; i++)
    {
      gsize start = g_array_index (tokens, CrmToken, i).start, end = start;
      g_autofree char *value = NULL;
      const char *label;

      while (i < tokens->len && g_array_index (tokens, CrmToken, i).phone)
        end = g_array_index (tokens, CrmToken, i++).end;
      if (end == start)
        continue;
      value = g_strndup (line + start, end - start);
      blank (line, start, end);
      label = take_label (line, tokens, start);
      crm_card_add_address (self->card, "phone", label, value, FALSE);
    }
}

static gboolean
is_web (const char *word)
{
  return g_str_has_prefix (word, "http://") || g_str_has_prefix (word, "https://") ||
         g_str_has_prefix (word, "www.");
}

static gboolean
is_email (const char *word)
{
  const char *at = strchr (word, '@');

  return at != NULL && at > word && strchr (at + 1, '.') != NULL && strchr (at + 1, '@') == NULL &&
         at[1] != '.';
}

/* "Telegram: @anna" */
static const char *
find_service (const char *line, gsize before)
{
  g_autofree char *head = g_strndup (line, before);
  g_autoptr (GArray) tokens = crm_tokens_new (head);

  for (guint i = tokens->len; i > 0; i--)
    for (guint n = 0; services[n] != NULL; n++)
      if (g_str_equal (services[n], get_fold (tokens, i - 1)))
        return services[n];
  return NULL;
}

static void
take_words (Reading *self, char *line)
{
  char *p = line;

  while (*p != '\0')
    {
      gsize length = strcspn (p, " \t|,;<>()");
      g_autofree char *word = g_strndup (p, length);
      gsize start = p - line;
      gsize kept = strlen (word);
      const char *service;

      while (kept > 0 && strchr (".:", word[kept - 1]) != NULL)
        word[--kept] = '\0';
      service = word[0] == '@' && kept > 1 ? find_service (line, start) : NULL;
      if (is_email (g_str_has_prefix (word, "mailto:") ? word + 7 : word))
        crm_card_add_address (
            self->card, "email", NULL, g_str_has_prefix (word, "mailto:") ? word + 7 : word, FALSE);
      else if (is_web (word))
        crm_card_add_address (self->card, "web", NULL, word, FALSE);
      else if (service != NULL)
        {
          crm_card_add_address (self->card, "handle", service, word, FALSE);
          start = 0;
        }
      else
        kept = 0;
      if (kept > 0)
        blank (line, start, (gsize)(p - line) + length);
      p += length;
      while (*p != '\0' && strchr (" \t|,;<>()", *p) != NULL)
        p++;
    }
}

/* Captions that stand alone, and the signs between what was taken. */
static gboolean
says_nothing (const char *line)
{
  g_autoptr (GArray) tokens = crm_tokens_new (line);

  for (guint i = 0; i < tokens->len; i++)
    if (g_array_index (tokens, CrmToken, i).type != CRM_TOKEN_SIGN &&
        find_caption (get_fold (tokens, i)) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_greeting (const char *line)
{
  g_autofree char *fold = crm_text_fold (line);

  for (gsize n = strlen (fold); n > 0 && strchr (",.!- ", fold[n - 1]) != NULL; n--)
    fold[n - 1] = '\0';
  return is_among (greetings, fold);
}

/* Words */

static gboolean
looks_like_name (const char *line)
{
  g_autoptr (GArray) tokens = crm_tokens_new (line);
  guint n = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const CrmToken *token = &g_array_index (tokens, CrmToken, i);

      if (token->type == CRM_TOKEN_NUMBER || (token->type == CRM_TOKEN_WORD && !token->capital))
        return FALSE;
      if (token->type == CRM_TOKEN_SIGN && token->sign != '.' && token->sign != '-')
        return FALSE;
      n += token->type == CRM_TOKEN_WORD;
    }
  return n >= 1 && n <= MAX_NAME_WORDS && !has_word (line, legal_forms) && !has_word (line, positions);
}

static gboolean
looks_like_company (const char *line)
{
  return has_word (line, legal_forms) || strstr (line, "«") != NULL || strstr (line, "“") != NULL ||
         strstr (line, "„") != NULL || strchr (line, '"') != NULL;
}

static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

/* Five or six digits that stand alone, "00-000" too; out: where in the text. */
static gboolean
find_postcode (const char *text, gsize *start, gsize *end)
{
  static GRegex *regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  int from, to;

  if (g_once_init_enter (&regex))
    g_once_init_leave (
        &regex, g_regex_new ("(?<![\\p{L}\\d])(\\d{5,6}|\\d{2}-\\d{3})(?![\\p{L}\\d])", 0, 0, NULL));
  if (!g_regex_match (regex, text, 0, &match) || !g_match_info_fetch_pos (match, 1, &from, &to))
    return FALSE;
  *start = (gsize)from;
  *end = (gsize)to;
  return TRUE;
}

/* "Gartenweg", "Hauptstraße" */
static gboolean
has_street (const char *line)
{
  static const char *const ends[] = { "strasse", "str", "weg", "gasse", "platz", "allee", NULL };
  g_autoptr (GArray) tokens = crm_tokens_new (line);

  for (guint i = 0; i < tokens->len; i++)
    for (guint n = 0; ends[n] != NULL; n++)
      if (g_str_has_suffix (get_fold (tokens, i), ends[n]))
        return TRUE;
  return has_word (line, streets);
}

static gboolean
looks_like_postal (const char *line)
{
  gsize start, end;

  return has_digit (line) && (has_street (line) || find_postcode (line, &start, &end));
}

static void
set_once (char **field, const char *text)
{
  if (*field == NULL && text[0] != '\0')
    *field = g_strdup (text);
}

/* Street, postcode and city, country: in this order, or city behind the street without a postcode. */
static void
read_postal (Reading *self, const char *line)
{
  CrmCardPostal *postal = &self->card->postal;
  g_auto (GStrv) parts = g_strsplit (line, ",", -1);
  g_autoptr (GString) street = g_string_new (NULL);
  gboolean city = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = g_strstrip (parts[i]);
      gsize start, end;

      if (part[0] == '\0')
        continue;
      if (find_postcode (part, &start, &end))
        {
          g_autofree char *code = g_strndup (part + start, end - start);
          g_autofree char *before = g_strstrip (g_strndup (part, start));

          set_once (&postal->postcode, code);
          set_once (&postal->city, g_strstrip (part + end));
          set_once (&postal->city, before);
          city = postal->city != NULL;
        }
      else if (street->len == 0 || has_digit (part) || has_street (part))
        {
          if (!has_digit (part) && !has_street (part))
            {
              set_once (&postal->city, part);
              city = TRUE;
              continue;
            }
          g_string_append_printf (street, "%s%s", street->len > 0 ? ", " : "", part);
        }
      else if (!city)
        {
          set_once (&postal->city, part);
          city = TRUE;
        }
      else
        set_once (&postal->country, part);
    }
  set_once (&postal->street, street->str);
}

/* "Director, Flowers Ltd": which is which, by their words. */
static gboolean
read_pair (Reading *self, const char *line)
{
  static const char *const signs[] = { " | ", " · ", " / ", ", ", " – ", " — ", " at ", NULL };

  for (guint i = 0; signs[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (line, signs[i], 2);
      guint position;

      if (g_strv_length (parts) != 2)
        continue;
      position = has_word (parts[0], positions) ? 0 : has_word (parts[1], positions) ? 1 : 2;
      if (position == 2 || looks_like_postal (parts[1 - position]))
        continue;
      if (self->card->full_name == NULL && looks_like_name (parts[1 - position]))
        set_once (&self->card->full_name, g_strstrip (parts[1 - position]));
      else
        set_once (&self->card->org, g_strstrip (parts[1 - position]));
      set_once (&self->card->title, g_strstrip (parts[position]));
      return TRUE;
    }
  return FALSE;
}

static void
read_text_line (Reading *self, const char *line)
{
  CrmCard *card = self->card;

  if (looks_like_postal (line) && (card->postal.street == NULL || card->postal.postcode == NULL))
    read_postal (self, line);
  else if (has_word (line, positions) && card->title == NULL)
    {
      if (!read_pair (self, line))
        card->title = g_strdup (line);
    }
  else if (looks_like_company (line) && card->org == NULL)
    card->org = g_strdup (line);
  else if (card->full_name == NULL && looks_like_name (line))
    card->full_name = g_strdup (line);
  else
    g_ptr_array_add (self->unsure, g_strdup (line));
}

/* By their place: a line below the name is where they work, or what they do when that is told by another line. */
static void
place_unsure (Reading *self)
{
  CrmCard *card = self->card;

  for (guint i = 0; i < self->unsure->len; i++)
    {
      const char *line = self->unsure->pdata[i];
      gboolean is_short = g_utf8_strlen (line, -1) <= 60;
      gboolean another = i + 1 < self->unsure->len;

      if (is_short && card->full_name == NULL)
        card->full_name = g_strdup (line);
      else if (is_short && card->title == NULL && (card->org != NULL || another))
        card->title = g_strdup (line);
      else if (is_short && card->org == NULL)
        card->org = g_strdup (line);
      else
        g_string_append_printf (self->note, "%s%s", self->note->len > 0 ? "\n" : "", line);
    }
  if (card->full_name == NULL && card->org != NULL)
    {
      card->full_name = g_steal_pointer (&card->org);
      card->is_company = TRUE;
    }
}

static char *
dup_tidy (const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", -1);
  g_autoptr (GString) tidy = g_string_new (NULL);
  const char *signs = ",;|·-–—:_*>";

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && (tidy->len > 0 || !strstr (signs, words[i])))
      g_string_append_printf (tidy, "%s%s", tidy->len > 0 ? " " : "", words[i]);
  while (tidy->len > 0 && strchr (",;|:", tidy->str[tidy->len - 1]) != NULL)
    g_string_truncate (tidy, tidy->len - 1);
  return g_strdup (g_strstrip (tidy->str));
}

CrmCard *
crm_card_new_from_text (const char *text)
{
  CrmCard *card = crm_card_new ();
  g_autoptr (GPtrArray) unsure = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_auto (GStrv) lines = g_strsplit_set (valid, "\r\n", -1);
  Reading reading = { card, unsure, note };

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *tidy = NULL;

      take_words (&reading, lines[i]);
      /* A house number and a postcode behind it look like a telephone number. */
      if (!has_street (lines[i]) || strchr (lines[i], '+') != NULL)
        take_phones (&reading, lines[i]);
      tidy = dup_tidy (lines[i]);
      if (!says_nothing (tidy) && !is_greeting (tidy))
        read_text_line (&reading, tidy);
    }
  place_unsure (&reading);
  if (note->len > 0)
    card->note = g_strdup (note->str);
  return card;
}
