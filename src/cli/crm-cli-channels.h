/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel/crm-channel-manager.h"
#include "crm-cli.h"

/* What the verbs share that send and receive. Main thread. */

/* Runs the channels of the book for as long as the result lives; perhaps another program does already. New reference. */
CrmChannelManager *crm_cli_channels_new (CrmCli *cli);
/* Runs the main loop until done () says TRUE, or for as long as --wait says; FALSE then. */
gboolean crm_cli_channels_wait (CrmCli *cli, gboolean (*done) (gpointer data), gpointer data);
/* Number of an account given by number or name; 0 with error set. */
gint64 crm_cli_find_account (CrmCli *cli, const char *text, GError **error);
/* "send": by number or name, as in "template"; 0 without error: text is NULL. */
gboolean crm_cli_resolve (
    CrmTransaction *tx, const char *entity, const char *text, gint64 *id, GError **error);

/* "sync": what is due of one account (0: all); FALSE with a sentence when one is not in order. print: how they are; n: how many there are. */
gboolean crm_cli_sync_accounts (CrmCli *cli, gint64 account, gboolean print, guint *n, GError **error);
