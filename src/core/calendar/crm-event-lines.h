/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The form of iCalendar (RFC 5545, 3.1): components of content lines, each kept with the bytes it came in, so that what is not
 * understood is given on as it was. What values mean is not known here. Private to the calendar. Any thread. */

typedef struct
{
  char *raw;  /* with its folds, without the last end of line; NULL: text, folded anew */
  char *text; /* unfolded */
  guint name_length;
  guint value; /* where the value begins in text; 0: no content line at all */
  guint line;
} CrmEventLine;

typedef struct _CrmEventPart CrmEventPart;
typedef struct
{
  CrmEventLine *line; /* either of the two */
  CrmEventPart *part;
} CrmEventItem;

struct _CrmEventPart
{
  char *name;    /* as written: "VEVENT" */
  GArray *items; /* CrmEventItem, in order */
  guint line;
};

#define CRM_EVENT_MAX_DEPTH 8

/* The first component of a text, with all within it. NULL with a sentence. Caller owns. */
CrmEventPart *crm_event_part_parse (const char *ical, GError **error);
CrmEventPart *crm_event_part_new (const char *name);
void crm_event_part_free (CrmEventPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEventPart, crm_event_part_free)
gboolean crm_event_part_is (const CrmEventPart *self, const char *name);
void crm_event_part_append_to (const CrmEventPart *self, GString *out);
/* Adds a part or a line; taken. */
void crm_event_part_take_part (CrmEventPart *self, CrmEventPart *part);
void crm_event_part_take_line (CrmEventPart *self, CrmEventLine *line);
/* At a place among the items; lines behind the last line of that name, or before the first part within. */
void crm_event_part_insert_line (CrmEventPart *self, guint at, CrmEventLine *line);
guint crm_event_part_find_place (const CrmEventPart *self, const char *name);
void crm_event_part_remove (CrmEventPart *self, guint at);
/* The first line of a name; NULL when there is none. Owned by the part. */
CrmEventLine *crm_event_part_find (const CrmEventPart *self, const char *name);
/* The lines become this one (taken; NULL: none). */
void crm_event_part_replace (CrmEventPart *self, const char *name, CrmEventLine *line);

CrmEventLine *crm_event_line_new (const char *text);
CrmEventLine *crm_event_line_new_raw (const char *raw, gsize length, guint number);
void crm_event_line_free (CrmEventLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEventLine, crm_event_line_free)
gboolean crm_event_line_is (const CrmEventLine *self, const char *name);
const char *crm_event_line_get_value (const CrmEventLine *self);
/* First value of a parameter, without its quotes; NULL when there is none. Caller owns. */
char *crm_event_line_dup_param (const CrmEventLine *self, const char *name);
/* Sets a parameter, or takes it out (NULL); the others stay as they are. */
void crm_event_line_set_param (CrmEventLine *self, const char *name, const char *value);
void crm_event_line_set_value (CrmEventLine *self, const char *value);
/* A value of type TEXT, without and with its backslashes. Caller owns. */
char *crm_event_text_read (const char *value);
char *crm_event_text_write (const char *text);
/* Cuts at a sign outside quotes and not behind a backslash; at most max pieces. Caller owns. */
GPtrArray *crm_event_value_split (const char *value, char sign, guint max);
