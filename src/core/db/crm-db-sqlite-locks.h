/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Before the first connection of the process: locks of the shared memory stay when another part of the process closes its file. Any
 * thread. */
void crm_db_sqlite_keep_locks (void);

/* Keeps the book locked as a reader of SQLite's does, or gives that up. fd: of the book, opened when it is -1; the caller closes it, after
 * the connection. Any thread. */
void crm_db_sqlite_guard (int *fd, const char *path, gboolean held);
