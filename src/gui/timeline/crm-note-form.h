/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer-form.h"

/* A note in the composer. */
#define CRM_TYPE_NOTE_FORM (crm_note_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmNoteForm, crm_note_form, CRM, NOTE_FORM, CrmComposerForm)
