/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-quick-duplicates.h"
#include "client/crm-client.h"
#include "widgets/crm-avatar.h"

/* Looking for them is done in the reader; rows know the client by data. Main thread, but for functions named _in_worker. */

#define MAX_OFFERED 4
#define MIN_NAME 3 /* characters */

typedef struct
{
  char *name;
  char *phone;
  char *email;
} Identity;

static void
identity_free (gpointer data)
{
  Identity *identity = data;

  g_free (identity->name);
  g_free (identity->phone);
  g_free (identity->email);
  g_free (identity);
}

static gboolean
has_duplicate (GPtrArray *duplicates, gint64 id)
{
  for (guint i = 0; i < duplicates->len; i++)
    if (((CrmDuplicate *)g_ptr_array_index (duplicates, i))->id == id)
      return TRUE;
  return FALSE;
}

/* A name that is still being typed is like none yet: those that contain it are offered too. */
static gboolean
add_by_part_in_worker (CrmTransaction *tx, const char *name, GPtrArray *duplicates, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("name", CRM_TEST_CONTAINS, name));
  crm_query_add_order (query, "name");
  crm_query_set_limit (query, MAX_OFFERED);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return FALSE;
  rows = crm_transaction_load_many (tx, "client", (const gint64 *)ids->data, ids->len, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len && duplicates->len < MAX_OFFERED; i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);
      CrmDuplicate *duplicate;

      if (has_duplicate (duplicates, row->id))
        continue;
      duplicate = g_new0 (CrmDuplicate, 1);
      duplicate->id = row->id;
      duplicate->name = g_strdup (crm_row_get_text (row, CRM_CLIENT_NAME));
      duplicate->company = g_strdup (crm_row_get_text (row, CRM_CLIENT_COMPANY_NAME));
      g_ptr_array_add (duplicates, duplicate);
    }
  return TRUE;
}

static gpointer
find_duplicates_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Identity *identity = data;
  g_autoptr (GPtrArray) duplicates =
      crm_client_find_duplicates (tx, identity->name, identity->phone, identity->email, 0, error);

  if (duplicates == NULL)
    return NULL;
  if (identity->name != NULL && !add_by_part_in_worker (tx, identity->name, duplicates, error))
    return NULL;
  return g_steal_pointer (&duplicates);
}

GtkWidget *
crm_quick_duplicates_new_row (CrmDuplicate *duplicate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = crm_avatar_new (28);
  GtkWidget *verb = gtk_label_new (NULL);
  g_autofree char *subtitle = NULL;
  gint64 *id = g_new (gint64, 1);

  *id = duplicate->id;
  if (duplicate->company != NULL && duplicate->reason != NULL)
    subtitle = g_strdup_printf ("%s · %s", duplicate->company, duplicate->reason);
  else
    subtitle = g_strdup (duplicate->company != NULL ? duplicate->company : duplicate->reason);
  crm_avatar_set_client (avatar, duplicate->name, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), duplicate->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), verb);
  g_object_set_data (G_OBJECT (row), "verb", verb);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "client", id, g_free);
  return row;
}

GtkWidget *
crm_quick_duplicates_get_verb (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "verb");
}

gboolean
crm_quick_duplicates_are_worth (const char *name, const char *phone, const char *email)
{
  return g_utf8_strlen (name, -1) >= MIN_NAME || phone[0] != '\0' || email[0] != '\0';
}

void
crm_quick_duplicates_find_async (CrmStore *store, const char *name, const char *phone, const char *email,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Identity *identity = g_new0 (Identity, 1);

  identity->name = g_utf8_strlen (name, -1) >= MIN_NAME ? g_strdup (name) : NULL;
  identity->phone = phone[0] != '\0' ? g_strdup (phone) : NULL;
  identity->email = email[0] != '\0' ? g_strdup (email) : NULL;
  crm_store_read_async (store, 1, find_duplicates_in_worker, identity, identity_free,
      (GDestroyNotify)g_ptr_array_unref, cancellable, callback, data);
}
