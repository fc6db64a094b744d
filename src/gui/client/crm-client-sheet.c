/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-sheet.h"
#include <glib/gi18n-lib.h>
#include "activity/crm-activity.h"
#include "base/crm-clock.h"
#include "base/crm-spoken.h"
#include "base/crm-sums.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "client/crm-address-label.h"
#include "client/crm-client-card-data.h"
#include "client/crm-client-facts.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "task/crm-task.h"
#include "timeline/crm-timeline-entry.h"
#include "widgets/crm-print-text.h"

/* Two columns of blocks of text, each as long as the page; what does not fit is left out, the oldest entries first. Main thread, but for
 * functions named _in_worker. */

#define FONT "Sans 9.5"
#define LEFT_SHARE 0.36
#define COLUMN_GAP 22.0 /* points */
#define GAP 5.0
#define HEAD_GAP 13.0
#define MAX_PEOPLE 12
#define MAX_ROWS 12
#define MAX_ENTRIES 40
#define MAX_TEXT 400 /* characters of an entry */

typedef struct
{
  CrmClientCardData *card;
  GPtrArray *deals;   /* CrmRow */
  GPtrArray *tasks;   /* CrmRow */
  GPtrArray *entries; /* CrmActivity */
} Data;

static void
data_free (gpointer pointer)
{
  Data *data = pointer;

  g_clear_pointer (&data->card, crm_client_card_data_free);
  g_clear_pointer (&data->deals, g_ptr_array_unref);
  g_clear_pointer (&data->tasks, g_ptr_array_unref);
  g_clear_pointer (&data->entries, g_ptr_array_unref);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Data, data_free)

typedef struct
{
  char *markup;
  gboolean heading;
} Block;

typedef struct
{
  CrmStore *store;     /* owned */
  Data *data;          /* owned */
  char *title;         /* markup over both columns */
  GPtrArray *sides[2]; /* Block: left, right */
} Sheet;

static void
block_free (gpointer pointer)
{
  Block *block = pointer;

  g_free (block->markup);
  g_free (block);
}

static void
sheet_free (gpointer pointer)
{
  Sheet *sheet = pointer;

  g_object_unref (sheet->store);
  data_free (sheet->data);
  g_free (sheet->title);
  g_ptr_array_unref (sheet->sides[0]);
  g_ptr_array_unref (sheet->sides[1]);
  g_free (sheet);
}

/* Reading */

static GPtrArray *
read_open_in_worker (CrmTransaction *tx, const char *entity, gint64 client, const char *field, CrmTest test,
    const char *wanted, const char *order, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EQUAL, value));
  crm_condition_add (crm_query_get_where (query), crm_condition_new (field, test, wanted));
  crm_query_add_order (query, order);
  crm_query_set_limit (query, MAX_ROWS);
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, entity, (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer pointer, GCancellable *cancellable, GError **error)
{
  gint64 client = *(gint64 *)pointer;
  CrmActivityFilter filter = { .client_id = client };
  g_autoptr (Data) data = g_new0 (Data, 1);

  data->card = crm_client_card_data_read_in_worker (tx, client, error);
  if (data->card == NULL)
    return NULL;
  data->deals = read_open_in_worker (tx, "deal", client, "state", CRM_TEST_EQUAL, "open", "-amount", error);
  if (data->deals == NULL)
    return NULL;
  data->tasks = read_open_in_worker (tx, "task", client, "done_at", CRM_TEST_EMPTY, NULL, "due_key", error);
  if (data->tasks == NULL)
    return NULL;
  data->entries = crm_transaction_timeline (tx, &filter, 0, 0, MAX_ENTRIES, error);
  return data->entries != NULL ? g_steal_pointer (&data) : NULL;
}

/* What is written */

static void
add_block (Sheet *self, int side, char *markup, gboolean heading)
{
  Block *block = g_new0 (Block, 1);

  block->markup = markup;
  block->heading = heading;
  g_ptr_array_add (self->sides[side], block);
}

