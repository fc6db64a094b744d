/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-print.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "base/crm-locale.h"
#include "base/crm-phone.h"
#include "calendar/crm-calendar-words.h"
#include "crm-window.h"
#include "widgets/crm-print-text.h"

/* Lays out one block of text an item (and a heading a day), breaks pages between blocks, draws them. Keeps the agenda while it prints. */

#define FONT "Sans 10"
#define GUTTER 96.0 /* points: the column of times */
#define GAP 7.0
#define HEAD_GAP 16.0

typedef struct
{
  char *time;   /* nullable: a heading */
  char *markup; /* owned */
  double height;
  gboolean heading;
} Block;

typedef struct
{
  CrmStore *store;   /* owned */
  CrmAgenda *agenda; /* owned */
  char *title;
  GPtrArray *blocks; /* Block */
  GArray *pages;     /* guint: first block of each page */
} Print;

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->time);
  g_free (block->markup);
  g_free (block);
}

static void
print_free (gpointer data)
{
  Print *print = data;

  g_object_unref (print->store);
  crm_agenda_unref (print->agenda);
  g_free (print->title);
  g_ptr_array_unref (print->blocks);
  g_array_unref (print->pages);
  g_free (print);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Print, print_free)

/* What is written */

static void
append_line (GString *text, const char *part, gboolean slanted)
{
  g_autofree char *escaped = NULL;

  if (part == NULL || *part == '\0')
    return;
  escaped = g_markup_escape_text (part, -1);
  g_string_append_printf (text,
      slanted ? "\n<span size=\"90%%\" style=\"italic\">%s</span>" : "\n<span size=\"90%%\">%s</span>",
      escaped);
}

static char *
dup_phone (Print *print, const CrmAgendaItem *item)
{
  if (item->phone == NULL)
    return NULL;
  return crm_phone_display (crm_store_get_phone_format (print->store), item->phone, NULL,
      crm_store_get_setting (print->store, "phone-region"));
}

static char *
dup_markup (Print *print, const CrmAgendaItem *item)
{
  g_autofree char *title = g_markup_escape_text (item->title != NULL ? item->title : "", -1);
  g_autofree char *phone = dup_phone (print, item);
  g_autofree char *who = NULL, *contact = NULL;
  gboolean cancelled = g_strcmp0 (item->state, "cancelled") == 0;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, cancelled ? "<s><b>%s</b></s>" : "<b>%s</b>", title);
  if (item->client_name != NULL)
    who = item->client_caption != NULL && g_strcmp0 (item->client_caption, item->client_name) != 0
              ? g_strdup_printf ("%s · %s", item->client_name, item->client_caption)
              : g_strdup (item->client_name);
  if (who != NULL && phone != NULL)
    contact = g_strdup_printf ("%s   ☎ %s", who, phone);
  append_line (text, contact != NULL ? contact : who, FALSE);
  append_line (text, item->place, FALSE);
  append_line (text, item->online, FALSE);
  append_line (text, item->text, TRUE);
  return g_string_free (text, FALSE);
}

static void
add_block (Print *print, const char *time, char *markup, gboolean heading)
{
  Block *block = g_new0 (Block, 1);

  block->time = g_strdup (time);
  block->markup = markup;
  block->heading = heading;
  g_ptr_array_add (print->blocks, block);
}

static void
add_day (Print *print, guint32 day, const char *holiday)
{
  /* Translators: a day that heads the items of a printed plan: Wednesday, 18 November. */
  g_autofree char *words = crm_calendar_format_heading (day, C_ ("date", "%A, %-d %B"));
  g_autofree char *escaped = NULL;
  g_autofree char *both = holiday != NULL ? g_strdup_printf ("%s · %s", words, holiday) : g_strdup (words);

  escaped = g_markup_escape_text (both, -1);
  add_block (print, NULL, g_strdup_printf ("<span size=\"115%%\"><b>%s</b></span>", escaped), TRUE);
}

/* Days with nothing are left out. */
static void
make_blocks (Print *print)
{
  GTimeZone *zone = crm_store_get_zone (print->store);
  GPtrArray *items = crm_agenda_get_items (print->agenda), *days = crm_agenda_get_days (print->agenda);
  g_autofree char *title = g_markup_escape_text (print->title, -1);

  add_block (print, NULL, g_strdup_printf ("<span size=\"150%%\"><b>%s</b></span>", title), TRUE);
  for (guint i = 0; i < days->len; i++)
    {
      const CrmAgendaDay *day = days->pdata[i];
      gint64 from = crm_calendar_day_instant (day->day, zone);
      gint64 until = crm_calendar_day_instant (day->day + 1, zone);
      gboolean any = FALSE;

      for (int whole = 1; whole >= 0; whole--)
        for (guint k = 0; k < items->len; k++)
          {
            const CrmAgendaItem *item = items->pdata[k];
            g_autofree char *hours = NULL;

            if (item->all_day != (whole == 1) || item->starts_at >= until ||
                (item->starts_at < from && item->ends_at <= from))
              continue;
            if (!any)
              add_day (print, day->day, day->holiday);
            any = TRUE;
            hours = crm_calendar_dup_hours (item, zone);
            add_block (print, hours, dup_markup (print, item), FALSE);
          }
    }
  if (print->blocks->len == 1)
    {
      g_autofree char *nothing = g_markup_escape_text (_ ("Nothing planned."), -1);

      add_block (print, NULL, g_steal_pointer (&nothing), FALSE);
    }
}

