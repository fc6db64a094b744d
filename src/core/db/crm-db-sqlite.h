/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/crm-db.h"

/* A connection to one file. */
CrmDb *crm_db_sqlite_new (void);
