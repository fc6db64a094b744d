/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "meeting/crm-meeting.h"
#include "template/crm-template.h"

/* A template as it is kept once it is read. Private to the template's files. Immutable; any thread. */

#define CRM_TEMPLATE_MOST_BYTES (64 * 1024) /* of a text, and of what it is filled to */
#define CRM_TEMPLATE_MOST_DEPTH 16
#define CRM_TEMPLATE_MOST_PIECES 2000
#define CRM_TEMPLATE_MOST_PATH 3

/* The scale of a question that names none, and how long its answer is waited for. */
#define CRM_TEMPLATE_SCALE_FIRST 1
#define CRM_TEMPLATE_SCALE_LAST 5
#define CRM_TEMPLATE_DAYS 7

/* What fields are of. */
typedef enum
{
  CRM_TEMPLATE_CLIENT,
  CRM_TEMPLATE_DEAL,
  CRM_TEMPLATE_MEETING,
  CRM_TEMPLATE_USER,
  CRM_TEMPLATE_BUSINESS,
  CRM_TEMPLATE_N_ROOTS
} CrmTemplateRoot;

extern const char *const crm_template_roots[CRM_TEMPLATE_N_ROOTS]; /* "client" … */

typedef enum
{
  CRM_TEMPLATE_MONEY,  /* with cents */
  CRM_TEMPLATE_WHOLE,  /* money without cents */
  CRM_TEMPLATE_NUMBER, /* without the currency */
  CRM_TEMPLATE_DATE,
  CRM_TEMPLATE_DAY, /* of the week */
  CRM_TEMPLATE_TIME,
  CRM_TEMPLATE_FIRST, /* first name */
  CRM_TEMPLATE_UPPER,
  CRM_TEMPLATE_LOWER,
  CRM_TEMPLATE_N_FORMATS
} CrmTemplateFormat;

extern const char *const crm_template_formats[CRM_TEMPLATE_N_FORMATS]; /* "money" … */

typedef enum
{
  CRM_TEMPLATE_IS_SET,
  CRM_TEMPLATE_IS_EMPTY,
  CRM_TEMPLATE_IS_EQUAL,
  CRM_TEMPLATE_IS_OTHER,
  CRM_TEMPLATE_IS_LESS,
  CRM_TEMPLATE_IS_MORE,
  CRM_TEMPLATE_IS_TODAY,
  CRM_TEMPLATE_IS_TOMORROW,
  CRM_TEMPLATE_IS_WITHIN,
} CrmTemplateTest;

typedef struct
{
  CrmTemplateRoot root;
  char *names[CRM_TEMPLATE_MOST_PATH - 1]; /* field, and field of what it links to; NULL */
  char *text;                              /* "client.name" */
} CrmTemplatePath;

typedef enum
{
  CRM_TEMPLATE_PIECE_WORDS,
  CRM_TEMPLATE_PIECE_FIELD,
  CRM_TEMPLATE_PIECE_IF,
} CrmTemplatePieceKind;

/* Owns everything in it. */
typedef struct
{
  CrmTemplatePieceKind kind;
  char *words; /* words; of a field what stands instead of nothing, nullable */
  CrmTemplatePath path;
  guint formats; /* bits by CrmTemplateFormat */
  gboolean negated;
  CrmTemplateTest test;
  char *value;       /* of a comparison */
  int days;          /* of "within" */
  GPtrArray *pieces; /* CrmTemplatePiece *, when it holds */
  GPtrArray *others; /* else; nullable */
} CrmTemplatePiece;

struct _CrmTemplateText
{
  GPtrArray *pieces; /* CrmTemplatePiece * */
  GPtrArray *fields; /* char *, ended by NULL */
};

/* A subject whose records are read when they are asked for. Lives in one transaction. */
typedef struct
{
  CrmTransaction *tx;
  gint64 ids[CRM_TEMPLATE_N_ROOTS];
  const char *rid; /* nullable */
  gint64 now;
  char *today;
  char *locale;
  GHashTable *rows;          /* "client", "client.company" → CrmRow *, or NULL when there is none */
  GHashTable *entities;      /* name → CrmEntity * */
  CrmOccurrence *occurrence; /* of the meeting; nullable */
} CrmTemplateScope;
/* locale NULL: as the subject says. */
gboolean crm_template_scope_init (CrmTemplateScope *self, CrmTransaction *tx,
    const CrmTemplateSubject *subject, const char *language, GError **error);
void crm_template_scope_clear (CrmTemplateScope *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmTemplateScope, crm_template_scope_clear)
/* Own snapshot; borrowed. NULL with error. */
CrmEntity *crm_template_scope_get_entity (CrmTemplateScope *self, const char *name, GError **error);
/* TRUE when fields of that record may be written to others. */
gboolean crm_template_field_is_offered (const char *entity, const CrmField *field);

/* One field of the subject. */
typedef struct
{
  const CrmField *field; /* NULL: of the business */
  CrmEntity *entity;     /* borrowed */
  CrmValue value;        /* owned; empty when there is none */
  gboolean whole_day;    /* an instant that stands for a day */
  char *label;           /* what people call it; owned */
} CrmTemplateValue;
void crm_template_value_clear (CrmTemplateValue *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmTemplateValue, crm_template_value_clear)
gboolean crm_template_scope_find (
    CrmTemplateScope *self, const CrmTemplatePath *path, CrmTemplateValue *found, GError **error);
/* As it is written in the scope's language; NULL when there is nothing to write. Caller owns. */
char *crm_template_value_format (CrmTemplateScope *scope, const CrmTemplateValue *value, guint formats);
gboolean crm_template_value_holds (CrmTemplateScope *scope, const CrmTemplatePiece *piece,
    const CrmTemplateValue *value, gboolean *holds, GError **error);
