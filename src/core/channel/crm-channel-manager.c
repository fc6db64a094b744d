/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel/crm-channel-manager.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/crm-clock.h"
#include "channel/crm-account-secret.h"
#include "channel/crm-channel-manager-private.h"
#include "store/crm-lease.h"

/* Owns a run for each account, the list of how they are, and the right to be the one that sends: a lock of the session. Who has it not looks on,
 * and tries again. Main thread. */

#define LONGEST_TICK \
  (60 * 1000)          /* ms: a clock that jumps, or a lock that becomes free, is noticed that late */
#define READ_PAUSE 250 /* ms: while messages go out, the book is not read after each of them */
#define FED_AT_ONCE 100
#define WRITE_PAUSE (30 * G_USEC_PER_SEC)

struct _CrmChannelManager
{
  GObject parent_instance;
  CrmStore *store;
  CrmSecretStore *secrets; /* nullable */
  CrmChannelFactory factory;
  gpointer factory_data;
  CrmChannelFeeder feeder;
  GCancellable *cancellable;
  int lock; /* -1: another program sends */

  gboolean recovering, recovered;
  char *generation;     /* of the book that was looked after */
  GHashTable *runs;     /* id of the account → CrmChannelRun * */
  GPtrArray *standings; /* CrmAccountHealth *, as last read; nullable */
  GPtrArray *health;
  gboolean reading, read_wanted;
  guint read_source;

  gboolean feeding, feed_wanted;
  gint64 feed_due;
  guint tick;
  guint tell;
  guint hurrying; /* writes that make waiting ones due */
};

G_DEFINE_FINAL_TYPE (CrmChannelManager, crm_channel_manager, G_TYPE_OBJECT)

enum
{
  SIGNAL_HEALTH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_standings (CrmChannelManager *self);
static void schedule (CrmChannelManager *self);
static void feed (CrmChannelManager *self);

/* For answers that may come when nobody waits any more. */
static gpointer
weak_new (CrmChannelManager *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static CrmChannelManager *
weak_take (gpointer data)
{
  GWeakRef *weak = data;
  CrmChannelManager *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

/* ---- what is shown ---- */

static CrmAccountHealth *
copy_health (const CrmAccountHealth *from)
{
  CrmAccountHealth *health = g_new (CrmAccountHealth, 1);

  *health = *from;
  health->name = g_strdup (from->name);
  health->channel = g_strdup (from->channel);
  health->backend = g_strdup (from->backend);
  health->provider = g_strdup (from->provider);
  health->error = g_strdup (from->error);
  return health;
}

static void
tell_health (CrmChannelManager *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_account_health_free);

  for (guint i = 0; self->standings && i < self->standings->len; i++)
    {
      CrmAccountHealth *health = copy_health (self->standings->pdata[i]);
      CrmChannelRun *run = g_hash_table_lookup (self->runs, &health->account);

      if (run)
        crm_channel_run_fill_health (run, health);
      g_ptr_array_add (all, health);
    }
  g_clear_pointer (&self->health, g_ptr_array_unref);
  self->health = g_steal_pointer (&all);
  g_signal_emit (self, signals[SIGNAL_HEALTH], 0);
}

static gboolean
on_tell (gpointer data)
{
  CrmChannelManager *self = data;

  self->tell = 0;
  tell_health (self);
  return G_SOURCE_REMOVE;
}

static void
on_run_changed (gpointer data)
{
  CrmChannelManager *self = data;

  /* Several answers in one turn are told once. */
  if (!self->tell)
    self->tell = g_idle_add (on_tell, self);
  schedule (self);
}

/* ---- the runs ---- */

static void
close_run (gpointer data)
{
  crm_channel_run_close (data);
  crm_channel_run_unref (data);
}

/* A run for each account, and no other. Takes the standings. */
static void
follow (CrmChannelManager *self, GPtrArray *standings)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer id;

  g_clear_pointer (&self->standings, g_ptr_array_unref);
  self->standings = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_account_health_free);
  for (guint i = 0; i < standings->len; i++)
    {
      CrmAccountHealth *health = copy_health (((CrmAccountStanding *)standings->pdata[i])->health);

      g_ptr_array_add (self->standings, health);
      g_hash_table_add (wanted, &health->account);
    }
  if (!self->recovered)
    return;
  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (wanted, id))
      g_hash_table_iter_remove (&iter);
  while (standings->len)
    {
      CrmAccountStanding *standing = g_ptr_array_steal_index (standings, 0);
      gint64 account = standing->health->account;
      CrmChannelRun *run = g_hash_table_lookup (self->runs, &account);

      if (run)
        crm_channel_run_update (run, standing);
      else
        {
          run = crm_channel_run_new (
              self->store, self->secrets, self->factory, self->factory_data, standing, on_run_changed, self);
          g_hash_table_insert (self->runs, g_memdup2 (&account, sizeof account), run);
        }
      crm_channel_run_step (run);
    }
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_account_standing_read (tx, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) standings = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autoptr (CrmChannelManager) self = weak_take (data);

  if (!self || !self->store)
    return;
  self->reading = FALSE;
  if (standings)
    follow (self, standings);
  if (self->read_wanted)
    {
      self->read_wanted = FALSE;
      read_standings (self);
    }
  tell_health (self);
  schedule (self);
}

