/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-provider.h"
#include "crm-cli-output.h"
#include "crm-cli-verbs.h"
#include "crm-cli.h"

/* The verb provider: what ways to send SMS there are, and whether the description of one of your own is right. Nothing is sent. */

#define EXAMPLE_TO "+380671234567"
#define EXAMPLE_KEY "0123456789abcdef0123456789abcdef"
#define HIDDEN "•••"

static gboolean
fail_usage (GError **error, char *sentence)
{
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, sentence);
  g_free (sentence);
  return FALSE;
}

static CrmProvider *
load_shipped (const char *id, GError **error)
{
  g_autoptr (GBytes) bytes = crm_provider_dup_definition (id);

  if (!bytes)
    {
      fail_usage (error,
          g_strdup_printf (_ ("There is no provider “%s”; “clientele-cli provider list” lists all."), id));
      return NULL;
    }
  return crm_provider_new (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), error);
}

static char *
list_abilities (CrmProvider *provider)
{
  static const struct
  {
    CrmChannelAbilities ability;
    const char *word;
  } words[] = {
    { CRM_CHANNEL_SENDS, "send" },
    { CRM_CHANNEL_RECEIVES, "fetch" },
    { CRM_CHANNEL_TELLS_STATES, "states" },
    { CRM_CHANNEL_LOOKS_UP, "look_up" },
    { CRM_CHANNEL_TELLS_BALANCE, "balance" },
    { CRM_CHANNEL_TELLS_PRICE, "price" },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (crm_provider_get_abilities (provider) & words[i].ability)
      g_string_append_printf (text, "%s%s", text->len ? " " : "", words[i].word);
  return g_string_free (text, FALSE);
}

static gboolean
run_list (CrmCli *cli, GError **error)
{
  const char *const *ids = crm_provider_list ();
  g_autoptr (CrmCliTable) table = crm_cli_table_new (4);
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  crm_cli_table_set_heading (table, 0, _ ("Id"), FALSE);
  crm_cli_table_set_heading (table, 1, _ ("Provider"), FALSE);
  crm_cli_table_set_heading (table, 2, _ ("Can"), FALSE);
  crm_cli_table_set_heading (table, 3, _ ("Description"), FALSE);
  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (CrmProvider) provider = load_shipped (ids[i], error);
      g_autofree char *abilities = provider ? list_abilities (provider) : NULL;

      if (!provider)
        return FALSE;
      if (cli->json)
        {
          g_auto (GStrv) each = g_strsplit (abilities, " ", -1);
          JsonObject *object = json_object_new ();
          JsonArray *can = json_array_new ();

          for (guint j = 0; each[j]; j++)
            json_array_add_string_element (can, each[j]);
          json_object_set_string_member (object, "id", ids[i]);
          json_object_set_string_member (object, "name", crm_provider_get_name (provider));
          json_object_set_array_member (object, "can", can);
          json_object_set_string_member (object, "documentation", crm_provider_get_documentation (provider));
          crm_cli_array_add (&array, json_node_init_object (json_node_alloc (), object));
          json_object_unref (object);
        }
      else
        {
          char **cells = g_new0 (char *, 4);

          cells[0] = g_strdup (ids[i]);
          cells[1] = g_strdup (crm_provider_get_name (provider));
          cells[2] = g_strdup (abilities);
          cells[3] = g_strdup (crm_provider_get_documentation (provider));
          crm_cli_table_take_row (table, cells);
        }
    }
  if (cli->json)
    crm_cli_array_end (&array);
  else
    crm_cli_table_print (table);
  return TRUE;
}

static gboolean
run_show (CrmCli *cli, GError **error)
{
  g_autoptr (GBytes) bytes = crm_provider_dup_definition (cli->arguments[1]);

  if (!bytes)
    {
      g_autoptr (CrmProvider) none = load_shipped (cli->arguments[1], error);

      return none != NULL;
    }
  fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
  return TRUE;
}

static gboolean
take_settings (CrmCli *cli, CrmProvider *provider, GHashTable *settings, GError **error)
{
  guint n;
  const CrmProviderSetting *known = crm_provider_get_settings (provider, &n);

  for (guint i = 0; cli->set && cli->set[i]; i++)
    {
      char *mark = strchr (cli->set[i], '=');
      g_autofree char *name = mark ? g_strndup (cli->set[i], mark - cli->set[i]) : NULL;
      gboolean found = name && g_str_equal (name, "sender");

      if (!name)
        return fail_usage (error, g_strdup_printf (_ ("--set needs NAME=VALUE, not “%s”."), cli->set[i]));
      for (guint j = 0; j < n; j++)
        found |= g_str_equal (name, known[j].name);
      if (!found)
        return fail_usage (error, g_strdup_printf (_ ("The provider has no setting “%s”."), name));
      g_hash_table_insert (settings, g_steal_pointer (&name), g_strdup (mark + 1));
    }
  return TRUE;
}

