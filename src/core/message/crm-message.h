/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A letter, SMS or chat line that came in or went out. The client may be unknown. What is on its way has a row in the table outbox (see
 * channel/crm-outbox.h); its state is told here, in words that stay. */
enum
{
  CRM_MESSAGE_CLIENT,
  CRM_MESSAGE_CHANNEL,   /* "mail", "sms", "chat" */
  CRM_MESSAGE_DIRECTION, /* "in", "out" */
  CRM_MESSAGE_AT,        /* when it came in, or was written; a sent one: when it was sent */
  CRM_MESSAGE_ADDRESS,   /* of the other side, as it came or was typed */
  CRM_MESSAGE_ADDRESS_MATCH,
  CRM_MESSAGE_SUBJECT,
  CRM_MESSAGE_TEXT,
  CRM_MESSAGE_PINNED,
  CRM_MESSAGE_AUTHOR,
  CRM_MESSAGE_DEAL,
  CRM_MESSAGE_TASK,
  CRM_MESSAGE_TRIGGER_ENTITY,
  CRM_MESSAGE_TRIGGER,
  CRM_MESSAGE_PLACE,
  CRM_MESSAGE_RULE,
  CRM_MESSAGE_RESULT,
  CRM_MESSAGE_OFF_RECORD,
  CRM_MESSAGE_ACCOUNT,
  CRM_MESSAGE_CONVERSATION, /* set by the program: the one of its channel and address */
  CRM_MESSAGE_STATE, /* of an outgoing one: "queued" "sending" "sent" "delivered" "read" "failed" "uncertain" "cancelled"; empty: it was only
                        noted down */
  CRM_MESSAGE_ERROR, /* in words */
  CRM_MESSAGE_REMOTE_ID, /* the provider's name for it */
  CRM_MESSAGE_DUE_AT,    /* not to be sent before */
  CRM_MESSAGE_SENT_AT,
  CRM_MESSAGE_DELIVERED_AT,
  CRM_MESSAGE_PARTS,
  CRM_MESSAGE_PRICE, /* as the provider told it, in millionths */
  CRM_MESSAGE_PRICE_CURRENCY,
  CRM_MESSAGE_TEMPLATE,
  CRM_MESSAGE_CAMPAIGN,
  CRM_MESSAGE_N_FIELDS
};
extern const CrmEntityInfo crm_message_entity;

/* In words why a message cannot be taken back, by its state; NULL when it can. Static text. Any thread. */
const char *crm_message_explain_too_late (const char *state);

/* All messages of one channel with one address: made with the first of them. */
enum
{
  CRM_CONVERSATION_CLIENT,
  CRM_CONVERSATION_CHANNEL,
  CRM_CONVERSATION_ADDRESS,
  CRM_CONVERSATION_ADDRESS_MATCH,
  CRM_CONVERSATION_ACCOUNT, /* the one the last message passed through */
  CRM_CONVERSATION_DEAL,    /* what is being written about: new messages get it */
  CRM_CONVERSATION_DEAL_BY_HAND,
  CRM_CONVERSATION_STATE, /* "open"; "done": nothing to answer, until the next message comes; "ignored": nobody we know, and it stays so */
  CRM_CONVERSATION_OWNER, /* who answers */
  CRM_CONVERSATION_CLIENT_NAME,    /* computed */
  CRM_CONVERSATION_LAST_AT,        /* computed */
  CRM_CONVERSATION_LAST_DIRECTION, /* computed */
  CRM_CONVERSATION_PREVIEW,        /* computed: the last text */
  CRM_CONVERSATION_WAITING_SINCE, /* computed: since when an open one waits for our answer; empty: it does not */
  CRM_CONVERSATION_N_MESSAGES,    /* computed */
  CRM_CONVERSATION_N_UNREAD,      /* computed */
  CRM_CONVERSATION_N_FIELDS
};
extern const CrmEntityInfo crm_conversation_entity;

/* In a write function: the conversation of a channel and an address, made when there is none; 0 on error. client 0: whose address it is, when it is
 * one client's only. */
gint64 crm_conversation_ensure (CrmTransaction *tx, const char *channel, const char *address, gint64 client,
    gint64 account, GError **error);
/* In a write function: everything in it has been read (seen FALSE: nothing since its last incoming message). Outside the log. */
gboolean crm_conversation_mark_seen (CrmTransaction *tx, gint64 conversation, gboolean seen, GError **error);
/* In a write function: it is client's from now on, with all its messages, and the address is put to the client (A41). One operation with what made
 * the client. */
