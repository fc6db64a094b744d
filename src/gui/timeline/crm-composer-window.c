/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-composer-window.h"
#include <glib/gi18n-lib.h>

/* A modal window around a composer that edits one entry; it ends with the composer. Main thread. */

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, GtkWindow *window)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_destroy (window);
  return GDK_EVENT_STOP;
}

GtkWindow *
crm_composer_window_present (GtkWidget *from, CrmStore *store, CrmRow *row)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *composer = crm_composer_new (store);
  GtkRoot *root = gtk_widget_get_root (from);
  GtkEventController *key = gtk_event_controller_key_new ();

  crm_composer_set_edited (CRM_COMPOSER (composer), row);
  g_signal_connect_object (composer, "saved", G_CALLBACK (gtk_window_destroy), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "cancelled", G_CALLBACK (gtk_window_destroy), window, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (composer, 18);
  gtk_widget_set_margin_bottom (composer, 18);
  gtk_widget_set_margin_start (composer, 18);
  gtk_widget_set_margin_end (composer, 18);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), composer);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), crm_composer_get_edit_title (CRM_COMPOSER (composer)));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, -1);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), window);
  gtk_widget_add_controller (window, key);
  gtk_window_present (GTK_WINDOW (window));
  crm_composer_begin (CRM_COMPOSER (composer), crm_composer_get_mode (CRM_COMPOSER (composer)));
  return GTK_WINDOW (window);
}
