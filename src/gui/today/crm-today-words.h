/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"
#include "today/crm-today.h"

/* How the lines of the day look: icons, colours, times, and what their buttons do. Main thread. */

/* What a line offers beside being done. */
typedef enum
{
  CRM_TODAY_OFFER_NONE,
  CRM_TODAY_OFFER_CALL,
  CRM_TODAY_OFFER_WRITE,
  CRM_TODAY_OFFER_MAP,
  CRM_TODAY_OFFER_PLAN,
  CRM_TODAY_OFFER_OPEN,
} CrmTodayOffer;

CrmTodayOffer crm_today_line_get_offer (const CrmTodayLine *line);
const char *crm_today_offer_get_icon (CrmTodayOffer offer);
const char *crm_today_offer_get_label (CrmTodayOffer offer); /* translated verb */
const char *crm_today_line_get_icon (const CrmTodayLine *line);
const char *crm_today_line_get_style (const CrmTodayLine *line);
/* "16:00". Caller owns. */
char *crm_today_dup_time (CrmStore *store, gint64 at);
/* "75 min", NULL without an end. Caller owns. */
char *crm_today_dup_length (const CrmTodayLine *line);
/* "In 50 min", "Now"; NULL when it is past or more than twelve hours away. Caller owns. */
char *crm_today_dup_soon (const CrmTodayLine *line, gint64 now);
/* "Wednesday, 18 November". Caller owns. */
char *crm_today_dup_heading (CrmStore *store, gint64 now);
/* "2 overdue · 5 for today · next: call at 11:30". Caller owns. */
char *crm_today_dup_summary (CrmStore *store, CrmToday *today, gint64 now);
/* The line that comes next, or runs; NULL when nothing does. Owned by today. */
const CrmTodayLine *crm_today_find_next (CrmToday *today, gint64 now);
gboolean crm_today_line_equal (const CrmTodayLine *a, const CrmTodayLine *b);
