/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A paragraph of a printed page in a font such as "Sans 10", wrapped at a width in points. Caller owns. */
PangoLayout *crm_print_text_new (
    GtkPrintContext *context, const char *font, const char *markup, double width);
