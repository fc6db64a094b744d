/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-entry.h"
#include <glib/gi18n-lib.h>
#include "base/crm-time.h"
#include "meeting/crm-meeting.h"
#include "message/crm-message.h"
#include "note/crm-note.h"
#include "task/crm-task.h"
#include "timeline/crm-timeline-meeting.h"
#include "timeline/crm-timeline-message.h"
#include "timeline/crm-timeline-move.h"

/* What an entry says, whatever record it stands for. Pure functions. Main thread. */

gboolean
crm_timeline_entry_is_kind (CrmActivity *activity, const char *entity)
{
  return g_strcmp0 (crm_activity_get_line (activity)->entity, entity) == 0;
}

gboolean
crm_timeline_entry_is_by_hand (CrmActivity *activity)
{
  return crm_timeline_entry_is_kind (activity, "note") || crm_timeline_entry_is_kind (activity, "call");
}

const char *
crm_timeline_entry_get_field_text (CrmActivity *activity, int note, int call)
{
  CrmRow *row = crm_activity_get_row (activity);

  if (crm_timeline_entry_is_kind (activity, "note"))
    return note >= 0 ? crm_row_get_text (row, note) : NULL;
  if (crm_timeline_entry_is_kind (activity, "call"))
    return call >= 0 ? crm_row_get_text (row, call) : NULL;
  return NULL;
}

const char *
crm_timeline_entry_get_text (CrmActivity *activity)
{
  CrmRow *meeting = crm_timeline_meeting_get (activity);

  return meeting != NULL ? crm_row_get_text (meeting, CRM_MEETING_TEXT)
                         : crm_timeline_entry_get_field_text (activity, CRM_NOTE_TEXT, CRM_CALL_TEXT);
}

/* A finished task's own row; NULL for everything else. */
CrmRow *
crm_timeline_entry_get_task (CrmActivity *activity)
{
  CrmRow *row = crm_activity_get_row (activity);

  return row != NULL && g_str_equal (crm_entity_get_name (row->entity), "task") ? row : NULL;
}

const char *
crm_timeline_entry_get_outcome_label (CrmActivity *activity)
{
  CrmRow *row = crm_activity_get_row (activity);
  const char *word = crm_timeline_entry_get_field_text (activity, -1, CRM_CALL_OUTCOME);

  /* What ended by itself has the word of a call. */
  if (crm_timeline_entry_get_task (activity) != NULL)
    return crm_field_get_choice_label (
        &crm_call_entity.fields[CRM_CALL_OUTCOME], crm_row_get_text (row, CRM_TASK_OUTCOME));
  if (crm_timeline_meeting_get (activity) != NULL)
    return crm_row_get_text (row, CRM_MEETING_OUTCOME);
  return word != NULL ? crm_field_get_choice_label (&row->entity->fields[CRM_CALL_OUTCOME], word) : NULL;
}

gboolean
crm_timeline_entry_is_missed (CrmActivity *activity)
{
  const CrmActivityLine *line = crm_activity_get_line (activity);

  return crm_timeline_entry_is_kind (activity, "call") && g_strcmp0 (line->direction, "in") == 0 &&
         g_strcmp0 (crm_timeline_entry_get_field_text (activity, -1, CRM_CALL_OUTCOME), "no-answer") == 0;
}

char *
crm_timeline_entry_dup_title (CrmActivity *activity)
{
  const CrmActivityLine *line = crm_activity_get_line (activity);
  const char *title;

  if (crm_timeline_entry_is_kind (activity, "deal_move") && line->summary != NULL)
    return crm_timeline_move_dup_title (activity);

  if (crm_timeline_entry_is_kind (activity, "note"))
    {
      title = crm_row_get_text (crm_activity_get_row (activity), CRM_NOTE_TITLE);
      return g_strdup (title != NULL ? title : _ ("Note"));
    }
  if (crm_timeline_entry_is_kind (activity, "call"))
    {
      title = crm_timeline_entry_is_missed (activity)  ? _ ("Missed call")
              : g_strcmp0 (line->direction, "in") == 0 ? _ ("Incoming call")
                                                       : _ ("Outgoing call");
      if (line->duration > 0)
        {
          g_autofree char *duration = crm_duration_display (line->duration);

          return g_strdup_printf ("%s · %s", title, duration);
        }
      return g_strdup (title);
    }
  if (crm_timeline_meeting_get (activity) != NULL)
    return crm_timeline_meeting_dup_title (crm_activity_get_row (activity), line->duration);
  if (crm_timeline_message_get (activity) != NULL)
    return crm_timeline_message_dup_title (crm_timeline_message_get (activity));
  if (line->summary != NULL)
    return g_strdup (line->summary);
  return crm_row_dup_title (crm_activity_get_row (activity));
}
