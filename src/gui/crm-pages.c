/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-pages.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-view.h"
#include "campaign/crm-campaigns-view.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client-list-view.h"
#include "client/crm-duplicates-view.h"
#include "deal/crm-deal-card-view.h"
#include "deal/crm-deals-view.h"
#include "message/crm-messages-view.h"
#include "message/crm-outbox-view.h"
#include "product/crm-products-view.h"
#include "task/crm-tasks-view.h"
#include "today/crm-today-view.h"

/* The table of pages. No state. */

const CrmPage crm_pages[] = {
  { "today", N_ ("Today"), "crm-today-symbolic", crm_today_view_new, NULL },
  { "clients", N_ ("Clients"), "x-office-address-book-symbolic", crm_client_list_view_new, NULL },
  { "client", N_ ("Client"), NULL, crm_client_card_view_new, "clients" },
  { "duplicates", N_ ("Possible duplicates"), NULL, crm_duplicates_view_new, "clients" },
  { "deals", N_ ("Deals"), "crm-board-symbolic", crm_deals_view_new, NULL },
  { "deal", N_ ("Deal"), NULL, crm_deal_card_view_new, "deals" },
  { "products", N_ ("Products"), NULL, crm_products_view_new, "deals" },
  { "calendar", N_ ("Calendar"), "x-office-calendar-symbolic", crm_calendar_view_new, NULL },
  { "tasks", N_ ("Tasks"), "crm-task-symbolic", crm_tasks_view_new, NULL },
  { "messages", N_ ("Messages"), "crm-inbox-symbolic", crm_messages_view_new, NULL },
  { "outbox", N_ ("Outbox"), NULL, crm_outbox_view_new, "messages" },
  { "campaigns", N_ ("Campaigns"), "crm-campaign-symbolic", crm_campaigns_view_new, NULL },
  { NULL, NULL, NULL, NULL, NULL },
};

const char *
crm_page_get_parent (const char *name)
{
  for (guint i = 0; crm_pages[i].name != NULL; i++)
    if (g_str_equal (crm_pages[i].name, name))
      return crm_pages[i].parent;
  return NULL;
}
