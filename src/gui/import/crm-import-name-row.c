/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-name-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "widgets/crm-completion.h"

/* A name, its number of rows, and a list of answers; for an existing record an entry that suggests. Main thread. */

struct _CrmImportNameRow
{
  GtkListBoxRow parent_instance;
  CrmImporter *importer; /* owned */
  char *entity;
  char *value;
  gboolean filling;
  GtkDropDown *answers;
  GtkWidget *target;
  guint n_answers;
  CrmImportAnswer offered[4]; /* by place in the list */
};

G_DEFINE_FINAL_TYPE (CrmImportNameRow, crm_import_name_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static CrmImportAnswer
get_answer (CrmImportNameRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->answers);

  return selected < self->n_answers ? self->offered[selected] : CRM_IMPORT_ANSWER_NONE;
}

static void
tell (CrmImportNameRow *self)
{
  CrmImportAnswer answer = get_answer (self);
  const char *target = gtk_editable_get_text (GTK_EDITABLE (self->target));

  gtk_widget_set_visible (self->target, answer == CRM_IMPORT_ANSWER_TAKE);
  if (self->filling)
    return;
  /* Which one is meant is still to be said. */
  if (answer == CRM_IMPORT_ANSWER_TAKE && crm_text_is_blank (target))
    answer = CRM_IMPORT_ANSWER_NONE;
  crm_importer_set_answer (
      self->importer, self->entity, self->value, answer, answer == CRM_IMPORT_ANSWER_TAKE ? target : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_selected (GtkDropDown *answers, GParamSpec *pspec, CrmImportNameRow *self)
{
  tell (self);
  if (!self->filling && get_answer (self) == CRM_IMPORT_ANSWER_TAKE)
    gtk_widget_grab_focus (self->target);
}

static void
on_target (GtkEditable *target, CrmImportNameRow *self)
{
  tell (self);
}

void
crm_import_name_row_make (CrmImportNameRow *self)
{
  g_return_if_fail (CRM_IS_IMPORT_NAME_ROW (self));
  for (guint i = 0; i < self->n_answers; i++)
    if (self->offered[i] == CRM_IMPORT_ANSWER_MAKE)
      gtk_drop_down_set_selected (self->answers, i);
}

static void
offer (CrmImportNameRow *self, GtkStringList *labels, CrmImportAnswer answer, const char *label)
{
  gtk_string_list_append (labels, label);
  self->offered[self->n_answers++] = answer;
}

static void
fill_answers (CrmImportNameRow *self, const CrmImportName *name, CrmImportNameState first)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gboolean place = g_str_equal (self->entity, "stage") || g_str_equal (self->entity, "pipeline");
  g_autofree char *taken = NULL;

  if (first == CRM_IMPORT_NAME_TAKEN && name->title != NULL)
    taken = g_strdup_printf (_ ("Take “%s”"), name->title);
  offer (self, labels, CRM_IMPORT_ANSWER_NONE,
      taken != NULL                    ? taken
      : first == CRM_IMPORT_NAME_TAKEN ? _ ("Take the one that is alike")
      : first == CRM_IMPORT_NAME_MADE  ? _ ("Add it")
                                       : _ ("Leave these rows out"));
  if (first != CRM_IMPORT_NAME_MADE)
    offer (self, labels, CRM_IMPORT_ANSWER_MAKE, _ ("Add it as a new one"));
  /* A deal always stands somewhere. */
  if (!place)
    offer (self, labels, CRM_IMPORT_ANSWER_EMPTY, _ ("Leave the field empty"));
  offer (self, labels, CRM_IMPORT_ANSWER_TAKE, _ ("Take an existing one…"));
  gtk_drop_down_set_model (self->answers, G_LIST_MODEL (labels));
}

static void
show_answer (CrmImportNameRow *self, CrmCompletion *completion)
{
  const char *target = NULL;
  CrmImportAnswer answer = crm_importer_get_answer (self->importer, self->entity, self->value, &target);

  for (guint i = 0; i < self->n_answers; i++)
    if (self->offered[i] == answer)
      gtk_drop_down_set_selected (self->answers, i);
  if (target != NULL)
    crm_completion_set_text (completion, target, 0);
}

static char *
dup_caption (const CrmImportName *name, const char *target)
{
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", name->rows), name->rows);

  if (name->state == CRM_IMPORT_NAME_MISSING && target != NULL)
    return g_strdup_printf (_ ("%s · the book has no “%s” either"), rows, target);
  if (name->where != NULL)
    return g_strdup_printf (_ ("%s · pipeline “%s”, first in line %u"), rows, name->where, name->line);
  return g_strdup_printf (_ ("%s · first in line %u"), rows, name->line);
}

static void
crm_import_name_row_finalize (GObject *object)
{
  CrmImportNameRow *self = CRM_IMPORT_NAME_ROW (object);

  g_clear_object (&self->importer);
  g_free (self->entity);
  g_free (self->value);
  G_OBJECT_CLASS (crm_import_name_row_parent_class)->finalize (object);
}

static void
crm_import_name_row_class_init (CrmImportNameRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_import_name_row_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", CRM_TYPE_IMPORT_NAME_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_import_name_row_init (CrmImportNameRow *self)
{
  self->answers = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->target = gtk_entry_new ();
}

static GtkWidget *
new_texts (const char *value, const char *caption)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *labels[] = { gtk_label_new (value), gtk_label_new (caption) };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (labels[i]), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (labels[i], gtk_label_get_text (GTK_LABEL (labels[i])));
      gtk_box_append (GTK_BOX (texts), labels[i]);
    }
  gtk_widget_add_css_class (labels[0], "semibold");
  gtk_widget_add_css_class (labels[1], "caption");
  gtk_widget_add_css_class (labels[1], "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  return texts;
}

GtkWidget *
crm_import_name_row_new (
    CrmImporter *importer, CrmStore *store, const CrmImportName *name, CrmImportNameState first)
{
  CrmImportNameRow *self = g_object_new (CRM_TYPE_IMPORT_NAME_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *caption = NULL, *what = NULL, *which = NULL;
  const char *target = NULL;
  CrmCompletion *completion;

  self->importer = g_object_ref (importer);
  self->entity = g_strdup (name->entity);
  self->value = g_strdup (name->value);
  self->filling = TRUE;
  crm_importer_get_answer (importer, name->entity, name->value, &target);
  caption = dup_caption (name, target);
  what = g_strdup_printf (_ ("What becomes of “%s”"), name->value);
  which = g_strdup_printf (_ ("What “%s” is called in the book"), name->value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answers), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->target), GTK_ACCESSIBLE_PROPERTY_LABEL, which, -1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->target), _ ("Name in the book"));
  gtk_widget_set_valign (GTK_WIDGET (self->answers), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->target, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (self->answers), 220, -1);
  gtk_widget_set_size_request (self->target, 200, -1);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), new_texts (name->value, caption));
  gtk_box_append (GTK_BOX (box), self->target);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->answers));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  /* Tab goes from list to list; the row itself has nothing to do. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  completion = crm_completion_attach (self->target, store, name->entity, NULL, NULL, FALSE);
  fill_answers (self, name, first);
  show_answer (self, completion);
  g_signal_connect_object (self->answers, "notify::selected", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (self->target, "changed", G_CALLBACK (on_target), self, 0);
  tell (self);
  self->filling = FALSE;
  return GTK_WIDGET (self);
}
