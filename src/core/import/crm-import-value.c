/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-value.h"
#include "base/crm-decimal.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Turns the text of one cell into the value of a field, or says why it cannot. No state; any thread. */

G_GNUC_PRINTF (2, 3)
static void
set_invalid (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, message);
}

static gboolean
is_blank_char (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xA0 || c == 0x202F || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
         g_unichar_iscntrl (c);
}

static char *
strip (const char *text)
{
  const char *begin = text;
  const char *end = text + strlen (text);

  while (begin < end && is_blank_char (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  while (end > begin)
    {
      const char *last = g_utf8_find_prev_char (begin, end);
      if (last == NULL || !is_blank_char (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (begin, end - begin);
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

/* 0.0.00, 00/00/0000 and the like: how programs write that there is no date. */
static gboolean
is_no_date (const char *text)
{
  guint signs = 0;

  if (text[0] != '0' || text[strspn (text, "0./-")] != '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    signs += *p != '0';
  return signs == 2;
}

char *
crm_import_value_clean (const char *cell)
{
  static const char *const nothing[] = { "NULL", "(null)", "[null]", "N/A", "#N/A", "NaN", "\\N", "-", "--",
    "—", "–", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "0000-00-00 00:00:00", NULL };
  char *text = strip (cell != NULL ? cell : "");
  gsize n = strlen (text);

  if (n >= 3 && g_str_has_prefix (text, "=\"") && text[n - 1] == '"')
    {
      g_autofree char *whole = text;
      text = g_strndup (whole + 2, n - 3);
    }
  /* Hardly any cell begins like one of these. */
  if (strchr ("Nn0([#\\-\xE2", text[0]) != NULL && (is_one_of (text, nothing) || is_no_date (text)))
    text[0] = '\0';
  return text;
}

/* Words that people write into a phone or e-mail cell when there is none. */
static gboolean
says_none (const char *text)
{
  static const char *const words[] = { "none", "no", "нет", "немає", "нема", "ні", "отсутствует", "відсутній",
    "kein", "keine", "nein", NULL };
  g_autofree char *fold = crm_text_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = crm_text_fold (words[i]);
      if (strcmp (fold, word) == 0)
        return TRUE;
    }
  return FALSE;
}

#define FEWEST_DIGITS 7 /* of a number that stands beside others */
#define MOST_DIGITS 15

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

gboolean
crm_import_value_is_rounded (const char *text)
{
  gsize n = strspn (text, "0123456789.,");

  return n > 0 && (text[n] == 'E' || text[n] == 'e') &&
         (text[n + 1] == '+' || g_ascii_isdigit (text[n + 1])) &&
         strspn (text + n + 1, "+0123456789") == strlen (text + n + 1);
}

/* The parts between any of the ASCII separators, and between Google's " ::: ", trimmed; empty ones are left out. */
static GStrv
split_at (const char *text, const char *separators)
{
  GPtrArray *parts = g_ptr_array_new ();
  const char *begin = text;

  for (const char *p = text;; p++)
    {
      gboolean triple = strncmp (p, ":::", 3) == 0;
      if (*p != '\0' && !triple && strchr (separators, *p) == NULL)
        continue;
      g_autofree char *part = g_strndup (begin, p - begin);
      char *stripped = strip (part);
      if (stripped[0] != '\0')
        g_ptr_array_add (parts, stripped);
      else
        g_free (stripped);
      if (*p == '\0')
        break;
      p += triple ? 2 : 0;
      begin = p + 1;
    }
  g_ptr_array_add (parts, NULL);
  return (GStrv)g_ptr_array_free (parts, FALSE);
}

/* The length of "phone: " before a number, 0 when there is none. */
static gsize
count_caption (const char *phone)
{
  static const char *const words[] = { "phone", "tel", "telephone", "telefon", "mob", "mobile", "cell", "fax",
    "телефон", "тел", "моб", "мобильный", "мобільний", "факс", NULL };
  gsize n = strcspn (phone, "+(0123456789.: ");
  g_autofree char *word = g_strndup (phone, n);
  g_autofree char *fold = crm_text_fold (word);

  return g_strv_contains (words, fold) ? n + strspn (phone + n, ".: ") : 0;
}

/* Without what cannot belong to a number at its ends. */
static char *
trim_phone (const char *text)
{
  g_autofree char *phone = strip (text);
  const char *begin = phone + count_caption (phone);
  gsize n;

  while (*begin == '\'' || *begin == ',' || *begin == ';')
    begin++;
  for (n = strlen (begin); n > 0 && strchr (",;'\"-", begin[n - 1]) != NULL;)
    n--;
  g_autofree char *cut = g_strndup (begin, n);
  return strip (cut);
}

/* Numbers with only a blank between them get a line each: every full one begins with a plus, and no number has more
 * than fifteen digits. */
static void
part_phones (char *text)
{
  guint digits = 0;
  gsize n = strlen (text);

  /* 79123456789.0 is what a spreadsheet makes of a number. */
  if (n > 9 && strcmp (text + n - 2, ".0") == 0 && strspn (text, "+0123456789") == n - 2)
    text[n - 2] = '\0';
  for (char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        digits++;
      else if (*p == ' ' && p[1] == '+' && digits >= FEWEST_DIGITS)
        {
          *p = '\n';
          digits = 0;
        }
    }
  if (count_digits (text) <= MOST_DIGITS || strpbrk (text, "\n\r,;/|") != NULL)
    return;
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (count_digits (words[i]) < FEWEST_DIGITS)
      return;
  g_strdelimit (text, " ", '\n');
}

/* "034441/ 2 22 67" is one number: in German and Austrian ones the slash stands behind the area code (DIN 5008 of old). */
static gboolean
has_area_code (const char *text)
{
  const char *slash = strchr (text, '/'), *first = strpbrk (text, "0123456789");
  g_autofree char *code = slash != NULL ? g_strndup (text, slash - text) : NULL;
  const char *rest = slash != NULL ? strpbrk (slash, "+0123456789") : NULL;

  return first != NULL && rest != NULL && strchr (slash + 1, '/') == NULL && first[0] == '0' &&
         count_digits (code) >= 3 && count_digits (code) <= 6 && rest[0] != '0' && rest[0] != '+';
}

static gboolean
are_numbers (char **parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    if (count_digits (parts[i]) < 5)
      return FALSE;
  return TRUE;
}

/* The numbers of a cell; a slash parts them only where it does not belong to one. */
static GStrv
split_phones (const char *text)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) parts = split_at (text, ",;|\n\r");

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) numbers = split_at (parts[i], "/");

      if (!has_area_code (parts[i]) && are_numbers (numbers))
        g_strv_builder_addv (all, (const char **)numbers);
      else
        g_strv_builder_add (all, parts[i]);
    }
  return g_strv_builder_end (all);
}

GStrv
crm_import_value_phones (const char *cell, GError **error)
{
  g_autofree char *text = crm_import_value_clean (cell);
  g_autoptr (GStrvBuilder) phones = g_strv_builder_new ();
  gboolean any = count_digits (text) >= 2;

  if (text[0] == '\0' || (!any && says_none (text)))
    return g_strv_builder_end (phones);
  if (!any)
    {
      set_invalid (error, _ ("“%s” is not a phone number."), text);
      return NULL;
    }
  if (crm_import_value_is_rounded (text))
    {
      set_invalid (
          error, _ ("A spreadsheet has rounded the phone number “%s”; its last digits are lost."), text);
      return NULL;
    }

  part_phones (text);
  g_auto (GStrv) all = split_phones (text);
  if (g_strv_length (all) > 1 && are_numbers (all))
    {
      for (guint i = 0; all[i] != NULL; i++)
        {
          g_autofree char *phone = trim_phone (all[i]);
          if (phone[0] != '\0')
            g_strv_builder_add (phones, phone);
        }
      return g_strv_builder_end (phones);
    }

  g_autofree char *phone = trim_phone (text);
  g_strv_builder_add (phones, phone);
  return g_strv_builder_end (phones);
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  if (text[0] == '.' || at[-1] == '.' || strstr (text, "..") != NULL)
    return FALSE;
  for (const char *p = text; p < at; p = g_utf8_next_char (p))
    if ((guchar)*p < 0x80 && !g_ascii_isalnum (*p) && strchr (".!#$%&'*+/=?^_`{|}~-", *p) == NULL)
      return FALSE;
  const char *domain = at + 1;
  gsize n = strlen (domain);
  if (n == 0 || domain[0] == '.' || domain[0] == '-' || domain[n - 1] == '.' || domain[n - 1] == '-')
    return FALSE;
  for (const char *p = domain; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr (".-", *p) == NULL)
      return FALSE;
  return TRUE;
}

GStrv
crm_import_value_emails (const char *cell, GError **error)
{
  g_autofree char *text = crm_import_value_clean (cell);
  g_autoptr (GStrvBuilder) emails = g_strv_builder_new ();
  guint n = 0;

  if (text[0] == '\0' || (strchr (text, '@') == NULL && says_none (text)))
    return g_strv_builder_end (emails);
  g_auto (GStrv) words = split_at (text, " \t\n\r,;<>()[]\"|");
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = words[i];
      if (strchr (word, '@') == NULL)
        continue;
      if (g_ascii_strncasecmp (word, "mailto:", 7) == 0)
        word += 7;
      while (*word == '\'')
        word++;
      for (gsize length = strlen (word); length > 0 && strchr (".'", word[length - 1]) != NULL; length--)
        word[length - 1] = '\0';
      if (!is_email (word))
        {
          set_invalid (error, _ ("“%s” is not an e-mail address."), word);
          return NULL;
        }
      g_strv_builder_add (emails, word);
      n++;
    }
  if (n == 0)
    {
      set_invalid (error, _ ("“%s” is not an e-mail address."), text);
      return NULL;
    }
  return g_strv_builder_end (emails);
}

static gboolean
has_scheme (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0 ||
         g_ascii_strncasecmp (text, "ftp://", 6) == 0;
}

static gboolean
is_url (const char *text)
{
  if (strpbrk (text, " \t\n\r<>\"@") != NULL && !has_scheme (text))
    return FALSE;
  if (has_scheme (text))
    return strpbrk (text, " \t\n\r<>\"") == NULL && strstr (text, "://")[3] != '\0';

  /* A host: labels with letters, a dot, and a last label of letters. */
  g_autofree char *host = g_strndup (text, strcspn (text, "/?#:"));
  const char *dot = strrchr (host, '.');
  if (dot == NULL || dot == host || g_utf8_strlen (dot + 1, -1) < 2)
    return FALSE;
  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr (".-_", *p) == NULL)
      return FALSE;
  for (const char *p = dot + 1; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalpha (g_utf8_get_char (p)) && *p != '-')
      return FALSE;
  return TRUE;
}

