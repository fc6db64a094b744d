/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Copies of a book that lie beside it: one a day, and those from before a migration or a restore. All of these block; any thread. */

/* What a backup holds. */
typedef struct
{
  gint64 clients;    /* not archived */
  gint64 changed_at; /* µs: the last operation in it; 0 none */
} CrmBackupInfo;

/* Paths (char *) of the copies beside a book, the newest first. Caller owns. */
GPtrArray *crm_backups_list (const char *book);
/* FALSE when it is no book that this program can open. */
gboolean crm_backups_look (const char *backup, CrmBackupInfo *info, GError **error);
/* Writes the copy of the day when there is none yet and the book has changed since the last one, and removes the oldest but a few. */
gboolean crm_backups_make_daily (const char *book, GError **error);
/* Puts a copy of a backup in the place of a book that cannot be opened any more. kept: path of what was there (caller owns). Fails, and
 * changes nothing, when the backup is not whole or another program has the book open. */
gboolean crm_backups_replace_damaged (const char *book, const char *backup, char **kept, GError **error);
/* Whether a file that cannot be read was a book once. */
gboolean crm_backups_was_book (const char *book);
