/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"
#include "task/crm-task-line.h"

/* Which client a typed line is about. */
typedef struct
{
  gint64 id;
  char *name;
} CrmTaskClient;

typedef struct
{
  GPtrArray
      *clients;  /* CrmTaskClient *, the one heard from last first; empty when nobody is meant or known */
  char *unknown; /* a name nobody has, nullable */
} CrmTaskGuess;
void crm_task_guess_free (CrmTaskGuess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTaskGuess, crm_task_guess_free)

/* Looks for the names and the telephone number of a line of text among the clients, also in other cases of Slavic names ("Анні"). */
void crm_task_guess_async (CrmStore *store, const char *text, const CrmTaskLine *line,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
CrmTaskGuess *crm_task_guess_finish (CrmStore *store, GAsyncResult *result, GError **error);
