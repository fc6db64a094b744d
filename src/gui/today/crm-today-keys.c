/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-keys.h"

#include "widgets/crm-key.h"

/* Keys of the page Today; letters belong to whoever writes, which nobody does in a row. Main thread. */

/* Rows of all lists as they stand on the page. */
static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (CRM_IS_TODAY_ROW (child))
      {
        if (gtk_widget_get_mapped (child))
          g_ptr_array_add (rows, child);
      }
    else
      collect_rows (child, rows);
}

static void
move_focus (CrmTodayRow *from, GtkWidget *left, GtkWidget *right, int step)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint place = 0;

  collect_rows (left, rows);
  collect_rows (right, rows);
  if (rows->len == 0)
    return;
  if (g_ptr_array_find (rows, from, &place))
    place = (guint)CLAMP ((int)place + step, 0, (int)rows->len - 1);
  gtk_widget_grab_focus (rows->pdata[place]);
}

gboolean
crm_today_keys_press (
    CrmTodayRow *row, GtkWidget *left, GtkWidget *right, guint key, guint code, GdkModifierType state)
{
  static const struct
  {
    guint key;
    CrmTodayAct act;
  } acts[] = {
    { GDK_KEY_s, CRM_TODAY_ACT_SNOOZE },
    { GDK_KEY_c, CRM_TODAY_ACT_CALL },
    { GDK_KEY_r, CRM_TODAY_ACT_REASON },
    { GDK_KEY_p, CRM_TODAY_ACT_FIT_IN },
  };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));
  guint lower = crm_key_get_letter (key, code);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (gtk_root_get_focus (root) == GTK_WIDGET (row) && (key == GDK_KEY_space || key == GDK_KEY_KP_Space))
    {
      crm_today_row_act (row, CRM_TODAY_ACT_DONE);
      return TRUE;
    }
  if (lower == GDK_KEY_j || key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    {
      move_focus (row, left, right, 1);
      return TRUE;
    }
  if (lower == GDK_KEY_k || key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    {
      move_focus (row, left, right, -1);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (acts[i].key == lower)
      {
        crm_today_row_act (row, acts[i].act);
        return TRUE;
      }
  return FALSE;
}
