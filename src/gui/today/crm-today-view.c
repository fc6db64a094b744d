/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "calendar/crm-agenda.h"
#include "client/crm-client-contacts.h"
#include "crm-window.h"
#include "meeting/crm-meeting-outcome.h"
#include "meeting/crm-meeting-way.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task-dialog.h"
#include "task/crm-task-quick-add.h"
#include "settings/crm-settings.h"
#include "today/crm-day-plan.h"
#include "today/crm-day-ticker.h"
#include "today/crm-goal-card.h"
#include "today/crm-plan-popover.h"
#include "today/crm-today-keys.h"
#include "today/crm-today-messages.h"
#include "today/crm-today-words.h"
#include "today/crm-today-writes.h"
#include "widgets/crm-width-bin.h"

/* Reads the day when it comes to the front, after commits and every minute; hands the lists to their groups, which keep rows, focus and
 * scroll. Below 1100 px everything stands in one column. Main thread. */

#define REFRESH_MS 80
#define SPINNER_MS 150
#define SHOWN_LINES 50
#define SHOWN_HINTS 3
#define NOT_NOW_DAYS 7
#define PLAN_WIDTH 300

struct _CrmTodayView
{
  CrmView parent_instance;

  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *error_page;
  GtkWidget *scrolled;
  GtkWidget *back_button;
  GtkWidget *columns;
  GtkWidget *left;
  GtkWidget *right;
  GtkWidget *right_clamp;
  GtkLabel *heading;
  GtkLabel *summary;
  GtkWidget *all_done;
  GtkWidget *suggestions;
  GtkMenuButton *quick_add;
  GtkPopover *quick_popover;
  GtkWidget *quick_line;
  GtkWidget *groups[CRM_TODAY_N_GROUPS];
  GtkWidget *goal;
  GtkWidget *messages;
  AdwBin *plan_place; /* the hours of the day, made when they are shown first */
  GtkToggleButton *plan_button;

  CrmToday *today;   /* owned, nullable: what is shown */
  CrmDayTicker *day; /* owned */
  GCancellable *cancellable;
  guint refresh;
  guint spinner_delay;
  gboolean reading;
  gboolean stale;  /* changed since the reading began */
  gboolean unseen; /* changed while another page was in front */
  gboolean shown;
  gboolean single; /* one column */
  int width;
  gboolean want_focus;
};

G_DEFINE_FINAL_TYPE (CrmTodayView, crm_today_view, CRM_TYPE_VIEW)

static void refresh (CrmTodayView *self);

static CrmStore *
get_store (CrmTodayView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* Order of the lists, one column and two. */
static const CrmTodayGroupKind single_order[] = { CRM_TODAY_OVERDUE, CRM_TODAY_AGENDA, CRM_TODAY_HINTS,
  CRM_TODAY_WAITING, CRM_TODAY_TOMORROW };
static const CrmTodayGroupKind left_order[] = { CRM_TODAY_OVERDUE, CRM_TODAY_AGENDA, CRM_TODAY_TOMORROW,
  CRM_TODAY_DONE };
static const CrmTodayGroupKind right_order[] = { CRM_TODAY_HINTS, CRM_TODAY_WAITING };

static void
move_to (GtkWidget *child, GtkWidget *box)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  g_object_ref (child);
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), child);
  gtk_box_append (GTK_BOX (box), child);
  g_object_unref (child);
}

static void
place (CrmTodayView *self)
{
  if (self->single)
    {
      for (guint i = 0; i < G_N_ELEMENTS (single_order); i++)
        {
          move_to (self->groups[single_order[i]], self->left);
          if (single_order[i] == CRM_TODAY_AGENDA)
            move_to (self->messages, self->left);
        }
      move_to (self->goal, self->left);
      move_to (self->groups[CRM_TODAY_DONE], self->left);
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (left_order); i++)
        move_to (self->groups[left_order[i]], self->left);
      move_to (self->goal, self->right);
      move_to (self->messages, self->right);
      for (guint i = 0; i < G_N_ELEMENTS (right_order); i++)
        move_to (self->groups[right_order[i]], self->right);
    }
  gtk_widget_set_visible (self->right_clamp, !self->single);
}

