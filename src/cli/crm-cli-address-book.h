/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The contacts of an address book of the desktop as vCards. name: its name or id; empty takes the only one with contacts. full_name: what
 * it is called; owned by the caller, as the result is. */
GBytes *crm_cli_read_address_book (const char *name, char **full_name, GError **error);
