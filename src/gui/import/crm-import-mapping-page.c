/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-mapping-page.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "import/crm-charset.h"
#include "import/crm-import-target-button.h"
#include "import/crm-import-words.h"

/* The page of columns. Owns what a person chose, so that a file that is read again in another encoding keeps the columns chosen by
 * hand. Main thread. */

struct _CrmImportMappingPage
{
  AdwBin parent_instance;
  CrmImporter *importer; /* owned, nullable */
  CrmStore *store;       /* owned, nullable */
  CrmImportOptions options;
  GHashTable *chosen; /* column → target as chosen by hand ("" leaves it out) */
  guint n_columns;    /* of the file chosen belongs to */
  gboolean filling;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkDropDown *entity;
  GtkDropDown *charset;
  GtkDropDown *delimiter;
  GtkDropDown *header;
  GtkDropDown *dates;
  GtkWidget *dates_child;
  GtkLabel *found;
  GtkListBox *columns;
};

G_DEFINE_FINAL_TYPE (CrmImportMappingPage, crm_import_mapping_page, ADW_TYPE_BIN)

enum
{
  RELOAD,
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define N_SAMPLES 3
#define LOOKED_AT 100 /* records that are looked at for samples */

/* By the choices of the drop-down. */
static const char *const entities[] = { "client", "deal", "product", "user" };

static const char delimiters[] = { ',', ';', '\t', '|' };

/* By the choices of the drop-down. */
static const CrmDateOrder orders[] = { CRM_DATE_ORDER_UNKNOWN, CRM_DATE_ORDER_DMY, CRM_DATE_ORDER_MDY,
  CRM_DATE_ORDER_YMD };

/* Columns */

/* Different values of the first records; caller owns. */
static char *
dup_samples (CrmImporter *importer, guint column)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *cell;

  for (guint i = 0; i < LOOKED_AT && samples->len < N_SAMPLES &&
                    (cell = crm_importer_get_sample (importer, column, i)) != NULL;
       i++)
    {
      g_autofree char *sample = crm_text_excerpt (cell, 40);

      if (!crm_text_is_blank (sample) &&
          !g_ptr_array_find_with_equal_func (samples, sample, g_str_equal, NULL))
        g_ptr_array_add (samples, g_steal_pointer (&sample));
    }
  for (guint i = 0; i < samples->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "  ·  " : "", (const char *)samples->pdata[i]);
  if (samples->len == 0)
    g_string_append (text, _ ("empty"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check (CrmImportMappingPage *self)
{
  const char *problem = crm_importer_get_problem (self->importer);
  gboolean dates = FALSE;

  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  for (guint i = 0; i < crm_importer_get_n_columns (self->importer); i++)
    dates = dates || crm_import_words_has_dates (self->importer, self->store, i);
  gtk_widget_set_visible (self->dates_child, dates);
}

static GtkWidget *
get_guess (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "crm-guess");
}

static void
on_target_changed (CrmImportTargetButton *button, CrmImportMappingPage *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  int column = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  const char *target = crm_importer_get_mapping (self->importer, column);

  g_hash_table_insert (self->chosen, GINT_TO_POINTER (column), g_strdup (target != NULL ? target : ""));
  gtk_widget_set_visible (get_guess (row), FALSE);
  check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
new_row (CrmImportMappingPage *self, guint column)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_label_new (crm_importer_get_heading (self->importer, column));
  g_autofree char *values = dup_samples (self->importer, column);
  GtkWidget *samples = gtk_label_new (values);
  GtkWidget *guess = gtk_label_new (_ ("Guessed"));
  GtkWidget *button = crm_import_target_button_new (self->importer, self->store, column);
  GtkWidget *labels[] = { heading, samples };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (labels[i]), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (texts), labels[i]);
    }
  gtk_widget_add_css_class (heading, "semibold");
  gtk_widget_add_css_class (samples, "caption");
  gtk_widget_add_css_class (samples, "dim-label");
  gtk_widget_set_tooltip_text (samples, values);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (guess, "minichip");
  gtk_widget_set_tooltip_text (guess, _ ("Found by its content only: please check"));
  gtk_widget_set_valign (guess, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (guess, crm_importer_is_guessed (self->importer, column));
  g_object_set_data (G_OBJECT (row), "crm-guess", guess);
  gtk_widget_set_size_request (button, 260, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "changed", G_CALLBACK (on_target_changed), self);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), guess);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  /* Tab goes from button to button; the row itself has nothing to do. */
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
apply_chosen (CrmImportMappingPage *self)
{
  GHashTableIter iter;
  gpointer column, target;

  /* Another delimiter makes other columns. */
  if (self->n_columns != crm_importer_get_n_columns (self->importer))
    g_hash_table_remove_all (self->chosen);
  self->n_columns = crm_importer_get_n_columns (self->importer);
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &column, &target))
    crm_importer_set_mapping (
        self->importer, GPOINTER_TO_UINT (column), *(const char *)target != '\0' ? target : NULL, NULL);
}

