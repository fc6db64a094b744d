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
  CRM_USER_PHONE,
  CRM_USER_HOURS, /* when they work, see base/crm-hours.h; empty: as the book says */
  CRM_USER_N_FIELDS
};
extern const CrmEntityInfo crm_user_entity;

/* Days somebody is away (A92). */
enum
{
  CRM_LEAVE_USER, /* owned by it */
  CRM_LEAVE_KIND, /* "vacation", "sick", "trip", "other" */
  CRM_LEAVE_STARTS_ON,
  CRM_LEAVE_ENDS_ON, /* inclusive; the first day when it is not given */
  CRM_LEAVE_NOTE,
  CRM_LEAVE_N_FIELDS
};
extern const CrmEntityInfo crm_leave_entity;
