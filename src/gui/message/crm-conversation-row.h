/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "message/crm-message.h"
#include "store/crm-record.h"

/* One conversation in the list: who, when, by which channel, what was said last; what has not been read is bold and has a dot. All rows have one
 * height. Main thread. */
#define CRM_TYPE_CONVERSATION_ROW (crm_conversation_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmConversationRow, crm_conversation_row, CRM, CONVERSATION_ROW, AdwBin)

GtkWidget *crm_conversation_row_new (CrmStore *store);
/* record nullable; follows its changes. */
void crm_conversation_row_set_record (CrmConversationRow *self, CrmRecord *record);
/* Time goes on: "09:12" becomes "Yesterday". */
void crm_conversation_row_update (CrmConversationRow *self);

/* The client's name, else the address. Caller owns. */
char *crm_conversation_dup_name (CrmStore *store, const CrmRow *conversation);
