/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-popover-at.h"

#include "crm-view.h"

/* Keeps with the popover, as data, weak pointers to what it points at and to where the focus was. Main thread. */

#define KEY_AT "crm-at"
#define KEY_FOCUS "crm-focus"
#define ROOM 48

typedef struct
{
  GtkWidget *widget; /* weak */
} Weak;

static void
weak_free (gpointer data)
{
  Weak *weak = data;

  g_clear_weak_pointer (&weak->widget);
  g_free (weak);
}

static void
keep (GtkPopover *popover, const char *key, GtkWidget *widget)
{
  Weak *weak = g_new0 (Weak, 1);

  g_set_weak_pointer (&weak->widget, widget);
  g_object_set_data_full (G_OBJECT (popover), key, weak, weak_free);
}

static GtkWidget *
find (GtkPopover *popover, const char *key)
{
  Weak *weak = g_object_get_data (G_OBJECT (popover), key);

  return weak != NULL ? weak->widget : NULL;
}

/* A row is made anew with its list: the page stays. */
static GtkWidget *
find_host (GtkWidget *at)
{
  GtkWidget *host = gtk_widget_get_ancestor (at, CRM_TYPE_VIEW);
  GtkRoot *root = gtk_widget_get_root (at);

  if (host != NULL)
    return host;
  return GTK_IS_WINDOW (root) ? gtk_window_get_child (GTK_WINDOW (root)) : at;
}

static gboolean
on_closed_idle (gpointer data)
{
  g_autoptr (GtkPopover) popover = data;
  GtkWidget *focus = find (popover, KEY_FOCUS);

  /* GTK would give it to the first widget of the window. What had it may be an item of a menu that has closed. */
  if (focus == NULL || !gtk_widget_get_mapped (focus))
    focus = find (popover, KEY_AT);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
  if (gtk_widget_get_parent (GTK_WIDGET (popover)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (popover));
  return G_SOURCE_REMOVE;
}

static void
on_closed (GtkPopover *popover)
{
  /* Later: what was chosen in it is still to be heard. */
  g_idle_add (on_closed_idle, g_object_ref (popover));
}

static void
on_host_destroy (GtkWidget *popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

void
crm_popover_open_at (GtkPopover *popover, GtkWidget *at)
{
  GtkWidget *host = find_host (at);
  GtkRoot *root = gtk_widget_get_root (at);
  graphene_rect_t bounds;

  keep (popover, KEY_AT, at);
  keep (popover, KEY_FOCUS, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_widget_set_parent (GTK_WIDGET (popover), host);
  if (gtk_widget_compute_bounds (at, host, &bounds))
    {
      GdkRectangle place = { (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
        (int)bounds.size.height };

      gtk_popover_set_pointing_to (popover, &place);
    }
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  g_signal_connect_object (host, "destroy", G_CALLBACK (on_host_destroy), popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (popover);
}

GtkWidget *
crm_popover_get_at (GtkPopover *popover)
{
  return find (popover, KEY_AT);
}

int
crm_popover_get_width (GtkWidget *at, int wanted)
{
  GtkRoot *root = gtk_widget_get_root (at);
  int width = root != NULL ? gtk_widget_get_width (GTK_WIDGET (root)) : wanted;

  return CLAMP (width - ROOM, 240, wanted);
}