static void
add_heading (Sheet *self, int side, const char *text)
{
  add_block (self, side, g_markup_printf_escaped ("<span size=\"112%%\"><b>%s</b></span>", text), TRUE);
}

static void
add_pair (Sheet *self, int side, const char *caption, const char *text)
{
  if (!crm_text_is_blank (text))
    add_block (self, side,
        g_markup_printf_escaped ("<span size=\"82%%\" fgcolor=\"#555555\">%s</span>\n%s", caption, text),
        FALSE);
}

static void
make_title (Sheet *self)
{
  CrmClientCardData *card = self->data->card;
  const char *company = crm_client_card_data_get_title (card, CRM_CLIENT_COMPANY);
  const char *position = crm_row_get_text (card->row, CRM_CLIENT_POSITION);
  g_autofree char *tags = crm_client_card_data_dup_tags (card);
  const char *const parts[] = { company, position, tags };
  g_autoptr (GString) below = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!crm_text_is_blank (parts[i]))
      g_string_append_printf (below, "%s%s", below->len > 0 ? " · " : "", parts[i]);
  self->title =
      g_markup_printf_escaped ("<span size=\"170%%\"><b>%s</b></span>%s<span size=\"105%%\">%s</span>",
          crm_row_get_text (card->row, CRM_CLIENT_NAME), below->len > 0 ? "\n" : "", below->str);
}

static void
add_addresses (Sheet *self)
{
  CrmClientCardData *card = self->data->card;

  for (guint i = 0; i < card->addresses->len; i++)
    {
      CrmRow *row = g_ptr_array_index (card->addresses, i);
      const char *kind = crm_row_get_text (row, CRM_ADDRESS_KIND);
      const char *value = crm_row_get_text (row, CRM_ADDRESS_VALUE);
      g_autofree char *label = crm_address_label_display (kind, crm_row_get_text (row, CRM_ADDRESS_LABEL));
      g_autofree char *shown = g_strcmp0 (kind, "phone") == 0
                                   ? crm_phone_display (crm_store_get_phone_format (self->store), value,
                                         crm_row_get_text (row, CRM_ADDRESS_NORMAL),
                                         crm_store_get_setting (self->store, "phone-region"))
                                   : g_strdup (value);

      if (i == 0)
        add_heading (self, 0, _ ("Contact"));
      add_pair (self, 0, label, shown);
    }
}

static char *
dup_field (Sheet *self, int field)
{
  CrmRow *row = self->data->card->row;
  const CrmField *info = &row->entity->fields[field];
  int near;
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));

  if (crm_value_is_empty (crm_row_get (row, field)))
    return NULL;
  if (info->kind == CRM_KIND_LINK || info->kind == CRM_KIND_LINKS)
    return g_strdup (crm_client_card_data_get_title (self->data->card, field));
  if (field == CRM_CLIENT_LANGUAGE)
    return crm_spoken_language_name (crm_row_get_text (row, field));
  if (field == CRM_CLIENT_BIRTHDAY)
    return crm_client_birthday_display (crm_row_get_text (row, field), today, &near);
  return crm_field_format_display (info, crm_row_get (row, field), crm_store_get_zone (self->store));
}

static void
add_fields (Sheet *self)
{
  CrmRow *row = self->data->card->row;

  add_heading (self, 0, _ ("Details"));
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmField *field = &row->entity->fields[i];
      g_autofree char *text = NULL;

      if ((field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_MAIN | CRM_FIELD_COMPUTED)) != 0 ||
          field->kind == CRM_KIND_BLOB || field->kind == CRM_KIND_TAGS || i == CRM_CLIENT_NAME ||
          i == CRM_CLIENT_KIND || i == CRM_CLIENT_COMPANY || i == CRM_CLIENT_POSITION)
        continue;
      text = dup_field (self, (int)i);
      add_pair (self, 0, crm_field_get_label (field), text);
    }
}

