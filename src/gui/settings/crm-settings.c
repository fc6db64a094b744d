/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-settings.h"

/* The one place that opens GSettings. g_settings_new () aborts the program without a schema, hence the look-up. Main thread. */

GSettings *
crm_settings_get (void)
{
  static GSettings *settings;
  static gboolean looked;

  if (!looked)
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = NULL;

      looked = TRUE;
      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, CRM_APP_ID, TRUE);
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
    }
  return settings;
}

static void
on_style_changed (GSettings *settings, const char *key, gpointer data)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK };
  int style = g_settings_get_enum (settings, "style");

  adw_style_manager_set_color_scheme (
      adw_style_manager_get_default (), schemes[CLAMP (style, 0, (int)G_N_ELEMENTS (schemes) - 1)]);
}

void
crm_settings_follow_style (void)
{
  GSettings *settings = crm_settings_get ();

  if (settings == NULL)
    return;
  g_signal_connect (settings, "changed::style", G_CALLBACK (on_style_changed), NULL);
  on_style_changed (settings, "style", NULL);
}
