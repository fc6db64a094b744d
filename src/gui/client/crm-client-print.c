/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-print.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"

/* Rows of one height, so that a page knows its rows without laying out those before it. Columns are as wide as what the first rows have in them,
 * within reason. Keeps the lines while it prints. */

#define ROW 15.0  /* points */
#define FOOT 18.0 /* room of the page's number */
#define GAP 8.0
#define MIN_WEIGHT 6 /* characters */
#define MAX_WEIGHT 36
#define SAMPLE 200 /* rows that the widths are taken from */

typedef struct
{
  char **lines; /* owned */
  guint n_lines;
  guint n_columns;
  double *weights; /* owned: share of the width */
  guint rows;      /* of a page, without the titles */
} Print;

static void
print_free (gpointer data)
{
  Print *print = data;

  g_strfreev (print->lines);
  g_free (print->weights);
  g_free (print);
}

static void
weigh (Print *print)
{
  double sum = 0;

  print->weights = g_new0 (double, print->n_columns);
  for (guint i = 0; i < MIN (print->n_lines, SAMPLE); i++)
    {
      g_auto (GStrv) cells = g_strsplit (print->lines[i], "\t", -1);

      for (guint k = 0; k < print->n_columns && cells[k] != NULL; k++)
        print->weights[k] = MAX (print->weights[k], (double)g_utf8_strlen (cells[k], -1));
    }
  for (guint k = 0; k < print->n_columns; k++)
    sum += print->weights[k] = CLAMP (print->weights[k], MIN_WEIGHT, MAX_WEIGHT);
  for (guint k = 0; k < print->n_columns; k++)
    print->weights[k] /= sum;
}

static PangoLayout *
new_layout (GtkPrintContext *context, const char *font, const char *text)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
draw_line (Print *print, GtkPrintContext *context, const char *line, const char *font, double y)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context), x = 0;
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);

  for (guint k = 0; k < print->n_columns && cells[k] != NULL; k++)
    {
      double room = print->weights[k] * width;
      g_autoptr (PangoLayout) layout = new_layout (context, font, cells[k]);

      pango_layout_set_width (layout, (int)(MAX (room - GAP, 1) * PANGO_SCALE));
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, layout);
      x += room;
    }
  cairo_set_line_width (cr, 0.3);
  cairo_move_to (cr, 0, y + ROW - 1.5);
  cairo_line_to (cr, width, y + ROW - 1.5);
  cairo_stroke (cr);
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Print *print)
{
  double height = gtk_print_context_get_height (context) - FOOT;
  guint clients = print->n_lines - 1;

  print->rows = MAX ((guint)(height / ROW), 2) - 1;
  gtk_print_operation_set_n_pages (operation, (int)MAX ((clients + print->rows - 1) / print->rows, 1));
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, Print *print)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  guint first = 1 + (guint)number * print->rows, end = MIN (first + print->rows, print->n_lines);
  int n_pages;
  g_autofree char *page = NULL;
  g_autoptr (PangoLayout) foot = NULL;

  g_object_get (operation, "n-pages", &n_pages, NULL);
  page = g_strdup_printf ("%d / %d", number + 1, n_pages);
  foot = new_layout (context, "Sans 7", page);
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_line (print, context, print->lines[0], "Sans Bold 8", 0);
  for (guint i = first; i < end; i++)
    draw_line (print, context, print->lines[i], "Sans 8", (i - first + 1) * ROW);
  pango_layout_set_width (foot, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_alignment (foot, PANGO_ALIGN_CENTER);
  cairo_move_to (cr, 0, gtk_print_context_get_height (context) - FOOT / 2);
  pango_cairo_show_layout (cr, foot);
}

static GtkPrintOperation *
new_operation (const char *table)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Print *print = g_new0 (Print, 1);
  g_autofree char *trimmed = g_strchomp (g_strdup (table));
  g_auto (GStrv) titles = NULL;

  print->lines = g_strsplit (trimmed, "\n", -1);
  print->n_lines = g_strv_length (print->lines);
  titles = g_strsplit (print->lines[0], "\t", -1);
  print->n_columns = g_strv_length (titles);
  weigh (print);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _ ("Clients"));
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "print", print, print_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), print);
  return operation;
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  crm_window_report_error (from, error, _ ("Printing clients"), NULL);
}

void
crm_client_print (GtkWidget *from, const char *table)
{
  g_autoptr (GtkPrintOperation) operation = new_operation (table);
  GtkRoot *root = gtk_widget_get_root (from);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), g_object_ref (from));
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

gboolean
crm_client_print_to_file (const char *table, const char *path, guint *n_pages, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = new_operation (table);
  g_autoptr (GtkPageSetup) page = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  int n;

  gtk_page_setup_set_paper_size_and_default_margins (page, paper);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_export_filename (operation, path);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    return FALSE;
  g_object_get (operation, "n-pages", &n, NULL);
  if (n_pages != NULL)
    *n_pages = (guint)n;
  return TRUE;
}
