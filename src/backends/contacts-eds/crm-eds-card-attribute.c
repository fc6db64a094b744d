/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-attribute.h"

#include <string.h>

/* What is read out of one attribute of an EVCard. e_vcard_attribute_get_value () warns where there are several
 * values, so nothing here uses it. Pure functions; any thread. */

/* Only notes and streets have lines. */
char *
crm_eds_card_flatten (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return g_strstrip (text);
}

char *
crm_eds_card_unescape_uri (const char *uri)
{
  g_autofree char *text = g_uri_unescape_string (uri, NULL);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return crm_eds_card_flatten (g_strdup (uri));
  return crm_eds_card_flatten (g_steal_pointer (&text));
}

/* All parts of the value; EVCard has one for what is no list. */
char *
crm_eds_card_join_values (EVCardAttribute *attribute, const char *separator)
{
  GString *text = g_string_new (NULL);

  for (GList *l = e_vcard_attribute_get_values (attribute); l != NULL; l = l->next)
    {
      g_autofree char *part = g_strstrip (g_strdup (l->data));

      if (*part == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, separator);
      g_string_append (text, part);
    }
  return g_string_free (text, FALSE);
}

char *
crm_eds_card_dup_part (EVCardAttribute *attribute, guint n)
{
  const char *part = g_list_nth_data (e_vcard_attribute_get_values (attribute), n);
  g_autofree char *text = part != NULL ? crm_eds_card_flatten (g_strdup (part)) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

const char *
crm_eds_card_get_param (EVCardAttribute *attribute, const char *name)
{
  for (GList *l = e_vcard_attribute_get_params (attribute); l != NULL; l = l->next)
    if (g_ascii_strcasecmp (e_vcard_attribute_param_get_name (l->data), name) == 0)
      {
        GList *values = e_vcard_attribute_param_get_values (l->data);

        return values != NULL ? values->data : NULL;
      }
  return NULL;
}

/* "_$!<Anniversary>!$_" is how Apple marks labels that it translates. */
char *
crm_eds_card_clean_label (const char *text)
{
  g_autofree char *label = NULL;

  if (!g_str_has_prefix (text, "_$!<") || !g_str_has_suffix (text, ">!$_") || strlen (text) < 8)
    return g_strstrip (g_utf8_strdown (text, -1));
  label = g_strndup (text + 4, strlen (text) - 8);
  if (g_ascii_strcasecmp (label, "HomeFAX") == 0)
    return g_strdup ("home fax");
  if (g_ascii_strcasecmp (label, "WorkFAX") == 0)
    return g_strdup ("work fax");
  return g_strstrip (g_utf8_strdown (label, -1));
}

/* "+1-418-656-9254;ext=102" as a person writes it. */
char *
crm_eds_card_read_tel_uri (const char *uri)
{
  g_auto (GStrv) parts = g_strsplit (uri, ";", 16);
  g_autofree char *number = NULL;

  if (parts[0] == NULL)
    return NULL;
  number = crm_eds_card_unescape_uri (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], "ext=", 4) == 0 && parts[i][4] != '\0')
      return g_strdup_printf ("%s ext. %s", number, parts[i] + 4);
  return g_steal_pointer (&number);
}
