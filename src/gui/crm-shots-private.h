/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-shots.h"
#include "store/crm-record-list.h"
#include "store/crm-record.h"

/* What the walk through the pages shares with their table. Main thread. */

typedef struct
{
  CrmWindow *window; /* owned */
  char *folder;
  char **pages; /* nullable */
  void (*done) (gboolean all, gpointer data);
  gpointer data;
  guint step;
  gboolean acted;
  int width; /* of the window, for each page anew */
  int height;
  gboolean all;
  CrmRecordList *clients;       /* owned: the first one's card is shown */
  CrmRecordList *deals;         /* owned: likewise */
  CrmRecordList *meetings;      /* owned: likewise */
  CrmRecordList *conversations; /* owned: likewise */
  CrmRecord *talk;              /* owned, nullable: the first of them */
  CrmRecordList *strangers;     /* owned: likewise */
  CrmRecord *meeting;           /* owned, nullable: the first of them, read */
  GtkWindow *shown;             /* weak: the window to take */
  GdkFrameClock *clock;         /* weak: its frames */
  guint quiet;
  gint64 deadline;
} CrmShots;

typedef struct
{
  const char *name;
  gboolean (*show) (CrmShots *self); /* FALSE: not there in this book or build */
  void (*act) (CrmShots *self);      /* nullable: when that is seen */
  void (*end) (CrmShots *self);      /* nullable: after the picture */
} CrmShotsPage;

/* In the order of the walk; ends with a page without a name. */
extern const CrmShotsPage crm_shots_pages[];
