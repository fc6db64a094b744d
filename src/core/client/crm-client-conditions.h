/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-relation.h"

/* What lists and segments may ask of a client besides its fields: what it bought, how much, its deals, meetings, messages, consent, answers, segments. */
#define CRM_CLIENT_N_CONDITIONS 11
extern const CrmRelation crm_client_conditions[CRM_CLIENT_N_CONDITIONS];
