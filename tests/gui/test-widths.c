/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "crm-pages.h"
#include "import/crm-demo.h"
#include "message/crm-messages-view.h"
#include "store/crm-record-list.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-width-bin.h"

/* Every page of a business with something in it has room on a telephone and, beside the navigation, on a small screen; in the language the
 * program was started for, as translations are longer than the source. Main thread. */

#define TELEPHONE 360
#define SMALL 1024
#define USUAL 1280

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmRecordList *list; /* owned: what a card is shown of */
  int width;
  const char *page;
} Fixture;

static gboolean
list_is_read (gpointer data)
{
  return !crm_record_list_is_loading (data);
}

static gint64
read_first (Fixture *f, const char *entity, const char *state, const char *order)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  g_clear_object (&f->list);
  f->list = crm_record_list_new (f->store);
  if (state != NULL)
    crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, state));
  crm_query_add_order (query, order);
  crm_record_list_set_query (f->list, query);
  crm_test_await (list_is_read, f->list);
  g_assert_cmpint (crm_record_list_get_id (f->list, 0), !=, 0);
  return crm_record_list_get_id (f->list, 0);
}

/* A page that was shown wide keeps the window from getting narrower at once, and changes its columns a little later; one that
 * stays too wide is found out afterwards. */
static void
narrow (Fixture *f)
{
  for (int tries = 0; tries < 8 && gtk_widget_get_width (GTK_WIDGET (f->window)) != f->width; tries++)
    {
      gtk_window_set_default_size (GTK_WINDOW (f->window), 1200, 700);
      gtk_window_set_default_size (GTK_WINDOW (f->window), f->width, 700);
      crm_test_await_frame (GTK_WIDGET (f->window));
      crm_test_await_frame (GTK_WIDGET (f->window));
    }
}

static int
measure (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Names the widget that is too wide: the deepest one on the way down that asks for nearly as much. */
static char *
blame (GtkWidget *widget, int limit)
{
  GString *path = g_string_new (NULL);

  for (GtkWidget *next = widget; next != NULL;)
    {
      int widest = 0;

      widget = next;
      next = NULL;
      g_string_append_printf (path, " > %s %d", G_OBJECT_TYPE_NAME (widget), measure (widget));
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_get_child_visible (child) && measure (child) > MAX (widest, limit / 2))
          {
            widest = measure (child);
            next = child;
          }
    }
  return g_string_free (path, FALSE);
}

/* Widgets of a type that reach over the edge of the one around them, where nobody sees the rest. */
static void
check_inside (Fixture *f, GtkWidget *root, GType type, GtkWidget *around)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (root))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_compute_bounds (root, around, &bounds) &&
      (bounds.origin.x < 0 || bounds.origin.x + bounds.size.width > (float)gtk_widget_get_width (around)))
    {
      g_test_message ("%s: %s at %g, %g wide, in %d", f->page,
          GTK_IS_LABEL (root) ? gtk_label_get_text (GTK_LABEL (root)) : G_OBJECT_TYPE_NAME (root),
          (double)bounds.origin.x, (double)bounds.size.width, gtk_widget_get_width (around));
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_inside (f, child, type, around);
}

/* What is drawn only must be said as well, to the eye that rests on it and to the ear. */
static void
check_name (Fixture *f, GtkWidget *button)
{
  g_autofree char *icon = NULL;

  g_object_get (button, "icon-name", &icon, NULL);
  if (icon == NULL || gtk_widget_get_ancestor (button, GTK_TYPE_MENU_BUTTON) != NULL ||
      gtk_widget_get_ancestor (button, GTK_TYPE_WINDOW_CONTROLS) != NULL ||
      gtk_widget_get_ancestor (button, ADW_TYPE_VIEW_SWITCHER_BAR) != NULL)
    return;
  if (gtk_widget_get_tooltip_text (button) == NULL ||
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      g_test_message ("%s: %s has no name or no tooltip", f->page, icon);
      g_test_fail ();
    }
}

/* Titles in their columns, deals in their lanes, a name for each icon. */
static void
check_parts (Fixture *f, GtkWidget *root)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (GTK_IS_BUTTON (root) || GTK_IS_MENU_BUTTON (root))
    check_name (f, root);
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (root), "CrmLaneView") == 0)
    check_inside (f, root, g_type_from_name ("CrmDealTile"), root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_strcmp0 (G_OBJECT_TYPE_NAME (child), "GtkColumnViewTitle") == 0)
        check_inside (f, child, GTK_TYPE_LABEL, child);
      check_parts (f, child);
    }
}

static void
check_room (Fixture *f, const char *page, int room)
{
  GtkWidget *view = GTK_WIDGET (crm_window_get_view (f->window));
  int minimum;

  crm_test_await_frame (GTK_WIDGET (f->window));
  minimum = measure (view);
  check_parts (f, view);
  if (minimum > room)
    {
      g_autofree char *path = blame (view, room);

      g_test_message ("%s, %s asks for %d of %d:%s", f->page, page, minimum, room, path);
      g_test_fail ();
    }
}

static gboolean
page_is_shown (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (crm_window_get_page (f->window), f->page) == 0 && crm_window_get_view (f->window) != NULL;
}

