/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-change-set.h"

#include "store/crm-transaction-private.h"

/* What one commit changed. Immutable after creation; made in a worker, heard on the main thread. */

struct _CrmChangeSet
{
  GArray *changes; /* CrmChange */
  gint64 operation;
  char *purpose;
  char *notice; /* nullable */
  gboolean undoable;
  gboolean reload;
  gatomicrefcount ref_count;
};

G_DEFINE_BOXED_TYPE (CrmChangeSet, crm_change_set, crm_change_set_ref, crm_change_set_unref)

static const char *const op_names[] = {
  [CRM_CHANGE_INSERT] = "insert",
  [CRM_CHANGE_UPDATE] = "update",
  [CRM_CHANGE_ARCHIVE] = "archive",
  [CRM_CHANGE_RESTORE] = "restore",
  [CRM_CHANGE_DELETE] = "delete",
};

const char *
crm_change_op_get_name (CrmChangeOp op)
{
  return op_names[op];
}

gboolean
crm_change_op_from_name (const char *name, CrmChangeOp *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (op_names); i++)
    if (g_strcmp0 (op_names[i], name) == 0)
      {
        *op = (CrmChangeOp)i;
        return TRUE;
      }
  return FALSE;
}

const char *
crm_origin_get_name (CrmOrigin origin)
{
  static const char *const names[] = { "window", "cli", "sync", "rule", "import" };
  return names[origin];
}

CrmChangeSet *
crm_change_set_new (GArray *changes, gint64 operation, const char *purpose, gboolean undoable)
{
  CrmChangeSet *self = g_new0 (CrmChangeSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->changes = g_array_ref (changes);
  self->operation = operation;
  self->purpose = g_strdup (purpose);
  self->undoable = undoable;
  return self;
}

CrmChangeSet *
crm_change_set_new_reload (void)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (CrmChange));
  CrmChangeSet *self = crm_change_set_new (none, 0, NULL, FALSE);

  self->reload = TRUE;
  return self;
}

CrmChangeSet *
crm_change_set_ref (CrmChangeSet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_change_set_unref (CrmChangeSet *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->changes);
  g_free (self->purpose);
  g_free (self->notice);
  g_free (self);
}

const CrmChange *
crm_change_set_get_changes (CrmChangeSet *self, guint *n)
{
  *n = self->changes->len;
  return (const CrmChange *)(const void *)self->changes->data;
}

gboolean
crm_change_set_is_reload (CrmChangeSet *self)
{
  return self->reload;
}

gboolean
crm_change_set_touches (CrmChangeSet *self, const char *entity)
{
  const char *name = g_intern_string (entity);

  if (self->reload)
    return TRUE;
  for (guint i = 0; i < self->changes->len; i++)
    if (g_array_index (self->changes, CrmChange, i).entity == name)
      return TRUE;
  return FALSE;
}

gboolean
crm_change_set_has (CrmChangeSet *self, const char *entity, gint64 id)
{
  const char *name = g_intern_string (entity);

  if (self->reload)
    return TRUE;
  for (guint i = 0; i < self->changes->len; i++)
    {
      const CrmChange *change = &g_array_index (self->changes, CrmChange, i);
      if (change->entity == name && change->id == id)
        return TRUE;
    }
  return FALSE;
}

gint64
crm_change_set_get_operation (CrmChangeSet *self)
{
  return self->operation;
}

const char *
crm_change_set_get_purpose (CrmChangeSet *self)
{
  return self->purpose;
}

void
crm_change_set_take_notice (CrmChangeSet *self, char *notice)
{
  g_free (self->notice);
  self->notice = notice;
}

const char *
crm_change_set_get_notice (CrmChangeSet *self)
{
  return self->notice;
}

gboolean
crm_change_set_is_undoable (CrmChangeSet *self)
{
  return self->undoable;
}

gboolean
crm_change_set_touches_client (CrmChangeSet *self, gint64 client_id)
{
  if (self->reload)
    return TRUE;
  for (guint i = 0; i < self->changes->len; i++)
    {
      const CrmChange *change = &g_array_index (self->changes, CrmChange, i);
      if (change->client == client_id ||
          (change->id == client_id && change->entity == g_intern_static_string ("client")))
        return TRUE;
    }
  return FALSE;
}
