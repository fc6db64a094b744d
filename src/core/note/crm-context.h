/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n-lib.h>

#include "store/crm-field.h"

/* The five questions a communication answers (with whom, when, where, why, with what result; A132 to A142), the same in note and
 * call: fields from AUTHOR on, by designated index. */
#define CRM_CONTEXT_FIELDS(P) \
  [P##_PINNED] = { "pinned", N_ ("Pinned"), CRM_KIND_BOOLEAN }, \
  [P##_AUTHOR] = { "author", N_ ("Author"), CRM_KIND_LINK, 0, .target = "user" }, \
  [P##_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK, 0, .target = "deal" }, \
  [P##_TASK] = { "task", N_ ("Task"), CRM_KIND_LINK, 0, .target = "task" }, \
  [P##_TRIGGER_ENTITY] = { "trigger_entity", N_ ("Follows up"), CRM_KIND_TEXT, \
    CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN }, \
  [P##_TRIGGER] = { "trigger", N_ ("Follow-up of"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN }, \
  [P##_PLACE] = { "place", N_ ("Place"), CRM_KIND_PLACE }, \
  [P##_RULE] = { "rule", N_ ("Rule"), CRM_KIND_OPTION, 0, .target = "rule" }, \
  [P##_RESULT] = { "result", N_ ("Result"), CRM_KIND_OPTION, 0, .target = "result" }, \
  [P##_OFF_RECORD] = { "off_record", N_ ("Not for the record"), CRM_KIND_BOOLEAN }
