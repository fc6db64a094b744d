/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duplicate/crm-duplicate-finder.h"

/* The pairs a finder knows, as a list model whose items are made when they are asked for. Main thread. */
#define CRM_TYPE_DUPLICATE_LIST (crm_duplicate_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuplicateList, crm_duplicate_list, CRM, DUPLICATE_LIST, GObject)

CrmDuplicateList *crm_duplicate_list_new (CrmDuplicateFinder *finder);

#define CRM_TYPE_DUPLICATE_ITEM (crm_duplicate_item_get_type ())
G_DECLARE_FINAL_TYPE (CrmDuplicateItem, crm_duplicate_item, CRM, DUPLICATE_ITEM, GObject)

const CrmDuplicatePair *crm_duplicate_item_get_pair (CrmDuplicateItem *self);
