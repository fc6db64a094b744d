/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-layers.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-calendar.h"
#include "settings/crm-settings.h"
#include "widgets/crm-names.h"

/* Check buttons over a bit mask and the calendars' own field "visible". Main thread. */

static const struct
{
  CrmLayers layer;
  const char *name; /* in the settings */
  const char *label;
  const char *style;
} layers[] = {
  { CRM_LAYER_MEETINGS, "meetings", N_ ("Meetings"), "meet" },
  { CRM_LAYER_TASKS, "tasks", N_ ("Tasks"), "task" },
  { CRM_LAYER_CLOSINGS, "closings", N_ ("Expected closings"), "deal" },
  { CRM_LAYER_BIRTHDAYS, "birthdays", N_ ("Birthdays"), "sms" },
  { CRM_LAYER_LEAVE, "leave", N_ ("Leave"), "chat" },
  { CRM_LAYER_HOLIDAYS, "holidays", N_ ("Public holidays"), "late" },
  { CRM_LAYER_OWN_DATES, "own-dates", N_ ("Own date fields"), "note" },
  { CRM_LAYER_HOURS, "hours", N_ ("Working hours"), "dim-label" },
};
#define N_LAYERS G_N_ELEMENTS (layers)

struct _CrmCalendarLayers
{
  GtkBox parent_instance;

  CrmStore *store;     /* owned */
  CrmNames *calendars; /* owned */
  CrmLayers hidden;
  gboolean mine;
  GtkWidget *checks[N_LAYERS];
  GtkWidget *everybody;
  GtkWidget *mine_check;
  GtkWidget *list; /* of calendars */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmCalendarLayers, crm_calendar_layers, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
remember (CrmCalendarLayers *self)
{
  GSettings *settings = crm_settings_get ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (settings == NULL)
    return;
  for (guint i = 0; i < N_LAYERS; i++)
    if ((self->hidden & layers[i].layer) != 0)
      g_strv_builder_add (builder, layers[i].name);
  names = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "calendar-hidden-layers", (const char *const *)names);
  g_settings_set_boolean (settings, "calendar-mine", self->mine);
}

static void
recall (CrmCalendarLayers *self)
{
  GSettings *settings = crm_settings_get ();
  g_auto (GStrv) names = settings != NULL ? g_settings_get_strv (settings, "calendar-hidden-layers") : NULL;

  for (guint i = 0; names != NULL && i < N_LAYERS; i++)
    if (g_strv_contains ((const char *const *)names, layers[i].name))
      self->hidden |= layers[i].layer;
  self->mine = settings != NULL && g_settings_get_boolean (settings, "calendar-mine");
}

static void
on_layer_toggled (GtkCheckButton *check, CrmCalendarLayers *self)
{
  if (self->filling)
    return;
  for (guint i = 0; i < N_LAYERS; i++)
    if (self->checks[i] == GTK_WIDGET (check))
      {
        if (gtk_check_button_get_active (check))
          self->hidden &= ~layers[i].layer;
        else
          self->hidden |= layers[i].layer;
      }
  remember (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_mine_toggled (GtkCheckButton *check, CrmCalendarLayers *self)
{
  if (self->filling)
    return;
  self->mine = gtk_check_button_get_active (check);
  remember (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Calendars */

static void
on_calendar_toggled (GtkCheckButton *check, CrmCalendarLayers *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (check), "calendar");

  /* The page hears it from the book. */
  if (!self->filling)
    crm_calendar_write_visible (GTK_WIDGET (self), self->store, *id, gtk_check_button_get_active (check));
}

static GtkWidget *
new_dot (const char *color)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *markup = NULL;
  GdkRGBA rgba;

  /* The colour is the calendar's own: the same that the desktop shows. */
  if (color != NULL && gdk_rgba_parse (&rgba, color))
    markup = g_markup_printf_escaped ("<span foreground=\"%.7s\">●</span>", color);
  gtk_label_set_markup (GTK_LABEL (label), markup != NULL ? markup : "●");
  return label;
}

static GtkWidget *
new_calendar_row (CrmCalendarLayers *self, CrmRow *row)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *name = crm_row_get_text (row, CRM_CALENDAR_NAME);
  const char *color = crm_row_get_text (row, CRM_CALENDAR_COLOR);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_box_append (GTK_BOX (box), new_dot (color != NULL && *color == '#' ? color : NULL));
  gtk_box_append (GTK_BOX (box), label);
  if (g_strcmp0 (crm_row_get_text (row, CRM_CALENDAR_MODE), "read") == 0)
    {
      GtkWidget *lock = gtk_image_new_from_icon_name ("changes-prevent-symbolic");

      gtk_widget_add_css_class (lock, "dim-label");
      gtk_widget_set_tooltip_text (lock, _ ("Only read"));
      gtk_box_append (GTK_BOX (box), lock);
    }
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check), crm_row_get_integer (row, CRM_CALENDAR_VISIBLE) != 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (check), "calendar", g_memdup2 (&row->id, sizeof row->id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_calendar_toggled), self, 0);
  return check;
}

