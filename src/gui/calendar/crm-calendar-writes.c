/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-writes.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-scope-dialog.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "task/crm-task-words.h"
#include "task/crm-task-writes.h"
#include "task/crm-task.h"

/* Copies what is needed, asks, writes, reports. The window outlives the write by a reference. Functions named _in_worker run in the
 * writer. */

#define MEETING_LENGTH (G_TIME_SPAN_HOUR)

typedef struct
{
  GtkWidget *from;   /* owned */
  CrmStore *store;   /* owned */
  const char *doing; /* translated: what could not be done */
  char *purpose;
  CrmWriteFunc func;
  GCallback given_up; /* nullable: void (GtkWidget *from) */
  /* What func works with. */
  char *entity;
  gint64 id;
  char *rid;
  CrmMeetingScope scope;
  gint64 starts_at, ends_at;
  gboolean all_day;
  gboolean meets; /* a task becomes a meeting, whatever its kind */
  char *title;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->from);
  g_object_unref (job->store);
  g_free (job->purpose);
  g_free (job->entity);
  g_free (job->rid);
  g_free (job->title);
  g_free (job);
}

static Job *
job_new (GtkWidget *from, CrmStore *store, const char *doing, CrmWriteFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_object_ref (from);
  job->store = g_object_ref (store);
  job->doing = doing;
  job->func = func;
  return job;
}

static Job *
job_copy (const Job *job)
{
  Job *copy = g_memdup2 (job, sizeof *job);

  g_object_ref (copy->from);
  g_object_ref (copy->store);
  copy->purpose = g_strdup (job->purpose);
  copy->entity = g_strdup (job->entity);
  copy->rid = g_strdup (job->rid);
  copy->title = g_strdup (job->title);
  return copy;
}

static void
give_up (gpointer data)
{
  Job *job = data;

  if (job->given_up != NULL)
    ((void (*) (GtkWidget *))job->given_up) (job->from);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      crm_window_report_error (job->from, error, job->doing, NULL);
      give_up (job);
    }
  job_free (job);
}

/* Takes job. The writer works with it until it has answered. */
static void
run (Job *job)
{
  crm_store_write_async (job->store, job->purpose, job->func, job, NULL, NULL, on_written, job);
}

static void
on_scope (CrmMeetingScope scope, gpointer data)
{
  Job *job = job_copy (data);

  job->scope = scope;
  run (job);
}

/* Takes job; asks first when the item is one of many. */
static void
ask_and_run (Job *job, const CrmAgendaItem *item, const char *heading, gboolean destructive)
{
  job->id = item->id;
  job->rid = g_strdup (item->rid);
  if (item->repeats && item->rid != NULL && *item->rid != '\0')
    crm_scope_dialog_ask (job->from, heading, destructive, on_scope, give_up, job, job_free);
  else
    run (job);
}

char *
crm_calendar_name_item (const char *title)
{
  g_autofree char *excerpt = crm_text_excerpt (title != NULL ? title : "", 60);

  return g_strdup_printf (C_ ("a meeting in quotation marks", "“%s”"), excerpt);
}

/* Adding */

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_meeting_draft_save_in_worker (tx, data, error) != 0;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (from, error, _ ("This could not be planned"), NULL);
}

void
crm_calendar_write_add (GtkWidget *from, CrmStore *store, const CrmMeetingDraft *draft)
{
  g_autofree char *name = crm_calendar_name_item (draft->title);
  /* Translators: what history calls it: Plan “Tasting”. */
  g_autofree char *purpose = g_strdup_printf (_ ("Planned: %s"), name);

  crm_store_write_async (store, purpose, add_in_worker, crm_meeting_draft_copy (draft),
      (GDestroyNotify)crm_meeting_draft_free, NULL, on_added, g_object_ref (from));
}

/* Moving */

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  return crm_meeting_move (
             tx, job->id, job->rid, job->scope, job->starts_at, job->ends_at, job->all_day, error) != 0;
}

static gboolean
close_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  g_autofree char *day =
      crm_local_format (crm_local_day (job->starts_at, crm_transaction_get_zone (tx), NULL));

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_DEAL_EXPECTED_CLOSE, day);
  return crm_transaction_update (tx, job->id, 0, values, error);
}

