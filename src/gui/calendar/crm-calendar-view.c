/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-view-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "calendar/crm-agenda-list.h"
#include "calendar/crm-calendar-strip.h"
#include "crm-window.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-settings.h"
#include "task/crm-task-words.h"
#include "widgets/crm-scaled.h"
#include "widgets/crm-width-bin.h"

/* The page Calendar: builds it, works out which days are on show, keeps the selection over readings, follows commits, midnight and the book's
 * settings. Main thread. */

#define SERVER_REFRESH 10 /* seconds */
#define IDLE_REFRESHES 6  /* the pause is so many times as long while another program is worked with */

G_DEFINE_FINAL_TYPE (CrmCalendarView, crm_calendar_view, CRM_TYPE_VIEW)

enum
{
  PROP_0,
  PROP_MODE,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

CrmStore *
crm_calendar_view_get_store (CrmCalendarView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

static GTimeZone *
get_zone (CrmCalendarView *self)
{
  return crm_store_get_zone (crm_calendar_view_get_store (self));
}

static GtkWidget *
get_grid (CrmCalendarView *self)
{
  return self->shown == CRM_CALENDAR_AGENDA  ? self->list
         : self->shown == CRM_CALENDAR_MONTH ? self->month_grid
                                             : self->time_grid;
}

CrmCalendarGrid *
crm_calendar_view_get_grid (CrmCalendarView *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_VIEW (self), NULL);
  return CRM_CALENDAR_GRID (get_grid (self));
}

/* Selection */

static CrmAgendaItem *
find_wanted (CrmCalendarView *self)
{
  GPtrArray *items = self->agenda != NULL ? crm_agenda_get_items (self->agenda) : NULL;

  for (guint i = 0; items != NULL && self->wanted_kind != NULL && i < items->len; i++)
    {
      CrmAgendaItem *item = items->pdata[i];

      if (g_str_equal (item->kind, self->wanted_kind) && item->id == self->wanted_id &&
          g_strcmp0 (item->rid != NULL ? item->rid : "", self->wanted_rid) == 0)
        return item;
    }
  return NULL;
}

CrmAgendaItem *
crm_calendar_view_get_selected (CrmCalendarView *self)
{
  return find_wanted (self);
}

/* kind NULL: nothing. */
static void
want (CrmCalendarView *self, const char *kind, gint64 id, const char *rid)
{
  g_autofree char *old_kind = self->wanted_kind;
  g_autofree char *old_rid = self->wanted_rid;

  self->wanted_kind = g_strdup (kind);
  self->wanted_id = id;
  self->wanted_rid = g_strdup (rid != NULL ? rid : "");
}

void
crm_calendar_view_show_selection (CrmCalendarView *self)
{
  CrmAgendaItem *item = find_wanted (self);

  crm_calendar_details_set_item (self->details, self->agenda, item);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.edit", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.move", item != NULL && !item->read_only);
}

void
crm_calendar_view_select_item (CrmCalendarView *self, const CrmAgendaItem *item)
{
  if (item != NULL)
    want (self, item->kind, item->id, item->rid);
  else
    want (self, NULL, 0, NULL);
  crm_calendar_grid_select (
      CRM_CALENDAR_GRID (get_grid (self)), self->wanted_kind, self->wanted_id, self->wanted_rid);
  crm_calendar_view_show_selection (self);
}

/* Days and modes */

static CrmCalendarMode
fit_mode (CrmCalendarView *self)
{
  if (!self->narrow || self->mode == CRM_CALENDAR_DAY)
    return self->mode;
  return CRM_CALENDAR_AGENDA;
}

