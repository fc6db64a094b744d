/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/crm-db-sqlite.h"

/* The functions of the index of long texts. */
void crm_db_sqlite_add_texts (CrmDbClass *klass);
