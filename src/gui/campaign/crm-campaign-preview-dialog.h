/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Every message a campaign would write now, and who gets none, with the reason. */
void crm_campaign_preview_present (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name);
