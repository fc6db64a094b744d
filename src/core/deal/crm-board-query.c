/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-board.h"

/* What a board shows, and what the next step of a deal says at a glance. Plain data; any thread. */

#define FIRST_CARDS 50

CrmNextState
crm_next_state (gint64 next_key, const char *next_kind, const char *next_on, gint64 now, const char *today)
{
  if (!next_key)
    return CRM_NEXT_NONE;
  /* A wait that is over asks for something to be done, as any step whose time has passed. */
  if (next_key < now)
    return CRM_NEXT_OVERDUE;
  if (g_strcmp0 (next_kind, "wait") == 0)
    return CRM_NEXT_WAITING;
  return g_strcmp0 (next_on, today) == 0 ? CRM_NEXT_TODAY : CRM_NEXT_PLANNED;
}

gboolean
crm_board_takes_field (const CrmField *field)
{
  return field->flags & CRM_FIELD_OWN && (field->kind == CRM_KIND_CHOICE || field->kind == CRM_KIND_TEXT);
}

CrmBoardQuery *
crm_board_query_new (void)
{
  CrmBoardQuery *self = g_new0 (CrmBoardQuery, 1);

  self->first = FIRST_CARDS;
  self->next_state = -1;
  return self;
}

CrmBoardQuery *
crm_board_query_copy (const CrmBoardQuery *self)
{
  CrmBoardQuery *copy = g_memdup2 (self, sizeof *self);

  copy->where = self->where ? crm_query_copy (self->where) : NULL;
  return copy;
}

void
crm_board_query_free (CrmBoardQuery *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->where, crm_query_free);
  g_free (self);
}