/* The row the keyboard is in, or NULL. */
static CrmTodayRow *
find_focus_row (CrmTodayView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  return CRM_IS_TODAY_ROW (focus) ? CRM_TODAY_ROW (focus)
                                  : (CrmTodayRow *)gtk_widget_get_ancestor (focus, CRM_TYPE_TODAY_ROW);
}

static gboolean
focus_first (CrmTodayView *self)
{
  for (guint i = 0; i < CRM_TODAY_N_GROUPS; i++)
    {
      CrmTodayGroupKind kind = i < G_N_ELEMENTS (single_order) ? single_order[i] : CRM_TODAY_DONE;
      GtkListBoxRow *row =
          gtk_list_box_get_row_at_index (crm_today_group_get_list (CRM_TODAY_GROUP (self->groups[kind])), 0);

      if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
        return gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  return gtk_widget_grab_focus (GTK_WIDGET (self->quick_add));
}

static void
show_soon (CrmTodayView *self, gint64 now)
{
  const CrmTodayLine *next = crm_today_find_next (self->today, now);
  GtkListBox *list = crm_today_group_get_list (CRM_TODAY_GROUP (self->groups[CRM_TODAY_AGENDA]));
  g_autofree char *soon = next != NULL ? crm_today_dup_soon (next, now) : NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      gboolean is_next = next != NULL && crm_today_row_get_line (CRM_TODAY_ROW (row)) == next;

      crm_today_row_set_soon (CRM_TODAY_ROW (row), is_next ? soon : NULL);
    }
}

static void
show_lists (CrmTodayView *self)
{
  CrmToday *today = self->today;
  GPtrArray *lists[CRM_TODAY_N_GROUPS] = {
    [CRM_TODAY_OVERDUE] = crm_today_get_overdue (today),
    [CRM_TODAY_AGENDA] = crm_today_get_agenda (today),
    [CRM_TODAY_TOMORROW] = crm_today_get_tomorrow (today),
    [CRM_TODAY_HINTS] = crm_today_get_hints (today),
    [CRM_TODAY_WAITING] = crm_today_get_waiting (today),
    [CRM_TODAY_DONE] = crm_today_get_done (today),
  };

  for (guint i = 0; i < CRM_TODAY_N_GROUPS; i++)
    {
      guint n = i == CRM_TODAY_OVERDUE ? crm_today_get_n_overdue (today)
                : i == CRM_TODAY_DONE  ? crm_today_get_n_done (today)
                : i == CRM_TODAY_HINTS ? MIN (lists[i]->len, SHOWN_HINTS)
                                       : lists[i]->len;

      crm_today_group_set_lines (CRM_TODAY_GROUP (self->groups[i]), today, lists[i],
          i == CRM_TODAY_HINTS ? SHOWN_HINTS : SHOWN_LINES, n);
    }
}

static void
show_day (CrmTodayView *self)
{
  gint64 now = crm_clock_now ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean had_focus = find_focus_row (self) != NULL;
  g_autofree char *heading = crm_today_dup_heading (get_store (self), now);
  g_autofree char *summary = crm_today_dup_summary (get_store (self), self->today, now);
  gboolean fresh = crm_store_is_fresh (get_store (self)), nothing = crm_today_get_actions (self->today) == 0,
           empty = nothing && crm_today_get_tomorrow (self->today)->len == 0 &&
                   crm_today_get_done (self->today)->len == 0 &&
                   crm_today_get_hints (self->today)->len == 0 &&
                   crm_today_get_waiting (self->today)->len == 0;

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->summary, summary);
  show_lists (self);
  show_soon (self, now);
  crm_goal_card_set_today (CRM_GOAL_CARD (self->goal), self->today);
  gtk_widget_set_visible (self->suggestions, empty && fresh);
  gtk_widget_set_visible (self->all_done, nothing && !(empty && fresh));
  gtk_stack_set_visible_child_name (self->stack, "day");
  if (self->shown && root != NULL &&
      (self->want_focus ||
          (had_focus && (gtk_root_get_focus (root) == NULL || find_focus_row (self) == NULL))))
    {
      self->want_focus = FALSE;
      focus_first (self);
    }
}

