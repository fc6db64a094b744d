/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-field-groups.h"
#include <glib/gi18n-lib.h>
#include "client/crm-own-field-dialog.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-order.h"
#include "widgets/crm-field-row.h"

/* One field row for every field a person may write, made once and then only filled; a section for each group. Which empty fields are
 * unfolded is forgotten with the record. Main thread, but for the function named _in_worker. */

struct _CrmFieldGroups
{
  GtkBox parent_instance;
  CrmStore *store; /* owned */
  char *entity;
  const CrmFieldGroupsInfo *info;
  gpointer data;
  gint64 id;
  GPtrArray *rows;      /* CrmFieldRow, by field index; NULL where there is none */
  GPtrArray *openers;   /* buttons that open linked records, by field index; NULL where there is none */
  GHashTable *sections; /* group → CrmSection, those in this box */
  GHashTable *unfolded; /* names of empty fields that are shown */
  char *begin;          /* field to edit as soon as it is there */
};

G_DEFINE_FINAL_TYPE (CrmFieldGroups, crm_field_groups, GTK_TYPE_BOX)

/* Which fields */

static CrmFieldShow
get_show (CrmFieldGroups *self, const CrmField *field, int index)
{
  if ((field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_MAIN)) != 0 || !crm_field_editor_can_edit (field))
    return CRM_FIELD_SHOW_NEVER;
  if (self->info->show_of != NULL)
    return self->info->show_of (index, self->data);
  return self->info->show != NULL ? self->info->show (index) : CRM_FIELD_SHOW_FILLED;
}

static const char *
get_group (CrmFieldGroups *self, const CrmField *field)
{
  if ((field->flags & CRM_FIELD_OWN) != 0)
    return N_ ("Own fields");
  return field->group != NULL ? field->group : self->info->group;
}

/* Values */

static gboolean
is_named (const CrmField *field)
{
  return field->kind == CRM_KIND_LINK || field->kind == CRM_KIND_LINKS || field->kind == CRM_KIND_TAGS;
}

static char *
dup_display (CrmFieldGroups *self, CrmRow *row, const CrmField *field, int index, const char *plain)
{
  gboolean empty = plain == NULL || plain[0] == '\0';
  char *text;

  if (empty && get_show (self, field, index) != CRM_FIELD_SHOW_ALWAYS)
    return NULL;
  plain = empty ? "" : plain;
  text = self->info->dup_display != NULL ? self->info->dup_display (row, index, plain, self->data) : NULL;
  if (text != NULL || empty)
    return text;
  if (field->kind == CRM_KIND_LINK && g_strcmp0 (field->target, "user") == 0 &&
      crm_row_get_integer (row, index) == crm_store_get_user (self->store))
    return g_strdup_printf (_ ("%s (you)"), plain);
  if (is_named (field))
    return g_strdup (plain);
  return crm_field_format_display (field, crm_row_get (row, index), crm_store_get_zone (self->store));
}

