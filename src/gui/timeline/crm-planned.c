/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-planned.h"

#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-recurrence.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "meeting/crm-meeting-outcome.h"
#include "meeting/crm-meeting.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-reschedule-popover.h"
#include "task/crm-task.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-section.h"
#include "widgets/crm-wrap-layout.h"

/* Reads again with every commit that touches a task or a meeting; there are few rows, so they are made anew. Main thread, but for
 * functions named _in_worker. */

#define MAX_ROWS 50
#define PAST_DAYS 14   /* how long it is asked whether a time of a series took place */
#define AHEAD_DAYS 370 /* in which the next time of a series is looked for */

struct _CrmPlanned
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client;
  gint64 deal;
  gboolean wanted;
  GCancellable *cancellable; /* of the read under way, nullable */
  CrmSection *section;
  GtkWidget *empty; /* row */
};

G_DEFINE_FINAL_TYPE (CrmPlanned, crm_planned, ADW_TYPE_BIN)

/* Reading */

typedef struct
{
  gint64 client;
  gint64 deal;
} Ask;

/* A task, or one time of a meeting. */
typedef struct
{
  CrmRow *record;
  gint64 starts_at; /* of a meeting */
  gint64 ends_at;
  char *rid; /* "" for one that does not repeat */
  char *
      whose; /* on the card of a company: its people that it is about, when it is not about the company itself; nullable */
  char *sequence; /* of a task: the one it is a step of, nullable */
  char *goal;     /* the result wanted of that, nullable */
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  crm_row_unref (line->record);
  g_free (line->rid);
  g_free (line->whose);
  g_free (line->sequence);
  g_free (line->goal);
  g_free (line);
}

static gboolean
is_task (const Line *line)
{
  return g_str_equal (crm_entity_get_name (line->record->entity), "task");
}

static char *
dup_whose_in_worker (CrmTransaction *tx, const Ask *ask, const Line *line)
{
  const CrmValue *value = crm_row_get (line->record, is_task (line) ? CRM_TASK_CLIENT : CRM_MEETING_CLIENTS);
  g_autoptr (GString) names = g_string_new (NULL);

  if (ask->client == 0)
    return NULL;
  if (value->type == CRM_VALUE_INTEGER)
    return value->v.integer != ask->client ? crm_transaction_dup_title (tx, "client", value->v.integer)
                                           : NULL;
  for (guint i = 0; value->type == CRM_VALUE_LIST && value->v.list != NULL && i < value->v.list->len; i++)
    {
      gint64 client = g_array_index (value->v.list, gint64, i);
      g_autofree char *name = client != ask->client ? crm_transaction_dup_title (tx, "client", client) : NULL;

      if (client == ask->client)
        return NULL;
      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static Line *
add_line_in_worker (
    CrmTransaction *tx, const Ask *ask, GPtrArray *lines, CrmRow *record, const CrmOccurrence *time)
{
  Line *line = g_new0 (Line, 1);

  line->record = crm_row_ref (record);
  line->whose = dup_whose_in_worker (tx, ask, line);
  line->rid = g_strdup (time != NULL ? time->rid : "");
  line->starts_at = time != NULL ? time->starts_at : 0;
  line->ends_at = time != NULL ? time->ends_at : 0;
  g_ptr_array_add (lines, line);
  return line;
}

static gboolean
add_task_in_worker (CrmTransaction *tx, const Ask *ask, CrmRow *record, GPtrArray *lines, GError **error)
{
  Line *line = add_line_in_worker (tx, ask, lines, record, NULL);
  GError *failure = NULL;

  line->sequence = crm_task_run_describe (tx, record, &line->goal, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/* The last time that nobody has said anything about, and the next one. */
static gboolean
add_meeting_in_worker (CrmTransaction *tx, const Ask *ask, CrmRow *record, GPtrArray *lines, GError **error)
{
  gint64 now = crm_clock_now ();
  gboolean repeats = crm_row_get_text (record, CRM_MEETING_RECURRENCE) != NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) coming = NULL;

  past = crm_meeting_list_occurrences (
      tx, record->id, repeats ? now - PAST_DAYS * G_TIME_SPAN_DAY : 0, now, MAX_ROWS, error);
  coming = past != NULL ? crm_meeting_list_occurrences (
                              tx, record->id, now, now + AHEAD_DAYS * G_TIME_SPAN_DAY, 1, error)
                        : NULL;
  if (coming == NULL)
    return FALSE;
  if (past->len > 0)
    add_line_in_worker (tx, ask, lines, record, past->pdata[past->len - 1]);
  if (coming->len > 0)
    add_line_in_worker (tx, ask, lines, record, coming->pdata[0]);
  return TRUE;
}

static gboolean
read_in (CrmTransaction *tx, const Ask *ask, CrmQuery *query, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) found = NULL;

  crm_query_set_limit (query, MAX_ROWS);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return FALSE;
  found = crm_transaction_load_many (
      tx, crm_query_get_entity (query), (const gint64 *)ids->data, ids->len, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!(g_str_equal (crm_query_get_entity (query), "task")
                ? add_task_in_worker (tx, ask, found->pdata[i], rows, error)
                : add_meeting_in_worker (tx, ask, found->pdata[i], rows, error)))
      return FALSE;
  return found != NULL;
}

static CrmCondition *
with_people_in_worker (CrmTransaction *tx, gint64 client, const char *field, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  g_autoptr (CrmCondition) any = crm_condition_new_group (TRUE);
  g_autoptr (GArray) people = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("company", CRM_TEST_EQUAL, value));
  crm_query_set_limit (query, MAX_ROWS);
  people = crm_transaction_find (tx, query, error);
  if (people == NULL)
    return NULL;
  crm_condition_add (any, crm_condition_new (field, CRM_TEST_EQUAL, value));
  for (guint i = 0; i < people->len; i++)
    {
      g_autofree char *person = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (people, gint64, i));

      crm_condition_add (any, crm_condition_new (field, CRM_TEST_EQUAL, person));
    }
  return g_steal_pointer (&any);
}

