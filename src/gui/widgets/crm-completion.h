/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Suggestions below an entry while a person types: titles of records that contain the text. Lives as long as the entry, which owns it.
 * Down opens the list without a text too; Down and Up choose, Enter or a click takes, Escape closes the list first. */
#define CRM_TYPE_COMPLETION (crm_completion_get_type ())
G_DECLARE_FINAL_TYPE (CrmCompletion, crm_completion, CRM, COMPLETION, GObject)

/* entity: whose titles. field and value (nullable): a condition they must meet ("kind", "company"; "list", "source").
 * many: the text is a list separated by commas, and the last word is completed.
 * Signal "taken" (gint64 id, const char *title) when a suggestion was put into the entry. */
CrmCompletion *crm_completion_attach (GtkWidget *entry, CrmStore *store, const char *entity,
    const char *field, const char *value, gboolean many);
/* The record whose suggestion was taken and not changed since; 0 otherwise. */
gint64 crm_completion_get_taken (CrmCompletion *self);
/* Opens the list before anything is typed: for entities of which there are few. */
void crm_completion_offer (CrmCompletion *self);
/* TRUE while the list is shown. */
gboolean crm_completion_is_open (CrmCompletion *self);
/* TRUE while a line of it is chosen: Enter will take it. */
gboolean crm_completion_is_choosing (CrmCompletion *self);
/* Puts a text into the entry without offering anything for it; id is what it stands for (0: nothing yet). */
void crm_completion_set_text (CrmCompletion *self, const char *text, gint64 id);
