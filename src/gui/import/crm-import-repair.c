/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-repair.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "import/crm-import-words.h"

/* A form of the cells of one record. Main thread. */

struct _CrmImportRepair
{
  AdwBin parent_instance;
  CrmImporter *importer; /* owned, nullable: nothing is shown */
  guint record;
  GtkLabel *title;
  GtkLabel *reason;
  GtkListBox *cells;
};

G_DEFINE_FINAL_TYPE (CrmImportRepair, crm_import_repair, ADW_TYPE_BIN)

enum
{
  REPAIRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define COLUMN "crm-column"

/* A fault names the heading of its column. */
static void
mark_faulty (CrmImportRepair *self, const char *reason)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->cells)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), COLUMN));
      const char *heading = crm_importer_get_heading (self->importer, column);

      if (reason != NULL && !crm_text_is_blank (heading) && strstr (reason, heading) != NULL)
        gtk_widget_add_css_class (row, "error");
      else
        gtk_widget_remove_css_class (row, "error");
    }
}

static void
set_reason (CrmImportRepair *self, const char *reason)
{
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  mark_faulty (self, reason);
}

gboolean
crm_import_repair_apply (CrmImportRepair *self)
{
  g_autofree char *fault = NULL;

  g_return_val_if_fail (CRM_IS_IMPORT_REPAIR (self), FALSE);
  if (self->importer == NULL)
    return FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->cells)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    crm_importer_set_cell (self->importer, self->record,
        GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), COLUMN)),
        gtk_editable_get_text (GTK_EDITABLE (row)));
  fault = crm_importer_dup_fault (self->importer, self->record);
  set_reason (self, fault);
  if (fault != NULL)
    return FALSE;
  g_signal_emit (self, signals[REPAIRED], 0, self->record);
  return TRUE;
}

static void
add_cell (CrmImportRepair *self, guint column, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *title = g_markup_escape_text (crm_importer_get_heading (self->importer, column), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_object_set_data (G_OBJECT (row), COLUMN, GUINT_TO_POINTER (column));
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (crm_import_repair_apply), self);
  gtk_list_box_append (self->cells, row);
}

static void
crm_import_repair_dispose (GObject *object)
{
  g_clear_object (&CRM_IMPORT_REPAIR (object)->importer);
  G_OBJECT_CLASS (crm_import_repair_parent_class)->dispose (object);
}

static gboolean
crm_import_repair_grab_focus (GtkWidget *widget)
{
  CrmImportRepair *self = CRM_IMPORT_REPAIR (widget);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->cells));

  for (GtkWidget *row = first; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_has_css_class (row, "error"))
      return gtk_widget_grab_focus (row);
  return first != NULL && gtk_widget_grab_focus (first);
}

static void
crm_import_repair_class_init (CrmImportRepairClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_import_repair_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_import_repair_grab_focus;
  signals[REPAIRED] = g_signal_new ("repaired", CRM_TYPE_IMPORT_REPAIR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
crm_import_repair_init (CrmImportRepair *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *reason = gtk_label_new (NULL);
  GtkWidget *cells = gtk_list_box_new ();
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Check again"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (reason), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (reason, "late");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (cells), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (cells, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (cells), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Cells of the row"), -1);
  gtk_widget_set_valign (cells, GTK_ALIGN_START);
  gtk_widget_set_margin_start (cells, 2);
  gtk_widget_set_margin_end (cells, 2);
  gtk_widget_set_margin_top (cells, 2);
  gtk_widget_set_margin_bottom (cells, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), cells);
  gtk_widget_set_vexpand (scrolled, TRUE);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (crm_import_repair_apply), self);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), reason);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), apply);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->title = GTK_LABEL (title);
  self->reason = GTK_LABEL (reason);
  self->cells = GTK_LIST_BOX (cells);
}

void
crm_import_repair_clear (CrmImportRepair *self)
{
  GtkWidget *row;

  g_return_if_fail (CRM_IS_IMPORT_REPAIR (self));
  g_clear_object (&self->importer);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->cells))) != NULL)
    gtk_list_box_remove (self->cells, row);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
crm_import_repair_show (
    CrmImportRepair *self, CrmImporter *importer, guint record, guint line, const char *reason)
{
  g_auto (GStrv) cells = NULL;
  g_autofree char *title = NULL;
  gboolean all;

  g_return_if_fail (CRM_IS_IMPORT_REPAIR (self));
  if (self->importer == importer && self->record == record)
    {
      set_reason (self, reason);
      return;
    }
  crm_import_repair_clear (self);
  if (crm_importer_get_n_columns (importer) == 0)
    return;
  self->importer = g_object_ref (importer);
  self->record = record;
  title = g_strdup_printf (_ ("Line %u"), line);
  gtk_label_set_text (self->title, title);
  cells = crm_importer_dup_cells (importer, record);
  /* Cells that are left out cannot be at fault; cards have no mapping. */
  all = !crm_importer_can_map (importer);
  for (guint i = 0; cells != NULL && cells[i] != NULL && i < crm_importer_get_n_columns (importer); i++)
    if (all || crm_import_words_is_used (importer, i))
      add_cell (self, i, cells[i]);
  set_reason (self, reason);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->cells)) != NULL);
}
