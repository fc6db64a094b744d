/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-card-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "contacts-eds/crm-eds-card-attribute.h"
#include "contacts-eds/crm-eds-card-photo.h"
#include "contacts-eds/crm-eds-card-words.h"

/* Gives the properties of a parsed card their places in a CrmCard. What has none is kept as text, so that
 * nothing is lost silently. Pure functions; any thread. */

#define LONGEST_REST 200
#define NO_PREFERENCE 1000

typedef struct
{
  CrmCard *card;
  GHashTable *labels; /* group (owned) → the person's own label */
  GPtrArray *types;   /* words of the attribute at hand */
  int preference;     /* 1 is best */
  int best_postal;
  int best_language;
  CrmCardAddress *main[4]; /* per kind, borrowed */
  int best[4];
  GString *note;
  GString *further; /* postal addresses for the end of the note */
  GString *nickname;
  char *label; /* LABEL, the address as it is written on a letter */
  gboolean is_list;
} Reader;

static const char *const kinds[] = { "phone", "email", "web", "handle" };

typedef void (*ReadFunc) (Reader *self, EVCardAttribute *attribute, const char *value);

void
crm_eds_card_keep_rest (CrmCard *card, const char *name, const char *value)
{
  g_autofree char *flat = crm_eds_card_flatten (g_strdup (value));
  GString *text = g_string_new (name);

  g_string_append (text, ": ");
  if (g_utf8_strlen (flat, -1) > LONGEST_REST)
    {
      g_autofree char *start = g_utf8_substring (flat, 0, LONGEST_REST);

      g_string_append (text, start);
      g_string_append (text, "…");
    }
  else
    g_string_append (text, flat);
  g_ptr_array_add (card->rest, g_string_free (text, FALSE));
}

static void
keep_attribute (Reader *self, EVCardAttribute *attribute)
{
  g_autofree char *name = g_ascii_strup (e_vcard_attribute_get_name (attribute), -1);
  g_autofree char *value = NULL;

  if (g_strcmp0 (crm_eds_card_get_param (attribute, "ENCODING"), "b") == 0)
    {
      GList *decoded = e_vcard_attribute_get_values_decoded (attribute);
      gsize length = decoded != NULL ? ((GString *)decoded->data)->len : 0;

      value = g_format_size (length);
    }
  else
    value = crm_eds_card_join_values (attribute, "; ");
  if (*value != '\0')
    crm_eds_card_keep_rest (self->card, name, value);
}

static void
set_text (Reader *self, char **place, EVCardAttribute *attribute, const char *value)
{
  if (*place == NULL)
    *place = g_strdup (value);
  else
    keep_attribute (self, attribute);
}

static void
append_text (GString **text, const char *separator, const char *value)
{
  if (*text == NULL)
    *text = g_string_new (NULL);
  if ((*text)->len > 0)
    g_string_append (*text, separator);
  g_string_append (*text, value);
}

static const char *
get_group_label (Reader *self, EVCardAttribute *attribute)
{
  const char *group = e_vcard_attribute_get_group (attribute);

  return group != NULL ? g_hash_table_lookup (self->labels, group) : NULL;
}

static char *
dup_label (Reader *self, EVCardAttribute *attribute)
{
  const char *own = get_group_label (self, attribute);

  if (own != NULL && *own != '\0')
    return g_strdup (own);
  return crm_eds_card_label_from_types ((const char *const *)self->types->pdata, self->types->len);
}

static void
add_address (Reader *self, guint kind, const char *label, const char *value)
{
  CrmCardAddress *address = crm_card_add_address (self->card, kinds[kind], label, value, FALSE);

  if (self->preference < self->best[kind])
    {
      self->best[kind] = self->preference;
      self->main[kind] = address;
    }
}

static void
read_full_name (Reader *self, EVCardAttribute *attribute, const char *value)
{
  set_text (self, &self->card->full_name, attribute, value);
}

