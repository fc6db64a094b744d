/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include "client/crm-client-card-view.h"

/* What the files of the card share: crm-client-card-view.c shows it, crm-client-card-actions.c has actions and keys. Main thread. */

struct _CrmClientCardView
{
  CrmView parent_instance;
  gint64 client_id;
  CrmRecordList *neighbours; /* owned, nullable */
  CrmClientCardData *data;   /* owned, nullable: what is shown */
  GCancellable *cancellable; /* of the reads under way, nullable */
  gboolean ready;
  gboolean narrow;
  int wanted_mode; /* of the composer as soon as the client is there; -1 none */
  AdwWindowTitle *window_title;
  GtkWidget *neighbour_box;
  GtkWidget *call;
  AdwButtonContent *call_content;
  GtkWidget *write;
  GtkStack *stack;
  GtkWidget *left;
  GtkBox *left_box;
  GtkScrolledWindow *right;
  GtkBox *right_box;
  GtkWidget *notice;
  AdwStatusPage *error_page;
  AdwViewStack *choice;
  AdwViewSwitcherBar *switcher;
  GtkWidget *fields;
  GtkWidget *facts;
  GtkWidget *deals;
  GtkWidget *planned;
  GtkWidget *supplies;
  GtkWidget *composer;
  GtkWidget *timeline;
};

/* Reads what the card shows anew. */
void crm_client_card_view_load (CrmClientCardView *self);
/* "fields" or "timeline", where a small window shows one of them. */
void crm_client_card_view_show_pane (CrmClientCardView *self, const char *name);
void crm_client_card_view_install_actions (GtkWidgetClass *widget_class);
