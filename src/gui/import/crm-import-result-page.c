/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-result-page.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "crm-work.h"
#include "import/crm-import-browser.h"
#include "import/crm-import-save.h"
#include "import/crm-import-words.h"

/* The last page of an import. Owns the result on show. Main thread. */

enum
{
  TILE_NEW,
  TILE_UPDATED,
  TILE_KEPT,
  TILE_PAIRS,
  TILE_THERE,
  TILE_FAULTY,
  N_TILES
};

struct _CrmImportResultPage
{
  AdwBin parent_instance;
  CrmStore *store;         /* owned, nullable */
  CrmImporter *importer;   /* owned, nullable */
  CrmImportResult *result; /* owned, nullable */
  CrmWork *work;           /* owned: the import being undone; nullable */
  gboolean gone;
  CrmImportBrowser *browser;
  GtkWidget *strip;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkSpinner *spinner;
  GtkWidget *undo;
  GtkLabel *hint;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (CrmImportResultPage, crm_import_result_page, ADW_TYPE_BIN)

enum
{
  OPEN_CLIENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const plain_columns[] = { N_ ("Line"), N_ ("Row"), NULL };
static const char *const columns[] = { N_ ("Line"), N_ ("Row"), N_ ("Why"), NULL };
static const char *const kept_columns[] = { N_ ("Line"), N_ ("Field"), N_ ("Kept in the book"),
  N_ ("Offered"), NULL };
static const char *const pair_columns[] = { N_ ("Line"), N_ ("Why"), NULL };

static char *dup_item (guint position, guint column, gpointer data);
static char *dup_kept (guint position, guint column, gpointer data);
static char *dup_pair (guint position, guint column, gpointer data);

static const CrmImportTile tiles[N_TILES] = {
  [TILE_NEW] = { N_ ("New"), "ok", N_ ("Nothing was added."), plain_columns, dup_item },
  [TILE_UPDATED] = { N_ ("Completed"), "ok", N_ ("Nothing was completed."), columns, dup_item },
  [TILE_KEPT] = { N_ ("Kept values"), NULL, N_ ("No value of the book differed."), kept_columns, dup_kept },
  [TILE_PAIRS] = { N_ ("Perhaps the same"), "today", N_ ("No two clients look the same."), pair_columns,
      dup_pair },
  [TILE_THERE] = { N_ ("Already there"), NULL, N_ ("No row was in the book already."), columns, dup_item },
  [TILE_FAULTY] = { N_ ("Faulty"), "late", N_ ("Every row could be read."), columns, dup_item },
};

static GPtrArray *
get_items (CrmImportResultPage *self, guint tile)
{
  switch (tile)
    {
    case TILE_NEW: return self->result->plan->items[CRM_IMPORT_NEW];
    case TILE_UPDATED: return self->result->plan->items[CRM_IMPORT_UPDATE];
    case TILE_THERE: return self->result->duplicates;
    case TILE_FAULTY: return self->result->faulty;
    case TILE_KEPT: return self->result->differences;
    default: return self->result->pairs;
    }
}

static gpointer
get_row (CrmImportResultPage *self, guint position)
{
  GPtrArray *rows = get_items (self, crm_import_browser_get_open (self->browser));

  return position < rows->len ? g_ptr_array_index (rows, position) : NULL;
}

static char *
dup_item (guint position, guint column, gpointer data)
{
  CrmImportResultPage *self = data;
  CrmImportItem *item = get_row (self, position);

  if (item == NULL)
    return NULL;
  switch (column)
    {
    case 0: return g_strdup_printf ("%u", item->line);
    case 1: return crm_import_words_dup_record (self->importer, item->record);
    default: return g_strdup (item->reason);
    }
}

static char *
dup_kept (guint position, guint column, gpointer data)
{
  CrmImportDifference *difference = get_row (data, position);

  if (difference == NULL)
    return NULL;
  switch (column)
    {
    case 0: return g_strdup_printf ("%u", difference->line);
    case 1: return g_strdup (difference->field);
    case 2: return g_strdup (difference->kept);
    default: return g_strdup (difference->offered);
    }
}

static char *
dup_pair (guint position, guint column, gpointer data)
{
  CrmImportPair *pair = get_row (data, position);

  if (pair == NULL)
    return NULL;
  return column == 0 ? g_strdup_printf ("%u", pair->line) : g_strdup (pair->reason);
}

static void
on_selected (CrmImportBrowser *browser, CrmImportResultPage *self)
{
  guint open = crm_import_browser_get_open (browser);

  if (self->result == NULL)
    return;
  gtk_widget_set_visible (self->save, open == TILE_FAULTY && self->result->faulty->len > 0);
  if (open == TILE_PAIRS && self->result->pairs->len > 0)
    gtk_label_set_text (self->hint, _ ("Enter or a double click opens the client."));
  else if (open == TILE_KEPT && self->result->differences->len > 0)
    gtk_label_set_text (self->hint, _ ("What was in the book already is never overwritten by an import."));
  else
    gtk_label_set_text (self->hint, "");
}

static void
on_activated (CrmImportBrowser *browser, guint position, CrmImportResultPage *self)
{
  CrmImportPair *pair;

  if (crm_import_browser_get_open (browser) != TILE_PAIRS)
    return;
  pair = get_row (self, position);
  if (pair != NULL && pair->b != 0)
    g_signal_emit (self, signals[OPEN_CLIENT], 0, pair->b);
}

static void
on_save (GtkButton *button, CrmImportResultPage *self)
{
  crm_import_save_faulty (GTK_WIDGET (self), self->importer, self->result->plan);
}

static void
say (CrmImportResultPage *self, const char *style, const char *title, const char *sentence)
{
  static const char *const styles[] = { "banner-info", "banner-warn", "banner-err" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->strip, styles[i]);
  gtk_widget_add_css_class (self->strip, style);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), *sentence != '\0');
}

