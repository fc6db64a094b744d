/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the demo business is invented from, by language. Static data. */
typedef struct
{
  const char *language; /* "uk" … */
  const char *const *men;
  const char *const *women;
  const char *const *men_family;
  const char *const *women_family; /* the same when families do not decline */
  const char *const *streets;
  const char *const *cities;
  const char *const *companies; /* with %s for a family name */
  const char *const *trades;    /* positions */
  const char *const *tags;
  const char *const *sources;
  const char *const *notes;
  const char *const *calls;
  const char *const *deals;
  const char *const *tasks; /* the first two are calls */
  const char *const *meetings;
  const char *country;
  const char *phone; /* printf format with one number below 1000: a range that nobody has */
  const char *second_phone;
} CrmDemoWords;

extern const CrmDemoWords crm_demo_words[];
extern const guint crm_demo_n_words;
