/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* How phone numbers are understood. Core knows only this class; a back end implements it. Normalising and
 * displaying must be safe to call from any thread. */
#define CRM_TYPE_PHONE_FORMAT (crm_phone_format_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmPhoneFormat, crm_phone_format, CRM, PHONE_FORMAT, GObject)

struct _CrmPhoneFormatClass
{
  GObjectClass parent_class;
  /* E.164 ("+380671234567") or NULL when the text is no full number. region: "UA"; never NULL. */
  char *(*normalise) (CrmPhoneFormat *self, const char *typed, const char *region);
  /* National spelling for region, international for others. NULL to show as typed. */
  char *(*display) (CrmPhoneFormat *self, const char *e164, const char *region);
};

/* A format that knows no country: E.164 stays, everything else is digits. Used where no back end is linked. */
CrmPhoneFormat *crm_phone_format_new_plain (void);

/* Normal form to store and match by: E.164 where it can be had and has at least seven national digits, else
 * the digits; NULL for a text without digits. Caller owns. */
char *crm_phone_normalise (CrmPhoneFormat *self, const char *typed, const char *region);
/* As people of the region read it; falls back to typed. Caller owns. */
char *crm_phone_display (CrmPhoneFormat *self, const char *typed, const char *normal, const char *region);
/* The last nine digits of a normal form (all of them if fewer): two phones with the same key may be the same phone; whether
 * they are says crm_phone_is_other (). Caller owns. NULL for NULL. */
char *crm_phone_key (const char *normal);
/* Whether two numbers with the same key are different ones all the same: both were typed with their country, and it is
 * another one, or what was typed of the one is not how the other ends ("8 (812) 345-67-89" and "+7 912 345-67-89").
 * normal: their normal forms, nullable. */
gboolean crm_phone_is_other (
    const char *typed_a, const char *normal_a, const char *typed_b, const char *normal_b);
/* What such numbers are told apart by: the normal form of one that was typed with its country ("+380671234567"), the digits
 * within the country of others where that is more than the key ("9123456789"), else NULL. Points into normal. */
const char *crm_phone_get_whole (const char *typed, const char *normal);
/* crm_phone_is_other () of what crm_phone_get_whole () gave; NULL differs from nothing. */
gboolean crm_phone_differ (const char *whole_a, const char *whole_b);
/* Digits behind the code of the country they begin with; behind what is dialled within the country only ("0", "8"). */
const char *crm_phone_skip_country (const char *digits);
const char *crm_phone_skip_trunk (const char *digits);
/* The country (ISO 3166: "UA") a normal form belongs to; NULL when it is not in E.164 or its code is shared by several. Static. */
const char *crm_phone_get_country (const char *e164);
