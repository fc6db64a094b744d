/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-locale-choices.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Lists of countries, currencies, time zones and languages with their names, as ICU knows them. Any thread. */

struct _CrmLocaleChoice
{
  GObject parent_instance;
  char *code; /* owned */
  char *name; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmLocaleChoice, crm_locale_choice, G_TYPE_OBJECT)

enum
{
  PROP_CODE = 1,
  PROP_NAME,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
crm_locale_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmLocaleChoice *self = CRM_LOCALE_CHOICE (object);

  switch (id)
    {
    case PROP_CODE: g_value_set_string (value, self->code); break;
    case PROP_NAME: g_value_set_string (value, self->name); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_locale_choice_finalize (GObject *object)
{
  CrmLocaleChoice *self = CRM_LOCALE_CHOICE (object);

  g_free (self->code);
  g_free (self->name);
  G_OBJECT_CLASS (crm_locale_choice_parent_class)->finalize (object);
}

static void
crm_locale_choice_class_init (CrmLocaleChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_locale_choice_get_property;
  object_class->finalize = crm_locale_choice_finalize;
  props[PROP_CODE] =
      g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
crm_locale_choice_init (CrmLocaleChoice *self)
{
}

const char *
crm_locale_choice_get_code (CrmLocaleChoice *self)
{
  g_return_val_if_fail (CRM_IS_LOCALE_CHOICE (self), NULL);
  return self->code;
}

static void
add (GListStore *list, const char *code, const char *name)
{
  g_autoptr (CrmLocaleChoice) choice = g_object_new (CRM_TYPE_LOCALE_CHOICE, NULL);

  choice->code = g_strdup (code);
  choice->name = g_strdup (name);
  g_list_store_append (list, choice);
}

/* "Ukraine (UA)": the code tells apart what a language calls alike. */
static void
add_named (GListStore *list, const char *code, const UChar *name, int32_t length)
{
  g_autofree char *utf8 = g_utf16_to_utf8 ((const gunichar2 *)name, length, NULL, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("%s (%s)", utf8 != NULL ? utf8 : code, code);

  add (list, code, text);
}

static const char *
get_language (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  return locale != NULL && !g_str_has_prefix (locale, "C") && !g_str_equal (locale, "POSIX") ? locale : "en";
}

static void
add_regions (GListStore *list)
{
  for (const char *const *code = uloc_getISOCountries (); *code != NULL; code++)
    {
      g_autofree char *locale = g_strconcat ("und_", *code, NULL);
      UErrorCode status = U_ZERO_ERROR;
      UChar name[128];
      int32_t length = uloc_getDisplayCountry (locale, get_language (), name, G_N_ELEMENTS (name), &status);

      if (U_SUCCESS (status))
        add_named (list, *code, name, length);
    }
}

static void
add_currencies (GListStore *list)
{
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *codes = ucurr_openISOCurrencies (UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
  const char *code;

  while (U_SUCCESS (status) && (code = uenum_next (codes, NULL, &status)) != NULL)
    {
      UErrorCode named = U_ZERO_ERROR;
      UChar wide[4];
      UBool is_choice;
      int32_t length = 0;
      const UChar *name;

      u_charsToUChars (code, wide, 4);
      name = ucurr_getName (wide, get_language (), UCURR_LONG_NAME, &is_choice, &length, &named);
      if (U_SUCCESS (named))
        add_named (list, code, name, length);
    }
  uenum_close (codes);
}

static void
add_zones (GListStore *list)
{
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *zones =
      ucal_openTimeZoneIDEnumeration (UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &status);
  const char *zone;

  while (U_SUCCESS (status) && (zone = uenum_next (zones, NULL, &status)) != NULL)
    {
      g_autofree char *name = g_strdelimit (g_strdup (zone), "_", ' ');

      add (list, zone, name);
    }
  uenum_close (zones);
  add (list, "UTC", "UTC");
}

static void
add_sort_locales (GListStore *list)
{
  int32_t n = ucol_countAvailable ();

  for (int32_t i = 0; i < n; i++)
    {
      const char *code = ucol_getAvailable (i);
      UErrorCode status = U_ZERO_ERROR;
      UChar name[128];
      int32_t length = uloc_getDisplayName (code, get_language (), name, G_N_ELEMENTS (name), &status);

      if (U_SUCCESS (status))
        add_named (list, code, name, length);
    }
}

static void
add_week_starts (GListStore *list)
{
  add (list, "1", _ ("Monday"));
  add (list, "6", _ ("Saturday"));
  add (list, "7", _ ("Sunday"));
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (((CrmLocaleChoice *)a)->name, ((CrmLocaleChoice *)b)->name);
}

GListModel *
crm_locale_choices_new (const char *setting, const char *current)
{
  static const struct
  {
    const char *setting;
    void (*add_all) (GListStore *list);
    gboolean sort;
  } lists[] = {
    { "phone-region", add_regions, TRUE },
    { "currency", add_currencies, TRUE },
    { "time-zone", add_zones, TRUE },
    { "week-start", add_week_starts, FALSE },
    { "sort-locale", add_sort_locales, TRUE },
  };
  GListStore *list = g_list_store_new (CRM_TYPE_LOCALE_CHOICE);
  gboolean known = current == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].setting, setting))
      {
        lists[i].add_all (list);
        if (lists[i].sort)
          g_list_store_sort (list, compare, NULL);
      }
  for (guint i = 0; !known && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (CrmLocaleChoice) choice = g_list_model_get_item (G_LIST_MODEL (list), i);

      known = g_str_equal (choice->code, current);
    }
  if (!known)
    add (list, current, current);
  return G_LIST_MODEL (list);
}
