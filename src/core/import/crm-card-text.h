/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card.h"

/* Reads a visiting card or the signature of a letter, pasted as plain text, by its look, in the languages the program speaks: names, position
 * and company, numbers with their captions, addresses. What is not understood is the note: nothing is lost. Never NULL; line and error are
 * not set, and full_name is NULL when there is no name. Caller owns. Any thread. */
CrmCard *crm_card_new_from_text (const char *text);
