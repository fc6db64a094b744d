/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-row.h"

/* A row to be filled before it is handed out. */
CrmRow *crm_row_new (CrmEntity *entity);
