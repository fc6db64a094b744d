/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign-row.h"

#include <glib/gi18n-lib.h>

/* Owns the widgets of one line: name and state, what it is, how far it is. Main thread. */

struct _CrmCampaignRow
{
  GtkListBoxRow parent_instance;
  gint64 id;
  char *name;
  GtkWidget *title;
  GtkWidget *state;
  GtkWidget *words;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (CrmCampaignRow, crm_campaign_row, GTK_TYPE_LIST_BOX_ROW)

const char *
crm_campaign_state_get_label (const char *state)
{
  return crm_field_get_choice_label (&crm_campaign_entity.fields[CRM_CAMPAIGN_STATE], state);
}

const char *
crm_campaign_state_get_class (const char *state)
{
  if (g_strcmp0 (state, "running") == 0)
    return "success";
  if (g_strcmp0 (state, "scheduled") == 0)
    return "accent";
  return g_strcmp0 (state, "paused") == 0 ? "warning" : "dim-label";
}

static void
set_state (CrmCampaignRow *self, const char *text, const char *style)
{
  const char *const classes[] = { "caption", style, NULL };

  gtk_label_set_text (GTK_LABEL (self->state), text);
  gtk_widget_set_css_classes (self->state, (const char **)classes);
}

static void
show_progress (CrmCampaignRow *self, const CrmCampaignItem *item)
{
  guint handled = item->n_all - item->n_waiting;
  g_autofree char *words =
      item->n_all != 0
          /* Translators: how many of those a campaign is for have been handled, and how many were left out. */
          ? g_strdup_printf (_ ("%'u of %'u, %'u left out"), handled, item->n_all, item->n_skipped)
          : g_strdup (crm_field_get_choice_label (
                &crm_campaign_entity.fields[CRM_CAMPAIGN_OCCASION], item->occasion));

  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_widget_set_visible (self->bar, item->n_waiting != 0);
  if (item->n_all != 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), (double)handled / item->n_all);
}

static void
name_row (CrmCampaignRow *self)
{
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", self->name,
      gtk_label_get_text (GTK_LABEL (self->state)), gtk_label_get_text (GTK_LABEL (self->words)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
crm_campaign_row_show (CrmCampaignRow *self, const CrmCampaignItem *item)
{
  g_return_if_fail (CRM_IS_CAMPAIGN_ROW (self));
  g_free (self->name);
  self->name = g_strdup (item->name);
  gtk_label_set_text (GTK_LABEL (self->title), item->name);
  if (item->state != NULL)
    {
      set_state (
          self, crm_campaign_state_get_label (item->state), crm_campaign_state_get_class (item->state));
      show_progress (self, item);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->words), item->words);
  name_row (self);
}

void
crm_campaign_row_set_count (CrmCampaignRow *self, gint64 count)
{
  g_autofree char *text = count >= 0 ? g_strdup_printf ("%'lld", (long long)count) : NULL;

  g_return_if_fail (CRM_IS_CAMPAIGN_ROW (self));
  set_state (self, text != NULL ? text : "…", "numeric");
  name_row (self);
}

gint64
crm_campaign_row_get_id (CrmCampaignRow *self)
{
  g_return_val_if_fail (CRM_IS_CAMPAIGN_ROW (self), 0);
  return self->id;
}

static void
crm_campaign_row_finalize (GObject *object)
{
  g_free (CRM_CAMPAIGN_ROW (object)->name);
  G_OBJECT_CLASS (crm_campaign_row_parent_class)->finalize (object);
}

static void
crm_campaign_row_class_init (CrmCampaignRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_campaign_row_finalize;
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
crm_campaign_row_init (CrmCampaignRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4),
            *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->title = make_label ("semibold");
  self->words = make_label ("dim-label");
  gtk_widget_add_css_class (self->words, "caption");
  self->state = gtk_label_new (NULL);
  self->bar = gtk_progress_bar_new ();
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  gtk_box_append (GTK_BOX (first), self->title);
  gtk_box_append (GTK_BOX (first), self->state);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->bar);
  g_object_set (box, "margin-top", 8, "margin-bottom", 8, "margin-start", 12, "margin-end", 12, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
crm_campaign_row_new (gint64 id)
{
  CrmCampaignRow *self = g_object_new (CRM_TYPE_CAMPAIGN_ROW, NULL);

  self->id = id;
  return GTK_WIDGET (self);
}
