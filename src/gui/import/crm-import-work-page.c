/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-work-page.h"

#include <glib/gi18n-lib.h>

/* Progress of reading, comparing and importing. Main thread. */

struct _CrmImportWorkPage
{
  AdwBin parent_instance;
  GtkLabel *title;
  GtkProgressBar *bar;
  GtkLabel *count;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (CrmImportWorkPage, crm_import_work_page, ADW_TYPE_BIN)

static void
crm_import_work_page_class_init (CrmImportWorkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-work-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportWorkPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmImportWorkPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmImportWorkPage, count);
  gtk_widget_class_bind_template_child (widget_class, CrmImportWorkPage, sentence);
}

static void
crm_import_work_page_init (CrmImportWorkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_import_work_page_start (CrmImportWorkPage *self, const char *title, const char *sentence)
{
  g_return_if_fail (CRM_IS_IMPORT_WORK_PAGE (self));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sentence, sentence);
  crm_import_work_page_set_progress (self, 0, 0);
}

void
crm_import_work_page_set_progress (CrmImportWorkPage *self, guint done, guint total)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CRM_IS_IMPORT_WORK_PAGE (self));
  if (total > 0)
    text = g_strdup_printf (ngettext ("%'u of %'u row", "%'u of %'u rows", total), done, total);
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? MIN (1.0, (double)done / total) : 0);
  gtk_label_set_text (self->count, text != NULL ? text : "");
}
