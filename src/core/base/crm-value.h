/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One value of one field. Text, blob and list are owned by the value. */
typedef enum
{
  CRM_VALUE_NULL,
  CRM_VALUE_INTEGER, /* numbers, booleans, instants (µs), links (id), durations (s) */
  CRM_VALUE_REAL,
  CRM_VALUE_TEXT, /* texts, dates (ISO), choices (stable words) */
  CRM_VALUE_BLOB,
  CRM_VALUE_MONEY, /* minor units and currency */
  CRM_VALUE_LIST,  /* ids of linked records, in order (links, tags) */
} CrmValueType;

typedef struct
{
  CrmValueType type;
  union
  {
    gint64 integer;
    double real;
    char *text;
    GBytes *blob;
    struct
    {
      gint64 minor;
      char currency[4];
    } money;
    GArray *list; /* gint64 */
  } v;
} CrmValue;

#define CRM_VALUE_INIT \
  { \
    .type = CRM_VALUE_NULL \
  }

void crm_value_clear (CrmValue *self);
void crm_value_copy (CrmValue *to, const CrmValue *from);        /* to is cleared first */
gboolean crm_value_equal (const CrmValue *a, const CrmValue *b); /* NULL equals empty text and empty list */
gboolean crm_value_is_empty (const CrmValue *self);              /* NULL, empty text, empty list */
void crm_value_set_integer (CrmValue *self, gint64 integer);
void crm_value_set_real (CrmValue *self, double real);
void crm_value_set_text (CrmValue *self, const char *text); /* NULL or "" makes it NULL */
void crm_value_take_text (CrmValue *self, char *text);
void crm_value_take_blob (CrmValue *self, GBytes *blob);
void crm_value_set_money (CrmValue *self, gint64 minor, const char *currency);
void crm_value_take_list (CrmValue *self, GArray *list);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmValue, crm_value_clear)
