/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-print-text.h"

/* Paragraphs of printed pages. Main thread. */

PangoLayout *
crm_print_text_new (GtkPrintContext *context, const char *font, const char *markup, double width)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, markup, -1);
  return layout;
}
