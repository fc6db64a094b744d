/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-importer.h"

/* A book with clients, products and stages, and tables of deals that are read into it. */

typedef struct
{
  char *folder;
  CrmStore *store;
} Fixture;

void deals_set_up (Fixture *fixture, gconstpointer data);
void deals_tear_down (Fixture *fixture, gconstpointer data);
CrmImporter *deals_load_bytes (Fixture *fixture, GBytes *bytes, const char *entity);
CrmImporter *deals_load (Fixture *fixture, const char *text);
CrmImportResult *deals_run (CrmImporter *importer);
CrmImportResult *deals_import (Fixture *fixture, const char *text, const char *makes);
void deals_assert_counts (
    CrmImportResult *result, guint created, guint updated, guint duplicates, guint faulty);
const char *deals_get_fault (CrmImportResult *result, guint n);
void deals_assert_names (CrmImportResult *result, const char *expected);
void deals_assert_sql (Fixture *fixture, const char *sql, const char *expected);
void deals_assert_stages (Fixture *fixture, const char *expected);
void deals_assert_sound (Fixture *fixture);
void deals_undo (Fixture *fixture, gboolean redo);
void deals_fill (Fixture *fixture);

#define DEALS "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
