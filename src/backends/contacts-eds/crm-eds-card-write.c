/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-write.h"

#include <libebook-contacts/libebook-contacts.h>
#include <string.h>

#include "contacts-eds/crm-eds-card-text.h"
#include "contacts-eds/crm-eds-card-words.h"

/* Writes a card through EVCard, which escapes and folds version 3.0. Its version 2.1 leaves out categories,
 * nicknames and every X- property, does not escape and names no encoding, so those lines are written here from
 * the same attributes. Pure functions; any thread. */

#define LONGEST_LINE 75

typedef struct
{
  EVCard *vcard;
  const CrmCard *card;
  guint n_groups;
} Writer;

static EVCardAttribute *
add (Writer *self, const char *group, const char *name, const char *value)
{
  EVCardAttribute *attribute = e_vcard_attribute_new (group, name);

  if (value != NULL)
    e_vcard_attribute_add_value (attribute, value);
  e_vcard_append_attribute (self->vcard, attribute);
  return attribute;
}

static void
add_text (Writer *self, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    add (self, NULL, name, value);
}

static void
add_parts (Writer *self, const char *name, const char *const *parts, guint n)
{
  EVCardAttribute *attribute = add (self, NULL, name, NULL);

  for (guint i = 0; i < n; i++)
    e_vcard_attribute_add_value (attribute, parts[i] != NULL ? parts[i] : "");
}

static void
add_type (EVCardAttribute *attribute, const char *type)
{
  e_vcard_attribute_add_param_with_value (attribute, e_vcard_attribute_param_new ("TYPE"), type);
}

static void
add_name (Writer *self)
{
  const CrmCard *card = self->card;
  const char *parts[] = { card->family, card->given, card->additional, card->prefix, card->suffix };
  const char *name = card->full_name != NULL ? card->full_name : card->org;

  add (self, NULL, EVC_FN, name != NULL ? name : "");
  add_parts (self, EVC_N, parts, G_N_ELEMENTS (parts));
}

static void
add_handle (Writer *self, const CrmCardAddress *address)
{
  const char *property =
      address->label != NULL ? crm_eds_card_property_from_service (address->label) : "X-MS-IMADDRESS";
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;
  EVCardAttribute *attribute;

  if (property != NULL)
    attribute = add (self, NULL, property, address->value);
  else
    {
      escaped = g_uri_escape_string (address->value, NULL, FALSE);
      uri = g_strconcat ("x-apple:", escaped, NULL);
      attribute = add (self, NULL, "IMPP", uri);
      e_vcard_attribute_add_param_with_value (
          attribute, e_vcard_attribute_param_new ("X-SERVICE-TYPE"), address->label);
    }
  if (address->main)
    add_type (attribute, "PREF");
}

static void
add_address (Writer *self, const CrmCardAddress *address)
{
  g_autoptr (GPtrArray) types =
      address->label != NULL ? crm_eds_card_types_from_label (address->label) : NULL;
  g_autofree char *group = NULL;
  const char *name = g_str_equal (address->kind, "phone")   ? EVC_TEL
                     : g_str_equal (address->kind, "email") ? EVC_EMAIL
                                                            : EVC_URL;
  EVCardAttribute *attribute;

  if (g_str_equal (address->kind, "handle"))
    {
      add_handle (self, address);
      return;
    }
  if (address->label != NULL && types == NULL)
    group = g_strdup_printf ("item%u", ++self->n_groups);
  attribute = add (self, group, name, address->value);
  if (g_str_equal (name, EVC_EMAIL))
    add_type (attribute, "INTERNET");
  for (guint i = 0; types != NULL && i < types->len; i++)
    add_type (attribute, types->pdata[i]);
  if (address->main)
    add_type (attribute, "PREF");
  if (group != NULL)
    add (self, group, "X-ABLabel", address->label);
}

static void
add_postal (Writer *self)
{
  const CrmCardPostal *postal = &self->card->postal;
  const char *parts[] = { NULL, NULL, postal->street, postal->city, postal->region, postal->postcode,
    postal->country };

  if (crm_card_has_postal (self->card))
    add_parts (self, EVC_ADR, parts, G_N_ELEMENTS (parts));
}

static void
add_photo (Writer *self)
{
  const CrmCard *card = self->card;
  g_autofree char *type = NULL;
  EVCardAttribute *attribute;
  gconstpointer data;
  gsize length;

  if (card->photo == NULL)
    return;
  data = g_bytes_get_data (card->photo, &length);
  attribute = add (self, NULL, EVC_PHOTO, NULL);
  e_vcard_attribute_add_param_with_value (attribute, e_vcard_attribute_param_new (EVC_ENCODING), "b");
  if (card->photo_mime != NULL && g_str_has_prefix (card->photo_mime, "image/"))
    {
      type = g_ascii_strup (card->photo_mime + strlen ("image/"), -1);
      add_type (attribute, type);
    }
  e_vcard_attribute_add_value_decoded (attribute, data, (int)length);
}

