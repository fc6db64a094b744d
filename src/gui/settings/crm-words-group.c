/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-words-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-setting-record.h"
#include "widgets/crm-names.h"

/* Mirrors the names of one entity in a boxed list; a row keeps what is being typed while the book changes. Main thread. */

struct _CrmWordsGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store; /* owned */
  CrmNames *names; /* owned */
  char *entity;
  char *list; /* nullable */
  GtkListBox *box;
  GtkWidget *add; /* last row */
};

G_DEFINE_FINAL_TYPE (CrmWordsGroup, crm_words_group, ADW_TYPE_PREFERENCES_GROUP)

static int
get_title_field (CrmRow *row)
{
  return row->entity->info->title_field;
}

static CrmRow *
find_row (CrmWordsGroup *self, gpointer widget)
{
  gint64 *id = g_object_get_data (G_OBJECT (widget), "crm-id");

  return id != NULL ? crm_names_find (self->names, *id) : NULL;
}

static gboolean
is_mine (CrmWordsGroup *self, CrmRow *row)
{
  int index = self->list != NULL ? crm_entity_find_field (row->entity, "list") : -1;

  return index < 0 || g_strcmp0 (crm_row_get_text (row, index), self->list) == 0;
}

static void
on_apply (AdwEntryRow *entry, CrmWordsGroup *self)
{
  CrmRow *row = find_row (self, entry);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (row == NULL)
    return;
  /* A name cannot be emptied away; the bin beside it deletes. */
  if (text[0] == '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), crm_row_get_text (row, get_title_field (row)));
  else
    crm_setting_record_set_text (GTK_WIDGET (self), self->store, row, get_title_field (row), text);
}

static void
on_active (GtkSwitch *active, GParamSpec *pspec, CrmWordsGroup *self)
{
  CrmRow *row = find_row (self, active);

  if (row != NULL)
    crm_setting_record_set_flag (GTK_WIDGET (self), self->store, row,
        crm_entity_find_field (row->entity, "active"), gtk_switch_get_active (active));
}

static void
on_delete (GtkButton *button, CrmWordsGroup *self)
{
  CrmRow *row = find_row (self, button);

  if (row != NULL)
    crm_setting_record_archive (GTK_WIDGET (self), self->store, row);
}

static void
on_add (AdwEntryRow *entry, CrmWordsGroup *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->entity);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  CrmValues *values;

  if (text[0] == '\0')
    return;
  values = crm_values_new (entity);
  crm_values_set_text (values, entity->info->title_field, text);
  if (self->list != NULL)
    crm_values_set_text (values, crm_entity_find_field (entity, "list"), self->list);
  crm_setting_record_add (GTK_WIDGET (self), self->store, values);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
set_id (GtkWidget *widget, gint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "crm-id", g_memdup2 (&id, sizeof id), g_free);
}

static GtkWidget *
new_row (CrmWordsGroup *self, CrmRow *row)
{
  GtkWidget *entry = adw_entry_row_new ();
  int active = crm_entity_find_field (row->entity, "active");
  gboolean self_user = g_str_equal (self->entity, "user") && row->id == crm_store_get_user (self->store);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry),
      self_user ? _ ("You") : crm_field_get_label (&row->entity->fields[get_title_field (row)]));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  set_id (entry, row->id);
  g_signal_connect (entry, "apply", G_CALLBACK (on_apply), self);
  if (active >= 0 && !self_user)
    {
      GtkWidget *toggle = gtk_switch_new ();

      gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (toggle, crm_field_get_label (&row->entity->fields[active]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
          crm_field_get_label (&row->entity->fields[active]), -1);
      set_id (toggle, row->id);
      gtk_switch_set_active (GTK_SWITCH (toggle), crm_setting_record_is_on (row, active));
      g_signal_connect (toggle, "notify::active", G_CALLBACK (on_active), self);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), toggle);
      g_object_set_data (G_OBJECT (entry), "switch", toggle);
    }
  if (!self_user)
    {
      GtkWidget *delete = gtk_button_new_from_icon_name ("user-trash-symbolic");

      gtk_widget_set_valign (delete, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (delete, "flat");
      gtk_widget_set_tooltip_text (delete, _ ("Delete"));
      set_id (delete, row->id);
      g_signal_connect (delete, "clicked", G_CALLBACK (on_delete), self);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), delete);
      g_object_set_data (G_OBJECT (entry), "delete", delete);
    }
  return entry;
}

static void
show_row (CrmWordsGroup *self, GtkWidget *entry, CrmRow *row)
{
  GtkWidget *toggle = g_object_get_data (G_OBJECT (entry), "switch");
  GtkWidget *delete = g_object_get_data (G_OBJECT (entry), "delete");
  const char *name = crm_row_get_text (row, get_title_field (row));
  g_autofree char *words = g_strdup_printf (_ ("Delete “%s”"), name);

  /* What is being typed stays. */
  if (gtk_widget_get_focus_child (entry) == NULL || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)),
                                                        g_object_get_data (G_OBJECT (entry), "shown")) == 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), name != NULL ? name : "");
  g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (name != NULL ? name : ""), g_free);
  if (toggle != NULL)
    gtk_switch_set_active (
        GTK_SWITCH (toggle), crm_setting_record_is_on (row, crm_entity_find_field (row->entity, "active")));
  if (delete != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (delete), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
find_widget (CrmWordsGroup *self, gint64 id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gint64 *own = g_object_get_data (G_OBJECT (child), "crm-id");

      if (own != NULL && *own == id)
        return child;
    }
  return NULL;
}

static void
update (CrmWordsGroup *self)
{
  GtkWidget *next;
  int position = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (child != self->add && find_row (self, child) == NULL)
        gtk_list_box_remove (self->box, child);
    }
  for (guint i = 0; i < crm_names_get_count (self->names); i++)
    {
      CrmRow *row = crm_names_get_row (self->names, i);
      GtkWidget *widget;

      if (!is_mine (self, row))
        continue;
      widget = find_widget (self, row->id);
      if (widget == NULL)
        {
          widget = new_row (self, row);
          gtk_list_box_insert (self->box, widget, position);
        }
      show_row (self, widget, row);
      position++;
    }
}

static void
crm_words_group_dispose (GObject *object)
{
  CrmWordsGroup *self = CRM_WORDS_GROUP (object);

  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  g_clear_object (&self->names);
  g_clear_object (&self->store);
  g_clear_pointer (&self->entity, g_free);
  g_clear_pointer (&self->list, g_free);
  G_OBJECT_CLASS (crm_words_group_parent_class)->dispose (object);
}

static void
crm_words_group_class_init (CrmWordsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_words_group_dispose;
}

static void
crm_words_group_init (CrmWordsGroup *self)
{
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->box));
}

GtkWidget *
crm_words_group_new (
    CrmStore *store, const char *entity, const char *list, const char *title, const char *add)
{
  CrmWordsGroup *self = g_object_new (CRM_TYPE_WORDS_GROUP, "title", title, NULL);

  self->store = g_object_ref (store);
  self->entity = g_strdup (entity);
  self->list = g_strdup (list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  self->add = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add), add);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->add), TRUE);
  g_signal_connect (self->add, "apply", G_CALLBACK (on_add), self);
  gtk_list_box_append (self->box, self->add);
  self->names = crm_names_get (store, entity);
  g_signal_connect_swapped (self->names, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}
