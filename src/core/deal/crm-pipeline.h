/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A process of selling, its stages in order, and the reasons for which deals are lost. */
enum
{
  CRM_PIPELINE_NAME,
  CRM_PIPELINE_MAIN, /* the one new deals take; exactly one has it */
  CRM_PIPELINE_POSITION,
  CRM_PIPELINE_N_FIELDS
};
extern const CrmEntityInfo crm_pipeline_entity;

enum
{
  CRM_STAGE_NAME,
  CRM_STAGE_PIPELINE, /* owned by it */
  CRM_STAGE_POSITION,
  CRM_STAGE_STATE,       /* "open"; "won": the sale ends here; "lost" */
  CRM_STAGE_PROBABILITY, /* per cent, 0 to 100 */
  CRM_STAGE_COLOR,       /* "blue" "green" "orange" "purple" "red" or empty */
  CRM_STAGE_ROT_DAYS,    /* days after which a deal without a planned step rots; empty: never */
  CRM_STAGE_REQUIRED,    /* names of the deal's fields, separated by blanks, that must be filled to enter */
  CRM_STAGE_N_FIELDS
};
extern const CrmEntityInfo crm_stage_entity;

enum
{
  CRM_LOST_REASON_NAME,
  CRM_LOST_REASON_POSITION,
  CRM_LOST_REASON_N_FIELDS
};
extern const CrmEntityInfo crm_lost_reason_entity;

/* In a write function: the main pipeline; makes one with five stages and the usual reasons of loss when the book has none, and puts
 * deals that stand in no stage into it. 0 with error. */
gint64 crm_pipeline_ensure (CrmTransaction *tx, GError **error);
/* Whether the book has no pipeline but the one crm_pipeline_ensure () makes, with its open stages as they were made, in which no deal ever stood;
 * closed ones that an import brought do not count. FALSE with error. Any transaction. */
gboolean crm_pipeline_is_untouched (CrmTransaction *tx, gboolean *untouched, GError **error);
/* The main pipeline without making one; 0 when there is none. Any transaction. */
gint64 crm_pipeline_get_main (CrmTransaction *tx);
/* First stage of a pipeline with the state (in order), 0 when there is none. Any transaction. */
gint64 crm_pipeline_find_stage (CrmTransaction *tx, gint64 pipeline, const char *state, GError **error);
/* A stage of the pipeline by number or name (folded); 0 with a sentence that lists the stages there are. */
gint64 crm_pipeline_resolve_stage (CrmTransaction *tx, gint64 pipeline, const char *text, GError **error);

/* In a write function: takes a stage away (archives it) after moving all its deals to another one; target 0 is allowed only when no
 * deal, not even a closed one, stands in it. The last open stage of a pipeline stays. */
gboolean crm_stage_remove (CrmTransaction *tx, gint64 stage, gint64 target, GError **error);
/* Deals that stand in the stage, whatever their state; -1 with error. Any transaction. */
gint64 crm_stage_count_deals (CrmTransaction *tx, gint64 stage, GError **error);
/* The same for a whole pipeline with its stages; target is a stage of another one. The last pipeline stays, and the mark of the main one goes on to the
 * next. */
gboolean crm_pipeline_remove (CrmTransaction *tx, gint64 pipeline, gint64 target, GError **error);
gint64 crm_pipeline_count_deals (CrmTransaction *tx, gint64 pipeline, GError **error);
/* In a write function: makes the order of the given stages theirs. */
gboolean crm_stage_set_order (CrmTransaction *tx, const gint64 *stages, guint n, GError **error);
/* Names of required fields that are empty in the row with the values on top (values may be NULL). The strings belong to the entity; caller
 * owns the array. Any thread. */
GPtrArray *crm_stage_list_missing (const char *required, const CrmRow *deal, CrmValues *values);

/* What is known of a stage from the moves of all deals (A65 to A67, A75). */
typedef struct
{
  gint64 stage;
  gint64 entered;     /* deals that ever stood in it */
  gint64 won;         /* of those, how many were won */
  gint64 lost;        /* of those, how many were lost, anywhere */
  gint64 lost_here;   /* lost while standing in it */
  gint64 skipped;     /* deals of the pipeline that passed it by: reached a later stage without it */
  gint64 median_time; /* µs that a deal stood in it; 0 unknown */
} CrmStageHistory;
/* One element a stage of the pipeline, in order. Any transaction. */
GArray *crm_pipeline_get_history (CrmTransaction *tx, gint64 pipeline, GError **error);
/* Sentences about a pipeline that is too long, stages that are called alike, never used or mostly passed by (A67); empty when all is well. Any
 * transaction. */
GPtrArray *crm_pipeline_get_advice (CrmTransaction *tx, gint64 pipeline, GError **error);
