/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* The right to be the one program that keeps a book in step with something outside ("calendar", "contacts", "channels"): a lock on a file of the user's
 * session. A file descriptor, which the caller closes to give it up; -1 while another program has it. */
int crm_lease_take (CrmStore *store, const char *what);
