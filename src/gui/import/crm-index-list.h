/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A list model of n rows that are only numbers: an item is made when a row comes on show, so that a list of 100,000 costs nothing. */
#define CRM_TYPE_INDEX_LIST (crm_index_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmIndexList, crm_index_list, CRM, INDEX_LIST, GObject)

CrmIndexList *crm_index_list_new (guint n);
/* Everything is other rows now. */
void crm_index_list_set_size (CrmIndexList *self, guint n);
/* What is shown of one row has changed. */
void crm_index_list_touch (CrmIndexList *self, guint position);

/* The item of such a list. */
#define CRM_TYPE_INDEX (crm_index_get_type ())
G_DECLARE_FINAL_TYPE (CrmIndex, crm_index, CRM, INDEX, GObject)

guint crm_index_get_position (CrmIndex *self);
