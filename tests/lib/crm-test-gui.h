/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-application.h"
#include "crm-window.h"

/* What tests of windows share: a display of their own, a book in a temporary folder, one pump, and ways to find widgets. Main thread. */

/* Call first, instead of g_test_init (). Starts an X display in memory when there is none; ends the program as skipped when that
 * cannot be had. */
void crm_test_gui_init (int *argc, char ***argv);

/* Runs the main loop until done (data) is TRUE; fails the test after ten seconds, naming what was awaited. */
typedef gboolean (*CrmTestDone) (gpointer data);
#define crm_test_await(done, data) crm_test_await_at (G_STRLOC, #done, done, data)
void crm_test_await_at (const char *where, const char *what, CrmTestDone done, gpointer data);
/* Runs the main loop until the window has painted once more. */
void crm_test_await_frame (GtkWidget *window);

/* A new book in a folder of its own, open or not. Caller owns; crm_test_store_remove () closes it and removes the folder. */
CrmStore *crm_test_store_new (gboolean open);
void crm_test_store_remove (CrmStore *store);
/* Adds a record and waits for it; takes values. Returns its id. */
gint64 crm_test_add (CrmStore *store, CrmValues *values);
/* A person with this name. */
gint64 crm_test_add_client (CrmStore *store, const char *name);

/* The application windows need for style and keys; one for all tests of a program. */
GtkApplication *crm_test_application (void);
/* A presented window on an open store, at its start page. */
CrmWindow *crm_test_window_new (CrmStore *store);
void crm_test_window_destroy (CrmWindow *window);

/* First descendant (depth first) of a type; text: its label, title, text or tooltip contains it, NULL for any. NULL when there is none. Only visible ones. */
GtkWidget *crm_test_find (GtkWidget *root, GType type, const char *text);
/* Another toplevel than the window that is on show, or NULL. */
GtkWindow *crm_test_get_dialog (CrmWindow *window);
