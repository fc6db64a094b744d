/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-phone.h"
#include "import/crm-address-source.h"
#include "import/crm-card-format.h"

/* What the module offers to crm-backends.c, which looks for this one symbol. */
typedef struct
{
  CrmPhoneFormat *(*phone_format_new) (void);
  CrmCardFormat *(*card_format_new) (void);
  CrmAddressSource *(*address_source_new) (guint patience_ms);
} CrmEdsModule;

#define CRM_EDS_MODULE_SYMBOL "crm_eds_module"
extern const CrmEdsModule crm_eds_module;
