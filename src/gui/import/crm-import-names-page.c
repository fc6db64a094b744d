/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-names-page.h"

#include <glib/gi18n-lib.h>

#include "import/crm-import-name-row.h"

/* The page of names that were not found. Owns how they were found at first, so that an answer can be taken back. Main thread. */

struct _CrmImportNamesPage
{
  AdwBin parent_instance;
  GHashTable *first; /* "entity\x1fname" → CrmImportNameState: before any answer */
  gboolean changed;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CrmImportNamesPage, crm_import_names_page, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* More names than anybody goes through one by one. */
#define MAX_ROWS 200

static gboolean
is_answered (CrmImporter *importer, const CrmImportName *name, CrmImportAnswer answer)
{
  return crm_importer_get_answer (importer, name->entity, name->value, NULL) == answer;
}

gboolean
crm_import_names_page_is_needed (CrmImporter *importer, CrmImportPlan *plan)
{
  for (guint i = 0; i < plan->names->len; i++)
    {
      const CrmImportName *name = plan->names->pdata[i];

      if (name->state == CRM_IMPORT_NAME_MISSING || !is_answered (importer, name, CRM_IMPORT_ANSWER_NONE))
        return TRUE;
    }
  return FALSE;
}

gboolean
crm_import_names_page_is_wrong (CrmImporter *importer, CrmImportPlan *plan)
{
  for (guint i = 0; i < plan->names->len; i++)
    {
      const CrmImportName *name = plan->names->pdata[i];

      if (name->state == CRM_IMPORT_NAME_MISSING && is_answered (importer, name, CRM_IMPORT_ANSWER_TAKE))
        return TRUE;
    }
  return FALSE;
}

static CrmImportNameState
get_first (CrmImportNamesPage *self, CrmImporter *importer, const CrmImportName *name)
{
  g_autofree char *key = g_strconcat (name->entity, "\x1f", name->value, NULL);
  gpointer known;

  if (g_hash_table_lookup_extended (self->first, key, NULL, &known))
    return GPOINTER_TO_INT (known);
  /* Answered the last time: how it would be found without is not known. */
  if (!is_answered (importer, name, CRM_IMPORT_ANSWER_NONE))
    return CRM_IMPORT_NAME_MISSING;
  g_hash_table_insert (self->first, g_steal_pointer (&key), GINT_TO_POINTER (name->state));
  return name->state;
}

static void
on_changed (CrmImportNameRow *row, CrmImportNamesPage *self)
{
  self->changed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_make_all (GtkWidget *button, GtkListBox *list)
{
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (CRM_IS_IMPORT_NAME_ROW (row))
      crm_import_name_row_make (CRM_IMPORT_NAME_ROW (row));
}

typedef struct
{
  CrmImporter *importer;
  GPtrArray *names; /* CrmImportName * that are not shown */
  CrmImportNamesPage *page;
} Rest;

static void
free_rest (gpointer data, GClosure *closure)
{
  Rest *rest = data;

  g_object_unref (rest->importer);
  g_ptr_array_unref (rest->names);
  g_free (rest);
}

static void
on_make_rest (GtkWidget *button, Rest *rest)
{
  for (guint i = 0; i < rest->names->len; i++)
    {
      g_auto (GStrv) name = g_strsplit (rest->names->pdata[i], "\x1f", 2);
      crm_importer_set_answer (rest->importer, name[0], name[1], CRM_IMPORT_ANSWER_MAKE, NULL);
    }
  rest->page->changed = TRUE;
  g_signal_emit (rest->page, signals[CHANGED], 0);
}

/* heading, "Add all as new ones", and a list that is returned. */
static GtkListBox *
new_group (CrmImportNamesPage *self, CrmStore *store, const char *entity, GtkWidget **make)
{
  g_autoptr (CrmEntity) info = crm_store_get_entity (store, entity);
  const char *label = info != NULL ? crm_entity_get_plural (info) : entity;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *list = gtk_list_box_new ();

  *make = gtk_button_new_with_label (_ ("Add all as new ones"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (*make, "flat");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), *make);
  gtk_box_append (self->groups, head);
  gtk_box_append (self->groups, list);
  return GTK_LIST_BOX (list);
}

static void
add_rest (GtkListBox *list, guint n)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("… and %'u more name, which can be added with all others",
                           "… and %'u more names, which can be added with all others", n),
          n);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 10);
  gtk_widget_set_margin_bottom (label, 10);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);
}

