/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The navigation at the window's left: pages, saved lists with their counts, and the state of the program. Acts only by the window's
 * actions win.page(s) and win.saved-list(x). Main thread. */
#define CRM_TYPE_NAV_PANE (crm_nav_pane_get_type ())
G_DECLARE_FINAL_TYPE (CrmNavPane, crm_nav_pane, CRM, NAV_PANE, AdwBin)

void crm_nav_pane_add_page (CrmNavPane *self, const char *name, const char *title, const char *icon);
/* A number at the end of a page's row, hidden at 0; words (nullable, translated) are what it means: "2 overdue"; style: "late", "accent" or
 * NULL. */
void crm_nav_pane_set_badge (
    CrmNavPane *self, const char *name, gint64 number, const char *words, const char *style);
/* Marks the page that is shown; NULL marks none. */
void crm_nav_pane_select_page (CrmNavPane *self, const char *name);
/* Marks the list the page shows, by crm_view_get_mark (): one of the saved lists or of the rows below them; NULL marks none. */
void crm_nav_pane_mark_list (CrmNavPane *self, const char *mark);
/* A row below the saved lists, gone at a count of 0; action is a detailed one of the window. */
void crm_nav_pane_set_built_in (
    CrmNavPane *self, const char *name, const char *title, gint64 count, const char *action);
/* Reads the saved lists; the store must be open. */
void crm_nav_pane_set_store (CrmNavPane *self, CrmStore *store);
/* The main menu. */
void crm_nav_pane_set_menu (CrmNavPane *self, GMenuModel *menu);
/* Text beside a spinner, e.g. "Importing clients…"; NULL goes back to "Saved on this computer". */
void crm_nav_pane_set_busy (CrmNavPane *self, const char *text, GCancellable *cancellable);
/* The pane alone fills the window: it then has the window's buttons. */
void crm_nav_pane_set_folded (CrmNavPane *self, gboolean folded);
/* Where the keyboard goes when the pane comes to the front. */
void crm_nav_pane_focus (CrmNavPane *self);
