/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Lanes side by side: open ones share the width evenly within limits, folded ones (style class "folded") are a strip. */
#define CRM_TYPE_LANES_LAYOUT (crm_lanes_layout_get_type ())
G_DECLARE_FINAL_TYPE (CrmLanesLayout, crm_lanes_layout, CRM, LANES_LAYOUT, GtkLayoutManager)

GtkLayoutManager *crm_lanes_layout_new (void);
