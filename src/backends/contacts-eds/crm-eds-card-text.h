/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libebook-contacts/libebook-contacts.h>

/* The card in the version it has, or in 3.0. Never NULL, caller owns. */
char *crm_eds_card_dup_text (EVCard *vcard);

/* Writes all properties of the card, as they are, and a line end after it; under its own version, or 3.0 where it does not say one. */
void crm_eds_card_append_text (GString *out, EVCard *vcard);
