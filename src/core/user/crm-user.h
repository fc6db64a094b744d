/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* An employee of the business: owner of records, author of activities. One is made from the desktop account. */
enum
{
  CRM_USER_NAME,
  CRM_USER_LOGIN,
  CRM_USER_EMAIL,
  CRM_USER_ACTIVE,
  CRM_USER_N_FIELDS
};
extern const CrmEntityInfo crm_user_entity;
