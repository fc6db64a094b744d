/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-nav-pane.h"

/* Lists that every book has, in the navigation below the saved ones, each with its count: clients with something missing, and pairs that may be
 * the same one. One that would be empty is not there. */
#define CRM_TYPE_BUILT_IN_VIEWS (crm_built_in_views_get_type ())
G_DECLARE_FINAL_TYPE (CrmBuiltInViews, crm_built_in_views, CRM, BUILT_IN_VIEWS, GObject)

/* pane is held weakly. */
CrmBuiltInViews *crm_built_in_views_new (CrmStore *store, CrmNavPane *pane);
