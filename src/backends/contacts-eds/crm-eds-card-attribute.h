/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libebook-contacts/libebook-contacts.h>

/* Makes text one line without blanks around it, in place. Returns text. */
char *crm_eds_card_flatten (char *text);

/* Undoes the %20 of an address; on one line. Never NULL, caller owns. */
char *crm_eds_card_unescape_uri (const char *uri);

/* All parts of the value that are not empty. Never NULL, caller owns. */
char *crm_eds_card_join_values (EVCardAttribute *attribute, const char *separator);

/* The nth part on one line; NULL when it is empty or missing. Caller owns. */
char *crm_eds_card_dup_part (EVCardAttribute *attribute, guint n);

/* The first value of a parameter, nullable. */
const char *crm_eds_card_get_param (EVCardAttribute *attribute, const char *name);

/* A label that a person gave: lower case, without the marks of Apple's own labels. Caller owns. */
char *crm_eds_card_clean_label (const char *text);

/* The number of a tel: address, given without "tel:". Caller owns, nullable. */
char *crm_eds_card_read_tel_uri (const char *uri);
