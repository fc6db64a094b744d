/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Note and call: records made by hand. Both share the fields of context (A132 to A142). */
enum
{
  CRM_NOTE_CLIENT,
  CRM_NOTE_AT,
  CRM_NOTE_TITLE,
  CRM_NOTE_TEXT, /* body */
  CRM_NOTE_PINNED,
  CRM_NOTE_AUTHOR, /* link to user */
  CRM_NOTE_DEAL,
  CRM_NOTE_TASK,
  CRM_NOTE_TRIGGER_ENTITY, /* what led to it */
  CRM_NOTE_TRIGGER,        /* its id */
  CRM_NOTE_PLACE,          /* where (A138) */
  CRM_NOTE_RULE,           /* option list "rule" */
  CRM_NOTE_RESULT,         /* option list "result" */
  CRM_NOTE_OFF_RECORD,     /* boolean: not for the record (A133) */
  CRM_NOTE_N_FIELDS
};
extern const CrmEntityInfo crm_note_entity;

enum
{
  CRM_CALL_CLIENT,
  CRM_CALL_AT,
  CRM_CALL_DIRECTION, /* "in", "out" */
  CRM_CALL_DURATION,  /* seconds */
  CRM_CALL_OUTCOME,   /* choice: answered no-answer busy interested not-interested call-back agreed */
  CRM_CALL_TEXT,      /* body */
  CRM_CALL_PINNED,
  CRM_CALL_AUTHOR,
  CRM_CALL_DEAL,
  CRM_CALL_TASK,
  CRM_CALL_TRIGGER_ENTITY,
  CRM_CALL_TRIGGER,
  CRM_CALL_PLACE, /* where the called person was */
  CRM_CALL_RULE,
  CRM_CALL_RESULT,
  CRM_CALL_OFF_RECORD,
  CRM_CALL_PHONE, /* the number, when known */
  CRM_CALL_N_FIELDS
};
extern const CrmEntityInfo crm_call_entity;
