/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "import/crm-card.h"

/* 4.0 is read but never written: few programs take it. */
typedef enum
{
  CRM_CARD_VERSION_3_0,
  CRM_CARD_VERSION_2_1,
} CrmCardVersion;

/* How vCard files are read and written. Core knows only this class; a back end implements it. Both functions
 * are safe on any thread. */
#define CRM_TYPE_CARD_FORMAT (crm_card_format_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmCardFormat, crm_card_format, CRM, CARD_FORMAT, GObject)

struct _CrmCardFormatClass
{
  GObjectClass parent_class;
  GPtrArray *(*parse_file) (CrmCardFormat *self, GBytes *bytes, const char *forced_charset, GError **error);
  char *(*write) (CrmCardFormat *self, GPtrArray *cards, CrmCardVersion version);
};

/* Reads every card of a file, in the order of the file; a damaged one has its error set and spoils no other.
 * forced_charset: an iconv name for text that names none of its own, NULL to find out. Returns an array of
 * CrmCard * that frees them, owned by the caller; NULL and CRM_STORE_ERROR_INVALID when the file holds no
 * vCard or cannot be read. */
GPtrArray *crm_card_format_parse_file (
    CrmCardFormat *self, GBytes *bytes, const char *forced_charset, GError **error);

/* The text of a file with these cards (CrmCard *), UTF-8 with CRLF line ends; line, error, charset and rest
 * are not written. Never fails. Caller owns. */
char *crm_card_format_write (CrmCardFormat *self, GPtrArray *cards, CrmCardVersion version);
