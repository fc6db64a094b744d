/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-draft.h"
#include <glib/gstdio.h>

/* One key file a book, hung on the store and written when the store goes; the values stay in a table, because a key file gives copies
 * only. Main thread. */

typedef struct
{
  GHashTable *values; /* "12/key" of a client, "deal-12/key" of a deal → text */
  char *path;
  guint timeout;
} Drafts;

static void
save (Drafts *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *data = NULL;
  GHashTableIter iter;
  gpointer name, value;
  gsize length;

  if (g_hash_table_size (self->values) == 0)
    {
      g_remove (self->path);
      return;
    }
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_auto (GStrv) parts = g_strsplit (name, "/", 2);

      g_key_file_set_string (file, parts[0], parts[1], value);
    }
  data = g_key_file_to_data (file, &length, NULL);
  g_mkdir_with_parents (folder, 0700);
  /* A draft that cannot be kept over a restart is still on the screen: not worth interrupting anybody. */
  g_file_set_contents_full (self->path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static void
load (Drafts *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      for (guint j = 0; keys != NULL && keys[j] != NULL; j++)
        {
          char *value = g_key_file_get_string (file, groups[i], keys[j], NULL);

          if (value != NULL)
            g_hash_table_insert (self->values, g_strconcat (groups[i], "/", keys[j], NULL), value);
        }
    }
}

static void
drafts_free (gpointer data)
{
  Drafts *self = data;

  if (self->timeout != 0)
    {
      g_source_remove (self->timeout);
      save (self);
    }
  g_hash_table_unref (self->values);
  g_free (self->path);
  g_free (self);
}

static gboolean
on_timeout (gpointer data)
{
  Drafts *self = data;

  self->timeout = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static Drafts *
get_drafts (CrmStore *store)
{
  Drafts *self = g_object_get_data (G_OBJECT (store), "crm-drafts");
  g_autofree char *sum = NULL;
  g_autofree char *name = NULL;

  if (self != NULL)
    return self;
  self = g_new0 (Drafts, 1);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, crm_store_get_path (store), -1);
  name = g_strdup_printf ("drafts-%.16s.ini", sum);
  self->path = g_build_filename (g_get_user_state_dir (), "clientele", name, NULL);
  load (self);
  g_object_set_data_full (G_OBJECT (store), "crm-drafts", self, drafts_free);
  return self;
}

static char *
make_name (const char *entity, gint64 id, const char *key)
{
  if (g_str_equal (entity, "client"))
    return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", id, key);
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT "/%s", entity, id, key);
}

const char *
crm_draft_get (CrmStore *store, const char *entity, gint64 id, const char *key)
{
  g_autofree char *name = make_name (entity, id, key);

  return g_hash_table_lookup (get_drafts (store)->values, name);
}

static void
save_soon (Drafts *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add_seconds (1, on_timeout, self);
}

void
crm_draft_set (CrmStore *store, const char *entity, gint64 id, const char *key, const char *value)
{
  Drafts *self = get_drafts (store);
  g_autofree char *name = make_name (entity, id, key);
  const char *old = g_hash_table_lookup (self->values, name);

  if (value != NULL && value[0] == '\0')
    value = NULL;
  if (g_strcmp0 (old, value) == 0)
    return;
  if (value == NULL)
    g_hash_table_remove (self->values, name);
  else
    g_hash_table_insert (self->values, g_steal_pointer (&name), g_strdup (value));
  save_soon (self);
}

void
crm_draft_clear (CrmStore *store, const char *entity, gint64 id, const char *prefix)
{
  Drafts *self = get_drafts (store);
  g_autofree char *start = make_name (entity, id, prefix);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, start))
      g_hash_table_iter_remove (&iter);
  save_soon (self);
}

void
crm_draft_flush (CrmStore *store)
{
  Drafts *self = get_drafts (store);

  g_clear_handle_id (&self->timeout, g_source_remove);
  save (self);
}
