/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel-desk.h"

#include "base/crm-clock.h"
#include "channel/crm-outbox.h"
#include "crm-test-store.h"

/* A shop's account that sends, a provider that answers as told, and a manager between them. */

gboolean
desk_queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_outbox_queue (tx, data, error) != 0;
}

void
desk_queue (CrmStore *store, const char *address, const char *text)
{
  CrmSendRequest request = {
    .channel = "sms", .address = address, .text = text, .due_at = crm_clock_now (), .urgent = TRUE
  };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Send SMS", desk_queue_in_worker, &request, NULL, &error);
  g_assert_no_error (error);
}

void
desk_start (Desk *self)
{
  self->manager = crm_channel_manager_new (self->store, NULL, crm_test_channel_make, self->provider);
}

void
desk_stop (Desk *self)
{
  g_clear_object (&self->manager);
  crm_test_settle ();
}

Desk *
desk_new (CrmChannelAbilities abilities)
{
  Desk *self = g_new0 (Desk, 1);

  self->path = crm_test_path ();
  self->store = crm_test_open_window (self->path);
  self->provider = crm_test_provider_new (abilities);
  crm_test_add (
      self->store, "account", "name", "Shop", "channel", "sms", "backend", "http", "main", "yes", NULL);
  return self;
}

void
desk_free (Desk *self)
{
  desk_stop (self);
  crm_test_assert_in_order (self->store);
  crm_test_close (self->store);
  g_assert_cmpuint (g_hash_table_size (self->provider->being), ==, 0);
  crm_test_provider_free (self->provider);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_idle (gpointer data)
{
  Desk *self = data;

  return !crm_channel_manager_is_busy (self->manager);
}

void
desk_settle (Desk *self)
{
  crm_test_await (is_idle, self);
  crm_test_settle ();
  crm_test_await (is_idle, self);
}

/* Time passes, and the manager notices. */
void
desk_pass (Desk *self, gint64 seconds)
{
  crm_test_clock_advance (seconds);
  crm_channel_manager_tick (self->manager);
  desk_settle (self);
}

gint64
desk_count (Desk *self, const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM message WHERE state = '%s'", state);

  return crm_test_sql_integer (self->store, sql);
}

const CrmAccountHealth *
desk_get_health (Desk *self)
{
  GPtrArray *health = crm_channel_manager_get_health (self->manager);

  g_assert_cmpuint (health->len, ==, 1);
  return health->pdata[0];
}
