/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-phone.h"

#define CRM_TYPE_EDS_PHONE_FORMAT (crm_eds_phone_format_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsPhoneFormat, crm_eds_phone_format, CRM, EDS_PHONE_FORMAT, CrmPhoneFormat)

CrmPhoneFormat *crm_eds_phone_format_new (void);
