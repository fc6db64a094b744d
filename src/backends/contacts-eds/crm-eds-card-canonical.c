/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-canonical.h"

#include <string.h>

/* Writes decoded properties as the one spelling of vCard 3.0 that EVCard reads without a warning and without
 * splitting what is no list, and lets it parse them. Pure functions; any thread. */

/* No real value has more parts; EVCard needs quadratic time for them. */
#define MOST_PARTS 8
#define MOST_TAGS 256

/* What follows a backslash; returns how many bytes of p were used. */
static gsize
append_escaped (GString *out, const char *p)
{
  switch (p[1])
    {
    case 'n':
    case 'N': g_string_append (out, "\\n"); return 2;
    case 'r':
    case 'R':
      if (p[2] != '\\' || (p[3] != 'n' && p[3] != 'N'))
        break;
      g_string_append (out, "\\n");
      return 4;
    case ';':
    case CRM_EDS_PLAIN_SEMICOLON: g_string_append (out, "\\;"); return 2;
    case ',': g_string_append (out, "\\,"); return 2;
    case '\\': g_string_append (out, "\\\\"); return 2;
    case ':':
    case '"':
    case '\'': g_string_append_c (out, p[1]); return 2; /* needless, but common */
    default: break;
    }
  g_string_append (out, "\\\\");
  return 1;
}

static void
append_value (GString *out, const CrmEdsCardLine *line, gboolean is_2_1)
{
  gboolean is_list = g_str_equal (line->name, "CATEGORIES");
  gboolean is_name = !is_2_1 && (g_str_equal (line->name, "N") || g_str_equal (line->name, "NICKNAME"));
  guint most = is_list ? MOST_TAGS : crm_eds_card_line_is_structured (line) ? MOST_PARTS : 1;
  guint n = 1;

  for (const char *p = line->value->str; *p != '\0';)
    {
      if (*p == '\\')
        {
          p += append_escaped (out, p);
          continue;
        }
      if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
        g_string_append (out, "\\n");
      else if ((*p == ';' || (*p == ',' && is_list)) && n < most)
        {
          g_string_append_c (out, *p);
          n++;
        }
      else if (*p == ';' || *p == CRM_EDS_PLAIN_SEMICOLON)
        g_string_append (out, "\\;");
      else if (*p == ',' && is_name)
        g_string_append (out, p[1] == ' ' ? "\\," : "\\, "); /* several names in one place */
      else if (*p == ',')
        g_string_append (out, "\\,");
      else if ((guchar)*p >= ' ' || *p == '\t')
        g_string_append_c (out, *p);
      p++;
    }
}

EVCard *
crm_eds_card_canonical_parse (GPtrArray *lines, gboolean is_2_1)
{
  g_autoptr (GString) out = g_string_new ("BEGIN:VCARD\r\nVERSION:3.0\r\n");
  gboolean has_uid = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const CrmEdsCardLine *line = lines->pdata[i];
      gboolean is_uid = g_str_equal (line->name, "UID");

      if (g_str_equal (line->name, "VERSION") || g_str_equal (line->name, "BEGIN") ||
          g_str_equal (line->name, "END") || (is_uid && has_uid))
        continue;
      has_uid = has_uid || is_uid;
      if (line->group != NULL)
        g_string_append_printf (out, "%s.", line->group);
      g_string_append (out, line->name);
      g_string_append_len (out, line->params->str, line->params->len);
      if (line->binary)
        g_string_append (out, ";ENCODING=b");
      g_string_append_c (out, ':');
      append_value (out, line, is_2_1);
      g_string_append (out, "\r\n");
    }
  g_string_append (out, "END:VCARD\r\n");
  return e_vcard_new_from_string (out->str);
}