/* Access writes a link as "words#address#". */
static void
take_address (char *text)
{
  gsize n = strlen (text);

  if (n < 3 || text[n - 1] != '#')
    return;
  text[n - 1] = '\0';
  const char *address = strrchr (text, '#');
  if (address != NULL)
    memmove (text, address + 1, strlen (address + 1) + 1);
}

char *
crm_import_value_url (const char *cell, GError **error)
{
  char *text = crm_import_value_clean (cell);

  take_address (text);
  if (text[0] != '\0' && is_url (text))
    return text;
  if (text[0] != '\0' && !says_none (text))
    set_invalid (error, _ ("“%s” is not a web address."), text);
  g_free (text);
  return NULL;
}

gboolean
crm_import_value_boolean (const char *cell, gboolean *value)
{
  static const char *const yes[] = { "yes", "y", "true", "t", "1", "on", "x", "+", "да", "так", "ja", "wahr",
    "истина", "істина", "✓", "✔", NULL };
  static const char *const no[] = { "no", "n", "false", "f", "0", "off", "нет", "ні", "nein", "falsch",
    "ложь", "хибність", "ложне", NULL };
  g_autofree char *text = strip (cell);
  g_autofree char *lower = g_utf8_strdown (text, -1);

  *value = g_strv_contains (yes, lower);
  return *value || g_strv_contains (no, lower);
}

