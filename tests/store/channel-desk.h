/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel-manager.h"
#include "crm-test-channel.h"

/* A shop's account that sends, a provider that answers as told, and a manager between them. */

gboolean desk_queue_in_worker (CrmTransaction *tx, gpointer data, GError **error);
void desk_queue (CrmStore *store, const char *address, const char *text);

typedef struct
{
  CrmStore *store;
  CrmTestProvider *provider;
  CrmChannelManager *manager;
  char *path;
} Desk;

void desk_start (Desk *self);
void desk_stop (Desk *self);
Desk *desk_new (CrmChannelAbilities abilities);
void desk_free (Desk *self);
void desk_settle (Desk *self);
void desk_pass (Desk *self, gint64 seconds);
gint64 desk_count (Desk *self, const char *state);
const CrmAccountHealth *desk_get_health (Desk *self);