static CrmCondition *
whose_in_worker (CrmTransaction *tx, Ask *ask, const char *field, GError **error)
{
  g_autofree char *deal = g_strdup_printf ("%" G_GINT64_FORMAT, ask->deal);

  return ask->deal != 0 ? crm_condition_new ("deal", CRM_TEST_EQUAL, deal)
                        : with_people_in_worker (tx, ask->client, field, error);
}

static gint64
get_key (const Line *line)
{
  gint64 key = is_task (line) ? crm_row_get_integer (line->record, CRM_TASK_KEY) : line->starts_at;

  return key != 0 ? key : G_MAXINT64;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 first = get_key (*(Line *const *)a), second = get_key (*(Line *const *)b);

  return (first > second) - (first < second);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (CrmQuery) tasks = crm_query_new ("task");
  g_autoptr (CrmQuery) meetings = crm_query_new ("meeting");
  CrmCondition *whose = whose_in_worker (tx, ask, "client", error);

  if (whose == NULL)
    return NULL;
  crm_condition_add (crm_query_get_where (tasks), whose);
  crm_condition_add (crm_query_get_where (tasks), crm_condition_new ("done_at", CRM_TEST_EMPTY, NULL));
  crm_query_add_order (tasks, "due_key");
  whose = whose_in_worker (tx, ask, "clients", error);
  if (whose == NULL)
    return NULL;
  crm_condition_add (crm_query_get_where (meetings), whose);
  crm_condition_add (crm_query_get_where (meetings), crm_condition_new ("state", CRM_TEST_EQUAL, "planned"));
  crm_query_add_order (meetings, "starts_at");
  if (!read_in (tx, ask, tasks, rows, error) || !read_in (tx, ask, meetings, rows, error))
    return NULL;
  g_ptr_array_sort (rows, compare_keys);
  return g_steal_pointer (&rows);
}

/* Rows */

static gint64
get_id (GtkWidget *row)
{
  CrmRow *record = row != NULL ? g_object_get_data (G_OBJECT (row), "record") : NULL;

  return record != NULL ? record->id : 0;
}

/* "Thu 19 Nov, 10:00 – 11:00 · ul. Długa 12"; one that is over asks what came of it. */
static char *
dup_meeting_caption (const Line *line, gint64 now, GTimeZone *zone, const char **style)
{
  gboolean all_day = crm_row_get_text (line->record, CRM_MEETING_STARTS_ON) != NULL;
  const char *place = crm_row_get_text (line->record, CRM_MEETING_PLACE);
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *day = crm_instant_date (line->starts_at, zone);
  g_autofree char *time = crm_calendar_dup_time (line->starts_at, line->ends_at, all_day, zone);

  if (MAX (line->ends_at, line->starts_at) <= now)
    {
      *style = "late";
      return g_strdup_printf (_ ("Did it take place? %s"), time);
    }
  if (g_str_equal (day, today))
    *style = "today";
  return place != NULL ? g_strdup_printf ("%s · %s", time, place) : g_steal_pointer (&time);
}

