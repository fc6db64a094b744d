/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-sms-modem-channel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-worker.h"

/* Owns nothing of the modem: each question finds it anew, for it comes and goes. Questions run in a thread of their own (D-Bus), signals
 * arrive on the main thread. What was handed over and stored is deleted from the modem with the next question, for a SIM holds few
 * messages. */

#define NAME "org.freedesktop.ModemManager1"
#define ROOT "/org/freedesktop/ModemManager1"
#define MODEM NAME ".Modem"
#define MESSAGING NAME ".Modem.Messaging"
#define SMS NAME ".Sms"
#define TIMEOUT_MS 60000

/* Of ModemManager's documentation. */
enum
{
  MODEM_STATE_LOCKED = 2,
  MODEM_STATE_REGISTERED = 8,
  LOCK_NONE = 1,
  LOCK_SIM_PIN2 = 3, /* needs no unlocking for messages, as LOCK_SIM_PUK2 */
  LOCK_SIM_PUK2 = 5,
  PDU_DELIVER = 1,
  SMS_STATE_RECEIVED = 3,
  SMS_STATE_SENT = 5,
  DELIVERY_COMPLETED = 0x00,
  DELIVERY_FAILED_FIRST = 0x40,
  DELIVERY_FAILED_LAST = 0x5f,
};

struct _CrmSmsModemChannel
{
  CrmChannel parent_instance;
  GDBusConnection *bus;   /* owned; NULL until it is there */
  GCancellable *disposed; /* owned */
  guint subscriptions[3];
};

G_DEFINE_FINAL_TYPE (CrmSmsModemChannel, crm_sms_modem_channel, CRM_TYPE_CHANNEL)

typedef struct
{
  char *number, *text; /* owned, nullable */
  char **ids;          /* owned, nullable */
  char *cursor;        /* owned, nullable */
} Question;

static void
free_question (Question *self)
{
  g_free (self->number);
  g_free (self->text);
  g_strfreev (self->ids);
  g_free (self->cursor);
  g_free (self);
}

static void
fail (GError **error, CrmChannelError code, const char *sentence)
{
  g_set_error_literal (error, CRM_CHANNEL_ERROR, (int)code, sentence);
}

static GVariant *
call (GDBusConnection *bus, const char *path, const char *interface, const char *method, GVariant *parameters,
    const char *type, GError **error)
{
  return g_dbus_connection_call_sync (bus, NAME, path, interface, method, parameters,
      type ? G_VARIANT_TYPE (type) : NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, error);
}

static gint64
get_number (GVariant *properties, const char *name, const char *type, gint64 otherwise)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (properties, name, G_VARIANT_TYPE (type));

  if (!value)
    return otherwise;
  return *type == 'i' ? (gint64)g_variant_get_int32 (value) : (gint64)g_variant_get_uint32 (value);
}

/* Whether one can send now; why not, in words. */
static gboolean
check_modem (GVariant *properties, GError **error)
{
  gint64 state = get_number (properties, "State", "i", 0);
  gint64 lock = get_number (properties, "UnlockRequired", "u", LOCK_NONE);

  if (state == MODEM_STATE_LOCKED || (lock > LOCK_NONE && lock != LOCK_SIM_PIN2 && lock != LOCK_SIM_PUK2))
    fail (error, CRM_CHANNEL_ERROR_CREDENTIALS,
        _ ("The SIM card of the modem is locked. Unlock it with its PIN in the settings of the mobile "
           "network."));
  else if (state < MODEM_STATE_REGISTERED)
    fail (error, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("The modem is not in a mobile network yet."));
  else
    return TRUE;
  return FALSE;
}

/* The first modem that knows messages; ready: it must be able to send. owner: of the service, so that names of messages are told from those
 * of before its restart. Caller owns. */
