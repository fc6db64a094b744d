/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-message-dialog.h"

/* How every message and question of the window is made. The heading stands in the body: AdwMessageDialog measures
 * its own heading for less width than that needs, of which GTK 4.18 and newer warn. Main thread. */

#define FRAMES 4 /* until the buttons are where they stay */

/* When the dialog arranges its buttons one above the other, which it decides when it is painted first, the focus falls to the first of them,
 * and Enter would press it, whatever the answer is that was meant to be given by Enter. */
static gboolean
focus_default (GtkWidget *self, GdkFrameClock *clock, gpointer data)
{
  guint *n = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *chosen = gtk_window_get_default_widget (GTK_WINDOW (self));
  GtkWidget *extra = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (self));

  if (chosen != NULL && focus != chosen && GTK_IS_BUTTON (focus) &&
      (extra == NULL || !gtk_widget_is_ancestor (focus, extra)))
    gtk_widget_grab_focus (chosen);
  return ++*n < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
on_map (GtkWidget *self)
{
  gtk_widget_add_tick_callback (self, focus_default, g_new0 (guint, 1), g_free);
}

AdwMessageDialog *
crm_message_dialog_new (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (heading != NULL && body != NULL, NULL);
  self = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, NULL, NULL));
  /* As large as the style class "title-2", with half a line below. */
  text = g_markup_printf_escaped (
      "<span size=\"136%%\" weight=\"800\">%s</span><span size=\"50%%\">\n\n</span>%s", heading, body);
  adw_message_dialog_set_body_use_markup (self, TRUE);
  adw_message_dialog_set_body (self, text);
  gtk_window_set_title (GTK_WINDOW (self), heading);
  g_signal_connect_after (self, "map", G_CALLBACK (on_map), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  return self;
}
