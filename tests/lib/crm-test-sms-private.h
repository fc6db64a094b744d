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