static void
read_name (Reader *self, EVCardAttribute *attribute, const char *value)
{
  CrmCard *card = self->card;

  if (card->family != NULL || card->given != NULL)
    {
      keep_attribute (self, attribute);
      return;
    }
  card->family = crm_eds_card_dup_part (attribute, 0);
  card->given = crm_eds_card_dup_part (attribute, 1);
  g_free (card->additional);
  card->additional = crm_eds_card_dup_part (attribute, 2);
  g_free (card->prefix);
  card->prefix = crm_eds_card_dup_part (attribute, 3);
  g_free (card->suffix);
  card->suffix = crm_eds_card_dup_part (attribute, 4);
}

static void
read_nickname (Reader *self, EVCardAttribute *attribute, const char *value)
{
  append_text (&self->nickname, ", ", value);
}

static void
read_org (Reader *self, EVCardAttribute *attribute, const char *value)
{
  CrmCard *card = self->card;
  GString *department = NULL;

  if (card->org != NULL)
    {
      keep_attribute (self, attribute);
      return;
    }
  card->org = crm_eds_card_dup_part (attribute, 0);
  for (guint i = 1; i < g_list_length (e_vcard_attribute_get_values (attribute)); i++)
    {
      g_autofree char *part = crm_eds_card_dup_part (attribute, i);

      if (part != NULL)
        append_text (&department, ", ", part);
    }
  if (department == NULL)
    return;
  g_free (card->department);
  card->department = g_string_free (department, FALSE);
  if (card->org == NULL)
    card->org = g_steal_pointer (&card->department);
}

static void
read_department (Reader *self, EVCardAttribute *attribute, const char *value)
{
  set_text (self, &self->card->department, attribute, value);
}

static void
read_title (Reader *self, EVCardAttribute *attribute, const char *value)
{
  set_text (self, &self->card->title, attribute, value);
}

static void
read_role (Reader *self, EVCardAttribute *attribute, const char *value)
{
  set_text (self, &self->card->role, attribute, value);
}

static void
read_uid (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_free (self->card->uid);
  self->card->uid =
      g_strdup (g_ascii_strncasecmp (value, "urn:uuid:", 9) == 0 && value[9] != '\0' ? value + 9 : value);
}

static gboolean
read_date (char **place, EVCardAttribute *attribute, const char *value)
{
  const char *omitted = crm_eds_card_get_param (attribute, "X-APPLE-OMIT-YEAR");

  if (*place == NULL)
    *place = crm_eds_card_read_date (value, omitted != NULL ? atoi (omitted) : 0);
  else
    return FALSE;
  return *place != NULL;
}

static void
read_birthday (Reader *self, EVCardAttribute *attribute, const char *value)
{
  if (!read_date (&self->card->birthday, attribute, value))
    keep_attribute (self, attribute);
}

static void
read_anniversary (Reader *self, EVCardAttribute *attribute, const char *value)
{
  if (!read_date (&self->card->anniversary, attribute, value))
    keep_attribute (self, attribute);
}

static void
read_labelled_date (Reader *self, EVCardAttribute *attribute, const char *value)
{
  const char *label = get_group_label (self, attribute);

  if (g_strcmp0 (label, "anniversary") == 0 && read_date (&self->card->anniversary, attribute, value))
    return;
  crm_eds_card_keep_rest (self->card, label != NULL ? label : "X-ABDATE", value);
}

static void
read_related (Reader *self, EVCardAttribute *attribute, const char *value)
{
  const char *label = get_group_label (self, attribute);

  crm_eds_card_keep_rest (self->card, label != NULL ? label : "X-ABRELATEDNAMES", value);
}

static void
read_note (Reader *self, EVCardAttribute *attribute, const char *value)
{
  append_text (&self->note, "\n", value);
}

static void
read_categories (Reader *self, EVCardAttribute *attribute, const char *value)
{
  for (GList *l = e_vcard_attribute_get_values (attribute); l != NULL; l = l->next)
    {
      g_autofree char *tag = g_strstrip (g_strdup (l->data));

      if (*tag != '\0' && self->card->tags->len < 1000 &&
          !g_ptr_array_find_with_equal_func (self->card->tags, tag, g_str_equal, NULL))
        g_ptr_array_add (self->card->tags, g_steal_pointer (&tag));
    }
}

