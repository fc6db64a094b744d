/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-time.h"
#include "import/crm-card-format.h"
#include "import/crm-import-plan.h"
#include "store/crm-store.h"

/* One file on its way into the book: load, look at the mapping and change it, plan, repair, run. Main thread; planning and running
 * work in threads of their own. Load again to begin anew. */
#define CRM_TYPE_IMPORTER (crm_importer_get_type ())
G_DECLARE_FINAL_TYPE (CrmImporter, crm_importer, CRM, IMPORTER, GObject)

/* card_format: how vCards are read; NULL refuses them with a sentence. */
CrmImporter *crm_importer_new (CrmStore *store, CrmCardFormat *card_format);

/* What a person decided instead of the program; zeros and NULL leave it to the program. */
typedef struct
{
  const char *entity;  /* "client", "note" …; NULL: found out */
  const char *format;  /* "csv", "vcard", "ics", "json"; NULL: found out */
  const char *charset; /* name of crm_charset_list () */
  char delimiter;      /* ',' ';' '\t' '|' */
  int header;          /* 1: the first record has headings, -1: it has none */
  CrmDateOrder date_order;
  const char *
      calendar; /* of events: name or id of the calendar their meetings are kept in; NULL: in the book only */
} CrmImportOptions;

/* Reads a file (blocking; a few hundred milliseconds for 100,000 rows) and finds out how it is to be understood: mappings used before for
 * the same columns win over proposals. options may be NULL. Fails with a sentence for files that are none of the formats, are empty, or
 * hold no records of the entity; the importer then has no file. */
gboolean crm_importer_load_file (
    CrmImporter *self, GFile *file, const CrmImportOptions *options, GError **error);
/* name: of the file, for history; not NULL. */
gboolean crm_importer_load_bytes (
    CrmImporter *self, GBytes *bytes, const char *name, const CrmImportOptions *options, GError **error);
