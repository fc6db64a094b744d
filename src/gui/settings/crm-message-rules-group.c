/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-message-rules-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-setting-record.h"

/* A row a setting of the book; a choice is written at once, words when they are applied. Main thread. */

#define MAX_CHOICES 5

static const struct
{
  const char *name;
  const char *title;
  struct
  {
    const char *value;
    const char *label;
  } choices[MAX_CHOICES]; /* the first holds as long as nobody has chosen */
} rules[] = {
  { "quiet-hours", N_ ("No advertising"),
      { { "21:00-09:00", N_ ("From 21:00 to 9:00") }, { "20:00-09:00", N_ ("From 20:00 to 9:00") },
          { "20:00-10:00", N_ ("From 20:00 to 10:00") }, { "22:00-08:00", N_ ("From 22:00 to 8:00") },
          { "-", N_ ("No quiet hours") } } },
  { "marketing-consent", N_ ("Advertising goes to"),
      { { "asked", N_ ("Who agreed to it") }, { "assumed", N_ ("Who has not refused it") } } },
  { "other-account", N_ ("When an account does not work"),
      { { "never", N_ ("Messages wait") }, { "15", N_ ("The next account sends after 15 minutes") },
          { "60", N_ ("The next account sends after an hour") } } },
};

struct _CrmMessageRulesGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store; /* owned */
  AdwComboRow *rows[G_N_ELEMENTS (rules)];
  GtkWidget *words;
  gboolean showing; /* what holds: nothing to write */
};

G_DEFINE_FINAL_TYPE (CrmMessageRulesGroup, crm_message_rules_group, ADW_TYPE_PREFERENCES_GROUP)

static void
write_setting (CrmMessageRulesGroup *self, const char *name, const char *value)
{
  crm_setting_record_set_setting (
      GTK_WIDGET (self), self->store, _ ("Rules of messages changed"), name, value, NULL);
}

static void
show_settings (CrmMessageRulesGroup *self)
{
  const char *words = crm_store_get_setting (self->store, "stop-words");

  self->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *value = crm_store_get_setting (self->store, rules[i].name);
      guint selected = value != NULL ? GTK_INVALID_LIST_POSITION : 0;

      for (guint k = 0; k < MAX_CHOICES; k++)
        if (g_strcmp0 (rules[i].choices[k].value, value) == 0 && value != NULL)
          selected = k;
      adw_combo_row_set_selected (self->rows[i], selected);
    }
  self->showing = FALSE;
  /* What is being typed stays. */
  if (gtk_widget_get_focus_child (self->words) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->words), words != NULL ? words : "");
}

static void
on_selected (AdwComboRow *row, GParamSpec *pspec, CrmMessageRulesGroup *self)
{
  guint selected = adw_combo_row_get_selected (row);

  for (guint i = 0; i < G_N_ELEMENTS (rules) && !self->showing; i++)
    if (self->rows[i] == row && selected < MAX_CHOICES)
      write_setting (self, rules[i].name, rules[i].choices[selected].value);
}

static void
on_apply (CrmMessageRulesGroup *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words))));

  write_setting (self, "stop-words", words);
}

static void
crm_message_rules_group_dispose (GObject *object)
{
  g_clear_object (&CRM_MESSAGE_RULES_GROUP (object)->store);
  G_OBJECT_CLASS (crm_message_rules_group_parent_class)->dispose (object);
}

static void
crm_message_rules_group_class_init (CrmMessageRulesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_message_rules_group_dispose;
}

static void
crm_message_rules_group_init (CrmMessageRulesGroup *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

      self->rows[i] = ADW_COMBO_ROW (adw_combo_row_new ());
      for (guint k = 0; k < MAX_CHOICES && rules[i].choices[k].value != NULL; k++)
        gtk_string_list_append (labels, _ (rules[i].choices[k].label));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (rules[i].title));
      adw_combo_row_set_model (self->rows[i], G_LIST_MODEL (labels));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->rows[i]));
    }
  self->words = adw_entry_row_new ();
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->words), _ ("Stop words beside STOP and СТОП, between commas"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->words), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->words);
}

GtkWidget *
crm_message_rules_group_new (CrmStore *store)
{
  CrmMessageRulesGroup *self = g_object_new (CRM_TYPE_MESSAGE_RULES_GROUP, "title", _ ("Rules of messages"),
      "description", _ ("Hours are those of who gets the message."), NULL);

  self->store = g_object_ref (store);
  show_settings (self);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    g_signal_connect_object (self->rows[i], "notify::selected", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->words, "apply", G_CALLBACK (on_apply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
