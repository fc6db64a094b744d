/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* "Unanswered messages" on the page of the day: the conversations that have waited longest, and how many wait in all. Hidden while nobody waits;
 * follows the book by itself. Main thread. */
#define CRM_TYPE_TODAY_MESSAGES (crm_today_messages_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayMessages, crm_today_messages, CRM, TODAY_MESSAGES, GtkBox)

GtkWidget *crm_today_messages_new (CrmStore *store);
