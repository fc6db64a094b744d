/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contacts-eds/crm-eds-card-line.h"

/* In which encodings a file is written. Static names, nullable where there is nothing to say. */
typedef struct
{
  const char *main; /* of the text that names none of its own */
  const char
      *other; /* of the few values that cannot be in a UTF-8 main encoding; NULL: they are damaged UTF-8 */
  gboolean forced;
} CrmEdsCardCharset;

/* Finds the encodings of all properties (an array of arrays of CrmEdsCardLine *). FALSE when the forced one is unknown. */
gboolean crm_eds_card_charset_find (
    CrmEdsCardCharset *self, GPtrArray *cards, const char *forced, GError **error);

/* Makes the property UTF-8. FALSE when some of its bytes mean nothing: U+FFFD stands for them. */
gboolean crm_eds_card_charset_decode (const CrmEdsCardCharset *self, CrmEdsCardLine *line);

/* Makes any other text of the file UTF-8. Caller owns. */
char *crm_eds_card_charset_decode_text (const CrmEdsCardCharset *self, const char *text, gsize length);
