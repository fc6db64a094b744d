/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-cli.h"

/* The number of a record given by its number or exact name; FALSE with a sentence when there is none or several. */
gboolean crm_cli_find_named (CrmCli *cli, const char *entity, const char *name, gint64 *id, GError **error);