/* Style: how near it is. */
static char *
dup_task_caption (CrmRow *row, gint64 now, GTimeZone *zone, const char **style)
{
  const char *on = crm_row_get_text (row, CRM_TASK_DUE_ON);
  const char *kind = crm_row_get_text (row, CRM_TASK_KIND);
  gint64 at = crm_row_get_integer (row, CRM_TASK_DUE_AT), key = crm_row_get_integer (row, CRM_TASK_KEY);
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *due = at != 0      ? crm_instant_display_relative (at, now, zone)
                         : on != NULL ? crm_date_display_heading (on, today)
                                      : g_strdup (_ ("No date"));

  *style = "dim-label";
  if (g_strcmp0 (kind, "wait") == 0)
    return g_strdup_printf (_ ("Waiting for the client: %s"), due);
  if (key != 0 && key <= now)
    {
      *style = "late";
      return g_strdup_printf (_ ("Overdue: %s"), due);
    }
  if (on != NULL && g_str_equal (on, today))
    *style = "today";
  return g_steal_pointer (&due);
}

static GtkWidget *
new_words (const char *title, const char *caption, const char *style)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *first = gtk_label_new (title);
  GtkWidget *second = gtk_label_new (caption);

  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_ellipsize (GTK_LABEL (first), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (first, "semibold");
  gtk_widget_set_tooltip_text (first, title);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "numeric");
  gtk_widget_add_css_class (second, style);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), first);
  gtk_box_append (GTK_BOX (words), second);
  return words;
}

static void
on_check_toggled (GtkCheckButton *check, GtkWidget *row)
{
  if (gtk_check_button_get_active (check))
    gtk_widget_activate_action (row, "task.done", "x", get_id (row));
}

static GtkWidget *
new_check (GtkWidget *row, const char *title)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = g_strdup_printf (_ ("Done: %s"), title);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (check, 34, 34);
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (check, _ ("Done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_check_toggled), row, 0);
  return check;
}

static GtkWidget *
new_snooze (GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("alarm-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _ ("Put off"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Put off"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", get_id (row));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "task.reschedule");
  return button;
}

/* Who is asked what came of a meeting knows it by its row. */
static GtkWidget *
new_answer (const Line *line, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("object-select-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Note the outcome: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _ ("Note the outcome"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", line->record->id, line->rid);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "meeting.outcome");
  return button;
}

static GtkWidget *
new_repeat (const Line *line)
{
  g_autoptr (CrmRecurrence) rule =
      crm_recurrence_new (crm_row_get_text (line->record, CRM_MEETING_RECURRENCE), NULL);
  g_autofree char *text = rule != NULL ? crm_recurrence_describe (rule, NULL) : NULL;
  GtkWidget *sign = gtk_image_new_from_icon_name ("media-playlist-repeat-symbolic");

  gtk_widget_add_css_class (sign, "dim-label");
  gtk_widget_set_tooltip_text (sign, text != NULL ? text : _ ("Repeats"));
  return sign;
}

static void
add_task_parts (GtkWidget *row, GtkWidget *box, CrmRow *task)
{
  if (g_strcmp0 (crm_row_get_text (task, CRM_TASK_PRIORITY), "high") == 0)
    {
      GtkWidget *flag = gtk_image_new_from_icon_name ("crm-flag-symbolic");

      gtk_widget_add_css_class (flag, "late");
      gtk_widget_set_tooltip_text (flag, _ ("Important"));
      gtk_box_append (GTK_BOX (box), flag);
    }
  gtk_box_append (GTK_BOX (box), new_snooze (row));
}

static GtkWidget *
new_row (CrmPlanned *self, const Line *line)
{
  CrmRow *record = line->record;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gint64 now = crm_clock_now ();
  GTimeZone *zone = crm_store_get_zone (self->store);
  const char *style = "dim-label";
  g_autofree char *title = crm_row_dup_title (record);
  g_autofree char *time = is_task (line) ? dup_task_caption (record, now, zone, &style)
                                         : dup_meeting_caption (line, now, zone, &style);
  g_autofree char *first =
      line->whose != NULL ? g_strdup_printf ("%s · %s", time, line->whose) : g_strdup (time);
  g_autofree char *caption =
      line->sequence != NULL ? g_strdup_printf ("%s · %s", first, line->sequence) : g_strdup (first);
  /* Translators: the result wanted of a sequence of steps. */
  g_autofree char *goal = line->goal != NULL ? g_strdup_printf (_ ("Result wanted: %s"), line->goal) : NULL;
  g_autofree char *name = g_strdup_printf ("%s, %s", title, caption);

  g_object_set_data_full (G_OBJECT (row), "record", crm_row_ref (record), (GDestroyNotify)crm_row_unref);
  g_object_set_data_full (G_OBJECT (row), "rid", g_strdup (line->rid), g_free);
  gtk_widget_set_tooltip_text (row, goal);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 10);
  if (is_task (line))
    {
      gtk_box_append (GTK_BOX (box), new_check (row, title));
    }
  else
    {
      GtkWidget *disc = crm_disc_new (crm_kind_icon ("meeting", NULL), crm_kind_style ("meeting"), FALSE);

      gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), disc);
    }
  gtk_box_append (GTK_BOX (box), new_words (title, caption, style));
  if (is_task (line))
    add_task_parts (row, box, record);
  else
    {
      if (crm_row_get_text (record, CRM_MEETING_RECURRENCE) != NULL)
        gtk_box_append (GTK_BOX (box), new_repeat (line));
      gtk_box_append (GTK_BOX (box), new_answer (line, title));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !is_task (line));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/* A meeting is opened in its editor. */
