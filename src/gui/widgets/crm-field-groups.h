/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"
#include "widgets/crm-section.h"

/* The fields of a record as the left pane of a card shows them: a field row for every field a person may write, a section for each
 * group of the field table; empty fields are folded behind a menu. Built from the field table: a new field needs no line here. */
#define CRM_TYPE_FIELD_GROUPS (crm_field_groups_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldGroups, crm_field_groups, CRM, FIELD_GROUPS, GtkBox)

typedef enum
{
  CRM_FIELD_SHOW_FILLED, /* folded while it is empty */
  CRM_FIELD_SHOW_ALWAYS,
  CRM_FIELD_SHOW_FOLDED, /* folded although it is filled: its value says nothing new to most people */
  CRM_FIELD_SHOW_NEVER   /* something else on the card shows it */
} CrmFieldShow;

/* What is particular to an entity; every member but group may be NULL. data is what crm_field_groups_new () got. */
typedef struct
{
  const char *group; /* N_(): of fields without one */
  CrmFieldShow (*show) (int field);
  /* In place of show, where it depends on the record. */
  CrmFieldShow (*show_of) (int field, gpointer data);
  /* The text in place of the usual one; NULL takes the usual one. plain is "" only for fields that are always shown. Caller owns. */
  char *(*dup_display) (CrmRow *row, int field, const char *plain, gpointer data);
  /* A section of the card's own for a group, or NULL. */
  CrmSection *(*get_section) (const char *group, gpointer data);
  /* A row was made: for suffixes. */
  void (*row_made) (GtkWidget *row, int field, gpointer data);
  /* A field without a row here that the menu offers: appends its index. */
  void (*list_more) (GArray *fields, gpointer data);
  void (*edit_more) (int field, gpointer data);
} CrmFieldGroupsInfo;

/* info: static. */
GtkWidget *crm_field_groups_new (
    CrmStore *store, const char *entity, const CrmFieldGroupsInfo *info, gpointer data);
/* titles: as crm_field_groups_read_titles_in_worker () gives them; used during the call. */
void crm_field_groups_set_row (CrmFieldGroups *self, CrmRow *row, GHashTable *titles);
/* Makes the rows anew when the entity has other fields now. */
void crm_field_groups_rebuild (CrmFieldGroups *self);
/* The menu of what is folded, "Add field…", to be placed by the owner; with icon only "+". Owned by whoever shows it. */
GtkWidget *crm_field_groups_new_more (CrmFieldGroups *self, gboolean icon);
/* The section of a group, made when it is not there yet. */
CrmSection *crm_field_groups_ensure_section (CrmFieldGroups *self, const char *group);
/* Keeps the heading of a group's section although no field of it is shown. */
void crm_field_groups_keep_section (CrmFieldGroups *self, const char *group);
/* The row of a field, NULL for fields that have none. */
GtkWidget *crm_field_groups_get_row (CrmFieldGroups *self, const char *name);
/* Shows a field, empty or not, and begins to edit it; FALSE when there is none of this name. */
gboolean crm_field_groups_edit (CrmFieldGroups *self, const char *name);
/* Opens the window that adds an own field. */
void crm_field_groups_add_own (CrmFieldGroups *self);
/* Goes on with Tab from a field row anywhere below pane. */
void crm_field_groups_move (GtkWidget *pane, GtkWidget *row, int step);
/* Begins to edit the first field row below a widget; FALSE when there is none. */
gboolean crm_field_groups_edit_first (GtkWidget *pane);
/* Commits what is being edited anywhere below pane; FALSE when a value is refused: the focus is there then, with the reason. */
gboolean crm_field_groups_commit (GtkWidget *pane);

/* Titles of linked records and names of tags: field index → char *. In a reading function. */
GHashTable *crm_field_groups_read_titles_in_worker (CrmTransaction *tx, CrmRow *row);
