/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Children one after the other at their natural width, in as many lines as the width asks for; those that expand horizontally share what
 * is left of their line. */
#define CRM_TYPE_WRAP_LAYOUT (crm_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (CrmWrapLayout, crm_wrap_layout, CRM, WRAP_LAYOUT, GtkLayoutManager)

/* An empty box with this layout. */
GtkWidget *crm_wrap_box_new (void);
