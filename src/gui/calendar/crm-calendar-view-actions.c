/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-view-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-when.h"
#include "calendar/crm-calendar-print.h"
#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-popover.h"
#include "calendar/crm-move-popover.h"
#include "crm-window.h"
#include "meeting/crm-check-in-dialog.h"
#include "meeting/crm-conflict-dialog.h"
#include "meeting/crm-meeting-outcome.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task-dialog.h"
#include "task/crm-task-words.h"
#include "widgets/crm-popover-at.h"

/* What is done on the calendar page: actions by keys, buttons and menus, and the answers to what the grids say. Main thread. */

#define NEW_LENGTH G_TIME_SPAN_HOUR
#define FIRST_HOUR 9

static CrmStore *
get_store (CrmCalendarView *self)
{
  return crm_calendar_view_get_store (self);
}

static GTimeZone *
get_zone (CrmCalendarView *self)
{
  return crm_store_get_zone (get_store (self));
}

static GtkWidget *
get_grid (CrmCalendarView *self)
{
  return GTK_WIDGET (crm_calendar_view_get_grid (self));
}

/* Planning */

static void
on_popover_closed (CrmMeetingPopover *popover, CrmCalendarView *self)
{
  /* The place that was drawn for it goes. */
  if (!crm_meeting_popover_is_done (popover))
    crm_calendar_view_show_again (self);
}

/* where NULL: at the button. */
static void
begin (CrmCalendarView *self, gint64 starts_at, gint64 ends_at, gboolean all_day, const GdkRectangle *where)
{
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (starts_at, ends_at, all_day);
  CrmMeetingPopover *popover = crm_meeting_popover_show (
      where != NULL ? get_grid (self) : self->new_button, where, get_store (self), draft);

  g_signal_connect_object (popover, "closed", G_CALLBACK (on_popover_closed), self, 0);
}

void
crm_calendar_view_begin_new (CrmCalendarView *self)
{
  gint64 at = crm_calendar_propose_start (get_store (self), self->day);

  begin (self, at, at + NEW_LENGTH, FALSE, NULL);
}

static void
on_create (GtkWidget *grid, gint64 starts_at, gint64 ends_at, gboolean all_day, GdkRectangle *where,
    CrmCalendarView *self)
{
  begin (self, starts_at, ends_at, all_day, where);
}

/* Opening */

static void
open_item (CrmCalendarView *self, const CrmAgendaItem *item)
{
  GtkWidget *from = GTK_WIDGET (self);

  if (g_str_equal (item->kind, "meeting"))
    crm_meeting_dialog_present (from, get_store (self), item->id, item->rid);
  else if (g_str_equal (item->kind, "task"))
    crm_task_dialog_present (from, get_store (self), item->id);
  else if (g_str_equal (item->kind, "closing"))
    crm_window_open_deal (from, item->id, NULL, 0);
  else if (item->client != 0)
    crm_window_open_client (from, item->client, NULL);
  else
    crm_calendar_view_set_panel (self, TRUE);
}

static void
on_selected (GtkWidget *grid, CrmAgendaItem *item, CrmCalendarView *self)
{
  if (grid == get_grid (self))
    crm_calendar_view_select_item (self, item);
}

static void
on_activated (GtkWidget *grid, CrmAgendaItem *item, CrmCalendarView *self)
{
  crm_calendar_view_select_item (self, item);
  open_item (self, item);
}

/* Changing */

static void
on_given_up (GtkWidget *view)
{
  crm_calendar_view_show_again (CRM_CALENDAR_VIEW (view));
}

/* What the keys moved off the shown days is gone after, with the cursor on it. */
static void
follow (CrmCalendarView *self, gint64 starts_at, gint64 ends_at)
{
  guint32 day = crm_local_day (starts_at, get_zone (self), NULL);
  guint32 last = crm_local_day (MAX (starts_at, ends_at - 1), get_zone (self), NULL);

  if (last >= self->first && day < self->first + self->n)
    return;
  self->focus_at = starts_at;
  crm_calendar_view_set_day (self, day);
}

static void
on_change (GtkWidget *grid, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day,
    gboolean copy, CrmCalendarView *self)
{
  gboolean done;

  if (copy)
    done = crm_calendar_write_copy (GTK_WIDGET (self), get_store (self), item, starts_at);
  else
    done = crm_calendar_write_move (
        GTK_WIDGET (self), get_store (self), item, starts_at, ends_at, all_day, G_CALLBACK (on_given_up));
  if (done && !copy)
    follow (self, starts_at, ends_at);
  if (done)
    return;
  crm_calendar_view_show_again (self);
  crm_window_toast (
      GTK_WIDGET (self), copy ? _ ("Only meetings can be copied here") : _ ("This cannot be moved here"));
}

