/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Those who are never in a segment: listed, added by name, taken away. Saves by itself. */
#define CRM_TYPE_SEGMENT_EXCLUSIONS (crm_segment_exclusions_get_type ())
G_DECLARE_FINAL_TYPE (CrmSegmentExclusions, crm_segment_exclusions, CRM, SEGMENT_EXCLUSIONS, GtkBox)

GtkWidget *crm_segment_exclusions_new (CrmStore *store);
void crm_segment_exclusions_set_segment (CrmSegmentExclusions *self, gint64 id);
