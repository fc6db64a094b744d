/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-sync-private.h"
#include "calendar/crm-event-private.h"

/* Rows of calendar_event and calendar_state, and the marks of the sync among the book's settings. They are about another program's data
 * and stand outside the log. Runs in a worker's thread. */

static const char *const states[] = { "clean", "push", "delete", "conflict", "failed", "gone" };

#define COLUMNS \
  "id, calendar_id, ical_uid, meeting_id, state, revision, base, theirs, theirs_revision, sent_hash, " \
  "tries, " \
  "next_try, error, missing_since, seen_at, title"

const char *
crm_link_state_get_name (CrmLinkState state)
{
  return states[state];
}

CrmLink *
crm_link_new (gint64 calendar, const char *uid)
{
  CrmLink *self = g_new0 (CrmLink, 1);

  self->calendar = calendar;
  self->uid = g_strdup (uid);
  return self;
}

void
crm_link_free (CrmLink *self)
{
  if (!self)
    return;
  g_free (self->uid);
  g_free (self->revision);
  g_free (self->base);
  g_free (self->theirs);
  g_free (self->theirs_revision);
  g_free (self->sent_hash);
  g_free (self->error);
  g_free (self->title);
  g_free (self);
}

static CrmLink *
read_link (CrmStatement *statement)
{
  CrmLink *self =
      crm_link_new (crm_statement_get_integer (statement, 1), crm_statement_get_text (statement, 2));
  const char *state = crm_statement_get_text (statement, 4);

  self->id = crm_statement_get_integer (statement, 0);
  self->meeting = crm_statement_get_integer (statement, 3);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], state) == 0)
      self->state = (CrmLinkState)i;
  self->revision = g_strdup (crm_statement_get_text (statement, 5));
  self->base = g_strdup (crm_statement_get_text (statement, 6));
  self->theirs = g_strdup (crm_statement_get_text (statement, 7));
  self->theirs_revision = g_strdup (crm_statement_get_text (statement, 8));
  self->sent_hash = g_strdup (crm_statement_get_text (statement, 9));
  self->tries = crm_statement_get_integer (statement, 10);
  self->next_try = crm_statement_get_integer (statement, 11);
  self->error = g_strdup (crm_statement_get_text (statement, 12));
  self->missing_since = crm_statement_get_integer (statement, 13);
  self->seen_at = crm_statement_get_integer (statement, 14);
  self->title = g_strdup (crm_statement_get_text (statement, 15));
  return self;
}

gboolean
crm_link_find (CrmTransaction *tx, gint64 calendar, const char *uid, CrmLink **link, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT " COLUMNS " FROM calendar_event WHERE calendar_id = $1 AND ical_uid = $2", error);
  gboolean row;

  *link = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, calendar);
  crm_statement_bind_text (statement, 2, uid);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *link = row ? read_link (statement) : NULL;
  return TRUE;
}

gboolean
crm_link_load (CrmTransaction *tx, gint64 id, CrmLink **link, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT " COLUMNS " FROM calendar_event WHERE id = $1", error);
  gboolean row;

  *link = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *link = row ? read_link (statement) : NULL;
  return TRUE;
}

GPtrArray *
crm_link_list_of_meeting (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT " COLUMNS " FROM calendar_event WHERE meeting_id = $1 ORDER BY id", error);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_link_free);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, meeting);
  while (crm_statement_step (statement, &row, error) && row)
    g_ptr_array_add (links, read_link (statement));
  return row ? NULL : g_steal_pointer (&links);
}

static void
bind_number (CrmStatement *statement, int n, gint64 value)
{
  if (value)
    crm_statement_bind_integer (statement, n, value);
  else
    crm_statement_bind_null (statement, n);
}

gboolean
crm_link_save (CrmTransaction *tx, CrmLink *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      self->id
          ? "UPDATE calendar_event SET calendar_id = $1, ical_uid = $2, meeting_id = $3, state = $4, "
            "revision = $5,"
            " base = $6, theirs = $7, theirs_revision = $8, sent_hash = $9, tries = $10, next_try = $11, "
            "error = $12,"
            " missing_since = $13, seen_at = $14, title = $15 WHERE id = $16"
          : "INSERT INTO calendar_event (calendar_id, ical_uid, meeting_id, state, revision, base, theirs,"
            " theirs_revision, sent_hash, tries, next_try, error, missing_since, seen_at, title)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->calendar);
  crm_statement_bind_text (statement, 2, self->uid);
  bind_number (statement, 3, self->meeting);
  crm_statement_bind_text (statement, 4, states[self->state]);
  crm_statement_bind_text (statement, 5, self->revision);
  crm_statement_bind_text (statement, 6, self->base);
  crm_statement_bind_text (statement, 7, self->theirs);
  crm_statement_bind_text (statement, 8, self->theirs_revision);
  crm_statement_bind_text (statement, 9, self->sent_hash);
  crm_statement_bind_integer (statement, 10, self->tries);
  bind_number (statement, 11, self->next_try);
  crm_statement_bind_text (statement, 12, self->error);
  bind_number (statement, 13, self->missing_since);
  bind_number (statement, 14, self->seen_at);
  crm_statement_bind_text (statement, 15, self->title);
  if (!self->id)
    return crm_statement_insert (statement, &self->id, error);
  crm_statement_bind_integer (statement, 16, self->id);
  return crm_statement_run (statement, error);
}

