/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A template while it is being written: everything of it that is not saved yet. Kept for each open book until it is saved or given up, so that
 * closing the window loses nothing. Main thread. */
typedef struct
{
  gint64 id;      /* of the text; 0: not saved yet */
  char *language; /* "" for everybody else */
  char *subject;
  char *text;
  gboolean removed;
} CrmDraftText;

typedef struct
{
  gint64 id; /* of the template; 0: not saved yet */
  char *name;
  char *channel;
  char *purpose;
  char *expects; /* "" no answer */
  char *words;
  int scale_min;
  int scale_max;
  int valid_days;
  GPtrArray *texts; /* CrmDraftText * */
  gboolean changed;
} CrmTemplateDraft;

CrmTemplateDraft *crm_template_draft_new (void);
void crm_template_draft_free (CrmTemplateDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTemplateDraft, crm_template_draft_free)
CrmTemplateDraft *crm_template_draft_copy (CrmTemplateDraft *self);
/* Adds an empty text. Owned by self. */
CrmDraftText *crm_template_draft_add_text (CrmTemplateDraft *self, const char *language);
guint crm_template_draft_count_texts (CrmTemplateDraft *self); /* those not removed */

/* In a reading function: as the book has it; NULL with error. */
CrmTemplateDraft *crm_template_draft_read (CrmTransaction *tx, gint64 id, GError **error);
/* In a write function: all of it. Returns the template's id, 0 on error. */
gint64 crm_template_draft_write (CrmTransaction *tx, CrmTemplateDraft *self, GError **error);

/* What is not saved: of a template, or of a new one (id 0). Owned by the book; NULL when there is none. */
CrmTemplateDraft *crm_template_drafts_get (CrmStore *store, gint64 id);
/* Takes draft; NULL forgets it. */
void crm_template_drafts_take (CrmStore *store, gint64 id, CrmTemplateDraft *draft);