/* Works out what is on show; reads when that is something else. */
static void
lay_out (CrmCalendarView *self, gboolean always)
{
  CrmStore *store = crm_calendar_view_get_store (self);
  CrmCalendarMode mode = fit_mode (self);
  guint32 first;
  guint n;

  crm_calendar_get_span (mode, self->day, crm_task_get_week_start (store),
      crm_store_get_setting (store, "working-hours"), &first, &n);
  if (!always && mode == self->shown && first == self->first && n == self->n)
    {
      crm_calendar_view_show_month (self);
      if (self->focus_at != 0 && !self->reading && self->agenda != NULL)
        {
          crm_calendar_grid_go_to (CRM_CALENDAR_GRID (get_grid (self)), self->focus_at);
          self->focus_at = 0;
        }
      return;
    }
  self->shown = mode;
  self->first = first;
  self->n = n;
  if (self->agenda != NULL)
    {
      /* The old events stay where the view stays, and turn pale when it takes long; another view waits for its own. */
      if (gtk_stack_get_visible_child (self->stack) != get_grid (self))
        crm_calendar_grid_set_agenda (CRM_CALENDAR_GRID (get_grid (self)), first, n, NULL);
      gtk_stack_set_visible_child (self->stack, get_grid (self));
    }
  crm_calendar_view_show_month (self);
  if (always)
    crm_calendar_view_forget (self);
  crm_calendar_view_begin_reading (self);
}

void
crm_calendar_view_set_day (CrmCalendarView *self, guint32 day)
{
  if (day == 0)
    return;
  self->day = day;
  lay_out (self, FALSE);
  crm_calendar_view_show_titles (self);
}

void
crm_calendar_view_go_to (CrmCalendarView *self, gint64 at)
{
  g_return_if_fail (CRM_IS_CALENDAR_VIEW (self));
  self->focus_at = at;
  crm_calendar_view_set_day (self, crm_local_day (at, get_zone (self), NULL));
}

void
crm_calendar_view_show_meeting (CrmCalendarView *self, gint64 meeting, const char *rid, gint64 at)
{
  g_return_if_fail (CRM_IS_CALENDAR_VIEW (self));
  want (self, "meeting", meeting, rid);
  crm_calendar_view_go_to (self, at);
  if (!self->reading)
    {
      crm_calendar_grid_select (
          CRM_CALENDAR_GRID (get_grid (self)), self->wanted_kind, self->wanted_id, self->wanted_rid);
      crm_calendar_view_show_selection (self);
    }
}

static void
show_mode (CrmCalendarView *self)
{
  if (self->narrow)
    gtk_menu_button_set_icon_name (self->mode_menu, "view-list-symbolic");
  else
    gtk_menu_button_set_label (self->mode_menu, crm_calendar_mode_get_label (fit_mode (self)));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODE]);
}

void
crm_calendar_view_set_mode (CrmCalendarView *self, CrmCalendarMode mode)
{
  GSettings *settings = crm_settings_get ();

  g_return_if_fail (CRM_IS_CALENDAR_VIEW (self) && mode < CRM_CALENDAR_N_MODES);
  self->mode = mode;
  if (settings != NULL)
    g_settings_set_string (settings, "calendar-mode", crm_calendar_mode_get_name (mode));
  lay_out (self, FALSE);
  crm_calendar_view_show_titles (self);
  show_mode (self);
}

CrmCalendarMode
crm_calendar_view_get_mode (CrmCalendarView *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_VIEW (self), CRM_CALENDAR_DAY);
  return self->shown;
}

/* Signals */