static void
update_visible (CrmFieldGroups *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->entity);
  GHashTableIter iter;
  gpointer section;
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      CrmFieldRow *row = g_ptr_array_index (self->rows, i);
      CrmFieldShow show;

      if (row == NULL || i >= entity->n_fields)
        continue;
      show = get_show (self, &entity->fields[i], i);
      gtk_widget_set_visible (GTK_WIDGET (row),
          show == CRM_FIELD_SHOW_ALWAYS || (show == CRM_FIELD_SHOW_FILLED && !crm_field_row_is_empty (row)) ||
              crm_field_row_is_editing (row) ||
              g_hash_table_contains (self->unfolded, entity->fields[i].name));
    }
  g_hash_table_iter_init (&iter, self->sections);
  while (g_hash_table_iter_next (&iter, NULL, &section))
    {
      crm_section_update (section, g_object_get_data (section, "kept") != NULL);
      any = any || gtk_widget_get_visible (section);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

void
crm_field_groups_set_row (CrmFieldGroups *self, CrmRow *row, GHashTable *titles)
{
  g_return_if_fail (CRM_IS_FIELD_GROUPS (self));
  if (row->entity->n_fields != self->rows->len)
    crm_field_groups_rebuild (self);
  if (self->id != row->id)
    g_hash_table_remove_all (self->unfolded);
  self->id = row->id;
  for (guint i = 0; i < MIN (self->rows->len, row->entity->n_fields); i++)
    {
      const CrmField *field = &row->entity->fields[i];
      GtkWidget *opener = g_ptr_array_index (self->openers, i);
      g_autofree char *plain = NULL;
      g_autofree char *display = NULL;

      if (g_ptr_array_index (self->rows, i) == NULL)
        continue;
      plain = is_named (field) ? g_strdup (g_hash_table_lookup (titles, GUINT_TO_POINTER (i)))
                               : crm_field_format_plain (field, crm_row_get (row, i));
      display = dup_display (self, row, field, i, plain);
      crm_field_row_set_value (g_ptr_array_index (self->rows, i), row->id, row->version, plain, display);
      if (opener != NULL)
        {
          gtk_actionable_set_action_target (
              GTK_ACTIONABLE (opener), "x", (gint64)crm_row_get_integer (row, i));
          gtk_widget_set_visible (opener, crm_row_get_integer (row, i) != 0);
        }
    }
  update_visible (self);
  if (self->begin != NULL)
    {
      g_autofree char *begin = g_steal_pointer (&self->begin);

      crm_field_groups_edit (self, begin);
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

void
crm_field_groups_move (GtkWidget *pane, GtkWidget *row, int step)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint position;

  collect_rows (pane, rows);
  if (!g_ptr_array_find (rows, row, &position))
    return;
  if ((step < 0 && position == 0) || (step > 0 && position + 1 >= rows->len))
    gtk_widget_grab_focus (row);
  else
    crm_field_row_begin_edit (g_ptr_array_index (rows, position + step));
}

gboolean
crm_field_groups_edit_first (GtkWidget *pane)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect_rows (pane, rows);
  if (rows->len == 0)
    return FALSE;
  crm_field_row_begin_edit (g_ptr_array_index (rows, 0));
  return TRUE;
}

gboolean
crm_field_groups_commit (GtkWidget *pane)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *wrong = NULL;

  collect_rows (pane, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      CrmFieldRow *row = g_ptr_array_index (rows, i);

      crm_field_row_commit (row, 0);
      if (wrong == NULL && crm_field_row_is_editing (row) && crm_field_row_get_error (row) != NULL)
        wrong = GTK_WIDGET (row);
    }
  if (wrong != NULL)
    crm_field_row_begin_edit (CRM_FIELD_ROW (wrong));
  return wrong == NULL;
}

static void
on_row_move (GtkWidget *row, int step, CrmFieldGroups *self)
{
  GtkWidget *pane = gtk_widget_get_parent (GTK_WIDGET (self));

  crm_field_groups_move (pane != NULL ? pane : GTK_WIDGET (self), row, step);
}

static gboolean
update_visible_in_idle (gpointer data)
{
  CrmFieldGroups *self = data;

  /* On a card that is gone the sections of others have taken their rows along. */
  if (self->rows != NULL && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    update_visible (self);
  return G_SOURCE_REMOVE;
}

static void
on_row_done (CrmFieldRow *row, CrmFieldGroups *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->entity);
  int index = crm_field_row_get_field (row);
  const CrmField *field = &entity->fields[index];

  /* An unfolded field that stayed empty folds again, but not while the focus is on its way to the next row. */
  if (crm_field_row_is_empty (row) || get_show (self, field, index) == CRM_FIELD_SHOW_FOLDED)
    g_hash_table_remove (self->unfolded, field->name);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_visible_in_idle, g_object_ref (self), g_object_unref);
}

static void
on_row_remove (CrmFieldRow *row, CrmFieldGroups *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->entity);

  crm_own_field_remove (
      GTK_WIDGET (self), self->store, self->entity, &entity->fields[crm_field_row_get_field (row)]);
}

/* "Add field…" */

static void
on_field_wanted (GtkButton *button, CrmFieldGroups *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->entity);
  int index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "index"));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  if (index < 0)
    crm_field_groups_add_own (self);
  else if ((guint)index < entity->n_fields && !crm_field_groups_edit (self, entity->fields[index].name))
    self->info->edit_more (index, self->data);
}

