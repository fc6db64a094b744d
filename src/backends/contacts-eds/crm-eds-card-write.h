/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card-format.h"

/* Appends one card with its line ends. */
void crm_eds_card_write (GString *out, const CrmCard *card, CrmCardVersion version);
