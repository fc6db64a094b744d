/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-reminder-chips.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-words.h"
#include "widgets/crm-wrap-layout.h"

/* Keeps the minutes in order; chips are made anew with every change. Main thread. */

static const int timed[] = { 0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10080 };
/* At 9:00 that day, the day before, two days and a week before. */
static const int whole[] = { -540, 900, 2340, 9540 };

struct _CrmReminderChips
{
  GtkBox parent_instance;

  GtkWidget *chips;
  GtkWidget *add;
  GArray *minutes; /* owned, int, the latest first */
  gboolean all_day;
};

G_DEFINE_FINAL_TYPE (CrmReminderChips, crm_reminder_chips, GTK_TYPE_BOX)

static void show (CrmReminderChips *self);

static gboolean
has (CrmReminderChips *self, int minutes)
{
  for (guint i = 0; i < self->minutes->len; i++)
    if (g_array_index (self->minutes, int, i) == minutes)
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

void
crm_reminder_chips_add (CrmReminderChips *self, int minutes)
{
  g_return_if_fail (CRM_IS_REMINDER_CHIPS (self));
  if (has (self, minutes))
    return;
  g_array_append_val (self->minutes, minutes);
  g_array_sort (self->minutes, compare);
  show (self);
}

static void
on_remove (GtkButton *button, CrmReminderChips *self)
{
  int minutes = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "minutes"));

  for (guint i = 0; i < self->minutes->len; i++)
    if (g_array_index (self->minutes, int, i) == minutes)
      {
        g_array_remove_index (self->minutes, i);
        break;
      }
  show (self);
  gtk_widget_grab_focus (self->add);
}

static void
on_add (GtkButton *button, CrmReminderChips *self)
{
  int minutes = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "minutes"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->add));
  crm_reminder_chips_add (self, minutes);
}

static void
on_popup (GtkMenuButton *button, gpointer data)
{
  CrmReminderChips *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const int *offers = self->all_day ? whole : timed;
  guint n = self->all_day ? G_N_ELEMENTS (whole) : G_N_ELEMENTS (timed);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = crm_calendar_dup_reminder (offers[i], self->all_day);
      GtkWidget *offer;

      if (has (self, offers[i]))
        continue;
      offer = gtk_button_new_with_label (words);
      gtk_widget_add_css_class (offer, "flat");
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (offer))), 0);
      gtk_widget_add_css_class (gtk_button_get_child (GTK_BUTTON (offer)), "plain-weight");
      g_object_set_data (G_OBJECT (offer), "minutes", GINT_TO_POINTER (offers[i]));
      g_signal_connect_object (offer, "clicked", G_CALLBACK (on_add), self, 0);
      gtk_box_append (GTK_BOX (box), offer);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (button, popover);
}

static void
show (CrmReminderChips *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL && child != self->add)
    gtk_box_remove (GTK_BOX (self->chips), child);
  for (guint i = self->minutes->len; i > 0; i--)
    {
      int minutes = g_array_index (self->minutes, int, i - 1);
      g_autofree char *words = crm_calendar_dup_reminder (minutes, self->all_day);
      g_autofree char *name = g_strdup_printf (_ ("Remove reminder %s"), words);
      GtkWidget *button = gtk_button_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_box_append (GTK_BOX (box), gtk_label_new (words));
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_widget_add_css_class (button, "chip");
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_object_set_data (G_OBJECT (button), "minutes", GINT_TO_POINTER (minutes));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, 0);
      gtk_box_prepend (GTK_BOX (self->chips), button);
    }
}

static gboolean
crm_reminder_chips_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_REMINDER_CHIPS (widget)->add);
}

static void
crm_reminder_chips_finalize (GObject *object)
{
  g_array_unref (CRM_REMINDER_CHIPS (object)->minutes);
  G_OBJECT_CLASS (crm_reminder_chips_parent_class)->finalize (object);
}

static void
crm_reminder_chips_class_init (CrmReminderChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_reminder_chips_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_reminder_chips_grab_focus;
}

static void
crm_reminder_chips_init (CrmReminderChips *self)
{
  self->minutes = g_array_new (FALSE, FALSE, sizeof (int));
  self->chips = crm_wrap_box_new ();
  self->add = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add), _ ("Add reminder"));
  gtk_widget_add_css_class (self->add, "chip");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->add), on_popup, self, NULL);
  gtk_box_append (GTK_BOX (self->chips), self->add);
  gtk_widget_set_hexpand (self->chips, TRUE);
  gtk_box_append (GTK_BOX (self), self->chips);
}

GtkWidget *
crm_reminder_chips_new (void)
{
  return g_object_new (CRM_TYPE_REMINDER_CHIPS, NULL);
}

void
crm_reminder_chips_set (CrmReminderChips *self, const char *text, gboolean all_day)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);

  g_return_if_fail (CRM_IS_REMINDER_CHIPS (self));
  g_array_set_size (self->minutes, 0);
  self->all_day = all_day;
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        int minutes = atoi (parts[i]);

        if (!has (self, minutes))
          g_array_append_val (self->minutes, minutes);
      }
  g_array_sort (self->minutes, compare);
  show (self);
}

void
crm_reminder_chips_set_all_day (CrmReminderChips *self, gboolean all_day)
{
  g_return_if_fail (CRM_IS_REMINDER_CHIPS (self));
  if (self->all_day == all_day)
    return;
  self->all_day = all_day;
  g_array_set_size (self->minutes, 0);
  show (self);
}

char *
crm_reminder_chips_dup_text (CrmReminderChips *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->minutes->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", g_array_index (self->minutes, int, i));
  return g_string_free (text, FALSE);
}
