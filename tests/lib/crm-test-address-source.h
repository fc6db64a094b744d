/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-address-source.h"

/* Address books that a test makes up; answers when the test says so. Main thread. */
#define CRM_TYPE_TEST_ADDRESS_SOURCE (crm_test_address_source_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmTestAddressSource, crm_test_address_source, CRM, TEST_ADDRESS_SOURCE, CrmAddressSource)

CrmTestAddressSource *crm_test_address_source_new (void);
/* cards: text of a vCard file. The id is the name. */
void crm_test_address_source_add (
    CrmTestAddressSource *self, const char *name, int n_contacts, const char *cards);
/* The sentence that every question from now on is answered with; NULL: with what was added. */
void crm_test_address_source_fail (CrmTestAddressSource *self, const char *sentence);
/* Holds answers back until they are let go, or a cancel ends them. */
void crm_test_address_source_hold (CrmTestAddressSource *self);
void crm_test_address_source_release (CrmTestAddressSource *self);
/* Questions that wait. */
guint crm_test_address_source_get_n_waiting (CrmTestAddressSource *self);