/* The day, and what stands against the times of its meetings. */
typedef struct
{
  CrmToday *today;
  GPtrArray *warnings; /* char *, nullable, in the order of the agenda */
} Day;

static void
day_free (gpointer data)
{
  Day *day = data;

  g_clear_pointer (&day->today, crm_today_unref);
  g_ptr_array_unref (day->warnings);
  g_free (day);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Day, day_free)

/* NULL: nothing, or it could not be found out, which hinders nobody. */
static char *
warn_in_worker (CrmTransaction *tx, const CrmTodayLine *line)
{
  gint64 user = crm_transaction_get_user (tx);
  g_autoptr (GPtrArray) warnings = NULL;

  if (!g_str_equal (line->kind, "meeting") || line->at == 0 || line->ends_at <= crm_clock_now ())
    return NULL;
  warnings = crm_agenda_find_warnings (tx, line->id, line->at, line->ends_at, FALSE, &user, user != 0 ? 1 : 0,
      line->client_caption, NAN, NAN, NULL);
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    {
      const CrmAgendaWarning *warning = warnings->pdata[i];

      if (g_str_equal (warning->kind, "travel") || g_str_equal (warning->kind, "overlap"))
        return g_strdup (warning->text);
    }
  return NULL;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Day) day = g_new0 (Day, 1);

  day->warnings = g_ptr_array_new_with_free_func (g_free);
  day->today = crm_today_read (tx, crm_clock_now (), error);
  if (day->today == NULL)
    return NULL;
  for (guint i = 0; i < crm_today_get_agenda (day->today)->len; i++)
    g_ptr_array_add (day->warnings, warn_in_worker (tx, crm_today_get_agenda (day->today)->pdata[i]));
  return g_steal_pointer (&day);
}

static void
show_warnings (CrmTodayView *self, GPtrArray *warnings)
{
  GPtrArray *agenda = crm_today_get_agenda (self->today);
  GtkListBox *list = crm_today_group_get_list (CRM_TODAY_GROUP (self->groups[CRM_TODAY_AGENDA]));
  GtkListBoxRow *row;
  guint place;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_ptr_array_find (agenda, crm_today_row_get_line (CRM_TODAY_ROW (row)), &place))
      crm_today_row_set_warning (CRM_TODAY_ROW (row), warnings->pdata[place]);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTodayView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Day) day = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_handle_id (&self->spinner_delay, g_source_remove);
  gtk_spinner_stop (self->spinner);
  if (day != NULL)
    {
      g_clear_pointer (&self->today, crm_today_unref);
      self->today = g_steal_pointer (&day->today);
      show_day (self);
      show_warnings (self, day->warnings);
    }
  else if (self->today == NULL)
    {
      adw_status_page_set_description (self->error_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
    }
  else
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The day could not be read"), NULL);
  if (self->stale)
    refresh (self);
}

static gboolean
on_spinner_delay (gpointer data)
{
  CrmTodayView *self = data;

  self->spinner_delay = 0;
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
refresh (CrmTodayView *self)
{
  g_clear_handle_id (&self->refresh, g_source_remove);
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  self->unseen = FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self->plan_place)))
    crm_day_plan_refresh (CRM_DAY_PLAN (adw_bin_get_child (self->plan_place)));
  if (self->today == NULL && self->spinner_delay == 0)
    self->spinner_delay = g_timeout_add (SPINNER_MS, on_spinner_delay, self);
  crm_store_read_async (get_store (self), 0, read_in_worker, NULL, NULL, day_free, self->cancellable, on_read,
      g_object_ref (self));
}

