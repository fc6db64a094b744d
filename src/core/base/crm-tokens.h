/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-words.h"

/* A line cut into words, numbers and signs that know their bytes. Private to core. Any thread. */

typedef enum
{
  CRM_TOKEN_WORD,
  CRM_TOKEN_NUMBER,
  CRM_TOKEN_SIGN,
} CrmTokenType;

typedef struct
{
  CrmTokenType type;
  gsize start;
  gsize end;
  char *fold;          /* of a word: folded, without apostrophes; owned */
  const CrmWord *word; /* what it means; nullable */
  guint number;        /* saturated */
  guint n_digits;
  gboolean zero; /* it begins with 0 */
  gunichar sign;
  gboolean blank_before;
  gboolean capital;
  gboolean phone; /* part of a telephone number */
} CrmToken;

/* Cuts text, which must be UTF-8; elements are CrmToken. Caller owns. */
GArray *crm_tokens_new (const char *text);
