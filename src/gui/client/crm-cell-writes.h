/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-work.h"
#include "store/crm-store.h"

/* Cells of the client list that are to be written, as one operation. */
typedef struct
{
  gint64 client;
  gint64 version; /* what the person saw; 0 takes what is there */
  char *field;
  char *text; /* as typed; "" empties */
} CrmCellWrite;

/* CrmCellWrite, freed with it. */
GPtrArray *crm_cell_writes_new (void);
void crm_cell_writes_add (
    GPtrArray *self, gint64 client, gint64 version, const CrmField *field, const char *text);
/* Nothing is written when one of them cannot be: the error names client and field. Takes self; cells of one client stand together. work may be NULL.
 * The result is that of crm_store_write_finish (). */
void crm_cell_writes_run_async (GPtrArray *self, CrmStore *store, const char *purpose, CrmWork *work,
    GAsyncReadyCallback callback, gpointer data);
/* TRUE for what a person writes, and not the program. */
gboolean crm_cell_can_be_written (const CrmField *field);