static char *
find_modem (GDBusConnection *bus, gboolean ready, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GVariant) answer = call (bus, ROOT, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects",
      NULL, "(a{oa{sa{sv}}})", &failure);
  g_autoptr (GVariant) objects = answer ? g_variant_get_child_value (answer, 0) : NULL;
  GVariantIter iter;
  const char *path;
  GVariant *interfaces;

  if (!objects)
    {
      fail (error, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("ModemManager, the service for modems, does not run."));
      return NULL;
    }
  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_next (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) all = interfaces;
      g_autoptr (GVariant) messaging = g_variant_lookup_value (all, MESSAGING, G_VARIANT_TYPE_VARDICT);
      g_autoptr (GVariant) modem = g_variant_lookup_value (all, MODEM, G_VARIANT_TYPE_VARDICT);

      /* A locked modem does not know yet that it can send. */
      if (modem && (messaging || get_number (modem, "State", "i", 0) == MODEM_STATE_LOCKED))
        return !ready || check_modem (modem, error) ? g_strdup (path) : NULL;
    }
  fail (error, CRM_CHANNEL_ERROR_UNREACHABLE,
      _ ("There is no modem that can send messages. Plug it in, or look whether the computer sees it."));
  return NULL;
}

static GDBusConnection *
get_bus (GError **error)
{
  GDBusConnection *bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  if (!bus)
    fail (error, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("ModemManager, the service for modems, does not run."));
  return bus;
}

static char *
dup_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus",
      "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner", g_variant_new ("(s)", NAME),
      G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, NULL, NULL);
  char *owner = NULL;

  if (answer)
    g_variant_get (answer, "(s)", &owner);
  return owner ? owner : g_strdup ("");
}

static GVariant *
read_sms (GDBusConnection *bus, const char *path)
{
  g_autoptr (GVariant) answer = call (
      bus, path, "org.freedesktop.DBus.Properties", "GetAll", g_variant_new ("(s)", SMS), "(a{sv})", NULL);

  return answer ? g_variant_get_child_value (answer, 0) : NULL;
}

static void
test_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = get_bus (&error);
  g_autofree char *modem = bus ? find_modem (bus, TRUE, &error) : NULL;

  if (modem)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
create_sms (GDBusConnection *bus, const char *modem, const Question *question, GError **error)
{
  GVariantBuilder properties;
  g_autoptr (GVariant) answer = NULL;
  char *path = NULL;

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "number", g_variant_new_string (question->number));
  g_variant_builder_add (&properties, "{sv}", "text", g_variant_new_string (question->text));
  g_variant_builder_add (&properties, "{sv}", "delivery-report-request", g_variant_new_boolean (TRUE));
  answer = call (bus, modem, MESSAGING, "Create", g_variant_new ("(a{sv})", &properties), "(o)", NULL);
  if (answer)
    g_variant_get (answer, "(o)", &path);
  else
    fail (error, CRM_CHANNEL_ERROR_REFUSED, _ ("The modem does not take this message."));
  return path;
}

static void
send_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDBusConnection) bus = get_bus (&error);
  g_autofree char *modem = bus ? find_modem (bus, TRUE, &error) : NULL;
  g_autofree char *owner = modem ? dup_owner (bus) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *remote = NULL;
  g_autoptr (GVariant) answer = NULL;
  CrmSent *sent;

  if (modem && g_cancellable_is_cancelled (cancellable))
    fail (&error, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("It was stopped before it was done."));
  else if (modem)
    path = create_sms (bus, modem, data, &error);
  if (!path)
    {
      g_task_return_error (task, error);
      return;
    }
  answer = call (bus, path, SMS, "Send", NULL, NULL, &failure);
  if (!answer)
    {
      g_autofree char *name = g_dbus_error_get_remote_error (failure);

      /* The network said no; after anything else a part may be on its way. */
      if (name && g_str_has_prefix (name, NAME ".Error.Message."))
        fail (&error, CRM_CHANNEL_ERROR_REFUSED, _ ("The mobile network refused the message."));
      else
        fail (&error, CRM_CHANNEL_ERROR_UNCERTAIN,
            _ ("The modem did not say whether the message was sent: it may have been."));
      g_task_return_error (task, error);
      return;
    }
  sent = g_new0 (CrmSent, 1);
  sent->remote_id = g_strconcat (owner, path, NULL);
  sent->state = g_strdup ("sent");
  g_task_return_pointer (task, sent, (GDestroyNotify)crm_sent_free);
}

