/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duplicate/crm-person.h"

/* A record of or about a person. */
typedef struct
{
  CrmEntity *entity; /* owned */
  gint64 id;
  gboolean stays; /* it is about others as well: only what leads to the person goes */
} CrmPersonRecord;

/* Everything that leads to the client, straight or over what belongs to it, the client itself first (CrmPersonRecord). Caller owns. */
GArray *crm_person_collect (CrmTransaction *tx, gint64 client, GError **error);