static void
on_layers_changed (CrmCalendarView *self)
{
  crm_calendar_view_show_month (self);
  crm_calendar_view_begin_reading (self);
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmCalendarView *self)
{
  static const char *const entities[] = { "meeting", "participant", "task", "deal", "client", "calendar",
    "calendar_event", "leave", "user" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (crm_change_set_touches (changes, entities[i]))
      {
        crm_calendar_view_refresh_soon (self);
        return;
      }
}

static void
on_settings_changed (CrmStore *store, CrmCalendarView *self)
{
  if (!self->shown_page)
    self->unseen = TRUE;
  else
    {
      lay_out (self, TRUE);
      crm_mini_month_refresh (self->month);
    }
}

/* Every minute; who looks at today goes on with it. */
static void
on_tick (CrmDayTicker *ticker, CrmCalendarView *self)
{
  guint32 today = crm_calendar_today (crm_calendar_view_get_store (self));

  if (!self->shown_page)
    return;
  if (today == self->today)
    {
      crm_calendar_view_show_month (self);
      return;
    }
  if (self->day == self->today)
    self->day = today;
  self->today = today;
  lay_out (self, TRUE);
  crm_mini_month_refresh (self->month);
}

static void
on_day_chosen (CrmMiniMonth *month, guint day, CrmCalendarView *self)
{
  crm_calendar_view_set_day (self, day);
}

/* Overrides */

static gboolean
crm_calendar_view_focus_search (CrmView *view)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (view);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
crm_calendar_view_add_new (CrmView *view)
{
  crm_calendar_view_begin_new (CRM_CALENDAR_VIEW (view));
  return TRUE;
}

/* Servers of calendars say nothing by themselves: while somebody looks, they are asked. When the window is turned to again, it asks itself. */
static gboolean
on_server_refresh (gpointer data)
{
  CrmCalendarView *self = data;
  CrmCalendarSync *sync = crm_calendar_sync_of (crm_calendar_view_get_store (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean active = GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root));

  self->idle_refreshes = active ? 0 : self->idle_refreshes + 1;
  if (sync != NULL && self->idle_refreshes % IDLE_REFRESHES == 0)
    crm_desktop_sync_refresh (CRM_DESKTOP_SYNC (sync));
  return G_SOURCE_CONTINUE;
}

/* What stands in a calendar and is no meeting changes without a commit that tells of it. */
static void
follow_events (CrmCalendarView *self)
{
  CrmCalendarSync *sync = crm_calendar_sync_of (crm_calendar_view_get_store (self));

  if (sync == self->sync)
    return;
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_func (self->sync, crm_calendar_view_refresh_soon, self);
  g_set_weak_pointer (&self->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (
        sync, "events", G_CALLBACK (crm_calendar_view_refresh_soon), self, G_CONNECT_SWAPPED);
}

static void
crm_calendar_view_shown (CrmView *view)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (view);
  guint32 today = crm_calendar_today (crm_calendar_view_get_store (self));

  self->shown_page = TRUE;
  follow_events (self);
  crm_calendar_view_focus_soon (self);
  if (self->server_refresh == 0)
    {
      self->server_refresh = g_timeout_add_seconds (SERVER_REFRESH, on_server_refresh, self);
      on_server_refresh (self);
    }
  crm_calendar_strip_update (CRM_CALENDAR_STRIP (adw_bin_get_child (self->strip_place)));
  if (self->agenda != NULL && self->today == today && !self->unseen)
    return;
  /* Midnight passed while another page was in front. */
  if (self->day == self->today)
    self->day = today;
  lay_out (self, TRUE);
  crm_mini_month_refresh (self->month);
}

static void
crm_calendar_view_hidden (CrmView *view)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (view);

  self->shown_page = FALSE;
  g_clear_handle_id (&self->server_refresh, g_source_remove);
}

static void
crm_calendar_view_width_changed (CrmView *view, int width)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (view);
  CrmWidthClass class = crm_width_class (width);
  gboolean narrow = class == CRM_WIDTH_CLASS_NARROW;
  gboolean was_shown = self->shown_page;
  int panel = class == CRM_WIDTH_CLASS_MEDIUM ? 256 : 300;

  gtk_widget_set_visible (self->back_button, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->mode_box), class == CRM_WIDTH_CLASS_WIDE);
  gtk_widget_set_visible (GTK_WIDGET (self->mode_menu), class != CRM_WIDTH_CLASS_WIDE);
  gtk_widget_set_visible (self->today_button, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->layers_button), !narrow);
  self->narrow = narrow;
  gtk_widget_set_size_request (self->panel, MIN (crm_scaled (panel), MAX (width / 4, panel)), -1);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  /* The panel of a wide window comes back as it was. */
  self->shown_page = FALSE;
  adw_flap_set_fold_policy (self->flap, narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  crm_calendar_view_set_panel (self, !narrow && self->panel_wanted);
  self->shown_page = was_shown;
  show_mode (self);
  if (fit_mode (self) != self->shown && was_shown)
    lay_out (self, FALSE);
  crm_calendar_view_show_titles (self);
}