static void
on_row_activated (CrmPlanned *self, GtkListBoxRow *row)
{
  const char *rid = g_object_get_data (G_OBJECT (row), "rid");

  if (get_id (GTK_WIDGET (row)) != 0 && rid != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.open-meeting", "(xs)", get_id (GTK_WIDGET (row)), rid);
}

static void
show_rows (CrmPlanned *self, GPtrArray *rows)
{
  GtkListBox *list = crm_section_get_list (self->section);
  GtkWidget *row, *next;
  gint64 focused = get_id (gtk_widget_get_focus_child (GTK_WIDGET (list)));

  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (row != self->empty)
        gtk_list_box_remove (list, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      row = new_row (self, rows->pdata[i]);
      gtk_list_box_append (list, row);
      if (focused != 0 && get_id (row) == focused)
        gtk_widget_grab_focus (row);
    }
  gtk_widget_set_visible (self->empty, rows->len == 0 && self->wanted);
  crm_section_update (self->section, FALSE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPlanned) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->section == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (rows == NULL && gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (rows == NULL)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("What is planned could not be read"), NULL);
  else
    show_rows (self, rows);
}

static void
load (CrmPlanned *self)
{
  Ask *ask;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client == 0 && self->deal == 0)
    return;
  self->cancellable = g_cancellable_new ();
  ask = g_new0 (Ask, 1);
  ask->client = self->client;
  ask->deal = self->deal;
  crm_store_read_async (self->store, 0, read_in_worker, ask, g_free, (GDestroyNotify)g_ptr_array_unref,
      self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmPlanned *self)
{
  if (crm_change_set_touches (changes, "task") || crm_change_set_touches (changes, "meeting"))
    load (self);
}

/* Acting */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPlanned) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    return;
  crm_window_report_error (GTK_WIDGET (self), error, _ ("The task could not be changed"), NULL);
  if (self->section != NULL)
    load (self);
}

/* rid NULL: a task's. */
static GtkWidget *
find_row (CrmPlanned *self, gint64 id, const char *rid)
{
  const char *entity = rid != NULL ? "meeting" : "task";

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (crm_section_get_list (self->section)));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      CrmRow *record = g_object_get_data (G_OBJECT (row), "record");

      if (record != NULL && record->id == id && g_str_equal (crm_entity_get_name (record->entity), entity) &&
          (rid == NULL || g_strcmp0 (g_object_get_data (G_OBJECT (row), "rid"), rid) == 0))
        return row;
    }
  return NULL;
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmPlanned *self = CRM_PLANNED (widget);
  gint64 task = g_variant_get_int64 (parameter);
  GtkWidget *row = find_row (self, task, NULL);

  if (row != NULL)
    crm_outcome_popover_show (row, self->store, task);
}

