/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-text.h"

/* Cards as text. evolution-data-server 3.59.1 and newer leave out what vCard 3.0 itself does not name, such as IMPP of RFC 4770, so what
 * was made or changed here is written here. Any thread. */

#define LINE 75 /* characters, RFC 2426 */

char *
crm_eds_card_dup_text (EVCard *vcard)
{
#if EDS_CHECK_VERSION(3, 59, 1)
  return e_vcard_to_string (vcard);
#else
  return e_vcard_to_string (vcard, EVC_FORMAT_VCARD_30);
#endif
}

static gboolean
is_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
append_param (GString *line, EVCardAttributeParam *param)
{
  const char *before = "=";

  g_string_append_printf (line, ";%s", e_vcard_attribute_param_get_name (param));
  for (GList *l = e_vcard_attribute_param_get_values (param); l != NULL; l = l->next)
    {
      g_autofree char *value = g_strdelimit (g_strdup (l->data), "\r\n\"", ' ');

      g_string_append_printf (line, is_word (value) ? "%s%s" : "%s\"%s\"", before, value);
      before = ",";
    }
}

static void
append_folded (GString *out, const char *line)
{
  glong left = g_utf8_strlen (line, -1), width = LINE;

  while (left > width)
    {
      const char *end = g_utf8_offset_to_pointer (line, width);

      g_string_append_len (out, line, end - line);
      g_string_append (out, "\r\n ");
      line = end;
      left -= width;
      width = LINE - 1;
    }
  g_string_append (out, line);
  g_string_append (out, "\r\n");
}

static void
append_attribute (GString *out, EVCardAttribute *attribute)
{
  const char *name = e_vcard_attribute_get_name (attribute);
  const char *group = e_vcard_attribute_get_group (attribute);
  const char *between = g_ascii_strcasecmp (name, EVC_CATEGORIES) == 0 ? "," : ";";
  g_autoptr (GString) line = g_string_new (NULL);

  if (group != NULL)
    g_string_append_printf (line, "%s.", group);
  g_string_append (line, name);
  for (GList *l = e_vcard_attribute_get_params (attribute); l != NULL; l = l->next)
    append_param (line, l->data);
  g_string_append_c (line, ':');
  for (GList *l = e_vcard_attribute_get_values (attribute); l != NULL; l = l->next)
    {
      g_autofree char *value = e_vcard_escape_string (l->data);

      g_string_append (line, value);
      if (l->next != NULL)
        g_string_append (line, between);
    }
  append_folded (out, line->str);
}

static const char *
get_version (EVCard *vcard)
{
  EVCardAttribute *attribute = e_vcard_get_attribute (vcard, EVC_VERSION);
  GList *values = attribute != NULL ? e_vcard_attribute_get_values (attribute) : NULL;

  return values != NULL && values->data != NULL ? values->data : "3.0";
}

void
crm_eds_card_append_text (GString *out, EVCard *vcard)
{
  g_string_append_printf (out, "BEGIN:VCARD\r\nVERSION:%s\r\n", get_version (vcard));
  for (GList *l = e_vcard_get_attributes (vcard); l != NULL; l = l->next)
    if (g_ascii_strcasecmp (e_vcard_attribute_get_name (l->data), EVC_VERSION) != 0)
      append_attribute (out, l->data);
  g_string_append (out, "END:VCARD\r\n");
}
