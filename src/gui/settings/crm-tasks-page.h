/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Pages of the preferences about what is to be done: "Tasks" (rules, sequences, goals) and "Scripts" (what to say and ask). */
AdwPreferencesPage *crm_tasks_page_new (CrmStore *store);
AdwPreferencesPage *crm_scripts_page_new (CrmStore *store);
