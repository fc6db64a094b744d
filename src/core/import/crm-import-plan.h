/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* What an import would do, record by record, and what it did. Both are plain data made in a worker and then only read; the records point
 * into the importer they come from. */

/* Every record of a file has exactly one. */
typedef enum
{
  CRM_IMPORT_NEW,       /* a record is added */
  CRM_IMPORT_UPDATE,    /* a record of the book is the same one: its empty fields are filled */
  CRM_IMPORT_DUPLICATE, /* not written: all of it equals an earlier record of the file or a record of the book */
  CRM_IMPORT_FAULTY,    /* not written: something in it cannot be read */
  CRM_IMPORT_N_VERDICTS
} CrmImportVerdict;

typedef struct
{
  guint record; /* number in the file, 0 first: for crm_importer_dup_cells () and crm_importer_set_cell () */
  guint line;   /* of the file, 1 first */
  CrmImportVerdict verdict;
  gboolean likely; /* NEW, but another client has the same phone or e-mail: reason says which */
  char *reason;    /* a sentence; NULL for plain new ones */
} CrmImportItem;

/* A value of the file that was not taken because the record has another one. */
typedef struct
{
  guint line;
  char *field; /* as people read it */
  char *kept;  /* NULL: nothing, for what the file names is not in the book */
  char *offered;
} CrmImportDifference;

/* Two clients with the same phone or e-mail and other names. */
typedef struct
{
  guint line;
  gint64 a; /* the one that was there; 0 in a plan when it is new as well */
  gint64 b; /* the new one; 0 in a plan */
  char *reason;
} CrmImportPair;

/* What becomes of the rows with a name that nothing in the book has. */
typedef enum
{
  CRM_IMPORT_ANSWER_NONE,  /* not answered: they are faulty */
  CRM_IMPORT_ANSWER_MAKE,  /* a record of that name is made */
  CRM_IMPORT_ANSWER_TAKE,  /* another record is meant */
  CRM_IMPORT_ANSWER_EMPTY, /* the field stays empty */
} CrmImportAnswer;

/* How a name of the file came to a record that is not called exactly so. */
typedef enum
{
  CRM_IMPORT_NAME_MISSING, /* it did not: the rows are faulty */
  CRM_IMPORT_NAME_TAKEN,   /* the only record that is equal without blanks and punctuation */
  CRM_IMPORT_NAME_CHOSEN,  /* a person said so */
  CRM_IMPORT_NAME_STATE,   /* a word for won or lost: the pipeline's stage of that state */
  CRM_IMPORT_NAME_MADE,
  CRM_IMPORT_NAME_EMPTY,
  CRM_IMPORT_NAME_N_STATES
} CrmImportNameState;

/* One name, whatever number of rows has it. */
typedef struct
{
  const char *entity; /* interned: "client", "stage" … */
  char *value;        /* as in the file, first time */
  char *where;        /* of stages: name of their pipeline; nullable */
  CrmImportNameState state;
  char *title;     /* of the record; NULL for MISSING and EMPTY */
  int probability; /* per cent that a stage was made with; -1: not one */
  guint rows;
  guint line; /* first one */
} CrmImportName;

typedef struct
{
  GPtrArray *items[CRM_IMPORT_N_VERDICTS]; /* CrmImportItem *, by line; never NULL */
  guint n_likely;                          /* items of CRM_IMPORT_NEW with likely set */
  guint n_companies;      /* companies to be added because a person names them; no records of the file */
  GPtrArray *differences; /* CrmImportDifference * */
  GPtrArray *pairs;       /* CrmImportPair * */
  GPtrArray *names;       /* CrmImportName *, in order of appearance; of deals, products and employees only */
} CrmImportPlan;

#define CRM_TYPE_IMPORT_PLAN (crm_import_plan_get_type ())
GType crm_import_plan_get_type (void);
CrmImportPlan *crm_import_plan_ref (CrmImportPlan *self);
void crm_import_plan_unref (CrmImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportPlan, crm_import_plan_unref)

typedef struct
{
  guint created;
  guint updated;
  GPtrArray *duplicates;  /* CrmImportItem *, by line; owned by plan */
  GPtrArray *faulty;      /* the same */
  GPtrArray *differences; /* CrmImportDifference * */
  GPtrArray *pairs;       /* CrmImportPair *: with ids */
  gint64 operation;       /* for crm_store_undo_operation_async (); 0 when nothing was written */
  CrmImportPlan *plan;    /* what was done, with every item */
} CrmImportResult;

#define CRM_TYPE_IMPORT_RESULT (crm_import_result_get_type ())
GType crm_import_result_get_type (void);
CrmImportResult *crm_import_result_ref (CrmImportResult *self);
void crm_import_result_unref (CrmImportResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportResult, crm_import_result_unref)
