/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-fields.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "client/crm-client-contacts.h"
#include "client/crm-client-facts.h"
#include "client/crm-client-head.h"
#include "client/crm-client-relations.h"
#include "client/crm-own-field-dialog.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-row.h"

/* One field row for every field a person may write, made once and then only filled; a section for each group. Which empty fields are
 * unfolded is forgotten with the client. Main thread. */

struct _CrmClientFields
{
  AdwBin parent_instance;
  CrmStore *store;         /* owned */
  CrmClientCardData *data; /* not owned: valid inside set_data () only */
  gint64 client_id;
  GtkWidget *box;
  GtkWidget *head;
  GtkWidget *notice; /* owned, nullable: shown below the head */
  GtkWidget *contacts;
  GtkWidget *relations;
  GtkWidget *more;      /* "Add field…" */
  GPtrArray *rows;      /* CrmFieldRow, by field index; NULL where there is none */
  GHashTable *sections; /* group → CrmSection */
  GHashTable *unfolded; /* names of empty fields that are shown */
  GtkWidget *gift;      /* in the row of the birthday */
  char *begin;          /* field to edit as soon as it is there */
};

G_DEFINE_FINAL_TYPE (CrmClientFields, crm_client_fields, ADW_TYPE_BIN)

static void build (CrmClientFields *self);

/* Which fields */

static gboolean
has_row (const CrmField *field, int index)
{
  if ((field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_MAIN)) != 0 || !crm_field_editor_can_edit (field))
    return FALSE;
  /* The head and the relations show these. */
  return index != CRM_CLIENT_NAME && index != CRM_CLIENT_TAGS && index != CRM_CLIENT_COMPANY &&
         index != CRM_CLIENT_POSITION;
}

/* Fields whose value says nothing new to most people: folded although they are filled. */
static gboolean
is_quiet (int index)
{
  return index == CRM_CLIENT_KIND;
}

static const char *
get_group (const CrmField *field)
{
  if ((field->flags & CRM_FIELD_OWN) != 0)
    return N_ ("Own fields");
  return field->group != NULL ? field->group : N_ ("Details");
}

static gboolean
is_unfolded (CrmClientFields *self, const CrmField *field)
{
  return g_hash_table_contains (self->unfolded, field->name);
}

/* Values */

static char *
dup_plain (CrmClientFields *self, const CrmField *field, int index)
{
  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS)
    return g_strdup (crm_client_card_data_get_title (self->data, index));
  return crm_field_format_plain (field, crm_row_get (self->data->row, index));
}

static char *
dup_display (CrmClientFields *self, const CrmField *field, int index, const char *plain)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  CrmRow *row = self->data->row;

  if (plain == NULL || plain[0] == '\0')
    return NULL;
  if (index == CRM_CLIENT_BIRTHDAY)
    {
      g_autofree char *today = crm_instant_date (crm_clock_now (), zone);
      int near;
      char *text = crm_client_birthday_display (plain, today, &near);

      gtk_widget_set_visible (self->gift, near >= 0 && near <= 14);
      return text;
    }
  if (index == CRM_CLIENT_STATUS && crm_row_get_integer (row, CRM_CLIENT_STATUS_AT) != 0)
    {
      g_autofree char *date = crm_instant_date (crm_row_get_integer (row, CRM_CLIENT_STATUS_AT), zone);
      g_autofree char *since = crm_date_display (date);

      /* Translators: status and date, "Customer since 3 March 2025". */
      return g_strdup_printf (_ ("%s since %s"), crm_field_get_choice_label (field, plain), since);
    }
  if (index == CRM_CLIENT_OWNER && crm_row_get_integer (row, index) == crm_store_get_user (self->store))
    return g_strdup_printf (_ ("%s (you)"), plain);
  if (field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS)
    return g_strdup (plain);
  return crm_field_format_display (field, crm_row_get (row, index), zone);
}

static void
update_visible (CrmClientFields *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");
  GHashTableIter iter;
  gpointer section;

  for (guint i = 0; i < self->rows->len; i++)
    {
      CrmFieldRow *row = g_ptr_array_index (self->rows, i);
      const CrmField *field;
      gboolean show;

      if (row == NULL || i >= entity->n_fields)
        continue;
      field = &entity->fields[i];
      show = (!crm_field_row_is_empty (row) && !is_quiet (i)) || crm_field_row_is_editing (row) ||
             is_unfolded (self, field);
      gtk_widget_set_visible (GTK_WIDGET (row), show);
    }
  g_hash_table_iter_init (&iter, self->sections);
  while (g_hash_table_iter_next (&iter, NULL, &section))
    crm_section_update (section, FALSE);
}

