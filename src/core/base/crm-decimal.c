/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-decimal.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "base/crm-error.h"

/* Text to scaled integers and back. Pure functions. */

static gboolean
refuse (GError **error, char *message)
{
  g_autofree char *owned = message;

  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, owned);
  return FALSE;
}

gboolean
crm_decimal_parse (const char *text, guint digits, gint64 *value, GError **error)
{
  gboolean negative = FALSE, point = FALSE, any = FALSE, begun = FALSE, ended = FALSE;
  guint decimals = 0;
  gint64 number = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        continue;
      if (ended)
        return refuse (error, g_strdup_printf (_ ("“%s” is not a number."), text));
      if ((c == '-' || c == 0x2212) && !begun)
        negative = begun = TRUE;
      else if ((c == '.' || c == ',') && !point)
        point = begun = TRUE;
      else if (c == '%' && any)
        ended = TRUE;
      else if (c < 128 && g_ascii_isdigit ((char)c))
        {
          begun = any = TRUE;
          if (point && ++decimals > digits)
            {
              if (c != '0')
                return refuse (error, g_strdup_printf (_ ("“%s” has more than %u decimals."), text, digits));
              continue;
            }
          if (__builtin_mul_overflow (number, 10, &number) ||
              __builtin_add_overflow (number, c - '0', &number))
            return refuse (error, g_strdup_printf (_ ("“%s” is too large."), text));
        }
      else
        return refuse (error, g_strdup_printf (_ ("“%s” is not a number."), text));
    }
  if (!any)
    return refuse (error, g_strdup_printf (_ ("“%s” is not a number."), text));
  for (; decimals < digits; decimals++)
    if (__builtin_mul_overflow (number, 10, &number))
      return refuse (error, g_strdup_printf (_ ("“%s” is too large."), text));
  *value = negative ? -number : number;
  return TRUE;
}

char *
crm_decimal_format (gint64 value, guint digits)
{
  GString *text = g_string_new (NULL);
  guint64 magnitude = value < 0 ? -(guint64)value : (guint64)value;

  g_string_printf (text, "%0*" G_GUINT64_FORMAT, (int)digits + 1, magnitude);
  if (digits)
    {
      g_string_insert_c (text, (gssize)(text->len - digits), '.');
      while (text->str[text->len - 1] == '0')
        g_string_truncate (text, text->len - 1);
      if (text->str[text->len - 1] == '.')
        g_string_truncate (text, text->len - 1);
    }
  if (value < 0)
    g_string_prepend_c (text, '-');
  return g_string_free (text, FALSE);
}

char *
crm_decimal_display (gint64 value, guint digits)
{
  g_autofree char *plain = crm_decimal_format (value, digits);
  g_auto (GStrv) parts = g_strsplit (plain, ".", 2);

  return g_strjoinv (localeconv ()->decimal_point, parts);
}
