/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "base/crm-value.h"

/* One field of an entity, as data: columns, forms, lists, filters, CSV, CLI, search, validation and history read it. */

typedef enum
{
  CRM_KIND_TEXT, /* one line */
  CRM_KIND_LONG, /* several lines, kept in the record's own column */
  CRM_KIND_BODY, /* the record's text in table body, full-text searched */
  CRM_KIND_INTEGER,
  CRM_KIND_REAL,
  CRM_KIND_DECIMAL, /* exact: an integer of 1/10^digits (percentages 2, quantities 3) */
  CRM_KIND_BOOLEAN,
  CRM_KIND_DATE,     /* "YYYY-MM-DD" or "--MM-DD" */
  CRM_KIND_INSTANT,  /* µs UTC */
  CRM_KIND_DURATION, /* seconds */
  CRM_KIND_MONEY,    /* two columns: minor units, currency */
  CRM_KIND_LINK,     /* id of a record of the entity named in target */
  CRM_KIND_LINKS,    /* several of them, in order */
  CRM_KIND_TAGS,     /* LINKS to entity tag, made on demand by name */
  CRM_KIND_CHOICE,   /* one stable word */
  CRM_KIND_CHOICES,  /* several stable words, stored " a b " */
  CRM_KIND_OPTION,   /* text the business extends itself: table option, list named in target */
  CRM_KIND_PHONE,
  CRM_KIND_EMAIL,
  CRM_KIND_URL,
  CRM_KIND_PLACE, /* text of an address */
  CRM_KIND_BLOB,
  CRM_N_KINDS
} CrmKind;

typedef enum
{
  CRM_FIELD_REQUIRED = 1 << 0,
  CRM_FIELD_SEARCHED = 1 << 1, /* part of the quick search line */
  CRM_FIELD_SORTED = 1 << 2,   /* text: has a sort key column */
  CRM_FIELD_OWNED = 1 << 3,    /* link: this record belongs to the target and is archived with it */
  CRM_FIELD_INDEXED = 1 << 4,
  CRM_FIELD_READ_ONLY = 1 << 5, /* set by the program */
  CRM_FIELD_COMPUTED = 1 << 6,  /* no column: read by the SQL expression in sql (t is the record's table) */
  CRM_FIELD_MAIN = 1 << 7,    /* convenience for the main address of that kind (client.phone, client.email) */
  CRM_FIELD_HIDDEN = 1 << 8,  /* not offered in forms and lists */
  CRM_FIELD_OWN = 1 << 9,     /* added by the user: column x_<id> */
  CRM_FIELD_YEARLY = 1 << 11, /* date that comes again every year */
  CRM_FIELD_PLAIN = 1 << 10,  /* text without a folded twin: compared as it stands */
  CRM_FIELD_LOOSE = 1 << 12,  /* links: holds nobody; one that is removed goes out of the list */
} CrmFieldFlags;

typedef struct
{
  const char *word;  /* stored */
  const char *label; /* N_() */
} CrmChoice;

typedef struct
{
  const char *name;
  const char *
      label; /* N_() for built-in fields, the user's own words for own ones: show with crm_field_get_label () */
  CrmKind kind;
  CrmFieldFlags flags;
  const char *target;       /* LINK, LINKS: entity; OPTION: list; own CHOICE: NULL */
  const CrmChoice *choices; /* CHOICE, CHOICES; ends with a NULL word */
  const char *group;        /* N_(): section of the card */
  const char *sql;          /* COMPUTED and MAIN: SQL expression that reads it */
  const char *sql_fold;     /* COMPUTED text: expression of its folded twin, or NULL */
  const char *sql_key;      /* COMPUTED text: expression of its sort key, or NULL */
  guint digits;             /* DECIMAL: decimals kept */
} CrmField;

/* Translated label. Owned by the field. */
const char *crm_field_get_label (const CrmField *self);
/* Translated label of a stored choice word, or the word itself. */
const char *crm_field_get_choice_label (const CrmField *self, const char *word);
const char *crm_kind_get_name (CrmKind kind); /* "text", "money", …: stable, for schema and own fields */
gboolean crm_kind_from_name (const char *name, CrmKind *kind);
/* TRUE for kinds a user may choose for an own field. */
gboolean crm_kind_is_own_allowed (CrmKind kind);
/* TRUE when the value is text with a folded twin column (NAME_fold). */
gboolean crm_field_has_fold (const CrmField *self);
/* TRUE when it is stored in a column of its own in the entity's table (not BODY, LINKS, TAGS, COMPUTED, MAIN). */
gboolean crm_field_has_column (const CrmField *self);
