/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-writes.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "crm-window.h"
#include "task/crm-task-words.h"

/* Jobs handed to the writer; functions named _in_worker run there. */

typedef struct
{
  GtkWidget *from;   /* owned */
  const char *doing; /* translated: what could not be done */
} Asked;

static Asked *
asked_new (GtkWidget *from, const char *doing)
{
  Asked *asked = g_new0 (Asked, 1);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (from));

  /* The row may be gone by then. */
  asked->from = g_object_ref (root != NULL ? root : from);
  asked->doing = doing;
  return asked;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (GtkWidget) from = asked->from;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (from, error, asked->doing, NULL);
}

char *
crm_task_name_them (const char *title, guint n)
{
  g_autofree char *excerpt = NULL;

  if (n != 1 || title == NULL)
    return g_strdup_printf (ngettext ("%u task", "%u tasks", n), n);
  excerpt = crm_text_excerpt (title, 60);
  return g_strdup_printf (C_ ("a task in quotation marks", "“%s”"), excerpt);
}

/* Done */

typedef struct
{
  gint64 task;
  char *outcome;
  char *text;
  gboolean has_next;
  CrmNextStep next; /* texts owned */
} Done;

static void
done_free (gpointer data)
{
  Done *done = data;

  g_free (done->outcome);
  g_free (done->text);
  g_free ((char *)done->next.kind);
  g_free ((char *)done->next.title);
  g_free ((char *)done->next.due_on);
  g_free (done);
}

