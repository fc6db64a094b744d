/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-fields.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-spoken.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "client/crm-client-consent.h"
#include "client/crm-client-contacts.h"
#include "client/crm-client-facts.h"
#include "client/crm-client-head.h"
#include "client/crm-client-relations.h"
#include "widgets/crm-field-groups.h"
#include "widgets/crm-field-row.h"

/* Head, contacts, groups of fields and relations of the client shown. Main thread. */

struct _CrmClientFields
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  GtkWidget *box;
  GtkWidget *head;
  GtkWidget *contacts;
  GtkWidget *consent;
  GtkWidget *groups;
  GtkWidget *relations;
  GtkWidget *gift; /* in the row of the birthday */
};

G_DEFINE_FINAL_TYPE (CrmClientFields, crm_client_fields, ADW_TYPE_BIN)

/* What is particular to clients */

static CrmFieldShow
get_show (int field)
{
  switch (field)
    {
    /* The head and the relations show these. */
    case CRM_CLIENT_NAME:
    case CRM_CLIENT_TAGS:
    case CRM_CLIENT_COMPANY:
    case CRM_CLIENT_POSITION: return CRM_FIELD_SHOW_NEVER;
    case CRM_CLIENT_KIND: return CRM_FIELD_SHOW_FOLDED;
    default: return CRM_FIELD_SHOW_FILLED;
    }
}

static char *
dup_display (CrmRow *row, int field, const char *plain, gpointer data)
{
  CrmClientFields *self = data;
  GTimeZone *zone = crm_store_get_zone (self->store);

  if (field == CRM_CLIENT_BIRTHDAY)
    {
      g_autofree char *today = crm_instant_date (crm_clock_now (), zone);
      int near;
      char *text = crm_client_birthday_display (plain, today, &near);

      gtk_widget_set_visible (self->gift, near >= 0 && near <= 14);
      return text;
    }
  if (field == CRM_CLIENT_LANGUAGE)
    return crm_spoken_language_name (plain);
  if (field == CRM_CLIENT_STATUS && crm_row_get_integer (row, CRM_CLIENT_STATUS_AT) != 0)
    {
      g_autofree char *date = crm_instant_date (crm_row_get_integer (row, CRM_CLIENT_STATUS_AT), zone);
      g_autofree char *since = crm_date_display (date);

      /* Translators: status and date, "Customer since 3 March 2025". */
      return g_strdup_printf (
          _ ("%s since %s"), crm_field_get_choice_label (&row->entity->fields[field], plain), since);
    }
  return NULL;
}

static CrmSection *
get_section (const char *group, gpointer data)
{
  CrmClientFields *self = data;

  return g_str_equal (group, "Contact")
             ? crm_client_contacts_get_section (CRM_CLIENT_CONTACTS (self->contacts))
             : NULL;
}

static void
row_made (GtkWidget *row, int field, gpointer data)
{
  CrmClientFields *self = data;

  if (field != CRM_CLIENT_BIRTHDAY)
    return;
  self->gift = gtk_image_new_from_icon_name ("crm-gift-symbolic");
  gtk_widget_add_css_class (self->gift, "sms");
  gtk_widget_set_margin_end (self->gift, 9);
  gtk_widget_set_visible (self->gift, FALSE);
  crm_field_row_add_suffix (CRM_FIELD_ROW (row), self->gift);
}

static void
list_more (GArray *fields, gpointer data)
{
  CrmClientFields *self = data;
  int position = CRM_CLIENT_POSITION;

  if (crm_client_relations_can_add_position (CRM_CLIENT_RELATIONS (self->relations)))
    g_array_append_val (fields, position);
}

static void
edit_more (int field, gpointer data)
{
  CrmClientFields *self = data;

  crm_client_relations_add_position (CRM_CLIENT_RELATIONS (self->relations));
}

static const CrmFieldGroupsInfo groups_info = {
  .group = N_ ("Details"),
  .show = get_show,
  .dup_display = dup_display,
  .get_section = get_section,
  .row_made = row_made,
  .list_more = list_more,
  .edit_more = edit_more,
};

