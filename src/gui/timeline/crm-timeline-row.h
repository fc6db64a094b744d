/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "activity/crm-activity.h"

/* One entry of a timeline. Immutable: a changed entry gets a new row.
 * Signals: "edit", "follow-up", "make-task", "trigger" (show what it follows up), "context" (show what stands around it) when the person asks for them; the rest the row does by itself. */
#define CRM_TYPE_TIMELINE_ROW (crm_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineRow, crm_timeline_row, CRM, TIMELINE_ROW, GtkListBoxRow)

/* with_date: say the day too (pinned entries stand under no day). */
GtkWidget *crm_timeline_row_new (CrmStore *store, CrmActivity *activity, gboolean with_date);
/* Entity and id of what the entry follows up; NULL when nothing. Owned by self. */
const char *crm_timeline_row_get_trigger (CrmTimelineRow *self, gint64 *id);
CrmActivity *crm_timeline_row_get_activity (CrmTimelineRow *self);
/* It was found by these folded words (of crm_text_words ()): they are marked, and a button leads to its place in the history. */
void crm_timeline_row_set_found (CrmTimelineRow *self, const char *const *words);
/* What Enter does: opens the deal that moved, unfolds the text of anything else. */
void crm_timeline_row_activate (CrmTimelineRow *self);
/* Shows all of the text, or two lines. */
void crm_timeline_row_toggle (CrmTimelineRow *self);
