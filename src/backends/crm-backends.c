/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-backends.h"

#include "contacts-eds/crm-eds-address-source.h"
#include "contacts-eds/crm-eds-card-format.h"
#include "contacts-eds/crm-eds-phone-format.h"

/* Which outside system stands behind which abstract class of core. Owns nothing; usable from any thread. */

/* A session that has just begun starts the service within a second or two. */
#define ADDRESS_PATIENCE_MS 10000

CrmPhoneFormat *
crm_backends_phone_format (void)
{
  return crm_eds_phone_format_new ();
}

CrmCardFormat *
crm_backends_card_format (void)
{
  return crm_eds_card_format_new ();
}

CrmAddressSource *
crm_backends_address_source (void)
{
  return crm_eds_address_source_new (ADDRESS_PATIENCE_MS);
}
