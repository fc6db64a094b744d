/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction.h"

/* The parts of a check, in their order. */
typedef enum
{
  CRM_CHECK_FILE,    /* the database itself */
  CRM_CHECK_COLUMNS, /* folded twins, sort keys */
  CRM_CHECK_FIGURES, /* what entities derive */
  CRM_CHECK_LINES,   /* of timelines */
  CRM_CHECK_SUMS,    /* of days */
  CRM_CHECK_TEXTS,   /* the index of long texts */
} CrmCheckPart;

/* Who waits for a check. Lives where the check was asked for; told in the thread that checks. */
typedef struct
{
  void (*tell) (guint percent, gpointer data);
  gpointer data;
  guint percent; /* told last */
} CrmCheckWatch;

/* How much of a part is done; told when it comes to another percent of the whole. self: NULL when nobody waits. */
void crm_check_watch_tell (CrmCheckWatch *self, CrmCheckPart part, gint64 done, gint64 total);

/* Each compares (problems gets sentences, nullable) or makes anew; in a transaction of the writer's thread. */
gboolean crm_check_columns (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
gboolean crm_check_lines (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
gboolean crm_check_sums (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
gboolean crm_check_texts (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);
/* All of the store itself but the columns: links, lines, sums, texts. */
gboolean crm_check_derived (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error);

/* For the above: takes the sentence. problems: NULL when nobody asks. */
void crm_check_add_problem (GPtrArray *problems, char *text);