static void
reschedule_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmPlanned *self = CRM_PLANNED (widget);
  gint64 task = g_variant_get_int64 (parameter);
  GtkWidget *row = find_row (self, task, NULL);

  if (row != NULL)
    crm_reschedule_popover_show (row, self->store, &task, 1);
}

static void
outcome_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmPlanned *self = CRM_PLANNED (widget);
  gint64 meeting;
  const char *rid;
  GtkWidget *row;

  g_variant_get (parameter, "(x&s)", &meeting, &rid);
  row = find_row (self, meeting, rid);
  if (row != NULL)
    crm_meeting_outcome_popup (row, self->store, meeting, rid);
}

/* A next step at a click. */
static void
plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmPlanned *self = CRM_PLANNED (widget);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "task");
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *day = crm_date_add_days (today, g_variant_get_int32 (parameter));
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, C_ ("task", "Call"));
  crm_values_set_text (values, CRM_TASK_KIND, "call");
  crm_values_set_text (values, CRM_TASK_DUE_ON, day);
  if (self->client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, self->client);
  if (self->deal != 0)
    crm_values_set_integer (values, CRM_TASK_DEAL, self->deal);
  crm_store_add_async (self->store, values, NULL, on_written, g_object_ref (self));
}

static void
make_empty (CrmPlanned *self)
{
  static const struct
  {
    const char *label;
    int days;
  } offers[] = { { N_ ("Call tomorrow"), 1 }, { N_ ("Call in a week"), 7 } };
  /* In a small window the offers stand below. */
  GtkWidget *box = crm_wrap_box_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_ ("No next step. Plan one:"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (words), gtk_image_new_from_icon_name ("crm-hint-symbolic"));
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (box), words);
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (offers[i].label));

      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", offers[i].days);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "planned.plan");
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 8);
  self->empty = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->empty), FALSE);
  gtk_widget_set_focusable (self->empty, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->empty), box);
  gtk_widget_set_visible (self->empty, FALSE);
  crm_section_append (self->section, self->empty);
}

static void
crm_planned_dispose (GObject *object)
{
  CrmPlanned *self = CRM_PLANNED (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->section = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_planned_parent_class)->dispose (object);
}

static void
crm_planned_class_init (CrmPlannedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_planned_dispose;
  gtk_widget_class_install_action (widget_class, "task.done", "x", done_action);
  gtk_widget_class_install_action (widget_class, "task.reschedule", "x", reschedule_action);
  gtk_widget_class_install_action (widget_class, "meeting.outcome", "(xs)", outcome_action);
  gtk_widget_class_install_action (widget_class, "planned.plan", "i", plan_action);
}

static void
crm_planned_init (CrmPlanned *self)
{
  self->section = CRM_SECTION (crm_section_new (_ ("Planned")));
  g_signal_connect_object (crm_section_get_list (self->section), "row-activated",
      G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  make_empty (self);
  crm_section_update (self->section, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->section));
}

GtkWidget *
crm_planned_new (CrmStore *store)
{
  CrmPlanned *self = g_object_new (CRM_TYPE_PLANNED, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}

void
crm_planned_set_client (CrmPlanned *self, gint64 client_id)
{
  g_return_if_fail (CRM_IS_PLANNED (self));
  if (self->client == client_id && self->deal == 0 && client_id != 0)
    return;
  self->client = client_id;
  self->deal = 0;
  self->wanted = TRUE;
  load (self);
}

void
crm_planned_set_deal (CrmPlanned *self, gint64 deal_id, gint64 client_id, gboolean wanted)
{
  g_return_if_fail (CRM_IS_PLANNED (self));
  if (self->deal == deal_id && self->client == client_id && self->wanted == wanted)
    return;
  self->deal = deal_id;
  self->client = client_id;
  self->wanted = wanted;
  load (self);
}

GtkListBox *
crm_planned_get_list (CrmPlanned *self)
{
  g_return_val_if_fail (CRM_IS_PLANNED (self), NULL);
  return crm_section_get_list (self->section);
}

gboolean
crm_planned_is_loading (CrmPlanned *self)
{
  g_return_val_if_fail (CRM_IS_PLANNED (self), FALSE);
  return self->cancellable != NULL;
}
