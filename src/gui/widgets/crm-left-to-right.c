/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-left-to-right.h"

#include <gtk/gtk.h>

/* No state. Main thread. */

#define MARK "\342\200\216"

char *
crm_left_to_right (char *text)
{
  g_autofree char *owned = text;

  if (owned == NULL || gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return g_steal_pointer (&owned);
  return g_strconcat (MARK, owned, NULL);
}
