/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-view.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "timeline/crm-composer-window.h"
#include "timeline/crm-timeline-changes.h"
#include "timeline/crm-timeline-filter.h"
#include "timeline/crm-timeline-row.h"
#include "widgets/crm-chip.h"

/* Mirrors the model row by row into one list box a day; never rebuilds what did not change. Main thread. */

#define NEAR_END 800 /* px before the end at which the next page is asked for */
#define SPINNER_MS 150

struct _CrmTimelineView
{
  AdwBin parent_instance;
  CrmStore *store;             /* owned */
  CrmTimeline *timeline;       /* owned */
  GtkAdjustment *adjustment;   /* owned, nullable */
  GPtrArray *rows;             /* CrmTimelineRow, in the order of the model */
  double upper;                /* of the adjustment before entries came in above, or -1 */
  CrmTimelineChanges *changes; /* owned */
  guint place_idle;
  guint spinner_timeout;
  GtkWidget *pinned_box;
  GtkListBox *pinned;
  GtkWidget *title;
  GtkWidget *chips;
  GtkWidget *switches;
  GtkWidget *search_button;
  AdwBin *filter_slot;
  GtkWidget *filter;
  GtkCalendar *calendar;
  GtkWidget *newer;
  GtkRevealer *search_bar;
  GtkWidget *search;
  GtkWidget *spinner;
  GtkWidget *error_box;
  GtkWidget *error_label;
  GtkWidget *days;
  GtkWidget *empty;
  const char *kind;    /* static: filter, NULL is all */
  char *wanted_entity; /* nullable: the record to be shown as soon as it is loaded */
  gint64 wanted_id;
};

G_DEFINE_FINAL_TYPE (CrmTimelineView, crm_timeline_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_FOLLOW_UP,
  SIGNAL_MAKE_TASK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Days: a box with a heading and a list, and the date as data. */

static GtkListBox *
get_day_list (GtkWidget *day)
{
  return GTK_LIST_BOX (gtk_widget_get_last_child (day));
}

static const char *
get_day_date (GtkWidget *day)
{
  return g_object_get_data (G_OBJECT (day), "date");
}

static GtkWidget *
row_get_day (GtkWidget *row)
{
  return gtk_widget_get_parent (gtk_widget_get_parent (row));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  if (crm_timeline_changes_is_row (GTK_WIDGET (row)))
    crm_timeline_changes_toggle (GTK_WIDGET (row));
  else
    crm_timeline_row_activate (CRM_TIMELINE_ROW (row));
}

static void apply_filter (CrmTimelineView *self);

static GtkWidget *
new_day (CrmTimelineView *self, const char *date)
{
  GtkWidget *day = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *text = crm_date_display_heading (date, today);
  GtkWidget *heading = gtk_label_new (text);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_margin_start (heading, 4);
  gtk_widget_add_css_class (heading, "sec");
  if (g_str_equal (date, today))
    gtk_widget_add_css_class (heading, "accent");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_object_set_data_full (G_OBJECT (day), "date", g_strdup (date), g_free);
  gtk_box_append (GTK_BOX (day), heading);
  gtk_box_append (GTK_BOX (day), list);
  return day;
}

/* The day that holds this date, made after the day of the row before when there is none. */
static GtkWidget *
ensure_day (CrmTimelineView *self, guint position, const char *date)
{
  GtkWidget *before = position > 0 ? row_get_day (g_ptr_array_index (self->rows, position - 1)) : NULL;
  GtkWidget *after =
      before != NULL ? gtk_widget_get_next_sibling (before) : gtk_widget_get_first_child (self->days);
  GtkWidget *day;

  if (before != NULL && g_str_equal (get_day_date (before), date))
    return before;
  if (after != NULL && g_str_equal (get_day_date (after), date))
    return after;
  day = new_day (self, date);
  gtk_box_insert_child_after (GTK_BOX (self->days), day, before);
  return day;
}

/* Rows */

static gboolean
is_searched (CrmTimelineView *self)
{
  return !crm_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static gboolean
is_filtered (CrmTimelineView *self)
{
  return self->kind != NULL || is_searched (self) ||
         crm_timeline_filter_is_set (CRM_TIMELINE_FILTER (self->filter));
}

static void
on_row_edit (CrmTimelineRow *row, CrmTimelineView *self)
{
  crm_composer_window_present (
      GTK_WIDGET (self), self->store, crm_activity_get_row (crm_timeline_row_get_activity (row)));
}

static void
on_row_follow_up (CrmTimelineRow *row, CrmTimelineView *self)
{
  g_signal_emit (self, signals[SIGNAL_FOLLOW_UP], 0, crm_timeline_row_get_activity (row));
}

static void
on_row_make_task (CrmTimelineRow *row, CrmTimelineView *self)
{
  g_signal_emit (self, signals[SIGNAL_MAKE_TASK], 0, crm_timeline_row_get_activity (row));
}

static void
look_for_wanted (CrmTimelineView *self)
{
  if (self->wanted_entity == NULL || crm_timeline_is_loading (self->timeline))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      const CrmActivityLine *line =
          crm_activity_get_line (crm_timeline_row_get_activity (CRM_TIMELINE_ROW (row)));

      if (line->record_id != self->wanted_id || g_strcmp0 (line->entity, self->wanted_entity) != 0)
        continue;
      gtk_widget_grab_focus (row);
      break;
    }
  g_clear_pointer (&self->wanted_entity, g_free);
}

void
crm_timeline_view_show_record (CrmTimelineView *self, const char *entity, gint64 id)
{
  g_autofree char *copy = g_strdup (entity);

  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  if (is_filtered (self))
    {
      crm_timeline_filter_clear (CRM_TIMELINE_FILTER (self->filter));
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (self->chips)), TRUE);
      apply_filter (self);
    }
  /* Emptying the list for it tells of a list without it. */
  crm_timeline_jump_to (self->timeline, copy, id);
  g_free (self->wanted_entity);
  self->wanted_entity = g_steal_pointer (&copy);
  self->wanted_id = id;
  look_for_wanted (self);
}

