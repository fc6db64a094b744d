/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contacts-eds/crm-eds-card-split.h"

/* Stands in a decoded value for a semicolon that separates nothing. */
#define CRM_EDS_PLAIN_SEMICOLON '\x01'

/* One property: unfolded, quoted-printable undone. Bytes until its encoding is known, then UTF-8. */
typedef struct
{
  char *group;     /* ASCII; nullable */
  char *name;      /* ASCII, upper case */
  char *charset;   /* ASCII; the encoding the property itself names, nullable */
  GString *params; /* as EVCard takes them: ;TYPE="home";TYPE="fax", without ENCODING and CHARSET */
  GString *value;
  gboolean binary; /* the value is base64 without blanks */
} CrmEdsCardLine;

/* The properties of a card, CrmEdsCardLine *. Lines that are no property are appended to unread (char *). */
GPtrArray *crm_eds_card_text_read_lines (const CrmEdsCardText *card, GPtrArray *unread, gboolean *is_2_1);

/* Whether semicolons separate the parts of such a property. */
gboolean crm_eds_card_line_is_structured (const CrmEdsCardLine *line);
