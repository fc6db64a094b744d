/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* One line on a timeline, written by the record it stands for. */
struct _CrmActivityLine
{
  gint64 client_id;
  gint64 at; /* µs UTC */
  gint64 id;
  const char *entity; /* interned */
  gint64 record_id;
  gboolean main;
  gint64 deal_id;        /* 0 none */
  const char *kind;      /* interned: "note", "call", "message", "meeting", "task", "deal" … */
  const char *direction; /* interned: "in", "out" or NULL */
  gint64 author_id;
  gint64 duration;  /* seconds; -1 none */
  gboolean counted; /* FALSE: not for the record */
  char *summary;    /* owned */
};

/* Writes the lines of a record anew after it changed (row NULL: only removes the old ones). In a write function. */
gboolean crm_activity_lines_write (
    CrmTransaction *tx, const char *entity, gint64 record_id, const CrmRow *row, GError **error);