static void
move_task (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item, gint64 at, gboolean all_day)
{
  g_autofree char *day = crm_local_format (crm_local_day (at, crm_store_get_zone (store), NULL));
  gint64 id = item->id;

  crm_task_write_due (from, store, &id, 1, item->title, day, all_day ? 0 : at, NULL);
}

gboolean
crm_calendar_write_move (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item, gint64 starts_at,
    gint64 ends_at, gboolean all_day, GCallback given_up)
{
  g_autofree char *name = crm_calendar_name_item (item->title);
  g_autofree char *heading = NULL;
  Job *job;

  if (item->read_only)
    return FALSE;
  if (g_str_equal (item->kind, "task"))
    {
      move_task (from, store, item, starts_at, all_day);
      return TRUE;
    }
  if (g_str_equal (item->kind, "meeting"))
    job = job_new (from, store, _ ("The meeting could not be moved"), move_in_worker);
  else if (g_str_equal (item->kind, "closing"))
    job = job_new (from, store, _ ("The expected closing could not be changed"), close_in_worker);
  else
    return FALSE;
  job->starts_at = starts_at;
  job->ends_at = ends_at;
  job->all_day = all_day;
  job->given_up = given_up;
  if (job->func == close_in_worker)
    {
      job->purpose = g_strdup_printf (_ ("Expected closing changed: %s"), name);
      job->id = item->id;
      run (job);
      return TRUE;
    }
  job->purpose = g_strdup_printf (_ ("Meeting moved: %s"), name);
  heading = g_strdup_printf (_ ("Move %s?"), name);
  ask_and_run (job, item, heading, FALSE);
  return TRUE;
}

/* Copying */

static gboolean
copy_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  return crm_meeting_copy (tx, job->id, job->starts_at, error) != 0;
}

gboolean
crm_calendar_write_copy (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item, gint64 starts_at)
{
  g_autofree char *name = crm_calendar_name_item (item->title);
  Job *job;

  if (!g_str_equal (item->kind, "meeting"))
    return FALSE;
  job = job_new (from, store, _ ("The meeting could not be copied"), copy_in_worker);
  job->id = item->id;
  job->starts_at = starts_at;
  job->purpose = g_strdup_printf (_ ("Meeting copied: %s"), name);
  run (job);
  return TRUE;
}

/* Removing */

static gboolean
remove_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  return crm_meeting_remove (tx, job->id, job->rid, job->scope, error);
}

gboolean
crm_calendar_write_remove (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item)
{
  g_autofree char *name = crm_calendar_name_item (item->title);
  g_autofree char *heading = NULL;
  gint64 id = item->id;
  Job *job;

  if (item->read_only)
    return FALSE;
  if (g_str_equal (item->kind, "task"))
    {
      crm_task_write_archive (from, store, &id, 1);
      return TRUE;
    }
  if (!g_str_equal (item->kind, "meeting"))
    return FALSE;
  job = job_new (from, store, _ ("The meeting could not be deleted"), remove_in_worker);
  job->purpose = g_strdup_printf (_ ("Meeting deleted: %s"), name);
  heading = g_strdup_printf (_ ("Delete %s?"), name);
  ask_and_run (job, item, heading, TRUE);
  return TRUE;
}

/* Dropping */

