/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libebook-contacts/libebook-contacts.h>

#include "contacts-eds/crm-eds-card-line.h"

/* An EVCard of decoded properties (CrmEdsCardLine *). New reference. */
EVCard *crm_eds_card_canonical_parse (GPtrArray *lines, gboolean is_2_1);
