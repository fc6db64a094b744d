/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* Hooks of the entity own_entity: its checks, and the table that comes with a new one. In a write function. */
gboolean crm_own_entity_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error);
gboolean crm_own_entity_inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error);
gboolean crm_own_entity_written (
    CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error);

/* 7 of "u_7"; 0 for what is no name of an own entity, NULL too. */
gint64 crm_own_entity_get_id (const char *name);
