/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Some companies of the demonstration book supply its products or carry its goods, with a saved list of each. In a write function. */
gboolean crm_demo_write_partners (CrmTransaction *tx, GError **error);
