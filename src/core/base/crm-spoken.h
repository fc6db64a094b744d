/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Dates, times, numbers and money in a language of choice, for texts that others read: the program's own language does not matter. Blanks
 * are plain ones, so that a text message does not become Unicode by them. Locales are ICU's names ("uk", "de_AT"). Results are the
 * caller's. Any thread. */

/* The locale of a language ("uk", "de-AT", "Deutsch", "українська", also in English or in the language of messages) in a country ("UA",
 * nullable); NULL for what is no language. */
char *crm_spoken_locale (const char *language, const char *country);
/* The code of a language alone, "uk"; NULL for what is none. */
char *crm_spoken_language (const char *language);
/* What a language is called in itself: "українська". */
char *crm_spoken_language_name (const char *language);

/* "12 березня", with year "12 березня 2026 р."; of a date without a year never. */
char *crm_spoken_date (const char *locale, const char *date, gboolean year);
/* "вівторок"; NULL for a date without a year. */
char *crm_spoken_weekday (const char *locale, const char *date);
/* "16:00"; second of the day. */
char *crm_spoken_time (const char *locale, int second);
/* "1 200,5" of "1200.5". */
char *crm_spoken_number (const char *locale, const char *decimal);
/* "1 200 ₴"; cents: also when there are none. */
char *crm_spoken_money (const char *locale, gint64 minor, const char *currency, gboolean cents);
/* "1 год 30 хв" */
char *crm_spoken_duration (const char *locale, gint64 seconds);
/* "так" */
const char *crm_spoken_boolean (const char *locale, gboolean value);
