/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"
#include "client/crm-client-list-view.h"
#include "client/crm-client-table.h"

/* The page Clients in a window of its own, on a book of four clients. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientListView *view;
  CrmRecordList *list;
  CrmClientTable *table;
  gint64 ids[4];
} Page;

gboolean page_is_settled (gpointer data);
void page_open (Page *page, gboolean filled);
void page_close (Page *page);

typedef struct
{
  Page *page;
  guint64 count;
} Count;

void page_await_count (Page *page, guint64 count);
void page_type_search (Page *page, const char *text);
void page_show_column (Page *page, const char *field);
void page_add_deal (Page *page, gint64 client, gint64 minor);
