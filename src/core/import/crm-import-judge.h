/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-index.h"
#include "import/crm-import-plan-private.h"
#include "store/crm-store.h"

/* What is to be written for one record: made ahead, carried out by the writer in this order. */
typedef struct
{
  CrmImportKnown *known;   /* whom it is about; its slot is new unless update */
  CrmImportClient *client; /* owned; NULL: a company that is only named */
  CrmImportKnown *company; /* whom to link; nullable */
  gboolean update;         /* client has only what is to be filled in */
  gboolean restore;        /* it was in the archive */
  CrmImportPair *pair;     /* nullable; not owned: gets the new id */
  CrmImportKnown *alike;   /* of the pair */
} CrmImportOp;

void crm_import_op_free (CrmImportOp *self);

/* Judges the records of a file one after the other. Used by one thread. */
typedef struct _CrmImportJudge CrmImportJudge;

/* tx: NULL when it belongs to another thread; records of the book are then read through the store. Nothing is owned. */
CrmImportJudge *crm_import_judge_new (CrmImportContext *context, CrmImportIndex *index, CrmImportPlan *plan,
    CrmStore *store, CrmTransaction *tx);
void crm_import_judge_free (CrmImportJudge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportJudge, crm_import_judge_free)

/* Puts the record into the plan and appends what is to be written (CrmImportOp *) to ops. Records must come in order; one that was
 * needed earlier is passed over. */
gboolean crm_import_judge_record (CrmImportJudge *self, guint record, GPtrArray *ops, GError **error);
