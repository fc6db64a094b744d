/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reminders.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "calendar/crm-calendar-sync.h"
#include "meeting/crm-meeting.h"
#include "meeting/crm-sync-of.h"
#include "task/crm-reminder-answer.h"
#include "task/crm-reminder-notice.h"
#include "task/crm-wakeup.h"

/* Owns what stands (told and not answered), the timer for the next one, and what was pressed before a book was open; holds a reference on
 * the store while it is set. Main thread, but for functions named _in_worker. */

/* More at once, as after a long time away, are told in one. */
#define MAX_NOTICES 3
#define SNOOZE_MINUTES 10
#define RETRY_SECONDS 5

typedef struct
{
  CrmReminder *reminder;
  char *key;
  gboolean online; /* a meeting with a room to join */
  gboolean alone;  /* has a notification of its own */
} Standing;

struct _CrmReminders
{
  GObject parent_instance;
  GApplication *application; /* weak */
  CrmStore *store;           /* owned, nullable */
  CrmWakeup *wakeup;
  GPtrArray *standing;       /* of Standing */
  GQueue waiting;            /* of CrmReminderAnswer */
  GCancellable *cancellable; /* of the store's questions */
  gboolean checking;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (CrmReminders, crm_reminders, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_CHECKED,
  SIGNAL_BOOK_NEEDED,
  SIGNAL_OPEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
standing_free (gpointer data)
{
  Standing *standing = data;

  crm_reminder_free (standing->reminder);
  g_free (standing->key);
  g_free (standing);
}

/* What stands */

static GPtrArray *
list_rest (CrmReminders *self)
{
  GPtrArray *titles = g_ptr_array_new ();

  for (guint i = 0; i < self->standing->len; i++)
    {
      const Standing *standing = self->standing->pdata[i];

      if (!standing->alone)
        g_ptr_array_add (titles, standing->reminder->title);
    }
  return titles;
}

static int
find (CrmReminders *self, const char *key)
{
  for (guint i = 0; i < self->standing->len; i++)
    if (g_str_equal (((Standing *)self->standing->pdata[i])->key, key))
      return (int)i;
  return -1;
}

/* Without telling. TRUE when it was told together with others. */
static gboolean
take_back (CrmReminders *self, int index)
{
  Standing *standing = self->standing->pdata[index];
  gboolean alone = standing->alone;

  if (alone && self->application != NULL)
    crm_reminder_notice_withdraw (self->application, standing->key);
  g_ptr_array_remove_index (self->standing, (guint)index);
  return !alone;
}

/* A smaller number is not worth another notification; none at all takes it back. */
static void
forget_rest (CrmReminders *self)
{
  g_autoptr (GPtrArray) rest = list_rest (self);

  if (rest->len == 0 && self->application != NULL)
    crm_reminder_notice_send_rest (self->application, rest);
}

void
crm_reminders_dismiss (CrmReminders *self, const char *key)
{
  gboolean rest = FALSE;
  int index;

  g_return_if_fail (CRM_IS_REMINDERS (self));
  if (key == NULL)
    while (self->standing->len > 0)
      rest |= take_back (self, 0);
  else if ((index = find (self, key)) >= 0)
    rest = take_back (self, index);
  else
    return;
  if (rest)
    forget_rest (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Asking */

/* What the desktop does with calendars: those of which it tells by itself, and whether that is not known yet. */
typedef struct
{
  GArray *told; /* gint64: calendars */
  gboolean unknown;
} Desktop;

static Desktop *
desktop_new (CrmReminders *self)
{
  CrmCalendarSync *sync = crm_calendar_sync_of (self->store);
  GPtrArray *health = sync != NULL ? crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (sync)) : NULL;
  Desktop *desktop = g_new0 (Desktop, 1);

  desktop->told = g_array_new (FALSE, FALSE, sizeof (gint64));
  desktop->unknown = sync != NULL && crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (sync));
  for (guint i = 0; health != NULL && i < health->len; i++)
    {
      gint64 calendar = ((const CrmCalendarHealth *)health->pdata[i])->calendar;

      if (calendar != 0 && !crm_calendar_sync_must_announce (sync, calendar))
        g_array_append_val (desktop->told, calendar);
    }
  return desktop;
}

static void
desktop_free (Desktop *desktop)
{
  g_array_unref (desktop->told);
  g_free (desktop);
}

static gboolean
tells (const Desktop *desktop, gint64 calendar)
{
  for (guint i = 0; i < desktop->told->len; i++)
    if (g_array_index (desktop->told, gint64, i) == calendar)
      return TRUE;
  return FALSE;
}

static gint64
get_calendar_in_worker (CrmTransaction *tx, const CrmReminder *reminder)
{
  g_autoptr (CrmRow) meeting = g_str_equal (reminder->entity, "meeting")
                                   ? crm_transaction_load (tx, "meeting", reminder->id, NULL)
                                   : NULL;

  return meeting != NULL ? crm_row_get_integer (meeting, CRM_MEETING_CALENDAR) : 0;
}

/* Everything that is to be told now. A meeting of a calendar of which the desktop may tell waits until that is known. */
static GPtrArray *
list_due (CrmTransaction *tx, gint64 now, const Desktop *desktop, GError **error)
{
  g_autoptr (GPtrArray) due = crm_reminder_list_due (tx, now, error);
  g_autoptr (GPtrArray) ended = due != NULL ? crm_reminder_list_ended (tx, now, error) : NULL;

  if (ended == NULL)
    return NULL;
  for (guint i = due->len; desktop->unknown && i > 0; i--)
    if (get_calendar_in_worker (tx, due->pdata[i - 1]) != 0)
      g_ptr_array_remove_index (due, i - 1);
  for (guint i = 0; i < ended->len; i++)
    g_ptr_array_add (due, crm_reminder_copy (ended->pdata[i]));
  return g_steal_pointer (&due);
}

typedef struct
{
  gint64 now;
  Desktop *desktop;
  GPtrArray *standing; /* of CrmReminder */
} Question;

typedef struct
{
  gboolean due;
  gint64 next;
  GPtrArray *gone; /* char *: keys of what stands no longer */
} Look;

static void
question_free (gpointer data)
{
  Question *question = data;

  desktop_free (question->desktop);
  g_ptr_array_unref (question->standing);
  g_free (question);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_ptr_array_unref (look->gone);
  g_free (look);
}

static gpointer
look_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) due = list_due (tx, question->now, question->desktop, error);
  g_autoptr (GError) local = NULL;
  gint64 next = due != NULL ? crm_reminder_get_next (tx, question->now, &local) : 0;
  gint64 end = due != NULL && local == NULL ? crm_reminder_get_next_end (tx, question->now, &local) : 0;
  Look *look;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (due != NULL)
    {
      look = g_new0 (Look, 1);
      look->due = due->len > 0;
      look->next = MIN (next, end);
      look->gone = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < question->standing->len; i++)
        {
          const CrmReminder *reminder = question->standing->pdata[i];

          if (!crm_reminder_stands (tx, reminder))
            g_ptr_array_add (look->gone, crm_reminder_dup_key (reminder));
        }
      return look;
    }
  return NULL;
}

