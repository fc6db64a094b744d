/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "deal/crm-deal-card-view.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal.h"
#include "deal/crm-stage-line.h"

/* The deal card in a real window on a real book; what it does is looked up in the book. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmDealCardView *card;
  CrmDealPane *pane;
  CrmStageLine *stages;
  gint64 client;
  gint64 deal;
} Fixture;

typedef struct
{
  CrmStore *store;
  const char *entity;
  gint64 id;
  const char *field;
  const char *wanted; /* NULL: empty */
} CardWish;

CrmRow *card_load (CrmStore *store, const char *entity, gint64 id);
char *card_dup_field (CrmStore *store, const char *entity, gint64 id, const char *field);
gboolean card_has_wish (gpointer data);
void card_await_deal (Fixture *f, const char *field, const char *wanted);
GArray *card_find (CrmStore *store, const char *entity, const char *condition);
gint64 card_find_one (CrmStore *store, const char *entity, const char *condition);
void card_await_count (Fixture *f, const char *entity, const char *condition, guint n);
gint64 G_GNUC_NULL_TERMINATED card_add (CrmStore *store, const char *entity_name, ...);
char *card_dup_id (gint64 id);
gboolean card_is_ready (gpointer data);
void card_await_rows (GtkListBox *list, guint n);
void card_set_up (Fixture *f, gconstpointer data);
void card_tear_down (Fixture *f, gconstpointer data);
void card_type_into (GtkWidget *row, const char *text);
void card_click (GtkWidget *button);
gboolean card_has_no_dialog (gpointer data);
GtkWindow *card_await_dialog (Fixture *f);
