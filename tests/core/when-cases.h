/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What people type, and what of it is a day or a time, by language; each list ends with NULL. */

typedef struct
{
  const char *line;
  const char *part;   /* the bytes read; "day|time" when they stand apart; NULL: nothing is read */
  const char *result; /* "2026-11-20", "2026-11-20 10:00" or "2026-11-20 10:00-11:00", local */
} Case;

extern const Case when_english[];
extern const Case when_ukrainian[];
extern const Case when_russian[];
extern const Case when_german[];
extern const Case when_not_dates[];