static void
on_calendars_changed (CrmCalendarLayers *self)
{
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < crm_names_get_count (self->calendars); i++)
    {
      CrmRow *row = crm_names_get_row (self->calendars, i);

      if (g_strcmp0 (crm_row_get_text (row, CRM_CALENDAR_MODE), "off") != 0 && row->archived_at == 0)
        gtk_box_append (GTK_BOX (self->list), new_calendar_row (self, row));
    }
  gtk_widget_set_visible (self->list, gtk_widget_get_first_child (self->list) != NULL);
  self->filling = FALSE;
}

/* Making */

static void
add_heading (CrmCalendarLayers *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sec");
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (GTK_BOX (self), label);
}

static GtkWidget *
new_layer_check (CrmCalendarLayers *self, guint i)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = gtk_label_new ("●");

  gtk_widget_add_css_class (dot, layers[i].style);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (layers[i].label)));
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (self->hidden & layers[i].layer) == 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (layers[i].label), -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_layer_toggled), self, 0);
  return check;
}

static void
build (CrmCalendarLayers *self)
{
  add_heading (self, _ ("Whose"));
  self->everybody = gtk_check_button_new_with_label (_ ("Of everybody"));
  self->mine_check = gtk_check_button_new_with_label (_ ("Only mine"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->mine_check), GTK_CHECK_BUTTON (self->everybody));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->mine ? self->mine_check : self->everybody), TRUE);
  g_signal_connect_object (self->mine_check, "toggled", G_CALLBACK (on_mine_toggled), self, 0);
  gtk_box_append (GTK_BOX (self), self->everybody);
  gtk_box_append (GTK_BOX (self), self->mine_check);
  add_heading (self, _ ("Layers"));
  for (guint i = 0; i < N_LAYERS; i++)
    {
      self->checks[i] = new_layer_check (self, i);
      gtk_box_append (GTK_BOX (self), self->checks[i]);
    }
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_margin_top (self->list, 6);
  gtk_box_append (GTK_BOX (self), self->list);
}

static void
crm_calendar_layers_dispose (GObject *object)
{
  CrmCalendarLayers *self = CRM_CALENDAR_LAYERS (object);

  self->filling = TRUE;
  g_clear_object (&self->calendars);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_calendar_layers_parent_class)->dispose (object);
}

static void
crm_calendar_layers_class_init (CrmCalendarLayersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_layers_dispose;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_calendar_layers_init (CrmCalendarLayers *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "popover-form");
}

GtkWidget *
crm_calendar_layers_new (CrmStore *store)
{
  CrmCalendarLayers *self = g_object_new (CRM_TYPE_CALENDAR_LAYERS, NULL);

  self->store = g_object_ref (store);
  self->calendars = crm_names_get (store, "calendar");
  recall (self);
  build (self);
  g_signal_connect_object (
      self->calendars, "changed", G_CALLBACK (on_calendars_changed), self, G_CONNECT_SWAPPED);
  on_calendars_changed (self);
  return GTK_WIDGET (self);
}

CrmLayers
crm_calendar_layers_get (CrmCalendarLayers *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_LAYERS (self), CRM_LAYER_ALL);
  return CRM_LAYER_ALL & ~self->hidden;
}

gint64
crm_calendar_layers_get_owner (CrmCalendarLayers *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_LAYERS (self), 0);
  return self->mine ? crm_store_get_user (self->store) : 0;
}

GtkCheckButton *
crm_calendar_layers_get_check (CrmCalendarLayers *self, CrmLayers layer, gint64 calendar)
{
  for (guint i = 0; i < N_LAYERS; i++)
    if (layers[i].layer == layer)
      return GTK_CHECK_BUTTON (self->checks[i]);
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (*(gint64 *)g_object_get_data (G_OBJECT (row), "calendar") == calendar)
      return GTK_CHECK_BUTTON (row);
  return NULL;
}
