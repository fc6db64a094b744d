/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-outbox.h"
#include "crm-cli-arguments.h"
#include "crm-cli-channels.h"
#include "crm-cli-column.h"
#include "crm-cli-output.h"
#include "template/crm-template.h"

/* "send": writes one message and waits until it has gone, or is known not to. */

typedef struct
{
  CrmCli *cli;
  const char *channel;
  gint64 message, account;
  gint64 due_at; /* of the outbox; 0: it is not there */
  CrmChannelManager *manager;
  char *state, *words; /* owned, as last read */
} Send;

static gboolean
is_address (const char *text)
{
  return *text == '+' || strchr (text, '@');
}

/* The text, typed or of a template, and whose consent it needs. */
static gboolean
fill (CrmTransaction *tx, Send *self, CrmSendRequest *request, char **text, char **subject, char **purpose,
    GError **error)
{
  CrmTemplateSubject about = {
    .client = request->client, .rid = self->cli->occurrence, .language = self->cli->language
  };
  g_autoptr (CrmFilled) filled = NULL;
  g_autoptr (CrmRow) template = NULL;

  if (!crm_cli_resolve (tx, "deal", self->cli->deal, &about.deal, error) ||
      !crm_cli_resolve (tx, "meeting", self->cli->meeting, &about.meeting, error) ||
      !crm_cli_resolve (tx, "template", self->cli->template, &request->template, error))
    return FALSE;
  request->deal = about.deal;
  if (about.meeting)
    {
      request->trigger_entity = "meeting";
      request->trigger = about.meeting;
    }
  if (!request->template)
    {
      *text = g_strdup (self->cli->text);
      return TRUE;
    }
  template = crm_transaction_load (tx, "template", request->template, error);
  filled = template ? crm_template_fill (tx, request->template, &about, error) : NULL;
  if (!filled)
    return FALSE;
  if (filled->missing->len)
    {
      g_ptr_array_add (filled->missing, NULL);
      g_autofree char *labels = g_strjoinv (", ", (char **)filled->missing->pdata);

      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("It would not be sent, it lacks %s: %s"),
          labels, filled->text);
      return FALSE;
    }
  *text = g_steal_pointer (&filled->text);
  *subject = g_steal_pointer (&filled->subject);
  *purpose = g_strdup (crm_row_get_text (template, CRM_TEMPLATE_PURPOSE));
  return TRUE;
}

static gboolean
queue_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Send *self = data;
  const char *who = self->cli->arguments[0];
  CrmSendRequest request = {
    .channel = self->channel, .account = self->account, .due_at = crm_transaction_get_now (tx), .urgent = TRUE
  };
  g_autofree char *text = NULL, *subject = NULL, *purpose = NULL;

  if (is_address (who))
    request.address = who;
  else if (!crm_cli_resolve (tx, "client", who, &request.client, error))
    return FALSE;
  if (!fill (tx, self, &request, &text, &subject, &purpose, error))
    return FALSE;
  request.text = text;
  request.subject = subject;
  request.purpose = purpose;
  self->message = crm_outbox_queue (tx, &request, error);
  return self->message != 0;
}

static gpointer
look_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Send *self = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "message", self->message, error);
  g_autoptr (GArray) due = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT due_at FROM outbox WHERE message_id = $1 AND stage = 'queued'", row ? error : NULL, 1,
      self->message);

  if (!row || !due)
    return NULL;
  self->due_at = due->len ? g_array_index (due, gint64, 0) : 0;
  g_free (self->state);
  g_free (self->words);
  self->state = g_strdup (crm_row_get_text (row, CRM_MESSAGE_STATE));
  self->words = g_strdup (crm_row_get_text (row, CRM_MESSAGE_ERROR));
  self->account = crm_row_get_integer (row, CRM_MESSAGE_ACCOUNT);
  return self;
}

static const CrmAccountHealth *
find_health (Send *self)
{
  GPtrArray *health = crm_channel_manager_get_health (self->manager);

  for (guint i = 0; i < health->len; i++)
    if (((CrmAccountHealth *)health->pdata[i])->account == self->account)
      return health->pdata[i];
  return NULL;
}

/* It waits for an hour at which advertising may come. */
static gboolean
is_put_off (const Send *self)
{
  return self->due_at > crm_clock_now () && !self->words;
}

