/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A stored date taken apart: year 0 for "--MM-DD". Private to the base layer. Any thread. */
typedef struct
{
  guint year;
  guint month;
  guint day;
} CrmDay;

/* TRUE for a real day; 29 February is real without a year. */
gboolean crm_day_is_valid (const CrmDay *self);
/* Strict stored form only. */
gboolean crm_day_read (CrmDay *self, const char *date);
/* Caller owns. */
char *crm_day_format (const CrmDay *self);
/* Reads n digits exactly at *text and moves it on. */
gboolean crm_day_read_digits (const char **text, guint n, guint *number);
