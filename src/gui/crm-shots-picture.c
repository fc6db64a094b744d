/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-shots-picture.h"

/* No state. Main thread. */

static void
settle_looks (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE,
      "gtk-font-name", "Cantarell 11", "gtk-decoration-layout", ":close", "gtk-xft-antialias", 1,
      "gtk-xft-hinting", 0, NULL);
}

/* GDK_DPI_SCALE has no say here: the desktop's text scaling factor comes as this setting. */
static void
scale_text (const char *factor)
{
  int dpi = 96 * PANGO_SCALE;

  if (factor != NULL)
    g_object_set (
        gtk_settings_get_default (), "gtk-xft-dpi", (int)(dpi * g_ascii_strtod (factor, NULL)), NULL);
}

static void
square_corners (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  /* Without a compositor GTK draws a border of its own around the content. */
  gtk_css_provider_load_from_data (
      provider, "window.solid-csd { padding: 0; border: none; box-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
}

void
crm_shots_settle (void)
{
  settle_looks ();
  scale_text (g_getenv ("CLIENTELE_TEXT_SCALE"));
  square_corners ();
  /* GTK takes the direction from a translation of the program, and there is none yet that is read from right to left. */
  if (g_strcmp0 (g_getenv ("CLIENTELE_DIRECTION"), "rtl") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
add_popovers (GtkWidget *widget, GPtrArray *popovers)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_POPOVER (widget))
    g_ptr_array_add (popovers, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_popovers (child, popovers);
}

GPtrArray *
crm_shots_list_popovers (GtkWidget *window)
{
  GPtrArray *popovers = g_ptr_array_new ();

  add_popovers (window, popovers);
  return popovers;
}

static void
snapshot_widget (GtkWidget *widget, GtkSnapshot *snapshot)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  gdk_paintable_snapshot (
      paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

/* A popover is a surface of its own, which lies somewhere over its window's. */
static graphene_rect_t
snapshot_popover (GtkWidget *popover, GtkWidget *window, GtkSnapshot *snapshot)
{
  GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (popover)));
  GdkSurface *parent = gdk_popup_get_parent (popup);
  double x = gdk_popup_get_position_x (popup), y = gdk_popup_get_position_y (popup), dx, dy;

  for (; GDK_IS_POPUP (parent); parent = gdk_popup_get_parent (GDK_POPUP (parent)))
    {
      x += gdk_popup_get_position_x (GDK_POPUP (parent));
      y += gdk_popup_get_position_y (GDK_POPUP (parent));
    }
  gtk_native_get_surface_transform (GTK_NATIVE (popover), &dx, &dy);
  x += dx;
  y += dy;
  gtk_native_get_surface_transform (GTK_NATIVE (window), &dx, &dy);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)(x - dx), (float)(y - dy)));
  snapshot_widget (popover, snapshot);
  gtk_snapshot_restore (snapshot);
  return GRAPHENE_RECT_INIT ((float)(x - dx), (float)(y - dy), (float)gtk_widget_get_width (popover),
      (float)gtk_widget_get_height (popover));
}

gboolean
crm_shots_save (GtkWidget *window, const char *path)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GPtrArray) popovers = crm_shots_list_popovers (window);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t rect =
      GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (window), (float)gtk_widget_get_height (window));

  snapshot_widget (window, snapshot);
  /* One that hangs over the edge makes the picture larger. */
  for (guint i = 0; i < popovers->len; i++)
    {
      graphene_rect_t place = snapshot_popover (popovers->pdata[i], window, snapshot);

      graphene_rect_union (&rect, &place, &rect);
    }
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &rect);
  return gdk_texture_save_to_png (texture, path);
}
