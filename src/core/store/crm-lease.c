/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

/* Owns nothing: the system takes a lock back when the program ends however it ends. Any thread. */

int
crm_lease_take (CrmStore *store, const char *what)
{
  g_autofree char *path = g_canonicalize_filename (crm_store_get_path (store), NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, path, -1);
  g_autofree char *name = g_strdup_printf ("%s-%s.lock", what, sum);
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "clientele", NULL);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  int lock;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;
  lock = open (file, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      close (lock);
      lock = -1;
    }
  return lock;
}
