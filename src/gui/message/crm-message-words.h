/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-message.h"
#include "store/crm-store.h"

/* Words, icons and style classes of channels, addresses, times and states of messages. Main thread. */

/* channel: "sms", "mail", "chat". */
const char *crm_channel_get_icon (const char *channel);
const char *crm_channel_get_style (const char *channel);
const char *crm_channel_get_word (const char *channel); /* translated: "SMS" */

/* A number as people of the book's country read it; every other address as it is. Caller owns. */
char *crm_message_dup_address (CrmStore *store, const char *address);
/* "09:12", "Yesterday", "Mon", "21 Nov", "21 Nov 2024". Caller owns. */
char *crm_message_dup_short_time (gint64 at, gint64 now, GTimeZone *zone);
/* "09:12". Caller owns. */
char *crm_message_dup_clock (gint64 at, GTimeZone *zone);
/* "today at 14:30", "tomorrow at 09:00", "on 21 November at 09:00". Caller owns. */
char *crm_message_dup_moment (gint64 at, gint64 now, GTimeZone *zone);

/* How far a message of ours has come; NULL for one that came in or was only noted down. style: "late", "ok", "accent" or NULL. */
const char *crm_message_get_state_icon (const CrmRow *message, const char **style);
/* The same in a word ("Delivered") and in a sentence ("Delivered on 18 November 2026, 09:12"; "Not sent: …"). NULL as above. Caller owns. */
char *crm_message_dup_state (const CrmRow *message);
char *crm_message_dup_state_sentence (const CrmRow *message, gint64 now, GTimeZone *zone);
gboolean crm_message_is_in_state (const CrmRow *message, const char *state);
gboolean crm_message_is_incoming (const CrmRow *message);
