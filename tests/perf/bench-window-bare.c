/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>
#include <stdlib.h>

#include "bench-frames.h"

/* What the program's window is compared with: bench-window-bare empty | static | list ROWS WIDTH HEIGHT. "static" has the widgets of the
 * frame that the program shows first, "list" a column view of the same columns and cells on a model that makes rows on demand. */

#define COLUMNS 6

static int n_rows, width, height;
static const char *mode;

/* A model of invented rows. */
#define BENCH_TYPE_ROWS (bench_rows_get_type ())
G_DECLARE_FINAL_TYPE (BenchRows, bench_rows, BENCH, ROWS, GObject)
struct _BenchRows
{
  GObject parent_instance;
};

static gpointer
get_item (GListModel *model, guint position)
{
  char text[64];

  if (position >= (guint)n_rows)
    return NULL;
  g_snprintf (text, sizeof text, "Олена Шевченко %u", position * 7919 % 1000003);
  return gtk_string_object_new (text);
}

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return (guint)n_rows;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item = get_item;
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    BenchRows, bench_rows, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
bench_rows_class_init (BenchRowsClass *klass)
{
}

static void
bench_rows_init (BenchRows *self)
{
}

static GtkWidget *
new_inscription (void)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  g_object_set (inscription, "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "min-chars", 3,
      "hexpand", TRUE, "yalign", 0.5f, NULL);
  return inscription;
}

/* The cells of the program's list: client with avatar and two lines, next step with icon and two lines, contact with icon, sum with
 * the number of deals, a sum, tags. */
static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  int column = GPOINTER_TO_INT (data);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_size_request (box, -1, 36);
  if (column == 0)
    {
      GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *avatar = adw_avatar_new (36, NULL, TRUE);

      gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (lines, TRUE);
      gtk_box_append (GTK_BOX (lines), new_inscription ());
      gtk_box_append (GTK_BOX (lines), new_inscription ());
      gtk_widget_add_css_class (gtk_widget_get_last_child (lines), "caption");
      gtk_box_append (GTK_BOX (box), avatar);
      gtk_box_append (GTK_BOX (box), lines);
    }
  else if (column == COLUMNS - 1)
    for (int i = 0; i < 2; i++)
      {
        GtkWidget *tag = gtk_label_new (NULL);

        gtk_label_set_ellipsize (GTK_LABEL (tag), PANGO_ELLIPSIZE_END);
        gtk_label_set_max_width_chars (GTK_LABEL (tag), 14);
        gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
        gtk_box_append (GTK_BOX (box), tag);
      }
  else if (column == 1)
    {
      GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (lines, TRUE);
      gtk_box_append (GTK_BOX (lines), new_inscription ());
      gtk_box_append (GTK_BOX (lines), new_inscription ());
      gtk_widget_add_css_class (gtk_widget_get_last_child (lines), "caption");
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("call-start-symbolic"));
      gtk_box_append (GTK_BOX (box), lines);
    }
  else
    {
      if (column == 2)
        gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("call-start-symbolic"));
      gtk_box_append (GTK_BOX (box), new_inscription ());
      if (column == 3)
        gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
    }
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  int column = GPOINTER_TO_INT (data);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item), *first = gtk_widget_get_first_child (box),
            *last = gtk_widget_get_last_child (box);

  if (column <= 1)
    {
      if (column == 0)
        adw_avatar_set_text (ADW_AVATAR (first), text);
      gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_first_child (last)), text);
      gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_last_child (last)), "Світло Київ · Полтава");
    }
  else if (column == COLUMNS - 1)
    {
      gtk_label_set_text (GTK_LABEL (first), "VIP");
      gtk_label_set_text (GTK_LABEL (last), text + strlen (text) - 1);
    }
  else if (column == 3)
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (first), text);
      gtk_label_set_text (GTK_LABEL (last), text + strlen (text) - 1);
    }
  else
    gtk_inscription_set_text (GTK_INSCRIPTION (last), text);
}

static GtkWidget *
new_list (void)
{
  static const int widths[COLUMNS] = { -1, 212, 156, 134, 116, 108 };
  static const char *const titles[COLUMNS] = { "Client", "Next step", "Last contact", "Open deals",
    "12 months", "Tags" };
  GListModel *rows = g_object_new (BENCH_TYPE_ROWS, NULL);
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (rows)));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (int i = 0; i < COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GINT_TO_POINTER (i));
      column = gtk_column_view_column_new (titles[i], factory);
      if (widths[i] > 0)
        gtk_column_view_column_set_fixed_width (column, widths[i]);
      gtk_column_view_column_set_expand (column, i == 0);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
new_menu_button (const char *icon)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, "New", "win.new");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
new_frame (void)
{
  GtkWidget *leaflet = adw_leaflet_new (), *nav = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *list = gtk_list_box_new (), *bin = adw_bin_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *spinner = gtk_spinner_new ();
  GtkWidget *toasts = adw_toast_overlay_new (), *overlay = gtk_overlay_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new ("Clientele", NULL));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), new_menu_button ("list-add-symbolic"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), new_menu_button ("open-menu-symbolic"));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("system-users-symbolic"));
  gtk_box_append (GTK_BOX (row), gtk_label_new ("Clients"));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_size_request (nav, 212, -1);
  gtk_box_append (GTK_BOX (nav), header);
  gtk_box_append (GTK_BOX (nav), scrolled);
  header = adw_header_bar_new ();
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), spinner);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_vexpand (bin, TRUE);
  gtk_widget_add_css_class (bin, "view");
  gtk_box_append (GTK_BOX (page), header);
  gtk_box_append (GTK_BOX (page), bin);
  gtk_widget_set_hexpand (page, TRUE);
  adw_leaflet_append (ADW_LEAFLET (leaflet), nav);
  adw_leaflet_append (ADW_LEAFLET (leaflet), page);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), leaflet);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), overlay);
  return toasts;
}

static gboolean
is_filled (GtkWindow *window)
{
  return TRUE;
}

static void
on_activate (GtkApplication *application, gpointer data)
{
  GtkWidget *window = adw_application_window_new (application), *content = NULL;

  if (g_str_equal (mode, "static"))
    content = new_frame ();
  else if (g_str_equal (mode, "list"))
    {
      content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
      gtk_box_append (GTK_BOX (content), new_list ());
    }
  if (content)
    adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), content);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  bench_frames_watch (GTK_WINDOW (window), g_str_equal (mode, "list") ? is_filled : NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  if (argc != 5)
    {
      g_printerr ("usage: bench-window-bare empty|static|list ROWS WIDTH HEIGHT\n");
      return 2;
    }
  mode = argv[1];
  n_rows = atoi (argv[2]);
  width = atoi (argv[3]);
  height = atoi (argv[4]);
  application = adw_application_new ("io.github.clientele.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
