/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-rules-group.h"

#include <glib/gi18n-lib.h>

#include "option/crm-option.h"
#include "settings/crm-rule-row.h"
#include "settings/crm-setting-record.h"
#include "widgets/crm-names.h"

/* Owns a row for each rule; a new rule is off until it is switched on, so that a half-told one does nothing. Main thread. */

struct _CrmRulesGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store; /* owned */
  CrmNames *rules; /* owned */
  GtkListBox *box;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (CrmRulesGroup, crm_rules_group, ADW_TYPE_PREFERENCES_GROUP)

static CrmRuleRow *
find_widget (CrmRulesGroup *self, gint64 id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (crm_rule_row_get_id (CRM_RULE_ROW (child)) == id)
      return CRM_RULE_ROW (child);
  return NULL;
}

static void
update (CrmRulesGroup *self)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (crm_names_find (self->rules, crm_rule_row_get_id (CRM_RULE_ROW (child))) == NULL)
        gtk_list_box_remove (self->box, child);
    }
  for (guint i = 0; i < crm_names_get_count (self->rules); i++)
    {
      CrmRow *rule = crm_names_get_row (self->rules, i);
      CrmRuleRow *row = find_widget (self, rule->id);

      if (row != NULL)
        {
          crm_rule_row_set_rule (row, rule);
          continue;
        }
      row = CRM_RULE_ROW (crm_rule_row_new (self->store, rule));
      gtk_list_box_append (self->box, GTK_WIDGET (row));
      /* One that was just added is there to be told. */
      if (self->filled)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
  self->filled = crm_names_is_loaded (self->rules);
  gtk_widget_set_visible (GTK_WIDGET (self->box), crm_names_get_count (self->rules) > 0);
}

static void
on_add (CrmRulesGroup *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "status_rule");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STATUS_RULE_NAME, _ ("New rule"));
  crm_values_set_text (values, CRM_STATUS_RULE_EVENT, "note");
  crm_values_set_text (values, CRM_STATUS_RULE_STATUS, "contact");
  crm_values_set_integer (values, CRM_STATUS_RULE_ACTIVE, FALSE);
  crm_setting_record_add (GTK_WIDGET (self), self->store, values);
}

static void
crm_rules_group_dispose (GObject *object)
{
  CrmRulesGroup *self = CRM_RULES_GROUP (object);

  if (self->rules != NULL)
    g_signal_handlers_disconnect_by_data (self->rules, self);
  g_clear_object (&self->rules);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_rules_group_parent_class)->dispose (object);
}

static void
crm_rules_group_class_init (CrmRulesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_rules_group_dispose;
}

static void
crm_rules_group_init (CrmRulesGroup *self)
{
  GtkWidget *add = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (add), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name",
                                              "list-add-symbolic", "label", _ ("Add rule"), NULL));
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), self);
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rules"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Lead, contact, customer"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self), _ ("What is written about a client moves it forward, never back. The "
                                       "card shows since when and by which rule."));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->box));
}

GtkWidget *
crm_rules_group_new (CrmStore *store)
{
  CrmRulesGroup *self = g_object_new (CRM_TYPE_RULES_GROUP, NULL);

  self->store = g_object_ref (store);
  self->rules = crm_names_get (store, "status_rule");
  g_signal_connect_swapped (self->rules, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}
