/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "channel/crm-provider.h"
#include "store/crm-store.h"

/* What an account can pass through: the providers that come with the program, those the person described, and the modem. Signal "changed". Main thread. */
#define CRM_TYPE_PROVIDER_LIST (crm_provider_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmProviderList, crm_provider_list, CRM, PROVIDER_LIST, GObject)

CrmProviderList *crm_provider_list_new (CrmStore *store);
/* FALSE until those of the book were read: "changed" tells when. */
gboolean crm_provider_list_is_loaded (CrmProviderList *self);
/* Names in its order, for a combo. Owned by self until "changed". */
GListModel *crm_provider_list_get_names (CrmProviderList *self);
const char *crm_provider_list_get_name (CrmProviderList *self, guint position);
const char *crm_provider_list_get_backend (CrmProviderList *self, guint position); /* "http", "modem" */
const char *crm_provider_list_get_id (
    CrmProviderList *self, guint position); /* as the account keeps it, nullable */
gboolean crm_provider_list_is_own (CrmProviderList *self, guint position);
const char *crm_provider_list_get_own_definition (CrmProviderList *self, guint position); /* nullable */
char *crm_provider_list_dup_definition (CrmProviderList *self, guint position); /* "" for the modem */
CrmProvider *crm_provider_list_make (CrmProviderList *self, guint position, GError **error);
/* The place of what an account keeps; the first without such a one. */
guint crm_provider_list_find (CrmProviderList *self, const char *backend, const char *id);
/* Reads those of the book again. */
void crm_provider_list_reload (CrmProviderList *self);
