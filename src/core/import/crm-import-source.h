/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-event.h"
#include "import/crm-card-format.h"
#include "import/crm-import-plan.h"
#include "import/crm-import-row.h"

/* What a column of another entity than client can be besides a field. */
enum
{
  CRM_IMPORT_FIELD_NONE = -1,
  CRM_IMPORT_FIELD_UID = -2,          /* the record's uid */
  CRM_IMPORT_FIELD_PRODUCT = -3,      /* deal: product of its line */
  CRM_IMPORT_FIELD_PRICE = -4,        /* deal: of that line */
  CRM_IMPORT_FIELD_QUANTITY = -5,     /* deal: of that line */
  CRM_IMPORT_FIELD_CLOSE = -6,        /* deal: closed, or expected to close while it is open */
  CRM_IMPORT_FIELD_CURRENCY = -7,     /* deal: of its money */
  CRM_IMPORT_FIELD_DISCONTINUED = -8, /* product: not active */
};

/* What a person decided about a column beyond its target. */
typedef struct
{
  char *own_label; /* of the own field; NULL: the heading */
  int own_kind;    /* of an own field that is there already; -1: as proposed */
  int date_order;  /* -1: as found */
} CrmImportChoice;

/* What a person said about a name that the book does not have. */
typedef struct
{
  const char *entity; /* interned */
  char *value;        /* as in the file */
  CrmImportAnswer answer;
  char *target; /* name of the record to take instead; nullable */
} CrmImportSaid;

/* The records of one loaded file, table or cards, readable in any order and with repairs. Filled by the importer, then only read: a
 * plan or run works on a copy of its own (reference-counted, the text is shared). */
typedef struct
{
  char *name;         /* of the file */
  const char *format; /* static: "csv", "vcard", "ics", "json" */
  const char *entity; /* static or interned; NULL: whole book */
  char *charset;
  gboolean damaged;          /* csv: some bytes mean nothing in that encoding */
  CrmCsvTable *table;        /* csv */
  CrmImportMapping *mapping; /* csv */
  CrmImportChoice *choices;  /* csv: one a column */
  int *fields;         /* csv of another entity than client: field a column goes to, -1 for none; else NULL */
  GArray *records;     /* csv: where each record stands */
  GPtrArray *cards;    /* vcard: CrmCard *, shared */
  GPtrArray *events;   /* ics: CrmEventObject *, shared */
  GPtrArray *faults;   /* ics: char *, shared: records behind the last of events */
  GArray *fault_lines; /* ics: guint, shared */
  char *method;        /* ics: what the file asks for ("REQUEST"), nullable */
  char *calendar;      /* ics: name or id of the calendar they are to be kept in; NULL: in the book only */
  GBytes *text;        /* json, UTF-8 */
  GHashTable *repairs; /* record → GStrv; cells that replace those of the file */
  GHashTable *said;    /* "entity\x1ffolded value" → CrmImportSaid * */
  GHashTable *makes;   /* entities (interned) of which missing records are made */
  char *currency;
  GTimeZone *zone;
  gatomicrefcount ref_count;
} CrmImportSource;

CrmImportSource *crm_import_source_new (void);
void crm_import_source_unref (CrmImportSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportSource, crm_import_source_unref)
/* Mapping, choices and repairs are copied, the text is shared. Caller owns. */
CrmImportSource *crm_import_source_copy (CrmImportSource *self);

/* Finds where each record of the table stands; lets every choice be as found. */
void crm_import_source_take_table (CrmImportSource *self, CrmCsvTable *table, CrmImportMapping *mapping);
/* The mapping with the choices laid over it. */
void crm_import_source_settle (CrmImportSource *self);

guint crm_import_source_get_n_records (CrmImportSource *self);
guint crm_import_source_get_line (CrmImportSource *self, guint record);
guint crm_import_source_get_n_columns (CrmImportSource *self);
const char *crm_import_source_get_heading (CrmImportSource *self, guint column);
const char *crm_import_source_get_own_label (CrmImportSource *self, guint column);
/* A client's values. Caller owns. */
CrmImportRow *crm_import_source_read (CrmImportSource *self, guint record);
/* Cells as they are now. Caller owns. */
char **crm_import_source_dup_cells (CrmImportSource *self, guint record);
/* What a line has behind its last column, which makes it faulty. Caller owns. */
char **crm_import_source_dup_cells_beyond (CrmImportSource *self, guint record);
/* Why the cells of a record of a table cannot be told apart or read; NULL when they can. Caller owns. */
char *crm_import_source_dup_fault (CrmImportSource *self, guint record);
void crm_import_source_set_cell (CrmImportSource *self, guint record, guint column, const char *text);
/* Whether the record is a company, from a look at few cells; nothing is judged. */
gboolean crm_import_source_may_be_company (CrmImportSource *self, guint record);

/* Names the book does not have. target: of CRM_IMPORT_ANSWER_TAKE. */
void crm_import_source_answer (
    CrmImportSource *self, const char *entity, const char *value, CrmImportAnswer answer, const char *target);
void crm_import_source_copy_said (CrmImportSource *self, CrmImportSource *from);
const CrmImportSaid *crm_import_source_get_said (
    CrmImportSource *self, const char *entity, const char *value);
