/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-cli.h"

/* One record as a whole on stdout: a line a field that is not empty, or as JSON an array of one object. archived FALSE
 * refuses an archived one. */
gboolean crm_cli_print_record (CrmCli *cli, gint64 id, gboolean archived, GError **error);

/* By what words history calls an edit of a record: "Client “Anna” changed". Error NOT_FOUND when there is none. Caller owns. */
char *crm_cli_name_edit (CrmCli *cli, CrmEdit edit, gint64 id, GError **error);

/* What a record is called in the names of other operations: "client “Anna”". Error NOT_FOUND when there is none. Caller owns. */
char *crm_cli_dup_record_name (CrmCli *cli, gint64 id, GError **error);
