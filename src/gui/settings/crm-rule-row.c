/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-rule-row.h"

#include <glib/gi18n-lib.h>

#include "option/crm-option.h"
#include "settings/crm-setting-record.h"

/* Owns the rule's newest row; the lists of events, fields and words are read from the field tables. Main thread. */

struct _CrmRuleRow
{
  AdwExpanderRow parent_instance;
  CrmStore *store; /* owned */
  CrmRow *rule;    /* owned */
  GPtrArray
      *fields; /* names of the event's fields (char *), by position in the list; the first is NULL: any */
  GtkSwitch *active;
  AdwEntryRow *name;
  AdwComboRow *event;
  AdwComboRow *field;
  AdwEntryRow *contains;
  AdwComboRow *word; /* in place of contains when the field has fixed words */
  AdwComboRow *status;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmRuleRow, crm_rule_row, ADW_TYPE_EXPANDER_ROW)

static const CrmField *
get_rule_field (CrmRuleRow *self, int index)
{
  return &self->rule->entity->fields[index];
}

/* The field of the event's record that the rule looks at; NULL: any. Its entity is borrowed from the store's snapshot. */
static const CrmField *
find_field (CrmRuleRow *self, CrmEntity *entity)
{
  const char *name = crm_row_get_text (self->rule, CRM_STATUS_RULE_FIELD);
  int index = name != NULL && entity != NULL ? crm_entity_find_field (entity, name) : -1;

  return index >= 0 ? &entity->fields[index] : NULL;
}

static CrmEntity *
get_event_entity (CrmRuleRow *self)
{
  const char *event = crm_row_get_text (self->rule, CRM_STATUS_RULE_EVENT);

  return event != NULL ? crm_store_get_entity (self->store, event) : NULL;
}

static gboolean
is_offered (const CrmField *field)
{
  if ((field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY)) != 0)
    return FALSE;
  switch (field->kind)
    {
    case CRM_KIND_TEXT:
    case CRM_KIND_LONG:
    case CRM_KIND_BODY:
    case CRM_KIND_CHOICE:
    case CRM_KIND_CHOICES:
    case CRM_KIND_OPTION:
    case CRM_KIND_PLACE: return TRUE;
    default: return FALSE;
    }
}

static char *
dup_sentence (CrmRuleRow *self)
{
  g_autoptr (CrmEntity) entity = get_event_entity (self);
  const CrmField *field = find_field (self, entity);
  const char *event = crm_field_get_choice_label (
      get_rule_field (self, CRM_STATUS_RULE_EVENT), crm_row_get_text (self->rule, CRM_STATUS_RULE_EVENT));
  const char *status = crm_field_get_choice_label (
      get_rule_field (self, CRM_STATUS_RULE_STATUS), crm_row_get_text (self->rule, CRM_STATUS_RULE_STATUS));
  const char *contains = crm_row_get_text (self->rule, CRM_STATUS_RULE_CONTAINS);

  if (contains == NULL)
    /* Translators: what is written, what the client becomes: "Call → Contact". */
    return g_strdup_printf (_ ("%s → %s"), event, status);
  if (field == NULL)
    /* Translators: what is written, text in it, what the client becomes. */
    return g_strdup_printf (_ ("%s with “%s” → %s"), event, contains, status);
  /* Translators: what is written, a field of it, text in the field, what the client becomes: "Call, outcome “Agreed” → Contact". */
  return g_strdup_printf (_ ("%s, %s “%s” → %s"), event, crm_field_get_label (field),
      field->choices != NULL ? crm_field_get_choice_label (field, contains) : contains, status);
}

/* Choices of a list, and which of them is the rule's */

