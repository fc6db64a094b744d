/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-target-button.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "import/crm-import-words.h"

/* A menu button over the fields a column can become. The list is made at the first opening: a table may have a hundred columns. Main
 * thread. */

struct _CrmImportTargetButton
{
  AdwBin parent_instance;
  CrmImporter *importer; /* owned */
  CrmStore *store;       /* owned */
  guint column;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover; /* of the button, NULL before the first opening */
  GtkEditable *search; /* of the popover, like all below */
  GtkListBox *list;
  GtkEditable *own_name;
  GtkDropDown *own_kind;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (CrmImportTargetButton, crm_import_target_button, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a column can hold without choices being written down first. */
static const CrmKind kinds[] = { CRM_KIND_TEXT, CRM_KIND_LONG, CRM_KIND_INTEGER, CRM_KIND_REAL,
  CRM_KIND_MONEY, CRM_KIND_DATE, CRM_KIND_BOOLEAN, CRM_KIND_PHONE, CRM_KIND_EMAIL, CRM_KIND_URL };

#define TARGET "crm-target" /* of a row: name of a field; none leaves the column out */
#define GROUP "crm-group"   /* of a row: heading */

void
crm_import_target_button_refresh (CrmImportTargetButton *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_IMPORT_TARGET_BUTTON (self));
  text = crm_import_words_dup_target (self->importer, self->column);
  name = g_strdup_printf (
      _ ("Column “%s” becomes: %s"), crm_importer_get_heading (self->importer, self->column), text);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (crm_import_words_is_used (self->importer, self->column))
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
}

static gboolean
set_mapping (CrmImportTargetButton *self, const char *target)
{
  g_autoptr (GError) error = NULL;

  if (crm_importer_set_mapping (self->importer, self->column, target, &error))
    return TRUE;
  if (self->error != NULL)
    {
      gtk_label_set_text (self->error, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
    }
  return FALSE;
}

static void
tell (CrmImportTargetButton *self)
{
  crm_import_target_button_refresh (self);
  if (self->popover != NULL)
    gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
crm_import_target_button_choose (CrmImportTargetButton *self, const char *target)
{
  g_return_val_if_fail (CRM_IS_IMPORT_TARGET_BUTTON (self), FALSE);
  if (!set_mapping (self, target))
    return FALSE;
  tell (self);
  return TRUE;
}

static void
choose_own (CrmImportTargetButton *self)
{
  guint kind = gtk_drop_down_get_selected (self->own_kind);

  if (!set_mapping (self, "own"))
    return;
  crm_importer_set_own_label (self->importer, self->column, gtk_editable_get_text (self->own_name));
  /* A field of that name that is there already has its kind. */
  if (g_strcmp0 (crm_importer_get_mapping (self->importer, self->column), "own") == 0 &&
      kind < G_N_ELEMENTS (kinds))
    crm_importer_set_own_kind (self->importer, self->column, kinds[kind]);
  tell (self);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmImportTargetButton *self)
{
  crm_import_target_button_choose (self, g_object_get_data (G_OBJECT (row), TARGET));
}

/* Popover */

/* Heading a target is found under. Static or owned by the entity. */
static const char *
get_group (CrmEntity *entity, const char *target)
{
  static const char *const names[] = { "name", "first_name", "middle_name", "last_name", NULL };
  static const char *const birth[] = { "birth_year", "birth_month", "birth_day", NULL };
  int field = entity != NULL ? crm_entity_find_field (entity, target) : -1;

  if (g_strv_contains (names, target))
    return _ ("Name");
  if (g_strv_contains (birth, target))
    return _ ("Details");
  if (field < 0)
    return _ ("More");
  if ((entity->fields[field].flags & CRM_FIELD_OWN) != 0)
    return _ ("Own fields");
  return entity->fields[field].group != NULL ? _ (entity->fields[field].group) : _ ("Details");
}

static void
add_row (CrmImportTargetButton *self, const char *target, const char *label, const char *group)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (text, 8);
  gtk_widget_set_margin_end (text, 8);
  gtk_widget_set_margin_top (text, 6);
  gtk_widget_set_margin_bottom (text, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  g_object_set_data_full (G_OBJECT (row), TARGET, g_strdup (target), g_free);
  g_object_set_data_full (G_OBJECT (row), GROUP, g_strdup (group), g_free);
  gtk_list_box_append (self->list, row);
}

/* Rows of one group stand together, groups in the order of their first field. */
static void
fill_list (CrmImportTargetButton *self)
{
  const char *const *targets = crm_importer_get_targets (self->importer);
  const char *name = crm_importer_get_entity (self->importer);
  g_autoptr (CrmEntity) entity = name != NULL ? crm_store_get_entity (self->store, name) : NULL;
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  add_row (self, NULL, _ ("Do not import"), NULL);
  for (guint i = 0; targets[i] != NULL; i++)
    {
      const char *group = get_group (entity, targets[i]);

      if (!g_ptr_array_find_with_equal_func (groups, group, g_str_equal, NULL))
        g_ptr_array_add (groups, (gpointer)group);
    }
  for (guint g = 0; g < groups->len; g++)
    for (guint i = 0; targets[i] != NULL; i++)
      if (g_str_equal (get_group (entity, targets[i]), groups->pdata[g]))
        add_row (
            self, targets[i], crm_importer_get_target_label (self->importer, targets[i]), groups->pdata[g]);
}

static gboolean
matches (GtkListBoxRow *row, gpointer data)
{
  CrmImportTargetButton *self = data;
  g_autofree char *wanted = crm_text_fold (gtk_editable_get_text (self->search));
  g_autofree char *label = crm_text_fold (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));

  return strstr (label, wanted) != NULL;
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *group = g_object_get_data (G_OBJECT (row), GROUP);
  GtkWidget *label;

  if (group == NULL ||
      (before != NULL && g_strcmp0 (group, g_object_get_data (G_OBJECT (before), GROUP)) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (group);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sec");
  gtk_widget_set_margin_start (label, 8);
  gtk_widget_set_margin_top (label, 10);
  gtk_widget_set_margin_bottom (label, 2);
  gtk_list_box_row_set_header (row, label);
}

static void
on_search_changed (GtkSearchEntry *entry, CrmImportTargetButton *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
}

/* Enter in the search takes the first field that is left. */
static void
on_search_activated (GtkSearchEntry *entry, CrmImportTargetButton *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        on_row_activated (self->list, row, self);
        return;
      }
}

static void
on_search_stopped (GtkSearchEntry *entry, CrmImportTargetButton *self)
{
  gtk_popover_popdown (self->popover);
}

static GtkWidget *
new_own_part (CrmImportTargetButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ ("New field of its own"));
  GtkWidget *name = gtk_entry_new ();
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *kind;
  GtkWidget *make = gtk_button_new_with_mnemonic (_ ("_Make field"));
  GtkWidget *error = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "sec");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the new field"), -1);
  g_signal_connect_swapped (name, "activate", G_CALLBACK (choose_own), self);
  g_signal_connect_swapped (make, "clicked", G_CALLBACK (choose_own), self);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, crm_import_words_kind (kinds[i]));
  kind = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_widget_add_css_class (kind, "plain");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind of the new field"), -1);
  gtk_label_set_wrap (GTK_LABEL (error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (error), 30);
  gtk_widget_add_css_class (error, "late");
  gtk_widget_add_css_class (error, "caption");
  gtk_widget_set_visible (error, FALSE);
  gtk_widget_set_hexpand (kind, TRUE);
  gtk_box_append (GTK_BOX (row), kind);
  gtk_box_append (GTK_BOX (row), make);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), error);
  self->own_name = GTK_EDITABLE (name);
  self->own_kind = GTK_DROP_DOWN (kind);
  self->error = GTK_LABEL (error);
  return box;
}

