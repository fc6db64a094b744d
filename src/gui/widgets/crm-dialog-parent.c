/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-dialog-parent.h"

/* No state. GTK 4.8 leaves a dialog that goes with its parent pointing to it, and looks for it there when the last reference on the
 * dialog goes. Main thread. */

static void
on_unrealize (GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, NULL);
}

void
crm_dialog_parent_forget_when_closed (GtkWindow *dialog)
{
  g_return_if_fail (GTK_IS_WINDOW (dialog));
  g_signal_connect (dialog, "unrealize", G_CALLBACK (on_unrealize), NULL);
}