GStrv
crm_import_value_split (const char *cell)
{
  g_autofree char *text = crm_import_value_clean (cell);
  return split_at (text, ",;|\n\r");
}

/* "1 234,5", "1.234,50", "-3.5": the digits with a point; NULL when it is no number. */
static char *
plain_number (const char *text, char decimal_sign)
{
  GString *out = g_string_new (NULL);
  const char *last_point = strrchr (text, '.');
  const char *last_comma = strrchr (text, ',');
  const char *decimal = NULL;
  const char *p = text;

  if (decimal_sign == '.')
    decimal = last_point;
  else if (decimal_sign == ',')
    decimal = last_comma;
  else if (last_point != NULL && last_comma != NULL)
    decimal = MAX (last_point, last_comma);
  else
    {
      /* One kind of sign: several of them, or groups of three behind a comma, are thousands. */
      decimal = last_point != NULL ? last_point : last_comma;
      if (decimal != NULL &&
          (strchr (text, *decimal) != decimal || (*decimal == ',' && strlen (decimal) == 4)))
        decimal = NULL;
    }
  if (*p == '+' || *p == '-')
    {
      if (*p == '-')
        g_string_append_c (out, '-');
      p++;
    }
  else if (g_str_has_prefix (p, "\xE2\x88\x92"))
    {
      g_string_append_c (out, '-');
      p += 3;
    }

  gboolean digits = FALSE;
  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isdigit (*p))
        {
          digits = TRUE;
          g_string_append_c (out, *p);
        }
      else if (p == decimal)
        g_string_append_c (out, '.');
      else if ((*p == '.' || *p == ',' || *p == '\'' || is_blank_char (g_utf8_get_char (p))) &&
               (decimal == NULL || p < decimal) && strspn (g_utf8_next_char (p), "0123456789") == 3)
        continue;
      else
        {
          digits = FALSE;
          break;
        }
    }
  return g_string_free (out, !digits);
}