static void
on_row_trigger (CrmTimelineRow *row, CrmTimelineView *self)
{
  gint64 id;
  const char *entity = crm_timeline_row_get_trigger (row, &id);

  if (entity != NULL)
    crm_timeline_view_show_record (self, entity, id);
}

typedef struct
{
  CrmTimelineView *self; /* owned */
  CrmActivity *activity; /* owned */
} Context;

static void
context_free (gpointer data)
{
  Context *context = data;

  g_object_unref (context->activity);
  g_object_unref (context->self);
  g_free (context);
}

static gboolean
show_context (gpointer data)
{
  const Context *context = data;
  const CrmActivityLine *line = crm_activity_get_line (context->activity);

  if (context->self->rows != NULL)
    crm_timeline_view_show_record (context->self, line->entity, line->record_id);
  return G_SOURCE_REMOVE;
}

/* The row that asks goes away with the search. */
static void
on_row_context (CrmTimelineRow *row, CrmTimelineView *self)
{
  Context *context = g_new (Context, 1);

  context->self = g_object_ref (self);
  context->activity = g_object_ref (crm_timeline_row_get_activity (row));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_context, context, context_free);
}

static GtkWidget *
new_row (CrmTimelineView *self, CrmActivity *activity, gboolean with_date)
{
  GtkWidget *row = crm_timeline_row_new (self->store, activity, with_date);

  g_signal_connect (row, "edit", G_CALLBACK (on_row_edit), self);
  g_signal_connect (row, "follow-up", G_CALLBACK (on_row_follow_up), self);
  g_signal_connect (row, "make-task", G_CALLBACK (on_row_make_task), self);
  g_signal_connect (row, "trigger", G_CALLBACK (on_row_trigger), self);
  g_signal_connect (row, "context", G_CALLBACK (on_row_context), self);
  return row;
}

