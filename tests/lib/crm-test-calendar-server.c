/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-calendar-server.h"

#include <string.h>

#include "base/crm-error.h"

/* Owns the calendars, their objects and the questions that wait. Main thread. */

typedef struct
{
  char *source;
  char *name;
  gboolean open;
  CrmCalendarStatus status;
  GHashTable *objects; /* uid → CrmCalendarObject * */
} Calendar;

typedef enum
{
  QUESTION_LIST,
  QUESTION_REFRESH,
  QUESTION_READ_ALL,
  QUESTION_READ,
  QUESTION_WRITE,
  QUESTION_REMOVE
} QuestionKind;

typedef struct
{
  QuestionKind kind;
  char *source;
  char *uid;
  char *ical;
  char *expected;
} Question;

struct _CrmTestCalendarServer
{
  CrmCalendarServer parent_instance;
  GPtrArray *calendars;
  GPtrArray *waiting; /* GTask * with a Question each */
  guint answering;
  guint64 last_revision;
  gboolean unreachable, held, silent, stammering, announcing;
  char *refusal;
  guint n_lost, n_before, n_writes;
  CrmTestCalendarFunc before;
  gpointer before_data;
};

G_DEFINE_FINAL_TYPE (CrmTestCalendarServer, crm_test_calendar_server, CRM_TYPE_CALENDAR_SERVER)

static void
calendar_free (gpointer data)
{
  Calendar *calendar = data;

  g_free (calendar->source);
  g_free (calendar->name);
  g_hash_table_unref (calendar->objects);
  g_free (calendar);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->source);
  g_free (question->uid);
  g_free (question->ical);
  g_free (question->expected);
  g_free (question);
}

static Calendar *
find (CrmTestCalendarServer *self, const char *source)
{
  for (guint i = 0; i < self->calendars->len; i++)
    {
      Calendar *calendar = self->calendars->pdata[i];

      if (g_strcmp0 (calendar->source, source) == 0)
        return calendar;
    }
  return NULL;
}

static CrmCalendarObject *
copy (const CrmCalendarObject *object)
{
  return crm_calendar_object_new (object->uid, object->ical, object->revision);
}

static void
tell (CrmTestCalendarServer *self, Calendar *calendar, const CrmCalendarObject *before,
    const CrmCalendarObject *after, const char *uid)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);

  if (self->silent || !calendar->open || calendar->status != CRM_CALENDAR_CONNECTED)
    return;
  if (self->stammering && before)
    {
      g_ptr_array_add (objects, copy (before));
      g_signal_emit_by_name (self, "objects-changed", calendar->source, objects);
      g_ptr_array_set_size (objects, 0);
    }
  for (int i = 0; i < (self->stammering ? 2 : 1); i++)
    {
      g_ptr_array_add (objects, after ? copy (after) : crm_calendar_object_new (uid, NULL, NULL));
      g_signal_emit_by_name (self, "objects-changed", calendar->source, objects);
      g_ptr_array_set_size (objects, 0);
    }
}

static void
change (CrmTestCalendarServer *self, Calendar *calendar, const char *uid, const char *ical)
{
  const CrmCalendarObject *known = g_hash_table_lookup (calendar->objects, uid);
  g_autoptr (CrmCalendarObject) before = known ? copy (known) : NULL;
  CrmCalendarObject *after = NULL;

  if (ical)
    {
      g_autofree char *revision = g_strdup_printf ("r%" G_GUINT64_FORMAT, ++self->last_revision);

      after = crm_calendar_object_new (uid, ical, revision);
      g_hash_table_replace (calendar->objects, after->uid, after);
    }
  else
    g_hash_table_remove (calendar->objects, uid);
  tell (self, calendar, before, after, uid);
}

static GPtrArray *
list_objects (Calendar *calendar)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);
  GHashTableIter iter;
  gpointer object;

  g_hash_table_iter_init (&iter, calendar->objects);
  while (g_hash_table_iter_next (&iter, NULL, &object))
    g_ptr_array_add (all, copy (object));
  return all;
}

