/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/crm-db-sqlite-locks.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <unistd.h>

/* A POSIX lock is gone as soon as anything in the process closes the file, and a file chooser looks into every file of a folder. Another
 * program then takes the book for abandoned: it empties the shared memory and deletes the log under the open window. So the locks of the
 * shared memory belong to the open file here, and a program that has the book open holds such a lock on the book as well. No state but
 * what SQLite was told once; any thread. */

#define PENDING_BYTE 0x40000000 /* SQLite's file format: where the locks of a database begin */
#define SHARED_FIRST (PENDING_BYTE + 2)
#define SHARED_SIZE 510

#ifdef F_OFD_SETLK

/* Those of the shared memory stand before the ones of the database, which is unlocked as a whole from 0 to 0. */
static gboolean
is_of_memory (const struct flock *lock)
{
  return lock->l_start < PENDING_BYTE && lock->l_len > 0;
}

/* SQLite's call for locks. */
static int
lock_open_file (int fd, int command, ...)
{
  va_list list;
  gpointer argument;

  va_start (list, command);
  argument = va_arg (list, gpointer);
  va_end (list);
  if ((command == F_SETLK || command == F_GETLK) && is_of_memory (argument))
    {
      ((struct flock *)argument)->l_pid = 0;
      command = command == F_SETLK ? F_OFD_SETLK : F_OFD_GETLK;
    }
  return fcntl (fd, command, argument);
}

void
crm_db_sqlite_keep_locks (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      sqlite3_vfs *vfs;

      sqlite3_initialize ();
      vfs = sqlite3_vfs_find (NULL);
      if (vfs && vfs->iVersion >= 3)
        vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr)lock_open_file);
      g_once_init_leave (&once, 1);
    }
}

/* A file system without such locks is as safe as it was. */
void
crm_db_sqlite_guard (int *fd, const char *path, gboolean held)
{
  struct flock lock = {
    .l_type = held ? F_RDLCK : F_UNLCK, .l_whence = SEEK_SET, .l_start = SHARED_FIRST, .l_len = SHARED_SIZE
  };

  if (*fd < 0 && held)
    *fd = open (path, O_RDONLY | O_CLOEXEC);
  if (*fd >= 0)
    fcntl (*fd, F_OFD_SETLK, &lock);
}

#else

void
crm_db_sqlite_keep_locks (void)
{
}

void
crm_db_sqlite_guard (int *fd, const char *path, gboolean held)
{
}

#endif
