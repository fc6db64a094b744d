/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-address-book.h"

#include <glib/gi18n-lib.h>

#include "backends/crm-backends.h"
#include "crm-cli.h"

/* The address books of the desktop for "import": what is asked asynchronously is waited for here. Main thread. */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_meant (const CrmAddressBook *book, const char *name)
{
  if (*name == '\0')
    return book->n_contacts > 0;
  return g_str_equal (book->name, name) || g_str_equal (book->id, name);
}

/* NULL when none or several are meant. */
static const CrmAddressBook *
choose (GPtrArray *books, const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  const CrmAddressBook *chosen = NULL;
  guint n = 0;

  for (guint i = 0; i < books->len; i++)
    {
      const CrmAddressBook *book = books->pdata[i];

      g_string_append_printf (known, "%s“%s”", known->len > 0 ? ", " : "", book->name);
      if (is_meant (book, name))
        {
          chosen = book;
          n++;
        }
    }
  if (n == 1)
    return chosen;
  if (*name == '\0' && n == 0)
    g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
        _ ("The address books of this computer have no contacts."));
  else if (n == 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
        _ ("There is no address book “%s”. The address books are: %s."), name, known->str);
  else
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
        _ ("Several address books are meant; name one of them: %s."), known->str);
  return NULL;
}

GBytes *
crm_cli_read_address_book (const char *name, char **full_name, GError **error)
{
  g_autoptr (CrmAddressSource) source = crm_backends_address_source (CRM_BACKENDS_PATIENCE_MS);
  g_autoptr (GAsyncResult) listed = NULL, read = NULL;
  g_autoptr (GPtrArray) books = NULL;
  const CrmAddressBook *book;

  crm_address_source_list_async (source, NULL, on_answer, &listed);
  await (&listed);
  books = crm_address_source_list_finish (source, listed, error);
  if (books == NULL)
    return NULL;
  book = choose (books, name, error);
  if (book == NULL)
    return NULL;
  *full_name = g_strdup (book->name);
  crm_address_source_read_async (source, book->id, NULL, NULL, NULL, on_answer, &read);
  await (&read);
  return crm_address_source_read_finish (source, read, error);
}
