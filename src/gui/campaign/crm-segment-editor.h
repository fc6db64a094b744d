/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The conditions of a segment, counted while they are edited; who is left out; what can be done with those in it. */
#define CRM_TYPE_SEGMENT_EDITOR (crm_segment_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmSegmentEditor, crm_segment_editor, CRM, SEGMENT_EDITOR, AdwBin)

GtkWidget *crm_segment_editor_new (CrmStore *store);
/* 0: none. What was changed and not saved is let go of. */
void crm_segment_editor_set_segment (CrmSegmentEditor *self, gint64 id);
gint64 crm_segment_editor_get_segment (CrmSegmentEditor *self);
