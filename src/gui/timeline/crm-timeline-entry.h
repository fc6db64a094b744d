/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "activity/crm-activity.h"

/* Reading an entry of the timeline. Texts are borrowed from the entry unless said otherwise. */

gboolean crm_timeline_entry_is_kind (CrmActivity *activity, const char *entity);
/* A note or a call: what a person wrote down. */
gboolean crm_timeline_entry_is_by_hand (CrmActivity *activity);
/* The field of a note or of a call; -1: that kind has none. NULL when empty. */
const char *crm_timeline_entry_get_field_text (CrmActivity *activity, int note, int call);
/* What was said, NULL when nothing was. */
const char *crm_timeline_entry_get_text (CrmActivity *activity);
/* A finished task's own row; NULL for everything else. */
CrmRow *crm_timeline_entry_get_task (CrmActivity *activity);
/* How it ended, translated; or NULL. */
const char *crm_timeline_entry_get_outcome_label (CrmActivity *activity);
gboolean crm_timeline_entry_is_missed (CrmActivity *activity);
/* What the entry is called: "Note", "Incoming call · 6 min 40 s". Caller owns. */
char *crm_timeline_entry_dup_title (CrmActivity *activity);
