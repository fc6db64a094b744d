/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal.h"
#include "store/crm-activity-line.h"

/* Between the files of the deal; all in the writer's thread. */

/* The first move of a deal that was inserted; the move a changed stage or state makes. */
gboolean crm_deal_open_history (CrmTransaction *tx, gint64 deal, CrmValues *values, GError **error);
gboolean crm_deal_extend_history (
    CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);
/* Writes the timeline lines of all moves of a deal anew. */
gboolean crm_deal_rewrite_moves (CrmTransaction *tx, gint64 deal, GError **error);
/* Writes the name a stage has now into the timeline lines of all moves to it and from it. */
gboolean crm_deal_rename_moves (CrmTransaction *tx, gint64 stage, GError **error);
gboolean crm_deal_move_describe (
    CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients);

/* The amount becomes the sum of the lines, unless it was typed. */
gboolean crm_deal_follow_lines (CrmTransaction *tx, gint64 deal, GError **error);

/* deal_figures. */
gboolean crm_deal_refresh (CrmTransaction *tx, gint64 id, GError **error);
gboolean crm_deal_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);

/* Sums of lines, and until when a move lasts. */
gboolean crm_deal_line_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
gboolean crm_deal_move_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
