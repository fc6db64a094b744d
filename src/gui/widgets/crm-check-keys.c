/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-check-keys.h"

/* Owns nothing: the box owns the controller. Main thread. */

static GtkWidget *
get_neighbour (GtkWidget *widget, gboolean forward)
{
  return forward ? gtk_widget_get_next_sibling (widget) : gtk_widget_get_prev_sibling (widget);
}

/* The place-th of a row of several, or what stands alone as a row. */
static GtkWidget *
get_cell (GtkWidget *row, guint place)
{
  GtkWidget *cell = GTK_IS_BOX (row) ? gtk_widget_get_first_child (row) : row;

  for (guint i = 0; GTK_IS_BOX (row) && cell != NULL && i < place; i++)
    cell = gtk_widget_get_next_sibling (cell);
  return cell;
}

/* What cannot take the focus, as a heading or a check button that always stays, is passed over. */
static void
go_to_row (GtkWidget *row, guint place, gboolean forward)
{
  while ((row = get_neighbour (row, forward)) != NULL)
    {
      GtkWidget *cell = get_cell (row, place);

      if (cell != NULL && gtk_widget_grab_focus (cell))
        return;
    }
}

static void
go_to_cell (GtkWidget *cell, gboolean forward)
{
  while ((cell = get_neighbour (cell, forward)) != NULL)
    if (gtk_widget_grab_focus (cell))
      return;
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval)
{
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));
  GtkWidget *row = gtk_widget_get_focus_child (box);
  GtkWidget *cell = row != NULL && GTK_IS_BOX (row) ? gtk_widget_get_focus_child (row) : row;
  gboolean leftwards = gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL;
  guint place = 0;

  if (cell == NULL)
    return FALSE;
  for (GtkWidget *before = cell; cell != row && (before = gtk_widget_get_prev_sibling (before)) != NULL;)
    place++;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up: go_to_row (row, place, FALSE); return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down: go_to_row (row, place, TRUE); return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      if (cell != row)
        go_to_cell (cell, leftwards);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (cell != row)
        go_to_cell (cell, !leftwards);
      return TRUE;
    default: return FALSE;
    }
}

void
crm_check_keys_add (GtkWidget *box)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), NULL);
  gtk_widget_add_controller (box, keys);
}