static void
read_phone (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_autofree char *label = dup_label (self, attribute);
  g_autofree char *number =
      g_ascii_strncasecmp (value, "tel:", 4) == 0 ? crm_eds_card_read_tel_uri (value + 4) : g_strdup (value);

  if (number != NULL && *g_strstrip (number) != '\0')
    add_address (self, 0, label, number);
}

static void
read_email (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_autofree char *label = dup_label (self, attribute);
  const char *address = g_ascii_strncasecmp (value, "mailto:", 7) == 0 ? value + 7 : value;

  if (*address != '\0')
    add_address (self, 1, label, address);
}

static void
read_web (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_autofree char *label = dup_label (self, attribute);

  add_address (self, 2, label, value);
}

static void
read_handle (Reader *self, EVCardAttribute *attribute, const char *value)
{
  add_address (self, 3, crm_eds_card_service_from_property (e_vcard_attribute_get_name (attribute)), value);
}

/* IMPP:xmpp:name@server, IMPP;X-SERVICE-TYPE=Skype:skype:name, SOCIALPROFILE;TYPE=twitter:http://… */
static void
read_im (Reader *self, EVCardAttribute *attribute, const char *value)
{
  const char *colon = strchr (value, ':');
  const char *service = crm_eds_card_get_param (attribute, "X-SERVICE-TYPE");
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  if (service == NULL)
    service = crm_eds_card_get_param (attribute, "SERVICE-TYPE");
  for (const char *p = value; colon != NULL && p < colon; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      colon = NULL;
  if (colon != NULL && g_str_has_prefix (colon, "://"))
    colon = NULL;
  if (service != NULL)
    label = crm_eds_card_clean_label (service);
  else if (colon != NULL)
    label = crm_eds_card_service_from_scheme (value, colon - value);
  else
    label = crm_eds_card_label_from_types ((const char *const *)self->types->pdata, self->types->len);
  if (label != NULL)
    g_strstrip (g_strdelimit (label, ":;=,\"\\", ' ')); /* has to fit into a parameter when it is written */
  name = colon != NULL ? crm_eds_card_unescape_uri (colon + 1) : g_strdup (value);
  if (*name != '\0')
    add_address (self, 3, label != NULL && *label != '\0' ? label : "im", name);
}

static char *
join_street (EVCardAttribute *attribute)
{
  static const guint order[] = { 2, 1, 0 }; /* street, flat or office, post box */
  GString *street = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *text = g_list_nth_data (e_vcard_attribute_get_values (attribute), order[i]);
      g_autofree char *part = g_strstrip (g_strdup (text != NULL ? text : ""));

      if (*part != '\0')
        append_text (&street, ", ", part);
    }
  return street != NULL ? g_string_free (street, FALSE) : NULL;
}

static void
clear_postal (CrmCardPostal *postal)
{
  g_clear_pointer (&postal->street, g_free);
  g_clear_pointer (&postal->city, g_free);
  g_clear_pointer (&postal->region, g_free);
  g_clear_pointer (&postal->postcode, g_free);
  g_clear_pointer (&postal->country, g_free);
}

/* A client has one postal address; a further one is still worth reading, so it becomes a line of the note. */
static void
note_postal (Reader *self, const CrmCardPostal *postal, const char *label)
{
  const char *parts[] = { postal->street, postal->city, postal->region, postal->postcode, postal->country };
  GString *line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      append_text (&line, ", ", parts[i]);
  if (line == NULL)
    return;
  g_strdelimit (line->str, "\n", ' ');
  g_string_prepend (line, ": ");
  if (label != NULL)
    {
      g_string_prepend (line, ")");
      g_string_prepend (line, label);
      g_string_prepend (line, " (");
    }
  g_string_prepend (line, _ ("Address"));
  append_text (&self->further, "\n", line->str);
  g_string_free (line, TRUE);
}

