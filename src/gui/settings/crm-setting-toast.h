/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Tells in the preferences window what was just changed, with a button that takes it back. */
#define CRM_TYPE_SETTING_TOAST (crm_setting_toast_get_type ())
G_DECLARE_FINAL_TYPE (CrmSettingToast, crm_setting_toast, CRM, SETTING_TOAST, GObject)

/* window is held weakly. Caller owns. */
CrmSettingToast *crm_setting_toast_new (CrmStore *store, AdwPreferencesWindow *window);
/* Whether one offers to take back what is changed in that book: nobody else needs to. */
gboolean crm_setting_toast_is_offered (CrmStore *store);
