/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-page.h"

#include "client/crm-client-card-view.h"
#include "client/crm-client-fields.h"
#include "client/crm-client.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-timeline-view.h"

/* The card of a client in a window of its own. */

gboolean
client_is_ready (gpointer data)
{
  Fixture *f = data;

  return crm_client_card_view_is_ready (f->card) &&
         !crm_timeline_is_loading (crm_timeline_view_get_timeline (f->timeline));
}

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Key *key = data;

  return crm_transaction_load (tx, key->entity, key->id, error);
}

CrmRow *
client_load (CrmStore *store, const char *entity, gint64 id)
{
  Key key = { entity, id };
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (store, load_in_worker, &key, &error);

  g_assert_no_error (error);
  return row;
}

gint64
client_add_address (CrmStore *store, gint64 client, const char *kind, const char *value)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "address");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
  crm_values_set_text (values, CRM_ADDRESS_KIND, kind);
  crm_values_set_text (values, CRM_ADDRESS_VALUE, value);
  return crm_test_add (store, values);
}

static void
open_card (Fixture *f)
{
  f->window = crm_test_window_new (f->store);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  g_assert_true (CRM_IS_CLIENT_CARD_VIEW (crm_window_get_view (f->window)));
  f->card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  f->fields = CRM_CLIENT_FIELDS (crm_client_card_view_get_fields (f->card));
  f->composer = CRM_COMPOSER (crm_client_card_view_get_composer (f->card));
  f->timeline = CRM_TIMELINE_VIEW (crm_client_card_view_get_timeline (f->card));
  crm_test_await (client_is_ready, f);
  crm_test_await_frame (GTK_WIDGET (f->window));
}

void
client_set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
  open_card (f);
}

void
client_tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

gboolean
client_has_dialog (gpointer data)
{
  return crm_test_get_dialog (data) != NULL;
}

gboolean
client_has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Addition *addition = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, addition->entity, error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, crm_entity_find_field (entity, addition->field), addition->text);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

void
client_add (Fixture *f, const char *entity, const char *field, const char *text)
{
  Addition addition = { entity, field, text };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Add", add_in_worker, &addition, NULL, &error);
  g_assert_no_error (error);
}
