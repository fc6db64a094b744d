/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "crm-test-sms-server.h"

/* What the server and the APIs it speaks share. */

typedef struct
{
  char *id, *key, *to, *sender, *text;
  const char *state; /* "sent", "delivered" */
  gint64 at;
} CrmTestSms;

struct _CrmTestSmsServer
{
  SoupServer *server; /* owned */
  char *provider, *address;
  CrmTestSmsTrouble trouble;
  GPtrArray *sent;     /* CrmTestSms * */
  GPtrArray *received; /* CrmTestSms *: to is who wrote */
  GPtrArray *waiting;  /* SoupServerMessage *, owned: never answered */
  guint n_requests, n_ids;
  GString *complaints;
};

/* One request, taken apart. */
typedef struct
{
  CrmTestSmsServer *server;
  const char *method, *path;
  GHashTable *query, *form; /* never NULL */
  JsonNode *json;           /* nullable */
  const char *type;         /* nullable */
  const char *authorization;
  guint status;    /* of the answer */
  GString *answer; /* its body */
} CrmTestSmsCall;

/* Answers of the provider's API: TRUE when there is such a place. */
typedef gboolean (*CrmTestSmsApi) (CrmTestSmsCall *call);
CrmTestSmsApi crm_test_sms_find_api (const char *provider);

/* Against the documentation: answers 400, and the test will hear of it. */
void crm_test_sms_complain (CrmTestSmsCall *call, const char *what);
CrmTestSms *crm_test_sms_take (
    CrmTestSmsCall *call, const char *key, const char *to, const char *sender, const char *text);
CrmTestSms *crm_test_sms_find (CrmTestSmsCall *call, const char *id);

/* crm-test-sms-call.c; what it returns as char * the caller owns. */
const char *crm_test_sms_call_get (GHashTable *table, const char *name);
gboolean crm_test_sms_call_is (const CrmTestSmsCall *call, const char *method, const char *path);
const char *crm_test_sms_call_after (const CrmTestSmsCall *call, const char *method, const char *prefix);
void crm_test_sms_reply (CrmTestSmsCall *call, guint status, const char *format, ...) G_GNUC_PRINTF (3, 4);
char *crm_test_sms_quote (const char *text);
char *crm_test_sms_say_time (gint64 at, const char *format);
gint64 crm_test_sms_read_time (const char *text);
gboolean crm_test_sms_is_basic (const CrmTestSmsCall *call, const char *pair);
gboolean crm_test_sms_is_form (CrmTestSmsCall *call);
gboolean crm_test_sms_matches (const char *text, const char *pattern);
gboolean crm_test_sms_call_only (CrmTestSmsCall *call, GHashTable *table, const char *names);
const char *crm_test_sms_at_path (JsonNode *node, const char *path);

/* crm-test-sms-apis-local.c */
gboolean crm_test_sms_smsc (CrmTestSmsCall *call);
gboolean crm_test_sms_smsru (CrmTestSmsCall *call);
gboolean crm_test_sms_bird (CrmTestSmsCall *call);
gboolean crm_test_sms_android (CrmTestSmsCall *call);
gboolean crm_test_sms_generic (CrmTestSmsCall *call);
