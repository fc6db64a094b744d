/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-address-label.h"
#include <glib/gi18n-lib.h>

/* Tables of the words addresses are labelled with. Pure; any thread. */

static const CrmAddressLabel phone_labels[] = {
  { "mobile", N_ ("Mobile") },
  { "work", N_ ("Work") },
  { "home", N_ ("Home") },
  { "fax", N_ ("Fax") },
  { "work mobile", N_ ("Work mobile") },
  { "work fax", N_ ("Work fax") },
};
static const CrmAddressLabel email_labels[] = { { "work", N_ ("Work") }, { "home", N_ ("Home") } };
static const CrmAddressLabel web_labels[] = { { "work", N_ ("Work") }, { "home", N_ ("Home") } };
static const CrmAddressLabel handle_labels[] = {
  { "telegram", "Telegram" },
  { "whatsapp", "WhatsApp" },
  { "viber", "Viber" },
  { "signal", "Signal" },
  { "matrix", "Matrix" },
  { "skype", "Skype" },
};

const CrmAddressLabel *
crm_address_labels (const char *kind, guint *n)
{
  if (g_strcmp0 (kind, "phone") == 0)
    return *n = G_N_ELEMENTS (phone_labels), phone_labels;
  if (g_strcmp0 (kind, "email") == 0)
    return *n = G_N_ELEMENTS (email_labels), email_labels;
  if (g_strcmp0 (kind, "handle") == 0)
    return *n = G_N_ELEMENTS (handle_labels), handle_labels;
  return *n = G_N_ELEMENTS (web_labels), web_labels;
}

char *
crm_address_label_display (const char *kind, const char *label)
{
  guint n;
  const CrmAddressLabel *labels = crm_address_labels (kind, &n);

  if (label == NULL || label[0] == '\0')
    return g_strdup (crm_address_kind_display (kind));
  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (labels[i].word, label) == 0)
      return g_strdup (_ (labels[i].label));
  return g_strdup (label);
}

const char *
crm_address_kind_display (const char *kind)
{
  if (g_strcmp0 (kind, "phone") == 0)
    return _ ("Phone");
  if (g_strcmp0 (kind, "email") == 0)
    return _ ("E-mail");
  if (g_strcmp0 (kind, "web") == 0)
    return _ ("Web page");
  return _ ("Messenger");
}