typedef struct
{
  gint64 now;
  Desktop *desktop;
  GPtrArray *fresh; /* of Standing: nobody told them before; filled by the worker */
  gatomicrefcount ref_count;
} Telling;

static void
telling_unref (gpointer data)
{
  Telling *telling = data;

  if (!g_atomic_ref_count_dec (&telling->ref_count))
    return;
  desktop_free (telling->desktop);
  g_ptr_array_unref (telling->fresh);
  g_free (telling);
}

static Standing *
make_standing_in_worker (CrmTransaction *tx, const CrmReminder *reminder)
{
  Standing *standing = g_new0 (Standing, 1);
  g_autoptr (CrmRow) meeting = g_str_equal (reminder->entity, "meeting")
                                   ? crm_transaction_load (tx, "meeting", reminder->id, NULL)
                                   : NULL;

  standing->reminder = crm_reminder_copy (reminder);
  standing->key = crm_reminder_dup_key (reminder);
  standing->online = meeting != NULL && crm_row_get_text (meeting, CRM_MEETING_ONLINE) != NULL;
  return standing;
}

static gboolean
tell_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Telling *telling = data;
  g_autoptr (GPtrArray) due = list_due (tx, telling->now, telling->desktop, error);

  if (due == NULL)
    return FALSE;
  g_ptr_array_set_size (telling->fresh, 0);
  for (guint i = 0; i < due->len; i++)
    {
      g_autoptr (GError) local = NULL;

      /* What the desktop tells of counts as told. */
      if (crm_reminder_mark_told (tx, due->pdata[i], &local) &&
          !tells (telling->desktop, get_calendar_in_worker (tx, due->pdata[i])))
        g_ptr_array_add (telling->fresh, make_standing_in_worker (tx, due->pdata[i]));
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static void
end_check (CrmReminders *self)
{
  self->checking = FALSE;
  if (self->again)
    crm_reminders_check (self);
  else
    g_signal_emit (self, signals[SIGNAL_CHECKED], 0);
}

static void
show (CrmReminders *self, GPtrArray *fresh)
{
  gint64 now = crm_clock_now ();
  GTimeZone *zone = crm_store_get_zone (self->store);
  gboolean rest = FALSE;
  guint n = fresh->len;

  /* The newest first: what is due at this moment is not among "more". */
  for (guint i = n; i > 0; i--)
    {
      Standing *standing = g_ptr_array_steal_index (fresh, i - 1);
      int old = find (self, standing->key);

      if (old >= 0)
        take_back (self, old);
      standing->alone = n - i < MAX_NOTICES;
      g_ptr_array_add (self->standing, standing);
      if (standing->alone && self->application != NULL)
        crm_reminder_notice_send (self->application, standing->reminder, standing->online, now, zone);
      rest |= !standing->alone;
    }
  if (rest && self->application != NULL)
    {
      g_autoptr (GPtrArray) titles = list_rest (self);

      crm_reminder_notice_send_rest (self->application, titles);
    }
  if (n > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

typedef struct
{
  CrmReminders *self; /* owned */
  Telling *telling;   /* owned */
} Told;

static void
on_told (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Told *told = data;
  g_autoptr (CrmReminders) self = told->self;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  if (CRM_STORE (source) == self->store)
    {
      if (ok)
        show (self, told->telling->fresh);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          /* Another program holds the book. */
          g_message ("Reminders are late: %s", error->message);
          crm_wakeup_set (self->wakeup, crm_clock_now () + RETRY_SECONDS * G_USEC_PER_SEC);
        }
      end_check (self);
    }
  telling_unref (told->telling);
}

static void
tell (CrmReminders *self)
{
  Telling *telling = g_new0 (Telling, 1);
  Told *told = g_new0 (Told, 1);

  telling->now = crm_clock_now ();
  telling->desktop = desktop_new (self);
  telling->fresh = g_ptr_array_new_with_free_func (standing_free);
  g_atomic_ref_count_init (&telling->ref_count);
  g_atomic_ref_count_inc (&telling->ref_count);
  told->self = g_object_ref (self);
  told->telling = telling;
  crm_store_write_async (
      self->store, _ ("Remind"), tell_in_worker, telling, telling_unref, self->cancellable, on_told, told);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmReminders) self = data;
  g_autoptr (GError) error = NULL;
  Look *look = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (CRM_STORE (source) != self->store)
    {
      g_clear_pointer (&look, look_free);
      return;
    }
  if (look == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("Reminders are late: %s", error->message);
      end_check (self);
      return;
    }
  for (guint i = 0; i < look->gone->len; i++)
    crm_reminders_dismiss (self, look->gone->pdata[i]);
  crm_wakeup_set (self->wakeup, look->next);
  if (look->due)
    tell (self);
  else
    end_check (self);
  look_free (look);
}

void
crm_reminders_check (CrmReminders *self)
{
  Question *question;

  g_return_if_fail (CRM_IS_REMINDERS (self));
  self->again = self->checking;
  if (self->store == NULL || self->checking)
    return;
  self->checking = TRUE;
  question = g_new0 (Question, 1);
  question->now = crm_clock_now ();
  question->desktop = desktop_new (self);
  question->standing = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_reminder_free);
  for (guint i = 0; i < self->standing->len; i++)
    g_ptr_array_add (
        question->standing, crm_reminder_copy (((Standing *)self->standing->pdata[i])->reminder));
  crm_store_read_async (self->store, 1, look_in_worker, question, question_free, look_free, self->cancellable,
      on_looked, g_object_ref (self));
}

