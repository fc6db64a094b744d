/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-pane.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "deal/crm-deal-worth.h"
#include "deal/crm-deal-lines.h"
#include "deal/crm-deal-people.h"
#include "widgets/crm-field-groups.h"
#include "widgets/crm-field-row.h"

/* The parts of the left pane, one below the other. Main thread. */

struct _CrmDealPane
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  GtkWidget *box;
  GtkWidget *worth;
  GtkWidget *groups;
  GtkWidget *people;
  GtkWidget *lines;
};

G_DEFINE_FINAL_TYPE (CrmDealPane, crm_deal_pane, ADW_TYPE_BIN)

static CrmFieldShow
get_show (int field)
{
  switch (field)
    {
    /* Head, stage line and the other sections show these. */
    case CRM_DEAL_AMOUNT:
    case CRM_DEAL_PROBABILITY:
    case CRM_DEAL_CLIENT:
    case CRM_DEAL_STATE:
    case CRM_DEAL_STAGE: return CRM_FIELD_SHOW_NEVER;
    case CRM_DEAL_EXPECTED_CLOSE:
    case CRM_DEAL_SOURCE:
    case CRM_DEAL_OWNER:
    case CRM_DEAL_CONTRACT: return CRM_FIELD_SHOW_ALWAYS;
    case CRM_DEAL_TITLE:
    case CRM_DEAL_PIPELINE:
    case CRM_DEAL_OPENED_AT: return CRM_FIELD_SHOW_FOLDED;
    default: return CRM_FIELD_SHOW_FILLED;
    }
}

static char *
dup_display (CrmRow *row, int field, const char *plain, gpointer data)
{
  CrmDealPane *self = data;
  gboolean open = g_strcmp0 (crm_row_get_text (row, CRM_DEAL_STATE), "open") == 0;

  if (field == CRM_DEAL_EXPECTED_CLOSE && open && plain[0] != '\0')
    {
      g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
      g_autofree char *date = crm_date_display (plain);
      int days = crm_date_days_between (today, plain);

      if (days == 0)
        return g_strdup_printf (_ ("%s (today)"), date);
      if (days < 0)
        return g_strdup_printf (ngettext ("%s (%d day ago)", "%s (%d days ago)", -days), date, -days);
      return g_strdup_printf (ngettext ("%s (in %d day)", "%s (in %d days)", days), date, days);
    }
  if (field == CRM_DEAL_CONTRACT)
    return g_strdup (crm_row_get_integer (row, field) != 0 ? _ ("signed") : _ ("none yet"));
  return NULL;
}

static void
row_made (GtkWidget *row, int field, gpointer data)
{
  if (field == CRM_DEAL_CONTRACT)
    crm_field_row_set_caption (CRM_FIELD_ROW (row), _ ("Contract"));
}

static const CrmFieldGroupsInfo groups_info = {
  .group = N_ ("Deal"),
  .show = get_show,
  .dup_display = dup_display,
  .row_made = row_made,
};

static void
on_part_move (GtkWidget *part, GtkWidget *row, int step, CrmDealPane *self)
{
  crm_field_groups_move (self->box, row, step);
}

void
crm_deal_pane_set_data (CrmDealPane *self, CrmDealCardData *data)
{
  g_return_if_fail (CRM_IS_DEAL_PANE (self));
  crm_deal_worth_set_data (CRM_DEAL_WORTH (self->worth), data);
  crm_field_groups_set_row (CRM_FIELD_GROUPS (self->groups), data->row, data->titles);
  crm_deal_people_set_data (CRM_DEAL_PEOPLE (self->people), data);
  crm_deal_lines_set_data (CRM_DEAL_LINES (self->lines), data);
}

void
crm_deal_pane_rebuild (CrmDealPane *self)
{
  g_return_if_fail (CRM_IS_DEAL_PANE (self));
  crm_field_groups_rebuild (CRM_FIELD_GROUPS (self->groups));
}

gboolean
crm_deal_pane_edit (CrmDealPane *self, const char *name)
{
  GtkWidget *row = crm_deal_pane_get_row (self, name);

  if (g_str_equal (name, "client"))
    {
      crm_deal_people_choose_client (CRM_DEAL_PEOPLE (self->people));
      return TRUE;
    }
  if (row == crm_deal_worth_get_amount (CRM_DEAL_WORTH (self->worth)) ||
      row == crm_deal_worth_get_probability (CRM_DEAL_WORTH (self->worth)))
    {
      crm_field_row_begin_edit (CRM_FIELD_ROW (row));
      return TRUE;
    }
  return crm_field_groups_edit (CRM_FIELD_GROUPS (self->groups), name);
}

void
crm_deal_pane_add_own (CrmDealPane *self)
{
  g_return_if_fail (CRM_IS_DEAL_PANE (self));
  crm_field_groups_add_own (CRM_FIELD_GROUPS (self->groups));
}

GtkWidget *
crm_deal_pane_get_row (CrmDealPane *self, const char *name)
{
  g_return_val_if_fail (CRM_IS_DEAL_PANE (self) && name != NULL, NULL);
  if (g_str_equal (name, "amount"))
    return crm_deal_worth_get_amount (CRM_DEAL_WORTH (self->worth));
  if (g_str_equal (name, "probability"))
    return crm_deal_worth_get_probability (CRM_DEAL_WORTH (self->worth));
  return crm_field_groups_get_row (CRM_FIELD_GROUPS (self->groups), name);
}

GtkWidget *
crm_deal_pane_get_worth (CrmDealPane *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_PANE (self), NULL);
  return self->worth;
}

GtkWidget *
crm_deal_pane_get_people (CrmDealPane *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_PANE (self), NULL);
  return self->people;
}

GtkWidget *
crm_deal_pane_get_lines (CrmDealPane *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_PANE (self), NULL);
  return self->lines;
}

static void
crm_deal_pane_dispose (GObject *object)
{
  CrmDealPane *self = CRM_DEAL_PANE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_pane_parent_class)->dispose (object);
}

static void
crm_deal_pane_class_init (CrmDealPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_pane_dispose;
}

static void
crm_deal_pane_init (CrmDealPane *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields"), -1);
}

GtkWidget *
crm_deal_pane_new (CrmStore *store)
{
  CrmDealPane *self = g_object_new (CRM_TYPE_DEAL_PANE, "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL);
  CrmSection *section;

  self->store = g_object_ref (store);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_margin_top (self->box, 14);
  gtk_widget_set_margin_bottom (self->box, 14);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  self->worth = crm_deal_worth_new (store);
  self->groups = crm_field_groups_new (store, "deal", &groups_info, self);
  self->people = crm_deal_people_new (store);
  self->lines = crm_deal_lines_new (store);
  section = crm_field_groups_ensure_section (CRM_FIELD_GROUPS (self->groups), "Deal");
  crm_field_groups_keep_section (CRM_FIELD_GROUPS (self->groups), "Deal");
  crm_section_add_suffix (section, crm_field_groups_new_more (CRM_FIELD_GROUPS (self->groups), TRUE));
  g_signal_connect_object (self->worth, "move", G_CALLBACK (on_part_move), self, 0);
  g_signal_connect_object (self->people, "move", G_CALLBACK (on_part_move), self, 0);
  gtk_box_append (GTK_BOX (self->box), self->worth);
  gtk_box_append (GTK_BOX (self->box), self->groups);
  gtk_box_append (GTK_BOX (self->box), self->people);
  gtk_box_append (GTK_BOX (self->box), self->lines);
  adw_bin_set_child (ADW_BIN (self), self->box);
  return GTK_WIDGET (self);
}
