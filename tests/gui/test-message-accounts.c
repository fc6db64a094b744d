/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-keyring.h"
#include "crm-test-sms-server.h"

#include <string.h>

#include "backends/crm-backends.h"
#include "channel/crm-channel-manager.h"
#include "channel/crm-provider.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-message-account-row.h"
#include "settings/crm-preferences.h"
#include "settings/crm-provider-dialog.h"
#include "widgets/crm-names.h"

/* Accounts of messages in the preferences: a real book, a real keyring, a provider on loopback that is spoken to over HTTP. */

#define PROVIDER "smsru"

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmTestSmsServer *server;
  CrmSecretStore *secrets;
  CrmChannelManager *manager;
  CrmNames *accounts;
} Fixture;

/* Waiting for widgets of any window */

typedef struct
{
  GtkWidget *root; /* NULL: of any window */
  GType type;
  const char *text;
} Wanted;

static GtkWidget *
find (const Wanted *wanted)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (wanted->root != NULL)
    return crm_test_find (wanted->root, wanted->type, wanted->text);
  /* The newest lies in front. */
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);
      GtkWidget *found =
          gtk_widget_get_visible (window) ? crm_test_find (window, wanted->type, wanted->text) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_there (gpointer data)
{
  return find (data) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find (data) == NULL;
}

static GtkWidget *
await_in (GtkWidget *root, GType type, const char *text)
{
  Wanted wanted = { root, type, text };

  crm_test_await (is_there, &wanted);
  return find (&wanted);
}

static GtkWidget *
await_widget (GType type, const char *text)
{
  return await_in (NULL, type, text);
}

static void
await_gone (GType type, const char *text)
{
  Wanted wanted = { NULL, type, text };

  crm_test_await (is_gone, &wanted);
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_is_sensitive (data);
}

static gboolean
is_insensitive (gpointer data)
{
  return !is_sensitive (data);
}

static void
press (const char *label)
{
  GtkWidget *button = await_widget (GTK_TYPE_BUTTON, label);

  crm_test_await (is_sensitive, button);
  g_signal_emit_by_name (button, "clicked");
}

static void
type (const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (await_widget (ADW_TYPE_ENTRY_ROW, row)), text);
}

/* The fixture */

static gboolean
add_provider_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "provider", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_PROVIDER_NAME, "Loopback");
  crm_values_set_text (values, CRM_PROVIDER_DEFINITION, data);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
is_loaded (gpointer data)
{
  return crm_names_is_loaded (data);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *definition = NULL;
  g_autoptr (GError) error = NULL;

  f->server = crm_test_sms_server_new (PROVIDER, FALSE);
  f->store = crm_test_store_new (TRUE);
  definition = crm_test_sms_server_dup_definition (f->server);
  crm_store_write_sync (f->store, "Add provider", add_provider_in_worker, definition, NULL, &error);
  g_assert_no_error (error);
  crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
  f->secrets = crm_backends_secret_store ();
  f->manager = crm_channel_manager_new (f->store, f->secrets, crm_backends_channel_factory, NULL);
  crm_channel_manager_set_of (f->store, f->manager);
  f->accounts = crm_names_get (f->store, "account");
  crm_test_await (is_loaded, f->accounts);
  crm_preferences_present_page (GTK_WINDOW (f->window), f->store, "accounts");
}

static gboolean
has_no_manager (gpointer data)
{
  return crm_channel_manager_of (data) == NULL;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  while (crm_test_get_dialog (f->window) != NULL)
    gtk_window_destroy (crm_test_get_dialog (f->window));
  crm_test_window_destroy (f->window);
  g_clear_object (&f->accounts);
  g_clear_object (&f->manager);
  crm_test_await (has_no_manager, f->store);
  g_clear_object (&f->secrets);
  g_clear_pointer (&f->server, crm_test_sms_server_free);
  crm_test_store_remove (f->store);
}

/* Label of the provider's setting. */
#define SETTING "API key"

static void
fill (Fixture *f, gboolean rightly)
{
  g_autoptr (GHashTable) settings = rightly ? crm_test_sms_server_dup_settings (f->server)
                                            : crm_test_sms_server_dup_wrong_settings (f->server);

  type (SETTING, g_hash_table_lookup (settings, "key"));
}

static gboolean
has_loopback (gpointer data)
{
  return adw_combo_row_get_selected_item (data) != NULL &&
         g_strcmp0 (gtk_string_object_get_string (adw_combo_row_get_selected_item (data)), "Loopback") == 0;
}

