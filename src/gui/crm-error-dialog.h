/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What went wrong, in words, with the technical text to copy for whoever is asked for help. */
void crm_error_dialog_present (GtkWindow *parent, const char *doing, const GError *error);
