/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-quick-add-private.h"

#include <string.h>

#include "task/crm-task-line-entry.h"
#include "timeline/crm-draft.h"

/* What is typed in the window: read field by field, filled from the line above, and kept as the draft of client 0. Main thread. */

static const char *const entry_drafts[N_ENTRIES] = {
  "add.name",
  "add.phone",
  "add.email",
  "add.company",
  "add.tags",
};

GtkWidget *
crm_quick_add_find_entry (CrmQuickAdd *self, int entry)
{
  GtkWidget *entries[N_ENTRIES] = { self->name, self->phone, self->email, self->company, self->tags };

  return entries[entry];
}

GtkEditable *
crm_quick_add_get_task_editable (CrmQuickAdd *self)
{
  return crm_task_line_entry_get_editable (CRM_TASK_LINE_ENTRY (self->task));
}

GtkEditable *
crm_quick_add_get_line_editable (CrmQuickAdd *self)
{
  return crm_quick_read_get_editable (CRM_QUICK_READ (self->read));
}

char *
crm_quick_add_dup_entry (CrmQuickAdd *self, int entry)
{
  return g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_find_entry (self, entry)))));
}

char *
crm_quick_add_dup_note (CrmQuickAdd *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->note), "text", &text, NULL);
  return g_strstrip (g_steal_pointer (&text));
}

void
crm_quick_add_keep_draft (CrmQuickAdd *self)
{
  g_autofree char *note = NULL;

  if (self->filling || self->read == NULL || self->conversation != 0)
    return;
  for (int i = 0; i < N_ENTRIES; i++)
    crm_draft_set (self->store, "client", 0, entry_drafts[i],
        gtk_editable_get_text (GTK_EDITABLE (crm_quick_add_find_entry (self, i))));
  note = crm_quick_add_dup_note (self);
  crm_draft_set (self->store, "client", 0, "add.note", note);
  crm_draft_set (
      self->store, "client", 0, "add.task", gtk_editable_get_text (crm_quick_add_get_task_editable (self)));
  crm_draft_set (
      self->store, "client", 0, "add.line", gtk_editable_get_text (crm_quick_add_get_line_editable (self)));
  crm_draft_set (self->store, "client", 0, "add.kind",
      gtk_toggle_button_get_active (self->company_kind) ? "company" : NULL);
}

static void
set_entry (CrmQuickAdd *self, int entry, const char *text)
{
  CrmCompletion *completion =
      g_object_get_data (G_OBJECT (crm_quick_add_find_entry (self, entry)), "crm-completion");

  if (completion != NULL)
    crm_completion_set_text (completion, text, 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_find_entry (self, entry)), text != NULL ? text : "");
}

static void
set_draft_text (CrmQuickAdd *self, GtkEditable *editable, const char *key)
{
  const char *text = crm_draft_get (self->store, "client", 0, key);

  gtk_editable_set_text (editable, text != NULL ? text : "");
}

char *
crm_quick_add_dup_part (CrmQuickAdd *self, CrmQuickReadPart part)
{
  switch (part)
    {
    case CRM_QUICK_READ_NAME: return crm_quick_add_dup_entry (self, ENTRY_NAME);
    case CRM_QUICK_READ_PHONE: return crm_quick_add_dup_entry (self, ENTRY_PHONE);
    case CRM_QUICK_READ_EMAIL: return crm_quick_add_dup_entry (self, ENTRY_EMAIL);
    case CRM_QUICK_READ_COMPANY: return crm_quick_add_dup_entry (self, ENTRY_COMPANY);
    case CRM_QUICK_READ_NOTE: return crm_quick_add_dup_note (self);
    case CRM_QUICK_READ_TASK:
      return g_strdup (gtk_editable_get_text (crm_quick_add_get_task_editable (self)));
    case CRM_QUICK_READ_N_PARTS:
    default: return g_strdup ("");
    }
}

void
crm_quick_add_set_part (CrmQuickAdd *self, CrmQuickReadPart part, const char *text)
{
  switch (part)
    {
    case CRM_QUICK_READ_NAME: set_entry (self, ENTRY_NAME, text); break;
    case CRM_QUICK_READ_PHONE: set_entry (self, ENTRY_PHONE, text); break;
    case CRM_QUICK_READ_EMAIL: set_entry (self, ENTRY_EMAIL, text); break;
    case CRM_QUICK_READ_COMPANY: set_entry (self, ENTRY_COMPANY, text); break;
    case CRM_QUICK_READ_NOTE:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), text, -1);
      break;
    case CRM_QUICK_READ_TASK: gtk_editable_set_text (crm_quick_add_get_task_editable (self), text); break;
    case CRM_QUICK_READ_N_PARTS:
    default: break;
    }
}

/* What differs from the reading was written by hand. */
void
crm_quick_add_find_by_hand (CrmQuickAdd *self)
{
  for (int part = 0; part < CRM_QUICK_READ_N_PARTS; part++)
    {
      g_autofree char *text = crm_quick_add_dup_part (self, part);

      self->by_hand[part] =
          text[0] != '\0' && strcmp (text, crm_quick_read_get (CRM_QUICK_READ (self->read), part)) != 0;
    }
  self->kind_by_hand = gtk_toggle_button_get_active (self->company_kind) &&
                       !crm_quick_read_is_company (CRM_QUICK_READ (self->read));
}

void
crm_quick_add_fill_from_draft (CrmQuickAdd *self)
{
  const char *note = crm_draft_get (self->store, "client", 0, "add.note");

  self->filling = TRUE;
  set_draft_text (self, crm_quick_add_get_line_editable (self), "add.line");
  for (int i = 0; i < N_ENTRIES; i++)
    set_entry (self, i, crm_draft_get (self->store, "client", 0, entry_drafts[i]));
  set_draft_text (self, crm_quick_add_get_task_editable (self), "add.task");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note != NULL ? note : "", -1);
  if (crm_draft_get (self->store, "client", 0, "add.kind") != NULL)
    gtk_toggle_button_set_active (self->company_kind, TRUE);
  self->filling = FALSE;
  crm_quick_add_find_by_hand (self);
}