static void
add_all (Writer *self)
{
  const CrmCard *card = self->card;
  const char *org[] = { card->org, card->department };

  add_name (self);
  add_text (self, EVC_UID, card->uid);
  add_text (self, EVC_NICKNAME, card->nickname);
  if (card->org != NULL || card->department != NULL)
    add_parts (self, EVC_ORG, org, card->department != NULL ? 2 : 1);
  add_text (self, EVC_TITLE, card->title);
  add_text (self, EVC_ROLE, card->role);
  for (guint i = 0; i < card->addresses->len; i++)
    add_address (self, card->addresses->pdata[i]);
  add_postal (self);
  add_text (self, EVC_BDAY, card->birthday);
  add_text (self, "X-EVOLUTION-ANNIVERSARY", card->anniversary);
  if (card->tags->len > 0)
    add_parts (self, EVC_CATEGORIES, (const char *const *)card->tags->pdata, card->tags->len);
  add_text (self, EVC_NOTE, card->note);
  add_text (self, "LANG", card->language);
  add_text (self, "X-GENDER", card->gender);
  if (card->is_company)
    add_text (self, "X-ABShowAs", "COMPANY");
  add_photo (self);
}

static gboolean
needs_quoting (const GString *value)
{
  for (gsize i = 0; i < value->len; i++)
    if ((guchar)value->str[i] >= 0x7f || (guchar)value->str[i] < ' ')
      return TRUE;
  return value->len > 0 &&
         (value->str[0] == ' ' || value->str[value->len - 1] == ' ' || value->str[value->len - 1] == '=');
}

/* Blanks are encoded too, so that none stands where a reader takes it for indentation, and colons, so that no
 * broken line looks like a property or an END:VCARD. */
static void
append_quoted (GString *out, const GString *value, gsize used)
{
  for (gsize i = 0; i < value->len; i++)
    {
      guchar byte = value->str[i];
      gboolean plain = byte > ' ' && byte < 0x7f && byte != '=' && byte != ':';

      if (used + (plain ? 1 : 3) > LONGEST_LINE)
        {
          g_string_append (out, "=\r\n");
          used = 0;
        }
      if (plain)
        g_string_append_c (out, (char)byte);
      else
        g_string_append_printf (out, "=%02X", byte);
      used += plain ? 1 : 3;
    }
}

static void
append_base64 (GString *out, const char *value)
{
  gsize length = strlen (value);

  for (gsize i = 0; i < length; i += LONGEST_LINE - 1)
    {
      g_string_append (out, "\r\n ");
      g_string_append_len (out, value + i, MIN (LONGEST_LINE - 1, length - i));
    }
  g_string_append (out, "\r\n\r\n");
}

static void
append_escaped (GString *out, const char *value, gboolean is_part, gboolean is_list)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\\' || (*p == ';' && is_part) || (*p == ',' && is_list))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p == '\r' ? '\n' : *p);
    }
}

static gboolean
append_params (GString *out, EVCardAttribute *attribute)
{
  gboolean binary = FALSE;

  for (GList *l = e_vcard_attribute_get_params (attribute); l != NULL; l = l->next)
    {
      const char *name = e_vcard_attribute_param_get_name (l->data);

      for (GList *v = e_vcard_attribute_param_get_values (l->data); v != NULL; v = v->next)
        if (g_str_equal (name, "TYPE"))
          g_string_append_printf (out, ";%s", (char *)v->data);
        else if (g_str_equal (name, EVC_ENCODING))
          binary = TRUE;
        else
          {
            g_autofree char *value = g_strdup (v->data);

            g_strdelimit (value, "\r\n:;\"=", ' ');
            g_string_append_printf (out, ";%s=%s", name, value);
          }
    }
  if (binary)
    g_string_append (out, ";ENCODING=BASE64");
  return binary;
}

static void
append_2_1 (GString *out, EVCardAttribute *attribute)
{
  const char *name = e_vcard_attribute_get_name (attribute);
  const char *group = e_vcard_attribute_get_group (attribute);
  gboolean is_list = g_str_equal (name, EVC_CATEGORIES);
  gboolean is_part =
      is_list || g_str_equal (name, EVC_N) || g_str_equal (name, EVC_ADR) || g_str_equal (name, EVC_ORG);
  g_autoptr (GString) value = g_string_new (NULL);
  gsize start = out->len;

  if (group != NULL)
    g_string_append_printf (out, "%s.", group);
  g_string_append (out, name);
  if (append_params (out, attribute))
    {
      g_string_append_c (out, ':');
      append_base64 (out, e_vcard_attribute_get_values (attribute)->data);
      return;
    }
  for (GList *l = e_vcard_attribute_get_values (attribute); l != NULL; l = l->next)
    {
      append_escaped (value, l->data, is_part, is_list);
      if (l->next != NULL)
        g_string_append_c (value, is_list ? ',' : ';');
    }
  if (needs_quoting (value))
    {
      g_string_append (out, ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:");
      append_quoted (out, value, out->len - start);
    }
  else
    {
      g_string_append_c (out, ':');
      g_string_append_len (out, value->str, value->len);
    }
  g_string_append (out, "\r\n");
}

static void
append_all_2_1 (GString *out, EVCard *vcard)
{
  g_string_append (out, "BEGIN:VCARD\r\nVERSION:2.1\r\n");
  for (GList *l = e_vcard_get_attributes (vcard); l != NULL; l = l->next)
    append_2_1 (out, l->data);
  g_string_append (out, "END:VCARD\r\n");
}

void
crm_eds_card_write (GString *out, const CrmCard *card, CrmCardVersion version)
{
  Writer self = { .vcard = e_vcard_new (), .card = card };

  add_all (&self);
  if (version == CRM_CARD_VERSION_2_1)
    append_all_2_1 (out, self.vcard);
  else
    crm_eds_card_append_text (out, self.vcard);
  g_object_unref (self.vcard);
}