static gboolean
is_settled (gpointer data)
{
  Send *self = data;
  const CrmAccountHealth *health = find_health (self);

  if (!crm_store_read_sync (self->cli->store, look_in_worker, self, NULL))
    return TRUE;
  if (g_strcmp0 (self->state, "queued") != 0 && g_strcmp0 (self->state, "sending") != 0)
    return TRUE;
  /* Only a person can help now, or time. */
  return is_put_off (self) ||
         (g_strcmp0 (self->state, "queued") == 0 && crm_channel_manager_is_leading (self->manager) &&
             !crm_channel_manager_is_busy (self->manager) && health && health->error);
}

static gpointer
find_flying_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) flying = crm_db_list_integers (
      crm_transaction_get_db (tx), "SELECT message_id FROM outbox WHERE stage = 'sending' LIMIT 1", error, 0);

  return flying && flying->len ? data : NULL;
}

/* What else this program has begun to send: were it left in the middle, nobody would know whether it has gone. */
static gboolean
has_landed (gpointer data)
{
  Send *self = data;

  return !crm_channel_manager_is_leading (self->manager) ||
         !crm_store_read_sync (self->cli->store, find_flying_in_worker, self, NULL);
}

static gboolean
tell (Send *self, GError **error)
{
  static const char *const gone[] = { "sent", "delivered", "read", NULL };
  const CrmAccountHealth *health = find_health (self);
  g_autofree char *at =
      is_put_off (self) ? crm_cli_instant_format (self->due_at, crm_store_get_zone (self->cli->store)) : NULL;
  g_autofree char *later = at ? g_strdup_printf (_ ("Will be sent %s"), at) : NULL;
  const char *why = self->words ? self->words : later ? later : health ? health->error : NULL;

  if (self->cli->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "message", self->message);
      json_object_set_member (object, "state", crm_cli_text_to_json (self->state));
      json_object_set_member (object, "error", crm_cli_text_to_json (why));
      crm_cli_print_object (object);
    }
  else
    printf ("%lld\n", (long long)self->message);
  if (self->state && g_strv_contains (gone, self->state))
    return TRUE;
  if (g_strcmp0 (self->state, "uncertain") == 0)
    g_set_error (
        error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("It has perhaps been sent: %s"), why ? why : "");
  else if (g_strcmp0 (self->state, "queued") == 0 || g_strcmp0 (self->state, "sending") == 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("It waits in the outbox: %s"),
        why ? why : _ ("the account did not answer in time."));
  else
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("It was not sent: %s"), why ? why : "");
  return FALSE;
}

static gboolean
check_usage (CrmCli *cli, GError **error)
{
  static const char *const channels[] = { "sms", "mail", "chat", NULL };

  if (cli->channel && !g_strv_contains (channels, cli->channel))
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“%s” is no channel: sms, mail or chat."),
        cli->channel);
  else if ((cli->text != NULL) == (cli->template != NULL))
    g_set_error (
        error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, "%s", _ ("“send” needs either --text or --template."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  Send self = { .cli = cli, .channel = cli->channel ? cli->channel : "sms" };
  g_autoptr (CrmChannelManager) manager = NULL;
  gboolean ok;

  if (!check_usage (cli, error))
    return FALSE;
  if (cli->account && !(self.account = crm_cli_find_account (cli, cli->account, error)))
    return FALSE;
  if (!crm_store_write_sync (cli->store, _ ("Send a message"), queue_in_worker, &self, NULL, error))
    return FALSE;
  manager = self.manager = crm_cli_channels_new (cli);
  crm_cli_channels_wait (cli, is_settled, &self);
  crm_cli_channels_wait (cli, has_landed, &self);
  ok = tell (&self, error);
  g_free (self.state);
  g_free (self.words);
  return ok;
}

const CrmCliVerb crm_cli_send_verb = {
  .name = "send",
  .arguments = "CLIENT|NUMBER",
  .summary = N_ ("Sends a message, and waits until it has gone"),
  .details =
      N_ ("To a client, by number or name, or to an address such as +380671234567. Prints the number of the "
          "message. Exit status 1: it was not sent, or waits in the outbox, from where the window or “sync” "
          "sends it."),
  .options = CRM_CLI_TEXT | CRM_CLI_SEND,
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