static gboolean
read_number (CrmKind kind, const char *text, const CrmImportReading *reading, CrmValue *value, GError **error)
{
  gsize length = strlen (text);
  g_autofree char *share = length > 1 && text[length - 1] == '%' ? g_strndup (text, length - 1) : NULL;
  g_autofree char *bare = strip (share != NULL && kind != CRM_KIND_REAL ? share : text);
  g_autofree char *number = plain_number (bare, reading->decimal_sign);

  if (number != NULL && kind == CRM_KIND_DECIMAL)
    {
      gint64 parts;
      if (!crm_decimal_parse (number, reading->digits, &parts, error))
        return FALSE;
      crm_value_set_integer (value, parts);
      return TRUE;
    }
  /* 100.0 is how some programs write 100. */
  char *point = number != NULL && kind == CRM_KIND_INTEGER ? strchr (number, '.') : NULL;
  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  if (number != NULL && kind != CRM_KIND_REAL && strchr (number, '.') == NULL)
    {
      gint64 integer;
      if (g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        {
          crm_value_set_integer (value, integer);
          return TRUE;
        }
    }
  if (number != NULL && kind == CRM_KIND_REAL)
    {
      crm_value_set_real (value, g_ascii_strtod (number, NULL));
      return TRUE;
    }
  if (kind != CRM_KIND_INTEGER)
    set_invalid (error, _ ("“%s” is not a number."), text);
  else
    set_invalid (error, _ ("“%s” is not a whole number."), text);
  return FALSE;
}

/* The only one of several. */
static gboolean
take_single (GStrv all, const char *text, CrmValue *value, GError **error)
{
  g_auto (GStrv) owned = all;

  if (owned == NULL)
    return FALSE;
  if (g_strv_length (owned) > 1)
    {
      set_invalid (error, _ ("“%s” is more than one value."), text);
      return FALSE;
    }
  crm_value_set_text (value, owned[0]);
  return TRUE;
}

static gboolean
read_instant (const char *text, const CrmImportReading *reading, CrmValue *value, GError **error)
{
  gint64 at;

  if (crm_instant_parse (text, reading->zone, &at, NULL))
    {
      crm_value_set_integer (value, at);
      return TRUE;
    }
  /* A date with numbers, and perhaps a time of day behind it. */
  g_autofree char *day = g_strndup (text, strcspn (text, " "));
  const char *rest = strchr (text, ' ');
  gboolean timed = rest != NULL && g_regex_match_simple ("^ +[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$", rest, 0, 0);
  g_autofree char *date = crm_date_parse (timed ? day : text, reading->date_order, error);
  if (date == NULL)
    return FALSE;
  g_autofree char *clock = timed ? g_strstrip (g_strdup (rest)) : g_strdup ("00:00");
  g_autofree char *iso = g_strdup_printf ("%s %s%s", date, clock[1] == ':' ? "0" : "", clock);
  if (!crm_instant_parse (iso, reading->zone, &at, error))
    return FALSE;
  crm_value_set_integer (value, at);
  return TRUE;
}

gboolean
crm_import_value_read (
    CrmKind kind, const char *cell, const CrmImportReading *reading, CrmValue *value, GError **error)
{
  static const CrmImportReading plain = { 0 };
  g_autofree char *text = crm_import_value_clean (cell);
  gboolean boolean;
  gint64 number;
  char currency[4];

  crm_value_clear (value);
  if (reading == NULL)
    reading = &plain;
  if (text[0] == '\0')
    return TRUE;
  switch (kind)
    {
    case CRM_KIND_INTEGER:
    case CRM_KIND_REAL:
    case CRM_KIND_DECIMAL: return read_number (kind, text, reading, value, error);
    case CRM_KIND_BOOLEAN:
      if (!crm_import_value_boolean (text, &boolean))
        {
          set_invalid (error, _ ("“%s” is neither yes nor no."), text);
          return FALSE;
        }
      crm_value_set_integer (value, boolean);
      return TRUE;
    case CRM_KIND_DATE:
      {
        char *date = crm_date_parse (text, reading->date_order, error);
        if (date != NULL)
          crm_value_take_text (value, date);
        return date != NULL;
      }
    case CRM_KIND_INSTANT: return read_instant (text, reading, value, error);
    case CRM_KIND_DURATION:
      if (!crm_duration_parse (text, &number, error))
        return FALSE;
      crm_value_set_integer (value, number);
      return TRUE;
    case CRM_KIND_MONEY:
      if (!crm_money_parse (text, reading->currency != NULL ? reading->currency : "EUR",
              reading->decimal_sign, &number, currency, error))
        return FALSE;
      crm_value_set_money (value, number, currency);
      return TRUE;
    case CRM_KIND_PHONE: return take_single (crm_import_value_phones (text, error), text, value, error);
    case CRM_KIND_EMAIL: return take_single (crm_import_value_emails (text, error), text, value, error);
    case CRM_KIND_URL:
      {
        g_autoptr (GError) failure = NULL;
        char *url = crm_import_value_url (text, &failure);
        if (url != NULL)
          crm_value_take_text (value, url);
        else if (failure != NULL)
          g_propagate_error (error, g_steal_pointer (&failure));
        return url != NULL || says_none (text);
      }
    case CRM_KIND_TEXT:
    case CRM_KIND_LONG:
    case CRM_KIND_BODY:
    case CRM_KIND_LINK:
    case CRM_KIND_LINKS:
    case CRM_KIND_TAGS:
    case CRM_KIND_CHOICE:
    case CRM_KIND_CHOICES:
    case CRM_KIND_OPTION:
    case CRM_KIND_PLACE:
    case CRM_KIND_BLOB:
    case CRM_N_KINDS: break;
    }
  crm_value_set_text (value, text);
  return TRUE;
}

static gboolean
looks_like_date (const char *text)
{
  CrmDateVote vote = { 0 };
  gsize n = strlen (text);

  if (n < 6 || n > 40)
    return FALSE;
  crm_date_vote (&vote, text);
  if (vote.dmy + vote.mdy + vote.ymd > 0)
    return TRUE;
  g_autofree char *dmy = crm_date_parse (text, CRM_DATE_ORDER_DMY, NULL);
  if (dmy != NULL && strpbrk (text, "./- ") != NULL)
    return TRUE;
  g_autofree char *mdy = crm_date_parse (text, CRM_DATE_ORDER_MDY, NULL);
  return mdy != NULL && strpbrk (text, "./- ") != NULL;
}

static gboolean
looks_like_phone (const char *text)
{
  guint digits = count_digits (text);
  gsize tail = strlen (text);
  gsize n = strspn (text, "0123456789+()-. /");

  if (digits < 6 || digits > 20)
    return FALSE;
  if (n < tail &&
      !g_regex_match_simple ("^[ (]*(доб|вн|ext|app|x|#|,|;|внутр)", text + n, G_REGEX_CASELESS, 0))
    return FALSE;
  /* 000000012 is a code. */
  if (g_str_has_prefix (text, "000"))
    return FALSE;
  return text[0] == '+' || (text[0] == '0' && digits >= 9 && strchr (text, '.') == NULL) ||
         (strpbrk (text, "(-") != NULL && digits >= 7 && !g_str_has_prefix (text, "-"));
}

static gboolean
looks_like_person (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);

  if (n < 2 || n > 4 || count_digits (text) > 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      gunichar c = g_utf8_get_char (words[i]);
      gunichar next = c != 0 ? g_utf8_get_char (g_utf8_next_char (words[i])) : 0;
      if (!g_unichar_isupper (c) ||
          (next != 0 && next < 0x80 && !g_unichar_isalpha (next) && strchr (".'-", (int)next) == NULL))
        return FALSE;
    }
  return TRUE;
}

