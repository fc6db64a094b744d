/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-save.h"

/* What the files of the editor share: crm-meeting-dialog.c reads, checks and saves, crm-meeting-dialog-build.c makes its widgets. Main thread. */

/* Fields that have a plain editor: the first ones are always shown, the rest behind "More". */
#define CRM_MEETING_DIALOG_N_PLAIN 8
#define CRM_MEETING_DIALOG_FIRST_MORE 4
extern const int crm_meeting_dialog_plain[CRM_MEETING_DIALOG_N_PLAIN];

struct _CrmMeetingDialog
{
  AdwWindow parent_instance;

  CrmStore *store;        /* owned */
  CrmEntity *entity;      /* owned: meeting */
  CrmMeetingKnown *known; /* owned */
  GtkWidget *editors[CRM_MEETING_DIALOG_N_PLAIN];
  char *before[CRM_MEETING_DIALOG_N_PLAIN]; /* what the editors began with */
  GtkWidget *times;
  GtkWidget *zone_words; /* the time in the meeting's own zone, when that is another */
  GtkWidget *warnings;
  GtkWidget *repeat;
  GtkWidget *people;
  GtkWidget *reminders;
  GtkWidget *calendar; /* nullable: drop-down */
  GtkWidget *zone;     /* nullable: made when "More" is opened */
  GtkWidget *zone_place;
  GtkWidget *more;
  GtkWidget *error;
  GtkWidget *save;
  char *rule_before;
  char *reminders_before;
  gint64 task; /* that a new one hangs on */
  gboolean pending;
};

/* Place of a field among the plain ones. */
guint crm_meeting_dialog_find_plain (int field);
const char *crm_meeting_dialog_get_book_zone (CrmMeetingDialog *self);
/* The zone it keeps, NULL: the book's. */
const char *crm_meeting_dialog_get_zone (CrmMeetingDialog *self);
void crm_meeting_dialog_show_zone (CrmMeetingDialog *self);
/* crm-meeting-dialog-build.c */
void crm_meeting_dialog_build (CrmMeetingDialog *self);
