/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* One line for a new task ("Call Anna fri 10 !"); how it is read stands below as chips, each of which can be corrected or dropped.
 * Signals: "changed"; "activate" (Enter). */
#define CRM_TYPE_TASK_LINE_ENTRY (crm_task_line_entry_get_type ())
G_DECLARE_FINAL_TYPE (CrmTaskLineEntry, crm_task_line_entry, CRM, TASK_LINE_ENTRY, GtkBox)

/* placeholder, label (accessible name): translated. */
GtkWidget *crm_task_line_entry_new (CrmStore *store, const char *label, const char *placeholder);
/* Whom and which deal new tasks are about, whatever the line says; 0: the line says it; client -1: the caller says it. */
void crm_task_line_entry_set_about (CrmTaskLineEntry *self, gint64 client, gint64 deal);
/* The day ("YYYY-MM-DD") of a line that names none; NULL: no date. */
void crm_task_line_entry_set_day (CrmTaskLineEntry *self, const char *day);
gboolean crm_task_line_entry_is_empty (CrmTaskLineEntry *self);
void crm_task_line_entry_clear (CrmTaskLineEntry *self);
/* The new task's values. new_client: the name of a client to be added first, or NULL; caller owns. FALSE when there is no title. */
gboolean crm_task_line_entry_read (
    CrmTaskLineEntry *self, CrmValues *values, char **new_client, GError **error);
/* TRUE while the names in the line are being looked up. */
gboolean crm_task_line_entry_is_guessing (CrmTaskLineEntry *self);
GtkEditable *crm_task_line_entry_get_editable (CrmTaskLineEntry *self);
/* Without the words around the chips. */
void crm_task_line_entry_set_narrow (CrmTaskLineEntry *self, gboolean narrow);
/* Something at the end of the line of chips. */
void crm_task_line_entry_add_end (CrmTaskLineEntry *self, GtkWidget *widget);
/* The box of chips, for tests and for a label beside them. */
GtkWidget *crm_task_line_entry_get_chips (CrmTaskLineEntry *self);
