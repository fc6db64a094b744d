/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-entity.h"

/* Clients as the command line lists them in JSON. Any thread. */

/* The same as a table whose headings are names of fields; NULL without error: the text is something else. Fails for a list of other
 * records, which says by numbers of this book only what belongs together. client: the entity. Caller owns. */
char *crm_import_list_dup_table (const char *text, CrmEntity *client, GError **error);