/* What is on a page once it has been read; NULL: it stands there at once. */
static const struct
{
  const char *page;
  const char *type;
} parts[] = {
  { "today", "CrmTodayRow" },
  { "clients", "AdwAvatar" },
  { "client", "CrmTimelineRow" },
  { "duplicates", "GtkGrid" },
  { "deals", "CrmDealTile" },
  { "deal", "CrmTimelineRow" },
  { "tasks", "CrmTaskRow" },
  { "messages", "CrmConversationRow" },
  { "outbox", "CrmOutboxRow" },
};

static gboolean
is_read (gpointer data)
{
  Fixture *f = data;
  GtkWidget *view = GTK_WIDGET (crm_window_get_view (f->window));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].page, f->page))
      {
        GType type = g_type_from_name (parts[i].type);

        return type != 0 && crm_test_find (view, type, NULL) != NULL;
      }
  return TRUE;
}

/* The page on show, named so. */
static void
await_page (Fixture *f, const char *page)
{
  f->page = page;
  crm_test_await (page_is_shown, f);
  crm_test_await (is_read, f);
  narrow (f);
  crm_test_await (is_read, f);
}

static gboolean
talk_is_read (gpointer data)
{
  Fixture *f = data;
  GType type = g_type_from_name ("CrmMessageBubble");

  return type != 0 && crm_test_find (GTK_WIDGET (crm_window_get_view (f->window)), type, NULL) != NULL;
}

static void
check_cards (Fixture *f, int room)
{
  static const char *const states[] = { "open", "won", "lost" };
  gint64 client = read_first (f, "client", NULL, "-open_deals"), talk;

  crm_window_open_client (GTK_WIDGET (f->window), client, f->list);
  await_page (f, "client");
  for (int mode = 0; mode < CRM_COMPOSER_N_MODES; mode++)
    {
      g_autofree char *name = g_strdup_printf ("client, composer %d", mode);

      gtk_widget_activate_action (GTK_WIDGET (crm_window_get_view (f->window)), "card.mode", "i", mode);
      check_room (f, name, room);
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      crm_window_open_deal (GTK_WIDGET (f->window), read_first (f, "deal", states[i], "-weight"), NULL, 0);
      await_page (f, "deal");
      check_room (f, states[i], room);
    }
  talk = read_first (f, "conversation", NULL, "-client");
  crm_window_show_page (f->window, "messages");
  await_page (f, "messages");
  crm_messages_view_show (CRM_MESSAGES_VIEW (crm_window_get_view (f->window)), talk);
  crm_test_await (talk_is_read, f);
  check_room (f, "conversation", room);
}

static void
check_pages (Fixture *f, int room)
{
  for (guint i = 0; crm_pages[i].name != NULL; i++)
    {
      if (g_str_equal (crm_pages[i].name, "client") || g_str_equal (crm_pages[i].name, "deal"))
        continue;
      crm_window_show_page (f->window, crm_pages[i].name);
      await_page (f, crm_pages[i].name);
      check_room (f, f->page, room);
      if (g_str_equal (f->page, "calendar") || !crm_view_focus_search (crm_window_get_view (f->window)))
        continue;
      /* The field of a search takes room of the title. */
      check_room (f, "search", room);
      gtk_window_set_focus (GTK_WINDOW (f->window), NULL);
    }
  check_cards (f, room);
}

static void
test_telephone (Fixture *f, gconstpointer data)
{
  f->width = TELEPHONE;
  crm_window_show_page (f->window, "today");
  narrow (f);
  check_pages (f, TELEPHONE);
}

/* The navigation folds away where a page leaves it no room. */
static void
test_small_screen (Fixture *f, gconstpointer data)
{
  GtkWidget *nav = crm_test_find (GTK_WIDGET (f->window), g_type_from_name ("CrmNavPane"), NULL);

  f->width = SMALL;
  narrow (f);
  check_pages (f, SMALL - measure (nav));
}

/* Letters of twice the size: the navigation may fold, but nothing is pushed out of the window. */
static void
test_large_text (Fixture *f, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  f->width = USUAL;
  narrow (f);
  check_pages (f, USUAL);
  g_object_set (settings, "gtk-xft-dpi", 96 * PANGO_SCALE, NULL);
}

static gboolean
dialog_is_shown (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

/* No dialog but this one is as high as what stands in it: 768 pixels of a screen, less the panel of the desktop. */
static void
test_shortcuts (Fixture *f, gconstpointer data)
{
  int height;

  g_action_group_activate_action (G_ACTION_GROUP (f->window), "shortcuts", NULL);
  crm_test_await (dialog_is_shown, f->window);
  gtk_widget_measure (
      GTK_WIDGET (crm_test_get_dialog (f->window)), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 720);
  gtk_window_destroy (crm_test_get_dialog (f->window));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = crm_test_store_new (TRUE);
  crm_demo_fill_sync (f->store, 300, 2026, 8, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  f->window = crm_test_window_new (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->list);
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CRM_TEST_CATALOGS);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  crm_test_gui_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close", NULL);
  g_test_add ("/widths/telephone", Fixture, NULL, set_up, test_telephone, tear_down);
  g_test_add ("/widths/small-screen", Fixture, NULL, set_up, test_small_screen, tear_down);
  g_test_add ("/widths/large-text", Fixture, NULL, set_up, test_large_text, tear_down);
  g_test_add ("/widths/shortcuts", Fixture, NULL, set_up, test_shortcuts, tear_down);
  return g_test_run ();
}