static void
insert_row (CrmTimelineView *self, guint position)
{
  g_autoptr (CrmActivity) activity = g_list_model_get_item (G_LIST_MODEL (self->timeline), position);
  g_autofree char *date =
      crm_instant_date (crm_activity_get_line (activity)->at, crm_store_get_zone (self->store));
  GtkWidget *row = new_row (self, activity, FALSE);
  g_auto (GStrv) words =
      is_searched (self) ? crm_text_words (gtk_editable_get_text (GTK_EDITABLE (self->search))) : NULL;
  GtkWidget *day = ensure_day (self, position, date);
  GtkWidget *before = position > 0 ? g_ptr_array_index (self->rows, position - 1) : NULL;
  int index = before != NULL && row_get_day (before) == day
                  ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (before)) + 1
                  : 0;

  if (words != NULL)
    crm_timeline_row_set_found (CRM_TIMELINE_ROW (row), (const char *const *)words);
  gtk_list_box_insert (get_day_list (day), row, index);
  g_ptr_array_insert (self->rows, position, row);
}

static void
remove_row (CrmTimelineView *self, guint position)
{
  GtkWidget *row = g_ptr_array_index (self->rows, position);
  GtkWidget *day = row_get_day (row);

  g_ptr_array_remove_index (self->rows, position);
  gtk_list_box_remove (get_day_list (day), row);
  if (gtk_widget_get_first_child (GTK_WIDGET (get_day_list (day))) == NULL)
    gtk_box_remove (GTK_BOX (self->days), day);
}

/* Changes of fields among the entries */

static gint64
get_row_at (GtkWidget *row)
{
  return crm_activity_get_line (crm_timeline_row_get_activity (CRM_TIMELINE_ROW (row)))->at;
}

static void
remove_changes (CrmTimelineView *self)
{
  GtkWidget *day = gtk_widget_get_first_child (self->days);

  while (day != NULL)
    {
      GtkWidget *next_day = gtk_widget_get_next_sibling (day);
      GtkListBox *list = get_day_list (day);
      GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list));

      while (row != NULL)
        {
          GtkWidget *next = gtk_widget_get_next_sibling (row);

          if (crm_timeline_changes_is_row (row))
            gtk_list_box_remove (list, row);
          row = next;
        }
      if (gtk_widget_get_first_child (GTK_WIDGET (list)) == NULL)
        gtk_box_remove (GTK_BOX (self->days), day);
      day = next_day;
    }
}

static void
place_change (CrmTimelineView *self, const CrmTimelineChange *change)
{
  g_autofree char *date = crm_instant_date (change->at, crm_store_get_zone (self->store));
  GtkWidget *before = NULL, *day = gtk_widget_get_first_child (self->days), *row;
  int index = 0;

  while (day != NULL && strcmp (get_day_date (day), date) > 0)
    {
      before = day;
      day = gtk_widget_get_next_sibling (day);
    }
  if (day == NULL || !g_str_equal (get_day_date (day), date))
    {
      day = new_day (self, date);
      gtk_box_insert_child_after (GTK_BOX (self->days), day, before);
    }
  /* They come newest first: what stands here already is newer, whether entry or change. */
  for (row = gtk_widget_get_first_child (GTK_WIDGET (get_day_list (day)));
       row != NULL && (crm_timeline_changes_is_row (row) || get_row_at (row) > change->at);
       row = gtk_widget_get_next_sibling (row))
    index++;
  gtk_list_box_insert (get_day_list (day), change->row, index);
}

static gboolean
place_changes (gpointer data)
{
  CrmTimelineView *self = data;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) found = NULL;
  gint64 from;

  self->place_idle = 0;
  if (crm_timeline_is_loading (self->timeline))
    return G_SOURCE_REMOVE;
  remove_changes (self);
  if (is_filtered (self) || crm_timeline_get_client (self->timeline) == 0 ||
      !crm_timeline_is_at_top (self->timeline))
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64 at = get_row_at (g_ptr_array_index (self->rows, i));

      g_array_append_val (times, at);
    }
  from = crm_timeline_is_complete (self->timeline) || times->len == 0
             ? G_MININT64
             : g_array_index (times, gint64, times->len - 1);
  found = crm_timeline_changes_list (self->changes, from, G_MAXINT64, times);
  for (guint i = 0; i < found->len; i++)
    place_change (self, &g_array_index (found, CrmTimelineChange, i));
  return G_SOURCE_REMOVE;
}

