/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign-occasion-row.h"

#include <glib/gi18n-lib.h>

#include "campaign/crm-campaign.h"
#include "crm-window.h"

/* Owns the names of the dates it offers, made anew with each campaign: the person may add fields. Main thread. */

struct _CrmCampaignOccasionRow
{
  AdwComboRow parent_instance;
  CrmStore *store;  /* owned */
  GPtrArray *names; /* owned; "client.birthday" */
  gint64 campaign;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmCampaignOccasionRow, crm_campaign_occasion_row, ADW_TYPE_COMBO_ROW)

static void
add_fields (CrmCampaignOccasionRow *self, GtkStringList *labels, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, name);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      g_autofree char *label = NULL;

      if (field->kind != CRM_KIND_DATE || !crm_field_has_column (field) ||
          (field->flags & CRM_FIELD_HIDDEN) != 0)
        continue;
      /* Translators: whose date, and which: "Client: Birthday". */
      label = g_strdup_printf (_ ("%s: %s"), crm_entity_get_label (entity), crm_field_get_label (field));
      gtk_string_list_append (labels, label);
      g_ptr_array_add (self->names, g_strdup_printf ("%s.%s", name, field->name));
    }
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCampaignOccasionRow) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("Saving the campaign"), NULL);
}

static void
on_selected (CrmCampaignOccasionRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autoptr (CrmEntity) entity = NULL;
  CrmValues *values;

  if (self->quiet || self->campaign == 0 || selected >= self->names->len ||
      self->names->pdata[selected] == NULL)
    return;
  entity = crm_store_get_entity (self->store, "campaign");
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CAMPAIGN_OCCASION_FIELD, self->names->pdata[selected]);
  crm_store_set_async (self->store, self->campaign, 0, values, NULL, on_saved, g_object_ref (self));
}

void
crm_campaign_occasion_row_set_row (CrmCampaignOccasionRow *self, CrmRow *campaign)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const char *wanted = crm_row_get_text (campaign, CRM_CAMPAIGN_OCCASION_FIELD);
  guint selected = 0;

  g_return_if_fail (CRM_IS_CAMPAIGN_OCCASION_ROW (self));
  self->campaign = campaign->id;
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_add (self->names, NULL);
  gtk_string_list_append (labels, _ ("Choose…"));
  add_fields (self, labels, "client");
  add_fields (self, labels, "deal");
  for (guint i = 1; i < self->names->len; i++)
    if (g_strcmp0 (self->names->pdata[i], wanted) == 0)
      selected = i;
  self->quiet = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->quiet = FALSE;
}

static void
crm_campaign_occasion_row_dispose (GObject *object)
{
  CrmCampaignOccasionRow *self = CRM_CAMPAIGN_OCCASION_ROW (object);

  self->quiet = TRUE;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_campaign_occasion_row_parent_class)->dispose (object);
}

static void
crm_campaign_occasion_row_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_CAMPAIGN_OCCASION_ROW (object)->names);
  G_OBJECT_CLASS (crm_campaign_occasion_row_parent_class)->finalize (object);
}

static void
crm_campaign_occasion_row_class_init (CrmCampaignOccasionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_campaign_occasion_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_campaign_occasion_row_finalize;
}

static void
crm_campaign_occasion_row_init (CrmCampaignOccasionRow *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Date"));
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
}

GtkWidget *
crm_campaign_occasion_row_new (CrmStore *store)
{
  CrmCampaignOccasionRow *self = g_object_new (CRM_TYPE_CAMPAIGN_OCCASION_ROW, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
