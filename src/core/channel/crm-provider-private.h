/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "channel/crm-provider.h"

/* What the files of providers share among themselves. */

#define CRM_PROVIDER_MOST_BYTES (4 * 1024 * 1024)
#define CRM_PROVIDER_MOST_DEPTH 64
/* µs by which their clock may be behind ours, and their lists late. */
#define CRM_PROVIDER_SLACK (10 * G_TIME_SPAN_MINUTE)

typedef enum
{
  CRM_PROVIDER_SEND,
  CRM_PROVIDER_TEST,
  CRM_PROVIDER_BALANCE,
  CRM_PROVIDER_PRICE,
  CRM_PROVIDER_LOOK_UP,
  CRM_PROVIDER_STATES,
  CRM_PROVIDER_FETCH,
  CRM_PROVIDER_N_OPERATIONS
} CrmProviderOperation;

struct _CrmProvider
{
  gatomicrefcount references;
  JsonNode *root; /* owned; what the rest borrows from */
  const char *id, *name, *documentation;
  GArray *settings; /* CrmProviderSetting, owned */
  guint rate, max_characters, poll_seconds, states_at_once;
  gboolean idempotent;
  GTimeZone *zone; /* owned: of times without one */
  JsonObject *operations[CRM_PROVIDER_N_OPERATIONS];
};

extern const char *const crm_provider_operation_names[];

/* crm-provider-check.c: whether the file makes sense; the error names the place. */
gboolean crm_provider_check (JsonNode *root, GError **error);
/* "en" of {"en": …, "uk": …}, as the person's language is; a plain string is itself. NULL for anything else. */
const char *crm_provider_translate (JsonNode *node);

/* Where a request stands in the list of what came in. */
typedef struct
{
  gboolean first; /* nothing is handed over until the first round is done: "from now on" */
  gint64 since;   /* µs: what is older was handed over */
  gint64 start;   /* µs: what is older was there before the account */
  gint64 high;    /* µs: the newest seen in this round */
  gint64 after;   /* the highest number handed over; -1 none */
  char *known;    /* "," joined remote ids of start */
  char *page;     /* nullable: the page of this round to ask for */
} CrmProviderCursor;
void crm_provider_cursor_clear (CrmProviderCursor *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmProviderCursor, crm_provider_cursor_clear)
void crm_provider_cursor_read (CrmProviderCursor *self, const char *text);
char *crm_provider_cursor_to_string (const CrmProviderCursor *self);
/* Until when a round asks, µs. */
gint64 crm_provider_cursor_until (const CrmProviderCursor *self, CrmProvider *provider);

/* crm-provider-template.c */
typedef enum
{
  CRM_PROVIDER_RAW,
  CRM_PROVIDER_URL, /* also of forms */
  CRM_PROVIDER_HEADER,
  CRM_PROVIDER_JSON, /* within the quotes of a text body */
  CRM_PROVIDER_XML,
} CrmProviderEscape;

typedef struct
{
  CrmProvider *provider;
  GHashTable *settings;
  const CrmOutgoing *message;      /* nullable */
  const char *const *ids;          /* nullable */
  const CrmProviderCursor *cursor; /* nullable */
  gint64 since;
  gboolean asking; /* whether something is there: nothing needs to be */
} CrmProviderContext;

/* Caller owns; NULL with a sentence when what it needs is not there. */
char *crm_provider_expand (
    const char *text, const CrmProviderContext *context, CrmProviderEscape escape, GError **error);
/* Whether every placeholder of text is one that operation has. settings: names. */
gboolean crm_provider_check_template (const char *text, CrmProviderOperation operation, GHashTable *settings,
    const char *place, GError **error);

/* crm-provider-body.c: the answer's body as a tree, whatever its type. Caller owns; PROTOCOL with a sentence. spec: the answer's description. */
JsonNode *crm_provider_read_body (JsonObject *spec, GBytes *body, const char *type, GError **error);

/* crm-provider-path.c */
typedef struct
{
  JsonNode *node;  /* borrowed */
  const char *key; /* of the member it is; nullable, borrowed */
} CrmProviderItem;
/* Every place path names, in order. */
GArray *crm_provider_find_all (const CrmProviderItem *from, const char *path);
/* What value stands for in item: a path, a text with {paths}, or "=" and the text itself; the first of several with "|" between them that is
 * there. NULL when there is nothing. Caller owns. */
char *crm_provider_get_text (const CrmProviderItem *item, const char *value);
gboolean crm_provider_check_path (const char *path);
/* µs UTC; 0 when it is no time. */
gint64 crm_provider_parse_time (const char *text, GTimeZone *zone);
gboolean crm_provider_parse_micros (const char *text, gint64 *micros);