static gboolean
done_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Done *done = data;
  GError *failure = NULL;

  crm_task_finish (tx, done->task, done->outcome, done->text, done->has_next ? &done->next : NULL, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

void
crm_task_write_done (GtkWidget *from, CrmStore *store, gint64 task, const char *title, const char *outcome,
    const char *text, const CrmNextStep *next)
{
  g_autofree char *name = crm_task_name_them (title, 1);
  g_autofree char *purpose = g_strdup_printf (_ ("Done: %s"), name);
  Done *done = g_new0 (Done, 1);

  done->task = task;
  done->outcome = g_strdup (outcome);
  done->text = g_strdup (text);
  done->has_next = next != NULL;
  if (next != NULL)
    {
      done->next = *next;
      done->next.kind = g_strdup (next->kind);
      done->next.title = g_strdup (next->title);
      done->next.due_on = g_strdup (next->due_on);
    }
  crm_store_write_async (store, purpose, done_in_worker, done, done_free, NULL, on_written,
      asked_new (from, _ ("The task could not be marked done")));
}

static GArray *
copy_ids (const gint64 *tasks, guint n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (ids, tasks, n);
  return ids;
}

static gboolean
done_all_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const GArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", id, error);
      g_autoptr (GError) local = NULL;

      if (task == NULL)
        return FALSE;
      if (task->archived_at != 0 || crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0)
        continue;
      crm_task_finish (tx, id, NULL, NULL, NULL, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

void
crm_task_write_done_all (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n)
{
  g_autofree char *name = crm_task_name_them (NULL, n);
  g_autofree char *purpose = g_strdup_printf (_ ("Done: %s"), name);

  crm_store_write_async (store, purpose, done_all_in_worker, copy_ids (tasks, n),
      (GDestroyNotify)g_array_unref, NULL, on_written,
      asked_new (from, _ ("The tasks could not be marked done")));
}

static gboolean
reopen_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_task_reopen (tx, *(gint64 *)data, error);
}

void
crm_task_write_reopen (GtkWidget *from, CrmStore *store, gint64 task, const char *title)
{
  g_autofree char *name = crm_task_name_them (title, 1);
  g_autofree char *purpose = g_strdup_printf (_ ("Opened again: %s"), name);

  crm_store_write_async (store, purpose, reopen_in_worker, g_memdup2 (&task, sizeof task), g_free, NULL,
      on_written, asked_new (from, _ ("The task could not be opened again")));
}

/* Another day */

typedef struct
{
  GArray *tasks; /* owned, gint64 */
  char *date;    /* nullable */
  gint64 at;
  gint64 now;
} Due;

static void
due_free (gpointer data)
{
  Due *due = data;

  g_array_unref (due->tasks);
  g_free (due->date);
  g_free (due);
}

/* The same time of the other day; 0 when it has none or that is past. */
static gint64
keep_time (CrmTransaction *tx, const CrmRow *task, const Due *due)
{
  gint64 old = crm_row_get_integer (task, CRM_TASK_DUE_AT);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (old / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *text = NULL;
  gint64 at;

  if (old == 0 || due->date == NULL)
    return 0;
  text = g_strdup_printf (
      "%s %02d:%02d", due->date, g_date_time_get_hour (local), g_date_time_get_minute (local));
  return crm_instant_parse (text, zone, &at, NULL) && at > due->now ? at : 0;
}

static gboolean
due_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Due *due = data;

  for (guint i = 0; i < due->tasks->len; i++)
    {
      gint64 id = g_array_index (due->tasks, gint64, i);
      gint64 at = due->at;

      if (at == 0)
        {
          g_autoptr (CrmRow) task = crm_transaction_load (tx, "task", id, error);

          if (task == NULL)
            return FALSE;
          at = keep_time (tx, task, due);
        }
      if (!crm_task_reschedule (tx, &id, 1, due->date, at, error))
        return FALSE;
    }
  return TRUE;
}

void
crm_task_write_due (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n, const char *title,
    const char *date, gint64 at, const char *reason)
{
  gint64 now = crm_clock_now ();
  g_autofree char *name = crm_task_name_them (title, n);
  g_autofree char *day = crm_task_dup_day (date, at, now, crm_store_get_zone (store));
  g_autofree char *said = !crm_text_is_blank (reason) ? g_strstrip (g_strdup (reason)) : NULL;
  g_autofree char *purpose = NULL;
  Due *due = g_new0 (Due, 1);

  if (date == NULL && said == NULL)
    purpose = g_strdup_printf (_ ("Date removed: %s"), name);
  else if (date == NULL)
    /* Translators: a task, the reason. */
    purpose = g_strdup_printf (_ ("Date removed: %s: %s"), name, said);
  else if (said == NULL)
    /* Translators: a task, a day: Put off “Call back” to Sat 21 Nov. */
    purpose = g_strdup_printf (_ ("%s put off to %s"), name, day);
  else
    /* Translators: a task, a day, the reason: Put off “Call back” to Sat 21 Nov: on holiday. */
    purpose = g_strdup_printf (_ ("%s put off to %s: %s"), name, day, said);
  due->tasks = copy_ids (tasks, n);
  due->date = g_strdup (date);
  due->at = at;
  due->now = now;
  crm_store_write_async (store, purpose, due_in_worker, due, due_free, NULL, on_written,
      asked_new (from, _ ("The date could not be changed")));
}

/* One field */

typedef struct
{
  GArray *tasks; /* owned, gint64 */
  int field;
  char *text;
} Field;

static void
field_free (gpointer data)
{
  Field *field = data;

  g_array_unref (field->tasks);
  g_free (field->text);
  g_free (field);
}

static gboolean
field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Field *field = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "task", error);

  for (guint i = 0; entity != NULL && i < field->tasks->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      if (!crm_transaction_read_value (
              tx, values, field->field, field->text != NULL ? field->text : "", error) ||
          !crm_transaction_update (tx, g_array_index (field->tasks, gint64, i), 0, values, error))
        return FALSE;
    }
  return entity != NULL;
}

void
crm_task_write_field (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n, const char *purpose,
    int field, const char *text)
{
  Field *job = g_new0 (Field, 1);

  job->tasks = copy_ids (tasks, n);
  job->field = field;
  job->text = g_strdup (text);
  crm_store_write_async (store, purpose, field_in_worker, job, field_free, NULL, on_written,
      asked_new (from, _ ("The task could not be changed")));
}

void
crm_task_write_archive (GtkWidget *from, CrmStore *store, const gint64 *tasks, guint n)
{
  crm_store_archive_async (store, "task", tasks, n, FALSE, NULL, on_written,
      asked_new (from, _ ("The task could not be deleted")));
}
