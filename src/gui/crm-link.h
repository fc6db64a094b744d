/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-window.h"

/* Links to records of the book, as they are copied from a card or an entry: "clientele://note/UID". Main thread. */

gboolean crm_link_is_one (const char *uri);
/* For a record of an entity ("client", "note" …). Caller owns. */
char *crm_link_dup (const CrmRow *row);
/* Shows the record; an entry in its place in the history. Says so when this book has no such record. */
void crm_link_open (CrmWindow *window, const char *uri);
