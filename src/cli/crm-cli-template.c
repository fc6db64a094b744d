/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "message/crm-sms-text.h"
#include "template/crm-template.h"

/* "template": what a template becomes for a client, a deal or a meeting, and the ready ones. */

typedef struct
{
  CrmCli *cli;
  CrmFilled *filled; /* owned */
  gint64 made;
} Preview;

/* By number or name; 0 without error: none is given. */
static gboolean
resolve (CrmTransaction *tx, const char *entity, const char *text, gint64 *id, GError **error)
{
  g_autoptr (GError) failed = NULL;
  guint64 number;

  *id = 0;
  if (!text)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    {
      *id = (gint64)number;
      return TRUE;
    }
  *id = crm_transaction_resolve_link (tx, entity, text, &failed);
  if (!*id && !failed)
    g_set_error (&failed, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("There is no %s “%s”."), entity, text);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return *id != 0;
}

static gpointer
fill_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Preview *self = data;
  CrmTemplateSubject subject = { .rid = self->cli->occurrence, .language = self->cli->language };
  gint64 template;

  if (!resolve (tx, "template", self->cli->arguments[1], &template, error) ||
      !resolve (tx, "client", self->cli->client, &subject.client, error) ||
      !resolve (tx, "deal", self->cli->deal, &subject.deal, error) ||
      !resolve (tx, "meeting", self->cli->meeting, &subject.meeting, error))
    return NULL;
  self->filled = crm_template_fill (tx, template, &subject, error);
  return self->filled;
}

static void
print_json (const CrmFilled *filled)
{
  JsonObject *object = json_object_new ();
  JsonArray *missing = json_array_new ();
  CrmSmsSize size = crm_sms_measure (filled->text);

  json_object_set_string_member (object, "language", filled->language);
  if (filled->subject)
    json_object_set_string_member (object, "subject", filled->subject);
  json_object_set_string_member (object, "text", filled->text);
  for (guint i = 0; i < filled->missing->len; i++)
    json_array_add_string_element (missing, filled->missing->pdata[i]);
  json_object_set_array_member (object, "missing", missing);
  json_object_set_int_member (object, "sms_parts", size.n_parts);
  json_object_set_boolean_member (object, "sms_unicode", size.unicode);
  crm_cli_print_object (object);
}

static gboolean
preview (CrmCli *cli, GError **error)
{
  Preview self = { .cli = cli };
  g_autoptr (CrmFilled) filled = crm_store_read_sync (cli->store, fill_in_worker, &self, error);

  if (!filled)
    return FALSE;
  if (cli->json)
    {
      print_json (filled);
      return TRUE;
    }
  if (filled->missing->len)
    {
      g_ptr_array_add (filled->missing, NULL);
      g_autofree char *labels = g_strjoinv (", ", (char **)filled->missing->pdata);

      /* Translators: names of fields, and the text with their places empty. */
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("It would not be sent, it lacks %s: %s"),
          labels, filled->text);
      return FALSE;
    }
  if (filled->subject)
    printf ("%s\n\n", filled->subject);
  printf ("%s\n", filled->text);
  return TRUE;
}

static gboolean
make_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Preview *self = data;

  self->made = crm_template_make_proposal (tx, self->cli->arguments[1], error);
  return self->made != 0;
}

static gboolean
make_ready (CrmCli *cli, GError **error)
{
  Preview self = { .cli = cli };

  if (cli->client || cli->deal || cli->meeting || cli->occurrence || cli->language)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“ready” is about nobody."));
      return FALSE;
    }
  if (cli->n_arguments < 2)
    {
      for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++)
        printf ("%s  %s\n", proposal->id, _ (proposal->name));
      return TRUE;
    }
  if (!crm_store_write_sync (cli->store, _ ("Ready template added"), make_in_worker, &self, NULL, error))
    return FALSE;
  printf ("%lld\n", (long long)self.made);
  return TRUE;
}

static gboolean
run (CrmCli *cli, GError **error)
{
  if (g_str_equal (cli->arguments[0], "preview") && cli->n_arguments == 2)
    return preview (cli, error);
  if (g_str_equal (cli->arguments[0], "ready"))
    return make_ready (cli, error);
  g_set_error_literal (
      error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("A template can be told: preview NAME, ready [ID]."));
  return FALSE;
}

const CrmCliVerb crm_cli_template_verb = {
  .name = "template",
  .arguments = "preview NAME | ready [ID]",
  .summary = N_ ("Shows what a template becomes for a client; makes a ready one"),
  .details = N_ (
      "“preview” prints the text as it would be sent and fails when a field has no value. “ready” lists the\n"
      "templates that come with the program, or makes one of them and prints its number."),
  .options = CRM_CLI_ABOUT,
  .min_arguments = 1,
  .max_arguments = 2,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = run,
};