gboolean
crm_link_drop (CrmTransaction *tx, CrmLink *self, GError **error)
{
  return crm_calendar_event_collapse (tx, self->id, error) &&
         crm_db_run (
             crm_transaction_get_db (tx), "DELETE FROM calendar_event WHERE id = $1", error, 1, self->id);
}

gboolean
crm_link_retire (CrmTransaction *tx, CrmLink *self, GError **error)
{
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GArray) others = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM calendar_event WHERE meeting_id = $1 AND id <> $2 AND base IS NOT NULL"
      " AND state <> 'gone'",
      error, 2, self->meeting, self->id);

  if (!others || !crm_calendar_load_meeting (tx, self->meeting, &row, error))
    return FALSE;
  if (!row || !self->base || others->len)
    return crm_link_drop (tx, self, error);
  self->state = CRM_LINK_GONE;
  self->tries = self->next_try = self->missing_since = 0;
  g_clear_pointer (&self->revision, g_free);
  g_clear_pointer (&self->sent_hash, g_free);
  g_clear_pointer (&self->theirs, g_free);
  g_clear_pointer (&self->theirs_revision, g_free);
  g_clear_pointer (&self->error, g_free);
  return crm_link_save (tx, self, error);
}

void
crm_link_queue (CrmLink *self, CrmLinkState state, gint64 now)
{
  if (self->state != state || !self->next_try)
    self->next_try = now;
  self->state = state;
  self->tries = 0;
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->theirs, g_free);
  g_clear_pointer (&self->theirs_revision, g_free);
}

void
crm_link_agree (CrmLink *self, const char *ical, const char *revision)
{
  char *base = crm_event_keep_removed (self->base, ical), *known = g_strdup (revision);

  g_free (self->base);
  g_free (self->revision);
  self->base = base;
  self->revision = known;
  g_clear_pointer (&self->theirs, g_free);
  g_clear_pointer (&self->theirs_revision, g_free);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->sent_hash, g_free);
  self->state = CRM_LINK_CLEAN;
  self->tries = self->next_try = self->missing_since = 0;
}

void
crm_link_parse_base (CrmLink *self, CrmTransaction *tx, GPtrArray **events)
{
  *events = self->base ? crm_event_parse_object (self->base, crm_transaction_get_zone (tx), NULL) : NULL;
}

void
crm_calendar_use_free (CrmCalendarUse *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->mode);
  g_free (self->role);
  g_free (self);
}

gboolean
crm_calendar_use_load (CrmTransaction *tx, gint64 calendar, CrmCalendarUse **use, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT name, mode, role FROM calendar WHERE id = $1 AND archived_at IS NULL AND mode <> 'off'", error);
  gboolean row;

  *use = NULL;
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, calendar);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *use = g_new0 (CrmCalendarUse, 1);
      (*use)->id = calendar;
      (*use)->name = g_strdup (crm_statement_get_text (statement, 0));
      (*use)->mode = g_strdup (crm_statement_get_text (statement, 1));
      (*use)->role = g_strdup (crm_statement_get_text (statement, 2));
    }
  return TRUE;
}

gboolean
crm_calendar_get_mark (CrmTransaction *tx, const char *name, gint64 *value, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_db_prepare (crm_transaction_get_db (tx), "SELECT value FROM setting WHERE name = $1", error);
  gboolean row;

  *value = 0;
  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *value = g_ascii_strtoll (crm_statement_get_text (statement, 0), NULL, 10);
  return TRUE;
}

gboolean
crm_calendar_set_mark (CrmTransaction *tx, const char *name, gint64 value, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  if (!statement)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_text (statement, 2, text);
  return crm_statement_run (statement, error);
}

gboolean
crm_calendar_state_set (CrmTransaction *tx, gint64 calendar, gboolean first_sync_done, gboolean reconciled,
    const char *trouble, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "INSERT INTO calendar_state (calendar_id, first_sync_done, last_success, last_reconcile, error)"
      " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (calendar_id) DO UPDATE SET"
      " first_sync_done = calendar_state.first_sync_done OR excluded.first_sync_done,"
      " last_success = excluded.last_success,"
      " last_reconcile = coalesce (excluded.last_reconcile, calendar_state.last_reconcile), error = "
      "excluded.error",
      error);
  gint64 now = crm_transaction_get_now (tx);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, calendar);
  crm_statement_bind_integer (statement, 2, first_sync_done);
  crm_statement_bind_integer (statement, 3, now);
  bind_number (statement, 4, reconciled ? now : 0);
  crm_statement_bind_text (statement, 5, trouble);
  return crm_statement_run (statement, error);
}