static gboolean
on_refresh (gpointer data)
{
  CrmTodayView *self = data;

  self->refresh = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmTodayView *self)
{
  if (!self->shown)
    self->unseen = TRUE;
  else if (self->refresh == 0)
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static void
on_settings_changed (CrmStore *store, CrmTodayView *self)
{
  self->unseen = TRUE;
  if (self->shown)
    refresh (self);
}

static void
on_tick (CrmDayTicker *day, CrmTodayView *self)
{
  if (self->shown)
    refresh (self);
  else
    self->unseen = TRUE;
}

static void
on_retry (CrmTodayView *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  refresh (self);
}

/* What rows ask for */

static void
open_line (CrmTodayView *self, const CrmTodayLine *line)
{
  if (line->deal != 0 && !line->declined && (line->client == 0 || g_str_equal (line->kind, "deal")) &&
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-deal", "x", line->deal))
    return;
  if (line->declined || (line->client == 0 && g_str_equal (line->kind, "task")))
    crm_task_dialog_present (GTK_WIDGET (self), get_store (self), line->id);
  else if (line->client != 0)
    crm_window_open_client (GTK_WIDGET (self), line->client, NULL);
  else if (g_str_equal (line->kind, "meeting"))
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.open-meeting", "(xs)", line->id, line->rid != NULL ? line->rid : "");
}

static void
call_line (CrmTodayView *self, const CrmTodayLine *line)
{
  if (line->phone != NULL)
    crm_client_contacts_open (GTK_WIDGET (self), "phone", line->phone, NULL);
  else
    crm_window_toast (GTK_WIDGET (self), _ ("There is no telephone number"));
}

static void
take_offer (CrmTodayView *self, const CrmTodayLine *line, GtkWidget *at)
{
  switch (crm_today_line_get_offer (line))
    {
    case CRM_TODAY_OFFER_CALL: call_line (self, line); break;
    case CRM_TODAY_OFFER_WRITE:
      crm_client_contacts_open (GTK_WIDGET (self), "email", line->email, NULL);
      break;
    case CRM_TODAY_OFFER_MAP: crm_meeting_way_open (GTK_WIDGET (self), line->client_caption, NULL); break;
    case CRM_TODAY_OFFER_PLAN:
      crm_plan_popover_show (at, get_store (self), line->client, line->deal, "call", NULL);
      break;
    case CRM_TODAY_OFFER_OPEN: open_line (self, line); break;
    case CRM_TODAY_OFFER_NONE:
    default: break;
    }
}

static void
finish_line (CrmTodayView *self, const CrmTodayLine *line, GtkWidget *at)
{
  if (line->hint != NULL)
    take_offer (self, line, at);
  else if (line->declined)
    open_line (self, line);
  else if (g_str_equal (line->kind, "meeting"))
    {
      gboolean done = FALSE;
      GPtrArray *held = crm_today_get_done (self->today);

      for (guint i = 0; i < held->len; i++)
        done = done || held->pdata[i] == line;
      if (done)
        crm_meeting_write_planned (GTK_WIDGET (self), get_store (self), line->id, line->title);
      else
        crm_meeting_outcome_popup (at, get_store (self), line->id, line->rid);
    }
  else
    crm_outcome_popover_show (at, get_store (self), line->id);
}

static void
dismiss (CrmTodayView *self, const CrmTodayLine *line, gboolean for_good)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (get_store (self)));
  g_autofree char *until = crm_date_add_days (today, NOT_NOW_DAYS);

  if (line->hint != NULL)
    crm_today_write_dismiss (GTK_WIDGET (self), get_store (self), line, for_good ? NULL : until);
}

static void
on_act (CrmTodayGroup *group, CrmTodayRow *row, int act, GtkWidget *at, CrmTodayView *self)
{
  const CrmTodayLine *line = crm_today_row_get_line (row);

  switch ((CrmTodayAct)act)
    {
    case CRM_TODAY_ACT_OPEN: open_line (self, line); break;
    case CRM_TODAY_ACT_OFFER: take_offer (self, line, at); break;
    case CRM_TODAY_ACT_CALL: call_line (self, line); break;
    case CRM_TODAY_ACT_DONE: finish_line (self, line, at); break;
    case CRM_TODAY_ACT_SNOOZE:
      if (line->hint != NULL)
        dismiss (self, line, FALSE);
      else if (g_str_equal (line->kind, "task"))
        crm_reschedule_popover_show (at, get_store (self), &line->id, 1);
      break;
    case CRM_TODAY_ACT_NOT_NOW: dismiss (self, line, FALSE); break;
    case CRM_TODAY_ACT_NEVER: dismiss (self, line, TRUE); break;
    case CRM_TODAY_ACT_FIT_IN:
      if (g_str_equal (line->kind, "task") && line->hint == NULL)
        crm_day_plan_fit_in (GTK_WIDGET (self), get_store (self), line->id, line->title);
      break;
    case CRM_TODAY_ACT_REASON: crm_window_toast (GTK_WIDGET (self), line->reason); break;
    default: g_return_if_reached ();
    }
}

