/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-feed.h"

#include "calendar-eds/crm-eds-error.h"

/* Owns the view of a connection. The service tells of one change several times and of many changes one by one, so UIDs are collected for a
 * moment and the objects read in the calendar's thread; where there are many, all are read at once. What is told of is cut into portions, so that
 * no turn of the main loop is long. Main thread. */

#define COLLECT_MS 300
#define MANY 32
#define PORTION 200

struct _CrmEdsFeed
{
  GObject parent_instance;
  const CrmEdsKind *kind;
  CrmEdsTransfer *transfer;
  GThreadPool *thread;
  GHashTable *known;
  GCancellable *cancellable;
  GObject *view;       /* owned; NULL until it is there */
  GHashTable *pending; /* UIDs */
  guint collect;       /* source */
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (CrmEdsFeed, crm_eds_feed, G_TYPE_OBJECT)

/* What is still to be told of. */
typedef struct
{
  CrmEdsFeed *self;
  GPtrArray *objects; /* owned */
  guint next;
  GTask *task; /* owned, nullable */
} Telling;

/* A reading of everything. */
typedef struct
{
  CrmEdsFeed *self;
  gboolean whole;
  GHashTable *pending; /* owned; UIDs that were changed or removed */
  GTask *task;         /* owned, nullable */
} Comparison;

static gboolean
tell_portion (gpointer data)
{
  Telling *telling = data;
  CrmEdsFeed *self = telling->self;
  g_autoptr (GPtrArray) portion = NULL;

  if (!self->stopped && telling->next < telling->objects->len)
    {
      portion = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);
      for (; telling->next < telling->objects->len && portion->len < PORTION; telling->next++)
        g_ptr_array_add (portion, g_steal_pointer (&telling->objects->pdata[telling->next]));
      g_signal_emit_by_name (self, "objects", portion);
    }
  if (!self->stopped && telling->next < telling->objects->len)
    return G_SOURCE_CONTINUE;
  if (telling->task != NULL && self->stopped)
    g_task_return_error (telling->task, crm_eds_error_new_unreachable ());
  else if (telling->task != NULL)
    g_task_return_boolean (telling->task, TRUE);
  g_clear_object (&telling->task);
  g_ptr_array_unref (telling->objects);
  g_object_unref (self);
  g_free (telling);
  return G_SOURCE_REMOVE;
}

/* Takes all but self. */
static void
tell (CrmEdsFeed *self, GPtrArray *objects, GTask *task)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->self = g_object_ref (self);
  telling->objects = objects;
  telling->task = task;
  if (tell_portion (telling))
    g_idle_add_full (G_PRIORITY_DEFAULT, tell_portion, telling, NULL);
}

/* Moves the object to changed when it is another one than was told of. */
static void
sort_out (CrmEdsFeed *self, GPtrArray *changed, CrmCalendarObject **object)
{
  const char *uid = (*object)->uid;
  gboolean is_known = g_hash_table_contains (self->known, uid);

  if ((*object)->ical == NULL
          ? !is_known
          : is_known && g_strcmp0 (g_hash_table_lookup (self->known, uid), (*object)->revision) == 0)
    return;
  if ((*object)->ical == NULL)
    g_hash_table_remove (self->known, uid);
  else
    g_hash_table_replace (self->known, g_strdup (uid), g_strdup ((*object)->revision));
  g_ptr_array_add (changed, g_steal_pointer (object));
}

static GPtrArray *
sort_out_all (CrmEdsFeed *self, GPtrArray *objects)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    sort_out (self, changed, (CrmCalendarObject **)&objects->pdata[i]);
  return changed;
}

static void
on_some_read (CrmEdsJob *job, gpointer data)
{
  g_autoptr (CrmEdsFeed) self = data;

  if (self->stopped)
    return;
  /* A connection that is about to end says so itself; the next one compares everything. */
  if (job->error == NULL)
    tell (self, sort_out_all (self, job->objects), NULL);
}

static void
free_comparison (Comparison *comparison)
{
  g_clear_object (&comparison->task);
  g_hash_table_unref (comparison->pending);
  g_object_unref (comparison->self);
  g_free (comparison);
}

static void
add_missing (Comparison *comparison, GPtrArray *changed, GHashTable *there)
{
  CrmEdsFeed *self = comparison->self;
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer uid;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    if (!g_hash_table_contains (there, uid) &&
        (comparison->whole || g_hash_table_contains (comparison->pending, uid)))
      g_ptr_array_add (missing, g_strdup (uid));
  for (guint i = 0; i < missing->len; i++)
    {
      g_hash_table_remove (self->known, missing->pdata[i]);
      g_ptr_array_add (changed, crm_calendar_object_new (missing->pdata[i], NULL, NULL));
    }
}

static void
on_all_read (CrmEdsJob *job, gpointer data)
{
  Comparison *comparison = data;
  CrmEdsFeed *self = comparison->self;

  if (self->stopped || job->error != NULL)
    {
      if (comparison->task != NULL)
        g_task_return_error (comparison->task,
            job->error != NULL ? g_steal_pointer (&job->error) : crm_eds_error_new_unreachable ());
    }
  else
    {
      g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      GPtrArray *changed;

      for (guint i = 0; i < job->objects->len; i++)
        g_hash_table_add (there, g_strdup (((CrmCalendarObject *)job->objects->pdata[i])->uid));
      changed = sort_out_all (self, job->objects);
      add_missing (comparison, changed, there);
      tell (self, changed, g_steal_pointer (&comparison->task));
    }
  free_comparison (comparison);
}

