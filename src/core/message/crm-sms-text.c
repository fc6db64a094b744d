/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-sms-text.h"

#include <string.h>

/* How an SMS is counted and cut, after 3GPP TS 23.038 (alphabets) and TS 23.040 (parts). Pure functions; any thread. */

#define SEPTETS 160
#define SEPTETS_PART 153
#define UNITS 70
#define UNITS_PART 67

/* The default alphabet besides ASCII, and what of ASCII is missing in it or takes two septets. */
static const char further[] = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
static const char extended[] = "^{}\\[~]|€\f";

/* What people's programs write of themselves and another sign says as well. */
static const struct
{
  gunichar from;
  const char *to;
} plain[] = {
  { 0x0009, " " },   /* tab */
  { 0x0060, "'" },   /* ` */
  { 0x00A0, " " },   /* no-break space */
  { 0x00A9, "(c)" }, /* © */
  { 0x00AB, "\"" },  /* « */
  { 0x00AD, "" },    /* soft hyphen */
  { 0x00AE, "(R)" }, /* ® */
  { 0x00B4, "'" },   /* ´ */
  { 0x00B7, "." },   /* · */
  { 0x00BB, "\"" },  /* » */
  { 0x00D0, "D" },   /* Ð */
  { 0x00D7, "x" },   /* × */
  { 0x00E7, "c" },   /* ç */
  { 0x00F0, "d" },   /* ð */
  { 0x0110, "D" },   /* Đ */
  { 0x0111, "d" },   /* đ */
  { 0x0131, "i" },   /* ı */
  { 0x0141, "L" },   /* Ł */
  { 0x0142, "l" },   /* ł */
  { 0x0152, "OE" },  /* Œ */
  { 0x0153, "oe" },  /* œ */
  { 0x1E9E, "SS" },  /* ẞ */
  { 0x2010, "-" },
  { 0x2011, "-" },
  { 0x2012, "-" },
  { 0x2013, "-" },
  { 0x2014, "-" },
  { 0x2015, "-" },
  { 0x2018, "'" },
  { 0x2019, "'" },
  { 0x201A, "'" },
  { 0x201B, "'" },
  { 0x201C, "\"" },
  { 0x201D, "\"" },
  { 0x201E, "\"" },
  { 0x201F, "\"" },
  { 0x2020, "+" },
  { 0x2022, "*" }, /* • */
  { 0x2026, "..." },
  { 0x2028, "\n" },
  { 0x2029, "\n" },
  { 0x2032, "'" },
  { 0x2033, "\"" },
  { 0x2039, "'" },
  { 0x203A, "'" },
  { 0x2116, "No" },
  { 0x2122, "(TM)" },
  { 0x2212, "-" },
};

/* Septets of a character; 0 when the alphabet does not have it. */
static guint
count_septets (gunichar c)
{
  if (c == '`' || c == 0)
    return 0;
  if (g_utf8_strchr (extended, -1, c))
    return 2;
  if ((c >= ' ' && c < 0x7F) || c == '\n' || c == '\r')
    return 1;
  return c >= 0x80 && g_utf8_strchr (further, -1, c) ? 1 : 0;
}

static guint
count_units (gunichar c)
{
  return c > 0xFFFF ? 2 : 1;
}

CrmSmsSize
crm_sms_measure (const char *text)
{
  CrmSmsSize size = { 0 };
  guint limit, used = 0;

  g_return_val_if_fail (text != NULL, size);

  for (const char *p = text; *p && !size.culprit; p = g_utf8_next_char (p))
    if (!count_septets (g_utf8_get_char (p)))
      size.culprit = p;
  size.unicode = size.culprit != NULL;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    size.n_units += size.unicode ? count_units (g_utf8_get_char (p)) : count_septets (g_utf8_get_char (p));
  if (size.n_units <= (size.unicode ? UNITS : SEPTETS))
    {
      size.n_parts = size.n_units > 0;
      size.left = (size.unicode ? UNITS : SEPTETS) - size.n_units;
      return size;
    }

  /* Neither an escaped character nor a surrogate pair is torn apart: what no longer fits begins the next part. */
  limit = size.unicode ? UNITS_PART : SEPTETS_PART;
  size.n_parts = 1;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint width = size.unicode ? count_units (c) : count_septets (c);

      if (used + width > limit)
        {
          size.n_parts++;
          used = 0;
        }
      used += width;
    }
  size.left = limit - used;
  return size;
}

static const char *
find_plain (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (plain[i].from == c)
      return plain[i].to;
  return NULL;
}

static gboolean
append_plain (GString *out, gunichar c)
{
  const char *to = count_septets (c) ? NULL : find_plain (c);

  if (to)
    g_string_append (out, to);
  else if (count_septets (c))
    g_string_append_unichar (out, c);
  else
    return FALSE;
  return TRUE;
}

char *
crm_sms_simplify (const char *text)
{
  g_autofree char *composed = NULL;
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  if (!composed)
    return NULL;
  out = g_string_new (NULL);
  for (const char *p = composed; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      gsize n;

      if (append_plain (out, c) || g_unichar_iszerowidth (c))
        continue;
      n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
      for (gsize i = 0; i < n; i++)
        if (!append_plain (out, parts[i]) && !(i > 0 && g_unichar_ismark (parts[i])))
          return NULL;
    }
  return g_strdup (out->str);
}
