/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-value.h"

#include <string.h>

/* A value owns its text, blob or list. It has no lock: one thread at a time. */

void
crm_value_clear (CrmValue *self)
{
  switch (self->type)
    {
    case CRM_VALUE_TEXT: g_free (self->v.text); break;
    case CRM_VALUE_BLOB: g_bytes_unref (self->v.blob); break;
    case CRM_VALUE_LIST: g_array_unref (self->v.list); break;
    case CRM_VALUE_NULL:
    case CRM_VALUE_INTEGER:
    case CRM_VALUE_REAL:
    case CRM_VALUE_MONEY: break;
    }
  memset (self, 0, sizeof *self);
}

void
crm_value_copy (CrmValue *to, const CrmValue *from)
{
  if (to == from)
    return;

  crm_value_clear (to);
  *to = *from;
  switch (from->type)
    {
    case CRM_VALUE_TEXT: to->v.text = g_strdup (from->v.text); break;
    case CRM_VALUE_BLOB: to->v.blob = g_bytes_ref (from->v.blob); break;
    /* A list is copied, not shared: its owner may append to it. */
    case CRM_VALUE_LIST: to->v.list = g_array_copy (from->v.list); break;
    case CRM_VALUE_NULL:
    case CRM_VALUE_INTEGER:
    case CRM_VALUE_REAL:
    case CRM_VALUE_MONEY: break;
    }
}

gboolean
crm_value_is_empty (const CrmValue *self)
{
  switch (self->type)
    {
    case CRM_VALUE_NULL: return TRUE;
    case CRM_VALUE_TEXT: return self->v.text[0] == '\0';
    case CRM_VALUE_LIST: return self->v.list->len == 0;
    case CRM_VALUE_INTEGER:
    case CRM_VALUE_REAL:
    case CRM_VALUE_BLOB:
    case CRM_VALUE_MONEY: break;
    }
  return FALSE;
}

gboolean
crm_value_equal (const CrmValue *a, const CrmValue *b)
{
  if (crm_value_is_empty (a) || crm_value_is_empty (b))
    return crm_value_is_empty (a) && crm_value_is_empty (b);
  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case CRM_VALUE_NULL: return TRUE;
    case CRM_VALUE_INTEGER: return a->v.integer == b->v.integer;
    case CRM_VALUE_REAL: return a->v.real == b->v.real;
    case CRM_VALUE_TEXT: return strcmp (a->v.text, b->v.text) == 0;
    case CRM_VALUE_BLOB: return g_bytes_equal (a->v.blob, b->v.blob);
    case CRM_VALUE_MONEY:
      return a->v.money.minor == b->v.money.minor &&
             strncmp (a->v.money.currency, b->v.money.currency, sizeof a->v.money.currency) == 0;
    case CRM_VALUE_LIST:
      return a->v.list->len == b->v.list->len &&
             memcmp (a->v.list->data, b->v.list->data, a->v.list->len * sizeof (gint64)) == 0;
    }
  return FALSE;
}

void
crm_value_set_integer (CrmValue *self, gint64 integer)
{
  crm_value_clear (self);
  self->type = CRM_VALUE_INTEGER;
  self->v.integer = integer;
}

void
crm_value_set_real (CrmValue *self, double real)
{
  crm_value_clear (self);
  self->type = CRM_VALUE_REAL;
  self->v.real = real;
}

void
crm_value_set_text (CrmValue *self, const char *text)
{
  /* The text may be the value's own: copy before it is cleared. */
  crm_value_take_text (self, g_strdup (text));
}

void
crm_value_take_text (CrmValue *self, char *text)
{
  crm_value_clear (self);
  if (text == NULL || text[0] == '\0')
    {
      g_free (text);
      return;
    }
  self->type = CRM_VALUE_TEXT;
  self->v.text = text;
}

void
crm_value_take_blob (CrmValue *self, GBytes *blob)
{
  crm_value_clear (self);
  if (blob == NULL)
    return;
  self->type = CRM_VALUE_BLOB;
  self->v.blob = blob;
}

void
crm_value_set_money (CrmValue *self, gint64 minor, const char *currency)
{
  char code[4] = "";

  if (currency != NULL)
    g_strlcpy (code, currency, sizeof code);
  crm_value_clear (self);
  self->type = CRM_VALUE_MONEY;
  self->v.money.minor = minor;
  memcpy (self->v.money.currency, code, sizeof code);
}

void
crm_value_take_list (CrmValue *self, GArray *list)
{
  g_return_if_fail (list == NULL || g_array_get_element_size (list) == sizeof (gint64));

  crm_value_clear (self);
  if (list == NULL)
    return;
  self->type = CRM_VALUE_LIST;
  self->v.list = list;
}
