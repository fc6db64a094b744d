/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-phone-format.h"

#include <libebook-contacts/libebook-contacts.h>
#include <string.h>

/* Phone numbers through EPhoneNumber, that is Google's libphonenumber. Owns nothing: every call makes its own
 * number and always names the region, because without one the library asks the locale. Usable from any thread. */

struct _CrmEdsPhoneFormat
{
  CrmPhoneFormat parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmEdsPhoneFormat, crm_eds_phone_format, CRM_TYPE_PHONE_FORMAT)

/* A region that no country has: only numbers that begin with + are understood. */
#define NO_REGION "ZZ"
#define FEWEST_DIGITS 7

/* National digits in countries whose plans are strict. EPhoneNumber does not offer the library's own check, and
 * takes 345-67-89 for a full Russian number. */
static const struct
{
  int country;
  gsize fewest;
  gsize most;
} strict_plans[] = {
  { 1, 10, 10 },
  { 7, 10, 10 },
  { 33, 9, 9 },
  { 34, 9, 9 },
  { 48, 9, 9 },
  { 375, 9, 10 },
  { 380, 9, 9 },
  { 420, 9, 9 },
};

static const char *
region_code (const char *region, char code[3])
{
  if (region == NULL || strlen (region) != 2 || !g_ascii_isalpha (region[0]) || !g_ascii_isalpha (region[1]))
    return NO_REGION;
  code[0] = g_ascii_toupper (region[0]);
  code[1] = g_ascii_toupper (region[1]);
  code[2] = '\0';
  return code;
}

static gboolean
is_full_number (const EPhoneNumber *number)
{
  g_autofree char *national = e_phone_number_get_national_number (number);
  int country = e_phone_number_get_country_code (number, NULL);
  gsize digits = national != NULL ? strlen (national) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (strict_plans); i++)
    if (strict_plans[i].country == country)
      return digits >= strict_plans[i].fewest && digits <= strict_plans[i].most;
  return digits >= FEWEST_DIGITS;
}

static char *
crm_eds_phone_format_normalise (CrmPhoneFormat *format, const char *typed, const char *region)
{
  EPhoneNumber *number;
  char code[3];
  char *e164 = NULL;

  if (!g_utf8_validate (typed, -1, NULL))
    return NULL;
  number = e_phone_number_from_string (typed, region_code (region, code), NULL);
  if (number == NULL)
    return NULL;
  if (is_full_number (number))
    e164 = e_phone_number_to_string (number, E_PHONE_NUMBER_FORMAT_E164);
  e_phone_number_free (number);
  return e164;
}

static char *
crm_eds_phone_format_display (CrmPhoneFormat *format, const char *e164, const char *region)
{
  EPhoneNumber *number;
  char code[3];
  char *shown;
  int home;

  if (e164[0] != '+')
    return NULL;
  number = e_phone_number_from_string (e164, NO_REGION, NULL);
  if (number == NULL)
    return NULL;
  home = e_phone_number_get_country_code_for_region (region_code (region, code), NULL);
  shown = e_phone_number_to_string (number, e_phone_number_get_country_code (number, NULL) == home
                                                ? E_PHONE_NUMBER_FORMAT_NATIONAL
                                                : E_PHONE_NUMBER_FORMAT_INTERNATIONAL);
  e_phone_number_free (number);
  return shown;
}

static void
crm_eds_phone_format_class_init (CrmEdsPhoneFormatClass *klass)
{
  CrmPhoneFormatClass *format_class = CRM_PHONE_FORMAT_CLASS (klass);

  format_class->normalise = crm_eds_phone_format_normalise;
  format_class->display = crm_eds_phone_format_display;
}

static void
crm_eds_phone_format_init (CrmEdsPhoneFormat *self)
{
}

CrmPhoneFormat *
crm_eds_phone_format_new (void)
{
  return g_object_new (CRM_TYPE_EDS_PHONE_FORMAT, NULL);
}
