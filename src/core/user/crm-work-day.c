/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "user/crm-work-day.h"

#include "base/crm-hours.h"
#include "base/crm-local.h"
#include "user/crm-user.h"

/* Days for what the program itself plans. In a worker's thread. */

#define MOST_DAYS 60

static CrmHours *
read_hours (CrmTransaction *tx, gint64 user)
{
  g_autoptr (CrmRow) row = user ? crm_transaction_load (tx, "user", user, NULL) : NULL;
  const char *text[] = { row ? crm_row_get_text (row, CRM_USER_HOURS) : NULL,
    crm_transaction_get_setting (tx, "working-hours"), CRM_HOURS_DEFAULT };
  CrmHours *hours = NULL;

  for (guint i = 0; !hours && i < G_N_ELEMENTS (text); i++)
    hours = text[i] && *text[i] ? crm_hours_new (text[i], NULL) : NULL;
  return hours;
}

/* A holiday of the calendars that tell them, or leave. */
static gboolean
is_free (CrmTransaction *tx, gint64 user, guint32 day, gboolean *is, GError **error)
{
  GTimeZone *zone = crm_transaction_get_zone (tx);
  g_autofree char *date = crm_local_format (day);
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 WHERE EXISTS (SELECT 1 FROM calendar k CROSS JOIN calendar_event e CROSS JOIN occurrence o"
      " WHERE k.role = 'holidays' AND k.mode <> 'off' AND k.archived_at IS NULL AND e.calendar_id = k.id AND"
      " o.source = 1 AND o.parent_id = e.id AND o.starts_at < $2 AND o.ends_at > $1)"
      " OR EXISTS (SELECT 1 FROM leave l WHERE l.\"user\" = $3 AND l.archived_at IS NULL AND l.starts_on <= "
      "$4"
      " AND COALESCE (l.ends_on, l.starts_on) >= $4)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, crm_local_instant (day, 0, zone));
  crm_statement_bind_integer (statement, 2, crm_local_instant (day + 1, 0, zone));
  crm_statement_bind_integer (statement, 3, user);
  crm_statement_bind_text (statement, 4, date);
  return crm_statement_step (statement, is, error);
}

gboolean
crm_work_day_find (CrmTransaction *tx, gint64 user, guint32 *day, GError **error)
{
  g_autoptr (CrmHours) hours = read_hours (tx, user);

  for (guint i = 0; i < MOST_DAYS; i++)
    {
      gboolean taken = TRUE;

      /* Day 1 was a Monday. */
      if (crm_hours_is_work_day (hours, (int)((*day + i - 1) % 7) + 1) &&
          !is_free (tx, user, *day + i, &taken, error))
        return FALSE;
      if (!taken)
        {
          *day += i;
          break;
        }
    }
  return TRUE;
}
