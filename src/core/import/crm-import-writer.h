/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-judge.h"
#include "store/crm-transaction.h"

/* Carries out what was judged. In a write function, in the writer's thread. */
typedef struct _CrmImportWriter CrmImportWriter;

CrmImportWriter *crm_import_writer_new (CrmTransaction *tx, GError **error);
void crm_import_writer_free (CrmImportWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportWriter, crm_import_writer_free)

gboolean crm_import_writer_write (CrmImportWriter *self, CrmImportOp *op, GError **error);
guint crm_import_writer_get_n_written (CrmImportWriter *self);
