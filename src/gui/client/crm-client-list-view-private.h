/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-cell-cursor.h"
#include "client/crm-client-chips.h"
#include "client/crm-client-filter.h"
#include "client/crm-client-footer.h"
#include "client/crm-client-list-header.h"
#include "client/crm-client-list-view.h"
#include "client/crm-client-preview.h"
#include "client/crm-client-states.h"
#include "client/crm-client-table.h"
#include "client/crm-client-totals.h"
#include "client/crm-saved-views.h"
#include "client/crm-text-hits.h"

/* What the files of the page Clients share: crm-client-list-view.c builds it and holds it together, crm-client-list-query.c goes from
 * choice to rows, crm-client-list-actions.c has actions and keys. Main thread. */

struct _CrmClientListView
{
  CrmView parent_instance;

  CrmRecordList *list;     /* owned */
  CrmClientFilter *filter; /* owned */
  CrmClientLook *look;     /* owned */
  CrmClientStates *states;
  CrmClientTable *table;
  CrmCellCursor *cursor; /* owned */
  CrmClientChips *chips;
  CrmClientFooter *footer;
  CrmClientTotals *totals; /* owned */
  char *total_column;      /* owned: field whose figures stand below the list */
  guint tick_id;           /* once a minute while on show: steps become late by themselves */
  CrmClientPreview *preview;
  CrmTextHits *hits;
  CrmSavedViews *saved_views;
  GtkWidget *row_popover; /* made when it is first wanted */
  CrmEntity *entity;      /* owned: the snapshot the columns were made from */
  CrmQuery *shown;        /* owned, nullable: what the list was last asked for */
  gboolean show_preview;
  gboolean narrow;
  int width;           /* of the window */
  gboolean to_top;     /* the next rows answer another question: they are shown from the first one */
  gboolean want_focus; /* the rows get the focus as soon as there are some */

  CrmClientListHeader *header;
  GtkScrolledWindow *chips_scrolled;
  GtkMenuButton *views_button;
  GtkMenuButton *filter_button;
  GtkRevealer *error_strip;
  GtkLabel *error_label;
  AdwBin *states_place;
  AdwBin *hits_place;
  AdwBin *preview_place;
  AdwBin *footer_place;
  GMenuModel *row_menu;
};

/* Query and rows. */
void crm_client_list_view_connect_search (CrmClientListView *self);
void crm_client_list_view_on_filter_changed (CrmClientListView *self);
void crm_client_list_view_on_order_changed (CrmClientListView *self);
void crm_client_list_view_on_list_notify (CrmClientListView *self);
void crm_client_list_view_open_position (CrmClientListView *self, guint position);
void crm_client_list_view_focus_rows (CrmClientListView *self);

/* Actions. */
void crm_client_list_view_choose_columns (CrmClientListView *self);
void crm_client_list_view_install_actions (GtkWidgetClass *widget_class);
void crm_client_list_view_update_actions (CrmClientListView *self);
/* One client for actions that have only one: the row with the focus, else the first of the selection. */
gint64 crm_client_list_view_get_target_id (CrmClientListView *self);
gboolean crm_client_list_view_on_table_key (CrmClientListView *self, guint keyval, guint keycode,
    GdkModifierType state, GtkEventController *controller);
