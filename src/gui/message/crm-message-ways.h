/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-account.h"
#include "store/crm-store.h"

/* How a client, or an address, can be written to on a channel. */
typedef struct
{
  char *value;
  char *label; /* "mobile", or the person's own words; nullable */
} CrmMessageAddress;

typedef struct
{
  gint64 id;
  char *name;
  char *sender; /* nullable */
  gboolean main;
  gint64 price; /* of a part, as the provider charged last, in millionths; -1 not known */
  char currency[4];
} CrmMessageAccount;

typedef struct
{
  GPtrArray *addresses; /* CrmMessageAddress *, the one to take first */
  GPtrArray *accounts;  /* CrmMessageAccount *, the main one first */
  char *suggested;      /* the channel they would rather be written to on; nullable */
  char *refused;        /* why they may not be written to at all; nullable */
} CrmMessageWays;
void crm_message_ways_free (CrmMessageWays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMessageWays, crm_message_ways_free)

/* address: only this one; NULL: all of the client's. Runs in the reader. */
CrmMessageWays *crm_message_ways_read_in_worker (
    CrmTransaction *tx, gint64 client, const char *channel, const char *address, GError **error);
/* The same in the background; ends in crm_message_ways_read_finish (). */
void crm_message_ways_read_async (CrmStore *store, gint64 client, const char *channel, const char *address,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
CrmMessageWays *crm_message_ways_read_finish (CrmStore *store, GAsyncResult *result, GError **error);
