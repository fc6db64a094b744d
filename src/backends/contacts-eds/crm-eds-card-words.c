/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-words.h"

#include "base/crm-time.h"

#include <stdio.h>
#include <string.h>

/* The small vocabularies of vCards: kinds of telephones and addresses, chat services, dates. Pure functions;
 * any thread. */

/* In the order in which they stand in a label. */
static const struct
{
  const char *type;
  const char *word;
} types[] = {
  { "HOME", "home" },
  { "WORK", "work" },
  { "OTHER", "other" },
  { "CELL", "mobile" },
  { "MOBILE", "mobile" },
  { "IPHONE", "mobile" },
  { "FAX", "fax" },
  { "PAGER", "pager" },
  { "CAR", "car" },
  { "MAIN", "main" },
  { "ISDN", "isdn" },
  { "MODEM", "modem" },
  { "BBS", "bbs" },
  { "TEXTPHONE", "textphone" },
};

/* What says nothing that a person wants to read. */
static const char *const silent_types[] = { "PREF", "VOICE", "MSG", "TEXT", "VIDEO", "INTERNET", "X400",
  "DOM", "INTL", "POSTAL", "PARCEL", "PERSONAL", NULL };

static gboolean
is_one_of (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

static void
add_word (GString *label, const char *word)
{
  if (g_str_has_suffix (label->str, word))
    return;
  if (label->len > 0)
    g_string_append_c (label, ' ');
  g_string_append (label, word);
}

char *
crm_eds_card_label_from_types (const char *const *words, guint n)
{
  GString *label = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < n; j++)
      if (g_ascii_strcasecmp (words[j], types[i].type) == 0)
        add_word (label, types[i].word);
  for (guint j = 0; j < n && label->len == 0; j++)
    if (!is_one_of (words[j], silent_types))
      {
        g_autofree char *lower = g_utf8_strdown (words[j], -1);

        g_string_append (label, lower);
      }
  return g_string_free (label, label->len == 0);
}

GPtrArray *
crm_eds_card_types_from_label (const char *label)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_auto (GStrv) words = g_strsplit (label, " ", -1);
  g_autofree char *back = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *type = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (types) && type == NULL; j++)
        if (g_str_equal (words[i], types[j].word))
          type = types[j].type;
      if (type == NULL)
        return NULL;
      g_ptr_array_add (found, (gpointer)type);
    }
  back = crm_eds_card_label_from_types ((const char *const *)found->pdata, found->len);
  return g_strcmp0 (back, label) == 0 ? g_steal_pointer (&found) : NULL;
}

/* The first property of a service is the one to write. */
static const struct
{
  const char *property;
  const char *service;
} services[] = {
  { "X-TELEGRAM", "telegram" },
  { "X-VIBER", "viber" },
  { "X-WHATSAPP", "whatsapp" },
  { "X-SIGNAL", "signal" },
  { "X-SKYPE", "skype" },
  { "X-SKYPE-USERNAME", "skype" },
  { "X-JABBER", "jabber" },
  { "X-MATRIX", "matrix" },
  { "X-ICQ", "icq" },
  { "X-AIM", "aim" },
  { "X-MSN", "msn" },
  { "X-MSN-ADDRESS", "msn" },
  { "X-YAHOO", "yahoo" },
  { "X-YAHOO-ID", "yahoo" },
  { "X-GADUGADU", "gadugadu" },
  { "X-GROUPWISE", "groupwise" },
  { "X-GOOGLE-TALK", "googletalk" },
  { "X-GTALK", "googletalk" },
  { "X-QQ", "qq" },
  { "X-SIP", "sip" },
  { "X-TWITTER", "twitter" },
  { "X-FACEBOOK", "facebook" },
  { "X-INSTAGRAM", "instagram" },
  { "X-LINKEDIN", "linkedin" },
  { "X-VK", "vk" },
  { "X-MS-IMADDRESS", "im" },
  { "X-KADDRESSBOOK-X-IMADDRESS", "im" },
};

const char *
crm_eds_card_service_from_property (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_ascii_strcasecmp (name, services[i].property) == 0)
      return services[i].service;
  return NULL;
}

const char *
crm_eds_card_property_from_service (const char *service)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_str_equal (service, services[i].service))
      return services[i].property;
  return NULL;
}

char *
crm_eds_card_service_from_scheme (const char *scheme, gsize length)
{
  static const struct
  {
    const char *scheme;
    const char *service;
  } known[] = {
    { "xmpp", "jabber" },
    { "ymsgr", "yahoo" },
    { "msnim", "msn" },
    { "tg", "telegram" },
    { "gtalk", "googletalk" },
    { "sips", "sip" },
    { "x-apple", "im" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].scheme) == length && g_ascii_strncasecmp (scheme, known[i].scheme, length) == 0)
      return g_strdup (known[i].service);
  return g_ascii_strdown (scheme, length);
}

static gboolean
take_digits (const char **p, guint n, int *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*p)[i]))
        return FALSE;
      *value = *value * 10 + (*p)[i] - '0';
    }
  *p += n;
  return TRUE;
}

/* RFC 6350, 4.3.1, where it names a day: 19930824, 1993-08-24, --0824, --08-24, with or without a time. */
static gboolean
read_iso (const char *p, int *year, int *month, int *day)
{
  *year = 0;
  if (p[0] == '-' && p[1] == '-')
    p += 2;
  else
    {
      if (!take_digits (&p, 4, year))
        return FALSE;
      if (*p == '-')
        p++;
    }
  if (!take_digits (&p, 2, month))
    return FALSE;
  if (*p == '-')
    p++;
  return take_digits (&p, 2, day) && (*p == '\0' || *p == 'T' || *p == 't' || *p == ' ');
}

char *
crm_eds_card_read_date (const char *text, int omitted_year)
{
  char date[32];
  int year;
  int month;
  int day;

  if (!read_iso (text, &year, &month, &day))
    return crm_date_parse (text, CRM_DATE_ORDER_UNKNOWN, NULL);
  if (year == 0 || year == omitted_year)
    g_snprintf (date, sizeof date, "--%02d-%02d", month, day);
  else
    g_snprintf (date, sizeof date, "%04d-%02d-%02d", year, month, day);
  return crm_date_is_valid (date) ? g_strdup (date) : NULL;
}