/* Own providers come first, once they were read. */
static void
choose_loopback (void)
{
  GtkWidget *row = await_widget (ADW_TYPE_COMBO_ROW, "Provider");

  while (!has_loopback (row))
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
      g_main_context_iteration (NULL, !has_loopback (row));
    }
}

static void
add_account (Fixture *f)
{
  press ("_Add account");
  choose_loopback ();
  await_widget (ADW_TYPE_ENTRY_ROW, SETTING);
  fill (f, TRUE);
  type ("Name", "Shop");
  type ("Sender", CRM_TEST_SMS_SENDER);
}

static gboolean
has_account (gpointer data)
{
  return crm_names_get_count (data) == 1;
}

static gboolean
has_no_account (gpointer data)
{
  return crm_names_get_count (data) == 0;
}

typedef struct
{
  GHashTable *secrets;
  gboolean done;
} Secrets;

static void
on_secrets (GObject *source, GAsyncResult *result, gpointer data)
{
  Secrets *secrets = data;
  g_autoptr (GError) error = NULL;

  secrets->secrets = crm_secret_store_read_finish (CRM_SECRET_STORE (source), result, &error);
  g_assert_no_error (error);
  secrets->done = TRUE;
}

static gboolean
has_secrets (gpointer data)
{
  return ((Secrets *)data)->done;
}

static void
assert_secret (Fixture *f, const char *owner, const char *wanted)
{
  Secrets secrets = { 0 };

  crm_secret_store_read_async (f->secrets, owner, NULL, on_secrets, &secrets);
  crm_test_await (has_secrets, &secrets);
  g_assert_cmpstr (g_hash_table_lookup (secrets.secrets, "key"), ==, wanted);
  g_hash_table_unref (secrets.secrets);
}

/* Tried, refused, tried again, saved: the secret is in the keyring and nowhere else. */
static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) settings = crm_test_sms_server_dup_settings (f->server);
  const char *secret = g_hash_table_lookup (settings, "key");
  g_autofree char *owner = NULL;
  GtkWidget *dialog;
  CrmRow *row;

  await_widget (ADW_TYPE_ACTION_ROW, "No account yet");
  add_account (f);
  fill (f, FALSE);
  press ("Try");
  await_widget (ADW_TYPE_ACTION_ROW, "It does not work");
  fill (f, TRUE);
  press ("Try");
  await_widget (ADW_TYPE_ACTION_ROW, "It works");
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (f->server), ==, 0);
  /* Whoever presses Ctrl+Enter twice means one account. */
  dialog = GTK_WIDGET (gtk_widget_get_root (await_widget (GTK_TYPE_BUTTON, "Save")));
  gtk_widget_activate_action (dialog, "account.save", NULL);
  gtk_widget_activate_action (dialog, "account.save", NULL);
  crm_test_await (has_account, f->accounts);
  await_gone (GTK_TYPE_BUTTON, "Save");
  g_assert_cmpuint (crm_names_get_count (f->accounts), ==, 1);
  row = crm_names_get_row (f->accounts, 0);
  g_assert_cmpstr (crm_row_get_text (row, CRM_ACCOUNT_NAME), ==, "Shop");
  g_assert_cmpstr (crm_row_get_text (row, CRM_ACCOUNT_BACKEND), ==, "http");
  g_assert_cmpint (crm_row_get_integer (row, CRM_ACCOUNT_MAIN), ==, TRUE);
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      const CrmValue *value = crm_row_get (row, (int)i);

      if (value->type == CRM_VALUE_TEXT)
        g_assert_null (strstr (value->v.text, secret));
    }
  owner = crm_uid_format (row->uid);
  assert_secret (f, owner, secret);
  /* And it is in use. */
  await_widget (CRM_TYPE_MESSAGE_ACCOUNT_ROW, "Shop");
  await_widget (GTK_TYPE_LABEL, "balance");
}

static gboolean
has_sent_one (gpointer data)
{
  return crm_test_sms_server_get_n_messages (data) == 1;
}

static void
test_send (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  add_account (f);
  press ("Save");
  crm_test_await (has_account, f->accounts);
  row = await_widget (CRM_TYPE_MESSAGE_ACCOUNT_ROW, "Shop");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  press ("test to me");
  type ("My number", "+380671234567");
  /* However often it is pressed before it has gone, it goes once. */
  press ("_Send");
  g_signal_emit_by_name (await_widget (ADW_TYPE_ENTRY_ROW, "My number"), "entry-activated");
  crm_test_await (has_sent_one, f->server);
  await_widget (ADW_TYPE_ACTION_ROW, "Sent");
  g_assert_cmpuint (crm_test_sms_server_get_n_messages (f->server), ==, 1);
  g_assert_cmpstr (crm_test_sms_server_get_last_text (f->server), ==, "A test from Clientele");
  g_assert_cmpstr (crm_test_sms_server_get_complaints (f->server), ==, "");
}

