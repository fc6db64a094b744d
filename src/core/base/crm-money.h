/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Money is minor units and an ISO 4217 code. Sums are exact and never mix currencies. Any thread. */

/* Number of decimals of a currency (EUR 2, JPY 0, KWD 3), from ICU; 2 for an unknown code. */
guint crm_money_digits (const char *currency);
gboolean crm_money_currency_is_valid (const char *currency);

/* "1200.50": plain decimal with the currency's decimals, point, no grouping. Caller owns. */
char *crm_money_to_decimal (gint64 minor, const char *currency);

/* Reads a typed amount: "1200.5", "1 200,50", "1.200,50 €", "UAH 300", "", "-3", "(3.00)". decimal_sign: '.' or ','
 * or 0 to decide from the text (an amount that could be read both ways, "1,200", takes the group reading for three
 * digits). A code or sign in the text wins over default_currency. More decimals than the currency has is an error. */
gboolean crm_money_parse (const char *text, const char *default_currency, char decimal_sign, gint64 *minor,
    char currency[4], GError **error);

/* For display in the locale of messages, no-break spaces; whole drops the decimals (rounded half away from zero). Caller owns. */
char *crm_money_display (gint64 minor, const char *currency, gboolean whole);
