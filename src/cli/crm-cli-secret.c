/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "backends/crm-backends.h"
#include "base/crm-error.h"
#include "channel/crm-account.h"
#include "channel/crm-provider.h"
#include "crm-cli-channels.h"
#include "crm-cli.h"

/* "secret": a password of an account, from the standard input into the keyring. It is never an argument, which everybody on the computer can read. Main
 * thread; the keyring is waited for here. */

#define MOST_BYTES 65536

typedef struct
{
  CrmCli *cli;
  gint64 account;
  char *owner, *label, *definition; /* owned */
  CrmSecretStore *keyring;
  GHashTable *secrets; /* owned; as the keyring has them */
  GError *failure;
  gboolean done;
} Secret;

static gpointer
look_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Secret *self = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "account", self->account, error);
  const char *provider = row ? crm_row_get_text (row, CRM_ACCOUNT_PROVIDER) : NULL;
  g_autoptr (GBytes) shipped = provider ? crm_provider_dup_definition (provider) : NULL;

  if (!row)
    return NULL;
  self->owner = crm_uid_format (row->uid);
  self->label = g_strdup_printf (_ ("Clientele: %s"), crm_row_get_text (row, CRM_ACCOUNT_NAME));
  if (shipped)
    self->definition = g_strndup (g_bytes_get_data (shipped, NULL), g_bytes_get_size (shipped));
  else if (provider)
    {
      gint64 id = crm_transaction_resolve_link (tx, "provider", provider, NULL);
      g_autoptr (CrmRow) own = id ? crm_transaction_load (tx, "provider", id, error) : NULL;

      if (own)
        self->definition = g_strdup (crm_row_get_text (own, CRM_PROVIDER_DEFINITION));
      else if (id)
        return NULL;
    }
  return self;
}

static gboolean
check_name (const Secret *self, const char *wanted, GError **error)
{
  g_autoptr (CrmProvider) provider = NULL;
  const CrmProviderSetting *settings;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;

  if (!self->definition)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
          _ ("The provider of this account is not known to the program."));
      return FALSE;
    }
  provider = crm_provider_new (self->definition, -1, error);
  if (!provider)
    return FALSE;
  settings = crm_provider_get_settings (provider, &n);
  for (guint i = 0; i < n; i++)
    if (settings[i].secret)
      {
        if (g_str_equal (settings[i].name, wanted))
          return TRUE;
        g_string_append_printf (names, "%s%s", names->len ? ", " : "", settings[i].name);
      }
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
      _ ("“%s” is no secret of this account. It has: %s."), wanted, names->len ? names->str : "–");
  return FALSE;
}

/* One line, not shown while it is typed. Caller owns. */
static char *
read_line (void)
{
  GString *line = g_string_new (NULL);
  struct termios shown, hidden;
  gboolean typed = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &shown) == 0;
  char byte;

  if (typed)
    {
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t)ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  while (line->len < MOST_BYTES && read (STDIN_FILENO, &byte, 1) == 1 && byte != '\n')
    g_string_append_c (line, byte);
  if (typed)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  return g_strstrip (g_string_free (line, FALSE));
}

static gboolean
is_done (gpointer data)
{
  return ((Secret *)data)->done;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Secret *self = data;

  self->secrets = crm_secret_store_read_finish (self->keyring, result, &self->failure);
  self->done = TRUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Secret *self = data;

  crm_secret_store_write_finish (self->keyring, result, &self->failure);
  self->done = TRUE;
}

/* FALSE: it failed, or nobody unlocked the keyring in time. */
static gboolean
wait (Secret *self, GError **error)
{
  gboolean done = crm_cli_channels_wait (self->cli, is_done, self);

  self->done = FALSE;
  if (self->failure)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  else if (!done)
    g_set_error_literal (
        error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("The keyring is locked. Unlock it, then try again."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
store (Secret *self, const char *name, GError **error)
{
  g_autofree char *text = NULL;

  self->keyring = crm_backends_secret_store ();
  crm_secret_store_read_async (self->keyring, self->owner, NULL, on_read, self);
  if (!wait (self, error))
    return FALSE;
  text = read_line ();
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("“%s” is not UTF-8 text."), name);
      return FALSE;
    }
  if (*text)
    g_hash_table_replace (self->secrets, g_strdup (name), g_strdup (text));
  else
    g_hash_table_remove (self->secrets, name);
  crm_secret_store_write_async (
      self->keyring, self->owner, self->label, self->secrets, NULL, on_written, self);
  return wait (self, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  /* Not on the stack: an answer may come after it was waited for. */
  Secret *self = g_new0 (Secret, 1);

  self->cli = cli;
  self->account = crm_cli_find_account (cli, cli->arguments[0], error);
  return self->account && crm_store_read_sync (cli->store, look_in_worker, self, error) &&
         check_name (self, cli->arguments[1], error) && store (self, cli->arguments[1], error);
}

const CrmCliVerb crm_cli_secret_verb = {
  .name = "secret",
  .arguments = "ACCOUNT NAME",
  .summary = N_ ("Reads a password of an account into the keyring"),
  .details =
      N_ ("The password is one line of the standard input; an empty line removes it. The book never has it."),
  .min_arguments = 2,
  .max_arguments = 2,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