static void
add_item (CrmFieldGroups *self, GtkWidget *box, const char *label, int index)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "index", GINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_field_wanted), self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
on_more (GtkMenuButton *button, gpointer data)
{
  CrmFieldGroups *self = data;
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, self->entity);
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (int));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < MIN (self->rows->len, entity->n_fields); i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (row != NULL && !gtk_widget_get_visible (row))
        add_item (self, box, crm_field_get_label (&entity->fields[i]), i);
    }
  if (self->info->list_more != NULL)
    self->info->list_more (more, self->data);
  for (guint i = 0; i < more->len; i++)
    add_item (self, box, crm_field_get_label (&entity->fields[g_array_index (more, int, i)]),
        g_array_index (more, int, i));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 400);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_box_append (GTK_BOX (all), scrolled);
  gtk_box_append (GTK_BOX (all), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  /* Below what scrolls: it is seen however many fields are empty. */
  add_item (self, all, _ ("New field…"), -1);
  gtk_popover_set_child (GTK_POPOVER (popover), all);
  gtk_menu_button_set_popover (button, popover);
}

GtkWidget *
crm_field_groups_new_more (CrmFieldGroups *self, gboolean icon)
{
  GtkWidget *more = gtk_menu_button_new ();

  g_return_val_if_fail (CRM_IS_FIELD_GROUPS (self), NULL);
  if (icon)
    {
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "list-add-symbolic");
      gtk_widget_add_css_class (more, "circular");
      gtk_widget_set_tooltip_text (more, _ ("Add field"));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add field"), -1);
    }
  else
    {
      gtk_menu_button_set_label (GTK_MENU_BUTTON (more), _ ("Add field…"));
      gtk_widget_set_halign (more, GTK_ALIGN_START);
    }
  gtk_widget_add_css_class (more, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (more), on_more, self, NULL);
  return more;
}

static void
on_own_added (const char *name, gpointer data)
{
  CrmFieldGroups *self = data;

  if (!crm_field_groups_edit (self, name))
    {
      g_free (self->begin);
      self->begin = g_strdup (name);
    }
}

void
crm_field_groups_add_own (CrmFieldGroups *self)
{
  g_return_if_fail (CRM_IS_FIELD_GROUPS (self));
  crm_own_field_dialog_present (
      GTK_WIDGET (self), self->store, self->entity, on_own_added, g_object_ref (self), g_object_unref);
}

/* Building */

CrmSection *
crm_field_groups_ensure_section (CrmFieldGroups *self, const char *group)
{
  CrmSection *section = g_hash_table_lookup (self->sections, group);

  g_return_val_if_fail (CRM_IS_FIELD_GROUPS (self), NULL);
  if (section == NULL)
    {
      section = CRM_SECTION (crm_section_new (_ (group)));
      crm_field_order_follow (crm_section_get_list (section));
      g_hash_table_insert (self->sections, g_strdup (group), section);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (section));
    }
  return section;
}

/* A linked client or deal has a card of its own. */
static GtkWidget *
add_opener (GtkWidget *row, const CrmField *field)
{
  gboolean deal = g_strcmp0 (field->target, "deal") == 0;
  GtkWidget *button;

  if (field->kind != CRM_KIND_LINK || (!deal && g_strcmp0 (field->target, "client") != 0))
    return NULL;
  button = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, deal ? _ ("Open deal") : _ ("Open client"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, deal ? _ ("Open deal") : _ ("Open client"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", (gint64)0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), deal ? "win.open-deal" : "win.open-client");
  crm_field_row_add_suffix (CRM_FIELD_ROW (row), button);
  return button;
}

static void
make_row (CrmFieldGroups *self, CrmEntity *entity, guint index)
{
  const CrmField *field = &entity->fields[index];
  GtkWidget *row = crm_field_row_new (self->store, entity, index);
  CrmSection *section = NULL;

  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  g_signal_connect_object (row, "done", G_CALLBACK (on_row_done), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), self, 0);
  g_ptr_array_index (self->rows, index) = row;
  g_ptr_array_index (self->openers, index) = add_opener (row, field);
  if (self->info->row_made != NULL)
    self->info->row_made (row, index, self->data);
  if (self->info->get_section != NULL)
    section = self->info->get_section (get_group (self, field), self->data);
  if (section == NULL)
    {
      section = crm_field_groups_ensure_section (self, get_group (self, field));
      crm_field_order_add_row (row, self->entity, field->name, (int)index);
    }
  crm_section_append (section, row);
}

void
crm_field_groups_rebuild (CrmFieldGroups *self)
{
  g_autoptr (CrmEntity) entity = NULL;
  GHashTableIter iter;
  gpointer section;

  g_return_if_fail (CRM_IS_FIELD_GROUPS (self));
  entity = crm_store_get_entity (self->store, self->entity);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL)
      gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (g_ptr_array_index (self->rows, i))),
          g_ptr_array_index (self->rows, i));
  g_hash_table_iter_init (&iter, self->sections);
  while (g_hash_table_iter_next (&iter, NULL, &section))
    if (g_object_get_data (section, "kept") == NULL)
      {
        gtk_box_remove (GTK_BOX (self), section);
        g_hash_table_iter_remove (&iter);
      }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->openers, g_ptr_array_unref);
  self->rows = g_ptr_array_new ();
  g_ptr_array_set_size (self->rows, entity->n_fields);
  self->openers = g_ptr_array_new ();
  g_ptr_array_set_size (self->openers, entity->n_fields);
  for (guint i = 0; i < entity->n_fields; i++)
    if (get_show (self, &entity->fields[i], i) != CRM_FIELD_SHOW_NEVER)
      make_row (self, entity, i);
}

