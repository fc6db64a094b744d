/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-nav-pane.h"

/* Keeps the numbers at the pages of the navigation up to date, over commits and as time passes: actions left at Today, overdue ones at Tasks. Zero
 * can be reached. */
#define CRM_TYPE_NAV_BADGES (crm_nav_badges_get_type ())
G_DECLARE_FINAL_TYPE (CrmNavBadges, crm_nav_badges, CRM, NAV_BADGES, GObject)

/* pane is held weakly. */
CrmNavBadges *crm_nav_badges_new (CrmStore *store, CrmNavPane *pane);