/* The same in a thread; options are copied. */
void crm_importer_load_async (CrmImporter *self, GFile *file, const CrmImportOptions *options,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* bytes and name as crm_importer_load_bytes () takes them; ended by crm_importer_load_finish () too. */
void crm_importer_load_bytes_async (CrmImporter *self, GBytes *bytes, const char *name,
    const CrmImportOptions *options, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean crm_importer_load_finish (CrmImporter *self, GAsyncResult *result, GError **error);

/* What was found out; all owned by self. */
const char *crm_importer_get_name (CrmImporter *self);
const char *crm_importer_get_format (CrmImporter *self);  /* "csv", "vcard", "ics", "json" */
const char *crm_importer_get_entity (CrmImporter *self);  /* NULL for a whole book */
const char *crm_importer_get_charset (CrmImporter *self); /* as in crm_charset_list () */
const char *crm_importer_get_layout (CrmImporter *self);  /* "google", "outlook" …; NULL when unknown */
char crm_importer_get_delimiter (CrmImporter *self);      /* '\0' when not a table */
gboolean crm_importer_has_header (CrmImporter *self);
gboolean crm_importer_is_remembered (CrmImporter *self); /* the mapping was used before */
/* Why the mapping as it is cannot be imported ("no column has names"); NULL when it can. */
const char *crm_importer_get_problem (CrmImporter *self);

/* Columns. Cards have fixed ones (name, phones …) that cannot be mapped, a book has none. */
guint crm_importer_get_n_columns (CrmImporter *self);
gboolean crm_importer_can_map (CrmImporter *self);
const char *crm_importer_get_heading (CrmImporter *self, guint column);
/* Cell of the first records; NULL behind the last (at most 500). */
const char *crm_importer_get_sample (CrmImporter *self, guint column, guint record);
/* What the column becomes: name of a field ("name", "phone", "first_name", "x_3" …), "own" for a new own field called
 * crm_importer_get_own_label (), or NULL: left out. */
const char *crm_importer_get_mapping (CrmImporter *self, guint column);
gboolean crm_importer_is_guessed (CrmImporter *self, guint column); /* by content only: worth a look */
const char *crm_importer_get_own_label (CrmImporter *self, guint column);
CrmKind crm_importer_get_own_kind (CrmImporter *self, guint column);
/* Fields to choose from: names, NULL-terminated, without "own". Owned by self. */
const char *const *crm_importer_get_targets (CrmImporter *self);
/* Translated label of a target, for choosing. Owned by self or static. */
const char *crm_importer_get_target_label (CrmImporter *self, const char *target);
/* field: one of the targets, "own", or NULL to leave the column out. INVALID when unknown. Drops a plan and repairs. */
gboolean crm_importer_set_mapping (CrmImporter *self, guint column, const char *field, GError **error);
/* Name of the new own field; NULL: the heading. */
void crm_importer_set_own_label (CrmImporter *self, guint column, const char *label);
/* Kind of the new own field; one of crm_kind_is_own_allowed (). Cells that are none of it become faults. */
void crm_importer_set_own_kind (CrmImporter *self, guint column, CrmKind kind);
/* How dates of a column are written. */
void crm_importer_set_date_order (CrmImporter *self, guint column, CrmDateOrder order);
/* "COLUMN=FIELD": heading or number (1 first); an empty FIELD leaves the column out, "own" or "own:LABEL" makes an own field. */
gboolean crm_importer_map (CrmImporter *self, const char *term, GError **error);

/* Names of clients, employees, products, stages and so on that a table of deals or products has and the book has not: their rows are
 * faulty unless one of these says otherwise. The answers are remembered with the mapping. Plan again to see what comes of them. */

/* target: name or uid of the record meant by CRM_IMPORT_ANSWER_TAKE, else NULL. */
void crm_importer_set_answer (
    CrmImporter *self, const char *entity, const char *value, CrmImportAnswer answer, const char *target);
/* target (nullable) gets the record taken instead; owned by self. */
CrmImportAnswer crm_importer_get_answer (
    CrmImporter *self, const char *entity, const char *value, const char **target);
/* "stage,client": what is missing of these is made. INVALID for what cannot be made of a name. Not remembered. */
gboolean crm_importer_make (CrmImporter *self, const char *entities, GError **error);
/* "stage:Prospecting=New request"; nothing behind the sign leaves the field empty. */
gboolean crm_importer_name (CrmImporter *self, const char *term, GError **error);

/* Tells how far a plan or run is; in the thread that called, done and total in records. */
typedef void (*CrmImportProgress) (guint done, guint total, gpointer data);

/* Compares the whole file with the book and writes nothing. */
CrmImportPlan *crm_importer_plan_sync (CrmImporter *self, GCancellable *cancellable, GError **error);
void crm_importer_plan_async (CrmImporter *self, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmImportPlan *crm_importer_plan_finish (CrmImporter *self, GAsyncResult *result, GError **error);

/* The cells of a record as they are now, repairs included; NULL-terminated, crm_importer_get_n_columns () of them. Caller owns. */
char **crm_importer_dup_cells (CrmImporter *self, guint record);
/* Repairs a cell; kept until the next load. Plan again, or judge one record, to see what comes of it. */
void crm_importer_set_cell (CrmImporter *self, guint record, guint column, const char *text);
/* Why the record cannot be read, NULL when it can. Quick: looks at the record only. Caller owns. */
char *crm_importer_dup_fault (CrmImporter *self, guint record);

/* Writes everything as one operation ("Import of NAME"); an error or a cancel leaves the book as it was. No plan is needed first.
 * NULL: failed. */
CrmImportResult *crm_importer_run_sync (CrmImporter *self, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GError **error);
void crm_importer_run_async (CrmImporter *self, CrmImportProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmImportResult *crm_importer_run_finish (CrmImporter *self, GAsyncResult *result, GError **error);

/* The faulty records of a plan as CSV with the file's columns and two more in front: line and reason. Blocking. */
gboolean crm_importer_save_faulty (CrmImporter *self, CrmImportPlan *plan, GFile *file, GError **error);
