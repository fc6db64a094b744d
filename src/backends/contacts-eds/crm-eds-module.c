/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contacts-eds/crm-eds-module.h"

#include "contacts-eds/crm-eds-address-source.h"
#include "contacts-eds/crm-eds-card-format.h"
#include "contacts-eds/crm-eds-phone-format.h"

/* The door of the module that links evolution-data-server. Owns nothing; usable from any thread. */

const CrmEdsModule crm_eds_module = { crm_eds_phone_format_new, crm_eds_card_format_new,
  crm_eds_address_source_new };
