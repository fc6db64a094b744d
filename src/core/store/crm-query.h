/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-entity.h"

/* What a list shows: entity, conditions, words, order. A plain description: compiled to SQL in the reader, kept as JSON in
 * saved views. Not thread-safe until frozen by handing it to the store (which copies it). */
typedef struct _CrmQuery CrmQuery;
typedef struct _CrmCondition CrmCondition;

typedef enum
{
  CRM_TEST_EQUAL, /* text folded; phone by normal form; empty value = is empty; tags: has the tag; choices: contains */
  CRM_TEST_NOT_EQUAL,
  CRM_TEST_LESS,
  CRM_TEST_GREATER,
  CRM_TEST_CONTAINS, /* folded text anywhere */
  CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY,
  CRM_TEST_WITHIN_DAYS, /* birthday: next one within n days; date, instant: in the next n days */
  CRM_TEST_OLDER_DAYS,  /* date, instant: longer ago than n days, or never */
  CRM_TEST_LAST_DAYS,   /* within the last n days */
  CRM_TEST_MINE,        /* link to a user: the one who looks */
  CRM_TEST_PAST,        /* date before today, instant before now */
} CrmTest;

/* A leaf, or a group whose children are joined by AND or OR. */
struct _CrmCondition
{
  gboolean group;
  gboolean any;        /* group: OR */
  GPtrArray *children; /* group: CrmCondition * */
  char *
      field; /* leaf: name of a field or of a relation; also "id", "uid", "created_at", "updated_at", "archived" */
  CrmTest test;
  char *value;     /* leaf: as typed / plain text; link names allowed */
  guint days;      /* leaf that asks other records: within so many days, 0: at any time */
  gboolean negate; /* the opposite of it */
};

typedef enum
{
  CRM_ARCHIVED_NO,
  CRM_ARCHIVED_ONLY,
  CRM_ARCHIVED_ALL
} CrmArchived;

CrmCondition *crm_condition_new (const char *field, CrmTest test, const char *value);
/* any TRUE: joined by OR, else by AND. A group without children holds for every record. */
CrmCondition *crm_condition_new_group (gboolean any);
void crm_condition_add (CrmCondition *group, CrmCondition *child); /* takes child */
CrmCondition *crm_condition_copy (const CrmCondition *self);
void crm_condition_free (CrmCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCondition, crm_condition_free)

CrmQuery *crm_query_new (const char *entity);
CrmQuery *crm_query_copy (const CrmQuery *self);
void crm_query_free (CrmQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuery, crm_query_free)

const char *crm_query_get_entity (const CrmQuery *self);
/* The top group (AND); add children to it. Owned by self. */
CrmCondition *crm_query_get_where (CrmQuery *self);
void crm_query_set_text (CrmQuery *self, const char *text);
const char *crm_query_get_text (const CrmQuery *self);
void crm_query_set_archived (CrmQuery *self, CrmArchived archived);
CrmArchived crm_query_get_archived (const CrmQuery *self);
/* "name", "-last_contact"; several keys in order; id is always last. clear first to replace. */
void crm_query_add_order (CrmQuery *self, const char *key);
void crm_query_clear_order (CrmQuery *self);
const char *const *crm_query_get_order (CrmQuery *self); /* NULL-terminated, owned */
void crm_query_set_limit (CrmQuery *self, gint64 limit); /* 0 = none */
gint64 crm_query_get_limit (const CrmQuery *self);
gboolean crm_query_equal (CrmQuery *a, CrmQuery *b);
char *crm_query_to_json (CrmQuery *self);
CrmQuery *crm_query_from_json (const char *json, GError **error);
/* Parses "FIELD=VALUE", "FIELD!=VALUE", "FIELD<VALUE", "FIELD>VALUE", "FIELD~VALUE" (CLI); "FIELD/90=VALUE": within 90 days. */
CrmCondition *crm_condition_parse (const char *term, GError **error);
/* Folded words a search text is looked up by; a text that is a phone number becomes one word of digits. Caller frees with g_strfreev (). */
char **crm_search_words (const char *text);
/* Of a phone number that begins with its country: the search line must have one of these beside the word. NULL for other texts.
 * Caller frees with g_strfreev (). */
char **crm_search_forms (const char *text);