static void
remove_item (CrmCalendarView *self, const CrmAgendaItem *item)
{
  if (!crm_calendar_write_remove (GTK_WIDGET (self), get_store (self), item))
    crm_window_toast (GTK_WIDGET (self), _ ("This cannot be deleted here"));
}

static void
on_remove (GtkWidget *grid, CrmAgendaItem *item, CrmCalendarView *self)
{
  remove_item (self, item);
}

static void
on_dropped (
    GtkWidget *grid, const char *entity, gint64 id, gint64 at, gboolean all_day, CrmCalendarView *self)
{
  crm_calendar_write_dropped (GTK_WIDGET (self), get_store (self), entity, id, at, all_day, TRUE);
}

static void
on_show_day (GtkWidget *grid, guint day, CrmCalendarView *self)
{
  crm_calendar_view_set_day (self, day);
  crm_calendar_view_set_mode (self, CRM_CALENDAR_DAY);
}

static void
on_page (GtkWidget *grid, int direction, CrmCalendarView *self)
{
  guint32 day = direction > 0 ? self->first + self->n : self->first - 1;

  /* The cursor goes on at the near end of the new days. */
  self->focus_at = crm_local_instant (day, FIRST_HOUR * 3600, get_zone (self));
  crm_calendar_view_set_day (self, day);
}

/* What is dragged goes on to other days; the cursor stays out of it. */
static void
on_turn (GtkWidget *grid, int direction, CrmCalendarView *self)
{
  crm_calendar_view_set_day (self, crm_calendar_step (self->shown, self->day, direction));
}

/* The menu of an item */

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_menu_append (menu, label, action);
}

static gboolean
on_menu_idle (gpointer data)
{
  g_autoptr (GtkWidget) popover = data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Later: what was chosen in it is still to be heard. */
static void
on_menu_closed (GtkPopover *popover)
{
  g_idle_add (on_menu_idle, g_object_ref (popover));
}

static GMenu *
make_menu (const CrmAgendaItem *item)
{
  GMenu *menu = g_menu_new ();
  gboolean meeting = g_str_equal (item->kind, "meeting"), task = g_str_equal (item->kind, "task");

  if (meeting || task || g_str_equal (item->kind, "closing"))
    append (menu, _ ("_Open"), "calendar.edit");
  if (meeting || task)
    append (menu, _ ("Mark as _done…"), "calendar.done");
  if (meeting)
    append (menu, _ ("I am _here…"), "calendar.check-in");
  if ((meeting || task) && !item->read_only)
    append (menu, _ ("Mo_ve…"), "calendar.move");
  if (meeting)
    append (menu, _ ("_Copy to tomorrow"), "calendar.copy");
  if (g_str_equal (item->kind, "event"))
    append (menu, _ ("_Take into the book"), "calendar.adopt");
  if (item->client != 0)
    append (menu, _ ("Open the _client"), "calendar.open-client");
  if ((meeting || task) && !item->read_only)
    append (menu, _ ("De_lete"), "calendar.delete");
  return menu;
}

static void
on_menu (GtkWidget *grid, CrmAgendaItem *item, GdkRectangle *where, CrmCalendarView *self)
{
  g_autoptr (GMenu) menu = make_menu (item);
  GtkWidget *popover;
  double x, y;
  GdkRectangle place;

  crm_calendar_view_select_item (self, item);
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0 ||
      !gtk_widget_translate_coordinates (grid, GTK_WIDGET (self), where->x, where->y, &x, &y))
    return;
  place = (GdkRectangle){ (int)x, (int)y, MAX (where->width, 1), MAX (where->height, 1) };
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  g_signal_connect (popover, "closed", G_CALLBACK (on_menu_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Before the grids, which would move their cursor. */
static gboolean
on_grid_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, CrmCalendarView *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Home)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.today", NULL);
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.step", "i", key == GDK_KEY_Page_Down ? 1 : -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
crm_calendar_view_connect_grid (CrmCalendarView *self, GtkWidget *grid)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_grid_key), self);
  gtk_widget_add_controller (grid, keys);
  g_signal_connect_object (grid, "selected", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (grid, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (grid, "create", G_CALLBACK (on_create), self, 0);
  g_signal_connect_object (grid, "change", G_CALLBACK (on_change), self, 0);
  g_signal_connect_object (grid, "remove", G_CALLBACK (on_remove), self, 0);
  g_signal_connect_object (grid, "menu", G_CALLBACK (on_menu), self, 0);
  g_signal_connect_object (grid, "dropped", G_CALLBACK (on_dropped), self, 0);
  g_signal_connect_object (grid, "show-day", G_CALLBACK (on_show_day), self, 0);
  g_signal_connect_object (grid, "page", G_CALLBACK (on_page), self, 0);
  g_signal_connect_object (grid, "turn", G_CALLBACK (on_turn), self, 0);
}

/* Actions */

static void
today_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  gint64 now = crm_clock_now ();
  int second;
  guint32 day = crm_local_day (now, get_zone (self), &second);

  /* At night the morning is what people look for. */
  crm_calendar_view_go_to (self, crm_local_instant (day, MAX (second, FIRST_HOUR * 3600), get_zone (self)));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);

  crm_calendar_view_set_day (
      self, crm_calendar_step (self->shown, self->day, g_variant_get_int32 (parameter)));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_calendar_view_begin_new (CRM_CALENDAR_VIEW (widget));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_calendar_view_refresh (CRM_CALENDAR_VIEW (widget));
}

