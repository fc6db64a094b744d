/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Where entries are written, one mode for each kind (crm-composer-form.h). What is typed is kept as the client's or the deal's draft
 * until it is saved.
 * Signals: "saved" after a record was written; "cancelled" when editing an entry was given up. */
#define CRM_TYPE_COMPOSER (crm_composer_get_type ())
G_DECLARE_FINAL_TYPE (CrmComposer, crm_composer, CRM, COMPOSER, AdwBin)

typedef enum
{
  CRM_COMPOSER_NOTE,
  CRM_COMPOSER_CALL,
  CRM_COMPOSER_MESSAGE,
  CRM_COMPOSER_MEETING,
  CRM_COMPOSER_TASK,
  CRM_COMPOSER_N_MODES
} CrmComposerMode;

GtkWidget *crm_composer_new (CrmStore *store);
/* Whom it is about; name (nullable) is said in the placeholder. 0 makes it insensitive. No deal. */
void crm_composer_set_client (CrmComposer *self, gint64 client_id, const char *name);
/* Writes about a deal and its client, which may be 0; drafts are the deal's. name as above. */
void crm_composer_set_deal (CrmComposer *self, gint64 deal_id, gint64 client_id, const char *name);
/* Puts the focus where writing begins. */
void crm_composer_begin (CrmComposer *self, CrmComposerMode mode);
CrmComposerMode crm_composer_get_mode (CrmComposer *self);
/* A text message to this number of the client. */
void crm_composer_begin_message (CrmComposer *self, const char *address);
/* A task that follows from this record, or what the person chooses instead. */
void crm_composer_follow_up (CrmComposer *self, const char *entity, gint64 id, const char *title);
/* The same with what is to be done proposed, unless a task was begun. */
void crm_composer_make_task (
    CrmComposer *self, const char *entity, gint64 id, const char *title, const char *line);
/* Icons only, but for the active mode. */
void crm_composer_set_compact (CrmComposer *self, gboolean compact);
/* Keeps what is typed as the draft now. */
void crm_composer_keep (CrmComposer *self);
void crm_composer_save (CrmComposer *self);
/* For callers that type for the person. */
GtkTextBuffer *crm_composer_get_buffer (CrmComposer *self);
/* The message below the text, or NULL. */
const char *crm_composer_get_error (CrmComposer *self);

/* Edits an entry instead of writing a new one: no drafts, "saved" and "cancelled" end it. */
void crm_composer_set_edited (CrmComposer *self, CrmRow *row);
/* What a window that edits is called. */
const char *crm_composer_get_edit_title (CrmComposer *self);
