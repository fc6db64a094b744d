/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "calendar/crm-calendar-address.h"
#include "calendar/crm-calendar-sync-object.h"

/* How the calendars are: what the book says of them, and the desktop. Also how one is begun to be used. The functions named *_in_worker
 * run in a worker's thread, the others on the main thread. */

void
crm_calendar_health_free (CrmCalendarHealth *self)
{
  if (!self)
    return;
  crm_calendar_info_free (self->info);
  g_free (self->name);
  g_free (self->mode);
  g_free (self->role);
  g_free (self->error);
  g_free (self);
}

void
crm_calendar_standing_free (CrmCalendarStanding *self)
{
  crm_calendar_health_free (self->health);
  g_free (self->source);
  g_free (self->address);
  g_free (self);
}

static gboolean
count (CrmTransaction *tx, CrmCalendarHealth *health, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT state, count (*), min (next_try) FROM calendar_event WHERE calendar_id + 0 = $1"
      " AND state <> 'clean' AND state <> 'gone' GROUP BY state",
      error);
  gint64 now = crm_clock_now ();
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, health->calendar);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *state = crm_statement_get_text (statement, 0);
      guint n = (guint)crm_statement_get_integer (statement, 1);
      gint64 try = crm_statement_get_integer (statement, 2);

      if (g_str_equal (state, "conflict"))
        health->n_conflicts += n;
      else if (g_str_equal (state, "failed"))
        health->n_failed += n;
      else
        {
          health->n_queued += n;
          if (try > now && (!health->next_try || try < health->next_try))
            health->next_try = try;
        }
    }
  return !row;
}

GPtrArray *
crm_calendar_standing_read (CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT c.id, c.version, c.name, c.source, c.mode, c.role, c.main, s.last_success, s.error FROM "
      "calendar c"
      " LEFT JOIN calendar_state s ON s.calendar_id = c.id WHERE c.archived_at IS NULL AND c.source IS NOT "
      "NULL"
      " ORDER BY c.mode = 'off', c.position NULLS LAST, c.id",
      error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_standing_free);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmCalendarStanding *standing = g_new0 (CrmCalendarStanding, 1);
      CrmCalendarHealth *health = standing->health = g_new0 (CrmCalendarHealth, 1);

      g_ptr_array_add (all, standing);
      health->calendar = crm_statement_get_integer (statement, 0);
      health->version = crm_statement_get_integer (statement, 1);
      health->name = g_strdup (crm_statement_get_text (statement, 2));
      standing->source = g_strdup (crm_statement_get_text (statement, 3));
      health->mode = g_strdup (crm_statement_get_text (statement, 4));
      health->role = g_strdup (crm_statement_get_text (statement, 5));
      health->main = crm_statement_get_integer (statement, 6) != 0;
      health->last_success = crm_statement_get_integer (statement, 7);
      health->error = g_strdup (crm_statement_get_text (statement, 8));
    }
  if (row)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      CrmCalendarStanding *standing = all->pdata[i];

      if (!count (tx, standing->health, error) ||
          !crm_calendar_address_read (tx, standing->health->calendar, &standing->address, error))
        return NULL;
    }
  return g_steal_pointer (&all);
}

/* ---- use ---- */

typedef struct
{
  char *source, *name, *color, *mode, *role;
  gboolean main;
} Use;

static void
use_free (gpointer data)
{
  Use *self = data;

  g_free (self->source);
  g_free (self->name);
  g_free (self->color);
  g_free (self->mode);
  g_free (self->role);
  g_free (self);
}

static gboolean
find_record (CrmTransaction *tx, const char *source, gint64 *id, gboolean *archived, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, archived_at IS NOT NULL FROM calendar WHERE source = $1 ORDER BY 2, 1 LIMIT 1", error);
  gboolean row;

  *id = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, source);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *id = crm_statement_get_integer (statement, 0);
      *archived = crm_statement_get_integer (statement, 1) != 0;
    }
  return TRUE;
}

static gboolean
use_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Use *self = data;
  gboolean off = g_str_equal (self->mode, "off"), archived = FALSE;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "calendar", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  gint64 id, last;

  if (!values || !find_record (tx, self->source, &id, &archived, error))
    return FALSE;
  if (off && (!id || archived))
    return TRUE;
  if (archived && !crm_transaction_restore (tx, "calendar", id, error))
    return FALSE;
  crm_values_set_text (values, CRM_CALENDAR_MODE, self->mode);
  crm_values_set_text (values, CRM_CALENDAR_ROLE, self->role);
  crm_values_set_integer (values, CRM_CALENDAR_MAIN, self->main && g_str_equal (self->mode, "both"));
  if (id)
    return crm_transaction_update (tx, id, 0, values, error);
  if (!crm_db_get_integer (
          crm_transaction_get_db (tx), "SELECT max (position) FROM calendar", 0, &last, error))
    return FALSE;
  crm_values_set_text (values, CRM_CALENDAR_NAME, self->name);
  crm_values_set_text (values, CRM_CALENDAR_SOURCE, self->source);
  crm_values_set_text (values, CRM_CALENDAR_COLOR, self->color);
  crm_values_set_integer (values, CRM_CALENDAR_VISIBLE, TRUE);
  crm_values_set_integer (values, CRM_CALENDAR_POSITION, last + 1);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Used in that way already: only what it is for changes. */
static gboolean
is_used_so (CrmCalendarSync *self, const char *source, const char *mode)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self));

  for (guint i = 0; i < health->len; i++)
    {
      const CrmCalendarHealth *one = health->pdata[i];

      if (one->info && g_str_equal (one->info->source, source))
        return g_strcmp0 (one->mode, mode) == 0;
    }
  return FALSE;
}

void
crm_calendar_sync_use_async (CrmCalendarSync *self, const char *source, const char *mode, const char *role,
    gboolean main, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  const CrmCalendarInfo *info;
  g_autofree char *purpose = NULL;
  Use *use;

  g_return_if_fail (CRM_IS_CALENDAR_SYNC (self) && source && mode && role);
  task = g_task_new (self, cancellable, callback, data);
  info = crm_desktop_sync_find_info (CRM_DESKTOP_SYNC (self), source);
  use = g_new0 (Use, 1);
  use->source = g_strdup (source);
  use->name = g_strdup (info && info->name && *info->name ? info->name : _ ("Calendar"));
  use->color = g_strdup (info ? info->color : NULL);
  use->mode = g_strdup (mode);
  use->role = g_strdup (role);
  use->main = main;
  purpose = g_str_equal (mode, "off") ? g_strdup_printf (_ ("Calendar “%s” no longer used"), use->name)
            : is_used_so (self, source, mode)
                ? g_strdup_printf (_ ("“%s” changed"), use->name)
                : g_strdup_printf (_ ("Calendar “%s” used from now on"), use->name);
  crm_store_write_async (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self)), purpose, use_in_worker, use,
      use_free, cancellable, on_used, task);
}

gboolean
crm_calendar_sync_use_finish (CrmCalendarSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