static void
read_postal (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_autofree char *label = dup_label (self, attribute);
  CrmCardPostal postal = {
    .street = join_street (attribute),
    .city = crm_eds_card_dup_part (attribute, 3),
    .region = crm_eds_card_dup_part (attribute, 4),
    .postcode = crm_eds_card_dup_part (attribute, 5),
    .country = crm_eds_card_dup_part (attribute, 6),
  };

  if (!crm_card_has_postal (self->card))
    {
      self->card->postal = postal;
      self->best_postal = self->preference;
      return;
    }
  if (self->preference < self->best_postal)
    {
      CrmCardPostal former = self->card->postal;

      self->card->postal = postal;
      self->best_postal = self->preference;
      postal = former;
      g_clear_pointer (&label, g_free);
    }
  note_postal (self, &postal, label);
  clear_postal (&postal);
}

/* LABEL is ADR as a person writes it: needed only where ADR is missing. */
static void
read_postal_label (Reader *self, EVCardAttribute *attribute, const char *value)
{
  if (self->label == NULL)
    self->label = g_strdup (value);
}

static void
read_photo (Reader *self, EVCardAttribute *attribute, const char *value)
{
  CrmCard *card = self->card;

  if (card->photo == NULL)
    {
      card->photo = crm_eds_card_photo_read (value, &card->photo_mime);
      if (card->photo != NULL)
        return;
    }
  keep_attribute (self, attribute);
}

static void
read_kind (Reader *self, EVCardAttribute *attribute, const char *value)
{
  if (g_ascii_strcasecmp (value, "org") == 0 || g_ascii_strcasecmp (value, "organization") == 0 ||
      g_ascii_strcasecmp (value, "company") == 0)
    self->card->is_company = TRUE;
  else if (g_ascii_strcasecmp (value, "group") == 0)
    self->is_list = TRUE;
  else if (g_ascii_strcasecmp (value, "individual") != 0)
    keep_attribute (self, attribute);
}

static void
read_list (Reader *self, EVCardAttribute *attribute, const char *value)
{
  self->is_list = self->is_list || g_ascii_strcasecmp (value, "TRUE") == 0;
}

static void
read_gender (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_autofree char *sex = crm_eds_card_dup_part (attribute, 0);
  g_autofree char *words = crm_eds_card_dup_part (attribute, 1);
  char letter = sex != NULL ? g_ascii_toupper (*sex) : '\0';

  if (self->card->gender == NULL && (letter == 'M' || letter == 'F' || letter == 'O'))
    self->card->gender = g_strdup (letter == 'M' ? "male" : letter == 'F' ? "female" : "other");
  else if (letter != 'N' && letter != 'U')
    words = words != NULL ? words : g_steal_pointer (&sex);
  if (words != NULL)
    crm_eds_card_keep_rest (self->card, "GENDER", words);
}

static void
read_language (Reader *self, EVCardAttribute *attribute, const char *value)
{
  if (self->card->language != NULL && self->preference >= self->best_language)
    return;
  g_free (self->card->language);
  self->card->language = g_strdup (value);
  self->best_language = self->preference;
}

/* vnd.android.cursor.item/nickname;Name;1;… */
static void
read_android (Reader *self, EVCardAttribute *attribute, const char *value)
{
  g_autofree char *what = crm_eds_card_dup_part (attribute, 0);
  g_autofree char *text = crm_eds_card_dup_part (attribute, 1);
  g_autofree char *kind = crm_eds_card_dup_part (attribute, 2);

  if (text != NULL && g_strcmp0 (what, "vnd.android.cursor.item/nickname") == 0)
    append_text (&self->nickname, ", ", text);
  else if (text != NULL && g_strcmp0 (what, "vnd.android.cursor.item/contact_event") == 0 &&
           g_strcmp0 (kind, "1") == 0 && self->card->anniversary == NULL)
    self->card->anniversary = crm_eds_card_read_date (text, 0);
  else
    keep_attribute (self, attribute);
}

/* Book-keeping of other programs, and what other properties say better. */
static void
read_nothing (Reader *self, EVCardAttribute *attribute, const char *value)
{
}

