/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The ready templates, and an empty one, to choose from. Signal "chosen" (const char *id; "" is the empty one). Main thread. */
#define CRM_TYPE_TEMPLATE_READY (crm_template_ready_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplateReady, crm_template_ready, CRM, TEMPLATE_READY, AdwBin)

/* boxed: on a page; else in a popover. */
GtkWidget *crm_template_ready_new (gboolean boxed);
