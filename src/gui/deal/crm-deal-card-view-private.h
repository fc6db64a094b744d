/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deal/crm-deal-card-data.h"
#include "deal/crm-deal-card-view.h"

/* Between the files of the deal card: crm-deal-card-view.c reads and shows, crm-deal-card-actions.c acts. Main thread. */

struct _CrmDealCardView
{
  CrmView parent_instance;
  gint64 deal_id;
  GArray *order;             /* owned, nullable: ids previous and next go by */
  CrmDealCardData *data;     /* owned, nullable: what is shown */
  GCancellable *cancellable; /* of the reads under way, nullable */
  GtkWidget *popover;        /* child of this widget, or NULL */
  gboolean ready;
  gboolean narrow;
  AdwWindowTitle *window_title;
  GtkWidget *neighbour_box;
  GtkWidget *won;
  GtkWidget *lost;
  GtkWidget *lost_icon; /* of both, where there is no room for words */
  GtkWidget *lost_label;
  GtkWidget *won_label;
  GtkWidget *reopen;
  GtkStack *stack;
  GtkBox *strip;
  GtkWidget *closed;
  GtkImage *closed_icon;
  GtkLabel *closed_label;
  GtkWidget *won_offers;
  GtkWidget *left;
  GtkBox *left_box;
  GtkScrolledWindow *right;
  GtkBox *right_box;
  AdwStatusPage *error_page;
  AdwViewStack *choice;
  AdwViewSwitcherBar *switcher;
  GtkWidget *stages;
  GtkWidget *pane;
  GtkWidget *composer;
  GtkWidget *planned;
  GtkWidget *timeline;
  GtkWidget *whole; /* chip */
};

void crm_deal_card_view_install_actions (GtkWidgetClass *widget_class);
void crm_deal_card_view_load (CrmDealCardView *self);
/* Puts the deal into a stage; what the stage asks for is asked at its button. */
void crm_deal_card_view_move_to (CrmDealCardView *self, gint64 stage);
/* Shows a popover (taken) at a widget of the card, one at a time. */
void crm_deal_card_view_pop_up (CrmDealCardView *self, GtkWidget *popover, GtkWidget *at);
