/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "backends/crm-backends.h"
#include "base/crm-clock.h"
#include "calendar/crm-calendar-sync.h"
#include "crm-cli-calendars.h"
#include "crm-cli-channels.h"
#include "crm-cli.h"

/* "sync": sends and receives messages, and brings the book and the desktop's calendars in step, once. Main thread; what is asked asynchronously is waited for here. */

typedef struct
{
  CrmCalendarSync *sync;
  gint64 start;
  gboolean late;
} Waiting;

static gboolean
on_late (gpointer data)
{
  ((Waiting *)data)->late = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_used (const CrmCalendarHealth *health)
{
  return g_str_equal (health->mode, "read") || g_str_equal (health->mode, "both");
}

/* A calendar that nobody can reach, or that has had its turn. */
static gboolean
is_done (const Waiting *waiting, const CrmCalendarHealth *health)
{
  if (!is_used (health) || !health->info)
    return TRUE;
  switch (health->info->status)
    {
    case CRM_CALENDAR_UNREACHABLE:
    case CRM_CALENDAR_CREDENTIALS:
    case CRM_CALENDAR_CERTIFICATE:
    case CRM_CALENDAR_BROKEN: return TRUE;
    case CRM_CALENDAR_CONNECTED:
      return health->last_success >= waiting->start && (health->n_queued == 0 || health->next_try > 0);
    case CRM_CALENDAR_OFFLINE:
    case CRM_CALENDAR_CONNECTING:
    default: return FALSE;
    }
}

static gboolean
are_all_done (const Waiting *waiting)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (waiting->sync));

  if (crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (waiting->sync)) ||
      crm_desktop_sync_is_busy (CRM_DESKTOP_SYNC (waiting->sync)))
    return FALSE;
  for (guint i = 0; i < health->len; i++)
    if (!is_done (waiting, health->pdata[i]))
      return FALSE;
  return TRUE;
}

/* In words what is still not in step; NULL when everything is. Caller owns. */
static char *
describe_trouble (GPtrArray *health)
{
  for (guint i = 0; i < health->len; i++)
    {
      const CrmCalendarHealth *one = health->pdata[i];
      const char *why = one->error ? one->error : one->info ? one->info->error : NULL;

      if (!one->info)
        return g_strdup_printf (_ ("Calendar “%s” is not on this desktop."), one->name);
      if (one->n_failed)
        return g_strdup_printf (_ ("Calendar “%s” refused meetings."), one->name);
      if (one->n_queued || one->info->status != CRM_CALENDAR_CONNECTED || why)
        return g_strdup_printf (
            _ ("Calendar “%s” is not in step: %s"), one->name, why ? why : _ ("it did not answer in time."));
    }
  return NULL;
}

static gboolean
sync_calendars (CrmCli *cli, GError **error)
{
  g_autoptr (CrmCalendarServer) server = crm_backends_calendar_server (CRM_BACKENDS_PATIENCE_MS);
  g_autoptr (CrmCalendarSync) sync = crm_calendar_sync_new (cli->store, server);
  g_autoptr (GPtrArray) used = g_ptr_array_new ();
  Waiting waiting = { sync, crm_clock_now (), FALSE };
  g_autofree char *trouble = NULL;
  GPtrArray *health;
  guint source;

  if (!crm_desktop_sync_is_leading (CRM_DESKTOP_SYNC (sync)))
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
          _ ("Another program, perhaps the window, keeps this book in step with the calendars at this "
             "moment."));
      return FALSE;
    }
  source = g_timeout_add_seconds ((guint)MIN (MAX (cli->wait, 1), 86400), on_late, &waiting);
  while (!waiting.late && !are_all_done (&waiting))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (crm_desktop_sync_get_error (CRM_DESKTOP_SYNC (sync)))
    {
      g_set_error_literal (
          error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, crm_desktop_sync_get_error (CRM_DESKTOP_SYNC (sync)));
      return FALSE;
    }
  health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (sync));
  for (guint i = 0; i < health->len; i++)
    if (is_used (health->pdata[i]))
      g_ptr_array_add (used, health->pdata[i]);
  crm_cli_print_calendars (used, cli->json);
  trouble = describe_trouble (used);
  if (trouble)
    g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, trouble);
  return trouble == NULL;
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_db_get_integer (crm_transaction_get_db (tx),
             "SELECT count (*) FROM calendar WHERE mode <> 'off' AND archived_at IS NULL", 0, data, error)
             ? data
             : NULL;
}

/* A business that only writes messages need not have a desktop with calendars. */
static gboolean
has_calendars (CrmCli *cli)
{
  gint64 n = 0;

  return crm_store_read_sync (cli->store, count_in_worker, &n, NULL) && n > 0;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  gint64 account = cli->n_arguments ? crm_cli_find_account (cli, cli->arguments[0], error) : 0;
  g_autoptr (GError) failed = NULL;
  gboolean calendars, ok;
  guint n;

  if (cli->n_arguments)
    return account && crm_cli_sync_accounts (cli, account, TRUE, &n, error);
  /* One that is out of order is no reason to leave the others alone. In JSON there is one array: that of the calendars, if there are any. */
  calendars = has_calendars (cli);
  crm_cli_sync_accounts (cli, 0, !cli->json || !calendars, &n, &failed);
  if (!n || calendars)
    sync_calendars (cli, failed ? NULL : &failed);
  ok = failed == NULL;
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return ok;
}

const CrmCliVerb crm_cli_sync_verb = {
  .name = "sync",
  .arguments = "[ACCOUNT]",
  .summary = N_ ("Sends and receives messages, and keeps calendars in step"),
  .details = N_ (
      "With an account, by number or name, only its messages. Waits as long as --wait says for what is slow. "
      "The window does the same by itself, all the time."),
  .min_arguments = 0,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
