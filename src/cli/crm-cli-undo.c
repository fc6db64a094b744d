/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "crm-cli.h"
#include "crm-cli-output.h"

/* "undo" and its twin "redo": take back the newest operation of this user, or what was taken back last. */

static void
print_report (const CrmUndoReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *messages = json_array_new ();
  for (guint i = 0; report->sentences && i < report->sentences->len; i++)
    json_array_add_string_element (messages, report->sentences->pdata[i]);
  json_object_set_int_member (object, "operation", report->operation);
  json_object_set_string_member (object, "purpose", report->purpose);
  json_object_set_int_member (object, "reversed", report->reversed);
  json_object_set_int_member (object, "kept", report->kept);
  json_object_set_int_member (object, "failed", report->failed);
  json_object_set_array_member (object, "messages", messages);
  crm_cli_print_object (object);
}

static gboolean
take_back (CrmCli *cli, gboolean redo, GError **error)
{
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (cli->store, redo, error);
  if (report == NULL)
    return FALSE;
  if (cli->json)
    print_report (report);
  crm_cli_say (redo ? _ ("Redone: %s") : _ ("Undone: %s"), report->purpose);
  for (guint i = 0; report->sentences && i < report->sentences->len; i++)
    crm_cli_say ("%s", (const char *)report->sentences->pdata[i]);
  if (report->reversed > 0 || report->kept + report->failed == 0)
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, "%s",
      _ ("Nothing was changed: every record has moved on since."));
  return FALSE;
}

static gboolean
undo (CrmCli *cli, GError **error)
{
  return take_back (cli, FALSE, error);
}

static gboolean
redo (CrmCli *cli, GError **error)
{
  return take_back (cli, TRUE, error);
}

const CrmCliVerb crm_cli_undo_verb = {
  .name = "undo",
  .arguments = "",
  .summary = N_ ("Takes back the last operation"),
  .details = N_ ("A record that was changed since is kept and named."),
  .book = CRM_CLI_BOOK_NEEDED,
  .run = undo,
};

const CrmCliVerb crm_cli_redo_verb = {
  .name = "redo",
  .arguments = "",
  .summary = N_ ("Does again what “undo” took back"),
  .book = CRM_CLI_BOOK_NEEDED,
  .run = redo,
};
