/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Tiles with a count each, and below them the rows of the tile that is pressed. Signals "selected" (a row or another tile was chosen) and
 * "activated" (guint position: Enter or double click on a row of the tile on show). */
#define CRM_TYPE_IMPORT_BROWSER (crm_import_browser_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportBrowser, crm_import_browser, CRM, IMPORT_BROWSER, GtkBox)

/* Text of a cell of a tile's list. Caller owns the result; NULL shows nothing. */
typedef char *(*CrmImportCellFunc) (guint position, guint column, gpointer data);

typedef struct
{
  const char *label;          /* N_(): under the count */
  const char *style;          /* style class of the count, nullable */
  const char *empty;          /* N_(): what is said when there are none */
  const char *const *columns; /* N_(): titles, NULL-terminated; the first is a line number. Static. */
  CrmImportCellFunc cell;
} CrmImportTile;

/* tiles are static; data goes to their functions and must outlive the widget. Call once. */
void crm_import_browser_set_tiles (
    CrmImportBrowser *self, const CrmImportTile *tiles, guint n_tiles, gpointer data);
/* How many rows a tile has now; its list is made anew. */
void crm_import_browser_set_size (CrmImportBrowser *self, guint tile, guint n);
/* A tile without rows can be left out. */
void crm_import_browser_set_shown (CrmImportBrowser *self, guint tile, gboolean shown);
void crm_import_browser_touch (CrmImportBrowser *self, guint tile, guint position);
void crm_import_browser_open (CrmImportBrowser *self, guint tile);
guint crm_import_browser_get_open (CrmImportBrowser *self);
/* GTK_INVALID_LIST_POSITION for none. */
guint crm_import_browser_get_selected (CrmImportBrowser *self);
void crm_import_browser_select (CrmImportBrowser *self, guint position);
/* The list of the tile on show takes the focus. */
void crm_import_browser_focus_list (CrmImportBrowser *self);
