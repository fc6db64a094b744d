/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Marks where folded words (of crm_text_words ()) stand in a text, in the widget's accent colour. NULL when none does.
 * found: bit i is set when word i stands there, others stay. Caller owns. */
PangoAttrList *crm_highlight (GtkWidget *widget, const char *text, const char *const *words, guint *found);