void
crm_client_fields_set_data (CrmClientFields *self, CrmClientCardData *data)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  if (data->row->entity->n_fields != self->rows->len)
    build (self);
  self->data = data;
  if (self->client_id != data->row->id)
    g_hash_table_remove_all (self->unfolded);
  self->client_id = data->row->id;
  crm_client_head_set_data (CRM_CLIENT_HEAD (self->head), data);
  crm_client_contacts_set_data (CRM_CLIENT_CONTACTS (self->contacts), data);
  crm_client_relations_set_data (CRM_CLIENT_RELATIONS (self->relations), data);
  gtk_widget_set_visible (self->gift, FALSE);
  for (guint i = 0; i < MIN (self->rows->len, data->row->entity->n_fields); i++)
    {
      const CrmField *field = &data->row->entity->fields[i];
      g_autofree char *plain = NULL;
      g_autofree char *display = NULL;

      if (g_ptr_array_index (self->rows, i) == NULL)
        continue;
      plain = dup_plain (self, field, i);
      display = dup_display (self, field, i, plain);
      crm_field_row_set_value (
          g_ptr_array_index (self->rows, i), data->row->id, data->row->version, plain, display);
    }
  self->data = NULL;
  update_visible (self);
  if (self->begin != NULL)
    {
      g_autofree char *begin = g_steal_pointer (&self->begin);

      crm_client_fields_edit (self, begin);
    }
}

/* Going on with Tab */

static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (CRM_IS_FIELD_ROW (widget))
    {
      g_ptr_array_add (rows, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static void
move_from (CrmClientFields *self, GtkWidget *row, int step)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint position;

  collect_rows (self->box, rows);
  if (!g_ptr_array_find (rows, row, &position))
    return;
  if ((step < 0 && position == 0) || (step > 0 && position + 1 >= rows->len))
    gtk_widget_grab_focus (row);
  else
    crm_field_row_begin_edit (g_ptr_array_index (rows, position + step));
}

static void
on_row_move (GtkWidget *row, int step, CrmClientFields *self)
{
  move_from (self, row, step);
}

static void
on_part_move (GtkWidget *part, GtkWidget *row, int step, CrmClientFields *self)
{
  move_from (self, row, step);
}

static gboolean
update_visible_in_idle (gpointer data)
{
  CrmClientFields *self = data;

  if (self->rows != NULL)
    update_visible (self);
  return G_SOURCE_REMOVE;
}

static void
on_row_done (CrmFieldRow *row, CrmClientFields *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");

  /* An unfolded field that stayed empty folds again, but not while the focus is on its way to the next row. */
  if (crm_field_row_is_empty (row) || is_quiet (crm_field_row_get_field (row)))
    g_hash_table_remove (self->unfolded, entity->fields[crm_field_row_get_field (row)].name);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_visible_in_idle, g_object_ref (self), g_object_unref);
}

static void
on_row_remove (CrmFieldRow *row, CrmClientFields *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");

  crm_own_field_remove (
      GTK_WIDGET (self), self->store, "client", &entity->fields[crm_field_row_get_field (row)]);
}

/* "Add field…" */

static void
on_field_wanted (GtkButton *button, CrmClientFields *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "field");
  g_autofree char *copy = g_strdup (name);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  if (g_strcmp0 (copy, "position") == 0)
    crm_client_relations_add_position (CRM_CLIENT_RELATIONS (self->relations));
  else if (copy != NULL)
    crm_client_fields_edit (self, copy);
  else
    crm_client_fields_add_own (self);
}

static void
add_item (CrmClientFields *self, GtkWidget *box, const char *label, const char *field)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "field", g_strdup (field), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_field_wanted), self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
on_more (GtkMenuButton *button, gpointer data)
{
  CrmClientFields *self = data;
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (row != NULL && !gtk_widget_get_visible (row))
        add_item (self, box, crm_field_get_label (&entity->fields[i]), entity->fields[i].name);
    }
  if (crm_client_relations_can_add_position (CRM_CLIENT_RELATIONS (self->relations)))
    add_item (self, box, crm_field_get_label (&entity->fields[CRM_CLIENT_POSITION]), "position");
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_item (self, box, _ ("New field…"), NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 400);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (button, popover);
}

static void
on_own_added (const char *name, gpointer data)
{
  CrmClientFields *self = data;

  if (!crm_client_fields_edit (self, name))
    {
      g_free (self->begin);
      self->begin = g_strdup (name);
    }
}

void
crm_client_fields_add_own (CrmClientFields *self)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  crm_own_field_dialog_present (
      GTK_WIDGET (self), self->store, "client", on_own_added, g_object_ref (self), g_object_unref);
}

/* Building */

static CrmSection *
ensure_section (CrmClientFields *self, const char *group)
{
  CrmSection *section = g_hash_table_lookup (self->sections, group);

  if (section == NULL)
    {
      section = CRM_SECTION (crm_section_new (_ (group)));
      g_hash_table_insert (self->sections, g_strdup (group), section);
      gtk_box_insert_child_after (
          GTK_BOX (self->box), GTK_WIDGET (section), gtk_widget_get_prev_sibling (self->relations));
    }
  return section;
}

