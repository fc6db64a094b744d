/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-plan-private.h"
#include "import/crm-import-source.h"
#include "store/crm-store.h"

/* One plan or run over a loaded file. Belongs to the task that works on it; done may be read by others meanwhile. */
typedef struct
{
  CrmImportSource *source;   /* owned copy */
  CrmStore *store;           /* owned */
  CrmImportPlan *plan;       /* owned; made anew at the start */
  GCancellable *cancellable; /* owned, nullable */
  gboolean keep;             /* FALSE: only a plan */
  gboolean nothing; /* set when all went well and nothing is to be kept: the transaction is given up */
  guint n_written;  /* records and fields written */
  gint done;        /* atomic: records */
  gint total;
  void (*progress) (guint done, guint total, gpointer data); /* of the blocking calls; nullable */
  gpointer progress_data;
} CrmImportRun;

/* Takes the source. */
CrmImportRun *crm_import_run_new (
    CrmImportSource *source, CrmStore *store, GCancellable *cancellable, gboolean keep);
void crm_import_run_free (CrmImportRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportRun, crm_import_run_free)

/* A record more is done; FALSE with error when cancelled. Any thread of the run. */
gboolean crm_import_run_step (CrmImportRun *self, GError **error);

/* Clients from a table or cards: reading plans, writing runs. */
gboolean crm_import_run_plan_clients (CrmImportRun *self, CrmTransaction *tx, GError **error);
gboolean crm_import_run_write_clients (CrmImportRun *self, CrmTransaction *tx, GError **error);
/* Other entities from a table, and whole books: a plan writes, too, and is given up. */
gboolean crm_import_run_write_records (CrmImportRun *self, CrmTransaction *tx, GError **error);
gboolean crm_import_run_write_deals (CrmImportRun *self, CrmTransaction *tx, GError **error);
gboolean crm_import_run_write_events (CrmImportRun *run, CrmTransaction *tx, GError **error);
gboolean crm_import_run_write_book (CrmImportRun *self, CrmTransaction *tx, GError **error);

/* Fills what is empty in a record that is there; keeps and reports what differs. Puts the record into the plan. changed: something
 * that belongs to it was written already. */
gboolean crm_import_run_fill (CrmImportRun *run, CrmTransaction *tx, gint64 id, guint record, guint line,
    CrmValues *values, gboolean changed, GError **error);
/* Adds a record and puts it into the plan; 0 when it is faulty, -1 with error. */
gint64 crm_import_run_insert (CrmImportRun *run, CrmTransaction *tx, guint record, guint line,
    CrmValues *values, const guint8 *uid, GError **error);
/* The same with what belongs to the record and is written, or refused, together with it. */
typedef gboolean (*CrmImportAlso) (CrmTransaction *tx, gint64 id, gpointer data, GError **error);
gint64 crm_import_run_insert_with (CrmImportRun *run, CrmTransaction *tx, guint record, guint line,
    CrmValues *values, const guint8 *uid, CrmImportAlso also, gpointer data, GError **error);
/* id: 0 when there is none. */
gboolean crm_import_run_find_uid (
    CrmTransaction *tx, const char *entity, const guint8 *uid, gint64 *id, GError **error);

/* Fingerprint of a table's columns. Caller owns; NULL when the file has none. */
char *crm_import_run_dup_layout (CrmImportSource *source);
/* The mapping as JSON, to be remembered, and back; FALSE when it does not fit. */
char *crm_import_run_format_mapping (CrmImportSource *source);
gboolean crm_import_run_parse_mapping (CrmImportSource *source, CrmEntity *entity, const char *json);
