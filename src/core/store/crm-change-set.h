/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* What one commit changed: told once per commit on the main thread. Immutable, boxed, reference-counted. */
typedef struct _CrmChangeSet CrmChangeSet;

typedef enum
{
  CRM_CHANGE_INSERT,
  CRM_CHANGE_UPDATE,
  CRM_CHANGE_ARCHIVE,
  CRM_CHANGE_RESTORE,
  CRM_CHANGE_DELETE
} CrmChangeOp;

typedef struct
{
  const char *entity; /* interned */
  gint64 id;
  CrmChangeOp op;
  gint64 client; /* the client the record belongs to or is about, else 0 */
} CrmChange;

#define CRM_TYPE_CHANGE_SET (crm_change_set_get_type ())
GType crm_change_set_get_type (void);
CrmChangeSet *crm_change_set_ref (CrmChangeSet *self);
void crm_change_set_unref (CrmChangeSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChangeSet, crm_change_set_unref)

/* The changes, in order; owned by self. Empty together with is_reload: "anything may have changed". */
const CrmChange *crm_change_set_get_changes (CrmChangeSet *self, guint *n);
gboolean crm_change_set_is_reload (CrmChangeSet *self);
/* TRUE when some record of the entity changed (or it is a reload). */
gboolean crm_change_set_touches (CrmChangeSet *self, const char *entity);
gboolean crm_change_set_has (CrmChangeSet *self, const char *entity, gint64 id);
/* The operation (0 when it was another process's) and its purpose, for the undo toast. */
gint64 crm_change_set_get_operation (CrmChangeSet *self);
const char *crm_change_set_get_purpose (CrmChangeSet *self);
/* Sentences about what followed by itself, for the person who acted; nullable. */
const char *crm_change_set_get_notice (CrmChangeSet *self);
/* TRUE when a person's action here made it and it can be undone. */
gboolean crm_change_set_is_undoable (CrmChangeSet *self);
/* Clients whose timeline, figures or addresses may have changed. */
gboolean crm_change_set_touches_client (CrmChangeSet *self, gint64 client_id);
