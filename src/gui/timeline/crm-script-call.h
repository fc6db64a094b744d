/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-meeting-draft.h"

/* Writes a call, the answers given in it and the meeting agreed on as one operation: each answer goes into its field, becomes the next step, or is
 * added to the text of the call. values are the call's (taken); questions and answers belong together by their place (both taken), an empty
 * answer is none; meeting (taken, nullable) gets the call's client and deal, and the call as what led to it. Finish with
 * crm_store_write_finish (); after an error nothing was written. */
void crm_script_call_add_async (CrmStore *store, CrmValues *values, GPtrArray *questions, char **answers,
    CrmMeetingDraft *meeting, GAsyncReadyCallback callback, gpointer data);
