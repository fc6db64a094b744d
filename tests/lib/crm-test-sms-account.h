/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-sms-server.h"
#include "crm-test-store.h"
#include "secret/crm-secret-store.h"

/* An account of a provider on loopback, as the preferences make one: what is secret goes into the keyring, the rest into the book. Everything asserts. */

/* id of the account, which is the main one. */
gint64 crm_test_sms_account_add (CrmStore *store, CrmSecretStore *keyring, CrmTestSmsServer *server);