static const struct
{
  const char *name;
  ReadFunc read;
} readers[] = {
  { "FN", read_full_name },
  { "N", read_name },
  { "NICKNAME", read_nickname },
  { "ORG", read_org },
  { "X-KADDRESSBOOK-X-DEPARTMENT", read_department },
  { "TITLE", read_title },
  { "ROLE", read_role },
  { "UID", read_uid },
  { "BDAY", read_birthday },
  { "ANNIVERSARY", read_anniversary },
  { "X-ANNIVERSARY", read_anniversary },
  { "X-EVOLUTION-ANNIVERSARY", read_anniversary },
  { "X-MS-ANNIVERSARY", read_anniversary },
  { "X-KADDRESSBOOK-X-ANNIVERSARY", read_anniversary },
  { "X-ABDATE", read_labelled_date },
  { "X-ABRELATEDNAMES", read_related },
  { "NOTE", read_note },
  { "CATEGORIES", read_categories },
  { "TEL", read_phone },
  { "EMAIL", read_email },
  { "URL", read_web },
  { "X-EVOLUTION-BLOG-URL", read_web },
  { "IMPP", read_im },
  { "X-SOCIALPROFILE", read_im },
  { "SOCIALPROFILE", read_im },
  { "ADR", read_postal },
  { "LABEL", read_postal_label },
  { "PHOTO", read_photo },
  { "KIND", read_kind },
  { "X-ABSHOWAS", read_kind },
  { "X-ADDRESSBOOKSERVER-KIND", read_kind },
  { "X-EVOLUTION-LIST", read_list },
  { "GENDER", read_gender },
  { "X-GENDER", read_gender },
  { "X-SEX", read_gender },
  { "LANG", read_language },
  { "X-ANDROID-CUSTOM", read_android },
  { "REV", read_nothing },
  { "PRODID", read_nothing },
  { "VERSION", read_nothing },
  { "MAILER", read_nothing },
  { "SORT-STRING", read_nothing },
  { "CLIENTPIDMAP", read_nothing },
  { "X-ABLABEL", read_nothing },
  { "X-ABADR", read_nothing },
  { "X-ABUID", read_nothing },
  { "X-IRMC-LUID", read_nothing },
  { "X-MOZILLA-HTML", read_nothing },
  { "X-EVOLUTION-FILE-AS", read_nothing },
  { "X-EVOLUTION-WEBDAV-ETAG", read_nothing },
  { "X-MS-OL-DESIGN", read_nothing },
  { "X-MS-OL-DEFAULT-POSTAL-ADDRESS", read_nothing },
  { "X-COUCHDB-APPLICATION-ANNOTATIONS", read_nothing },
};

static ReadFunc
find_reader (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_ascii_strcasecmp (name, readers[i].name) == 0)
      return readers[i].read;
  return crm_eds_card_service_from_property (name) != NULL ? read_handle : NULL;
}

static void
note_types (Reader *self, EVCardAttribute *attribute)
{
  const char *pref = crm_eds_card_get_param (attribute, "PREF");
  gint64 number = pref != NULL ? g_ascii_strtoll (pref, NULL, 10) : 0;

  g_ptr_array_set_size (self->types, 0);
  self->preference = pref != NULL ? (int)CLAMP (number, 1, 100) : NO_PREFERENCE;
  for (GList *l = e_vcard_attribute_get_params (attribute); l != NULL; l = l->next)
    {
      if (g_ascii_strcasecmp (e_vcard_attribute_param_get_name (l->data), "TYPE") != 0)
        continue;
      for (GList *v = e_vcard_attribute_param_get_values (l->data); v != NULL; v = v->next)
        {
          /* "TEL;FAX,WORK" comes as one word. */
          g_auto (GStrv) words = g_strsplit (v->data, ",", -1);

          for (guint i = 0; words[i] != NULL; i++)
            {
              g_ptr_array_add (self->types, g_strstrip (g_strdup (words[i])));
              if (g_ascii_strcasecmp (g_strstrip (words[i]), "PREF") == 0)
                self->preference = 1;
            }
        }
    }
}

