/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-card.h"

/* The visiting card that passes between vCard files and the import and export of clients. Plain data without
 * a thread of its own: whoever holds a card may use it on any thread. */

G_DEFINE_BOXED_TYPE (CrmCard, crm_card, crm_card_copy, crm_card_free)

static const gsize texts[] = {
  G_STRUCT_OFFSET (CrmCard, error),
  G_STRUCT_OFFSET (CrmCard, uid),
  G_STRUCT_OFFSET (CrmCard, full_name),
  G_STRUCT_OFFSET (CrmCard, family),
  G_STRUCT_OFFSET (CrmCard, given),
  G_STRUCT_OFFSET (CrmCard, additional),
  G_STRUCT_OFFSET (CrmCard, prefix),
  G_STRUCT_OFFSET (CrmCard, suffix),
  G_STRUCT_OFFSET (CrmCard, nickname),
  G_STRUCT_OFFSET (CrmCard, org),
  G_STRUCT_OFFSET (CrmCard, department),
  G_STRUCT_OFFSET (CrmCard, title),
  G_STRUCT_OFFSET (CrmCard, role),
  G_STRUCT_OFFSET (CrmCard, birthday),
  G_STRUCT_OFFSET (CrmCard, anniversary),
  G_STRUCT_OFFSET (CrmCard, note),
  G_STRUCT_OFFSET (CrmCard, language),
  G_STRUCT_OFFSET (CrmCard, gender),
  G_STRUCT_OFFSET (CrmCard, postal.street),
  G_STRUCT_OFFSET (CrmCard, postal.city),
  G_STRUCT_OFFSET (CrmCard, postal.region),
  G_STRUCT_OFFSET (CrmCard, postal.postcode),
  G_STRUCT_OFFSET (CrmCard, postal.country),
  G_STRUCT_OFFSET (CrmCard, photo_mime),
};

static void
free_address (CrmCardAddress *address)
{
  g_free (address->label);
  g_free (address->value);
  g_free (address);
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

CrmCard *
crm_card_new (void)
{
  CrmCard *self = g_new0 (CrmCard, 1);

  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify)free_address);
  self->rest = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CrmCard *
crm_card_copy (const CrmCard *self)
{
  CrmCard *copy = crm_card_new ();

  copy->line = self->line;
  copy->charset = self->charset;
  copy->is_company = self->is_company;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, copy, texts[i]) = g_strdup (G_STRUCT_MEMBER (char *, self, texts[i]));
  if (self->photo != NULL)
    copy->photo = g_bytes_ref (self->photo);
  g_ptr_array_extend (copy->tags, self->tags, copy_text, NULL);
  g_ptr_array_extend (copy->rest, self->rest, copy_text, NULL);
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const CrmCardAddress *address = self->addresses->pdata[i];

      crm_card_add_address (copy, address->kind, address->label, address->value, address->main);
    }
  return copy;
}

void
crm_card_free (CrmCard *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i]));
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->rest);
  g_free (self);
}

CrmCardAddress *
crm_card_add_address (CrmCard *self, const char *kind, const char *label, const char *value, gboolean main)
{
  CrmCardAddress *address;

  g_return_val_if_fail (value != NULL && *value != '\0', NULL);

  address = g_new0 (CrmCardAddress, 1);
  address->kind = g_intern_string (kind);
  address->label = label != NULL && *label != '\0' ? g_strdup (label) : NULL;
  address->value = g_strdup (value);
  address->main = main;
  g_ptr_array_add (self->addresses, address);
  return address;
}

gboolean
crm_card_has_postal (const CrmCard *self)
{
  const CrmCardPostal *postal = &self->postal;

  return postal->street != NULL || postal->city != NULL || postal->region != NULL ||
         postal->postcode != NULL || postal->country != NULL;
}
