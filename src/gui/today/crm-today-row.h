/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"
#include "today/crm-today.h"

/* Which list of the day. */
typedef enum
{
  CRM_TODAY_OVERDUE,
  CRM_TODAY_AGENDA,
  CRM_TODAY_TOMORROW,
  CRM_TODAY_HINTS,
  CRM_TODAY_WAITING,
  CRM_TODAY_DONE,
  CRM_TODAY_N_GROUPS
} CrmTodayGroupKind;

typedef enum
{
  CRM_TODAY_ACT_OPEN,  /* the client or deal */
  CRM_TODAY_ACT_OFFER, /* what crm_today_line_get_offer () says */
  CRM_TODAY_ACT_CALL,
  CRM_TODAY_ACT_DONE, /* or open again */
  CRM_TODAY_ACT_SNOOZE,
  CRM_TODAY_ACT_NOT_NOW,
  CRM_TODAY_ACT_NEVER,
  CRM_TODAY_ACT_REASON,
  CRM_TODAY_ACT_FIT_IN, /* a task: into free time of today */
} CrmTodayAct;

/* A line of the day. Signal "act" (CrmTodayAct as int, GtkWidget *at: where a popover may point to). */
#define CRM_TYPE_TODAY_ROW (crm_today_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayRow, crm_today_row, CRM, TODAY_ROW, GtkListBoxRow)

GtkWidget *crm_today_row_new (CrmStore *store, CrmTodayGroupKind group);
/* line belongs to today, which the row keeps. Nothing is built anew when it says the same. */
void crm_today_row_set_line (CrmTodayRow *self, CrmToday *today, const CrmTodayLine *line);
const CrmTodayLine *crm_today_row_get_line (CrmTodayRow *self);
/* "In 50 min" beside the title, and a call to be made is the suggested action; NULL: it is not the next one. */
void crm_today_row_set_soon (CrmTodayRow *self, const char *soon);
/* What stands against its time ("12 km from …"); NULL: nothing. */
void crm_today_row_set_warning (CrmTodayRow *self, const char *warning);
/* In a narrow window the title has the room: no disc, icons in place of words. */
void crm_today_row_set_narrow (CrmTodayRow *self, gboolean narrow);
void crm_today_row_act (CrmTodayRow *self, CrmTodayAct act);
