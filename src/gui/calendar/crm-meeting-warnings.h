/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* What stands against a time that is being planned (never a refusal), and the next free one as a button. Signal "taken" (gint64 starts_at). */
#define CRM_TYPE_MEETING_WARNINGS (crm_meeting_warnings_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingWarnings, crm_meeting_warnings, CRM, MEETING_WARNINGS, GtkBox)

typedef struct
{
  gint64 exclude; /* the meeting itself, 0 none */
  gint64 starts_at, ends_at;
  gboolean all_day;
  GArray *users;              /* gint64, borrowed, nullable */
  GArray *clients;            /* likewise: what the clock says where they are is told */
  const char *place;          /* nullable */
  double latitude, longitude; /* NAN: unknown */
} CrmMeetingPlan;

GtkWidget *crm_meeting_warnings_new (CrmStore *store);
/* plan NULL: says nothing. Copied. */
void crm_meeting_warnings_set (CrmMeetingWarnings *self, const CrmMeetingPlan *plan);
/* What it says, NULL when nothing does; for tests. Caller owns. */
char *crm_meeting_warnings_dup_text (CrmMeetingWarnings *self);
gboolean crm_meeting_warnings_is_loading (CrmMeetingWarnings *self);
