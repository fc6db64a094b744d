/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The button that narrows a timeline to a person of a company, to a deal, to what came in or went out. Signal "changed" when the person chose. */
#define CRM_TYPE_TIMELINE_FILTER (crm_timeline_filter_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineFilter, crm_timeline_filter, CRM, TIMELINE_FILTER, AdwBin)

GtkWidget *crm_timeline_filter_new (CrmStore *store);
/* Whose people and deals are offered (0: only directions); nothing is chosen then. */
void crm_timeline_filter_set_client (CrmTimelineFilter *self, gint64 client);
void crm_timeline_filter_clear (CrmTimelineFilter *self);
gboolean crm_timeline_filter_is_set (CrmTimelineFilter *self);
gint64 crm_timeline_filter_get_person (CrmTimelineFilter *self);         /* 0: all */
gint64 crm_timeline_filter_get_deal (CrmTimelineFilter *self);           /* 0: all */
const char *crm_timeline_filter_get_direction (CrmTimelineFilter *self); /* static; NULL: all */
/* The drop-down of directions, for tests. */
GtkDropDown *crm_timeline_filter_get_directions (CrmTimelineFilter *self);
