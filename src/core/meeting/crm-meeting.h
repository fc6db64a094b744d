/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Something in the calendar, with a place and participants: so far what other records hang on. */
enum
{
  CRM_MEETING_TITLE,
  CRM_MEETING_CLIENTS, /* links */
  CRM_MEETING_STARTS_AT,
  CRM_MEETING_ENDS_AT,
  CRM_MEETING_ZONE, /* the zone it keeps */
  CRM_MEETING_PLACE,
  CRM_MEETING_STATE, /* "planned", "held", "cancelled", "missed" */
  CRM_MEETING_TEXT,
  CRM_MEETING_DEAL,
  CRM_MEETING_OWNER,
  CRM_MEETING_N_FIELDS
};
extern const CrmEntityInfo crm_meeting_entity;