static void
apply_order (CrmImportMappingPage *self)
{
  if (self->options.date_order != CRM_DATE_ORDER_UNKNOWN)
    for (guint i = 0; i < crm_importer_get_n_columns (self->importer); i++)
      crm_importer_set_date_order (self->importer, i, self->options.date_order);
}

/* How the file is read */

static void
fill_charsets (CrmImportMappingPage *self)
{
  const char *used = crm_importer_get_charset (self->importer);
  GtkStringList *names;
  gsize n;
  const CrmCharset *list = crm_charset_list (&n);

  if (gtk_drop_down_get_model (self->charset) == NULL)
    {
      g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

      for (gsize i = 0; i < n; i++)
        gtk_string_list_append (labels, _ (list[i].label));
      gtk_drop_down_set_model (self->charset, G_LIST_MODEL (labels));
    }
  names = GTK_STRING_LIST (gtk_drop_down_get_model (self->charset));
  gtk_drop_down_set_selected (self->charset, GTK_INVALID_LIST_POSITION);
  for (gsize i = 0; i < n && i < g_list_model_get_n_items (G_LIST_MODEL (names)); i++)
    if (g_strcmp0 (list[i].name, used) == 0)
      gtk_drop_down_set_selected (self->charset, i);
}

static void
on_option_selected (CrmImportMappingPage *self)
{
  gsize n;
  const CrmCharset *list = crm_charset_list (&n);
  guint charset = gtk_drop_down_get_selected (self->charset);
  guint delimiter = gtk_drop_down_get_selected (self->delimiter);
  guint entity = gtk_drop_down_get_selected (self->entity);

  if (self->filling || self->importer == NULL)
    return;
  if (entity < G_N_ELEMENTS (entities) &&
      g_strcmp0 (entities[entity], crm_importer_get_entity (self->importer)) != 0)
    {
      self->options.entity = entities[entity];
      /* What the columns were is no field of these. */
      g_hash_table_remove_all (self->chosen);
    }
  if (charset < n && g_strcmp0 (list[charset].name, crm_importer_get_charset (self->importer)) != 0)
    self->options.charset = list[charset].name;
  if (delimiter < G_N_ELEMENTS (delimiters) &&
      delimiters[delimiter] != crm_importer_get_delimiter (self->importer))
    self->options.delimiter = delimiters[delimiter];
  if ((gtk_drop_down_get_selected (self->header) == 0) != crm_importer_has_header (self->importer))
    self->options.header = gtk_drop_down_get_selected (self->header) == 0 ? 1 : -1;
  g_signal_emit (self, signals[RELOAD], 0);
}

