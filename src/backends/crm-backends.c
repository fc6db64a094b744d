/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-backends.h"

#include "contacts-eds/crm-eds-address-source.h"
#include "contacts-eds/crm-eds-card-format.h"
#include "contacts-eds/crm-eds-phone-format.h"

/* Which outside system stands behind which abstract class of core. Owns nothing; usable from any thread. */

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
crm_backends_address_source (guint patience_ms)
{
  return crm_eds_address_source_new (patience_ms);
}
