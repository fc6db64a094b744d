/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card.h"
#include "store/crm-store.h"

/* What a visiting card tells about a client beyond what the book has. */
typedef struct
{
  int field;        /* of the client; -1: an address */
  const char *kind; /* static: of an address */
  char *label;      /* nullable: of an address */
  char *value;      /* plain text; a photo has none */
  GBytes *photo;    /* nullable */
  char *old;        /* nullable: what it would replace */
  gboolean wanted;  /* at first: what replaces nothing */
} CrmFillItem;

/* The card's values that client (0: none yet) lacks or has otherwise, in the order of a card. Elements: CrmFillItem; caller owns. Any
 * transaction. */
GPtrArray *crm_client_fill_list_in_worker (
    CrmTransaction *tx, gint64 client, const CrmCard *card, GError **error);
/* In a write function: those that are wanted. */
gboolean crm_client_fill_in_worker (CrmTransaction *tx, gint64 client, GPtrArray *items, GError **error);
/* What the item is called. Static text. */
const char *crm_fill_item_get_label (const CrmFillItem *self);