gboolean crm_conversation_set_client (CrmTransaction *tx, gint64 conversation, gint64 client, GError **error);
/* The open deal a message from client belongs to: that of the conversation, else the only open one, else the one with the last activity; 0 none. Any
 * transaction. */
gint64 crm_message_find_deal (CrmTransaction *tx, gint64 conversation, gint64 client, GError **error);
/* The channel to write to client by: chosen on the card, else that of the last incoming message, else "sms" with a mobile phone, "mail" with an e-mail;
 * NULL: there is no address. Static text. Any transaction. */
const char *crm_message_suggest_channel (CrmTransaction *tx, gint64 client, GError **error);
/* The address to write to client on that channel: that of the last conversation, else the mobile one, else the main one. Caller owns; NULL none. */
char *crm_message_suggest_address (CrmTransaction *tx, gint64 client, const char *channel, GError **error);

/* A file that came or goes with a message. Its content is kept once, by its hash. */
enum
{
  CRM_ATTACHMENT_MESSAGE, /* owned by it */
  CRM_ATTACHMENT_NAME,
  CRM_ATTACHMENT_TYPE, /* MIME */
  CRM_ATTACHMENT_SIZE,
  CRM_ATTACHMENT_CONTENT, /* SHA-256, hexadecimal */
  CRM_ATTACHMENT_N_FIELDS
};
extern const CrmEntityInfo crm_attachment_entity;
/* In a write function. Returns its id, 0 on error. */
gint64 crm_attachment_add (
    CrmTransaction *tx, gint64 message, const char *name, const char *type, GBytes *content, GError **error);
/* Any transaction. Caller owns. */
GBytes *crm_attachment_read (CrmTransaction *tx, gint64 attachment, GError **error);
/* The content store itself: in a write function, hash (nullable) is what it is found by, caller owns; any transaction, NOT_FOUND when it is not there. */
gboolean crm_content_store (CrmTransaction *tx, GBytes *content, char **hash, GError **error);
GBytes *crm_content_read (CrmTransaction *tx, const char *hash, GError **error);

/* What somebody agreed to, or took back; the newest that fits counts. Without a client it is the address's. */
enum
{
  CRM_CONSENT_CLIENT, /* owned by it */
  CRM_CONSENT_ADDRESS,
  CRM_CONSENT_ADDRESS_MATCH,
  CRM_CONSENT_CHANNEL, /* "any", "sms", "mail", "call", "chat" */
  CRM_CONSENT_PURPOSE, /* "any"; "marketing": what they did not ask for */
  CRM_CONSENT_STATE,   /* "given", "withdrawn" */
  CRM_CONSENT_AT,
  CRM_CONSENT_SOURCE, /* "hand", "stop-word", "form", "import" */
  CRM_CONSENT_MESSAGE,
  CRM_CONSENT_NOTE,
  CRM_CONSENT_N_FIELDS
};
extern const CrmEntityInfo crm_consent_entity;

typedef enum
{
  CRM_CONSENT_UNKNOWN, /* never asked: what they need to know may be written, marketing by the book's setting "marketing-consent" ("asked", the
                          default: only to those who agreed; "assumed") */
  CRM_CONSENT_GIVEN,
  CRM_CONSENT_WITHDRAWN,
} CrmConsentState;
/* Whether client (0: nobody known) at address (nullable) may be written to on channel for purpose ("marketing", "service"). A withdrawal of "any" stops
 * everything; one of the address stops that address, and by a stop word the
 * client's others. Any transaction. */
CrmConsentState crm_consent_get (CrmTransaction *tx, gint64 client, const char *address_match,
    const char *channel, const char *purpose, GError **error);
/* TRUE when it may; else reason (nullable) gets a sentence, owned by the caller. FALSE with error set on failure. */
gboolean crm_consent_allows (CrmTransaction *tx, gint64 client, const char *address_match,
    const char *channel, const char *purpose, char **reason, GError **error);
/* TRUE when text is one of the stop words (STOP, СТОП, "стоп смс" …, and the book's setting "stop-words"): alone, in any case, with marks around it.
 * start: the words that give consent again. Any thread. */
gboolean crm_stop_word_matches (const char *text, const char *own_words, gboolean start);
