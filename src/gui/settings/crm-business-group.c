/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-business-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-setting-record.h"

/* A row a setting; what is typed is written when it is applied. Main thread. */

static const struct
{
  const char *name;
  const char *title;
} settings[] = {
  { "business-name", N_ ("Name") },
  { "business-phone", N_ ("Phone") },
  { "business-web", N_ ("Web page") },
  { "business-address", N_ ("Address") },
};

struct _CrmBusinessGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store; /* owned */
  GtkWidget *rows[G_N_ELEMENTS (settings)];
};

G_DEFINE_FINAL_TYPE (CrmBusinessGroup, crm_business_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_settings (CrmBusinessGroup *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const char *value = crm_store_get_setting (self->store, settings[i].name);

      /* What is being typed stays. */
      if (gtk_widget_get_focus_child (self->rows[i]))
        continue;
      gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), value ? value : "");
    }
}

static void
on_apply (AdwEntryRow *row, CrmBusinessGroup *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index"));
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  crm_setting_record_set_setting (
      GTK_WIDGET (self), self->store, _ ("Details of the business changed"), settings[i].name, value, NULL);
}

static void
crm_business_group_dispose (GObject *object)
{
  g_clear_object (&CRM_BUSINESS_GROUP (object)->store);
  G_OBJECT_CLASS (crm_business_group_parent_class)->dispose (object);
}

static void
crm_business_group_class_init (CrmBusinessGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_business_group_dispose;
}

static void
crm_business_group_init (CrmBusinessGroup *self)
{
}

GtkWidget *
crm_business_group_new (CrmStore *store)
{
  CrmBusinessGroup *self = g_object_new (CRM_TYPE_BUSINESS_GROUP, "title", _ ("Our business"), "description",
      _ ("As templates of messages name it, by {business.name} and the like."), NULL);

  self->store = g_object_ref (store);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      self->rows[i] = adw_entry_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (settings[i].title));
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->rows[i]), TRUE);
      g_object_set_data (G_OBJECT (self->rows[i]), "index", GUINT_TO_POINTER (i));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows[i]);
    }
  show_settings (self);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_signal_connect (self->rows[i], "apply", G_CALLBACK (on_apply), self);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
