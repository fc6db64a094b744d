/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The editor of one field, chosen by its kind: one place knows how a kind is edited. It speaks plain text, in the spelling of
 * crm_values_read () (links and tags: names, or the id of a record that was picked).
 * Signal "commit": the person decided (a choice was picked); typing alone does not emit it. */
#define CRM_TYPE_FIELD_EDITOR (crm_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldEditor, crm_field_editor, CRM, FIELD_EDITOR, AdwBin)

/* field must outlive the editor (its entity is held by the caller). */
GtkWidget *crm_field_editor_new (CrmStore *store, const CrmField *field);
/* FALSE for kinds without an editor (pictures). */
gboolean crm_field_editor_can_edit (const CrmField *field);
void crm_field_editor_set_text (CrmFieldEditor *self, const char *text);
/* The person begins: takes the focus, and what there is to choose from is offered when there can be but little. */
void crm_field_editor_begin (CrmFieldEditor *self);
/* TRUE while a suggestion is chosen: Enter takes it. */
gboolean crm_field_editor_is_choosing (CrmFieldEditor *self);
/* Caller owns; "" when empty. Dates are returned in stored form when they can be read, else as typed. */
char *crm_field_editor_dup_text (CrmFieldEditor *self);
/* TRUE when Enter belongs to the text (several lines): Ctrl+Enter commits there. */
gboolean crm_field_editor_is_multiline (CrmFieldEditor *self);
/* Reads the text by the field's rules; the error is the sentence to show beside it. TRUE for what only the store can decide. */
gboolean crm_field_editor_check (CrmFieldEditor *self, CrmValues *values, int index, GError **error);
