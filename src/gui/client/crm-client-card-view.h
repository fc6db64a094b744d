/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "store/crm-record-list.h"

/* The card of one client: fields at the left, composer and history at the right; below 860 px one of them at a time. */
#define CRM_TYPE_CLIENT_CARD_VIEW (crm_client_card_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientCardView, crm_client_card_view, CRM, CLIENT_CARD_VIEW, CrmView)

GtkWidget *crm_client_card_view_new (CrmStore *store);
/* Shows a client; neighbours (nullable) is the list that previous and next go by. */
void crm_client_card_view_set_client (CrmClientCardView *self, gint64 id, CrmRecordList *neighbours);
gint64 crm_client_card_view_get_client (CrmClientCardView *self);
/* The parts, for tests and pictures. */
GtkWidget *crm_client_card_view_get_fields (CrmClientCardView *self);
GtkWidget *crm_client_card_view_get_composer (CrmClientCardView *self);
GtkWidget *crm_client_card_view_get_deals (CrmClientCardView *self);
GtkWidget *crm_client_card_view_get_planned (CrmClientCardView *self);
GtkWidget *crm_client_card_view_get_supplies (CrmClientCardView *self);
GtkWidget *crm_client_card_view_get_timeline (CrmClientCardView *self);
/* TRUE when what set_client () asked for is on the screen (or the reason why not). */
gboolean crm_client_card_view_is_ready (CrmClientCardView *self);
