/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-time.h"
#include "base/crm-value.h"
#include "store/crm-field.h"

/* One cell of a table made a typed value. Pure functions, any thread. Errors are CRM_STORE_ERROR_INVALID with the
 * reason as a sentence. */

/* How the cells of one column are to be read. */
typedef struct
{
  CrmDateOrder date_order; /* UNKNOWN: a date that can be read both ways is an error */
  char decimal_sign;       /* '.', ',' or 0 when it decides itself cell by cell */
  const char *currency;    /* of amounts that name none; not owned */
  GTimeZone *zone;         /* of instants that name none; not owned, NULL: UTC */
  guint digits;            /* decimals a DECIMAL keeps */
} CrmImportReading;

/* The cell without blanks around it (no-break and zero-width ones too) and Excel's ="…" around it; texts that stand
 * for nothing ("NULL", "N/A", "-") become "". Never NULL. Caller owns. */
char *crm_import_value_clean (const char *cell);

/* All phones of a cell, as typed: several are separated by , ; / or line ends. Empty for an empty cell; NULL with an
 * error when there is text without a number, or a number that a spreadsheet rounded. Caller owns. */
GStrv crm_import_value_phones (const char *cell, GError **error);

/* TRUE for 3.80671E+11: a spreadsheet rounded the number, its last digits are lost. */
gboolean crm_import_value_is_rounded (const char *text);

/* All e-mail addresses of a cell: "a@b", "Name <a@b>", several separated by , ; or blanks. Caller owns. */
GStrv crm_import_value_emails (const char *cell, GError **error);

/* A web address as typed; NULL for an empty cell (no error) or one that is none (error). Caller owns. */
char *crm_import_value_url (const char *cell, GError **error);

/* yes/no in the four languages, 1/0, true/false, x. */
gboolean crm_import_value_boolean (const char *cell, gboolean *value);

/* The parts of a cell with several values, separated by , ; | or " ::: ". Caller owns. */
GStrv crm_import_value_split (const char *cell);

/* Reads a cell as kind into value (cleared first; NULL for an empty cell). Kinds that link to records give the text.
 * Phones and e-mails: the cell must hold one. */
gboolean crm_import_value_read (
    CrmKind kind, const char *cell, const CrmImportReading *reading, CrmValue *value, GError **error);

/* What a cell looks like, for guessing what a column is. */
typedef enum
{
  CRM_IMPORT_LOOK_EMPTY,
  CRM_IMPORT_LOOK_EMAIL,
  CRM_IMPORT_LOOK_URL,
  CRM_IMPORT_LOOK_DATE,
  CRM_IMPORT_LOOK_PHONE,   /* with a plus, brackets or dashes */
  CRM_IMPORT_LOOK_BOOLEAN, /* words, not 1 and 0 */
  CRM_IMPORT_LOOK_INTEGER,
  CRM_IMPORT_LOOK_REAL,
  CRM_IMPORT_LOOK_MONEY,  /* with a currency */
  CRM_IMPORT_LOOK_PERSON, /* two to four capitalised words */
  CRM_IMPORT_LOOK_TEXT,
  CRM_IMPORT_N_LOOKS
} CrmImportLook;

CrmImportLook crm_import_value_look (const char *cell);
