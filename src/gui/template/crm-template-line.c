/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-line.h"

#include <glib/gi18n-lib.h>

#include "template/crm-template.h"

/* Read in a worker, shown on the main thread. */

static void
line_free (gpointer data)
{
  CrmTemplateLine *line = data;

  g_free (line->name);
  g_free (line->caption);
  g_free (line);
}

static char *
dup_caption (CrmRow *row)
{
  const CrmField *fields = row->entity->fields;
  g_autoptr (GString) text = g_string_new (crm_field_get_choice_label (
      &fields[CRM_TEMPLATE_CHANNEL], crm_row_get_text (row, CRM_TEMPLATE_CHANNEL)));

  if (g_strcmp0 (crm_row_get_text (row, CRM_TEMPLATE_PURPOSE), "marketing") == 0)
    g_string_append_printf (text, " · %s", _ ("Advertising"));
  if (crm_row_get_text (row, CRM_TEMPLATE_EXPECTS))
    g_string_append_printf (text, " · %s", _ ("Question"));
  return g_strdup (text->str);
}

gpointer
crm_template_lines_read (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("template");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL, lines = g_ptr_array_new_with_free_func (line_free);

  crm_query_add_order (query, "name");
  ids = crm_transaction_find (tx, query, error);
  rows =
      ids ? crm_transaction_load_many (tx, "template", (const gint64 *)(gpointer)ids->data, ids->len, error)
          : NULL;
  for (guint i = 0; rows && i < rows->len; i++)
    {
      CrmRow *row = rows->pdata[i];
      CrmTemplateLine *line = g_new0 (CrmTemplateLine, 1);

      line->id = row->id;
      line->name = crm_row_dup_title (row);
      line->caption = dup_caption (row);
      g_ptr_array_add (lines, line);
    }
  return rows ? g_steal_pointer (&lines) : NULL;
}

GtkWidget *
crm_template_line_make_row (gint64 id, const char *name, const char *caption)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (name), *below = gtk_label_new (caption);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "semibold");
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), below);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  gtk_widget_set_tooltip_text (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, caption, -1);
  return row;
}
