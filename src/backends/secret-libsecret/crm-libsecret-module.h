/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret/crm-secret-store.h"

/* What the module offers to crm-backends.c, which looks for this one symbol. */
typedef struct
{
  CrmSecretStore *(*secret_store_new) (void);
} CrmLibsecretModule;

#define CRM_LIBSECRET_MODULE_SYMBOL "crm_libsecret_module"
extern const CrmLibsecretModule crm_libsecret_module;