static GPtrArray *
list_infos (CrmTestCalendarServer *self)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_info_free);

  for (guint i = 0; i < self->calendars->len; i++)
    {
      const Calendar *calendar = self->calendars->pdata[i];
      CrmCalendarInfo info = { .source = calendar->source,
        .name = calendar->name,
        .account = (char *)"Test",
        .color = (char *)"#3584e4",
        .kind = (char *)"caldav",
        .writable = TRUE,
        .selected = TRUE,
        .status = calendar->status };

      g_ptr_array_add (infos, crm_calendar_info_copy (&info));
    }
  return infos;
}

static void
answer_change (CrmTestCalendarServer *self, GTask *task, Calendar *calendar, const Question *question)
{
  const CrmCalendarObject *known;

  if (self->n_before)
    {
      self->n_before--;
      self->before (self, self->before_data);
    }
  known = g_hash_table_lookup (calendar->objects, question->uid);
  if (self->refusal)
    {
      g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED, "%s", self->refusal);
      return;
    }
  if (question->kind == QUESTION_REMOVE && !known)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if ((known != NULL) != (question->expected != NULL) ||
      (known && g_strcmp0 (known->revision, question->expected) != 0))
    {
      /* One that was never confirmed may be removed whatever it is. */
      if (question->kind != QUESTION_REMOVE || question->expected)
        {
          g_task_return_new_error (
              task, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT, "It is another one by now.");
          return;
        }
    }
  self->n_writes++;
  change (self, calendar, question->uid, question->ical);
  if (self->n_lost)
    {
      self->n_lost--;
      g_task_return_new_error (
          task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, "The answer was lost.");
    }
  else if (question->kind == QUESTION_REMOVE)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_pointer (task, copy (g_hash_table_lookup (calendar->objects, question->uid)),
        (GDestroyNotify)crm_calendar_object_free);
}

static void
answer (CrmTestCalendarServer *self, GTask *task)
{
  const Question *question = g_task_get_task_data (task);
  Calendar *calendar = find (self, question->source);
  const CrmCalendarObject *object;

  /* What has been sent is done, whether somebody waits for the answer or not. */
  if (question->kind != QUESTION_WRITE && question->kind != QUESTION_REMOVE &&
      g_task_return_error_if_cancelled (task))
    return;
  if (question->kind == QUESTION_LIST)
    {
      g_task_return_pointer (task, list_infos (self), (GDestroyNotify)g_ptr_array_unref);
      return;
    }
  if (!calendar || self->unreachable || calendar->status != CRM_CALENDAR_CONNECTED)
    {
      g_task_return_new_error (
          task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, "The calendar cannot be reached.");
      return;
    }
  switch (question->kind)
    {
    case QUESTION_REFRESH: g_task_return_boolean (task, TRUE); break;
    case QUESTION_READ_ALL:
      g_task_return_pointer (task, list_objects (calendar), (GDestroyNotify)g_ptr_array_unref);
      break;
    case QUESTION_READ:
      object = g_hash_table_lookup (calendar->objects, question->uid);
      g_task_return_pointer (task,
          object ? copy (object) : crm_calendar_object_new (question->uid, NULL, NULL),
          (GDestroyNotify)crm_calendar_object_free);
      break;
    case QUESTION_WRITE:
    case QUESTION_REMOVE: answer_change (self, task, calendar, question); break;
    case QUESTION_LIST:
    default: g_assert_not_reached ();
    }
}

static gboolean
on_answer (gpointer data)
{
  CrmTestCalendarServer *self = data;
  g_autoptr (GTask) task = NULL;

  if (self->held || !self->waiting->len)
    {
      self->answering = 0;
      return G_SOURCE_REMOVE;
    }
  task = g_object_ref (self->waiting->pdata[0]);
  g_ptr_array_remove_index (self->waiting, 0);
  answer (self, task);
  return G_SOURCE_CONTINUE;
}

static void
ask (CrmCalendarServer *server, QuestionKind kind, const char *source, const char *uid, const char *ical,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CrmTestCalendarServer *self = CRM_TEST_CALENDAR_SERVER (server);
  GTask *task = g_task_new (self, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  question->kind = kind;
  question->source = g_strdup (source);
  question->uid = g_strdup (uid);
  question->ical = g_strdup (ical);
  question->expected = g_strdup (expected);
  g_task_set_task_data (task, question, question_free);
  g_ptr_array_add (self->waiting, task);
  if (!self->answering && !self->held)
    self->answering = g_idle_add (on_answer, self);
}

static void
list_async (CrmCalendarServer *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (self, QUESTION_LIST, NULL, NULL, NULL, NULL, cancellable, callback, data);
}

static void
refresh_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  ask (self, QUESTION_REFRESH, source, NULL, NULL, NULL, cancellable, callback, data);
}

