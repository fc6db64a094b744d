/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A line as it stands in the file, without its end; points into the text that was split. */
typedef struct
{
  const char *text;
  gsize length;
  guint number; /* 1-based */
} CrmEdsTextLine;

/* The lines of one card between BEGIN and END. */
typedef struct
{
  guint line;
  const char *error; /* untranslated sentence, NULL when the card is whole */
  GArray *lines;     /* of CrmEdsTextLine */
  GString *agent;    /* text of cards inside the card, NULL when there is none */
} CrmEdsCardText;

/* Cuts a file in any encoding that contains ASCII into cards. Returns an array of CrmEdsCardText *. */
GPtrArray *crm_eds_card_split (const char *text, gsize length);

/* Length of the property name (with its group) that the line begins with; 0 when it is no property. */
gsize crm_eds_text_line_get_name (const CrmEdsTextLine *line);
gboolean crm_eds_text_line_is_blank (const CrmEdsTextLine *line);
