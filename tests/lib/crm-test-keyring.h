/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A real keyring (gnome-keyring-daemon) on a private session bus, in a folder of its own. Everything asserts. */

gboolean crm_test_keyring_is_installed (void);
/* A bus on which nothing is started by itself. Before anything of the program looks for the session bus. */
void crm_test_keyring_start_bus (void);
/* The keyring, unlocked. */
void crm_test_keyring_start (void);
void crm_test_keyring_lock (void);
/* Ends it, as a crash would. */
void crm_test_keyring_kill (void);
/* The bus ends too, and the folder goes. */
void crm_test_keyring_stop (void);