static void
states_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = get_bus (&error);
  g_autofree char *modem = bus ? find_modem (bus, FALSE, &error) : NULL;
  g_autofree char *owner = modem ? dup_owner (bus) : NULL;
  GPtrArray *states;

  if (!modem)
    {
      g_task_return_error (task, error);
      return;
    }
  states = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sent_free);
  for (guint i = 0; question->ids[i]; i++)
    {
      const char *path = g_str_has_prefix (question->ids[i], owner) ? question->ids[i] + strlen (owner) : "";
      g_autoptr (GVariant) sms = g_variant_is_object_path (path) ? read_sms (bus, path) : NULL;
      gint64 delivery = sms ? get_number (sms, "DeliveryState", "u", 0x100) : 0x100;
      gboolean failed = delivery >= DELIVERY_FAILED_FIRST && delivery <= DELIVERY_FAILED_LAST;
      CrmSent *sent;

      if (!sms || get_number (sms, "State", "u", 0) != SMS_STATE_SENT)
        continue;
      sent = g_new0 (CrmSent, 1);
      sent->remote_id = g_strdup (question->ids[i]);
      sent->state = g_strdup (delivery == DELIVERY_COMPLETED ? "delivered" : failed ? "failed" : "sent");
      if (failed)
        sent->error = g_strdup (_ ("The message could not be delivered."));
      g_ptr_array_add (states, sent);
    }
  g_task_return_pointer (task, states, (GDestroyNotify)g_ptr_array_unref);
}

static CrmIncoming *
read_incoming (GVariant *sms)
{
  const char *number = NULL, *text = NULL, *timestamp = NULL;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *all = NULL;
  CrmIncoming *incoming;

  if (get_number (sms, "PduType", "u", 0) != PDU_DELIVER ||
      get_number (sms, "State", "u", 0) != SMS_STATE_RECEIVED ||
      !g_variant_lookup (sms, "Number", "&s", &number) || !g_variant_lookup (sms, "Text", "&s", &text))
    return NULL;
  g_variant_lookup (sms, "Timestamp", "&s", &timestamp);
  time = timestamp ? g_date_time_new_from_iso8601 (timestamp, local) : NULL;
  all = g_strdup_printf ("%s\n%s\n%s", number, timestamp ? timestamp : "", text);
  incoming = g_new0 (CrmIncoming, 1);
  /* Its name on the bus changes with each start of the service. */
  incoming->remote_id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
  incoming->remote_id[32] = '\0';
  incoming->address = g_strdup (number);
  incoming->text = g_strdup (text);
  incoming->at = time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
  return incoming;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const CrmIncoming *first = *(CrmIncoming *const *)a;
  const CrmIncoming *second = *(CrmIncoming *const *)b;

  return (first->at > second->at) - (first->at < second->at);
}

/* A cursor is "old ids;ids handed over", each joined by ",". */
static void
fetch_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = get_bus (&error);
  g_autofree char *modem = bus ? find_modem (bus, FALSE, &error) : NULL;
  g_autoptr (GVariant) answer = modem ? call (bus, modem, MESSAGING, "List", NULL, "(ao)", NULL) : NULL;
  g_autofree const char **paths = NULL;
  g_auto (GStrv) cursor = g_strsplit (question->cursor ? question->cursor : ";", ";", 2);
  g_auto (GStrv) old = g_strsplit (cursor[0] ? cursor[0] : "", ",", -1);
  g_auto (GStrv) handed = g_strsplit (cursor[0] && cursor[1] ? cursor[1] : "", ",", -1);
  g_autoptr (GString) old_now = g_string_new (NULL);
  g_autoptr (GString) handed_now = g_string_new (NULL);
  GPtrArray *messages;

  if (!answer)
    {
      if (!error)
        fail (&error, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("The modem does not answer."));
      g_task_return_error (task, error);
      return;
    }
  messages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  g_variant_get (answer, "(^a&o)", &paths);
  for (guint i = 0; paths[i]; i++)
    {
      g_autoptr (GVariant) sms = read_sms (bus, paths[i]);
      CrmIncoming *incoming = sms ? read_incoming (sms) : NULL;

      if (!incoming)
        continue;
      if (!question->cursor || g_strv_contains ((const char *const *)old, incoming->remote_id))
        g_string_append_printf (old_now, "%s%s", old_now->len ? "," : "", incoming->remote_id);
      else if (g_strv_contains ((const char *const *)handed, incoming->remote_id))
        {
          g_autoptr (GVariant) deleted =
              call (bus, modem, MESSAGING, "Delete", g_variant_new ("(o)", paths[i]), NULL, NULL);

          if (!deleted)
            g_string_append_printf (handed_now, "%s%s", handed_now->len ? "," : "", incoming->remote_id);
        }
      else
        {
          g_string_append_printf (handed_now, "%s%s", handed_now->len ? "," : "", incoming->remote_id);
          g_ptr_array_add (messages, g_steal_pointer (&incoming));
        }
      crm_incoming_free (incoming);
    }
  g_ptr_array_sort (messages, compare_times);
  g_task_return_pointer (task,
      crm_fetched_new (messages, g_strdup_printf ("%s;%s", old_now->str, handed_now->str), FALSE),
      (GDestroyNotify)crm_fetched_free);
}

