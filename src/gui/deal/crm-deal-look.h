/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-record.h"
#include "widgets/crm-names.h"

/* What a card on the board shows besides the title: chosen by the person and kept on this device. Signal "changed". */
typedef enum
{
  CRM_DEAL_SHOW_CLIENT = 1 << 0,
  CRM_DEAL_SHOW_DAYS = 1 << 1,
  CRM_DEAL_SHOW_AMOUNT = 1 << 2,
  CRM_DEAL_SHOW_OWNER = 1 << 3,
  CRM_DEAL_SHOW_NEXT = 1 << 4,
  CRM_DEAL_SHOW_TAGS = 1 << 5,
  CRM_DEAL_SHOW_CLOSE = 1 << 6,
  CRM_DEAL_SHOW_PROBABILITY = 1 << 7,
  CRM_DEAL_SHOW_SOURCE = 1 << 8
} CrmDealShow;

#define CRM_TYPE_DEAL_LOOK (crm_deal_look_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealLook, crm_deal_look, CRM, DEAL_LOOK, GObject)

/* settings: nullable. */
CrmDealLook *crm_deal_look_new (CrmStore *store, GSettings *settings);
CrmStore *crm_deal_look_get_store (CrmDealLook *self);
CrmNames *crm_deal_look_get_users (CrmDealLook *self);
CrmNames *crm_deal_look_get_tags (CrmDealLook *self);
guint crm_deal_look_get_shown (CrmDealLook *self); /* CrmDealShow flags */
gboolean crm_deal_look_get_compact (CrmDealLook *self);
void crm_deal_look_set_compact (CrmDealLook *self, gboolean compact);
/* Colour class of a tag by its id. */
const char *crm_deal_look_get_tag_class (CrmDealLook *self, gint64 tag);
/* A popover with a check button for each field. */
GtkWidget *crm_deal_look_make_popover (CrmDealLook *self);