static void
make_row (CrmClientFields *self, CrmEntity *entity, guint index)
{
  const CrmField *field = &entity->fields[index];
  GtkWidget *row = crm_field_row_new (self->store, entity, index);
  CrmSection *section;

  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  g_signal_connect_object (row, "done", G_CALLBACK (on_row_done), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), self, 0);
  if (index == CRM_CLIENT_BIRTHDAY)
    {
      self->gift = gtk_image_new_from_icon_name ("crm-gift-symbolic");
      gtk_widget_add_css_class (self->gift, "sms");
      gtk_widget_set_margin_end (self->gift, 9);
      gtk_widget_set_visible (self->gift, FALSE);
      crm_field_row_add_suffix (CRM_FIELD_ROW (row), self->gift);
    }
  g_ptr_array_index (self->rows, index) = row;
  if (g_strcmp0 (get_group (field), "Contact") == 0)
    section = crm_client_contacts_get_section (CRM_CLIENT_CONTACTS (self->contacts));
  else
    section = ensure_section (self, get_group (field));
  crm_section_append (section, row);
}

static void
build (CrmClientFields *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");

  if (self->notice != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->notice);
  g_hash_table_remove_all (self->sections);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_ptr_array_new ();
  g_ptr_array_set_size (self->rows, entity->n_fields);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_margin_top (self->box, 14);
  gtk_widget_set_margin_bottom (self->box, 14);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  self->head = crm_client_head_new (self->store);
  self->contacts = crm_client_contacts_new (self->store);
  self->relations = crm_client_relations_new (self->store);
  g_signal_connect_object (self->contacts, "move", G_CALLBACK (on_part_move), self, 0);
  g_signal_connect_object (self->relations, "move", G_CALLBACK (on_part_move), self, 0);
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->more), _ ("Add field…"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), on_more, self, NULL);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->head);
  if (self->notice != NULL)
    gtk_box_append (GTK_BOX (self->box), self->notice);
  gtk_box_append (GTK_BOX (self->box), self->contacts);
  gtk_box_append (GTK_BOX (self->box), self->relations);
  gtk_box_append (GTK_BOX (self->box), self->more);
  for (guint i = 0; i < entity->n_fields; i++)
    if (has_row (&entity->fields[i], i))
      make_row (self, entity, i);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

void
crm_client_fields_rebuild (CrmClientFields *self)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  build (self);
}

void
crm_client_fields_set_notice (CrmClientFields *self, GtkWidget *notice)
{
  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  g_set_object (&self->notice, notice);
  gtk_box_insert_child_after (GTK_BOX (self->box), notice, self->head);
}

void
crm_client_fields_edit_first (CrmClientFields *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_return_if_fail (CRM_IS_CLIENT_FIELDS (self));
  collect_rows (self->contacts, rows);
  if (rows->len > 0)
    crm_field_row_begin_edit (g_ptr_array_index (rows, 0));
  else
    crm_client_head_edit_name (CRM_CLIENT_HEAD (self->head));
}

GtkWidget *
crm_client_fields_get_row (CrmClientFields *self, const char *name)
{
  g_autoptr (CrmEntity) entity = NULL;
  int index;

  g_return_val_if_fail (CRM_IS_CLIENT_FIELDS (self), NULL);
  entity = crm_store_get_entity (self->store, "client");
  index = crm_entity_find_field (entity, name);
  return index >= 0 && (guint)index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
}

gboolean
crm_client_fields_edit (CrmClientFields *self, const char *name)
{
  GtkWidget *row;

  g_return_val_if_fail (CRM_IS_CLIENT_FIELDS (self), FALSE);
  row = crm_client_fields_get_row (self, name);
  if (row == NULL || crm_field_row_get_id (CRM_FIELD_ROW (row)) == 0)
    return FALSE;
  g_hash_table_add (self->unfolded, g_strdup (name));
  update_visible (self);
  crm_field_row_begin_edit (CRM_FIELD_ROW (row));
  return TRUE;
}

static void
crm_client_fields_dispose (GObject *object)
{
  CrmClientFields *self = CRM_CLIENT_FIELDS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->sections, g_hash_table_unref);
  g_clear_pointer (&self->unfolded, g_hash_table_unref);
  g_clear_pointer (&self->begin, g_free);
  g_clear_object (&self->notice);
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
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unfolded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields"), -1);
}

GtkWidget *
crm_client_fields_new (CrmStore *store)
{
  CrmClientFields *self =
      g_object_new (CRM_TYPE_CLIENT_FIELDS, "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL);

  self->store = g_object_ref (store);
  build (self);
  return GTK_WIDGET (self);
}