/* Answers */

static void
on_found (const CrmReminderFound *found, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_OPEN], 0, found);
}

static void
run (CrmReminders *self, CrmReminderAnswer *answer, gboolean stays)
{
  g_autofree char *key = g_strdup (crm_reminder_answer_get_key (answer));
  int index = find (self, key);

  crm_reminder_answer_run (answer, self->store,
      index >= 0 ? ((Standing *)self->standing->pdata[index])->reminder->title : NULL, on_found,
      g_object_ref (self), g_object_unref);
  /* At once, not when it is written: it was answered. A question stands until there is an answer in the book. */
  if (!stays)
    crm_reminders_dismiss (self, key);
}

static void
take_answer (CrmReminders *self, CrmReminderVerb verb, const char *key, guint minutes)
{
  CrmReminderAnswer *answer;

  g_return_if_fail (CRM_IS_REMINDERS (self) && key != NULL);
  if (self->application == NULL)
    return;
  answer =
      crm_reminder_answer_new (self->application, verb, key, crm_clock_now () + minutes * G_TIME_SPAN_MINUTE);
  if (self->store != NULL)
    run (self, answer, verb == CRM_REMINDER_ASK);
  else
    {
      g_queue_push_tail (&self->waiting, answer);
      g_signal_emit (self, signals[SIGNAL_BOOK_NEEDED], 0);
    }
}

