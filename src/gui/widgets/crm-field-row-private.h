/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/crm-field-row.h"

/* What the files of the field row share: crm-field-row.c shows, crm-field-row-edit.c edits and saves. Main thread. */

struct _CrmFieldRow
{
  GtkListBoxRow parent_instance;
  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: keeps field alive */
  int index;
  gint64 id;
  gint64 version;      /* newest known */
  gint64 edit_version; /* what the person saw when editing began */
  char *plain;         /* newest known, never NULL */
  char *edit_plain;    /* what editing began with */
  char *display;       /* nullable */
  int step;            /* where to go after the save under way */
  gboolean pending;
  guint n_left;       /* saves under way of what was typed before the row went on to another record */
  GtkWidget *left_in; /* weak, nullable: the window that is told when they fail */
  char *refused;      /* nullable: the text that was refused last */
  GError *refusal;    /* owned; why */
  gboolean leaving;
  guint leave_idle;   /* source that commits what was left, or 0 */
  GtkWidget *content; /* caption over value */
  GtkWidget *caption; /* label, or what replaced it */
  GtkWidget *value;   /* label */
  GtkWidget *shown;   /* the label, or what replaces it */
  GtkWidget *editor;  /* while editing */
  GtkWidget *suffixes;
  GtkWidget *copy;
  GtkWidget *error_box;
  GtkWidget *error_label;
  GtkWidget *menu; /* popover, made when first asked for */
};

const CrmField *crm_field_row_get_table_line (CrmFieldRow *self);
void crm_field_row_show_value (CrmFieldRow *self);
/* Writes what is typed before the record or the row goes; nothing waits here for how it ends. */
void crm_field_row_leave (CrmFieldRow *self);
/* Takes the editor away. */
void crm_field_row_end_edit (CrmFieldRow *self);
