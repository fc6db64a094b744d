/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-key.h"

/* Owns nothing: asks the display for the layouts in use. Main thread. */

guint
crm_key_get_letter (guint keyval, guint keycode)
{
  guint lower = gdk_keyval_to_lower (keyval), n = 0;
  g_autofree guint *others = NULL;

  /* What is no letter, or a Latin one, is what it is. */
  if (gdk_keyval_to_unicode (lower) < 0x80 ||
      !gdk_display_map_keycode (gdk_display_get_default (), keycode, NULL, &others, (int *)&n))
    return lower;
  for (guint i = 0; i < n; i++)
    if (others[i] >= GDK_KEY_a && others[i] <= GDK_KEY_z)
      return others[i];
  return lower;
}
