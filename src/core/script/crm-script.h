/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What to say and ask at a stage or to a kind of client (A94 to A99). */
enum
{
  CRM_SCRIPT_NAME,
  CRM_SCRIPT_STAGE,         /* empty: any */
  CRM_SCRIPT_CLIENT_KIND,   /* "person", "company" or empty */
  CRM_SCRIPT_CLIENT_STATUS, /* "lead", "contact", "customer" or empty */
  CRM_SCRIPT_ADVICE,        /* long */
  CRM_SCRIPT_ACTIVE,
  CRM_SCRIPT_POSITION,
  CRM_SCRIPT_N_FIELDS
};
extern const CrmEntityInfo crm_script_entity;

enum
{
  CRM_SCRIPT_QUESTION_SCRIPT, /* owned by it */
  CRM_SCRIPT_QUESTION_QUESTION,
  CRM_SCRIPT_QUESTION_ANSWER,  /* "yes-no" "text" "choice" "date" */
  CRM_SCRIPT_QUESTION_CHOICES, /* words separated by newline */
  CRM_SCRIPT_QUESTION_TARGET, /* "client.city", "deal.x_3": where the answer goes; empty: into the text of the call */
  CRM_SCRIPT_QUESTION_STEP, /* kind of the next step that a "yes" or a date plans: "call" "letter" "meeting" "todo" or empty */
  CRM_SCRIPT_QUESTION_POSITION,
  CRM_SCRIPT_QUESTION_AFTER_QUESTION, /* of the same script: asked only when that one was answered; empty: always */
  CRM_SCRIPT_QUESTION_AFTER_ANSWER, /* in crm_script_answer ()'s spelling: and answered like this; empty: with anything */
  CRM_SCRIPT_QUESTION_N_FIELDS
};
extern const CrmEntityInfo crm_script_question_entity;

/* The script that fits a client (and deal, 0 none) best: that of the stage first, then that of status and kind; with its questions in order (CrmRow
 * *). NULL without error when none fits. Any transaction. */
CrmRow *crm_script_find (
    CrmTransaction *tx, gint64 client, gint64 deal, GPtrArray **questions, GError **error);
/* The answers a question can be given, to tell them apart: "yes" and "no", or its choices; empty for text and dates. Caller owns. Any thread. */
char **crm_script_list_answers (const CrmRow *question);
/* Whether the question at a place is asked, as the answers so far are (one a question, "" none). One that was to come after a question which is
 * gone is asked. Any thread. */
gboolean crm_script_is_asked (GPtrArray *questions, const char *const *answers, guint place);
/* TRUE when answers of a kind ("yes-no", "text", "choice", "date") can go into the field; choices as in the question, nullable. Any thread. */
gboolean crm_script_can_hold (const CrmField *field, const char *answer, const char *choices);
/* In a write function: puts an answer ("yes" or "no", a date "YYYY-MM-DD", a choice or text; empty: nothing happens) where the question says. Returns what stays for the text of the call ("Question: answer"; caller owns), or
 * NULL when it went into a field or became a step; error tells failure. */
char *crm_script_answer (CrmTransaction *tx, const CrmRow *question, gint64 client, gint64 deal,
    const char *answer, GError **error);
