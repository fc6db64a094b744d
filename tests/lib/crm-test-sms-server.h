/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A provider of SMS on loopback, answered in the main loop of the test. It speaks the provider's API as its documentation says, and refuses
 * what the documentation does not allow. Main thread. */

typedef enum
{
  CRM_TEST_SMS_FINE,
  CRM_TEST_SMS_BUSY,      /* 429 with Retry-After: 7 */
  CRM_TEST_SMS_BUSY_DATE, /* 503 with Retry-After: a date */
  CRM_TEST_SMS_BROKEN,    /* 500 */
  CRM_TEST_SMS_MALFORMED, /* 200, and half an answer */
  CRM_TEST_SMS_HUGE,      /* 200, and more than 4 MiB */
  CRM_TEST_SMS_SILENT,    /* takes the message, and never answers */
  CRM_TEST_SMS_FORGETFUL, /* takes the message, and never answers that; all else it answers */
  CRM_TEST_SMS_CUT,       /* takes the message, and closes the connection */
  CRM_TEST_SMS_MOVED,     /* 302 to another address */
  CRM_TEST_SMS_ASTRAY,    /* Twilio: the next page is somebody else's */
} CrmTestSmsTrouble;

typedef struct _CrmTestSmsServer CrmTestSmsServer;

/* provider: id of one that comes with the program. secure: over TLS, with a certificate nobody signed. */
CrmTestSmsServer *crm_test_sms_server_new (const char *provider, gboolean secure);
void crm_test_sms_server_free (CrmTestSmsServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTestSmsServer, crm_test_sms_server_free)

/* The provider's own description, but with this server's address. Caller owns. */
char *crm_test_sms_server_dup_definition (CrmTestSmsServer *self);
/* Settings that are right, the secret among them. Caller owns. */
GHashTable *crm_test_sms_server_dup_settings (CrmTestSmsServer *self);
/* The same with a wrong secret. Caller owns. */
GHashTable *crm_test_sms_server_dup_wrong_settings (CrmTestSmsServer *self);

#define CRM_TEST_SMS_SENDER "+15005550006"
/* A number every provider refuses. */
#define CRM_TEST_SMS_REFUSED "+380990000001"

/* How it answers from now on. */
void crm_test_sms_server_set_trouble (CrmTestSmsServer *self, CrmTestSmsTrouble trouble);
/* What became of the last message it took. */
void crm_test_sms_server_deliver (CrmTestSmsServer *self);
/* Something came in for us; at: µs UTC. */
void crm_test_sms_server_receive (CrmTestSmsServer *self, const char *from, const char *text, gint64 at);
/* Nobody listens any more. */
void crm_test_sms_server_stop (CrmTestSmsServer *self);

guint crm_test_sms_server_get_n_messages (CrmTestSmsServer *self); /* it took to send */
guint crm_test_sms_server_get_n_requests (CrmTestSmsServer *self);
/* Of the last message; borrowed. */
const char *crm_test_sms_server_get_last_text (CrmTestSmsServer *self);
const char *crm_test_sms_server_get_last_number (CrmTestSmsServer *self);
const char *crm_test_sms_server_get_last_id (CrmTestSmsServer *self);
/* What it had to refuse because it is against the documentation; empty. Borrowed. */
const char *crm_test_sms_server_get_complaints (CrmTestSmsServer *self);
