/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret/crm-secret-store.h"

/* One that is made by make when it is asked for the first time. New reference. */
CrmSecretStore *crm_lazy_secret_store_new (CrmSecretStore *(*make) (void));
