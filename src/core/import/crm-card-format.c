/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-card-format.h"

/* The abstract class between the import and export of clients and the library that knows vCard. Owns nothing;
 * usable from any thread. */

G_DEFINE_ABSTRACT_TYPE (CrmCardFormat, crm_card_format, G_TYPE_OBJECT)

static void
crm_card_format_class_init (CrmCardFormatClass *klass)
{
}

static void
crm_card_format_init (CrmCardFormat *self)
{
}

GPtrArray *
crm_card_format_parse_file (CrmCardFormat *self, GBytes *bytes, const char *forced_charset, GError **error)
{
  g_return_val_if_fail (CRM_IS_CARD_FORMAT (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  return CRM_CARD_FORMAT_GET_CLASS (self)->parse_file (self, bytes, forced_charset, error);
}

char *
crm_card_format_write (CrmCardFormat *self, GPtrArray *cards, CrmCardVersion version)
{
  g_return_val_if_fail (CRM_IS_CARD_FORMAT (self), NULL);
  g_return_val_if_fail (cards != NULL, NULL);

  return CRM_CARD_FORMAT_GET_CLASS (self)->write (self, cards, version);
}
