/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "widgets/crm-names.h"

/* Header bar of the page Deals: pipeline, board or list, search, new deal, menu. Signals: "searched" (the words changed), "pipeline" (gint64: 0
 * for all of them), "left" (Escape or Down in the search entry: the focus goes to the deals). */
#define CRM_TYPE_DEALS_HEADER (crm_deals_header_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealsHeader, crm_deals_header, CRM, DEALS_HEADER, AdwBin)

/* The words typed, stripped. Caller owns. */
char *crm_deals_header_dup_text (CrmDealsHeader *self);
void crm_deals_header_set_text (CrmDealsHeader *self, const char *text);
gboolean crm_deals_header_focus_search (CrmDealsHeader *self);
/* Offers these pipelines, and all of them when there are several. Emits no signal. */
void crm_deals_header_set_pipelines (CrmDealsHeader *self, CrmNames *pipelines, gint64 chosen);
/* Search behind a button, title in its place. */
void crm_deals_header_set_narrow (CrmDealsHeader *self, gboolean narrow);
/* Of a narrow window; subtitle nullable. */
void crm_deals_header_set_title (CrmDealsHeader *self, const char *title, const char *subtitle);
/* The spinner waits a moment before it appears. */
void crm_deals_header_set_loading (CrmDealsHeader *self, gboolean loading);
/* Offers lanes by own fields of the deals; the target of the action deals.group is prefix and name. */
void crm_deals_header_set_own_fields (CrmDealsHeader *self, CrmEntity *entity, const char *prefix);
GtkWidget *crm_deals_header_get_menu_button (CrmDealsHeader *self);
