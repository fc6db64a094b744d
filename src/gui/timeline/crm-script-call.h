/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Writes a call and the answers given in it as one operation: each goes into its field, becomes the next step, or is added to the text of
 * the call. values are the call's (taken); questions and answers belong together by their place (both taken), an empty answer is none.
 * Finish with crm_store_write_finish (); after an error nothing was written. */
void crm_script_call_add_async (CrmStore *store, CrmValues *values, GPtrArray *questions, char **answers,
    GAsyncReadyCallback callback, gpointer data);
