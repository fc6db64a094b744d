/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-sums.h"

#include <string.h>

#include "base/crm-money.h"

/* A short sorted array of (currency, minor units). A sum too large for 64 bits stays at the edge instead of turning round. */

struct _CrmSums
{
  GArray *sums; /* CrmSum */
};

CrmSums *
crm_sums_new (void)
{
  CrmSums *self = g_new0 (CrmSums, 1);

  self->sums = g_array_new (FALSE, TRUE, sizeof (CrmSum));
  return self;
}

CrmSums *
crm_sums_copy (CrmSums *self)
{
  CrmSums *copy = crm_sums_new ();

  g_array_append_vals (copy->sums, self->sums->data, self->sums->len);
  return copy;
}

void
crm_sums_free (CrmSums *self)
{
  if (!self)
    return;
  g_array_unref (self->sums);
  g_free (self);
}

void
crm_sums_add (CrmSums *self, gint64 minor, const char *currency)
{
  CrmSum fresh = { .minor = minor };
  guint i = 0;

  for (; i < self->sums->len; i++)
    {
      CrmSum *sum = &g_array_index (self->sums, CrmSum, i);
      int order = strncmp (sum->currency, currency, 3);

      if (order == 0)
        {
          if (__builtin_add_overflow (sum->minor, minor, &sum->minor))
            sum->minor = minor > 0 ? G_MAXINT64 : G_MININT64;
          return;
        }
      if (order > 0)
        break;
    }
  g_strlcpy (fresh.currency, currency, sizeof fresh.currency);
  g_array_insert_val (self->sums, i, fresh);
}

const CrmSum *
crm_sums_get (CrmSums *self, guint *n)
{
  *n = self->sums->len;
  return (const CrmSum *)(void *)self->sums->data;
}

gint64
crm_sums_get_amount (CrmSums *self, const char *currency)
{
  for (guint i = 0; i < self->sums->len; i++)
    if (g_strcmp0 (g_array_index (self->sums, CrmSum, i).currency, currency) == 0)
      return g_array_index (self->sums, CrmSum, i).minor;
  return 0;
}

char *
crm_sums_to_text (CrmSums *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->sums->len; i++)
    {
      const CrmSum *sum = &g_array_index (self->sums, CrmSum, i);
      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i ? ";" : "", sum->currency, sum->minor);
    }
  return g_string_free (text, text->len == 0);
}

CrmSums *
crm_sums_from_text (const char *text)
{
  CrmSums *self = crm_sums_new ();
  g_auto (GStrv) parts = g_strsplit (text ? text : "", ";", -1);

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *currency = g_strndup (parts[i], 3);
      gint64 minor;

      if (strlen (parts[i]) > 4 && crm_money_currency_is_valid (currency) &&
          g_ascii_string_to_signed (parts[i] + 4, 10, G_MININT64, G_MAXINT64, &minor, NULL))
        crm_sums_add (self, minor, currency);
    }
  return self;
}

char *
crm_sums_display (CrmSums *self, const char *first, gboolean whole)
{
  GString *text = g_string_new (NULL);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->sums->len; i++)
      {
        const CrmSum *sum = &g_array_index (self->sums, CrmSum, i);
        g_autofree char *money = NULL;

        if ((g_strcmp0 (sum->currency, first) == 0) != (pass == 0))
          continue;
        money = crm_money_display (sum->minor, sum->currency, whole);
        g_string_append_printf (text, "%s%s", text->len ? " + " : "", money);
      }
  return g_string_free (text, text->len == 0);
}