static void
fill_choices (AdwComboRow *row, const CrmField *field, const char *word, const char *any)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;
  guint n = 0;

  if (any != NULL)
    {
      gtk_string_list_append (list, any);
      n++;
    }
  for (const CrmChoice *choice = field->choices; choice->word != NULL; choice++, n++)
    {
      gtk_string_list_append (list, crm_field_get_choice_label (field, choice->word));
      if (g_strcmp0 (choice->word, word) == 0)
        selected = n;
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static const char *
get_choice (AdwComboRow *row, const CrmField *field, gboolean any)
{
  guint selected = adw_combo_row_get_selected (row);

  if (any && selected == 0)
    return NULL;
  return field->choices[selected - (any ? 1 : 0)].word;
}

static void
fill_fields (CrmRuleRow *self, CrmEntity *entity)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const char *name = crm_row_get_text (self->rule, CRM_STATUS_RULE_FIELD);
  guint selected = 0;

  g_ptr_array_set_size (self->fields, 0);
  g_ptr_array_add (self->fields, NULL);
  gtk_string_list_append (list, _ ("Any field"));
  for (guint i = 0; entity != NULL && i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (!is_offered (field))
        continue;
      if (g_strcmp0 (field->name, name) == 0)
        selected = self->fields->len;
      g_ptr_array_add (self->fields, g_strdup (field->name));
      gtk_string_list_append (list, crm_field_get_label (field));
    }
  adw_combo_row_set_model (self->field, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->field, selected);
}

static void
set_entry (AdwEntryRow *entry, const char *text)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (entry)) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

void
crm_rule_row_set_rule (CrmRuleRow *self, CrmRow *rule)
{
  g_autoptr (CrmEntity) entity = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subtitle = NULL;
  const CrmField *field;

  g_return_if_fail (CRM_IS_RULE_ROW (self) && rule != NULL);
  crm_row_ref (rule);
  g_clear_pointer (&self->rule, crm_row_unref);
  self->rule = rule;
  entity = get_event_entity (self);
  field = find_field (self, entity);
  self->showing = TRUE;
  name = g_markup_escape_text (crm_row_get_text (rule, CRM_STATUS_RULE_NAME), -1);
  sentence = dup_sentence (self);
  subtitle = g_markup_escape_text (sentence, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_switch_set_active (self->active, crm_setting_record_is_on (rule, CRM_STATUS_RULE_ACTIVE));
  set_entry (self->name, crm_row_get_text (rule, CRM_STATUS_RULE_NAME));
  fill_choices (self->event, get_rule_field (self, CRM_STATUS_RULE_EVENT),
      crm_row_get_text (rule, CRM_STATUS_RULE_EVENT), NULL);
  fill_fields (self, entity);
  gtk_widget_set_visible (GTK_WIDGET (self->word), field != NULL && field->choices != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->contains), field == NULL || field->choices == NULL);
  if (field != NULL && field->choices != NULL)
    fill_choices (self->word, field, crm_row_get_text (rule, CRM_STATUS_RULE_CONTAINS), _ ("Whatever it is"));
  set_entry (self->contains, crm_row_get_text (rule, CRM_STATUS_RULE_CONTAINS));
  fill_choices (self->status, get_rule_field (self, CRM_STATUS_RULE_STATUS),
      crm_row_get_text (rule, CRM_STATUS_RULE_STATUS), NULL);
  self->showing = FALSE;
}

/* Changes */

static void
set_text (CrmRuleRow *self, int field, const char *text)
{
  crm_setting_record_set_text (GTK_WIDGET (self), self->store, self->rule, field, text);
}

static void
on_entry_apply (AdwEntryRow *entry, CrmRuleRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (entry == self->contains)
    set_text (self, CRM_STATUS_RULE_CONTAINS, text);
  else if (text[0] != '\0')
    set_text (self, CRM_STATUS_RULE_NAME, text);
}

static void
on_active (CrmRuleRow *self)
{
  if (!self->showing)
    crm_setting_record_set_flag (GTK_WIDGET (self), self->store, self->rule, CRM_STATUS_RULE_ACTIVE,
        gtk_switch_get_active (self->active));
}

