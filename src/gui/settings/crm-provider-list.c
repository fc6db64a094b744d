/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-provider-list.h"

#include <glib/gi18n-lib.h>

#include "channel/crm-account.h"
#include "widgets/crm-names.h"

/* Owns the names; follows the records of provider. Main thread. */

typedef struct
{
  char *name, *id, *definition;
  const char *backend;
} Entry;

struct _CrmProviderList
{
  GObject parent_instance;

  CrmNames *own; /* owned */
  GPtrArray *entries;
  GtkStringList *names; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmProviderList, crm_provider_list, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->name);
  g_free (self->id);
  g_free (self->definition);
  g_free (self);
}

static void
add (CrmProviderList *self, const char *name, const char *backend, const char *id, const char *definition)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (name);
  entry->backend = backend;
  entry->id = g_strdup (id);
  entry->definition = g_strdup (definition);
  g_ptr_array_add (self->entries, entry);
  gtk_string_list_append (self->names, name);
}

static void
add_shipped (CrmProviderList *self)
{
  const char *const *ids = crm_provider_list ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = crm_provider_dup_definition (ids[i]);
      g_autoptr (CrmProvider) provider = bytes != NULL ? crm_provider_new (g_bytes_get_data (bytes, NULL),
                                                             (gssize)g_bytes_get_size (bytes), NULL)
                                                       : NULL;

      if (provider != NULL)
        add (self, crm_provider_get_name (provider), "http", ids[i], NULL);
    }
}

static void
fill (CrmProviderList *self)
{
  g_ptr_array_set_size (self->entries, 0);
  g_clear_object (&self->names);
  self->names = gtk_string_list_new (NULL);
  for (guint i = 0; i < crm_names_get_count (self->own); i++)
    {
      CrmRow *row = crm_names_get_row (self->own, i);
      g_autofree char *id = crm_uid_format (row->uid);

      add (self, crm_row_get_text (row, CRM_PROVIDER_NAME), "http", id,
          crm_row_get_text (row, CRM_PROVIDER_DEFINITION));
    }
  add_shipped (self);
  add (self, _ ("Modem on this computer"), "modem", NULL, NULL);
}

static void
on_own_changed (CrmProviderList *self)
{
  fill (self);
  g_signal_emit_by_name (self, "changed");
}

static Entry *
get (CrmProviderList *self, guint position)
{
  return self->entries->pdata[MIN (position, self->entries->len - 1)];
}

gboolean
crm_provider_list_is_loaded (CrmProviderList *self)
{
  return crm_names_is_loaded (self->own);
}

GListModel *
crm_provider_list_get_names (CrmProviderList *self)
{
  return G_LIST_MODEL (self->names);
}

const char *
crm_provider_list_get_name (CrmProviderList *self, guint position)
{
  return get (self, position)->name;
}

const char *
crm_provider_list_get_backend (CrmProviderList *self, guint position)
{
  return get (self, position)->backend;
}

const char *
crm_provider_list_get_id (CrmProviderList *self, guint position)
{
  return get (self, position)->id;
}

gboolean
crm_provider_list_is_own (CrmProviderList *self, guint position)
{
  return get (self, position)->definition != NULL;
}

const char *
crm_provider_list_get_own_definition (CrmProviderList *self, guint position)
{
  return get (self, position)->definition;
}

char *
crm_provider_list_dup_definition (CrmProviderList *self, guint position)
{
  const Entry *entry = get (self, position);
  g_autoptr (GBytes) bytes =
      entry->definition == NULL && entry->id != NULL ? crm_provider_dup_definition (entry->id) : NULL;

  if (bytes != NULL)
    return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strdup (entry->definition != NULL ? entry->definition : "");
}

CrmProvider *
crm_provider_list_make (CrmProviderList *self, guint position, GError **error)
{
  g_autofree char *definition = crm_provider_list_dup_definition (self, position);

  return crm_provider_new (definition, -1, error);
}

guint
crm_provider_list_find (CrmProviderList *self, const char *backend, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_strcmp0 (get (self, i)->backend, backend) == 0 && g_strcmp0 (get (self, i)->id, id) == 0)
      return i;
  return 0;
}

void
crm_provider_list_reload (CrmProviderList *self)
{
  on_own_changed (self);
}

static void
crm_provider_list_finalize (GObject *object)
{
  CrmProviderList *self = CRM_PROVIDER_LIST (object);

  g_clear_object (&self->own);
  g_clear_object (&self->names);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (crm_provider_list_parent_class)->finalize (object);
}

static void
crm_provider_list_class_init (CrmProviderListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_provider_list_finalize;
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_provider_list_init (CrmProviderList *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

CrmProviderList *
crm_provider_list_new (CrmStore *store)
{
  CrmProviderList *self = g_object_new (CRM_TYPE_PROVIDER_LIST, NULL);

  self->own = crm_names_get (store, "provider");
  g_signal_connect_object (self->own, "changed", G_CALLBACK (on_own_changed), self, G_CONNECT_SWAPPED);
  fill (self);
  return self;
}
