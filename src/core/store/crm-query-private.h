/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-transaction-private.h"

/* What the files of the query compiler share. */
typedef struct
{
  CrmTransaction *tx;
  CrmEntity *entity;
  GString *where;
  GPtrArray *parameters;
  gboolean joined;  /* a computed field needs the entity's join */
  GArray *expanded; /* gint64, nullable: records whose conditions are being put in place of their name */
} CrmQueryCompiler;

/* A parameter without a value yet; what is appended refers to it by the number of parameters. The compiler owns it. */
CrmValue *crm_query_add_parameter (CrmQueryCompiler *c);
/* Append "$n" with its parameter. */
void crm_query_append_text (CrmQueryCompiler *c, const char *text);
void crm_query_append_integer (CrmQueryCompiler *c, gint64 number);
/* "column LIKE $n": folded text anywhere. */
void crm_query_append_contains (CrmQueryCompiler *c, const char *column, const char *fold);
gboolean crm_query_refuse (const CrmField *field, const char *name, const char *reason, GError **error);
/* What a field is compared and sorted by. Caller owns. */
char *crm_query_dup_expression (CrmQueryCompiler *c, const CrmField *field);
/* A condition of one field. */
gboolean crm_query_compile_leaf (CrmQueryCompiler *c, const CrmCondition *condition, GError **error);
/* Long text: through the text index. */
gboolean crm_query_compile_body (CrmQueryCompiler *c, const CrmCondition *condition, gboolean negate);
gboolean crm_query_compile_condition (CrmQueryCompiler *c, const CrmCondition *condition, GError **error);
/* " AND …" for each word. */
void crm_query_compile_words (CrmQueryCompiler *c, const char *text);
gboolean crm_query_compile_relation (
    CrmQueryCompiler *c, const CrmRelation *relation, const CrmCondition *condition, GError **error);
/* "t.id IN (…)" for a group of nothing but numbers of records joined by OR; FALSE when it is another one. */
gboolean crm_query_compile_ids (CrmQueryCompiler *c, const CrmCondition *group);