static void
panel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);

  crm_calendar_view_set_panel (self, !adw_flap_get_reveal_flap (self->flap));
}

static void
layers_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->layers_button)))
    gtk_menu_button_popup (self->layers_button);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmAgendaItem *item = crm_calendar_view_get_selected (CRM_CALENDAR_VIEW (widget));

  if (item != NULL)
    open_item (CRM_CALENDAR_VIEW (widget), item);
}

/* Where a popover about the selected item points to. */
static GtkWidget *
get_at (CrmCalendarView *self, const char *action)
{
  GtkWidget *button = crm_calendar_details_get_button (self->details, action);

  return button != NULL ? button : GTK_WIDGET (self->panel_button);
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  if (item == NULL)
    return;
  if (g_str_equal (item->kind, "task"))
    crm_outcome_popover_show (get_at (self, name), get_store (self), item->id);
  else if (g_str_equal (item->kind, "meeting"))
    crm_meeting_outcome_popup (get_at (self, name), get_store (self), item->id, item->rid);
}

static void
adopt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  if (item != NULL && g_str_equal (item->kind, "event"))
    crm_calendar_write_adopt (widget, get_store (self), item);
}

static void
check_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  if (item != NULL && g_str_equal (item->kind, "meeting"))
    crm_check_in_dialog_present (widget, get_store (self), item->id, item->rid);
}

static void
resolve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  if (item != NULL && g_str_equal (item->kind, "meeting"))
    crm_conflict_dialog_present (widget, get_store (self), item->id);
}

void
crm_calendar_view_print (CrmCalendarView *self)
{
  g_autofree char *title = crm_calendar_dup_title (self->shown, self->day, self->first, self->n);

  self->print = self->agenda == NULL || self->reading;
  if (!self->print)
    crm_calendar_print (GTK_WIDGET (self), get_store (self), self->agenda, title);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_calendar_view_print (CRM_CALENDAR_VIEW (widget));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  if (item == NULL || item->read_only)
    return;
  if (g_str_equal (item->kind, "task"))
    crm_reschedule_popover_show (get_at (self, name), get_store (self), &item->id, 1);
  else if (g_str_equal (item->kind, "meeting"))
    crm_move_popover_show (get_at (self, name), get_store (self), self->agenda, item);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);
  int second;
  guint32 day;

  if (item == NULL)
    return;
  day = crm_local_day (item->starts_at, get_zone (self), &second);
  crm_calendar_write_copy (
      widget, get_store (self), item, crm_local_instant (day + 1, second, get_zone (self)));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  if (item != NULL)
    remove_item (self, item);
}

static void
open_client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmAgendaItem *item = crm_calendar_view_get_selected (CRM_CALENDAR_VIEW (widget));

  if (item != NULL && item->client != 0)
    crm_window_open_client (widget, item->client, NULL);
}

static void
show_meeting_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id, at;
  const char *rid;

  g_variant_get (parameter, "(x&sx)", &id, &rid, &at);
  crm_calendar_view_show_meeting (CRM_CALENDAR_VIEW (widget), id, rid, at);
}

/* Going to a date in words */

