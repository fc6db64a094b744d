/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-preview-page.h"

#include <glib/gi18n-lib.h>

#include "import/crm-import-browser.h"
#include "import/crm-import-repair.h"
#include "import/crm-import-save.h"
#include "import/crm-import-words.h"

/* The page of the plan. Owns the plan on show and its items sorted to tiles. Main thread. */

enum
{
  TILE_NEW,
  TILE_UPDATE,
  TILE_LIKELY,
  TILE_THERE,
  TILE_FAULTY,
  N_TILES
};

struct _CrmImportPreviewPage
{
  AdwBin parent_instance;
  CrmImporter *importer;     /* owned, nullable */
  CrmImportPlan *plan;       /* owned, nullable */
  GPtrArray *items[N_TILES]; /* CrmImportItem *, of the plan */
  GHashTable *repaired;      /* records set right since the plan */
  gboolean keeps_place;
  CrmImportBrowser *browser;
  CrmImportRepair *repair;
  GtkWidget *companies;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (CrmImportPreviewPage, crm_import_preview_page, ADW_TYPE_BIN)

enum
{
  REPLAN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  COLUMN_LINE,
  COLUMN_RECORD,
  COLUMN_REASON
};

static const char *const plain_columns[] = { N_ ("Line"), N_ ("Row"), NULL };
static const char *const columns[] = { N_ ("Line"), N_ ("Row"), N_ ("Why"), NULL };

static char *dup_cell (guint position, guint column, gpointer data);

static const CrmImportTile tiles[N_TILES] = {
  [TILE_NEW] = { N_ ("New"), "ok", N_ ("No row is new."), plain_columns, dup_cell },
  [TILE_UPDATE] = { N_ ("Complete known ones"), NULL, N_ ("No row belongs to a record of the book."), columns,
      dup_cell },
  [TILE_LIKELY] = { N_ ("New, perhaps known"), "today",
      N_ ("No new row has the phone or e-mail of another client."), columns, dup_cell },
  [TILE_THERE] = { N_ ("Already there"), NULL, N_ ("No row is in the book already."), columns, dup_cell },
  [TILE_FAULTY] = { N_ ("Faulty"), "late", N_ ("Every row can be read."), columns, dup_cell },
};

static CrmImportItem *
get_item (CrmImportPreviewPage *self, guint position)
{
  GPtrArray *items = self->items[crm_import_browser_get_open (self->browser)];

  return position < items->len ? g_ptr_array_index (items, position) : NULL;
}

static gboolean
is_repaired (CrmImportPreviewPage *self, guint record)
{
  return g_hash_table_contains (self->repaired, GUINT_TO_POINTER (record));
}

static char *
dup_cell (guint position, guint column, gpointer data)
{
  CrmImportPreviewPage *self = data;
  CrmImportItem *item = get_item (self, position);

  if (item == NULL)
    return NULL;
  switch (column)
    {
    case COLUMN_LINE: return g_strdup_printf ("%u", item->line);
    case COLUMN_RECORD: return crm_import_words_dup_record (self->importer, item->record);
    default:
      return g_strdup (item->verdict == CRM_IMPORT_FAULTY && is_repaired (self, item->record)
                           ? _ ("Set right")
                           : item->reason);
    }
}

static void
on_selected (CrmImportBrowser *browser, CrmImportPreviewPage *self)
{
  gboolean faulty = crm_import_browser_get_open (browser) == TILE_FAULTY;
  CrmImportItem *item = faulty ? get_item (self, crm_import_browser_get_selected (browser)) : NULL;

  gtk_widget_set_visible (self->save, faulty && self->items[TILE_FAULTY]->len > 0);
  if (item == NULL || is_repaired (self, item->record))
    crm_import_repair_clear (self->repair);
  else
    crm_import_repair_show (self->repair, self->importer, item->record, item->line, item->reason);
}

static void
on_activated (CrmImportBrowser *browser, guint position, CrmImportPreviewPage *self)
{
  if (crm_import_browser_get_open (browser) == TILE_FAULTY)
    gtk_widget_grab_focus (GTK_WIDGET (self->repair));
}

static void
on_repaired (CrmImportRepair *repair, guint record, CrmImportPreviewPage *self)
{
  GPtrArray *faulty = self->items[TILE_FAULTY];
  guint at = GTK_INVALID_LIST_POSITION;
  guint next = GTK_INVALID_LIST_POSITION;

  g_hash_table_add (self->repaired, GUINT_TO_POINTER (record));
  for (guint i = 0; i < faulty->len; i++)
    {
      CrmImportItem *item = g_ptr_array_index (faulty, i);

      if (item->record == record)
        at = i;
      else if (at != GTK_INVALID_LIST_POSITION && !is_repaired (self, item->record))
        {
          next = i;
          break;
        }
    }
  if (at == GTK_INVALID_LIST_POSITION)
    return;
  crm_import_browser_touch (self->browser, TILE_FAULTY, at);
  /* On to the next one: many rows are set right in one go. */
  crm_import_browser_select (self->browser, next != GTK_INVALID_LIST_POSITION ? next : at);
  if (next != GTK_INVALID_LIST_POSITION)
    gtk_widget_grab_focus (GTK_WIDGET (self->repair));
  else
    crm_import_browser_focus_list (self->browser);
  g_signal_emit (self, signals[REPLAN], 0);
}

static void
on_save (GtkButton *button, CrmImportPreviewPage *self)
{
  crm_import_save_faulty (GTK_WIDGET (self), self->importer, self->plan);
}

static void
sort_items (CrmImportPreviewPage *self)
{
  static const CrmImportVerdict verdicts[N_TILES] = {
    [TILE_UPDATE] = CRM_IMPORT_UPDATE, [TILE_THERE] = CRM_IMPORT_DUPLICATE, [TILE_FAULTY] = CRM_IMPORT_FAULTY
  };
  GPtrArray *added = self->plan->items[CRM_IMPORT_NEW];

  for (guint tile = 0; tile < N_TILES; tile++)
    {
      g_clear_pointer (&self->items[tile], g_ptr_array_unref);
      self->items[tile] = tile == TILE_NEW || tile == TILE_LIKELY
                              ? g_ptr_array_new ()
                              : g_ptr_array_ref (self->plan->items[verdicts[tile]]);
    }
  for (guint i = 0; i < added->len; i++)
    {
      CrmImportItem *item = g_ptr_array_index (added, i);

      g_ptr_array_add (self->items[item->likely ? TILE_LIKELY : TILE_NEW], item);
    }
}

/* What asks for a look first: faults, then likely duplicates. */
static guint
choose_tile (CrmImportPreviewPage *self)
{
  static const guint order[] = { TILE_FAULTY, TILE_LIKELY, TILE_NEW, TILE_UPDATE, TILE_THERE };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (self->items[order[i]]->len > 0)
      return order[i];
  return TILE_NEW;
}

static void
crm_import_preview_page_dispose (GObject *object)
{
  CrmImportPreviewPage *self = CRM_IMPORT_PREVIEW_PAGE (object);

  if (self->browser != NULL)
    g_signal_handlers_disconnect_by_data (self->browser, self);
  G_OBJECT_CLASS (crm_import_preview_page_parent_class)->dispose (object);
}

static void
crm_import_preview_page_finalize (GObject *object)
{
  CrmImportPreviewPage *self = CRM_IMPORT_PREVIEW_PAGE (object);

  for (guint tile = 0; tile < N_TILES; tile++)
    g_clear_pointer (&self->items[tile], g_ptr_array_unref);
  g_clear_pointer (&self->plan, crm_import_plan_unref);
  g_clear_pointer (&self->repaired, g_hash_table_unref);
  g_clear_object (&self->importer);
  G_OBJECT_CLASS (crm_import_preview_page_parent_class)->finalize (object);
}

static gboolean
crm_import_preview_page_grab_focus (GtkWidget *widget)
{
  CrmImportPreviewPage *self = CRM_IMPORT_PREVIEW_PAGE (widget);

  crm_import_browser_focus_list (self->browser);
  return TRUE;
}

static void
crm_import_preview_page_class_init (CrmImportPreviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_preview_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_import_preview_page_finalize;
  widget_class->grab_focus = crm_import_preview_page_grab_focus;
  signals[REPLAN] = g_signal_new (
      "replan", CRM_TYPE_IMPORT_PREVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CRM_TYPE_IMPORT_BROWSER);
  g_type_ensure (CRM_TYPE_IMPORT_REPAIR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-preview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, browser);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, repair);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, companies);
  gtk_widget_class_bind_template_child (widget_class, CrmImportPreviewPage, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
crm_import_preview_page_init (CrmImportPreviewPage *self)
{
  self->repaired = g_hash_table_new (NULL, NULL);
  for (guint tile = 0; tile < N_TILES; tile++)
    self->items[tile] = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_import_browser_set_tiles (self->browser, tiles, N_TILES, self);
  g_signal_connect (self->browser, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect (self->browser, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect (self->repair, "repaired", G_CALLBACK (on_repaired), self);
}

void
crm_import_preview_page_show (CrmImportPreviewPage *self, CrmImporter *importer, CrmImportPlan *plan)
{
  CrmImportItem *item;
  guint record = G_MAXUINT;
  guint selected = 0;
  g_autofree char *companies = NULL, *names = NULL;

  g_return_if_fail (CRM_IS_IMPORT_PREVIEW_PAGE (self));
  item = self->keeps_place ? get_item (self, crm_import_browser_get_selected (self->browser)) : NULL;
  if (item != NULL)
    record = item->record;
  if (!self->keeps_place)
    crm_import_repair_clear (self->repair);
  g_set_object (&self->importer, importer);
  g_hash_table_remove_all (self->repaired);
  crm_import_plan_ref (plan);
  g_clear_pointer (&self->plan, crm_import_plan_unref);
  self->plan = plan;
  sort_items (self);
  for (guint tile = 0; tile < N_TILES; tile++)
    crm_import_browser_set_size (self->browser, tile, self->items[tile]->len);
  if (!self->keeps_place)
    crm_import_browser_open (self->browser, choose_tile (self));
  else
    {
      GPtrArray *items = self->items[crm_import_browser_get_open (self->browser)];

      for (guint i = 0; i < items->len; i++)
        if (((CrmImportItem *)g_ptr_array_index (items, i))->record <= record)
          selected = i;
      if (items->len > 0)
        crm_import_browser_select (self->browser, selected);
    }
  companies = g_strdup_printf (ngettext ("%u company that persons name is added as well",
                                   "%u companies that persons name are added as well", plan->n_companies),
      plan->n_companies);
  names = crm_import_words_dup_names (plan);
  gtk_label_set_text (GTK_LABEL (self->companies), names != NULL ? names : companies);
  gtk_widget_set_visible (self->companies, names != NULL || plan->n_companies > 0);
  self->keeps_place = TRUE;
  on_selected (self->browser, self);
}

void
crm_import_preview_page_forget (CrmImportPreviewPage *self)
{
  g_return_if_fail (CRM_IS_IMPORT_PREVIEW_PAGE (self));
  self->keeps_place = FALSE;
}

guint
crm_import_preview_page_get_n_written (CrmImportPreviewPage *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_PREVIEW_PAGE (self), 0);
  if (self->plan == NULL)
    return 0;
  return self->plan->items[CRM_IMPORT_NEW]->len + self->plan->items[CRM_IMPORT_UPDATE]->len;
}
