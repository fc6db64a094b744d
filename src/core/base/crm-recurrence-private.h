/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-recurrence.h"

#include <libical/ical.h>

/* What the files of the rule share. Any thread. */
struct _CrmRecurrence
{
  struct icalrecurrencetype rule;
};

/* The values of a list of libical up to its end. */
guint crm_recurrence_count (const short *list, guint size);
