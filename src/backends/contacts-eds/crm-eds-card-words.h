/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The label for the words of a TYPE parameter (a GStrv-like array of length n, any case): "work mobile". NULL
 * when they say nothing. Caller owns. */
char *crm_eds_card_label_from_types (const char *const *types, guint n);

/* The words of a TYPE parameter that give exactly this label back: "WORK", "CELL". NULL when there are none.
 * Caller owns. */
GPtrArray *crm_eds_card_types_from_label (const char *label);

/* The service of a property like X-SKYPE or X-TELEGRAM-ID: "skype"; NULL for other properties. Static. */
const char *crm_eds_card_service_from_property (const char *name);
/* The property to write for a service, NULL when it has none. Static. */
const char *crm_eds_card_property_from_service (const char *service);
/* The service of an address like "xmpp:": "jabber". The scheme itself when it is unknown. Caller owns. */
char *crm_eds_card_service_from_scheme (const char *scheme, gsize length);

/* Stored form ("1993-08-24", "--08-24") of a date as vCards write it, NULL when day or month are not known.
 * omitted_year: a year that stands for none, 0 when there is no such. Caller owns. */
char *crm_eds_card_read_date (const char *text, int omitted_year);