static GHashTable *
steal_pending (CrmEdsFeed *self)
{
  GHashTable *pending = self->pending;

  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_clear_handle_id (&self->collect, g_source_remove);
  return pending;
}

/* Takes task. */
static void
compare (CrmEdsFeed *self, gboolean whole, GTask *task)
{
  Comparison *comparison = g_new0 (Comparison, 1);

  comparison->self = g_object_ref (self);
  comparison->whole = whole;
  comparison->pending = steal_pending (self);
  comparison->task = task;
  crm_eds_job_push (crm_eds_job_new (self->kind, CRM_EDS_JOB_READ_ALL, self->transfer, self->cancellable),
      self->thread, on_all_read, comparison);
}

static gboolean
on_collected (gpointer data)
{
  CrmEdsFeed *self = data;
  g_autoptr (GHashTable) pending = NULL;
  CrmEdsJob *job;
  GHashTableIter iter;
  gpointer uid;

  self->collect = 0;
  if (g_hash_table_size (self->pending) > MANY)
    {
      compare (self, FALSE, NULL);
      return G_SOURCE_REMOVE;
    }
  pending = steal_pending (self);
  job = crm_eds_job_new (self->kind, CRM_EDS_JOB_READ, self->transfer, self->cancellable);
  g_hash_table_iter_init (&iter, pending);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    crm_eds_job_add_uid (job, uid);
  crm_eds_job_push (job, self->thread, on_some_read, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

void
crm_eds_feed_collect (CrmEdsFeed *self, const char *uid)
{
  if (uid == NULL || *uid == '\0' || self->stopped)
    return;
  g_hash_table_add (self->pending, g_strdup (uid));
  if (self->collect == 0)
    self->collect = g_timeout_add (COLLECT_MS, on_collected, self);
}

void
crm_eds_feed_progress (CrmEdsFeed *self, const char *words)
{
  if (!self->stopped)
    g_signal_emit_by_name (self, "busy", words != NULL && *words != '\0');
}

static void
on_following (CrmEdsJob *job, gpointer data)
{
  g_autoptr (CrmEdsFeed) self = data;

  if (self->stopped)
    return;
  if (job->error != NULL)
    {
      g_autoptr (GError) error = crm_eds_error_translate (g_steal_pointer (&job->error));

      g_signal_emit_by_name (self, "failed", error);
    }
  else
    g_signal_emit_by_name (self, "ready");
}

static void
on_view (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsFeed) self = data;
  GError *error = NULL;
  GObject *view = self->kind->get_view_finish (E_CLIENT (client), result, &error);
  CrmEdsJob *job;

  if (self->stopped || view == NULL)
    {
      if (error != NULL)
        error = crm_eds_error_translate (error);
      if (!self->stopped)
        g_signal_emit_by_name (self, "failed", error);
      g_clear_error (&error);
      g_clear_object (&view);
      return;
    }
  self->view = view;
  self->kind->attach (self->view, self);
  job = crm_eds_job_new (self->kind, CRM_EDS_JOB_FOLLOW, self->transfer, self->cancellable);
  job->view = g_object_ref (self->view);
  crm_eds_job_push (job, self->thread, on_following, g_object_ref (self));
}

static void
crm_eds_feed_dispose (GObject *object)
{
  CrmEdsFeed *self = CRM_EDS_FEED (object);

  crm_eds_feed_stop (self);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (crm_eds_feed_parent_class)->dispose (object);
}

static void
crm_eds_feed_finalize (GObject *object)
{
  CrmEdsFeed *self = CRM_EDS_FEED (object);

  crm_eds_transfer_unref (self->transfer);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->pending);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (crm_eds_feed_parent_class)->finalize (object);
}

static void
crm_eds_feed_class_init (CrmEdsFeedClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_eds_feed_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_eds_feed_finalize;
  g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("objects", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  g_signal_new ("busy", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
crm_eds_feed_init (CrmEdsFeed *self)
{
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

CrmEdsFeed *
crm_eds_feed_new (const CrmEdsKind *kind, CrmEdsTransfer *transfer, GThreadPool *thread, GHashTable *known)
{
  CrmEdsFeed *self = g_object_new (CRM_TYPE_EDS_FEED, NULL);

  self->kind = kind;
  self->transfer = crm_eds_transfer_ref (transfer);
  self->thread = thread;
  self->known = g_hash_table_ref (known);
  return self;
}

void
crm_eds_feed_start (CrmEdsFeed *self)
{
  self->kind->get_view (self->transfer->client, self->cancellable, on_view, g_object_ref (self));
}

void
crm_eds_feed_stop (CrmEdsFeed *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->collect, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

void
crm_eds_feed_compare_async (CrmEdsFeed *self, gboolean whole, GAsyncReadyCallback callback, gpointer data)
{
  compare (self, whole, g_task_new (self, NULL, callback, data));
}

gboolean
crm_eds_feed_compare_finish (CrmEdsFeed *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_eds_feed_note (CrmEdsFeed *self, const char *uid, const char *revision)
{
  if (revision == NULL)
    g_hash_table_remove (self->known, uid);
  else
    g_hash_table_replace (self->known, g_strdup (uid), g_strdup (revision));
}
