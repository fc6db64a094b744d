/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card.h"

/* A card as text, one field a line, for comparing and for looking at; without line, charset, error and rest
 * unless all is set. Caller owns. */
char *card_dump (const CrmCard *card, gboolean all);