static void
add_people (Sheet *self)
{
  GPtrArray *people = self->data->card->people;

  for (guint i = 0; i < MIN (people->len, MAX_PEOPLE); i++)
    {
      CrmRow *row = g_ptr_array_index (people, i);
      g_autofree char *line = NULL;
      const char *position = crm_row_get_text (row, CRM_CLIENT_POSITION);
      const char *phone = crm_row_get_text (row, CRM_CLIENT_PHONE);

      if (i == 0)
        add_heading (self, 0, _ ("People"));
      line = g_strjoin (" · ", crm_row_get_text (row, CRM_CLIENT_NAME),
          position != NULL ? position : (phone != NULL ? phone : NULL), position != NULL ? phone : NULL,
          NULL);
      add_block (self, 0, g_markup_escape_text (line, -1), FALSE);
    }
}

static void
add_sums (Sheet *self, const char *caption, const char *text)
{
  g_autoptr (CrmSums) sums = crm_sums_from_text (text);
  g_autofree char *shown = crm_sums_display (sums, crm_store_get_setting (self->store, "currency"), FALSE);

  add_pair (self, 1, caption, shown);
}

static void
add_deals (Sheet *self)
{
  GTimeZone *zone = crm_store_get_zone (self->store);

  for (guint i = 0; i < self->data->deals->len; i++)
    {
      CrmRow *deal = g_ptr_array_index (self->data->deals, i);
      g_autofree char *amount = crm_field_format_display (
          &deal->entity->fields[CRM_DEAL_AMOUNT], crm_row_get (deal, CRM_DEAL_AMOUNT), zone);

      if (i == 0)
        add_heading (self, 1, _ ("Open deals"));
      add_block (self, 1,
          g_markup_printf_escaped (
              "%s  <b>%s</b>", crm_row_get_text (deal, CRM_DEAL_TITLE), amount != NULL ? amount : ""),
          FALSE);
    }
}

static void
add_tasks (Sheet *self)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *today = crm_instant_date (crm_clock_now (), zone);

  for (guint i = 0; i < self->data->tasks->len; i++)
    {
      CrmRow *task = g_ptr_array_index (self->data->tasks, i);
      const char *on = crm_row_get_text (task, CRM_TASK_DUE_ON);
      gint64 at = crm_row_get_integer (task, CRM_TASK_DUE_AT);
      g_autofree char *when = at != 0      ? crm_instant_display_full (at, zone)
                              : on != NULL ? crm_date_display_heading (on, today)
                                           : g_strdup ("");

      if (i == 0)
        add_heading (self, 1, _ ("Planned"));
      add_block (self, 1,
          g_markup_printf_escaped (
              "☐ %s  <span fgcolor=\"#555555\">%s</span>", crm_row_get_text (task, CRM_TASK_TITLE), when),
          FALSE);
    }
}

static void
add_entries (Sheet *self)
{
  GTimeZone *zone = crm_store_get_zone (self->store);

  for (guint i = 0; i < self->data->entries->len; i++)
    {
      CrmActivity *entry = g_ptr_array_index (self->data->entries, i);
      g_autofree char *when = crm_instant_display_full (crm_activity_get_line (entry)->at, zone);
      g_autofree char *title = crm_timeline_entry_dup_title (entry);
      const char *words = crm_timeline_entry_get_text (entry);
      g_autofree char *text = words != NULL ? crm_text_excerpt (words, MAX_TEXT) : NULL;

      if (i == 0)
        add_heading (self, 1, _ ("History"));
      add_block (self, 1,
          g_markup_printf_escaped ("<b>%s</b>  <span size=\"82%%\" fgcolor=\"#555555\">%s</span>%s%s", title,
              when, text != NULL ? "\n" : "", text != NULL ? text : ""),
          FALSE);
    }
}