static void
place_changes_later (CrmTimelineView *self)
{
  if (self->place_idle == 0)
    self->place_idle = g_idle_add (place_changes, self);
}

static gboolean
is_focus_inside (CrmTimelineView *self)
{
  return gtk_widget_get_focus_child (self->days) != NULL;
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, CrmTimelineView *self)
{
  gboolean focused = removed > 0 && is_focus_inside (self);

  /* The whole strip is scrolled past its head: what is on screen stays there. */
  if (self->adjustment != NULL && position == 0 && self->rows->len > 0 && removed < self->rows->len &&
      gtk_adjustment_get_value (self->adjustment) > gtk_adjustment_get_page_size (self->adjustment) / 2)
    self->upper = gtk_adjustment_get_upper (self->adjustment);
  for (guint i = 0; i < removed; i++)
    remove_row (self, position);
  for (guint i = 0; i < added; i++)
    insert_row (self, position + i);
  if (focused && self->rows->len > 0 && !is_focus_inside (self))
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, MIN (position, self->rows->len - 1)));
  place_changes_later (self);
}

static void
on_pinned_changed (GListModel *model, guint position, guint removed, guint added, CrmTimelineView *self)
{
  for (guint i = 0; i < removed; i++)
    gtk_list_box_remove (self->pinned, GTK_WIDGET (gtk_list_box_get_row_at_index (self->pinned, position)));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (CrmActivity) activity = g_list_model_get_item (model, position + i);

      gtk_list_box_insert (self->pinned, new_row (self, activity, TRUE), position + i);
    }
  gtk_widget_set_visible (self->pinned_box, g_list_model_get_n_items (model) > 0);
}

/* State */

static gboolean
on_spinner_due (gpointer data)
{
  CrmTimelineView *self = data;

  self->spinner_timeout = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  return G_SOURCE_REMOVE;
}

static void
update_state (CrmTimelineView *self)
{
  gboolean loading = crm_timeline_is_loading (self->timeline);
  const char *error = crm_timeline_get_error (self->timeline);

  if (loading && self->spinner_timeout == 0 && !gtk_widget_get_visible (self->spinner))
    self->spinner_timeout = g_timeout_add (SPINNER_MS, on_spinner_due, self);
  if (!loading)
    {
      g_clear_handle_id (&self->spinner_timeout, g_source_remove);
      gtk_spinner_stop (GTK_SPINNER (self->spinner));
      gtk_widget_set_visible (self->spinner, FALSE);
    }
  gtk_label_set_text (GTK_LABEL (self->error_label), error != NULL ? error : "");
  gtk_widget_set_visible (self->error_box, error != NULL);
  gtk_label_set_text (
      GTK_LABEL (self->empty), !crm_timeline_is_at_top (self->timeline) ? _ ("Nothing that early.")
                               : is_filtered (self)                     ? _ ("No such entry.")
                                                    : _ ("Nothing yet. Write the first note above."));
  gtk_widget_set_visible (self->newer, !crm_timeline_is_at_top (self->timeline));
  gtk_widget_set_visible (self->empty,
      !loading && error == NULL && self->rows->len == 0 &&
          (crm_timeline_get_client (self->timeline) != 0 || crm_timeline_get_deal (self->timeline) != 0));
}

static void
load_if_near (CrmTimelineView *self)
{
  double rest;

  if (self->adjustment == NULL || crm_timeline_is_loading (self->timeline) ||
      crm_timeline_is_complete (self->timeline) || crm_timeline_get_error (self->timeline) != NULL)
    return;
  rest = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment) -
         gtk_adjustment_get_value (self->adjustment);
  if (rest < NEAR_END && self->rows->len > 0)
    crm_timeline_load_more (self->timeline);
}

static void
on_timeline_notify (GObject *object, GParamSpec *pspec, CrmTimelineView *self)
{
  update_state (self);
  look_for_wanted (self);
  place_changes_later (self);
}