CrmImportLook
crm_import_value_look (const char *cell)
{
  g_autofree char *text = crm_import_value_clean (cell);
  gboolean boolean;

  if (text[0] == '\0')
    return CRM_IMPORT_LOOK_EMPTY;
  if (strchr (text, '@') != NULL)
    {
      g_auto (GStrv) emails = crm_import_value_emails (text, NULL);
      if (emails != NULL && emails[0] != NULL && strlen (text) < 320)
        return CRM_IMPORT_LOOK_EMAIL;
    }
  if (has_scheme (text) || g_ascii_strncasecmp (text, "www.", 4) == 0)
    return CRM_IMPORT_LOOK_URL;
  if (count_digits (text) > 0)
    {
      g_autofree char *number = plain_number (text, 0);
      if (text[0] != '+' && number != NULL && strpbrk (text, ".,") == NULL &&
          !(text[0] == '0' && strlen (text) > 8))
        {
          /* 20260131 is a number unless its heading says something else. */
          return CRM_IMPORT_LOOK_INTEGER;
        }
      if (looks_like_date (text))
        return CRM_IMPORT_LOOK_DATE;
      if (number != NULL && text[0] != '+' && text[0] != '0')
        return CRM_IMPORT_LOOK_REAL;
      if (looks_like_phone (text))
        return CRM_IMPORT_LOOK_PHONE;
      if (number != NULL)
        return strpbrk (number, ".") != NULL ? CRM_IMPORT_LOOK_REAL : CRM_IMPORT_LOOK_INTEGER;
      gint64 minor;
      char currency[4];
      if (strlen (text) < 24 && crm_money_parse (text, "XXX", 0, &minor, currency, NULL) &&
          strcmp (currency, "XXX") != 0)
        return CRM_IMPORT_LOOK_MONEY;
    }
  if (crm_import_value_boolean (text, &boolean) && g_utf8_strlen (text, -1) > 1)
    return CRM_IMPORT_LOOK_BOOLEAN;
  return looks_like_person (text) ? CRM_IMPORT_LOOK_PERSON : CRM_IMPORT_LOOK_TEXT;
}
