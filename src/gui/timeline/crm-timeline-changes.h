/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Changes of a client's fields as quiet lines among the entries of a history: what was changed in a row by one person is one line that unfolds.
 * Main thread. */
#define CRM_TYPE_TIMELINE_CHANGES (crm_timeline_changes_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineChanges, crm_timeline_changes, CRM, TIMELINE_CHANGES, GObject)

/* Signal "changed": there are other changes now, place () them again. */
CrmTimelineChanges *crm_timeline_changes_new (CrmStore *store);
/* Whose changes; 0 none. Reads them in the background, and again when the client is changed. */
void crm_timeline_changes_set_client (CrmTimelineChanges *self, gint64 client);

/* Where a line belongs: between which entries (µs, newest first, of those that are shown). */
typedef struct
{
  gint64 at;      /* of its newest change */
  GtkWidget *row; /* floating until it is put somewhere */
} CrmTimelineChange;
/* One for every run of changes between from and until (µs), none of whose changes has an entry of times (gint64, newest first) between
 * them. Newest first; caller frees the array with its elements. */
GArray *crm_timeline_changes_list (CrmTimelineChanges *self, gint64 from, gint64 until, GArray *times);
/* TRUE for a row of list (). */
gboolean crm_timeline_changes_is_row (GtkWidget *row);
/* Unfolds or folds it. */
void crm_timeline_changes_toggle (GtkWidget *row);