/* The line for new tasks, for a day that many days away. */
static void
plan_for (CrmTodayView *self, int days)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (get_store (self)));
  g_autofree char *date = crm_date_add_days (today, days);

  gtk_menu_button_popup (self->quick_add);
  crm_task_quick_add_begin (CRM_TASK_QUICK_ADD (self->quick_line), date);
}

static void
on_quick_shown (CrmTodayView *self)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (get_store (self)));

  crm_task_quick_add_begin (CRM_TASK_QUICK_ADD (self->quick_line), today);
}

static void
on_quick_added (CrmTaskQuickAdd *line, gint64 task, CrmTodayView *self)
{
  gtk_popover_popdown (self->quick_popover);
}

static void
on_add (CrmTodayGroup *group, GtkWidget *at, CrmTodayView *self)
{
  plan_for (self, crm_today_group_get_kind (group) == CRM_TODAY_TOMORROW ? 1 : 0);
}

static void
on_plan_tomorrow (CrmTodayView *self)
{
  plan_for (self, 1);
}

static void
on_suggestion (GtkListBox *list, GtkListBoxRow *row, CrmTodayView *self)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (row));

  if (g_str_equal (name, "client"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.quick-add", "s", "client");
  else if (g_str_equal (name, "import"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import", NULL);
  else
    plan_for (self, 0);
}

/* Keys */

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, CrmTodayView *self)
{
  CrmTodayRow *row = find_focus_row (self);

  return row != NULL && crm_today_keys_press (row, self->left, self->right, key, code, state);
}

/* The page */

static gboolean
crm_today_view_add_new (CrmView *view)
{
  plan_for (CRM_TODAY_VIEW (view), 0);
  return TRUE;
}

static void
crm_today_view_shown (CrmView *view)
{
  CrmTodayView *self = CRM_TODAY_VIEW (view);

  self->shown = TRUE;
  self->want_focus = find_focus_row (self) == NULL;
  if (self->today == NULL || self->unseen)
    refresh (self);
  else if (self->want_focus)
    {
      self->want_focus = FALSE;
      focus_first (self);
    }
}

static void
crm_today_view_hidden (CrmView *view)
{
  CRM_TODAY_VIEW (view)->shown = FALSE;
}

static void
lay_out (CrmTodayView *self)
{
  CrmTodayRow *row = find_focus_row (self);
  gboolean narrow = crm_width_class (self->width) == CRM_WIDTH_CLASS_NARROW;
  gboolean plan = !narrow && gtk_toggle_button_get_active (self->plan_button);
  /* Two columns beside the hours need a wide screen. */
  gboolean single = crm_width_class (self->width - (plan ? PLAN_WIDTH : 0)) != CRM_WIDTH_CLASS_WIDE;

  for (guint i = 0; i < CRM_TODAY_N_GROUPS; i++)
    crm_today_group_set_narrow (CRM_TODAY_GROUP (self->groups[i]), narrow);
  gtk_widget_set_visible (self->back_button, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_button), !narrow);
  gtk_widget_set_margin_start (self->columns, narrow ? 12 : 24);
  gtk_widget_set_margin_end (self->columns, narrow ? 12 : 24);
  if (plan && adw_bin_get_child (self->plan_place) == NULL)
    adw_bin_set_child (self->plan_place, crm_day_plan_new (get_store (self)));
  if (plan && !gtk_widget_get_visible (GTK_WIDGET (self->plan_place)))
    crm_day_plan_refresh (CRM_DAY_PLAN (adw_bin_get_child (self->plan_place)));
  gtk_widget_set_visible (GTK_WIDGET (self->plan_place), plan);
  if (single == self->single && gtk_widget_get_parent (self->goal) != NULL)
    return;
  self->single = single;
  place (self);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
crm_today_view_width_changed (CrmView *view, int width)
{
  CRM_TODAY_VIEW (view)->width = width;
  lay_out (CRM_TODAY_VIEW (view));
}

static void
on_plan_toggled (CrmTodayView *self)
{
  GSettings *settings = crm_settings_get ();

  if (settings != NULL)
    g_settings_set_boolean (settings, "today-plan", gtk_toggle_button_get_active (self->plan_button));
  if (self->width > 0)
    lay_out (self);
}

static void
toggle_plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkToggleButton *button = CRM_TODAY_VIEW (widget)->plan_button;

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
crm_today_view_constructed (GObject *object)
{
  CrmTodayView *self = CRM_TODAY_VIEW (object);
  GSettings *settings = crm_settings_get ();
  CrmStore *store;

  G_OBJECT_CLASS (crm_today_view_parent_class)->constructed (object);
  store = get_store (self);
  gtk_toggle_button_set_active (
      self->plan_button, settings != NULL && g_settings_get_boolean (settings, "today-plan"));
  for (guint i = 0; i < CRM_TODAY_N_GROUPS; i++)
    {
      self->groups[i] = crm_today_group_new (store, (CrmTodayGroupKind)i);
      g_signal_connect (self->groups[i], "act", G_CALLBACK (on_act), self);
      g_signal_connect (self->groups[i], "add", G_CALLBACK (on_add), self);
    }
  self->quick_line = crm_task_quick_add_new (store);
  gtk_widget_set_size_request (self->quick_line, 320, -1);
  g_signal_connect (self->quick_line, "added", G_CALLBACK (on_quick_added), self);
  gtk_popover_set_child (self->quick_popover, self->quick_line);
  self->goal = crm_goal_card_new (store);
  self->messages = crm_today_messages_new (store);
  place (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_settings_changed), self, 0);
  g_signal_connect_object (self->day, "tick", G_CALLBACK (on_tick), self, 0);
}

static void
crm_today_view_dispose (GObject *object)
{
  CrmTodayView *self = CRM_TODAY_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->spinner_delay, g_source_remove);
  g_clear_pointer (&self->today, crm_today_unref);
  g_clear_object (&self->day);
  /* Popovers that are still open. */
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL && GTK_IS_POPOVER (child))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (crm_today_view_parent_class)->dispose (object);
}