static void
read_standings (CrmChannelManager *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->reading)
    {
      self->read_wanted = TRUE;
      return;
    }
  self->reading = TRUE;
  crm_store_read_async (self->store, 20, read_in_worker, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
      self->cancellable, on_read, weak_new (self));
}

static gboolean
on_read_time (gpointer data)
{
  CrmChannelManager *self = data;

  self->read_source = 0;
  read_standings (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_sending (CrmChannelManager *self)
{
  GHashTableIter iter;
  gpointer run;

  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    if (((CrmChannelRun *)run)->n_flying || ((CrmChannelRun *)run)->writing)
      return TRUE;
  return FALSE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmChannelManager *self)
{
  if (crm_change_set_touches (changes, "campaign") || crm_change_set_touches (changes, "template"))
    {
      self->feed_due = 0;
      feed (self);
    }
  if (!crm_change_set_touches (changes, "message") && !crm_change_set_touches (changes, "account") &&
      !crm_change_set_touches (changes, "provider") && !crm_change_set_touches (changes, "client"))
    return;
  if (!is_sending (self) || crm_change_set_touches (changes, "account"))
    read_standings (self);
  else if (!self->read_source)
    self->read_source = g_timeout_add (READ_PAUSE, on_read_time, self);
}

/* ---- the beginning ---- */

static gboolean
recover_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  crm_transaction_set_sync (tx);
  return crm_outbox_recover (tx, error);
}

static void
set_recovered (CrmChannelManager *self, gboolean ok)
{
  self->recovering = FALSE;
  self->recovered = ok;
  if (ok)
    {
      read_standings (self);
      feed (self);
    }
  schedule (self);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmChannelManager) self = weak_take (data);

  crm_account_move_secrets_finish (result);
  if (self && self->store)
    set_recovered (self, TRUE);
}

/* Books of older versions may have passwords. They are moved before any account works, which would be stopped by the change. */
static void
on_recovered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  g_autoptr (CrmChannelManager) self = weak_take (data);

  if (!self || !self->store)
    return;
  if (ok && self->secrets)
    crm_account_move_secrets_async (self->store, self->secrets, self->cancellable, on_moved, weak_new (self));
  else
    set_recovered (self, ok);
}

/* Nothing is sent before what was being sent has been looked at. */
static void
start (CrmChannelManager *self)
{
  if (self->lock < 0)
    self->lock = crm_lease_take (self->store, "channels");
  if (self->lock < 0 || self->recovering || self->recovered)
    return;
  self->recovering = TRUE;
  g_free (self->generation);
  self->generation = g_strdup (crm_store_get_setting (self->store, "generation"));
  crm_store_write_async (self->store, _ ("Look after unsent messages"), recover_in_worker, NULL, NULL,
      self->cancellable, on_recovered, weak_new (self));
}

/* What waits in a book that came back from a backup is looked at first; other settings are no reason to stop. */
static void
on_settings_changed (CrmStore *store, CrmChannelManager *self)
{
  const char *generation = crm_store_get_setting (store, "generation");

  if (self->lock < 0 || self->recovering || g_strcmp0 (generation, self->generation) == 0)
    return;
  self->recovered = FALSE;
  g_hash_table_remove_all (self->runs);
  start (self);
}

/* ---- campaigns ---- */

typedef struct
{
  CrmChannelFeeder feeder;
  gint64 left, next;
} Feed;

static gboolean
feed_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Feed *fed = data;

  crm_transaction_set_sync (tx);
  fed->next = G_MAXINT64;
  fed->left = fed->feeder (tx, FED_AT_ONCE, &fed->next, error);
  return fed->left >= 0;
}

