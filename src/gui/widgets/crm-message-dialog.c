/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-message-dialog.h"

/* How every message and question of the window is made. The heading stands in the body: AdwMessageDialog measures
 * its own heading for less width than that needs, of which GTK 4.18 and newer warn. Main thread. */

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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  return self;
}
