/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libebook-contacts/libebook-contacts.h>

#include "import/crm-card.h"

/* Fills the card from the parsed one; sets its error when it describes nobody. */
void crm_eds_card_read (CrmCard *card, EVCard *vcard);

/* Appends a line to card->rest, shortened where it is long. */
void crm_eds_card_keep_rest (CrmCard *card, const char *name, const char *value);