static void
make_popover (CrmImportTargetButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *search = gtk_search_entry_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *own = new_own_part (self);
  gboolean clients = g_strcmp0 (crm_importer_get_entity (self->importer), "client") == 0;

  self->popover = GTK_POPOVER (popover);
  self->search = GTK_EDITABLE (search);
  self->list = GTK_LIST_BOX (list);
  g_object_set (search, "placeholder-text", _ ("Find a field"), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find a field"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields"), -1);
  g_signal_connect (search, "search-changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect (search, "activate", G_CALLBACK (on_search_activated), self);
  g_signal_connect (search, "stop-search", G_CALLBACK (on_search_stopped), self);
  gtk_widget_add_css_class (list, "plain-list");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_filter_func (self->list, matches, self, NULL);
  gtk_list_box_set_header_func (self->list, set_header, self, NULL);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  fill_list (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), separator);
  gtk_box_append (GTK_BOX (box), own);
  /* Only clients get fields of a table's own. */
  gtk_widget_set_visible (separator, clients);
  gtk_widget_set_visible (own, clients);
  gtk_popover_set_child (self->popover, box);
  gtk_menu_button_set_popover (self->button, popover);
}

static void
on_open (GtkMenuButton *button, gpointer data)
{
  CrmImportTargetButton *self = data;
  const char *target = crm_importer_get_mapping (self->importer, self->column);
  GtkListBoxRow *row;

  if (self->popover == NULL)
    make_popover (self);
  gtk_editable_set_text (self->search, "");
  gtk_editable_set_text (self->own_name, crm_importer_get_own_label (self->importer, self->column));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == crm_importer_get_own_kind (self->importer, self->column))
      gtk_drop_down_set_selected (self->own_kind, i);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_list_box_unselect_all (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), TARGET), target) == 0)
      gtk_list_box_select_row (self->list, row);
}

static void
crm_import_target_button_dispose (GObject *object)
{
  CrmImportTargetButton *self = CRM_IMPORT_TARGET_BUTTON (object);

  g_clear_object (&self->importer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_import_target_button_parent_class)->dispose (object);
}

static gboolean
crm_import_target_button_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_IMPORT_TARGET_BUTTON (widget)->button));
}

static void
crm_import_target_button_class_init (CrmImportTargetButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_import_target_button_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_import_target_button_grab_focus;
  signals[CHANGED] = g_signal_new (
      "changed", CRM_TYPE_IMPORT_TARGET_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_import_target_button_init (CrmImportTargetButton *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  /* The menu button centres what it is given in a box of its own. */
  gtk_widget_set_halign (gtk_widget_get_parent (box), GTK_ALIGN_FILL);
  gtk_widget_set_hexpand (gtk_widget_get_parent (box), TRUE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_open, self, NULL);
  adw_bin_set_child (ADW_BIN (self), button);
  self->button = GTK_MENU_BUTTON (button);
  self->label = GTK_LABEL (label);
}

GtkWidget *
crm_import_target_button_new (CrmImporter *importer, CrmStore *store, guint column)
{
  CrmImportTargetButton *self = g_object_new (CRM_TYPE_IMPORT_TARGET_BUTTON, NULL);

  self->importer = g_object_ref (importer);
  self->store = g_object_ref (store);
  self->column = column;
  crm_import_target_button_refresh (self);
  return GTK_WIDGET (self);
}
