/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Something to do by a time: so far what other records hang on. */
enum
{
  CRM_TASK_TITLE,
  CRM_TASK_CLIENT, /* owned by it */
  CRM_TASK_DEAL,
  CRM_TASK_DUE_ON,
  CRM_TASK_DUE_AT, /* when a time was given */
  CRM_TASK_DONE_AT,
  CRM_TASK_OWNER,
  CRM_TASK_N_FIELDS
};
extern const CrmEntityInfo crm_task_entity;
