/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-run.h"

/* Finds the records that cells name: clients, employees, products, stages of a pipeline and so on. Nothing is ever taken for something
 * else unless a person said so; products are found when only blanks and punctuation differ, and the plan tells. Used by the writer's
 * thread. */

typedef struct _CrmImportLookup CrmImportLookup;

/* What a cell names. Owned by the lookup. */
typedef struct
{
  const char *entity; /* interned */
  gint64 within;      /* of stages: their pipeline */
  char *text;
  gint64 id;           /* 0: faulty, empty, or still to be made */
  char *title;         /* of the record */
  char *fault;         /* a sentence, when the rows are faulty */
  gboolean make;       /* to be made by crm_import_lookup_make () before the row is written */
  const char *state;   /* of stages: "open", "won", "lost" */
  CrmImportName *name; /* of the plan, when the record is not plainly called so; nullable */
} CrmImportFound;

CrmImportLookup *crm_import_lookup_new (CrmImportRun *run, CrmTransaction *tx);
void crm_import_lookup_free (CrmImportLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportLookup, crm_import_lookup_free)

/* TRUE for entities whose records can be made of a name alone. */
gboolean crm_import_lookup_can_make (const char *entity);

/* text: not blank. within: pipeline of a stage, else 0. line: of the row that names it. NULL with error. */
CrmImportFound *crm_import_lookup_find (
    CrmImportLookup *self, const char *entity, gint64 within, const char *text, guint line, GError **error);
/* companies: a client that is made is a company. */
gboolean crm_import_lookup_make (
    CrmImportLookup *self, CrmImportFound *found, gboolean companies, GError **error);
/* When all rows are written: the stages that were made take the place of the usual ones of an untouched pipeline, of which those stay in
 * which deals stand; a pipeline that the file brought takes the place of the whole. */
gboolean crm_import_lookup_take_over (CrmImportLookup *self, gint64 pipeline, GError **error);