static void
on_dates_selected (CrmImportMappingPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->dates);

  if (self->filling || self->importer == NULL || selected >= G_N_ELEMENTS (orders))
    return;
  self->options.date_order = orders[selected];
  if (self->options.date_order == CRM_DATE_ORDER_UNKNOWN)
    /* What was found in the file is found again by reading it. */
    g_signal_emit (self, signals[RELOAD], 0);
  else
    apply_order (self);
}

static const char *
describe_layout (CrmImporter *importer)
{
  static const struct
  {
    const char *layout;
    const char *name; /* of a program: not translated */
  } known[] = {
    { "google", "Google Contacts" },
    { "outlook", "Outlook" },
    { "thunderbird", "Thunderbird" },
    { "salesforce", "Salesforce" },
    { "chatwoot", "Chatwoot" },
    { "clientele", "Clientele" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (known[i].layout, crm_importer_get_layout (importer)) == 0)
      return known[i].name;
  return NULL;
}

static void
show_found (CrmImportMappingPage *self)
{
  const char *program = describe_layout (self->importer);
  g_autofree char *text = NULL;

  if (crm_importer_is_remembered (self->importer))
    text = g_strdup (_ ("As chosen the last time for such a file"));
  else if (program != NULL)
    text = g_strdup_printf (_ ("Recognised as a file from %s"), program);
  else
    text = g_strdup (_ ("Proposed by headings and content"));
  gtk_label_set_text (self->found, text);
}

static gboolean
crm_import_mapping_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CRM_IMPORT_MAPPING_PAGE (widget)->charset));
}

static void
crm_import_mapping_page_dispose (GObject *object)
{
  CrmImportMappingPage *self = CRM_IMPORT_MAPPING_PAGE (object);

  self->filling = TRUE;
  g_clear_object (&self->importer);
  g_clear_object (&self->store);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  G_OBJECT_CLASS (crm_import_mapping_page_parent_class)->dispose (object);
}

static void
crm_import_mapping_page_class_init (CrmImportMappingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_mapping_page_dispose;
  widget_class->grab_focus = crm_import_mapping_page_grab_focus;
  signals[RELOAD] = g_signal_new (
      "reload", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new (
      "changed", CRM_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, entity);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, charset);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, delimiter);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, dates);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, dates_child);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, found);
  gtk_widget_class_bind_template_child (widget_class, CrmImportMappingPage, columns);
  gtk_widget_class_bind_template_callback (widget_class, on_option_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_dates_selected);
}

static void
crm_import_mapping_page_init (CrmImportMappingPage *self)
{
  self->chosen = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_import_mapping_page_show (CrmImportMappingPage *self, CrmImporter *importer, CrmStore *store)
{
  GtkWidget *row;

  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self));
  g_set_object (&self->importer, importer);
  g_set_object (&self->store, store);
  self->filling = TRUE;
  apply_chosen (self);
  apply_order (self);
  fill_charsets (self);
  gtk_drop_down_set_selected (self->entity, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_strcmp0 (entities[i], crm_importer_get_entity (importer)) == 0)
      gtk_drop_down_set_selected (self->entity, i);
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == crm_importer_get_delimiter (importer))
      gtk_drop_down_set_selected (self->delimiter, i);
  gtk_drop_down_set_selected (self->header, crm_importer_has_header (importer) ? 0 : 1);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] == self->options.date_order)
      gtk_drop_down_set_selected (self->dates, i);
  show_found (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_list_box_remove (self->columns, row);
  for (guint i = 0; i < crm_importer_get_n_columns (importer); i++)
    gtk_list_box_append (self->columns, new_row (self, i));
  check (self);
  self->filling = FALSE;
}

const CrmImportOptions *
crm_import_mapping_page_get_options (CrmImportMappingPage *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self), NULL);
  return &self->options;
}

void
crm_import_mapping_page_forget (CrmImportMappingPage *self)
{
  g_return_if_fail (CRM_IS_IMPORT_MAPPING_PAGE (self));
  self->options = (CrmImportOptions){ 0 };
  g_hash_table_remove_all (self->chosen);
}
