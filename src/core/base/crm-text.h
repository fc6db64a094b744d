/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Text as people compare it. All functions are pure and may run on any thread; NULL counts as empty text. */

/* Folds for comparison and search: lower case without locale, NFKD, marks dropped, ё→е but й and ї kept apart
 * from и and і, ß→ss, ł→l, ø→o, đ→d, æ→ae, İ and ı→i; white space runs become one blank, ends are trimmed.
 * Digits of any script become 0-9, the several apostrophes ' and dashes - one each; invisible characters go.
 * Invalid UTF-8 is made valid first. Never NULL. Caller owns the result. */
char *crm_text_fold (const char *text);

/* Splits a search text into folded words (white space separates; at most 8). Caller frees with g_strfreev (). */
char **crm_text_words (const char *text);

/* Up to two upper-case letters for an avatar: first letters of the first and last word. Never NULL. */
char *crm_text_initials (const char *name);

/* At most max_chars characters of the text on one line, cut at a word with "…". Never NULL. */
char *crm_text_excerpt (const char *text, guint max_chars);

/* Only the digits 0-9 of the text (other scripts' digits are converted). Never NULL. */
char *crm_text_digits (const char *text);

/* TRUE when NULL or nothing but white space. */
gboolean crm_text_is_blank (const char *text);

/* Similarity of two folded names, 0..1000 (Jaro-Winkler over words in any order, and Cyrillic compared with
 * its Latin spelling); 900 and more is worth offering as a duplicate. */
guint crm_text_similarity (const char *fold_a, const char *fold_b);

/* A folded name in one of its possible spellings, the same for all of them: Latin, without doubled letters (Юлія, Yuliia, Julia). Caller
 * owns. */
char *crm_text_level (const char *fold);

/* Latin spelling of folded Cyrillic text (Олена → olena), other letters kept. Caller owns. */
char *crm_text_latin (const char *fold);