/* The pane */

void
crm_client_fields_set_data (CrmClientFields *self, CrmClientCardData *data)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  crm_client_head_set_data (CRM_CLIENT_HEAD (self->head), data);
  crm_client_contacts_set_data (CRM_CLIENT_CONTACTS (self->contacts), data);
  crm_client_consent_set_client (CRM_CLIENT_CONSENT (self->consent), data->row->id);
  crm_client_relations_set_data (CRM_CLIENT_RELATIONS (self->relations), data);
  gtk_widget_set_visible (self->gift, FALSE);
  crm_field_groups_set_row (CRM_FIELD_GROUPS (self->groups), data->row, data->titles);
}

static void
on_part_move (GtkWidget *part, GtkWidget *row, int step, CrmClientFields *self)
{
  crm_field_groups_move (self->box, row, step);
}

void
crm_client_fields_add_own (CrmClientFields *self)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  crm_field_groups_add_own (CRM_FIELD_GROUPS (self->groups));
}

void
crm_client_fields_rebuild (CrmClientFields *self)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  crm_field_groups_rebuild (CRM_FIELD_GROUPS (self->groups));
}

void
crm_client_fields_set_notice (CrmClientFields *self, GtkWidget *notice)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  gtk_box_insert_child_after (GTK_BOX (self->box), notice, self->head);
}

void
crm_client_fields_append (CrmClientFields *self, GtkWidget *section)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  gtk_box_insert_child_after (GTK_BOX (self->box), section, self->relations);
}

void
crm_client_fields_edit_first (CrmClientFields *self)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  if (!crm_field_groups_edit_first (self->contacts))
    crm_client_head_edit_name (CRM_CLIENT_HEAD (self->head));
}

GtkWidget *
crm_client_fields_get_row (CrmClientFields *self, const char *name)
{
  g_return_val_if_fail (CRM_IS_CLIENT_FIELDS (self), NULL);
  return crm_field_groups_get_row (CRM_FIELD_GROUPS (self->groups), name);
}

gboolean
crm_client_fields_edit (CrmClientFields *self, const char *name)
{
  g_return_val_if_fail (CRM_IS_CLIENT_FIELDS (self), FALSE);
  return crm_field_groups_edit (CRM_FIELD_GROUPS (self->groups), name);
}

static void
crm_client_fields_dispose (GObject *object)
{
  CrmClientFields *self = CRM_CLIENT_FIELDS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_fields_parent_class)->dispose (object);
}

static void
crm_client_fields_class_init (CrmClientFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_fields_dispose;
}

static void
crm_client_fields_init (CrmClientFields *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields"), -1);
}

GtkWidget *
crm_client_fields_new (CrmStore *store)
{
  CrmClientFields *self =
      g_object_new (CRM_TYPE_CLIENT_FIELDS, "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL);

  self->store = g_object_ref (store);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_margin_top (self->box, 14);
  gtk_widget_set_margin_bottom (self->box, 14);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  self->head = crm_client_head_new (store);
  self->contacts = crm_client_contacts_new (store);
  self->consent = crm_client_consent_new (store);
  self->relations = crm_client_relations_new (store);
  self->groups = crm_field_groups_new (store, "client", &groups_info, self);
  g_signal_connect_object (self->contacts, "move", G_CALLBACK (on_part_move), self, 0);
  g_signal_connect_object (self->relations, "move", G_CALLBACK (on_part_move), self, 0);
  gtk_box_append (GTK_BOX (self->box), self->head);
  gtk_box_append (GTK_BOX (self->box), self->contacts);
  gtk_box_append (GTK_BOX (self->box), self->consent);
  gtk_box_append (GTK_BOX (self->box), self->groups);
  gtk_box_append (GTK_BOX (self->box), self->relations);
  gtk_box_append (GTK_BOX (self->box), crm_field_groups_new_more (CRM_FIELD_GROUPS (self->groups), FALSE));
  adw_bin_set_child (ADW_BIN (self), self->box);
  return GTK_WIDGET (self);
}
