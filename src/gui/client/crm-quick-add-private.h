/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/crm-quick-add.h"
#include "client/crm-quick-read.h"
#include "widgets/crm-completion.h"

/* What the files of the quick add share: crm-quick-add.c is the window, crm-quick-add-fields.c reads and fills what is typed in it. Main thread. */

enum
{
  ENTRY_NAME,
  ENTRY_PHONE,
  ENTRY_EMAIL,
  ENTRY_COMPANY,
  ENTRY_TAGS,
  N_ENTRIES
};

struct _CrmQuickAdd
{
  AdwWindow parent_instance;
  CrmStore *store;     /* owned */
  gint64 conversation; /* whose unknown sender it is to be, 0 none: what is typed is no draft then */
  gboolean filling;
  gboolean reading;                         /* the line fills the fields */
  gboolean by_hand[CRM_QUICK_READ_N_PARTS]; /* not to be filled */
  gboolean kind_by_hand;
  gboolean pending;
  GCancellable *cancellable;         /* of the look for duplicates, nullable */
  CrmCompletion *company_completion; /* owned by its entry */
  CrmCompletion *about_completion;   /* owned by its entry */
  GtkWidget *save;
  GtkWidget *client_page;
  GtkBox *fields;
  GtkWidget *read; /* CrmQuickRead */
  GtkWidget *task; /* CrmTaskLineEntry */
  GtkToggleButton *person;
  GtkToggleButton *company_kind;
  GtkWidget *name;
  GtkWidget *phone;
  GtkWidget *email;
  GtkWidget *company;
  GtkWidget *tags;
  GtkTextView *note;
  GtkWidget *note_placeholder;
  GtkWidget *duplicate_box;
  GtkListBox *duplicates;
  GtkBox *entry_page;
  GtkWidget *about_list;
  GtkWidget *about;
  GtkWidget *composer; /* nullable */
  GtkWidget *error;
};

GtkWidget *crm_quick_add_find_entry (CrmQuickAdd *self, int entry);
GtkEditable *crm_quick_add_get_task_editable (CrmQuickAdd *self);
GtkEditable *crm_quick_add_get_line_editable (CrmQuickAdd *self);
char *crm_quick_add_dup_entry (CrmQuickAdd *self, int entry);
char *crm_quick_add_dup_note (CrmQuickAdd *self);
/* What is typed so far, kept and filled in again. */
void crm_quick_add_keep_draft (CrmQuickAdd *self);
char *crm_quick_add_dup_part (CrmQuickAdd *self, CrmQuickReadPart part);
void crm_quick_add_set_part (CrmQuickAdd *self, CrmQuickReadPart part, const char *text);
/* What differs from the reading was written by hand. */
void crm_quick_add_find_by_hand (CrmQuickAdd *self);
void crm_quick_add_fill_from_draft (CrmQuickAdd *self);
