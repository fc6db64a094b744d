/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-window.h"

/* The window's actions and its main menu; used by crm-window.c only. */

void crm_window_actions_install (CrmWindow *self);
/* Actions that need the book are insensitive until it is open. */
void crm_window_actions_set_open (CrmWindow *self, gboolean open);
/* Undo and redo: sensitive when there is something, named after it in the menu. */
void crm_window_actions_update_undo (CrmWindow *self, CrmStore *store);
/* Owned by the window. */
GMenuModel *crm_window_actions_get_menu (CrmWindow *self);
/* What is shown instead of pages when the book cannot be opened. */
GtkWidget *crm_window_actions_make_failed_page (CrmWindow *self, const GError *error);
