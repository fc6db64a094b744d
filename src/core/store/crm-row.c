/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-row-private.h"

#include <string.h>

#include "base/crm-clock.h"

/* A record as it was read, and the identifiers records carry between books. Rows are immutable once handed out. */

CrmRow *
crm_row_new (CrmEntity *entity)
{
  CrmRow *self = g_new0 (CrmRow, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entity = crm_entity_ref (entity);
  self->values = g_new0 (CrmValue, entity->n_fields);
  return self;
}

CrmRow *
crm_row_ref (CrmRow *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_row_unref (CrmRow *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->entity->n_fields; i++)
    crm_value_clear (&self->values[i]);
  g_free (self->values);
  crm_entity_unref (self->entity);
  g_free (self);
}

const CrmValue *
crm_row_get (const CrmRow *self, int field)
{
  static const CrmValue nothing = CRM_VALUE_INIT;

  return field >= 0 && (guint)field < self->entity->n_fields ? &self->values[field] : &nothing;
}

const char *
crm_row_get_text (const CrmRow *self, int field)
{
  const CrmValue *value = crm_row_get (self, field);
  return value->type == CRM_VALUE_TEXT ? value->v.text : NULL;
}

gint64
crm_row_get_integer (const CrmRow *self, int field)
{
  const CrmValue *value = crm_row_get (self, field);
  return value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

char *
crm_row_dup_title (const CrmRow *self)
{
  const char *title = crm_row_get_text (self, self->entity->info->title_field);

  if (title)
    return g_strdup (title);
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, crm_entity_get_label (self->entity), self->id);
}

char *
crm_uid_format (const guint8 uid[16])
{
  GString *text = g_string_sized_new (36);

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        g_string_append_c (text, '-');
      g_string_append_printf (text, "%02x", uid[i]);
    }
  return g_string_free (text, FALSE);
}

gboolean
crm_uid_parse (const char *text, guint8 uid[16])
{
  int n = 0;

  if (text && g_ascii_strncasecmp (text, "urn:uuid:", 9) == 0)
    text += 9;
  for (const char *p = text; p && *p; p++)
    {
      if (*p == '-')
        continue;
      int high = g_ascii_xdigit_value (p[0]), low = high < 0 ? -1 : g_ascii_xdigit_value (p[1]);
      if (low < 0 || n == 16)
        return FALSE;
      uid[n++] = (guint8)(high * 16 + low);
      p++;
    }
  return n == 16;
}

/* RFC 9562 version 7: the time comes first, so that an import appends to the uid index instead of scattering over it. */
void
crm_uid_make (guint8 uid[16])
{
  guint64 ms = (guint64)(crm_clock_now () / 1000);
  guint32 random[3] = { g_random_int (), g_random_int (), g_random_int () };

  for (int i = 0; i < 6; i++)
    uid[i] = (guint8)(ms >> (40 - 8 * i));
  memcpy (uid + 6, random, 10);
  uid[6] = (guint8)((uid[6] & 0x0f) | 0x70);
  uid[8] = (guint8)((uid[8] & 0x3f) | 0x80);
}
