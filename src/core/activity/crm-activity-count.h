/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* How many notes and calls of a client, and of the people of a company, are for the record; -1 on error. Any transaction. */
gint64 crm_activity_count_entries (CrmTransaction *tx, gint64 client, GError **error);