static void
read_all_async (CrmCalendarServer *self, const char *source, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  ask (self, QUESTION_READ_ALL, source, NULL, NULL, NULL, cancellable, callback, data);
}

static void
read_async (CrmCalendarServer *self, const char *source, const char *uid, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  ask (self, QUESTION_READ, source, uid, NULL, NULL, cancellable, callback, data);
}

static void
write_async (CrmCalendarServer *self, const char *source, const CrmCalendarObject *object,
    const char *expected, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (self, QUESTION_WRITE, source, object->uid, object->ical, expected, cancellable, callback, data);
}

static void
remove_async (CrmCalendarServer *self, const char *source, const char *uid, const char *expected,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (self, QUESTION_REMOVE, source, uid, NULL, expected, cancellable, callback, data);
}

static void
open_calendar (CrmCalendarServer *server, const char *source)
{
  Calendar *calendar = find (CRM_TEST_CALENDAR_SERVER (server), source);

  g_assert_nonnull (calendar);
  calendar->open = TRUE;
}

static void
close_calendar (CrmCalendarServer *server, const char *source)
{
  Calendar *calendar = find (CRM_TEST_CALENDAR_SERVER (server), source);

  if (calendar)
    calendar->open = FALSE;
}

static CrmCalendarStatus
get_status (CrmCalendarServer *server, const char *source, char **error)
{
  Calendar *calendar = find (CRM_TEST_CALENDAR_SERVER (server), source);

  if (!calendar || !calendar->open)
    return CRM_CALENDAR_OFFLINE;
  if (error && calendar->status != CRM_CALENDAR_CONNECTED)
    *error = g_strdup ("The calendar cannot be reached.");
  return calendar->status;
}

static gboolean
is_announcing (CrmCalendarServer *server, const char *source)
{
  return CRM_TEST_CALENDAR_SERVER (server)->announcing;
}

static void
crm_test_calendar_server_dispose (GObject *object)
{
  CrmTestCalendarServer *self = CRM_TEST_CALENDAR_SERVER (object);

  g_clear_handle_id (&self->answering, g_source_remove);
  G_OBJECT_CLASS (crm_test_calendar_server_parent_class)->dispose (object);
}

static void
crm_test_calendar_server_finalize (GObject *object)
{
  CrmTestCalendarServer *self = CRM_TEST_CALENDAR_SERVER (object);

  g_ptr_array_unref (self->calendars);
  g_ptr_array_unref (self->waiting);
  g_free (self->refusal);
  G_OBJECT_CLASS (crm_test_calendar_server_parent_class)->finalize (object);
}

static void
crm_test_calendar_server_class_init (CrmTestCalendarServerClass *klass)
{
  CrmCalendarServerClass *server_class = CRM_CALENDAR_SERVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_test_calendar_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_test_calendar_server_finalize;
  server_class->list_async = list_async;
  server_class->open = open_calendar;
  server_class->close = close_calendar;
  server_class->get_status = get_status;
  server_class->refresh_async = refresh_async;
  server_class->read_all_async = read_all_async;
  server_class->read_async = read_async;
  server_class->write_async = write_async;
  server_class->remove_async = remove_async;
  server_class->is_announcing = is_announcing;
}

static void
crm_test_calendar_server_init (CrmTestCalendarServer *self)
{
  self->calendars = g_ptr_array_new_with_free_func (calendar_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

CrmTestCalendarServer *
crm_test_calendar_server_new (void)
{
  return g_object_new (CRM_TYPE_TEST_CALENDAR_SERVER, NULL);
}

void
crm_test_calendar_server_add_calendar (CrmTestCalendarServer *self, const char *source, const char *name)
{
  Calendar *calendar = g_new0 (Calendar, 1);

  calendar->source = g_strdup (source);
  calendar->name = g_strdup (name);
  calendar->status = CRM_CALENDAR_CONNECTED;
  /* The key is the object's own. */
  calendar->objects =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)crm_calendar_object_free);
  g_ptr_array_add (self->calendars, calendar);
  g_signal_emit_by_name (self, "calendars-changed");
}

