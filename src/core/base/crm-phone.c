/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-phone.h"
#include "base/crm-text.h"

#include <string.h>

/* The abstract class of phone formats, the plain one, and what both programs do with either. Nothing here
 * has a state, so any thread may call. */

#define MIN_NATIONAL 7
#define MIN_E164 8
#define MAX_E164 15
#define KEY_DIGITS 9
#define TRUNK_DIGITS 11 /* of "8 (912) 345-67-89" */

G_DEFINE_TYPE (CrmPhoneFormat, crm_phone_format, G_TYPE_OBJECT)

/* Length of the country code that an E.164 number begins with (ITU-T E.164: one digit for zones 1 and 7, the
 * two-digit codes listed, three digits for all others). */
static gsize
country_code_length (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 "
                            "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
  char code[] = { digits[0], digits[0] != '\0' ? digits[1] : '\0', ' ', '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (two, code) != NULL ? 2 : 3;
}

static gboolean
is_e164 (const char *number)
{
  gsize n_digits;

  if (number == NULL || number[0] != '+')
    return FALSE;
  n_digits = strspn (number + 1, "0123456789");
  return number[1 + n_digits] == '\0' && n_digits <= MAX_E164 &&
         n_digits >= country_code_length (number + 1) + MIN_NATIONAL;
}

/* "+380 (67) 123-45-67" is a full number in any country; words in it mean that something else is there too. */
static char *
plain_normalise (CrmPhoneFormat *self, const char *typed, const char *region)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));
  g_autofree char *digits = crm_text_digits (trimmed);
  gsize n_digits = strlen (digits);

  if (trimmed[0] != '+' || n_digits < MIN_E164 || n_digits > MAX_E164 || digits[0] == '0')
    return NULL;
  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalpha (g_utf8_get_char (p)))
        return NULL;
    }
  return g_strconcat ("+", digits, NULL);
}

static char *
plain_display (CrmPhoneFormat *self, const char *e164, const char *region)
{
  return NULL;
}

static void
crm_phone_format_class_init (CrmPhoneFormatClass *klass)
{
  klass->normalise = plain_normalise;
  klass->display = plain_display;
}

static void
crm_phone_format_init (CrmPhoneFormat *self)
{
}

CrmPhoneFormat *
crm_phone_format_new_plain (void)
{
  return g_object_new (CRM_TYPE_PHONE_FORMAT, NULL);
}

char *
crm_phone_normalise (CrmPhoneFormat *self, const char *typed, const char *region)
{
  g_autofree char *valid = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *e164 = NULL;

  g_return_val_if_fail (CRM_IS_PHONE_FORMAT (self), NULL);

  if (typed == NULL)
    return NULL;
  valid = g_utf8_make_valid (typed, -1);
  digits = crm_text_digits (valid);
  if (digits[0] == '\0')
    return NULL;

  e164 = CRM_PHONE_FORMAT_GET_CLASS (self)->normalise (self, valid, region != NULL ? region : "");
  return is_e164 (e164) ? g_steal_pointer (&e164) : g_steal_pointer (&digits);
}

char *
crm_phone_display (CrmPhoneFormat *self, const char *typed, const char *normal, const char *region)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (CRM_IS_PHONE_FORMAT (self), NULL);

  if (is_e164 (normal))
    shown = CRM_PHONE_FORMAT_GET_CLASS (self)->display (self, normal, region != NULL ? region : "");
  if (shown != NULL)
    return g_steal_pointer (&shown);
  if (typed != NULL)
    return g_strdup (typed);
  return g_strdup (normal != NULL ? normal : "");
}

char *
crm_phone_key (const char *normal)
{
  g_autofree char *digits = NULL;
  gsize n_digits;

  if (normal == NULL)
    return NULL;
  digits = crm_text_digits (normal);
  n_digits = strlen (digits);
  return g_strdup (n_digits > KEY_DIGITS ? digits + n_digits - KEY_DIGITS : digits);
}

const char *
crm_phone_skip_country (const char *digits)
{
  return digits + MIN (country_code_length (digits), strlen (digits));
}

const char *
crm_phone_skip_trunk (const char *digits)
{
  digits += strspn (digits, "0");
  if (digits[0] == '8' && (digits[1] == '0' || strlen (digits) == TRUNK_DIGITS))
    digits += 1 + strspn (digits + 1, "0");
  return digits;
}

const char *
crm_phone_get_whole (const char *typed, const char *normal)
{
  gboolean e164 = normal != NULL && normal[0] == '+';
  const char *digits = normal + e164;

  if (normal == NULL || digits[0] == '\0' || digits[strspn (digits, "0123456789")] != '\0')
    return NULL;
  while (typed != NULL && g_ascii_isspace (*typed))
    typed++;
  if (e164 && typed != NULL && *typed == '+')
    return normal;
  digits = e164 ? crm_phone_skip_country (digits) : crm_phone_skip_trunk (digits);
  return strlen (digits) > KEY_DIGITS ? digits : NULL;
}

gboolean
crm_phone_differ (const char *whole_a, const char *whole_b)
{
  gsize a, b;

  if (whole_a == NULL || whole_b == NULL)
    return FALSE;
  if (whole_a[0] == '+' && whole_b[0] == '+')
    return strcmp (whole_a, whole_b) != 0;
  whole_a += whole_a[0] == '+';
  whole_b += whole_b[0] == '+';
  a = strlen (whole_a);
  b = strlen (whole_b);
  return a > b ? strcmp (whole_a + a - b, whole_b) != 0 : strcmp (whole_b + b - a, whole_a) != 0;
}

gboolean
crm_phone_is_other (const char *typed_a, const char *normal_a, const char *typed_b, const char *normal_b)
{
  return crm_phone_differ (crm_phone_get_whole (typed_a, normal_a), crm_phone_get_whole (typed_b, normal_b));
}