static void
collect_labels (Reader *self, GList *attributes)
{
  for (GList *l = attributes; l != NULL; l = l->next)
    {
      const char *group = e_vcard_attribute_get_group (l->data);

      if (group != NULL && g_ascii_strcasecmp (e_vcard_attribute_get_name (l->data), "X-ABLabel") == 0)
        {
          g_autofree char *text = crm_eds_card_join_values (l->data, ";");

          g_hash_table_insert (self->labels, g_strdup (group), crm_eds_card_clean_label (text));
        }
    }
}

static char *
join_name (const CrmCard *card)
{
  const char *parts[] = { card->prefix, card->given, card->additional, card->family, card->suffix };
  GString *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      append_text (&name, " ", parts[i]);
  return name != NULL ? g_string_free (name, FALSE) : NULL;
}

static gboolean
is_empty (const CrmCard *card)
{
  return card->note == NULL && card->tags->len == 0 && card->rest->len == 0 && card->photo == NULL &&
         card->birthday == NULL && !crm_card_has_postal (card) && card->title == NULL && card->role == NULL;
}

/* Whom the card is about: without a name the best of what there is stands for it. */
static void
settle_name (Reader *self)
{
  CrmCard *card = self->card;
  g_autofree char *joined = join_name (card);
  gboolean bare = joined == NULL && (card->full_name == NULL || g_strcmp0 (card->full_name, card->org) == 0);

  if (card->org != NULL && bare)
    card->is_company = TRUE;
  if (card->full_name == NULL && card->is_company)
    card->full_name = g_strdup (card->org);
  if (card->full_name == NULL)
    card->full_name = g_steal_pointer (&joined);
  if (card->full_name == NULL)
    card->full_name = g_strdup (card->nickname != NULL ? card->nickname : card->org);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds) && card->full_name == NULL; kind++)
    {
      static const guint order[] = { 1, 0, 3, 2 };

      for (guint i = 0; i < card->addresses->len && card->full_name == NULL; i++)
        {
          const CrmCardAddress *address = card->addresses->pdata[i];

          if (g_str_equal (address->kind, kinds[order[kind]]))
            card->full_name = g_strdup (address->value);
        }
    }
  if (card->error != NULL)
    return;
  if (self->is_list)
    card->error = g_strdup (_ ("The card is a list of contacts, not a contact."));
  else if (card->full_name == NULL)
    card->error = g_strdup (is_empty (card) ? _ ("The card is empty.")
                                            : _ ("The card has no name, company, phone or e-mail address."));
}

void
crm_eds_card_read (CrmCard *card, EVCard *vcard)
{
  Reader self = {
    .card = card,
    .labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .types = g_ptr_array_new_with_free_func (g_free),
    .best = { NO_PREFERENCE, NO_PREFERENCE, NO_PREFERENCE, NO_PREFERENCE },
  };
  GList *attributes = e_vcard_get_attributes (vcard);

  collect_labels (&self, attributes);
  for (GList *l = attributes; l != NULL; l = l->next)
    {
      EVCardAttribute *attribute = l->data;
      ReadFunc read = find_reader (e_vcard_attribute_get_name (attribute));
      g_autofree char *value = crm_eds_card_join_values (attribute, ";");

      if (*value == '\0')
        continue;
      if (read != read_note && read != read_postal_label)
        crm_eds_card_flatten (value);
      note_types (&self, attribute);
      if (read != NULL)
        read (&self, attribute, value);
      else
        keep_attribute (&self, attribute);
    }
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    if (self.main[kind] != NULL)
      self.main[kind]->main = TRUE;
  if (self.further != NULL)
    {
      append_text (&self.note, "\n", self.further->str);
      g_string_free (self.further, TRUE);
    }
  if (self.note != NULL)
    card->note = g_string_free (self.note, FALSE);
  if (self.nickname != NULL)
    card->nickname = g_string_free (self.nickname, FALSE);
  if (!crm_card_has_postal (card) && self.label != NULL)
    card->postal.street = g_steal_pointer (&self.label);
  settle_name (&self);
  g_free (self.label);
  g_hash_table_unref (self.labels);
  g_ptr_array_unref (self.types);
}
