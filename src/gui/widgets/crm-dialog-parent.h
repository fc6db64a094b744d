/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* For a dialog that a reading or a writing may outlive: when it is closed it has no parent any more. Main thread. */
void crm_dialog_parent_forget_when_closed (GtkWindow *dialog);