typedef struct
{
  GWeakRef manager;
  Feed *feed;
} Feeding;

static void
on_fed (GObject *source, GAsyncResult *result, gpointer data)
{
  Feeding *feeding = data;
  g_autofree Feed *fed = feeding->feed;
  g_autoptr (CrmChannelManager) self = g_weak_ref_get (&feeding->manager);
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  g_weak_ref_clear (&feeding->manager);
  g_free (feeding);
  if (!self || !self->store)
    return;
  self->feeding = FALSE;
  self->feed_due = !ok ? crm_clock_now () + WRITE_PAUSE : fed->left > 0 ? 0 : fed->next;
  if (self->feed_wanted)
    self->feed_due = 0;
  self->feed_wanted = FALSE;
  feed (self);
  schedule (self);
}

static void
feed (CrmChannelManager *self)
{
  Feeding *feeding;

  if (!self->feeder || !self->recovered || self->feed_due > crm_clock_now ())
    return;
  if (self->feeding)
    {
      self->feed_wanted = TRUE;
      return;
    }
  self->feeding = TRUE;
  feeding = g_new0 (Feeding, 1);
  g_weak_ref_init (&feeding->manager, self);
  feeding->feed = g_new0 (Feed, 1);
  feeding->feed->feeder = self->feeder;
  crm_store_write_async (
      self->store, _ ("Write to many"), feed_in_worker, feeding->feed, NULL, NULL, on_fed, feeding);
}

void
crm_channel_manager_set_feeder (CrmChannelManager *self, CrmChannelFeeder feeder)
{
  g_return_if_fail (CRM_IS_CHANNEL_MANAGER (self));
  self->feeder = feeder;
  self->feed_due = 0;
  feed (self);
}

/* ---- time ---- */

void
crm_channel_manager_tick (CrmChannelManager *self)
{
  g_autoptr (GList) runs = NULL;

  g_return_if_fail (CRM_IS_CHANNEL_MANAGER (self));
  start (self);
  feed (self);
  runs = g_hash_table_get_values (self->runs);
  for (GList *run = runs; run; run = run->next)
    crm_channel_run_step (run->data);
  schedule (self);
}

static gboolean
on_tick (gpointer data)
{
  CrmChannelManager *self = data;

  self->tick = 0;
  crm_channel_manager_tick (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CrmChannelManager *self)
{
  gint64 now = crm_clock_now (),
         due = self->feeder && self->recovered && !self->feeding ? self->feed_due : G_MAXINT64;
  GHashTableIter iter;
  gpointer run;

  if (!self->store)
    return;
  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    due = MIN (due, crm_channel_run_get_due (run));
  g_clear_handle_id (&self->tick, g_source_remove);
  self->tick =
      g_timeout_add (due >= now + LONGEST_TICK * 1000 ? LONGEST_TICK : (guint)MAX (1, (due - now) / 1000 + 1),
          on_tick, self);
}

/* ---- the object ---- */

static void
crm_channel_manager_dispose (GObject *object)
{
  CrmChannelManager *self = CRM_CHANNEL_MANAGER (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->tell, g_source_remove);
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_hash_table_remove_all (self->runs);
  if (self->store)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->cancellable);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  G_OBJECT_CLASS (crm_channel_manager_parent_class)->dispose (object);
}

static void
crm_channel_manager_finalize (GObject *object)
{
  CrmChannelManager *self = CRM_CHANNEL_MANAGER (object);

  g_hash_table_unref (self->runs);
  g_free (self->generation);
  g_clear_pointer (&self->standings, g_ptr_array_unref);
  g_clear_pointer (&self->health, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_channel_manager_parent_class)->finalize (object);
}

static void
crm_channel_manager_class_init (CrmChannelManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_channel_manager_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_channel_manager_finalize;
  signals[SIGNAL_HEALTH] = g_signal_new (
      "health", CRM_TYPE_CHANNEL_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_channel_manager_init (CrmChannelManager *self)
{
  self->lock = -1;
  self->cancellable = g_cancellable_new ();
  self->runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, close_run);
  self->health = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_account_health_free);
}

