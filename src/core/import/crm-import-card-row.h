/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card.h"
#include "import/crm-import-row.h"

/* A visiting card as a client. Pure functions, any thread. */

/* What of a card is shown, and can be repaired, as cells. */
enum
{
  CRM_IMPORT_CARD_NAME,
  CRM_IMPORT_CARD_COMPANY,
  CRM_IMPORT_CARD_POSITION,
  CRM_IMPORT_CARD_PHONES, /* separated by ";" */
  CRM_IMPORT_CARD_EMAILS,
  CRM_IMPORT_CARD_BIRTHDAY,
  CRM_IMPORT_N_CARD_COLUMNS
};
/* Translated, static. */
const char *crm_import_card_column_get_label (guint column);
/* Caller owns. */
char **crm_import_card_dup_cells (const CrmCard *card);

/* cells: what a person wrote instead of the card's, NULL for none. Caller owns. */
CrmImportRow *crm_import_card_row_new (const CrmCard *card, char **cells);
