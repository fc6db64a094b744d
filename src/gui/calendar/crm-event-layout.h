/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Which of several things that overlap stand side by side, in columns of a day or in rows of a strip. Pure: numbers only. Any thread. */

typedef struct
{
  int from; /* in; any unit */
  int to;   /* in, exclusive; more than from */
  guint column;
  guint span;       /* columns it may take without covering another */
  guint n_columns;  /* of all that hang together with it */
  gboolean hidden;  /* one of those told as "+n" */
  gboolean crowded; /* some of those that hang together with it are hidden */
} CrmEventSlot;

/* Hidden ones that hang together. */
typedef struct
{
  int from;
  int to;
  guint count;
  guint first; /* index of the first of them */
} CrmEventRest;

/* Slots by from, longer ones first. More than max columns are hidden. Returns CrmEventRest, by from. Caller owns. */
GArray *crm_event_layout_columns (CrmEventSlot *slots, guint n, guint max);
/* Rows (in column) of bars; the same order. Returns how many rows there are; nothing is hidden. */
guint crm_event_layout_rows (CrmEventSlot *slots, guint n);
