/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-link.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "client/crm-client-card-view.h"
#include "timeline/crm-timeline-view.h"

/* Looks the record up by its uid in the reader. Main thread, but for functions named _in_worker. */

#define SCHEME "clientele://"

typedef struct
{
  char *entity;
  char *uid;
  gint64 id; /* result */
  gint64 client;
} Target;

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->entity);
  g_free (target->uid);
  g_free (target);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Target, target_free)

static Target *
target_parse (const char *uri)
{
  g_auto (GStrv) parts = g_strsplit (uri + strlen (SCHEME), "/", 3);
  Target *target = g_new0 (Target, 1);

  target->entity = g_strdup (parts[0] != NULL ? parts[0] : "");
  target->uid = g_strdup (parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
  return target;
}

gboolean
crm_link_is_one (const char *uri)
{
  return uri != NULL && g_str_has_prefix (uri, SCHEME);
}

char *
crm_link_dup (const CrmRow *row)
{
  g_autofree char *uid = crm_uid_format (row->uid);

  return g_strdup_printf (SCHEME "%s/%s", crm_entity_get_name (row->entity), uid);
}

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Target *wanted = data;
  g_autoptr (Target) found = g_new0 (Target, 1);
  g_autoptr (CrmRow) row = NULL;
  guint8 uid[16];
  int field;

  /* Nothing but a uid: a name might be somebody else's by now. */
  if (crm_uid_parse (wanted->uid, uid))
    found->id = crm_transaction_resolve_link (tx, wanted->entity, wanted->uid, error);
  if (found->id != 0)
    row = crm_transaction_load (tx, wanted->entity, found->id, error);
  if (row == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (
            error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("This book has nothing by that link."));
      return NULL;
    }
  found->entity = g_strdup (wanted->entity);
  field = crm_entity_find_field (row->entity, "client");
  found->client = g_str_equal (found->entity, "client") ? found->id
                  : field >= 0                          ? crm_row_get_integer (row, field)
                                                        : 0;
  return g_steal_pointer (&found);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Target) target = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmView *view;

  if (target == NULL)
    {
      crm_window_toast (GTK_WIDGET (window), error->message);
      return;
    }
  if (g_str_equal (target->entity, "deal"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-deal", "x", target->id);
  else if (g_str_equal (target->entity, "meeting"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-meeting", "(xs)", target->id, "");
  else if (target->client != 0)
    crm_window_open_client (GTK_WIDGET (window), target->client, NULL);
  view = crm_window_get_view (window);
  if (CRM_IS_CLIENT_CARD_VIEW (view) && !g_str_equal (target->entity, "client"))
    crm_timeline_view_show_record (
        CRM_TIMELINE_VIEW (crm_client_card_view_get_timeline (CRM_CLIENT_CARD_VIEW (view))), target->entity,
        target->id);
}

void
crm_link_open (CrmWindow *window, const char *uri)
{
  g_return_if_fail (CRM_IS_WINDOW (window) && crm_link_is_one (uri));
  crm_store_read_async (crm_window_get_store (window), 0, find_in_worker, target_parse (uri), target_free,
      target_free, NULL, on_found, g_object_ref (window));
}
