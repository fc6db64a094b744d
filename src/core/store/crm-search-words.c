/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "store/crm-query.h"

/* The words of a search as they are looked up, and the forms a phone number is written in. Pure; any thread. */

#define PHONE '\x03' /* what a phone begins with in a search line */
#define WHOLE 10     /* digits that may be a whole number */
#define PART 5       /* digits that are found without the trunk digit before them */

/* Digits of a text that is nothing but a number; NULL for others. Caller owns. */
static char *
dup_number (const char *text)
{
  gsize digits = 0;

  for (const char *p = text ? text : ""; *p; p++)
    if (g_ascii_isdigit (*p))
      digits++;
    else if (!strchr (" ()+-./\xc2\xa0", *p))
      return NULL;
  return digits >= 3 ? crm_text_digits (text) : NULL;
}

/* A number that begins with its country, whether or not it has the sign for that. Zeros alone begin with none. */
static gboolean
has_country (const char *text, const char *digits)
{
  const char *rest = crm_phone_skip_country (digits + strspn (digits, "0"));

  return strlen (digits) >= WHOLE && strlen (rest) >= PART &&
         (text[strspn (text, " (")] == '+' || strlen (crm_phone_skip_trunk (digits)) > WHOLE);
}

/* What remains of a number that begins with a trunk digit, which E.164 does not have; the digits themselves for others. */
static const char *
skip_trunk (const char *text, const char *digits)
{
  const char *rest = strlen (digits) >= WHOLE ? crm_phone_skip_trunk (digits) : digits;

  if (rest != digits)
    return strlen (rest) >= PART ? rest : digits;
  if (strlen (digits) < WHOLE && (digits[0] == '8' || digits[0] == '0') &&
      (strlen (digits) > PART || (strchr (text, '(') && strlen (digits) > 3)))
    return digits + 1;
  return digits;
}

char **
crm_search_words (const char *text)
{
  g_autofree char *digits = dup_number (text);
  char **words;

  if (!digits)
    return crm_text_words (text);
  words = g_new0 (char *, 2);
  words[0] = g_strdup (has_country (text, digits) ? crm_phone_skip_country (digits + strspn (digits, "0"))
                                                  : skip_trunk (text, digits));
  return words;
}

char **
crm_search_forms (const char *text)
{
  static const char *const trunks[] = { "", "0", "8", "80" };
  g_autofree char *digits = dup_number (text);
  g_autoptr (GStrvBuilder) forms = NULL;
  const char *rest;

  if (!digits || !has_country (text, digits))
    return NULL;
  forms = g_strv_builder_new ();
  rest = digits + strspn (digits, "0");
  g_strv_builder_add (forms, rest);
  /* One that was typed without its country stands in the line as it was typed. */
  for (guint i = 0; i < G_N_ELEMENTS (trunks); i++)
    {
      g_autofree char *form = g_strdup_printf ("%c%s%s", PHONE, trunks[i], crm_phone_skip_country (rest));
      g_strv_builder_add (forms, form);
    }
  return g_strv_builder_end (forms);
}
