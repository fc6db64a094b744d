/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-field.h"
#include "store/crm-relation.h"

/* An entity: its field table as an immutable, reference-counted snapshot. Adding an own field makes a new snapshot; old rows and
 * records keep theirs. Safe on any thread. */

typedef struct _CrmEntity CrmEntity;
typedef struct _CrmTransaction CrmTransaction;
typedef struct _CrmRow CrmRow;
typedef struct _CrmValues CrmValues;
typedef struct _CrmActivityLine CrmActivityLine;

/* What an entity adds to the generic machinery; every member may be NULL. All run in the writer's thread, inside
 * the transaction. */
typedef struct
{
  /* Checks and completes values before a write; before is NULL for an insert. */
  gboolean (*prepare) (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error);
  /* Writes convenience fields (CRM_FIELD_MAIN) that values has to where they really live; fresh: id is being inserted. */
  gboolean (*store_main) (CrmTransaction *tx, gint64 id, gboolean fresh, CrmValues *values, GError **error);
  /* Follow-up of an insert. */
  gboolean (*inserted) (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error);
  /* Follow-up of an update, archiving, restoring or removal (not of an insert); after is NULL when the record is gone. */
  gboolean (*written) (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);
  /* Follow-up of a removed record that undo puts back as it was. */
  gboolean (*returned) (CrmTransaction *tx, const CrmRow *row, GError **error);
  /* The line a record writes on timelines: fills line and appends client ids (gint64) to clients; FALSE when it writes none. */
  gboolean (*describe) (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients);
  /* Why an undo leaves the record as it is, when there is more to say than that it was changed since: static text, or NULL. */
  const char *(*explain_kept) (const CrmRow *row);
  /* Hears of every write of any entity: what the business wants done when something happens. after is NULL when the record is gone, before when it
   * is new. Not called while records are put back verbatim or imported. */
  gboolean (*observe) (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);
  /* Makes what is derived from a touched record anew (figures, search line); runs once a record, before the commit. */
  gboolean (*refresh) (CrmTransaction *tx, gint64 id, GError **error);
  /* Touches records whose derived data is old by time alone; runs once a commit. */
  gboolean (*expire) (CrmTransaction *tx, gint64 now, GError **error);
  /* Makes what is derived from all records anew in bulk, or only compares and appends sentences to problems. */
  gboolean (*check) (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
} CrmEntityHooks;

/* What a noun declares; static data. */
typedef struct
{
  const char *name;   /* "client": entity and table name */
  const char *label;  /* N_("Client") */
  const char *plural; /* N_("Clients") */
  const CrmField *fields;
  guint n_fields;
  int title_field; /* index of the field that names a record, or -1 */
  const CrmEntityHooks *hooks;
  const char *join; /* SQL joined for computed fields ("LEFT JOIN client_figures f ON …"), or NULL */
  const CrmRelation *relations; /* what conditions may ask besides the fields, or NULL */
  guint n_relations;
} CrmEntityInfo;

struct _CrmEntity
{
  const CrmEntityInfo *info;
  const CrmField *fields; /* built-in ones first (same index as the noun's enum), own ones after */
  guint n_fields;
  /* private */
  gatomicrefcount ref_count;
  GHashTable *by_name;
  char *select_sql;
  char *insert_sql;
  GPtrArray *own_strings;
  CrmField *own_table;
  CrmEntityInfo *own_info; /* of an entity of the user's own: owned, NULL for built-in ones */
};

CrmEntity *crm_entity_ref (CrmEntity *self);
void crm_entity_unref (CrmEntity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEntity, crm_entity_unref)

const char *crm_entity_get_name (const CrmEntity *self);
const char *crm_entity_get_label (const CrmEntity *self);  /* translated */
const char *crm_entity_get_plural (const CrmEntity *self); /* translated */
/* TRUE for an entity of the user's own. */
gboolean crm_entity_is_own (const CrmEntity *self);
/* Index of a field by name, or -1. An own field is also found by its folded label. */
int crm_entity_find_field (const CrmEntity *self, const char *name);
/* What conditions may ask by that name besides the fields, or NULL. */
const CrmRelation *crm_entity_find_relation (const CrmEntity *self, const char *name);

/* The table of built-in entities (one line an entity). */
const CrmEntityInfo *const *crm_entity_table (guint *n);
