/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-csv-table.h"
#include "import/crm-import-value.h"

/* What each column of a table is for. Proposed from headings and content; a person may change it column by column.
 * Plain data, used by one thread at a time. */
typedef struct
{
  const char *target; /* see crm-import-names.h; NULL: an own field (own) or not imported. Static. */
  const char *
      label; /* of phones, e-mails, web pages: "mobile", "work", "home", "fax" … NULL when unknown. Static. */
  const char *
      group; /* which postal address the column belongs to: "home", "work", "billing" …, "" for the only one */
  int label_of;     /* target "label": column of the value, else -1 */
  gboolean own;     /* proposed as an own field, named by the heading, of own_kind */
  gboolean ignored; /* not imported at all, by choice or because it is of use to the other program only */
  gboolean guessed; /* by content only: worth a look */
  CrmKind own_kind;
  CrmDateOrder date_order;
  char decimal_sign;
} CrmImportColumn;

typedef struct
{
  CrmImportColumn *columns;
  guint n_columns;
  const char
      *layout; /* "google", "outlook", "thunderbird", "salesforce", "chatwoot", "clientele"; NULL: unknown */
  gboolean companies; /* the records are companies, not persons */
  const char *entity; /* "client", or NULL: the table is of something else */
  char *problem;      /* why nothing can be imported, as a sentence; NULL when all is well */
} CrmImportMapping;

/* Reads the whole table once to settle how dates and decimals are written. Caller owns. */
CrmImportMapping *crm_import_mapping_propose (CrmCsvTable *table);
CrmImportMapping *crm_import_mapping_copy (const CrmImportMapping *self);
void crm_import_mapping_free (CrmImportMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportMapping, crm_import_mapping_free)

/* Sets the target of a column by name: a target, "own" for an own field, NULL to leave the column out. FALSE for an
 * unknown target. Checks the whole again: entity and problem may change. */
gboolean crm_import_mapping_set (
    CrmImportMapping *self, CrmCsvTable *table, guint column, const char *target);

/* Fields a column can be mapped to, NULL-terminated. Static. */
const char *const *crm_import_mapping_targets (void);

/* TRUE when several columns may have this target and all their values are kept. */
gboolean crm_import_target_is_multiple (const char *target);