static gboolean
has_another_sender (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (crm_row_get_text (crm_names_get_row (f->accounts, 0), CRM_ACCOUNT_SENDER), "SHOP") == 0;
}

static void
test_change (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) settings = crm_test_sms_server_dup_settings (f->server);
  g_autofree char *owner = NULL;
  GtkWidget *row;

  add_account (f);
  press ("Save");
  crm_test_await (has_account, f->accounts);
  owner = crm_uid_format (crm_names_get_row (f->accounts, 0)->uid);
  row = await_widget (CRM_TYPE_MESSAGE_ACCOUNT_ROW, "Shop");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  await_gone (GTK_TYPE_BUTTON, "Save");
  press ("_Change…");
  /* Only "Sender" is typed anew: the password comes from the keyring and goes back there. */
  type ("Sender", "SHOP");
  press ("Save");
  crm_test_await (has_another_sender, f);
  await_gone (GTK_TYPE_BUTTON, "Save");
  assert_secret (f, owner, g_hash_table_lookup (settings, "key"));
  press ("move…");
  await_widget (ADW_TYPE_MESSAGE_DIALOG, NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (await_widget (ADW_TYPE_MESSAGE_DIALOG, NULL)), "remove");
  crm_test_await (has_no_account, f->accounts);
  await_widget (ADW_TYPE_ACTION_ROW, "No account yet");
  assert_secret (f, owner, NULL);
}

static gboolean
shows_number (gpointer data)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (data, &start, &end);
  text = gtk_text_buffer_get_text (data, &start, &end, FALSE);
  return strstr (text, "380501112233") != NULL;
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("provider");
  gint64 *count = g_new (gint64, 1);

  *count = crm_transaction_count (tx, query, error);
  return count;
}

static gint64
count_providers (Fixture *f)
{
  g_autofree gint64 *count = crm_store_read_sync (f->store, count_in_worker, NULL, NULL);

  return *count;
}

/* A provider of one's own: what is wrong is named, and the exact request is shown without its secret. */
static void
test_provider (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) settings = crm_test_sms_server_dup_settings (f->server);
  GtkWidget *editor, *save;
  GtkTextBuffer *definition = NULL, *request = NULL;
  g_autofree char *words = NULL, *good = NULL;
  g_autoptr (GSList) tags = NULL;
  gboolean hyphens = TRUE;
  GtkTextIter start, end;

  add_account (f);
  g_signal_emit_by_name (await_widget (GTK_TYPE_BUTTON, "ge…"), "clicked");
  await_widget (GTK_TYPE_LABEL, "The request, as it would be sent");
  editor =
      GTK_WIDGET (gtk_widget_get_root (await_widget (GTK_TYPE_LABEL, "The request, as it would be sent")));
  definition = gtk_text_view_get_buffer (GTK_TEXT_VIEW (crm_test_find (editor, GTK_TYPE_TEXT_VIEW, NULL)));
  save = crm_test_find (editor, GTK_TYPE_BUTTON, "_Save");
  gtk_editable_set_text (GTK_EDITABLE (crm_test_find (editor, GTK_TYPE_ENTRY, NULL)), "+380501112233");
  request = gtk_text_view_get_buffer (GTK_TEXT_VIEW (crm_test_find (
      gtk_widget_get_parent (crm_test_find (editor, GTK_TYPE_DROP_DOWN, NULL)), GTK_TYPE_TEXT_VIEW, NULL)));
  crm_test_await (shows_number, request);
  gtk_text_buffer_get_bounds (request, &start, &end);
  words = gtk_text_buffer_get_text (request, &start, &end, FALSE);
  tags = gtk_text_iter_get_tags (&start);
  g_assert_nonnull (tags);
  g_object_get (tags->data, "insert-hyphens", &hyphens, NULL);
  g_assert_false (hyphens);
  g_assert_null (strstr (words, g_hash_table_lookup (settings, "key")));
  gtk_text_buffer_get_bounds (definition, &start, &end);
  good = gtk_text_buffer_get_text (definition, &start, &end, FALSE);
  gtk_text_buffer_set_text (definition, "{ \"format\": 1 }", -1);
  crm_test_await (is_insensitive, save);
  gtk_text_buffer_set_text (definition, good, -1);
  crm_test_await (is_sensitive, save);
  g_signal_emit_by_name (save, "clicked");
  await_gone (GTK_TYPE_LABEL, "The request, as it would be sent");
}