void
crm_field_groups_keep_section (CrmFieldGroups *self, const char *group)
{
  g_object_set_data (
      G_OBJECT (crm_field_groups_ensure_section (self, group)), "kept", GINT_TO_POINTER (TRUE));
}

GtkWidget *
crm_field_groups_get_row (CrmFieldGroups *self, const char *name)
{
  g_autoptr (CrmEntity) entity = NULL;
  int index;

  g_return_val_if_fail (CRM_IS_FIELD_GROUPS (self), NULL);
  entity = crm_store_get_entity (self->store, self->entity);
  index = crm_entity_find_field (entity, name);
  return index >= 0 && (guint)index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
}

gboolean
crm_field_groups_edit (CrmFieldGroups *self, const char *name)
{
  GtkWidget *row;

  g_return_val_if_fail (CRM_IS_FIELD_GROUPS (self), FALSE);
  row = crm_field_groups_get_row (self, name);
  if (row == NULL || crm_field_row_get_id (CRM_FIELD_ROW (row)) == 0)
    return FALSE;
  g_hash_table_add (self->unfolded, g_strdup (name));
  update_visible (self);
  crm_field_row_begin_edit (CRM_FIELD_ROW (row));
  return TRUE;
}

static void
crm_field_groups_dispose (GObject *object)
{
  CrmFieldGroups *self = CRM_FIELD_GROUPS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->openers, g_ptr_array_unref);
  g_hash_table_remove_all (self->sections);
  G_OBJECT_CLASS (crm_field_groups_parent_class)->dispose (object);
}

static void
crm_field_groups_finalize (GObject *object)
{
  CrmFieldGroups *self = CRM_FIELD_GROUPS (object);

  g_hash_table_unref (self->sections);
  g_hash_table_unref (self->unfolded);
  g_free (self->begin);
  g_free (self->entity);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_field_groups_parent_class)->finalize (object);
}

static void
crm_field_groups_class_init (CrmFieldGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_field_groups_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_field_groups_finalize;
}

static void
crm_field_groups_init (CrmFieldGroups *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unfolded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GtkWidget *
crm_field_groups_new (CrmStore *store, const char *entity, const CrmFieldGroupsInfo *info, gpointer data)
{
  CrmFieldGroups *self = g_object_new (CRM_TYPE_FIELD_GROUPS, NULL);

  self->store = g_object_ref (store);
  self->entity = g_strdup (entity);
  self->info = info;
  self->data = data;
  crm_field_groups_rebuild (self);
  return GTK_WIDGET (self);
}

/* In the reader */

static char *
dup_titles_in_worker (CrmTransaction *tx, const char *target, GArray *ids)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *title = crm_transaction_dup_title (tx, target, g_array_index (ids, gint64, i));

      if (title != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "", title);
    }
  return g_string_free (titles, FALSE);
}

GHashTable *
crm_field_groups_read_titles_in_worker (CrmTransaction *tx, CrmRow *row)
{
  GHashTable *titles = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;
      const CrmValue *value = crm_row_get (row, i);
      char *title = NULL;

      if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
        title = crm_transaction_dup_title (tx, target, value->v.integer);
      else if (is_named (field) && value->type == CRM_VALUE_LIST)
        title = dup_titles_in_worker (tx, target, value->v.list);
      if (title != NULL)
        g_hash_table_insert (titles, GUINT_TO_POINTER (i), title);
    }
  return titles;
}
