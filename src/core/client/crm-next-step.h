/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* The next step of a client or deal: its earliest open task or planned meeting. Part of the figures; writer's or reader's thread. */
typedef struct
{
  gboolean any;
  gint64 key; /* due by (µs); G_MAXINT64 without a date */
  char *on;   /* day, nullable */
  gint64 at;  /* time, 0 none */
  char *kind; /* "todo" "call" "letter" "meeting" "wait" */
  char *title;
  const char *entity; /* "task", "meeting" */
  gint64 id;
} CrmNextFigures;

void crm_next_figures_clear (CrmNextFigures *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmNextFigures, crm_next_figures_clear)
/* entity: "client" or "deal". out must be cleared. */
gboolean crm_next_figures_read (
    CrmTransaction *tx, const char *entity, gint64 id, CrmNextFigures *out, GError **error);
/* The seven columns next_key, next_on, next_at, next_kind, next_title, next_entity, next_id from parameter (or column) n on. */
void crm_next_figures_bind (const CrmNextFigures *self, CrmStatement *statement, int n);
gboolean crm_next_figures_is_stored (const CrmNextFigures *self, CrmStatement *stored, int column);

#define CRM_NEXT_COLUMNS "next_key, next_on, next_at, next_kind, next_title, next_entity, next_id"
#define CRM_NEXT_EXCLUDED \
  "next_key = excluded.next_key, next_on = excluded.next_on, next_at = excluded.next_at, next_kind = " \
  "excluded.next_kind, next_title = excluded.next_title, next_entity = excluded.next_entity, next_id = " \
  "excluded.next_id"
