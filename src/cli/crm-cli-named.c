/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli-named.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* Finds a record by what a person calls it. Main thread. */

typedef struct
{
  const char *entity;
  const char *name;
  gint64 id;
} Named;

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Named *named = data;
  g_autoptr (GError) problem = NULL;

  if (g_ascii_string_to_signed (named->name, 10, 1, G_MAXINT64, &named->id, NULL))
    {
      g_autoptr (CrmRow) row = crm_transaction_load (tx, named->entity, named->id, error);
      return row ? data : NULL;
    }
  named->id = crm_transaction_resolve_link (tx, named->entity, named->name, &problem);
  if (named->id)
    return data;
  if (problem)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("There is no %s “%s”."), named->entity,
        named->name);
  return NULL;
}

gboolean
crm_cli_find_named (CrmCli *cli, const char *entity, const char *name, gint64 *id, GError **error)
{
  Named named = { entity, name, 0 };

  if (!crm_store_read_sync (cli->store, find_in_worker, &named, error))
    return FALSE;
  *id = named.id;
  return TRUE;
}
