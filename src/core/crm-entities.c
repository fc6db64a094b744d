/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "note/crm-note.h"
#include "calendar/crm-calendar.h"
#include "campaign/crm-campaign.h"
#include "channel/crm-account.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "meeting/crm-meeting.h"
#include "message/crm-message.h"
#include "option/crm-option.h"
#include "product/crm-product.h"
#include "script/crm-script.h"
#include "segment/crm-segment.h"
#include "task/crm-task.h"
#include "template/crm-template.h"
#include "today/crm-today.h"
#include "user/crm-user.h"

/* The table of entities: a new one is a line here. Those that others refer to come first, as an export writes them. */

const CrmEntityInfo *const *
crm_entity_table (guint *n)
{
  static const CrmEntityInfo *const table[] = {
    &crm_user_entity,
    &crm_leave_entity,
    &crm_tag_entity,
    &crm_option_entity,
    &crm_own_entity_entity,
    &crm_own_field_entity,
    &crm_saved_view_entity,
    &crm_status_rule_entity,
    &crm_import_batch_entity,
    &crm_client_entity,
    &crm_address_entity,
    &crm_product_entity,
    &crm_pipeline_entity,
    &crm_stage_entity,
    &crm_lost_reason_entity,
    &crm_deal_entity,
    &crm_deal_contact_entity,
    &crm_deal_line_entity,
    &crm_deal_move_entity,
    &crm_task_sequence_entity,
    &crm_task_step_entity,
    &crm_task_run_entity,
    &crm_task_rule_entity,
    &crm_task_entity,
    &crm_calendar_entity,
    &crm_address_book_entity,
    &crm_meeting_entity,
    &crm_participant_entity,
    &crm_check_in_entity,
    &crm_provider_entity,
    &crm_account_entity,
    &crm_template_entity,
    &crm_template_text_entity,
    &crm_segment_entity,
    &crm_segment_exclusion_entity,
    &crm_campaign_entity,
    &crm_conversation_entity,
    &crm_message_entity,
    &crm_attachment_entity,
    &crm_consent_entity,
    &crm_answer_entity,
    &crm_note_entity,
    &crm_call_entity,
    &crm_goal_entity,
    &crm_script_entity,
    &crm_script_question_entity,
    &crm_hint_dismissal_entity,
  };

  *n = G_N_ELEMENTS (table);
  return table;
}