static Sheet *
sheet_new (CrmStore *store, Data *data)
{
  Sheet *self = g_new0 (Sheet, 1);
  CrmRow *row = data->card->row;

  self->store = g_object_ref (store);
  self->data = data;
  for (int side = 0; side < 2; side++)
    self->sides[side] = g_ptr_array_new_with_free_func (block_free);
  make_title (self);
  add_addresses (self);
  add_fields (self);
  add_people (self);
  add_sums (self, _ ("12 months"), crm_row_get_text (row, CRM_CLIENT_YEAR_SUMS));
  add_sums (self, _ ("All time"), crm_row_get_text (row, CRM_CLIENT_WON_SUMS));
  add_deals (self);
  add_tasks (self);
  add_entries (self);
  return self;
}

/* The page */

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static double
draw_title (Sheet *self, GtkPrintContext *context, cairo_t *cr)
{
  double width = gtk_print_context_get_width (context);
  g_autoptr (PangoLayout) layout = crm_print_text_new (context, FONT, self->title, width);
  double height = get_height (layout);

  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
  cairo_set_line_width (cr, 0.7);
  cairo_move_to (cr, 0, height + GAP);
  cairo_line_to (cr, width, height + GAP);
  cairo_stroke (cr);
  return height + GAP + HEAD_GAP;
}

static void
draw_side (Sheet *self, int side, GtkPrintContext *context, cairo_t *cr, double top)
{
  double page = gtk_print_context_get_width (context), bottom = gtk_print_context_get_height (context);
  double left = (page - COLUMN_GAP) * LEFT_SHARE;
  double x = side == 0 ? 0 : left + COLUMN_GAP, width = side == 0 ? left : page - left - COLUMN_GAP;
  double y = top, gap = 0;

  for (guint i = 0; i < self->sides[side]->len; i++)
    {
      const Block *block = g_ptr_array_index (self->sides[side], i);
      g_autoptr (PangoLayout) layout = crm_print_text_new (context, FONT, block->markup, width);
      double height = get_height (layout);

      y += i > 0 && block->heading ? HEAD_GAP : gap;
      /* A heading alone at the end says nothing. */
      if (y + height + (block->heading ? 3 * HEAD_GAP : 0) > bottom)
        return;
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, layout);
      y += height;
      gap = GAP;
    }
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, Sheet *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double top;

  cairo_set_source_rgb (cr, 0, 0, 0);
  top = draw_title (self, context, cr);
  draw_side (self, 0, context, cr, top);
  draw_side (self, 1, context, cr, top);
}

static GtkPrintOperation *
new_operation (CrmStore *store, Data *data)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Sheet *sheet = sheet_new (store, data);

  gtk_print_operation_set_job_name (operation, crm_row_get_text (data->card->row, CRM_CLIENT_NAME));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_n_pages (operation, 1);
  g_object_set_data_full (G_OBJECT (operation), "sheet", sheet, sheet_free);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), sheet);
  return operation;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer pointer)
{
  g_autoptr (GtkWidget) from = pointer;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkPrintOperation) operation = NULL;
  Data *data = crm_store_read_finish (CRM_STORE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (from);

  if (data != NULL && root == NULL)
    {
      data_free (data);
      return;
    }
  if (data != NULL)
    {
      operation = new_operation (CRM_STORE (source), data);
      gtk_print_operation_set_allow_async (operation, TRUE);
      if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (root),
              &error) != GTK_PRINT_OPERATION_RESULT_ERROR)
        return;
    }
  if (root != NULL)
    crm_window_report_error (from, error, _ ("The client could not be printed"), NULL);
}

void
crm_client_sheet_print (GtkWidget *from, CrmStore *store, gint64 client)
{
  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  crm_store_read_async (store, 0, read_in_worker, g_memdup2 (&client, sizeof client), g_free, data_free, NULL,
      on_read, g_object_ref (from));
}

gboolean
crm_client_sheet_print_to_file (CrmStore *store, gint64 client, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *paper;
  Data *data;

  g_return_val_if_fail (CRM_IS_STORE (store) && path != NULL, FALSE);
  data = crm_store_read_sync (store, read_in_worker, &client, error);
  if (data == NULL)
    return FALSE;
  operation = new_operation (store, data);
  paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_paper_size_free (paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