static void
show_group (
    CrmImportNamesPage *self, CrmImporter *importer, CrmStore *store, CrmImportPlan *plan, const char *entity)
{
  Rest *rest = g_new0 (Rest, 1);
  GtkWidget *make;
  GtkListBox *list = new_group (self, store, entity, &make);
  gboolean any_to_make = FALSE;
  guint n = 0;

  rest->importer = g_object_ref (importer);
  rest->names = g_ptr_array_new_with_free_func (g_free);
  rest->page = self;
  for (guint i = 0; i < plan->names->len; i++)
    {
      const CrmImportName *name = plan->names->pdata[i];
      CrmImportNameState first;
      GtkWidget *row;

      if (!g_str_equal (name->entity, entity) || name->state == CRM_IMPORT_NAME_STATE)
        continue;
      first = get_first (self, importer, name);
      any_to_make = any_to_make || first == CRM_IMPORT_NAME_MISSING;
      if (++n > MAX_ROWS)
        {
          if (first == CRM_IMPORT_NAME_MISSING)
            g_ptr_array_add (rest->names, g_strconcat (name->entity, "\x1f", name->value, NULL));
          continue;
        }
      row = crm_import_name_row_new (importer, store, name, first);
      g_signal_connect (row, "changed", G_CALLBACK (on_changed), self);
      gtk_list_box_append (list, row);
    }
  if (n > MAX_ROWS)
    add_rest (list, n - MAX_ROWS);
  gtk_widget_set_visible (make, any_to_make);
  g_signal_connect (make, "clicked", G_CALLBACK (on_make_all), list);
  if (rest->names->len > 0)
    g_signal_connect_data (make, "clicked", G_CALLBACK (on_make_rest), rest, free_rest, 0);
  else
    free_rest (rest, NULL);
}

static gboolean
crm_import_names_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (CRM_IMPORT_NAMES_PAGE (widget)->groups), GTK_DIR_TAB_FORWARD);
}

static void
crm_import_names_page_finalize (GObject *object)
{
  g_clear_pointer (&CRM_IMPORT_NAMES_PAGE (object)->first, g_hash_table_unref);
  G_OBJECT_CLASS (crm_import_names_page_parent_class)->finalize (object);
}

static void
crm_import_names_page_class_init (CrmImportNamesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_import_names_page_finalize;
  widget_class->grab_focus = crm_import_names_page_grab_focus;
  signals[CHANGED] = g_signal_new (
      "changed", CRM_TYPE_IMPORT_NAMES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-names-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportNamesPage, groups);
}

static void
crm_import_names_page_init (CrmImportNamesPage *self)
{
  self->first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_import_names_page_show (
    CrmImportNamesPage *self, CrmImporter *importer, CrmStore *store, CrmImportPlan *plan)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  GtkWidget *child;

  g_return_if_fail (CRM_IS_IMPORT_NAMES_PAGE (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint i = 0; i < plan->names->len; i++)
    {
      const CrmImportName *name = plan->names->pdata[i];

      if (name->state != CRM_IMPORT_NAME_STATE &&
          !g_ptr_array_find_with_equal_func (entities, name->entity, g_str_equal, NULL))
        g_ptr_array_add (entities, (gpointer)name->entity);
    }
  for (guint i = 0; i < entities->len; i++)
    show_group (self, importer, store, plan, entities->pdata[i]);
  self->changed = FALSE;
}

gboolean
crm_import_names_page_is_changed (CrmImportNamesPage *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_NAMES_PAGE (self), FALSE);
  return self->changed;
}

void
crm_import_names_page_forget (CrmImportNamesPage *self)
{
  g_return_if_fail (CRM_IS_IMPORT_NAMES_PAGE (self));
  g_hash_table_remove_all (self->first);
  self->changed = FALSE;
}