static void
on_date (GtkEntry *entry, CrmCalendarView *self)
{
  g_auto (CrmWhen) when = { 0 };
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);

  if (!crm_when_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), crm_clock_now (), get_zone (self),
          crm_task_get_week_start (get_store (self)), &when, NULL))
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (popover));
  if (when.has_time)
    crm_calendar_view_go_to (self, when.at);
  else
    crm_calendar_view_set_day (self, crm_local_parse (when.date));
}

static void
go_to_date_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (widget);
  GtkWidget *popover = gtk_popover_new (), *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("24.12., in 3 weeks, march"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Go to date"), -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Go to date"), -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_date), self, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  crm_popover_open_at (GTK_POPOVER (popover),
      gtk_widget_get_visible (self->today_button) ? self->today_button : GTK_WIDGET (self->mode_menu));
  gtk_widget_grab_focus (entry);
}

/* Letters belong to whoever writes. */
static gboolean
is_writing (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

static gboolean
mode_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  if (is_writing (widget))
    return FALSE;
  crm_calendar_view_set_mode (CRM_CALENDAR_VIEW (widget), (CrmCalendarMode)g_variant_get_int32 (args));
  return TRUE;
}

static gboolean
step_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  if (is_writing (widget))
    return FALSE;
  gtk_widget_activate_action (widget, "calendar.step", "i", g_variant_get_int32 (args));
  return TRUE;
}

static gboolean
action_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  if (is_writing (widget))
    return FALSE;
  gtk_widget_activate_action (widget, g_variant_get_string (args, NULL), NULL);
  return TRUE;
}

static void
add_key (GtkWidgetClass *klass, guint key, const char *action)
{
  gtk_widget_class_add_binding (klass, key, 0, action_key, "s", action);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const guint letters[CRM_CALENDAR_N_MODES] = { GDK_KEY_d, 0, GDK_KEY_w, GDK_KEY_m, GDK_KEY_a };

  for (CrmCalendarMode mode = 0; mode < CRM_CALENDAR_N_MODES; mode++)
    {
      gtk_widget_class_add_binding (klass, GDK_KEY_1 + mode, 0, mode_key, "i", mode);
      gtk_widget_class_add_binding (klass, GDK_KEY_KP_1 + mode, 0, mode_key, "i", mode);
      if (letters[mode] != 0)
        gtk_widget_class_add_binding (klass, letters[mode], 0, mode_key, "i", mode);
    }
  gtk_widget_class_add_binding (klass, GDK_KEY_Page_Up, 0, step_key, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Page_Down, 0, step_key, "i", 1);
  add_key (klass, GDK_KEY_t, "calendar.today");
  add_key (klass, GDK_KEY_Home, "calendar.today");
  add_key (klass, GDK_KEY_g, "calendar.go-to-date");
  add_key (klass, GDK_KEY_l, "calendar.layers");
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F9, 0, "calendar.panel", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_p, GDK_CONTROL_MASK, "calendar.print", NULL);
}

void
crm_calendar_view_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_property_action (klass, "calendar.mode", "mode");
  gtk_widget_class_install_action (klass, "calendar.today", NULL, today_action);
  gtk_widget_class_install_action (klass, "calendar.step", "i", step_action);
  gtk_widget_class_install_action (klass, "calendar.new", NULL, new_action);
  gtk_widget_class_install_action (klass, "calendar.retry", NULL, retry_action);
  gtk_widget_class_install_action (klass, "calendar.panel", NULL, panel_action);
  gtk_widget_class_install_action (klass, "calendar.layers", NULL, layers_action);
  gtk_widget_class_install_action (klass, "calendar.edit", NULL, edit_action);
  gtk_widget_class_install_action (klass, "calendar.done", NULL, done_action);
  gtk_widget_class_install_action (klass, "calendar.check-in", NULL, check_in_action);
  gtk_widget_class_install_action (klass, "calendar.move", NULL, move_action);
  gtk_widget_class_install_action (klass, "calendar.copy", NULL, copy_action);
  gtk_widget_class_install_action (klass, "calendar.delete", NULL, delete_action);
  gtk_widget_class_install_action (klass, "calendar.open-client", NULL, open_client_action);
  gtk_widget_class_install_action (klass, "calendar.show-meeting", "(xsx)", show_meeting_action);
  gtk_widget_class_install_action (klass, "calendar.adopt", NULL, adopt_action);
  gtk_widget_class_install_action (klass, "calendar.resolve", NULL, resolve_action);
  gtk_widget_class_install_action (klass, "calendar.print", NULL, print_action);
  gtk_widget_class_install_action (klass, "calendar.go-to-date", NULL, go_to_date_action);
  add_keys (klass);
}
