/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card.h"
#include "store/crm-store.h"

/* What quick add writes, as one operation. Texts are never NULL. */
typedef struct
{
  gint64 id;     /* a client that is there gets the rest; 0: a new one, whose id this is afterwards */
  char *kind;    /* of a new one */
  char *name;    /* likewise */
  char *company; /* likewise: name, or id as a number */
  char *tags;    /* likewise */
  char *phone;
  char *email;
  char *note;
  CrmValues *task;     /* nullable: without its client */
  CrmCard *card;       /* nullable: what else is known */
  gint64 conversation; /* becomes the new client's; 0 none */
} CrmQuickClient;

void crm_quick_client_free (CrmQuickClient *self);
/* In a write function. */
gboolean crm_quick_client_write_in_worker (CrmTransaction *tx, CrmQuickClient *self, GError **error);