/* What is not given is shown by its name; a secret is hidden whether it is given or not. */
static void
fill_settings (CrmProvider *provider, GHashTable *settings, GHashTable *hidden)
{
  guint n;
  const CrmProviderSetting *known = crm_provider_get_settings (provider, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *given = g_hash_table_lookup (settings, known[i].name);

      if (known[i].secret && given && *given)
        g_hash_table_insert (hidden, g_strdup (known[i].name), g_strdup (given));
      if (given || !known[i].required || (known[i].value && *known[i].value))
        continue;
      g_hash_table_insert (settings, g_strdup (known[i].name),
          known[i].secret ? g_strdup (HIDDEN) : g_ascii_strup (known[i].name, -1));
      if (known[i].secret)
        g_hash_table_insert (hidden, g_strdup (known[i].name), g_strdup (HIDDEN));
    }
  if (!g_hash_table_contains (settings, "sender"))
    g_hash_table_insert (settings, g_strdup ("sender"), g_strdup ("SENDER"));
}

static const char *const operations[] = { "send", "test", "balance", "price", "look_up", "states", "fetch" };

static CrmHttpRequest *
make (
    CrmProvider *provider, guint operation, GHashTable *settings, const CrmOutgoing *message, GError **error)
{
  static const char *const ids[] = { "ID", NULL };

  switch (operation)
    {
    case 0: return crm_provider_make_send (provider, settings, message, error);
    case 1: return crm_provider_make_test (provider, settings, error);
    case 2: return crm_provider_make_balance (provider, settings, error);
    case 3: return crm_provider_make_price (provider, settings, message, error);
    case 4: return crm_provider_make_look_up (provider, settings, message, crm_clock_now (), error);
    case 5: return crm_provider_make_states (provider, settings, ids, error);
    default: return crm_provider_make_fetch (provider, settings, NULL, error);
    }
}

static gboolean
print_requests (CrmCli *cli, CrmProvider *provider, GHashTable *settings, GHashTable *hidden,
    const CrmOutgoing *message, GError **error)
{
  CrmCliArray array = CRM_CLI_ARRAY_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (CrmHttpRequest) request = make (provider, i, settings, message, &failure);
      g_autofree char *text = request ? crm_http_request_describe (request, hidden) : NULL;

      if (g_error_matches (failure, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED))
        continue;
      if (!request)
        {
          g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", operations[i]);
          return FALSE;
        }
      if (cli->json)
        {
          JsonObject *object = json_object_new ();

          json_object_set_string_member (object, "operation", operations[i]);
          json_object_set_string_member (object, "request", text);
          crm_cli_array_add (&array, json_node_init_object (json_node_alloc (), object));
          json_object_unref (object);
        }
      else
        printf ("%s-- %s\n%s", i > 0 ? "\n" : "", operations[i], text);
    }
  if (cli->json)
    crm_cli_array_end (&array);
  return TRUE;
}

static gboolean
run_check (CrmCli *cli, GError **error)
{
  const char *name = cli->arguments[1];
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (CrmProvider) provider = NULL;
  g_autofree char *json = NULL;
  gsize length;
  CrmOutgoing message = { .key = (char *)EXAMPLE_KEY,
    .address = cli->to ? cli->to : (char *)EXAMPLE_TO,
    .text = cli->text ? cli->text : (char *)_ ("Your order is ready.") };

  if (g_strv_contains (crm_provider_list (), name))
    provider = load_shipped (name, error);
  else if (g_file_get_contents (name, &json, &length, error))
    provider = crm_provider_new (json, (gssize)length, error);
  if (!provider || !take_settings (cli, provider, settings, error))
    return FALSE;
  fill_settings (provider, settings, hidden);
  return print_requests (cli, provider, settings, hidden, &message, error);
}

static gboolean
run (CrmCli *cli, GError **error)
{
  const char *verb = cli->arguments[0];

  if (g_str_equal (verb, "list") && cli->n_arguments == 1)
    return run_list (cli, error);
  if (g_str_equal (verb, "show") && cli->n_arguments == 2)
    return run_show (cli, error);
  if (g_str_equal (verb, "check") && cli->n_arguments == 2)
    return run_check (cli, error);
  return fail_usage (
      error, g_strdup (_ ("Say “provider list”, “provider show ID” or “provider check FILE”.")));
}

const CrmCliVerb crm_cli_provider_verb = {
  .name = "provider",
  .arguments = "list|show|check [FILE]",
  .summary = N_ ("Lists providers of SMS, or checks the description of one"),
  .details = N_ (
      "“list” lists those that come with the program, “show ID” prints the description of one, to be "
      "changed. “check FILE” says whether a description is right and prints the requests as they would be "
      "made, with secrets hidden; nothing is sent."),
  .options = CRM_CLI_TEXT | CRM_CLI_SETTINGS,
  .min_arguments = 1,
  .max_arguments = 2,
  .book = CRM_CLI_BOOK_MAYBE,
  .run = run,
};