void
crm_reminders_finish (CrmReminders *self, const char *key)
{
  take_answer (self, CRM_REMINDER_FINISH, key, 0);
}

void
crm_reminders_snooze (CrmReminders *self, const char *key, guint minutes)
{
  take_answer (self, CRM_REMINDER_SNOOZE, key, minutes);
}

void
crm_reminders_put_off (CrmReminders *self, const char *key)
{
  take_answer (self, CRM_REMINDER_PUT_OFF, key, 0);
}

void
crm_reminders_open (CrmReminders *self, const char *key)
{
  take_answer (self, CRM_REMINDER_OPEN, key, 0);
}

void
crm_reminders_ask (CrmReminders *self, const char *key)
{
  take_answer (self, CRM_REMINDER_ASK, key, 0);
}

void
crm_reminders_find_way (CrmReminders *self, const char *key)
{
  take_answer (self, CRM_REMINDER_WAY, key, 0);
}

static void
on_done (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_reminders_finish (data, g_variant_get_string (parameter, NULL));
}

static void
on_snooze (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_reminders_snooze (data, g_variant_get_string (parameter, NULL), SNOOZE_MINUTES);
}

static void
on_tomorrow (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_reminders_put_off (data, g_variant_get_string (parameter, NULL));
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_reminders_open (data, g_variant_get_string (parameter, NULL));
}

static void
on_ask (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_reminders_ask (data, g_variant_get_string (parameter, NULL));
}

static void
on_way (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_reminders_find_way (data, g_variant_get_string (parameter, NULL));
}

static void
on_reminders (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const CrmReminderFound all = { .verb = CRM_REMINDER_OPEN };

  g_signal_emit (data, signals[SIGNAL_OPEN], 0, &all);
}

static const GActionEntry actions[] = {
  { "task-done", on_done, "s" },
  { "task-snooze", on_snooze, "s" },
  { "task-tomorrow", on_tomorrow, "s" },
  { "task-open", on_open, "s" },
  { "meeting-ask", on_ask, "s" },
  { "meeting-way", on_way, "s" },
  { "reminders", on_reminders },
};

