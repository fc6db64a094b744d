/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* An AdwMessageDialog over parent (nullable). heading and body are plain text. */
AdwMessageDialog *crm_message_dialog_new (GtkWindow *parent, const char *heading, const char *body);
