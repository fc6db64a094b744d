/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/crm-db.h"

/* Brings a book to the newest schema: numbered files of the program's resources, one transaction each, recorded with
 * checksum. An existing book is backed up first ("NAME.before-NNNN-DATE.backup", three kept). Refuses while another
 * process has the book open, and refuses a newer book untouched (CRM_DB_ERROR_TOO_NEW). Call on the writer's thread with the
 * shared lock not yet taken. */
gboolean crm_db_migrate (CrmDb *db, GError **error);
/* Only looks: FALSE with TOO_NEW for a book of a newer program. */
gboolean crm_db_migrator_check (CrmDb *db, GError **error);

/* Newest schema number this program knows. */
int crm_db_migrator_get_newest (void);

/* Portable statements as they are written in the numbered files (%RECORD%, %BLOB% …), for this driver. Caller owns. */
char *crm_db_migrator_dup_statements (CrmDb *db, const char *portable);

/* The DDL of a fresh book as text, for "schema --sql". Caller owns. */
char *crm_db_migrator_dup_sql (CrmDb *db);