/* An event that has the focus goes back by a day. */
static gboolean
crm_calendar_view_take_back (CrmView *view)
{
  return crm_calendar_grid_press (
      CRM_CALENDAR_GRID (get_grid (CRM_CALENDAR_VIEW (view))), GDK_KEY_Left, GDK_ALT_MASK);
}

/* Over the foot of the window they would cover hours. */
static GtkWidget *
crm_calendar_view_get_strip_place (CrmView *view)
{
  return CRM_CALENDAR_VIEW (view)->window_strips;
}

/* Making */

static void
add_grid (CrmCalendarView *self, GtkWidget *grid, const char *name)
{
  gtk_stack_add_named (self->stack, grid, name);
  crm_calendar_view_connect_grid (self, grid);
}

static void
add_modes (CrmCalendarView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (CrmCalendarMode mode = 0; mode < CRM_CALENDAR_N_MODES; mode++)
    {
      const char *name = crm_calendar_mode_get_name (mode), *label = crm_calendar_mode_get_label (mode);
      g_autofree char *action = g_strdup_printf ("calendar.mode::%s", name);
      g_autofree char *tooltip = g_strdup_printf ("%s (%u)", label, mode + 1);
      GtkWidget *button = gtk_toggle_button_new_with_label (label);

      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_box_append (self->mode_box, button);
      g_menu_append (menu, label, action);
    }
  gtk_menu_button_set_menu_model (self->mode_menu, G_MENU_MODEL (menu));
}

static void
crm_calendar_view_constructed (GObject *object)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (object);
  GSettings *settings = crm_settings_get ();
  g_autofree char *mode = settings != NULL ? g_settings_get_string (settings, "calendar-mode") : NULL;
  CrmStore *store;

  G_OBJECT_CLASS (crm_calendar_view_parent_class)->constructed (object);
  store = crm_calendar_view_get_store (self);
  self->mode = mode != NULL ? crm_calendar_mode_find (mode) : CRM_CALENDAR_WEEK;
  if (self->mode == CRM_CALENDAR_N_MODES)
    self->mode = CRM_CALENDAR_WEEK;
  self->panel_wanted = settings == NULL || g_settings_get_boolean (settings, "calendar-panel");
  self->today = self->day = crm_calendar_today (store);
  self->time_grid = crm_time_grid_new (store);
  self->month_grid = crm_month_grid_new (store);
  self->list = crm_agenda_list_new (store);
  add_grid (self, self->time_grid, "time");
  add_grid (self, self->month_grid, "month");
  add_grid (self, self->list, "list");
  self->month = CRM_MINI_MONTH (crm_mini_month_new (store));
  self->details = CRM_CALENDAR_DETAILS (crm_calendar_details_new (store));
  self->layers = CRM_CALENDAR_LAYERS (crm_calendar_layers_new (store));
  adw_bin_set_child (self->month_place, GTK_WIDGET (self->month));
  self->tasks = CRM_DAY_TASKS (crm_day_tasks_new (store));
  adw_bin_set_child (self->tasks_place, GTK_WIDGET (self->tasks));
  g_object_bind_property (self->tasks, "visible", self->tasks_place, "visible", G_BINDING_SYNC_CREATE);
  adw_bin_set_child (self->details_place, GTK_WIDGET (self->details));
  gtk_popover_set_child (self->layers_popover, GTK_WIDGET (self->layers));
  adw_bin_set_child (self->strip_place, crm_calendar_strip_new (store));
  add_modes (self);
  self->shown = fit_mode (self);
  crm_calendar_get_span (self->shown, self->day, crm_task_get_week_start (store),
      crm_store_get_setting (store, "working-hours"), &self->first, &self->n);
  gtk_stack_set_visible_child (self->stack, get_grid (self));
  crm_calendar_view_set_panel (self, self->panel_wanted);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));
  g_signal_connect_object (self->month, "day-chosen", G_CALLBACK (on_day_chosen), self, 0);
  g_signal_connect_object (self->layers, "changed", G_CALLBACK (on_layers_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_settings_changed), self, 0);
  g_signal_connect_object (self->day_ticker, "tick", G_CALLBACK (on_tick), self, 0);
  crm_calendar_view_show_titles (self);
  crm_calendar_view_show_month (self);
  show_mode (self);
}

