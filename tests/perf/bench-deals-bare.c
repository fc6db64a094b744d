/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench-pointer.h"

/* What dragging on the board is compared with: bench-deals-bare WIDTH HEIGHT. Lanes of as many cards of as many widgets in plain boxes, a
 * drag source, a drop target that marks a lane and makes room in it, and edges that scroll; nothing behind it. */

#define N_LANES 7
#define N_CARDS 50
#define SETTLE_MS 1500
#define RIM 24
#define SPEED 14

typedef struct
{
  GtkWidget *lane;
  GtkWidget *sums;
  GtkWidget *scrolled;
  GtkWidget *cards;
  GtkWidget *place;
} Lane;

static int width, height;
static GtkWindow *window;
static GtkWidget *board, *first;
static Lane lanes[N_LANES];
static Lane *over;
static double at_x, at_y;
static gboolean begun;

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* The widgets of a deal's card. */
static GtkWidget *
new_card (guint i)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *line;
  g_autofree char *title = g_strdup_printf ("Deal %u of a season", i);
  g_autofree char *client = g_strdup_printf ("Client %u", i % 10000);

  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (line), new_label (client, "caption"));
  gtk_widget_set_hexpand (gtk_widget_get_first_child (line), TRUE);
  gtk_box_append (GTK_BOX (line), new_label ("12 d", "caption"));
  gtk_box_append (GTK_BOX (card), line);
  gtk_box_append (GTK_BOX (card), new_label (title, "heading"));
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (line), adw_avatar_new (20, client, TRUE));
  gtk_box_append (GTK_BOX (line), new_label ("€ 12,345.67", "numeric"));
  gtk_box_append (GTK_BOX (card), line);
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("alarm-symbolic"));
  gtk_box_append (GTK_BOX (line), new_label ("Next step", "caption"));
  gtk_box_append (GTK_BOX (line), new_label ("26 Nov", "caption"));
  gtk_box_append (GTK_BOX (card), line);
  gtk_widget_add_css_class (card, "card");
  return card;
}

static void
make_lane (Lane *lane, GtkWidget *row, guint n)
{
  lane->lane = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_size_request (lane->lane, 200, -1);
  gtk_box_append (GTK_BOX (lane->lane), new_label ("Lane", "heading"));
  lane->sums = new_label ("€ 1,234,567", "numeric");
  gtk_box_append (GTK_BOX (lane->lane), lane->sums);
  lane->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  lane->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_size_request (lane->place, -1, 90);
  gtk_widget_set_visible (lane->place, FALSE);
  gtk_box_append (GTK_BOX (lane->cards), lane->place);
  for (guint i = 0; i < N_CARDS; i++)
    gtk_box_append (GTK_BOX (lane->cards), new_card (n * N_CARDS + i));
  lane->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (lane->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (lane->scrolled), lane->cards);
  gtk_widget_set_vexpand (lane->scrolled, TRUE);
  gtk_box_append (GTK_BOX (lane->lane), lane->scrolled);
  gtk_box_append (GTK_BOX (row), lane->lane);
}

static Lane *
find_lane (double x)
{
  for (guint i = 0; i < N_LANES; i++)
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (lanes[i].lane, board, &bounds) && x >= bounds.origin.x &&
          x < bounds.origin.x + bounds.size.width)
        return &lanes[i];
    }
  return NULL;
}

static void
follow (void)
{
  Lane *lane = find_lane (at_x);
  static guint n;

  if (lane == over)
    return;
  for (Lane *changed = over; changed; changed = changed == lane ? NULL : lane)
    {
      g_autofree char *sums = g_strdup_printf ("€ 1,234,%03u", ++n % 1000);

      gtk_widget_set_visible (changed->place, changed == lane);
      gtk_label_set_text (GTK_LABEL (changed->sums), sums);
      if (changed == lane)
        gtk_widget_add_css_class (changed->lane, "card");
      else
        gtk_widget_remove_css_class (changed->lane, "card");
      if (!lane)
        break;
    }
  if (!over && lane)
    gtk_widget_set_visible (lane->place, TRUE);
  over = lane;
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, gpointer data)
{
  at_x = x;
  at_y = y;
  follow ();
  return GDK_ACTION_MOVE;
}

static double
get_speed (double at, double to)
{
  return at < RIM ? -SPEED : at > to - RIM ? SPEED : 0;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (board));
  double speed = get_speed (at_x, gtk_widget_get_width (board));

  if (!begun)
    return G_SOURCE_CONTINUE;
  if (speed != 0)
    {
      gtk_adjustment_set_value (across, gtk_adjustment_get_value (across) + speed);
      follow ();
    }
  speed = get_speed (at_y, gtk_widget_get_height (board));
  if (over && speed > 0)
    {
      GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (over->scrolled));
      gtk_adjustment_set_value (down, gtk_adjustment_get_value (down) + speed);
    }
  return G_SOURCE_CONTINUE;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, gpointer data)
{
  return gdk_content_provider_new_typed (G_TYPE_INT, 1);
}

static void
on_begin (GtkDragSource *source, GdkDrag *drag, gpointer data)
{
  GtkWidget *icon = new_card (1);

  gtk_widget_set_size_request (icon, 180, -1);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
  gtk_widget_set_opacity (first, 0.5);
  begun = TRUE;
}

static gboolean
is_begun (gpointer data)
{
  return begun;
}

static gboolean
is_over (gpointer data)
{
  return !begun;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  begun = FALSE;
  gtk_widget_set_opacity (first, 1);
  gtk_widget_queue_draw (first);
  return TRUE;
}

static gboolean
on_settled (gpointer data)
{
  bench_pointer_move (first, 0.5, 0.3);
  bench_pointer_press ();
  bench_pointer_begin (first, 0.5, 0.3);
  bench_pointer_await ("the drag", is_begun, NULL);
  bench_pointer_drag_about (lanes[0].lane, board);
  bench_pointer_release (is_over, NULL);
  printf ("drop_placed %.3f\n", bench_pointer_await_painted ("the drop", NULL));
  printf ("drop_placed_work %.3f\n", bench_pointer_get_work ());
  bench_pointer_tell ();
  fflush (stdout);
  _exit (0);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GtkApplication *application)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10),
            *pane = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  window = GTK_WINDOW (gtk_application_window_new (application));
  gtk_window_set_default_size (window, width, height);
  for (guint i = 0; i < N_LANES; i++)
    make_lane (&lanes[i], row, i);
  first = gtk_widget_get_next_sibling (lanes[0].place);
  board = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (board), row);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (board), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_widget_set_hexpand (board, TRUE);
  /* Where the program has its navigation. */
  gtk_widget_set_size_request (pane, 230, -1);
  gtk_box_append (GTK_BOX (pane), board);
  gtk_widget_set_margin_start (board, 230);
  gtk_window_set_child (window, pane);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), NULL);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_begin), NULL);
  gtk_widget_add_controller (board, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), NULL);
  g_signal_connect (target, "enter", G_CALLBACK (on_motion), NULL);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), NULL);
  gtk_widget_add_controller (board, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_tick_callback (board, on_tick, NULL, NULL);
  bench_pointer_watch (window);
  gtk_window_present (window);
  g_timeout_add (SETTLE_MS, on_settled, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  if (argc < 3)
    return 2;
  width = atoi (argv[1]);
  height = atoi (argv[2]);
  application = adw_application_new ("io.github.clientele.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
