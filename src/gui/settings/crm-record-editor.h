/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* What the preferences know of a kind of small record that they edit in rows: stages, rules, steps, goals. Static data; every function may be NULL. */
typedef struct
{
  const char *entity;
  const int *fields; /* that are edited, in order; -1 ends */
  int position;      /* field of the order */
  int owner;         /* field of the record that it belongs to, -1 none */
  int active;        /* field with a switch, -1 none */
  const char *add;   /* N_("Add stage") */
  const char *fresh; /* N_("New stage"): what one just added is called */
  /* What a new one needs besides its name. */
  void (*complete) (CrmStore *store, CrmValues *values);
  char *(*dup_title) (CrmStore *store, CrmRow *row);
  char *(*dup_subtitle) (CrmStore *store, CrmRow *row);
  /* FALSE hides the field of this record. */
  gboolean (*applies) (CrmRow *row, int field);
  const char *(*get_label) (int field);
  /* Words (char *) that the field of the record (NULL: not yet known) can have and what they are called; FALSE: it is not a choice of words. */
  gboolean (*list_words) (CrmStore *store, CrmRow *row, int field, GPtrArray *words, GPtrArray *labels);
  /* A row of its own for a field; NULL takes the usual one. show is called with every new state. */
  GtkWidget *(*make) (CrmStore *store, int field);
  void (*show) (GtkWidget *widget, CrmRow *row);
  /* In place of archiving it. */
  void (*remove) (GtkWidget *from, CrmStore *store, CrmRow *row);
  /* Something beside the title. */
  void (*decorate) (GtkWidget *row, CrmRow *record);
} CrmRecordKind;

/* The row of one field of such a record: chosen by the field's kind, written at once. Owns what it offers. Main thread. */
typedef struct _CrmRecordEditor CrmRecordEditor;
CrmRecordEditor *crm_record_editor_new (
    CrmStore *store, const CrmRecordKind *kind, CrmEntity *entity, int field);
void crm_record_editor_free (CrmRecordEditor *self);
GtkWidget *crm_record_editor_get_widget (CrmRecordEditor *self);
/* What is being typed stays. */
void crm_record_editor_show (CrmRecordEditor *self, CrmRow *row);
