/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A sale under way: so far what other records hang on. */
enum
{
  CRM_DEAL_TITLE,
  CRM_DEAL_CLIENT,
  CRM_DEAL_AMOUNT,
  CRM_DEAL_STATE, /* "open", "won", "lost" */
  CRM_DEAL_SOURCE,
  CRM_DEAL_EXPECTED_CLOSE,
  CRM_DEAL_CLOSED_AT,
  CRM_DEAL_OWNER,
  CRM_DEAL_TAGS,
  CRM_DEAL_N_FIELDS
};
extern const CrmEntityInfo crm_deal_entity;
