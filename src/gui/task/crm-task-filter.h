/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What the list of tasks shows. Plain data; owned by the page. */
typedef struct
{
  gboolean done; /* instead of the open ones */
  gboolean mine;
  gboolean overdue;
  gboolean calls;
  gboolean with_deal;
  gboolean set_by_me; /* by the person at the screen for somebody else */
  gint64 owner;       /* 0: anybody */
  gint64 client;      /* 0: any */
  char *text;         /* nullable */
} CrmTaskFilter;

CrmTaskFilter *crm_task_filter_copy (const CrmTaskFilter *self);
void crm_task_filter_free (CrmTaskFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTaskFilter, crm_task_filter_free)
/* TRUE when it leaves some open tasks out. */
gboolean crm_task_filter_is_narrow (const CrmTaskFilter *self);
/* Back to all open tasks. */
void crm_task_filter_clear (CrmTaskFilter *self);
/* Adds the conditions, but for what groups decide (done, overdue). */
void crm_task_filter_restrict (const CrmTaskFilter *self, CrmQuery *query);
