/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "deal/crm-deal-look.h"
#include "store/crm-record.h"

/* One deal as a card of the board. It follows its record and the look; what is done with it is up to the board. */
#define CRM_TYPE_DEAL_TILE (crm_deal_tile_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealTile, crm_deal_tile, CRM, DEAL_TILE, GtkBox)

GtkWidget *crm_deal_tile_new (CrmRecord *record, CrmDealLook *look);
gint64 crm_deal_tile_get_id (CrmDealTile *self);
/* NULL while it is being read. Owned by the record. */
CrmRow *crm_deal_tile_get_row (CrmDealTile *self);
CrmRecord *crm_deal_tile_get_record (CrmDealTile *self);
void crm_deal_tile_set_selected (CrmDealTile *self, gboolean selected);
/* The card stays where it was while it is being dragged away. */
void crm_deal_tile_set_left (CrmDealTile *self, gboolean left);
/* Shows times anew: a minute or a day has passed. */
void crm_deal_tile_refresh (CrmDealTile *self);
/* What says the next step: a click there is about it. */
GtkWidget *crm_deal_tile_get_step (CrmDealTile *self);
