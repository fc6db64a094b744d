/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-client-card-data.h"
#include <gtk/gtk.h>

/* The strip of key figures above the composer, four at most: won in a year, open deals, next step, last contact, birthday when it is near,
 * client since, entries. */
GtkWidget *crm_client_facts_new (void);
void crm_client_facts_set_data (GtkWidget *facts, CrmStore *store, CrmClientCardData *data);

/* "24 November (turns 42 on Tuesday)", the birthday alone when it is not near. Caller owns. near: within 60 days, days to it (-1 far). */
char *crm_client_birthday_display (const char *birthday, const char *today, int *near);
