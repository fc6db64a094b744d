/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-nav-pane.h"

/* Keeps the counters beside the pages Today (actions left) and Tasks (overdue) true: over commits and as time passes. */
#define CRM_TYPE_NAV_BADGES (crm_nav_badges_get_type ())
G_DECLARE_FINAL_TYPE (CrmNavBadges, crm_nav_badges, CRM, NAV_BADGES, GObject)

/* pane is held weakly; the store must be open. */
CrmNavBadges *crm_nav_badges_new (CrmStore *store, CrmNavPane *pane);