static void
ask (CrmChannel *channel, Question *question, GTaskThreadFunc func, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (channel, cancellable, callback, data);

  /* What became of a message is more than that nobody wants to know any more. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, question, (GDestroyNotify)free_question);
  crm_task_run_in_thread (task, func);
}

static void
crm_sms_modem_channel_test_async (
    CrmChannel *channel, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (channel, g_new0 (Question, 1), test_in_thread, cancellable, callback, data);
}

static void
crm_sms_modem_channel_send_async (CrmChannel *channel, const CrmOutgoing *message, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->number = g_strdup (message->address);
  question->text = g_strdup (message->text);
  ask (channel, question, send_in_thread, cancellable, callback, data);
}

static void
crm_sms_modem_channel_states_async (CrmChannel *channel, const char *const *remote_ids,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->ids = g_strdupv ((char **)remote_ids);
  ask (channel, question, states_in_thread, cancellable, callback, data);
}

static void
crm_sms_modem_channel_fetch_async (CrmChannel *channel, const char *cursor, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->cursor = g_strdup (cursor);
  ask (channel, question, fetch_in_thread, cancellable, callback, data);
}

static void
on_signal (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
    const char *signal, GVariant *parameters, gpointer data)
{
  g_signal_emit_by_name (data, "arrived");
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  GDBusConnection *bus = g_bus_get_finish (result, NULL);
  CrmSmsModemChannel *self = data;

  /* Without a bus there is nothing to hear; with self gone the question was cancelled. */
  if (!bus)
    return;
  self->bus = bus;
  self->subscriptions[0] = g_dbus_connection_signal_subscribe (
      bus, NAME, MESSAGING, "Added", NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  /* The last part of a long one has come, or word of a delivery. */
  self->subscriptions[1] = g_dbus_connection_signal_subscribe (bus, NAME, "org.freedesktop.DBus.Properties",
      "PropertiesChanged", NULL, SMS, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  self->subscriptions[2] =
      g_dbus_connection_signal_subscribe (bus, NAME, "org.freedesktop.DBus.ObjectManager", NULL, ROOT, NULL,
          G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
}

static void
crm_sms_modem_channel_dispose (GObject *object)
{
  CrmSmsModemChannel *self = CRM_SMS_MODEM_CHANNEL (object);

  g_cancellable_cancel (self->disposed);
  for (guint i = 0; self->bus && i < G_N_ELEMENTS (self->subscriptions); i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (crm_sms_modem_channel_parent_class)->dispose (object);
}

static void
crm_sms_modem_channel_finalize (GObject *object)
{
  g_object_unref (CRM_SMS_MODEM_CHANNEL (object)->disposed);
  G_OBJECT_CLASS (crm_sms_modem_channel_parent_class)->finalize (object);
}

static void
crm_sms_modem_channel_class_init (CrmSmsModemChannelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CrmChannelClass *channel_class = CRM_CHANNEL_CLASS (klass);

  object_class->dispose = crm_sms_modem_channel_dispose;
  object_class->finalize = crm_sms_modem_channel_finalize;
  channel_class->test_async = crm_sms_modem_channel_test_async;
  channel_class->send_async = crm_sms_modem_channel_send_async;
  channel_class->states_async = crm_sms_modem_channel_states_async;
  channel_class->fetch_async = crm_sms_modem_channel_fetch_async;
}

static void
crm_sms_modem_channel_init (CrmSmsModemChannel *self)
{
  self->disposed = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->disposed, on_bus, self);
}

CrmChannel *
crm_sms_modem_channel_new (void)
{
  return g_object_new (CRM_TYPE_SMS_MODEM_CHANNEL, NULL);
}
