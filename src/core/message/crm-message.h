/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A letter, SMS or chat line that came in or went out: so far what other records hang on. The client may be unknown. */
enum
{
  CRM_MESSAGE_CLIENT,
  CRM_MESSAGE_CHANNEL,   /* "mail", "sms", "chat" */
  CRM_MESSAGE_DIRECTION, /* "in", "out" */
  CRM_MESSAGE_AT,
  CRM_MESSAGE_ADDRESS, /* of the other side, as it came */
  CRM_MESSAGE_ADDRESS_MATCH,
  CRM_MESSAGE_SUBJECT,
  CRM_MESSAGE_TEXT,
  CRM_MESSAGE_DEAL,
  CRM_MESSAGE_N_FIELDS
};
extern const CrmEntityInfo crm_message_entity;