static void
on_scrolled (GtkAdjustment *adjustment, CrmTimelineView *self)
{
  load_if_near (self);
}

static void
on_adjustment_changed (GtkAdjustment *adjustment, CrmTimelineView *self)
{
  double upper = gtk_adjustment_get_upper (adjustment);

  if (self->upper >= 0 && upper != self->upper)
    {
      double moved = upper - self->upper;

      self->upper = -1;
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + moved);
    }
  load_if_near (self);
}

/* Filter */

static void
apply_filter (CrmTimelineView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  CrmTimelineFilter *filter = CRM_TIMELINE_FILTER (self->filter);

  crm_timeline_set_scope (self->timeline, crm_timeline_filter_get_person (filter),
      crm_timeline_filter_get_deal (filter), crm_timeline_filter_get_direction (filter));
  crm_timeline_set_filter (self->timeline, self->kind, crm_text_is_blank (text) ? NULL : text);
  update_state (self);
}

static void
on_chip_toggled (GtkToggleButton *chip, CrmTimelineView *self)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  self->kind = g_object_get_data (G_OBJECT (chip), "kind");
  apply_filter (self);
}

static void
on_search_changed (CrmTimelineView *self)
{
  apply_filter (self);
}

static void
on_search_stopped (CrmTimelineView *self)
{
  gtk_revealer_set_reveal_child (self->search_bar, FALSE);
}

static void
on_search_revealed (CrmTimelineView *self)
{
  if (gtk_revealer_get_reveal_child (self->search_bar))
    gtk_widget_grab_focus (self->search);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* Moving through the months shows each of them at once. */
static void
on_day_selected (GtkCalendar *calendar, CrmTimelineView *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *next = crm_date_add_days (date, 1);

  crm_timeline_jump (self->timeline, crm_date_instant (next, crm_store_get_zone (self->store)));
}

static void
on_newer_clicked (CrmTimelineView *self)
{
  crm_timeline_load_newer (self->timeline);
}

static void
on_newest_clicked (CrmTimelineView *self)
{
  crm_timeline_jump (self->timeline, 0);
}

static void
on_retry (CrmTimelineView *self)
{
  apply_filter (self);
}

static void
make_chips (CrmTimelineView *self)
{
  static const char *const chips[][2] = {
    { N_ ("All"), NULL },
    { N_ ("Calls"), "call" },
    { N_ ("SMS"), "sms" },
    { N_ ("Meetings"), "meeting" },
    { N_ ("Notes"), "note" },
    { N_ ("Deals"), "deal" },
  };
  GtkWidget *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      GtkWidget *chip = crm_chip_new (_ (chips[i][0]), NULL, first);

      if (first == NULL)
        {
          first = chip;
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
        }
      g_object_set_data (G_OBJECT (chip), "kind", (gpointer)chips[i][1]);
      g_signal_connect (chip, "toggled", G_CALLBACK (on_chip_toggled), self);
      gtk_box_append (GTK_BOX (self->chips), chip);
    }
}

static void
crm_timeline_view_dispose (GObject *object)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (object);

  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  g_clear_handle_id (&self->place_idle, g_source_remove);
  if (self->changes != NULL)
    g_signal_handlers_disconnect_by_data (self->changes, self);
  g_clear_object (&self->changes);
  if (self->timeline != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->timeline, self);
      g_signal_handlers_disconnect_by_data (crm_timeline_get_pinned (self->timeline), self);
    }
  crm_timeline_view_set_adjustment (self, NULL);
  g_clear_pointer (&self->wanted_entity, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->timeline);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_timeline_view_parent_class)->dispose (object);
}

