/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-day-plan.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-popover.h"
#include "crm-window.h"
#include "task/crm-task-dialog.h"
#include "task/crm-task-writes.h"

/* A grid of one day: it says what is meant, and it is written here as on the calendar page. Main thread, but for functions named _in_worker. */

#define PLANNED \
  (CRM_LAYER_MEETINGS | CRM_LAYER_EVENTS | CRM_LAYER_TASKS | CRM_LAYER_LEAVE | CRM_LAYER_HOLIDAYS | \
      CRM_LAYER_HOURS)
#define STEP (15 * G_TIME_SPAN_MINUTE)
#define LENGTH (30 * G_TIME_SPAN_MINUTE)
#define LAST_MINUTE (22 * 60)

struct _CrmDayPlan
{
  AdwBin parent_instance;

  CrmStore *store; /* owned */
  GCancellable *cancellable;
  GtkWidget *grid;
  GtkWidget *error;
  CrmAgenda *agenda; /* owned, nullable: what is shown */
  guint32 day;
  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmDayPlan, crm_day_plan, ADW_TYPE_BIN)

/* Reading */

static CrmAgenda *
read_day (CrmTransaction *tx, gint64 from, gint64 until, GError **error)
{
  CrmAgendaQuery query = {
    .from = from,
    .until = until,
    .layers = PLANNED,
    .zone = crm_transaction_get_zone (tx),
    .owner = crm_transaction_get_user (tx),
  };

  return crm_agenda_read (tx, &query, error);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  guint32 day = *(guint32 *)data;
  GTimeZone *zone = crm_transaction_get_zone (tx);

  return read_day (tx, crm_local_instant (day, 0, zone), crm_local_instant (day + 1, 0, zone), error);
}

static void
agenda_free (gpointer data)
{
  crm_agenda_unref (data);
}

static void
show_again (CrmDayPlan *self)
{
  if (self->agenda != NULL)
    crm_calendar_grid_set_agenda (CRM_CALENDAR_GRID (self->grid), self->day, 1, self->agenda);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDayPlan) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmAgenda) agenda = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (CrmAgenda) old = NULL;
  gboolean first = self->agenda == NULL;

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_visible (self->error, agenda == NULL);
  if (agenda == NULL)
    gtk_label_set_text (GTK_LABEL (self->error), error->message);
  else
    {
      /* The grid still points into the old one. */
      old = self->agenda;
      self->agenda = g_steal_pointer (&agenda);
      show_again (self);
      if (first)
        crm_calendar_grid_go_to (CRM_CALENDAR_GRID (self->grid), crm_clock_now ());
    }
  if (self->stale)
    crm_day_plan_refresh (self);
}

void
crm_day_plan_refresh (CrmDayPlan *self)
{
  g_return_if_fail (CRM_IS_DAY_PLAN (self));
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  self->day = crm_calendar_today (self->store);
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&self->day, sizeof self->day), g_free,
      agenda_free, self->cancellable, on_read, g_object_ref (self));
}

/* What the grid says */

static void
on_given_up (GtkWidget *plan)
{
  show_again (CRM_DAY_PLAN (plan));
}

static void
on_change (GtkWidget *grid, CrmAgendaItem *item, gint64 starts_at, gint64 ends_at, gboolean all_day,
    gboolean copy, CrmDayPlan *self)
{
  if (copy ? crm_calendar_write_copy (GTK_WIDGET (self), self->store, item, starts_at)
           : crm_calendar_write_move (
                 GTK_WIDGET (self), self->store, item, starts_at, ends_at, all_day, G_CALLBACK (on_given_up)))
    return;
  show_again (self);
  crm_window_toast (
      GTK_WIDGET (self), copy ? _ ("Only meetings can be copied here") : _ ("This cannot be moved here"));
}

static void
on_dropped (GtkWidget *grid, const char *entity, gint64 id, gint64 at, gboolean all_day, CrmDayPlan *self)
{
  crm_calendar_write_dropped (GTK_WIDGET (self), self->store, entity, id, at, all_day, FALSE);
}

static void
on_popover_closed (CrmMeetingPopover *popover, CrmDayPlan *self)
{
  /* The place that was drawn for it goes. */
  if (!crm_meeting_popover_is_done (popover))
    show_again (self);
}

static void
on_create (GtkWidget *grid, gint64 starts_at, gint64 ends_at, gboolean all_day, GdkRectangle *where,
    CrmDayPlan *self)
{
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (starts_at, ends_at, all_day);
  CrmMeetingPopover *popover = crm_meeting_popover_show (grid, where, self->store, draft);

  g_signal_connect_object (popover, "closed", G_CALLBACK (on_popover_closed), self, 0);
}

static void
on_activated (GtkWidget *grid, CrmAgendaItem *item, CrmDayPlan *self)
{
  if (g_str_equal (item->kind, "meeting"))
    crm_meeting_dialog_present (GTK_WIDGET (self), self->store, item->id, item->rid);
  else if (g_str_equal (item->kind, "task"))
    crm_task_dialog_present (GTK_WIDGET (self), self->store, item->id);
  else if (item->client != 0)
    crm_window_open_client (GTK_WIDGET (self), item->client, NULL);
}

static void
on_remove (GtkWidget *grid, CrmAgendaItem *item, CrmDayPlan *self)
{
  if (!crm_calendar_write_remove (GTK_WIDGET (self), self->store, item))
    crm_window_toast (GTK_WIDGET (self), _ ("This cannot be deleted here"));
}

