/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "crm-cli-arguments.h"
#include "crm-cli-output.h"
#include "crm-cli-verbs.h"
#include "duplicate/crm-person.h"

/* "person-data": what the book holds of a person as one file; "erase": forgets the person. */

typedef struct
{
  gint64 client;
  guint8 uid[16];
  GPtrArray *address_books;
} Person;

static gpointer
read_json_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_person_dup_json (tx, ((Person *)data)->client, error);
}

static gboolean
write_data (CrmCli *cli, GError **error)
{
  Person person = { 0 };
  g_autofree char *json = NULL;

  if (!crm_cli_parse_id (cli->arguments[0], &person.client, error))
    return FALSE;
  json = crm_store_read_sync (cli->store, read_json_in_worker, &person, error);
  if (!json)
    return FALSE;
  if (cli->output)
    return g_file_set_contents_full (
        cli->output, json, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
  printf ("%s\n", json);
  return TRUE;
}

const CrmCliVerb crm_cli_person_data_verb = {
  .name = "person-data",
  .arguments = "ID",
  .summary = N_ ("Writes everything about a client as JSON"),
  .details = N_ ("For the person it is about: all records, files and changes."),
  .options = CRM_CLI_OUTPUT,
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = write_data,
};

static gpointer
read_person_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Person *person = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", person->client, error);

  if (!row)
    return NULL;
  memcpy (person->uid, row->uid, sizeof person->uid);
  person->address_books = crm_person_list_address_books (tx, person->client, error);
  return person->address_books ? data : NULL;
}

static gboolean
erase_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_person_erase (tx, ((Person *)data)->client, error);
}

static gboolean
erase (CrmCli *cli, GError **error)
{
  Person person = { 0 };
  g_autoptr (GPtrArray) copies = NULL;
  gboolean done;

  if (!crm_cli_parse_id (cli->arguments[0], &person.client, error))
    return FALSE;
  done = crm_store_read_sync (cli->store, read_person_in_worker, &person, error) &&
         crm_store_write_sync (cli->store, _ ("Client erased"), erase_in_worker, &person, NULL, error);
  if (done && !crm_store_compact_sync (cli->store, error))
    {
      g_prefix_error (error, "%s: ", _ ("The client was erased, but the file could not be written anew"));
      done = FALSE;
    }
  if (done)
    {
      copies = crm_person_list_copies (crm_store_get_path (cli->store), NULL, person.uid);
      crm_cli_say (_ ("The client was erased. This cannot be undone."));
      for (guint i = 0; i < copies->len; i++)
        crm_cli_say (_ ("This copy still holds the client: %s"), (const char *)copies->pdata[i]);
      for (guint i = 0; i < person.address_books->len; i++)
        crm_cli_say (_ ("The address book “%s” of the desktop still holds the client."),
            (const char *)person.address_books->pdata[i]);
    }
  g_clear_pointer (&person.address_books, g_ptr_array_unref);
  return done;
}

const CrmCliVerb crm_cli_erase_verb = {
  .name = "erase",
  .arguments = "ID",
  .summary = N_ ("Removes a client and all that is known of it for good"),
  .details = N_ ("With addresses, timeline, messages and history; deals stay without the client. This cannot "
                 "be undone. Copies of "
                 "the book that still hold the client are named."),
  .min_arguments = 1,
  .max_arguments = 1,
  .book = CRM_CLI_BOOK_NEEDED,
  .run = erase,
};