CrmChannelManager *
crm_channel_manager_new (CrmStore *store, CrmSecretStore *secrets, CrmChannelFactory factory, gpointer data)
{
  CrmChannelManager *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && factory, NULL);
  self = g_object_new (CRM_TYPE_CHANNEL_MANAGER, NULL);
  self->store = g_object_ref (store);
  g_set_object (&self->secrets, secrets);
  self->factory = factory;
  self->factory_data = data;
  g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  g_signal_connect (store, "settings-changed", G_CALLBACK (on_settings_changed), self);
  start (self);
  read_standings (self);
  schedule (self);
  return self;
}

CrmStore *
crm_channel_manager_get_store (CrmChannelManager *self)
{
  g_return_val_if_fail (CRM_IS_CHANNEL_MANAGER (self), NULL);
  return self->store;
}

CrmSecretStore *
crm_channel_manager_get_secrets (CrmChannelManager *self)
{
  g_return_val_if_fail (CRM_IS_CHANNEL_MANAGER (self), NULL);
  return self->secrets;
}

GPtrArray *
crm_channel_manager_get_health (CrmChannelManager *self)
{
  g_return_val_if_fail (CRM_IS_CHANNEL_MANAGER (self), NULL);
  return self->health;
}

gboolean
crm_channel_manager_is_leading (CrmChannelManager *self)
{
  g_return_val_if_fail (CRM_IS_CHANNEL_MANAGER (self), FALSE);
  return self->lock >= 0;
}

gboolean
crm_channel_manager_is_busy (CrmChannelManager *self)
{
  GHashTableIter iter;
  gpointer run;

  g_return_val_if_fail (CRM_IS_CHANNEL_MANAGER (self), FALSE);
  if (self->reading || self->read_source || self->recovering || self->feeding || self->tell || self->hurrying)
    return TRUE;
  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    if (crm_channel_run_is_busy (run))
      return TRUE;
  return FALSE;
}

/* ---- what a person asks for ---- */

static gboolean
hurry_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  gint64 account = *(gint64 *)data, now = crm_transaction_get_now (tx);

  crm_transaction_set_sync (tx);
  /* What was never tried waits for a time somebody chose, or may still be taken back. */
  return crm_db_run (db,
      account
          ? "UPDATE outbox SET due_at = $1 WHERE due_at > $1 AND account_id = $2 AND ((stage = 'queued' AND "
            "tries > 0) OR stage = 'waiting')"
          : "UPDATE outbox SET due_at = $1 WHERE due_at > $1 AND $2 = 0 AND ((stage = 'queued' AND tries > 0)"
            " OR stage = 'waiting')",
      error, 2, now, account);
}

static void
on_hurried (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmChannelManager) self = weak_take (data);

  crm_store_write_finish (CRM_STORE (source), result, NULL, NULL);
  if (!self || !self->store)
    return;
  self->hurrying--;
  read_standings (self);
}

void
crm_channel_manager_retry (CrmChannelManager *self, gint64 account)
{
  GHashTableIter iter;
  gpointer id, run;

  g_return_if_fail (CRM_IS_CHANNEL_MANAGER (self));
  start (self);
  if (self->lock < 0)
    return;
  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, &id, &run))
    if (!account || *(gint64 *)id == account)
      crm_channel_run_retry (run, ((CrmChannelRun *)run)->stopped);
  self->hurrying++;
  crm_store_write_async (self->store, _ ("Send messages"), hurry_in_worker,
      g_memdup2 (&account, sizeof account), g_free, NULL, on_hurried, weak_new (self));
  schedule (self);
}

void
crm_channel_manager_reload (CrmChannelManager *self, gint64 account)
{
  CrmChannelRun *run;

  g_return_if_fail (CRM_IS_CHANNEL_MANAGER (self));
  run = g_hash_table_lookup (self->runs, &account);
  if (run)
    crm_channel_run_retry (run, TRUE);
  schedule (self);
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (crm_channel_test_finish (CRM_CHANNEL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_channel_manager_try_async (CrmChannelManager *self, const char *backend, const char *provider,
    const char *definition, const char *sender, GHashTable *settings, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CrmChannel) channel = NULL;
  GError *error = NULL;

  g_return_if_fail (CRM_IS_CHANNEL_MANAGER (self) && backend && settings);
  task = g_task_new (self, cancellable, callback, data);
  channel = self->factory (backend, provider, definition, sender, settings, self->factory_data, &error);
  if (channel)
    crm_channel_test_async (channel, cancellable, on_tried, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

gboolean
crm_channel_manager_try_finish (CrmChannelManager *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
