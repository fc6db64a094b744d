/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-note-form.h"
#include <glib/gi18n-lib.h>
#include "note/crm-note.h"
#include "base/crm-error.h"
#include "base/crm-text.h"

/* Has nothing but the composer's form. Main thread. */

struct _CrmNoteForm
{
  CrmComposerForm parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmNoteForm, crm_note_form, CRM_TYPE_COMPOSER_FORM)

static gboolean
read_note (CrmComposerForm *kind, CrmValues *values, GError **error)
{
  if (!crm_text_is_blank (crm_values_get_text (values, CRM_NOTE_TEXT)) ||
      !crm_text_is_blank (crm_values_get_text (values, CRM_NOTE_TITLE)))
    return TRUE;
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("Write something first."));
  return FALSE;
}

static void
crm_note_form_class_init (CrmNoteFormClass *klass)
{
  CrmComposerFormClass *kind = CRM_COMPOSER_FORM_CLASS (klass);

  kind->entity = "note";
  kind->label = N_ ("Note");
  kind->icon = "crm-note-symbolic";
  kind->tip = N_ ("Write a note (Alt+1)");
  kind->edit_title = N_ ("Edit note");
  kind->text_key = "composer.note";
  kind->read = read_note;
  kind->fields[CRM_COMPOSER_FIELD_CLIENT] = CRM_NOTE_CLIENT;
  kind->fields[CRM_COMPOSER_FIELD_DEAL] = CRM_NOTE_DEAL;
  kind->fields[CRM_COMPOSER_FIELD_AUTHOR] = CRM_NOTE_AUTHOR;
  kind->fields[CRM_COMPOSER_FIELD_TRIGGER_ENTITY] = CRM_NOTE_TRIGGER_ENTITY;
  kind->fields[CRM_COMPOSER_FIELD_TRIGGER] = CRM_NOTE_TRIGGER;
  kind->fields[CRM_COMPOSER_FIELD_TEXT] = CRM_NOTE_TEXT;
  kind->fields[CRM_COMPOSER_FIELD_AT] = CRM_NOTE_AT;
  kind->fields[CRM_COMPOSER_FIELD_TITLE] = CRM_NOTE_TITLE;
  kind->fields[CRM_COMPOSER_FIELD_PLACE] = CRM_NOTE_PLACE;
  kind->fields[CRM_COMPOSER_FIELD_RULE] = CRM_NOTE_RULE;
  kind->fields[CRM_COMPOSER_FIELD_RESULT] = CRM_NOTE_RESULT;
  kind->fields[CRM_COMPOSER_FIELD_PINNED] = CRM_NOTE_PINNED;
  kind->fields[CRM_COMPOSER_FIELD_OFF_RECORD] = CRM_NOTE_OFF_RECORD;
}

static void
crm_note_form_init (CrmNoteForm *self)
{
}
