/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Text files of unknown encoding made UTF-8. All functions are pure and may run on any thread. */

#define CRM_CHARSET_ERROR (crm_charset_error_quark ())
GQuark crm_charset_error_quark (void);

typedef enum
{
  CRM_CHARSET_ERROR_BINARY,  /* no text at all: a workbook, a picture, a database; the message says what */
  CRM_CHARSET_ERROR_UNKNOWN, /* the forced encoding has no such name */
  CRM_CHARSET_ERROR_FAILED,
} CrmCharsetError;

/* Decodes bytes into valid UTF-8 without a byte order mark and without NUL. forced: an encoding a person chose, NULL
 * to find out. charset_used (nullable) gets its name as in crm_charset_list (), caller owns. n_replaced (nullable)
 * gets the number of byte sequences that mean nothing in that encoding: each became U+FFFD, none is dropped.
 * Files that are no text are refused with a sentence naming what they seem to be. Caller owns the result. */
char *crm_charset_to_utf8 (
    GBytes *bytes, const char *forced, char **charset_used, guint *n_replaced, GError **error);

/* One encoding a person may choose: the name to pass on, and a label (untranslated, to be passed through gettext). */
typedef struct
{
  const char *name;
  const char *label;
} CrmCharset;

/* The encodings to offer, most likely ones first. Static. */
const CrmCharset *crm_charset_list (gsize *n);
