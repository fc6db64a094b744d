/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-board.h"

/* What standing in a lane means for a deal. Any thread. */

/* Sets what a lane stands for: its stage, the month of the expected close (the same day of it, else its last), the owner, the source, the
 * word of an own field. row: the deal as it is, NULL for a new one. field: of the lane, nullable. FALSE with error when the own field is gone. */
gboolean crm_deal_fields_set_lane (CrmValues *values, const CrmRow *row, CrmBoardGroup group,
    const char *field, gint64 id, const char *key, GError **error);
/* The day of a month ("2026-11") that corresponds to date (nullable: the last one). Caller owns. */
char *crm_deal_fields_dup_day (const char *month, const char *date);