static void
crm_timeline_view_class_init (CrmTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_timeline_view_dispose;
  signals[SIGNAL_MAKE_TASK] = g_signal_new ("make-task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_ACTIVITY);
  signals[SIGNAL_FOLLOW_UP] = g_signal_new ("follow-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_ACTIVITY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/timeline/crm-timeline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, pinned_box);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, pinned);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, title);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, switches);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, search_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, filter_slot);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, calendar);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, newer);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, search);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, error_box);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, error_label);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, days);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_search_revealed);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_newer_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_newest_clicked);
}

static void
crm_timeline_view_init (CrmTimelineView *self)
{
  self->upper = -1;
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_timeline_view_new (CrmStore *store)
{
  CrmTimelineView *self = g_object_new (CRM_TYPE_TIMELINE_VIEW, NULL);

  self->store = g_object_ref (store);
  self->timeline = crm_timeline_new (store);
  g_signal_connect (self->timeline, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect (self->timeline, "notify", G_CALLBACK (on_timeline_notify), self);
  g_signal_connect (
      crm_timeline_get_pinned (self->timeline), "items-changed", G_CALLBACK (on_pinned_changed), self);
  self->changes = crm_timeline_changes_new (store);
  g_signal_connect_swapped (self->changes, "changed", G_CALLBACK (place_changes_later), self);
  self->filter = crm_timeline_filter_new (store);
  adw_bin_set_child (self->filter_slot, self->filter);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (apply_filter), self, G_CONNECT_SWAPPED);
  make_chips (self);
  return GTK_WIDGET (self);
}

void
crm_timeline_view_set_adjustment (CrmTimelineView *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  g_signal_connect (adjustment, "changed", G_CALLBACK (on_adjustment_changed), self);
}

void
crm_timeline_view_set_client (CrmTimelineView *self, gint64 client_id)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  self->upper = -1;
  if (crm_timeline_get_client (self->timeline) == client_id && crm_timeline_get_deal (self->timeline) == 0)
    return;
  g_clear_pointer (&self->wanted_entity, g_free);
  crm_timeline_filter_set_client (CRM_TIMELINE_FILTER (self->filter), client_id);
  crm_timeline_changes_set_client (self->changes, client_id);
  crm_timeline_set_client (self->timeline, client_id);
  update_state (self);
}

void
crm_timeline_view_set_deal (CrmTimelineView *self, gint64 deal_id)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  self->upper = -1;
  if (crm_timeline_get_deal (self->timeline) == deal_id && crm_timeline_get_client (self->timeline) == 0)
    return;
  g_clear_pointer (&self->wanted_entity, g_free);
  crm_timeline_filter_set_client (CRM_TIMELINE_FILTER (self->filter), 0);
  crm_timeline_changes_set_client (self->changes, 0);
  crm_timeline_set_deal (self->timeline, deal_id);
  update_state (self);
}

void
crm_timeline_view_set_title (CrmTimelineView *self, const char *title)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  gtk_label_set_text (GTK_LABEL (self->title), title);
}

void
crm_timeline_view_add_switch (CrmTimelineView *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  gtk_box_append (GTK_BOX (self->switches), widget);
}

CrmTimeline *
crm_timeline_view_get_timeline (CrmTimelineView *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_VIEW (self), NULL);
  return self->timeline;
}

void
crm_timeline_view_focus_search (CrmTimelineView *self)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  gtk_revealer_set_reveal_child (self->search_bar, TRUE);
  gtk_widget_grab_focus (self->search);
}

gboolean
crm_timeline_view_end_search (CrmTimelineView *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_VIEW (self), FALSE);
  if (!gtk_revealer_get_reveal_child (self->search_bar))
    return FALSE;
  gtk_revealer_set_reveal_child (self->search_bar, FALSE);
  return TRUE;
}

void
crm_timeline_view_step (CrmTimelineView *self, int step)
{
  int position = step > 0 ? -1 : (int)self->rows->len;

  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_is_focus (g_ptr_array_index (self->rows, i)) ||
        gtk_widget_get_focus_child (g_ptr_array_index (self->rows, i)) != NULL)
      position = i;
  if (position < 0 && step < 0)
    return;
  position += step;
  if (position >= 0 && (guint)position < self->rows->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, position));
}

guint
crm_timeline_view_get_n_rows (CrmTimelineView *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_VIEW (self), 0);
  return self->rows->len;
}

GtkWidget *
crm_timeline_view_get_row (CrmTimelineView *self, guint position)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_VIEW (self), NULL);
  return position < self->rows->len ? g_ptr_array_index (self->rows, position) : NULL;
}