static void
crm_calendar_view_dispose (GObject *object)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->next_cancellable);
  g_clear_object (&self->next_cancellable);
  g_clear_pointer (&self->ahead, crm_calendar_ahead_free);
  g_clear_weak_pointer (&self->sync);
  g_clear_handle_id (&self->server_refresh, g_source_remove);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->spinner_delay, g_source_remove);
  self->shown_page = FALSE;
  g_clear_object (&self->day_ticker);
  /* Popovers that are still open. */
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL && GTK_IS_POPOVER (child))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (crm_calendar_view_parent_class)->dispose (object);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
}

static void
crm_calendar_view_finalize (GObject *object)
{
  CrmCalendarView *self = CRM_CALENDAR_VIEW (object);

  g_free (self->wanted_kind);
  g_free (self->wanted_rid);
  G_OBJECT_CLASS (crm_calendar_view_parent_class)->finalize (object);
}

static void
crm_calendar_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  /* The one that is shown, so that a narrow window marks the right one. */
  g_value_set_string (value, crm_calendar_mode_get_name (fit_mode (CRM_CALENDAR_VIEW (object))));
}

static void
crm_calendar_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmCalendarMode mode = crm_calendar_mode_find (g_value_get_string (value));

  if (mode < CRM_CALENDAR_N_MODES)
    crm_calendar_view_set_mode (CRM_CALENDAR_VIEW (object), mode);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/calendar/crm-calendar-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, header);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, back_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, today_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, title);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, modes);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, mode_box);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, mode_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, layers_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, layers_popover);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, panel_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, search);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, search_words);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, window_strips);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, strip_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, error_strip);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, error_label);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, error_page);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, empty);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, flap);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, panel);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, month_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, tasks_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarView, details_place);
  crm_calendar_view_bind_parts (widget_class);
}

static void
crm_calendar_view_class_init (CrmCalendarViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  object_class->constructed = crm_calendar_view_constructed;
  object_class->dispose = crm_calendar_view_dispose;
  object_class->finalize = crm_calendar_view_finalize;
  object_class->get_property = crm_calendar_view_get_property;
  object_class->set_property = crm_calendar_view_set_property;
  view_class->focus_search = crm_calendar_view_focus_search;
  view_class->add_new = crm_calendar_view_add_new;
  view_class->shown = crm_calendar_view_shown;
  view_class->hidden = crm_calendar_view_hidden;
  view_class->width_changed = crm_calendar_view_width_changed;
  view_class->take_back = crm_calendar_view_take_back;
  view_class->get_strip_place = crm_calendar_view_get_strip_place;
  props[PROP_MODE] = g_param_spec_string (
      "mode", NULL, NULL, "week", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  bind_template (GTK_WIDGET_CLASS (klass));
  crm_calendar_view_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
crm_calendar_view_init (CrmCalendarView *self)
{
  self->day_ticker = crm_day_ticker_get ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_calendar_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_CALENDAR_VIEW, "store", store, NULL);
}

guint32
crm_calendar_view_get_first (CrmCalendarView *self, guint *n)
{
  *n = self->n;
  return self->first;
}

CrmAgenda *
crm_calendar_view_get_agenda (CrmCalendarView *self)
{
  return self->agenda;
}

CrmMiniMonth *
crm_calendar_view_get_month (CrmCalendarView *self)
{
  return self->month;
}

CrmCalendarLayers *
crm_calendar_view_get_layers (CrmCalendarView *self)
{
  return self->layers;
}

CrmDayTasks *
crm_calendar_view_get_tasks (CrmCalendarView *self)
{
  return self->tasks;
}

gboolean
crm_calendar_view_is_loading (CrmCalendarView *self)
{
  return self->reading || self->refresh != 0 || self->agenda == NULL;
}