/* The book */

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmReminders *self)
{
  if (crm_change_set_touches (changes, "task") || crm_change_set_touches (changes, "meeting"))
    crm_reminders_check (self);
}

static void
on_settings_changed (CrmStore *store, CrmReminders *self)
{
  crm_reminders_check (self);
}

static void
on_wakeup (gpointer data)
{
  crm_reminders_check (data);
}

void
crm_reminders_set_store (CrmReminders *self, CrmStore *store)
{
  CrmReminderAnswer *waiting;

  g_return_if_fail (CRM_IS_REMINDERS (self));
  if (self->store == store)
    return;
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      g_cancellable_cancel (self->cancellable);
      crm_reminders_dismiss (self, NULL);
      crm_wakeup_set (self->wakeup, G_MAXINT64);
    }
  g_clear_object (&self->cancellable);
  self->checking = self->again = FALSE;
  g_set_object (&self->store, store);
  if (store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  g_signal_connect (store, "settings-changed", G_CALLBACK (on_settings_changed), self);
  while ((waiting = g_queue_pop_head (&self->waiting)) != NULL)
    run (self, waiting, FALSE);
  crm_reminders_check (self);
}

CrmStore *
crm_reminders_get_store (CrmReminders *self)
{
  g_return_val_if_fail (CRM_IS_REMINDERS (self), NULL);
  return self->store;
}

void
crm_reminders_give_up (CrmReminders *self)
{
  g_return_if_fail (CRM_IS_REMINDERS (self));
  g_queue_clear_full (&self->waiting, (GDestroyNotify)crm_reminder_answer_free);
}

guint
crm_reminders_get_n (CrmReminders *self)
{
  g_return_val_if_fail (CRM_IS_REMINDERS (self), 0);
  return self->standing->len;
}

const CrmReminder *
crm_reminders_get (CrmReminders *self, guint index)
{
  g_return_val_if_fail (CRM_IS_REMINDERS (self) && index < self->standing->len, NULL);
  return ((Standing *)self->standing->pdata[index])->reminder;
}

const char *
crm_reminders_get_key (CrmReminders *self, guint index)
{
  g_return_val_if_fail (CRM_IS_REMINDERS (self) && index < self->standing->len, NULL);
  return ((Standing *)self->standing->pdata[index])->key;
}

gboolean
crm_reminders_is_online (CrmReminders *self, guint index)
{
  g_return_val_if_fail (CRM_IS_REMINDERS (self) && index < self->standing->len, FALSE);
  return ((Standing *)self->standing->pdata[index])->online;
}

static void
crm_reminders_dispose (GObject *object)
{
  CrmReminders *self = CRM_REMINDERS (object);

  if (self->application != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
      g_action_map_remove_action (G_ACTION_MAP (self->application), actions[i].name);
  crm_reminders_give_up (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->wakeup, crm_wakeup_free);
  g_clear_weak_pointer (&self->application);
  G_OBJECT_CLASS (crm_reminders_parent_class)->dispose (object);
}

static void
crm_reminders_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_REMINDERS (object)->standing);
  G_OBJECT_CLASS (crm_reminders_parent_class)->finalize (object);
}

static void
crm_reminders_class_init (CrmRemindersClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_reminders_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_reminders_finalize;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHECKED] =
      g_signal_new ("checked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BOOK_NEEDED] =
      g_signal_new ("book-needed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] =
      g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
crm_reminders_init (CrmReminders *self)
{
  self->standing = g_ptr_array_new_with_free_func (standing_free);
  g_queue_init (&self->waiting);
  self->wakeup = crm_wakeup_new (on_wakeup, self);
}

CrmReminders *
crm_reminders_new (GApplication *application)
{
  CrmReminders *self = g_object_new (CRM_TYPE_REMINDERS, NULL);

  g_set_weak_pointer (&self->application, application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), self);
  return self;
}