static void
on_provider_saved (const char *id, gpointer data)
{
}

static gboolean
shows_names (gpointer data)
{
  g_autofree char *text = NULL;

  g_object_get (data, "text", &text, NULL);
  return strstr (text, "Accounts/ACCOUNT/Messages.json") && strstr (text, "From=SENDER") &&
         strstr (text, "Basic •••");
}

/* Before the account is filled in the request is shown all the same. */
static void
test_provider_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) definition = crm_provider_dup_definition ("twilio");
  g_autofree char *text = g_strndup (g_bytes_get_data (definition, NULL), g_bytes_get_size (definition));
  gint64 n = count_providers (f);
  GtkWidget *editor;

  crm_provider_dialog_present (
      GTK_WIDGET (f->window), f->store, NULL, text, none, NULL, on_provider_saved, NULL);
  editor =
      GTK_WIDGET (gtk_widget_get_root (await_widget (GTK_TYPE_LABEL, "The request, as it would be sent")));
  crm_test_await (shows_names, gtk_text_view_get_buffer (GTK_TEXT_VIEW (crm_test_find (
                                   gtk_widget_get_parent (crm_test_find (editor, GTK_TYPE_DROP_DOWN, NULL)),
                                   GTK_TYPE_TEXT_VIEW, NULL))));
  /* Whoever presses Ctrl+Enter twice means one provider. */
  gtk_widget_activate_action (editor, "provider.save", NULL);
  gtk_widget_activate_action (editor, "provider.save", NULL);
  await_gone (GTK_TYPE_LABEL, "The request, as it would be sent");
  /* Writes are done in order. */
  crm_test_add_client (f->store, "Anna Kowalsky");
  g_assert_cmpint (count_providers (f), ==, n + 1);
}

typedef struct
{
  CrmStore *store;
  const char *name, *value;
} Held;

static gboolean
holds (gpointer data)
{
  Held *held = data;

  return g_strcmp0 (crm_store_get_setting (held->store, held->name), held->value) == 0;
}

static void
await_setting (Fixture *f, const char *name, const char *value)
{
  Held held = { f->store, name, value };

  crm_test_await (holds, &held);
}

/* What the book says of all messages: choices are written at once, words when they are applied. */
static void
test_rules (Fixture *f, gconstpointer data)
{
  GtkWidget *quiet, *other, *words;

  quiet = await_widget (ADW_TYPE_COMBO_ROW, "No advertising");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (quiet)), ==, 0);
  g_assert_null (crm_store_get_setting (f->store, "quiet-hours"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (quiet), 3);
  await_setting (f, "quiet-hours", "22:00-08:00");
  adw_combo_row_set_selected (ADW_COMBO_ROW (await_widget (ADW_TYPE_COMBO_ROW, "Advertising goes to")), 1);
  await_setting (f, "marketing-consent", "assumed");
  other = await_widget (ADW_TYPE_COMBO_ROW, "When an account does not work");
  adw_combo_row_set_selected (ADW_COMBO_ROW (other), 1);
  await_setting (f, "other-account", "15");
  words = await_widget (ADW_TYPE_ENTRY_ROW, "Stop words beside");
  gtk_editable_set_text (GTK_EDITABLE (words), " enough, hör auf ");
  g_signal_emit_by_name (words, "apply");
  await_setting (f, "stop-words", "enough, hör auf");
}

/* Without a keyring nothing is kept, and it is said. */
static void
test_no_keyring (Fixture *f, gconstpointer data)
{
  crm_test_keyring_kill ();
  add_account (f);
  press ("Save");
  await_widget (GTK_TYPE_LABEL, "no keyring");
  g_assert_cmpuint (crm_names_get_count (f->accounts), ==, 0);
  crm_test_keyring_start ();
  press ("Save");
  crm_test_await (has_account, f->accounts);
}

int
main (int argc, char *argv[])
{
  int status;

  if (!crm_test_keyring_is_installed ())
    return 77;
  crm_test_keyring_start_bus ();
  crm_test_keyring_start ();
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/message-accounts/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/message-accounts/send", Fixture, NULL, set_up, test_send, tear_down);
  g_test_add ("/message-accounts/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/message-accounts/provider", Fixture, NULL, set_up, test_provider, tear_down);
  g_test_add ("/message-accounts/provider-alone", Fixture, NULL, set_up, test_provider_alone, tear_down);
  g_test_add ("/message-accounts/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/message-accounts/no-keyring", Fixture, NULL, set_up, test_no_keyring, tear_down);
  status = g_test_run ();
  crm_test_keyring_stop ();
  return status;
}
