/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The page "Hours" of the preferences: when the business and its employees work, and who is away when. */
AdwPreferencesPage *crm_hours_page_new (CrmStore *store);