/* Pages */

static double
get_text_width (GtkPrintContext *context, const Block *block)
{
  return gtk_print_context_get_width (context) - (block->time != NULL ? GUTTER : 0);
}

static double
get_room (const Print *print, guint place, gboolean first_on_page)
{
  const Block *block = print->blocks->pdata[place];

  return block->height + (first_on_page ? 0 : block->heading ? HEAD_GAP : GAP);
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Print *print)
{
  double height = gtk_print_context_get_height (context), used = 0;
  guint first = 0;

  g_array_set_size (print->pages, 0);
  g_array_append_val (print->pages, first);
  for (guint i = 0; i < print->blocks->len; i++)
    {
      Block *block = print->blocks->pdata[i];
      g_autoptr (PangoLayout) layout =
          crm_print_text_new (context, FONT, block->markup, get_text_width (context, block));
      int pixels;

      pango_layout_get_size (layout, NULL, &pixels);
      block->height = (double)pixels / PANGO_SCALE;
    }
  for (guint i = 0; i < print->blocks->len; i++)
    {
      const Block *block = print->blocks->pdata[i];
      double room = get_room (print, i, i == first);
      /* A heading stays with what follows it. */
      double with =
          block->heading && i + 1 < print->blocks->len ? room + get_room (print, i + 1, FALSE) : room;

      if (used + with > height && i > first)
        {
          first = i;
          used = 0;
          room = get_room (print, i, TRUE);
          g_array_append_val (print->pages, first);
        }
      used += room;
    }
  gtk_print_operation_set_n_pages (operation, (int)print->pages->len);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, Print *print)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  guint first = g_array_index (print->pages, guint, number);
  guint end = (guint)number + 1 < print->pages->len ? g_array_index (print->pages, guint, number + 1)
                                                    : print->blocks->len;
  double y = 0;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = first; i < end; i++)
    {
      const Block *block = print->blocks->pdata[i];
      g_autoptr (PangoLayout) layout =
          crm_print_text_new (context, FONT, block->markup, get_text_width (context, block));

      y += get_room (print, i, i == first) - block->height;
      if (block->time != NULL)
        {
          g_autofree char *escaped = g_markup_escape_text (block->time, -1);
          g_autoptr (PangoLayout) time = crm_print_text_new (context, FONT, escaped, GUTTER - GAP);

          cairo_move_to (cr, 0, y);
          pango_cairo_show_layout (cr, time);
        }
      cairo_move_to (cr, block->time != NULL ? GUTTER : 0, y);
      pango_cairo_show_layout (cr, layout);
      y += block->height;
    }
}

static GtkPrintOperation *
new_operation (CrmStore *store, CrmAgenda *agenda, const char *title)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Print *print = g_new0 (Print, 1);

  print->store = g_object_ref (store);
  print->agenda = crm_agenda_ref (agenda);
  print->title = g_strdup (title);
  print->blocks = g_ptr_array_new_with_free_func (block_free);
  print->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  make_blocks (print);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "print", print, print_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), print);
  return operation;
}

void
crm_calendar_print (GtkWidget *from, CrmStore *store, CrmAgenda *agenda, const char *title)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store) && agenda != NULL);
  operation = new_operation (store, agenda, title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
          GTK_WINDOW (gtk_widget_get_root (from)), &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    crm_window_report_error (from, error, _ ("The plan could not be printed"), NULL);
}

gboolean
crm_calendar_print_to_file (
    CrmStore *store, CrmAgenda *agenda, const char *title, const char *path, guint *n_pages, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  const Print *print;

  g_return_val_if_fail (CRM_IS_STORE (store) && agenda != NULL && path != NULL, FALSE);
  operation = new_operation (store, agenda, title);
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_paper_size_free (paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_export_filename (operation, path);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    return FALSE;
  print = g_object_get_data (G_OBJECT (operation), "print");
  if (n_pages != NULL)
    *n_pages = print->pages->len;
  return TRUE;
}
