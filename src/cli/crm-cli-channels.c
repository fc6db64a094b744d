/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-channels.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "backends/crm-backends.h"
#include "base/crm-clock.h"
#include "campaign/crm-campaign.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"

/* The channels of a book at work for the command line, and what "sync" prints of them. Main thread; what is asked asynchronously is waited for
 * here. */

#define LOOK_MS 200 /* another program may do what is waited for */

CrmChannelManager *
crm_cli_channels_new (CrmCli *cli)
{
  g_autoptr (CrmSecretStore) secrets = crm_backends_secret_store ();
  CrmChannelManager *manager =
      crm_channel_manager_new (cli->store, secrets, crm_backends_channel_factory, NULL);

  crm_channel_manager_set_feeder (manager, crm_campaign_run);
  return manager;
}

static gboolean
on_late (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_look (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
crm_cli_channels_wait (CrmCli *cli, gboolean (*done) (gpointer data), gpointer data)
{
  gboolean late = FALSE, ok;
  guint end = g_timeout_add_seconds ((guint)CLAMP (cli->wait, 1, 86400), on_late, &late);
  guint look = g_timeout_add (LOOK_MS, on_look, NULL);

  while (!(ok = done (data)) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (end);
  g_source_remove (look);
  return ok;
}

gboolean
crm_cli_resolve (CrmTransaction *tx, const char *entity, const char *text, gint64 *id, GError **error)
{
  g_autoptr (GError) failed = NULL;
  guint64 number;

  *id = 0;
  if (!text)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, entity, (gint64)number, error);

      *id = row ? (gint64)number : 0;
      return row != NULL;
    }
  *id = crm_transaction_resolve_link (tx, entity, text, &failed);
  if (!*id && !failed)
    g_set_error (&failed, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("There is no %s “%s”."), entity, text);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return *id != 0;
}

typedef struct
{
  const char *text;
  gint64 id;
} Find;

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Find *find = data;

  return crm_cli_resolve (tx, "account", find->text, &find->id, error) ? find : NULL;
}

gint64
crm_cli_find_account (CrmCli *cli, const char *text, GError **error)
{
  Find find = { text, 0 };

  return crm_store_read_sync (cli->store, find_in_worker, &find, error) ? find.id : 0;
}

/* ---- sync ---- */

typedef struct
{
  CrmChannelManager *manager;
  gint64 account;
} Syncing;

static gboolean
is_wanted (const Syncing *self, const CrmAccountHealth *health)
{
  return health->active && (!self->account || health->account == self->account);
}

/* An account that nobody can reach, or that has had its turn. */
static gboolean
is_synced (gpointer data)
{
  Syncing *self = data;
  GPtrArray *health = crm_channel_manager_get_health (self->manager);

  if (!crm_channel_manager_is_busy (self->manager))
    return TRUE;
  if (!self->account)
    return FALSE;
  for (guint i = 0; i < health->len; i++)
    {
      const CrmAccountHealth *one = health->pdata[i];

      if (one->account == self->account && one->abilities && one->error &&
          one->status != CRM_CHANNEL_CONNECTED)
        return TRUE;
    }
  return FALSE;
}

static char *
format_balance (const CrmAccountHealth *health)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!health->has_balance)
    return NULL;
  g_ascii_formatd (number, sizeof number, "%.2f", (double)health->balance.micros / 1e6);
  return *health->balance.currency ? g_strdup_printf ("%s %s", number, health->balance.currency)
                                   : g_strdup (number);
}

static void
print_table (GPtrArray *accounts)
{
  g_autoptr (CrmCliTable) table = crm_cli_table_new (6);

  crm_cli_table_set_heading (table, 0, _ ("Account"), FALSE);
  crm_cli_table_set_heading (table, 1, _ ("State"), FALSE);
  crm_cli_table_set_heading (table, 2, _ ("Waiting"), TRUE);
  crm_cli_table_set_heading (table, 3, _ ("Uncertain"), TRUE);
  crm_cli_table_set_heading (table, 4, _ ("Not sent"), TRUE);
  crm_cli_table_set_heading (table, 5, _ ("Balance"), TRUE);
  for (guint i = 0; i < accounts->len; i++)
    {
      const CrmAccountHealth *one = accounts->pdata[i];
      char *cells[] = { g_strdup (one->name), g_strdup (crm_channel_status_get_label (one->status)),
        g_strdup_printf ("%u", one->n_queued), g_strdup_printf ("%u", one->n_uncertain),
        g_strdup_printf ("%u", one->n_failed), format_balance (one) };

      crm_cli_table_take_row (table, g_memdup2 (cells, sizeof cells));
    }
  crm_cli_table_print (table);
}

static void
print_json (GPtrArray *accounts)
{
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CrmAccountHealth *one = accounts->pdata[i];
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *balance = format_balance (one);

      json_object_set_int_member (object, "id", one->account);
      json_object_set_member (object, "account", crm_cli_text_to_json (one->name));
      json_object_set_member (object, "channel", crm_cli_text_to_json (one->channel));
      json_object_set_string_member (object, "status", crm_channel_status_to_word (one->status));
      json_object_set_int_member (object, "queued", one->n_queued);
      json_object_set_int_member (object, "uncertain", one->n_uncertain);
      json_object_set_int_member (object, "failed", one->n_failed);
      json_object_set_member (object, "balance", crm_cli_text_to_json (balance));
      json_object_set_member (object, "error", crm_cli_text_to_json (one->error));
      json_node_take_object (node, object);
      crm_cli_array_add (&array, node);
    }
  crm_cli_array_end (&array);
}

/* Whether a thousand messages were delivered takes longer to ask for than anybody waits, and goes on another time. */
static gboolean
has_its_turn (const CrmAccountHealth *health, gint64 since)
{
  return health->last_success >= since && health->n_queued == 0;
}

gboolean
crm_cli_sync_accounts (CrmCli *cli, gint64 account, gboolean print, guint *n, GError **error)
{
  g_autoptr (CrmChannelManager) manager = crm_cli_channels_new (cli);
  Syncing syncing = { manager, account };
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gint64 since = crm_clock_now ();
  gboolean done = crm_cli_channels_wait (cli, is_synced, &syncing);
  GPtrArray *health;

  /* What waited for a better time does not any more. */
  if (done && crm_channel_manager_is_leading (manager))
    {
      crm_channel_manager_retry (manager, account);
      done = crm_cli_channels_wait (cli, is_synced, &syncing);
    }
  health = crm_channel_manager_get_health (manager);

  for (guint i = 0; i < health->len; i++)
    if (is_wanted (&syncing, health->pdata[i]))
      g_ptr_array_add (wanted, health->pdata[i]);
  *n = wanted->len;
  if (!wanted->len)
    {
      if (account)
        g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("This account is switched off."));
      return !account;
    }
  if (!crm_channel_manager_is_leading (manager))
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
          _ ("Another program, perhaps the window, sends and receives the messages of this book at this "
             "moment."));
      return FALSE;
    }
  if (print && cli->json)
    print_json (wanted);
  else if (print)
    print_table (wanted);
  for (guint i = 0; i < wanted->len; i++)
    {
      const CrmAccountHealth *one = wanted->pdata[i];

      if (!one->error && (done || has_its_turn (one, since)))
        continue;
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("Account “%s” does not work: %s"),
          one->name, one->error ? one->error : _ ("it did not answer in time."));
      return FALSE;
    }
  return TRUE;
}