static gboolean
drop_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (job->starts_at, job->ends_at, job->all_day);
  g_autoptr (CrmRow) task = NULL;
  g_autofree char *day = NULL;
  GError *failure = NULL;
  gboolean visit;

  draft->title = g_strdup (job->title);
  if (g_str_equal (job->entity, "client"))
    {
      g_array_append_val (draft->clients, job->id);
      return crm_meeting_draft_save_in_worker (tx, draft, error) != 0;
    }
  task = crm_transaction_load (tx, "task", job->id, error);
  if (task == NULL)
    return FALSE;
  day = crm_local_format (crm_local_day (job->starts_at, crm_transaction_get_zone (tx), NULL));
  visit = g_strcmp0 (crm_row_get_text (task, CRM_TASK_KIND), "meeting") == 0;
  if (!visit && !job->meets)
    return crm_task_reschedule (tx, &job->id, 1, day, job->all_day ? 0 : job->starts_at, error);
  g_free (draft->title);
  draft->title = g_strdup (crm_row_get_text (task, CRM_TASK_TITLE));
  draft->task = task->id;
  draft->deal = crm_row_get_integer (task, CRM_TASK_DEAL);
  if (crm_row_get_integer (task, CRM_TASK_CLIENT) != 0)
    {
      gint64 client = crm_row_get_integer (task, CRM_TASK_CLIENT);

      g_array_append_val (draft->clients, client);
    }
  if (crm_meeting_draft_save_in_worker (tx, draft, error) == 0)
    return FALSE;
  /* To plan the meeting was the task; anything else is due then, and done when the meeting was held. */
  if (!visit)
    return crm_task_reschedule (tx, &job->id, 1, day, job->starts_at, error);
  crm_task_finish (tx, task->id, NULL, NULL, NULL, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gpointer
name_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return crm_transaction_dup_title (tx, job->entity, job->id);
}

/* What was done is told with its name. */
static void
on_named (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autofree char *title = crm_store_read_finish (CRM_STORE (source), result, NULL);
  g_autofree char *name = crm_calendar_name_item (title);
  GTimeZone *zone = crm_store_get_zone (job->store);

  if (g_str_equal (job->entity, "client"))
    /* Translators: the name of a client in quotation marks. */
    job->purpose = g_strdup_printf (_ ("Meeting planned with %s"), name);
  else if (job->meets)
    job->purpose = g_strdup_printf (_ ("Planned: %s"), name);
  else
    {
      g_autofree char *date = crm_instant_date (job->starts_at, zone);
      g_autofree char *day =
          crm_task_dup_day (date, job->all_day ? 0 : job->starts_at, crm_clock_now (), zone);

      job->purpose = g_strdup_printf (_ ("%s put off to %s"), name, day);
    }
  run (job);
}

void
crm_calendar_write_dropped (GtkWidget *from, CrmStore *store, const char *entity, gint64 id, gint64 at,
    gboolean all_day, gboolean meets)
{
  gboolean client = g_str_equal (entity, "client");
  Job *job;

  g_return_if_fail (client || g_str_equal (entity, "task"));
  job = job_new (from, store, _ ("This could not be planned"), drop_in_worker);
  job->entity = g_strdup (entity);
  job->id = id;
  job->title = g_strdup (_ ("Meeting"));
  job->starts_at = at;
  job->ends_at = at + (all_day ? G_TIME_SPAN_DAY : MEETING_LENGTH);
  job->all_day = all_day;
  job->meets = meets && !all_day;
  crm_store_read_async (store, 0, name_in_worker, job, NULL, g_free, NULL, on_named, job);
}

/* Taking in */

static gboolean
adopt_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  return crm_calendar_event_adopt (tx, job->id, clients, error) != 0;
}

void
crm_calendar_write_adopt (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item)
{
  g_autofree char *name = crm_calendar_name_item (item->title);
  Job *job;

  g_return_if_fail (g_str_equal (item->kind, "event"));
  job = job_new (from, store, _ ("The event could not be taken into the book"), adopt_in_worker);
  /* Translators: an event of the desktop's calendar becomes a meeting: Take “Tasting” into the book. */
  job->purpose = g_strdup_printf (_ ("%s taken into the book"), name);
  job->id = item->id;
  run (job);
}

/* Layers */

static gboolean
visible_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "calendar", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_integer (values, CRM_CALENDAR_VISIBLE, job->all_day);
  return crm_transaction_update (tx, job->id, 0, values, error);
}

void
crm_calendar_write_visible (GtkWidget *from, CrmStore *store, gint64 calendar, gboolean visible)
{
  Job *job = job_new (from, store, _ ("The calendar could not be changed"), visible_in_worker);

  job->purpose = g_strdup (visible ? _ ("Calendar shown") : _ ("Calendar hidden"));
  job->id = calendar;
  job->all_day = visible;
  run (job);
}
