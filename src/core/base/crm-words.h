/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the words of dates, repetitions and tasks mean, in every language the program reads. Private to core. Any thread. */

typedef enum
{
  CRM_WORD_DAY,             /* value: days from today */
  CRM_WORD_TONIGHT,         /* today in the evening */
  CRM_WORD_WEEKDAY,         /* 1 Monday … 7 */
  CRM_WORD_WEEKDAY_DOUBT,   /* the same, but also another word: "sun", "sat" */
  CRM_WORD_WEEKDAY_CASE,    /* a form that needs a preposition; without one it is somebody's name */
  CRM_WORD_WEEKDAY_PLURAL,  /* "on Fridays", "по пятницам" */
  CRM_WORD_EVERY_WEEKDAY,   /* "щоп'ятниці" */
  CRM_WORD_MONTH,           /* 1 … 12 */
  CRM_WORD_MONTH_DOUBT,     /* one that is also another word: \"may\" */
  CRM_WORD_UNIT,            /* CrmWordUnit */
  CRM_WORD_UNIT_LETTER,     /* the same right behind a number only: "3d" */
  CRM_WORD_HALF_UNIT,       /* half of it in one word: "полчаса" */
  CRM_WORD_NUMBER,          /* "two", "два", "двох" */
  CRM_WORD_NUMBER_AND_HALF, /* "полтора" */
  CRM_WORD_HALF,            /* "half" */
  CRM_WORD_QUARTER,         /* "quarter" of an hour */
  CRM_WORD_HOUR_ORDINAL,    /* "о третій" */
  CRM_WORD_HOUR_CASE, /* behind a half, a quarter or minutes: "четверть третьего", "за десять третя" */
  CRM_WORD_HALF_OF_HOUR, /* "полтретьего" */
  CRM_WORD_ORDINAL,      /* 1 … 4, -1 last */
  CRM_WORD_ORDINAL_END,  /* "10th", "10-го" */
  CRM_WORD_OF_MONTH,     /* "числа" */
  CRM_WORD_YEAR,         /* "року" behind a year */
  CRM_WORD_NEXT,
  CRM_WORD_THIS,
  CRM_WORD_GONE, /* "last friday" */
  CRM_WORD_EVERY,
  CRM_WORD_OTHER,      /* "every other week" */
  CRM_WORD_ONCE,       /* "once a week", "раз на тиждень" */
  CRM_WORD_TIMES,      /* "5 times" */
  CRM_WORD_ADVERB,     /* "weekly": CrmWordUnit */
  CRM_WORD_EVERY_PART, /* "щоранку": CrmWordPart */
  CRM_WORD_WORK,       /* "working day" */
  CRM_WORD_WORKDAYS,   /* "weekdays", "по будням" */
  CRM_WORD_EVERY_WORKDAY,
  CRM_WORD_WEEKEND,
  CRM_WORD_END,
  CRM_WORD_BEGIN,
  CRM_WORD_MIDDLE,
  CRM_WORD_AFTER,
  CRM_WORD_LATER, /* "3 days later", "спустя" */
  CRM_WORD_NOW,
  CRM_WORD_ON, /* stands before a day: "on", "у", "до", "на" */
  CRM_WORD_AT, /* stands before a time: "at", "о", "в" */
  CRM_WORD_IN, /* before a length of time; may go without a number: 1 "через", 2 "за" (up to weeks), 3 "протягом" */
  CRM_WORD_FROM, /* begins a range */
  CRM_WORD_TO,   /* ends one */
  CRM_WORD_UNTIL,
  CRM_WORD_ABOUT_EACH, /* "по п'ятницях" */
  CRM_WORD_THE,
  CRM_WORD_AND,
  CRM_WORD_A,
  CRM_WORD_PART,       /* of the day, behind a preposition or a day: CrmWordPart */
  CRM_WORD_PART_ALONE, /* "вранці" */
  CRM_WORD_PART_OF,    /* behind an hour: "6 вечера" */
  CRM_WORD_NOON,       /* 12:00 */
  CRM_WORD_LUNCH,
  CRM_WORD_AM,
  CRM_WORD_PM,
  CRM_WORD_OCLOCK,
  CRM_WORD_PAST,
  CRM_WORD_MEASURE,  /* behind a number it is an amount: "грн", "kg" */
  CRM_WORD_NUMBERED, /* the number behind it is a name: "room", "№" */
  CRM_WORD_LINK,     /* any other preposition or conjunction: what stands before it is complete */
  CRM_WORD_VERB,     /* begins what is to be done */
  CRM_WORD_CALL,
  CRM_WORD_LETTER,
  CRM_WORD_MEETING,
  CRM_WORD_IMPORTANT,
  CRM_WORD_POLITE, /* "please" */
} CrmWordMeaning;

typedef enum
{
  CRM_WORD_UNIT_MINUTE,
  CRM_WORD_UNIT_HOUR,
  CRM_WORD_UNIT_DAY,
  CRM_WORD_UNIT_WORKDAY,
  CRM_WORD_UNIT_WEEK,
  CRM_WORD_UNIT_MONTH,
  CRM_WORD_UNIT_QUARTER,
  CRM_WORD_UNIT_YEAR,
} CrmWordUnit;

typedef enum
{
  CRM_WORD_PART_NONE,
  CRM_WORD_PART_MORNING,
  CRM_WORD_PART_DAY,
  CRM_WORD_PART_AFTERNOON,
  CRM_WORD_PART_EVENING,
  CRM_WORD_PART_NIGHT,
} CrmWordPart;

typedef struct _CrmWord CrmWord;

/* The meanings of a folded word, or NULL. Constant. */
const CrmWord *crm_word_find (const char *fold);
/* TRUE when it has the meaning; value may be NULL. self may be NULL. */
gboolean crm_word_means (const CrmWord *self, CrmWordMeaning meaning, int *value);
