/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-when-entry.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "task/crm-task-words.h"

/* Owns entry, calendar button and the line below; reads through core at each key. Main thread. */

struct _CrmWhenEntry
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *entry;
  GtkWidget *reading;
};

G_DEFINE_FINAL_TYPE (CrmWhenEntry, crm_when_entry, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

gboolean
crm_when_entry_is_empty (CrmWhenEntry *self)
{
  return crm_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

gboolean
crm_when_entry_read (CrmWhenEntry *self, CrmWhen *out, GError **error)
{
  *out = (CrmWhen){ 0 };
  if (crm_when_entry_is_empty (self))
    return TRUE;
  return crm_when_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), crm_clock_now (),
      crm_store_get_zone (self->store), crm_task_get_week_start (self->store), out, error);
}

static void
on_changed (CrmWhenEntry *self)
{
  g_auto (CrmWhen) when = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean good = crm_when_entry_read (self, &when, &error);

  if (good && when.date != NULL)
    text = crm_task_dup_day (
        when.date, when.has_time ? when.at : 0, crm_clock_now (), crm_store_get_zone (self->store));
  gtk_label_set_text (GTK_LABEL (self->reading), text != NULL ? text : error != NULL ? error->message : "");
  gtk_widget_set_visible (self->reading, text != NULL || error != NULL);
  if (good)
    gtk_widget_remove_css_class (self->reading, "late");
  else
    gtk_widget_add_css_class (self->reading, "late");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_activate (CrmWhenEntry *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
on_day_selected (GtkCalendar *calendar, CrmWhenEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER);
  g_auto (CrmWhen) when = { 0 };
  g_autofree char *text = NULL;

  /* A time that was typed stays. */
  if (crm_when_entry_read (self, &when, NULL) && when.date != NULL && when.has_time)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when.at / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (self->store));

      text = g_strdup_printf (
          "%s %02d:%02d", date, g_date_time_get_hour (local), g_date_time_get_minute (local));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : date);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_grab_focus (self->entry);
}

static void
on_calendar_wanted (GtkMenuButton *button, gpointer data)
{
  CrmWhenEntry *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  g_auto (CrmWhen) when = { 0 };
  int year, month, number;

  if (crm_when_entry_read (self, &when, NULL) && when.date != NULL &&
      sscanf (when.date, "%4d-%2d-%2d", &year, &month, &number) == 3)
    {
      g_autoptr (GDateTime) day = g_date_time_new_local (year, month, number, 12, 0, 0);

      gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
    }
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day_selected), self, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

static gboolean
crm_when_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_WHEN_ENTRY (widget)->entry);
}

static void
crm_when_entry_dispose (GObject *object)
{
  CrmWhenEntry *self = CRM_WHEN_ENTRY (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_when_entry_parent_class)->dispose (object);
}

static void
crm_when_entry_class_init (CrmWhenEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_when_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_when_entry_grab_focus;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new (
      "activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_when_entry_init (CrmWhenEntry *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 12);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_calendar_wanted, self, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Pick a date"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pick a date"), -1);
  self->reading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->reading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->reading), TRUE);
  gtk_widget_add_css_class (self->reading, "caption");
  gtk_widget_set_visible (self->reading, FALSE);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->reading);
}

GtkWidget *
crm_when_entry_new (CrmStore *store, const char *label, const char *placeholder)
{
  CrmWhenEntry *self = g_object_new (CRM_TYPE_WHEN_ENTRY, NULL);

  self->store = g_object_ref (store);
  gtk_entry_set_placeholder_text (
      GTK_ENTRY (self->entry), placeholder != NULL ? placeholder : _ ("fri 10, 24.12., in 3 days"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

void
crm_when_entry_set (CrmWhenEntry *self, const char *date, gint64 at)
{
  g_autofree char *text = NULL;

  if (at != 0)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (self->store));

      text = g_date_time_format (local, "%Y-%m-%d %H:%M");
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : date != NULL ? date : "");
}

GtkEditable *
crm_when_entry_get_editable (CrmWhenEntry *self)
{
  return GTK_EDITABLE (self->entry);
}
