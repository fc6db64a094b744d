/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-required-row.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-deal.h"
#include "deal/crm-pipeline.h"
#include "settings/crm-setting-record.h"

/* Owns the stage's newest row; the list is made when it is opened, so that a new own field is in it. Main thread. */

struct _CrmRequiredRow
{
  AdwActionRow parent_instance;
  CrmStore *store; /* owned */
  CrmRow *stage;   /* owned, nullable */
  GtkWidget *box;  /* of the popover */
};

G_DEFINE_FINAL_TYPE (CrmRequiredRow, crm_required_row, ADW_TYPE_ACTION_ROW)

static gboolean
is_offered (const CrmEntity *deal, guint index)
{
  const CrmField *field = &deal->fields[index];

  if ((field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY)) != 0)
    return FALSE;
  /* Always there, set by the move itself, or no question to a person. */
  switch ((int)index)
    {
    case CRM_DEAL_TITLE:
    case CRM_DEAL_STATE:
    case CRM_DEAL_PIPELINE:
    case CRM_DEAL_STAGE:
    case CRM_DEAL_OPENED_AT:
    case CRM_DEAL_LOST_REASON:
    case CRM_DEAL_LOST_COMMENT:
    case CRM_DEAL_PREVIOUS:
    case CRM_DEAL_EXTERNAL_ID: return FALSE;
    default: return TRUE;
    }
}

static gboolean
is_required (CrmRequiredRow *self, const char *name)
{
  const char *text = crm_row_get_text (self->stage, CRM_STAGE_REQUIRED);
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", " ", -1);

  return g_strv_contains ((const char *const *)names, name);
}

static void
on_toggled (CrmRequiredRow *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", gtk_widget_get_name (child));
  crm_setting_record_read (GTK_WIDGET (self), self->store, self->stage, CRM_STAGE_REQUIRED, names->str);
}

static void
fill (CrmRequiredRow *self)
{
  g_autoptr (CrmEntity) deal = crm_store_get_entity (self->store, "deal");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < deal->n_fields; i++)
    {
      GtkWidget *check;

      if (!is_offered (deal, i))
        continue;
      check = gtk_check_button_new_with_label (crm_field_get_label (&deal->fields[i]));
      gtk_widget_set_name (check, deal->fields[i].name);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_required (self, deal->fields[i].name));
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (self->box), check);
    }
}

static void
crm_required_row_dispose (GObject *object)
{
  CrmRequiredRow *self = CRM_REQUIRED_ROW (object);

  g_clear_pointer (&self->stage, crm_row_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_required_row_parent_class)->dispose (object);
}

static void
crm_required_row_class_init (CrmRequiredRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_required_row_dispose;
}

static void
crm_required_row_init (CrmRequiredRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_object_set (scroll, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
      "max-content-height", 320, "child", self->box, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), scroll);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (fill), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Fields…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), button);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
}

GtkWidget *
crm_required_row_new (CrmStore *store, const char *title)
{
  CrmRequiredRow *self = g_object_new (CRM_TYPE_REQUIRED_ROW, "title", title, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

void
crm_required_row_set_stage (CrmRequiredRow *self, CrmRow *stage)
{
  g_autoptr (CrmEntity) deal = crm_store_get_entity (self->store, "deal");
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *markup = NULL;

  g_return_if_fail (CRM_IS_REQUIRED_ROW (self));
  crm_row_ref (stage);
  g_clear_pointer (&self->stage, crm_row_unref);
  self->stage = stage;
  for (guint i = 0; i < deal->n_fields; i++)
    if (is_required (self, deal->fields[i].name))
      g_string_append_printf (
          labels, "%s%s", labels->len > 0 ? ", " : "", crm_field_get_label (&deal->fields[i]));
  markup = g_markup_escape_text (labels->len > 0 ? labels->str : _ ("Nothing"), -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
}