static void
crm_today_view_finalize (GObject *object)
{
  g_object_unref (CRM_TODAY_VIEW (object)->cancellable);
  G_OBJECT_CLASS (crm_today_view_parent_class)->finalize (object);
}

static void
crm_today_view_class_init (CrmTodayViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  object_class->constructed = crm_today_view_constructed;
  object_class->dispose = crm_today_view_dispose;
  object_class->finalize = crm_today_view_finalize;
  view_class->add_new = crm_today_view_add_new;
  view_class->shown = crm_today_view_shown;
  view_class->hidden = crm_today_view_hidden;
  view_class->width_changed = crm_today_view_width_changed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/today/crm-today-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, error_page);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, left);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, columns);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, back_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, right);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, right_clamp);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, plan_place);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, plan_button);
  gtk_widget_class_bind_template_callback (widget_class, on_plan_toggled);
  gtk_widget_class_install_action (widget_class, "today.plan", NULL, toggle_plan_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "today.plan", NULL);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, summary);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, all_done);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, suggestions);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, quick_add);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayView, quick_popover);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_quick_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_plan_tomorrow);
  gtk_widget_class_bind_template_callback (widget_class, on_suggestion);
}

static void
crm_today_view_init (CrmTodayView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  self->day = crm_day_ticker_get ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->scrolled, keys);
}

GtkWidget *
crm_today_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_TODAY_VIEW, "store", store, NULL);
}

GtkListBox *
crm_today_view_get_list (CrmTodayView *self, CrmTodayGroupKind group)
{
  g_return_val_if_fail (CRM_IS_TODAY_VIEW (self) && group < CRM_TODAY_N_GROUPS, NULL);
  return crm_today_group_get_list (CRM_TODAY_GROUP (self->groups[group]));
}

gboolean
crm_today_view_is_ready (CrmTodayView *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_VIEW (self), FALSE);
  return self->today != NULL && !self->reading && self->refresh == 0 && !self->stale && !self->unseen;
}

CrmDayPlan *
crm_today_view_get_plan (CrmTodayView *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_VIEW (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->plan_place))
             ? CRM_DAY_PLAN (adw_bin_get_child (self->plan_place))
             : NULL;
}
