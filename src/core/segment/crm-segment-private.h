/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "segment/crm-segment.h"

/* What the files of segments share. */

/* Names of products, stages, segments become their numbers, so that a new name changes nothing. INVALID when there are none or several. */
gboolean crm_segment_query_resolve (CrmTransaction *tx, CrmSegmentQuery *self, GError **error);
/* INVALID when it asks, also through others, for the segment itself. */
gboolean crm_segment_query_check_circle (
    CrmTransaction *tx, CrmSegmentQuery *self, gint64 segment, GError **error);
