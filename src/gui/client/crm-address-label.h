/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The labels an address can have. Stored as short stable words ("mobile"), or as the user's own words. */
typedef struct
{
  const char *word;
  const char *label; /* N_() */
} CrmAddressLabel;

/* Labels offered for a kind ("phone", "email", "web", "handle"). */
const CrmAddressLabel *crm_address_labels (const char *kind, guint *n);
/* For people: the translated word, the own words, or the kind when there is none. Caller owns. */
char *crm_address_label_display (const char *kind, const char *label);
/* "Phone", "E-mail" …, translated. */
const char *crm_address_kind_display (const char *kind);
