/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client.h"

/* Rules the business chooses to keep lead, contact and customer apart (A37 to A40). In a write function. A rule only moves a client forward:
 * lead, contact, customer. */

/* Sets status and reason of a client being added, by the rules for event "client"; without one the status is "lead". */
gboolean crm_status_rule_apply_to_new (CrmTransaction *tx, CrmValues *values, GError **error);
/* Applies the rules for an event ("note", "call") to the client of the record being written. */
gboolean crm_status_rule_apply (
    CrmTransaction *tx, const char *event, gint64 client_id, CrmValues *record, GError **error);
