/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card-format.h"

#define CRM_TYPE_EDS_CARD_FORMAT (crm_eds_card_format_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsCardFormat, crm_eds_card_format, CRM, EDS_CARD_FORMAT, CrmCardFormat)

CrmCardFormat *crm_eds_card_format_new (void);