static void
on_event (CrmRuleRow *self)
{
  if (!self->showing)
    set_text (self, CRM_STATUS_RULE_EVENT,
        get_choice (self->event, get_rule_field (self, CRM_STATUS_RULE_EVENT), FALSE));
}

static void
on_field (CrmRuleRow *self)
{
  if (!self->showing)
    set_text (self, CRM_STATUS_RULE_FIELD,
        g_ptr_array_index (self->fields, adw_combo_row_get_selected (self->field)));
}

static void
on_word (CrmRuleRow *self)
{
  g_autoptr (CrmEntity) entity = get_event_entity (self);
  const CrmField *field = find_field (self, entity);

  if (!self->showing && field != NULL && field->choices != NULL)
    set_text (self, CRM_STATUS_RULE_CONTAINS, get_choice (self->word, field, TRUE));
}

static void
on_status (CrmRuleRow *self)
{
  if (!self->showing)
    set_text (self, CRM_STATUS_RULE_STATUS,
        get_choice (self->status, get_rule_field (self, CRM_STATUS_RULE_STATUS), FALSE));
}

static void
on_delete (CrmRuleRow *self)
{
  crm_setting_record_archive (GTK_WIDGET (self), self->store, self->rule);
}

static void
crm_rule_row_dispose (GObject *object)
{
  CrmRuleRow *self = CRM_RULE_ROW (object);

  self->showing = TRUE;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_rule_row_parent_class)->dispose (object);
}

static void
crm_rule_row_finalize (GObject *object)
{
  CrmRuleRow *self = CRM_RULE_ROW (object);

  g_clear_pointer (&self->rule, crm_row_unref);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (crm_rule_row_parent_class)->finalize (object);
}

static void
crm_rule_row_class_init (CrmRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_rule_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_rule_row_finalize;
}

static AdwEntryRow *
add_entry (CrmRuleRow *self, const char *title)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect (entry, "apply", G_CALLBACK (on_entry_apply), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
  return ADW_ENTRY_ROW (entry);
}

static AdwComboRow *
add_combo (CrmRuleRow *self, const char *title, GCallback changed)
{
  GtkWidget *combo = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), title);
  g_signal_connect_swapped (combo, "notify::selected", changed, self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), combo);
  return ADW_COMBO_ROW (combo);
}

static void
crm_rule_row_init (CrmRuleRow *self)
{
  GtkWidget *delete_row = adw_action_row_new ();
  GtkWidget *delete = gtk_button_new_with_label (_ ("Delete this rule"));

  self->showing = TRUE;
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->active = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->active), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->active), _ ("Use this rule"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->active), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Use this rule"), -1);
  g_signal_connect_swapped (self->active, "notify::active", G_CALLBACK (on_active), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->active));
  self->name = add_entry (self, _ ("Name; the reason shown on the card"));
  self->event = add_combo (self, _ ("When this is written"), G_CALLBACK (on_event));
  self->field = add_combo (self, _ ("And this field"), G_CALLBACK (on_field));
  self->contains = add_entry (self, _ ("Contains these words; empty: whatever it is"));
  self->word = add_combo (self, _ ("Is"), G_CALLBACK (on_word));
  self->status = add_combo (self, _ ("The client becomes"), G_CALLBACK (on_status));
  gtk_widget_set_valign (delete, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (delete, "flat");
  gtk_widget_add_css_class (delete, "late");
  g_signal_connect_swapped (delete, "clicked", G_CALLBACK (on_delete), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (delete_row), delete);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), delete_row);
}

GtkWidget *
crm_rule_row_new (CrmStore *store, CrmRow *rule)
{
  CrmRuleRow *self = g_object_new (CRM_TYPE_RULE_ROW, NULL);

  self->store = g_object_ref (store);
  crm_rule_row_set_rule (self, rule);
  return GTK_WIDGET (self);
}

gint64
crm_rule_row_get_id (CrmRuleRow *self)
{
  g_return_val_if_fail (CRM_IS_RULE_ROW (self), 0);
  return self->rule->id;
}
