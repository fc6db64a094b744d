/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* One field of a record: caption over value, edited in place. Enter, F2 or a click begin, Enter commits, Escape reverts, Tab commits
 * and goes on; what is wrong with a value is said below it.
 * Signals: "commit" (const char *text) → TRUE when the handler saves by itself and calls crm_field_row_finish ();
 * "move" (int step) when the person went on with Tab; "done" when editing ended, saved or not; "remove" when an own field is to be
 * removed for good. */
#define CRM_TYPE_FIELD_ROW (crm_field_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldRow, crm_field_row, CRM, FIELD_ROW, GtkListBoxRow)

GtkWidget *crm_field_row_new (CrmStore *store, CrmEntity *entity, int field);
int crm_field_row_get_field (CrmFieldRow *self);
/* The record and its value: plain is what is edited, display what is shown (both nullable). While it is being edited only what comes
 * after a revert changes. */
void crm_field_row_set_value (
    CrmFieldRow *self, gint64 id, gint64 version, const char *plain, const char *display);
gint64 crm_field_row_get_id (CrmFieldRow *self);
/* The version the person saw when editing began. */
gint64 crm_field_row_get_version (CrmFieldRow *self);
gboolean crm_field_row_is_empty (CrmFieldRow *self);
void crm_field_row_set_caption (CrmFieldRow *self, const char *caption);
/* Replaces the caption by a widget (a menu button). */
void crm_field_row_set_caption_widget (CrmFieldRow *self, GtkWidget *widget);
void crm_field_row_add_suffix (CrmFieldRow *self, GtkWidget *widget);
/* Cuts long values in the middle: what matters of an e-mail address is at both ends. */
void crm_field_row_set_ellipsize_middle (CrmFieldRow *self);
/* Shows widget in place of the value's text while it is not being edited. */
void crm_field_row_set_value_widget (CrmFieldRow *self, GtkWidget *widget);
/* No caption and no margins, the value in this style class: for a field that stands as a heading. */
void crm_field_row_set_heading_style (CrmFieldRow *self, const char *style);
void crm_field_row_begin_edit (CrmFieldRow *self);
gboolean crm_field_row_is_editing (CrmFieldRow *self);
/* Leaves editing without saving. */
void crm_field_row_revert (CrmFieldRow *self);
/* Ends a save that a "commit" handler took over; error NULL is success. */
void crm_field_row_finish (CrmFieldRow *self, const GError *error);
/* What stands below the value, or NULL. */
const char *crm_field_row_get_error (CrmFieldRow *self);
/* For tests and callers that type for the person: what the editor holds. */
void crm_field_row_set_edit_text (CrmFieldRow *self, const char *text);
/* Commits what is in the editor; step is what "move" is emitted with afterwards (0: the focus stays). */
void crm_field_row_commit (CrmFieldRow *self, int step);
