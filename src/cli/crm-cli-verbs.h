/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-cli.h"

/* The table of verbs: one line a verb, defined in crm-cli-<verb>.c as crm_cli_<verb>_verb. */
/* clang-format off */
#define CRM_CLI_VERBS(VERB) \
  VERB (list) \
  VERB (count) \
  VERB (show) \
  VERB (add) \
  VERB (set) \
  VERB (delete) \
  VERB (deal) \
  VERB (task) \
  VERB (sequence) \
  VERB (meeting) \
  VERB (template) \
  VERB (send) \
  VERB (outbox) \
  VERB (segment) \
  VERB (campaign) \
  VERB (duplicates) \
  VERB (merge) \
  VERB (person_data) \
  VERB (erase) \
  VERB (today) \
  VERB (agenda) \
  VERB (calendars) \
  VERB (sync) \
  VERB (timeline) \
  VERB (search) \
  VERB (undo) \
  VERB (redo) \
  VERB (history) \
  VERB (backup) \
  VERB (restore) \
  VERB (check) \
  VERB (schema) \
  VERB (provider) \
  VERB (secret) \
  VERB (import) \
  VERB (export) \
  VERB (demo)
/* clang-format on */

#define CRM_CLI_DECLARE_VERB(verb) extern const CrmCliVerb crm_cli_##verb##_verb;
CRM_CLI_VERBS (CRM_CLI_DECLARE_VERB)
