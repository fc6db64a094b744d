/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* Moves a day (of base/crm-local.h) on to the first one on which the user (0: anybody) works: by their hours or the book's, on no public holiday and
 * not on leave. When there is none within two months it stays. Any transaction. FALSE on an error. */
gboolean crm_work_day_find (CrmTransaction *tx, gint64 user, guint32 *day, GError **error);
