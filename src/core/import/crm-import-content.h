/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-mapping.h"

/* What the cells of a column tell about it. Pure functions over the samples of a table, any thread. */

#define CRM_IMPORT_N_CHOICES 3

typedef struct
{
  guint n_filled;
  guint looks[CRM_IMPORT_N_LOOKS];
  guint n_with_at;                     /* cells with "@" */
  guint n_phone_digits;                /* cells with five digits or more */
  guint n_mostly_digits;               /* texts with more digits than letters */
  guint n_salutations;                 /* "Mr." */
  guint n_dates;                       /* cells that can be read as a date */
  guint n_words[CRM_IMPORT_N_CHOICES]; /* cells that kind, status and roles know */
} CrmImportContent;

CrmImportContent crm_import_content_measure (CrmCsvTable *table, guint column);

/* Which of kind, status and roles knows all the words of a column whose heading means target, one of them: "Type" is any of these. Any
 * other target stays. */
const char *crm_import_content_choose (const CrmImportContent *self, const char *target);
/* Whether the cells can be what the heading says; strictly: most of them must be. */
gboolean crm_import_content_agrees (const CrmImportContent *self, const char *target, gboolean strictly);

/* Target that the cells alone tell, static; NULL when they tell none. */
const char *crm_import_content_target (const CrmImportContent *self);

/* TRUE when the cells of name are those of first and last with a blank between. */
gboolean crm_import_content_are_parts (CrmCsvTable *table, guint name, guint first, guint last);

/* TRUE when no cell has more than one word. */
gboolean crm_import_content_single_words (CrmCsvTable *table, guint column);

/* TRUE when every cell is one word with a capital letter, and most of them are different: first or last names. */
gboolean crm_import_content_are_words (CrmCsvTable *table, guint column);

/* Reads the whole table: sets own, own_kind, date_order and decimal_sign of each column so that the cells can be read. */
void crm_import_content_settle (CrmImportMapping *mapping, CrmCsvTable *table);

/* The same for columns whose kinds are known already (CRM_N_KINDS: none): sets date_order and decimal_sign. */
void crm_import_content_settle_kinds (CrmImportMapping *mapping, CrmCsvTable *table, const CrmKind *kinds);