void
crm_test_calendar_server_remove_calendar (CrmTestCalendarServer *self, const char *source)
{
  g_ptr_array_remove (self->calendars, find (self, source));
  g_signal_emit_by_name (self, "calendars-changed");
}

void
crm_test_calendar_server_put (
    CrmTestCalendarServer *self, const char *source, const char *uid, const char *ical)
{
  change (self, find (self, source), uid, ical);
}

void
crm_test_calendar_server_remove (CrmTestCalendarServer *self, const char *source, const char *uid)
{
  g_autofree char *kept = g_strdup (uid);

  change (self, find (self, source), kept, NULL);
}

void
crm_test_calendar_server_edit (
    CrmTestCalendarServer *self, const char *source, const char *uid, const char *from, const char *to)
{
  Calendar *calendar = find (self, source);
  const CrmCalendarObject *object = g_hash_table_lookup (calendar->objects, uid);
  g_autofree char *kept = g_strdup (uid);
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (object);
  if (!strstr (object->ical, from))
    g_error ("“%s” is not in %s", from, object->ical);
  parts = g_strsplit (object->ical, from, -1);
  text = g_strjoinv (to, parts);
  change (self, calendar, kept, text);
}

const char *
crm_test_calendar_server_get (CrmTestCalendarServer *self, const char *source, const char *uid)
{
  const CrmCalendarObject *object = g_hash_table_lookup (find (self, source)->objects, uid);

  return object ? object->ical : NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
crm_test_calendar_server_list (CrmTestCalendarServer *self, const char *source)
{
  GPtrArray *uids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer uid;

  g_hash_table_iter_init (&iter, find (self, source)->objects);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    g_ptr_array_add (uids, g_strdup (uid));
  g_ptr_array_sort (uids, compare);
  return uids;
}

void
crm_test_calendar_server_set_status (
    CrmTestCalendarServer *self, const char *source, CrmCalendarStatus status)
{
  find (self, source)->status = status;
  g_signal_emit_by_name (self, "status-changed", source);
}

void
crm_test_calendar_server_set_unreachable (CrmTestCalendarServer *self, gboolean unreachable)
{
  self->unreachable = unreachable;
}

void
crm_test_calendar_server_set_refusing (CrmTestCalendarServer *self, const char *sentence)
{
  g_free (self->refusal);
  self->refusal = g_strdup (sentence);
}

void
crm_test_calendar_server_lose_answers (CrmTestCalendarServer *self, guint n)
{
  self->n_lost = n;
}

void
crm_test_calendar_server_before_writes (
    CrmTestCalendarServer *self, guint n, CrmTestCalendarFunc func, gpointer data)
{
  self->n_before = n;
  self->before = func;
  self->before_data = data;
}

void
crm_test_calendar_server_hold (CrmTestCalendarServer *self, gboolean held)
{
  self->held = held;
  if (!held && self->waiting->len && !self->answering)
    self->answering = g_idle_add (on_answer, self);
}

void
crm_test_calendar_server_set_silent (CrmTestCalendarServer *self, gboolean silent)
{
  self->silent = silent;
}

void
crm_test_calendar_server_set_stammering (CrmTestCalendarServer *self, gboolean stammering)
{
  self->stammering = stammering;
}

void
crm_test_calendar_server_die (CrmTestCalendarServer *self)
{
  g_autoptr (GPtrArray) waiting = self->waiting;

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_new_error (
        waiting->pdata[i], CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, "The service died.");
  g_signal_emit_by_name (self, "gone");
}

void
crm_test_calendar_server_set_announcing (CrmTestCalendarServer *self, gboolean announcing)
{
  self->announcing = announcing;
  g_signal_emit_by_name (self, "announcing-changed");
}

guint
crm_test_calendar_server_get_n_writes (CrmTestCalendarServer *self)
{
  return self->n_writes;
}

guint
crm_test_calendar_server_get_n_waiting (CrmTestCalendarServer *self)
{
  return self->waiting->len;
}