/* Undo */

/* The first sentences; a thousand of them help nobody. */
static char *
dup_sentences (const CrmUndoReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint left = report->kept + report->failed;
  guint n = report->sentences != NULL ? MIN (report->sentences->len, 3) : 0;

  g_string_append_printf (
      text, ngettext ("%'u record taken back", "%'u records taken back", report->reversed), report->reversed);
  if (left > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%'u left as it is", "%'u left as they are", left), left);
    }
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n%s", (const char *)g_ptr_array_index (report->sentences, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What was written is there no longer; rows that could not be read can still be saved. */
static void
show_undone (CrmImportResultPage *self)
{
  gboolean faulty = self->result->faulty->len > 0;

  for (guint tile = 0; tile < N_TILES; tile++)
    crm_import_browser_set_shown (self->browser, tile, faulty && tile == TILE_FAULTY);
  if (faulty)
    crm_import_browser_open (self->browser, TILE_FAULTY);
  else
    gtk_label_set_text (self->hint, "");
  gtk_widget_set_visible (GTK_WIDGET (self->browser), faulty);
  gtk_widget_set_visible (self->undo, FALSE);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmImportResultPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (CRM_STORE (source), result, &error);
  g_autofree char *sentence = NULL;

  crm_work_end (self->work);
  g_clear_object (&self->work);
  if (self->gone)
    return;
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  if (report == NULL)
    {
      gtk_widget_set_sensitive (self->undo, TRUE);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      say (self, "banner-err", _ ("The import could not be undone"), error->message);
      return;
    }
  show_undone (self);
  sentence = dup_sentences (report);
  say (self, report->kept + report->failed > 0 ? "banner-warn" : "banner-info", _ ("The import is undone"),
      sentence);
}

static void
on_undo (GtkButton *button, CrmImportResultPage *self)
{
  g_autofree char *purpose = g_strdup_printf (_ ("Import of %s"), crm_importer_get_name (self->importer));
  g_autofree char *doing = g_strdup_printf (_ ("Undo: %s"), purpose);

  self->work = crm_work_new (GTK_WIDGET (self), doing, 0);
  gtk_widget_set_sensitive (self->undo, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  crm_store_undo_operation_async (self->store, self->result->operation, crm_work_get_cancellable (self->work),
      on_undone, g_object_ref (self));
}

static void
crm_import_result_page_dispose (GObject *object)
{
  CrmImportResultPage *self = CRM_IMPORT_RESULT_PAGE (object);

  self->gone = TRUE;
  if (self->browser != NULL)
    g_signal_handlers_disconnect_by_data (self->browser, self);
  G_OBJECT_CLASS (crm_import_result_page_parent_class)->dispose (object);
}

static void
crm_import_result_page_finalize (GObject *object)
{
  CrmImportResultPage *self = CRM_IMPORT_RESULT_PAGE (object);

  g_clear_pointer (&self->result, crm_import_result_unref);
  g_clear_object (&self->importer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_import_result_page_parent_class)->finalize (object);
}

static gboolean
crm_import_result_page_grab_focus (GtkWidget *widget)
{
  crm_import_browser_focus_list (CRM_IMPORT_RESULT_PAGE (widget)->browser);
  return TRUE;
}

static void
crm_import_result_page_class_init (CrmImportResultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_result_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_import_result_page_finalize;
  widget_class->grab_focus = crm_import_result_page_grab_focus;
  signals[OPEN_CLIENT] = g_signal_new ("open-client", CRM_TYPE_IMPORT_RESULT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  g_type_ensure (CRM_TYPE_IMPORT_BROWSER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-result-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, browser);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, strip);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, undo);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, hint);
  gtk_widget_class_bind_template_child (widget_class, CrmImportResultPage, save);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
crm_import_result_page_init (CrmImportResultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_import_browser_set_tiles (self->browser, tiles, N_TILES, self);
  g_signal_connect (self->browser, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect (self->browser, "activated", G_CALLBACK (on_activated), self);
}

void
crm_import_result_page_show (
    CrmImportResultPage *self, CrmStore *store, CrmImporter *importer, CrmImportResult *result)
{
  static const guint order[] = { TILE_FAULTY, TILE_PAIRS, TILE_KEPT, TILE_NEW, TILE_UPDATED, TILE_THERE };
  g_autofree char *sentence = NULL, *names = NULL;

  g_return_if_fail (CRM_IS_IMPORT_RESULT_PAGE (self));
  g_set_object (&self->store, store);
  g_set_object (&self->importer, importer);
  crm_import_result_ref (result);
  g_clear_pointer (&self->result, crm_import_result_unref);
  self->result = result;
  gtk_widget_set_visible (GTK_WIDGET (self->browser), TRUE);
  for (guint tile = 0; tile < N_TILES; tile++)
    {
      guint n = get_items (self, tile)->len;

      crm_import_browser_set_size (self->browser, tile, n);
      /* What did not happen needs no tile here; only what was written is always named. */
      crm_import_browser_set_shown (self->browser, tile, n > 0 || tile == TILE_NEW || tile == TILE_UPDATED);
    }
  for (guint i = G_N_ELEMENTS (order); i > 0; i--)
    if (get_items (self, order[i - 1])->len > 0)
      crm_import_browser_open (self->browser, order[i - 1]);
  if (result->operation == 0)
    say (self, "banner-info", _ ("Nothing was written"), _ ("The book has everything already."));
  else
    {
      sentence = g_strdup_printf (ngettext ("%'u added", "%'u added", result->created), result->created);
      if (result->updated > 0)
        {
          g_autofree char *added = g_steal_pointer (&sentence);
          g_autofree char *updated =
              g_strdup_printf (ngettext ("%'u completed", "%'u completed", result->updated), result->updated);

          sentence = g_strdup_printf ("%s · %s", added, updated);
        }
      names = crm_import_words_dup_names (result->plan);
      if (names != NULL)
        {
          g_autofree char *counts = g_steal_pointer (&sentence);
          sentence = g_strdup_printf ("%s\n%s", counts, names);
        }
      say (self, "banner-info", _ ("The import is done"), sentence);
    }
  gtk_widget_set_visible (self->undo, result->operation != 0);
  gtk_widget_set_sensitive (self->undo, TRUE);
  on_selected (self->browser, self);
}