static void
on_show_day (GtkWidget *grid, guint day, CrmDayPlan *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "calendar");
}

/* Fitting in */

typedef struct
{
  gint64 task;
  char *title;
  GtkWidget *from; /* owned */
} Fit;

static void
fit_free (Fit *self)
{
  g_free (self->title);
  g_object_unref (self->from);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fit, fit_free)

/* The first half hour within that nothing touches; 0 when there is none. */
static gint64
find_gap (CrmAgenda *agenda, gint64 task, gint64 from, gint64 until)
{
  GPtrArray *items = crm_agenda_get_items (agenda);
  gint64 at = (from + STEP - 1) / STEP * STEP;

  /* They come by their beginning. */
  for (guint i = 0; i < items->len; i++)
    {
      const CrmAgendaItem *item = items->pdata[i];

      if (item->all_day || (g_str_equal (item->kind, "task") && item->id == task) ||
          (g_str_equal (item->kind, "meeting") && g_strcmp0 (item->state, "planned") != 0) ||
          (g_str_equal (item->kind, "task") && g_strcmp0 (item->state, "open") != 0))
        continue;
      if (item->starts_at >= at + LENGTH)
        break;
      at = MAX (at, (MAX (item->ends_at, item->starts_at + LENGTH) + STEP - 1) / STEP * STEP);
    }
  return at + LENGTH <= until ? at : 0;
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  gint64 now = crm_clock_now (), found = 0;
  guint32 day = crm_local_day (now, zone, NULL);
  g_autoptr (CrmAgenda) agenda = read_day (tx, now, crm_local_instant (day + 1, 0, zone), error);
  const CrmAgendaDay *today;

  if (agenda == NULL)
    return NULL;
  today = crm_agenda_get_days (agenda)->len > 0 ? crm_agenda_get_days (agenda)->pdata[0] : NULL;
  for (guint i = 0; today != NULL && today->works && i + 1 < today->spans->len && found == 0; i += 2)
    found = find_gap (agenda, *(gint64 *)data,
        MAX (now, crm_local_instant (day, g_array_index (today->spans, int, i) * 60, zone)),
        crm_local_instant (day, g_array_index (today->spans, int, i + 1) * 60, zone));
  if (found == 0)
    found = find_gap (agenda, *(gint64 *)data, now, crm_local_instant (day, LAST_MINUTE * 60, zone));
  return g_memdup2 (&found, sizeof found);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Fit) fit = data;
  g_autoptr (GError) error = NULL;
  CrmStore *store = CRM_STORE (source);
  g_autofree gint64 *at = crm_store_read_finish (store, result, &error);
  g_autofree char *date = NULL;

  if (at == NULL)
    crm_window_report_error (fit->from, error, _ ("The day could not be read"), NULL);
  else if (*at == 0)
    crm_window_toast (fit->from, _ ("No free half hour is left today"));
  else
    {
      date = crm_instant_date (*at, crm_store_get_zone (store));
      crm_task_write_due (fit->from, store, &fit->task, 1, fit->title, date, *at, NULL);
    }
}

void
crm_day_plan_fit_in (GtkWidget *from, CrmStore *store, gint64 task, const char *title)
{
  Fit *fit = g_new0 (Fit, 1);

  fit->task = task;
  fit->title = g_strdup (title);
  /* The row may be gone by then. */
  fit->from = g_object_ref (GTK_WIDGET (gtk_widget_get_root (from)));
  crm_store_read_async (
      store, 0, find_in_worker, g_memdup2 (&task, sizeof task), g_free, g_free, NULL, on_found, fit);
}

/* Making */

CrmCalendarGrid *
crm_day_plan_get_grid (CrmDayPlan *self)
{
  g_return_val_if_fail (CRM_IS_DAY_PLAN (self), NULL);
  return CRM_CALENDAR_GRID (self->grid);
}

gboolean
crm_day_plan_is_ready (CrmDayPlan *self)
{
  g_return_val_if_fail (CRM_IS_DAY_PLAN (self), FALSE);
  return self->agenda != NULL && !self->reading;
}

static void
crm_day_plan_dispose (GObject *object)
{
  CrmDayPlan *self = CRM_DAY_PLAN (object);

  g_cancellable_cancel (self->cancellable);
  if (self->grid != NULL)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->grid = NULL;
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_day_plan_parent_class)->dispose (object);
}

static void
crm_day_plan_finalize (GObject *object)
{
  g_object_unref (CRM_DAY_PLAN (object)->cancellable);
  G_OBJECT_CLASS (crm_day_plan_parent_class)->finalize (object);
}

static void
crm_day_plan_class_init (CrmDayPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_day_plan_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_day_plan_finalize;
}

static void
crm_day_plan_init (CrmDayPlan *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
crm_day_plan_new (CrmStore *store)
{
  CrmDayPlan *self = g_object_new (CRM_TYPE_DAY_PLAN, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->store = g_object_ref (store);
  self->grid = crm_time_grid_new (store);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_set_vexpand (self->grid, TRUE);
  g_signal_connect (self->grid, "change", G_CALLBACK (on_change), self);
  g_signal_connect (self->grid, "dropped", G_CALLBACK (on_dropped), self);
  g_signal_connect (self->grid, "create", G_CALLBACK (on_create), self);
  g_signal_connect (self->grid, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect (self->grid, "remove", G_CALLBACK (on_remove), self);
  g_signal_connect (self->grid, "show-day", G_CALLBACK (on_show_day), self);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), self->grid);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
