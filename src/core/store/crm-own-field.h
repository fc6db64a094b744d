/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* Hooks of the entity own_field: its checks, and the column that comes with a new one. In a write function. */
gboolean crm_own_field_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error);
gboolean crm_own_field_inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error);
