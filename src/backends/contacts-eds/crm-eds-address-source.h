/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-address-source.h"

#define CRM_TYPE_EDS_ADDRESS_SOURCE (crm_eds_address_source_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsAddressSource, crm_eds_address_source, CRM, EDS_ADDRESS_SOURCE, CrmAddressSource)

/* patience_ms: how long the service is waited for before it counts as absent. */
CrmAddressSource *crm_eds_address_source_new (guint patience_ms);
