/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar/crm-calendar-sync-private.h"
#include "store/crm-transaction-private.h"

/* What the sync cannot decide, and what a person decides: conflicts of a meeting, and events that become meetings by hand. Runs in a
 * worker's thread. */

void
crm_calendar_conflict_free (CrmCalendarConflict *self)
{
  if (!self)
    return;
  g_free (self->calendar_name);
  g_free (self->title);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self);
}

/* Both sides of a conflict. */
typedef struct
{
  CrmLink *link;
  CrmCalendarUse *use;
  CrmRow *row; /* NULL: the meeting is gone for good */
  gboolean here;
  GPtrArray *base, *ours, *theirs; /* nullable each */
  GPtrArray *merged;               /* ours in what is in conflict; nullable */
  GPtrArray *words;
} Case;

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->link, crm_link_free);
  g_clear_pointer (&self->use, crm_calendar_use_free);
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_pointer (&self->base, g_ptr_array_unref);
  g_clear_pointer (&self->ours, g_ptr_array_unref);
  g_clear_pointer (&self->theirs, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

/* self->link is NULL when the row is in no conflict any more. */
static gboolean
case_load (Case *self, CrmTransaction *tx, gint64 event, GError **error)
{
  if (!crm_link_load (tx, event, &self->link, error))
    return FALSE;
  if (!self->link || self->link->state != CRM_LINK_CONFLICT)
    {
      g_clear_pointer (&self->link, crm_link_free);
      return TRUE;
    }
  if (!crm_calendar_use_load (tx, self->link->calendar, &self->use, error) ||
      !crm_calendar_load_meeting (tx, self->link->meeting, &self->row, error))
    return FALSE;
  self->here = self->row && !self->row->archived_at;
  self->words = g_ptr_array_new_with_free_func (g_free);
  crm_link_parse_base (self->link, tx, &self->base);
  if (self->link->theirs)
    self->theirs = crm_event_parse_object (self->link->theirs, crm_transaction_get_zone (tx), NULL);
  if (self->here && !(self->ours = crm_event_of_meeting (tx, self->link->meeting, error)))
    return FALSE;
  if (self->ours && self->theirs)
    self->merged = crm_events_merge (self->base, self->ours, self->theirs, self->words);
  return TRUE;
}

GPtrArray *
crm_calendar_conflict_list (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (GPtrArray) conflicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_conflict_free);
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT e.id FROM calendar_event e WHERE e.state = 'conflict' AND ($1 = 0 OR e.meeting_id = $1"
      " OR e.meeting_id = (SELECT m.series FROM meeting m WHERE m.id = $1)) ORDER BY e.id",
      error, 1, meeting);

  if (!ids)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_auto (Case) one = { 0 };
      CrmCalendarConflict *conflict;

      if (!case_load (&one, tx, g_array_index (ids, gint64, i), error))
        return NULL;
      if (!one.link)
        continue;
      conflict = g_new0 (CrmCalendarConflict, 1);
      conflict->event = one.link->id;
      conflict->meeting = one.link->meeting;
      conflict->calendar_name = g_strdup (one.use ? one.use->name : "");
      conflict->title = g_strdup (one.row ? crm_row_get_text (one.row, CRM_MEETING_TITLE) : NULL);
      conflict->fields = g_ptr_array_ref (one.words);
      conflict->deleted_here = !one.here;
      conflict->deleted_there = one.link->theirs == NULL;
      conflict->ours =
          one.ours ? crm_event_apply (one.link->base, one.ours, crm_transaction_get_now (tx), NULL) : NULL;
      conflict->theirs = g_strdup (one.link->theirs);
      g_ptr_array_add (conflicts, conflict);
    }
  return g_steal_pointer (&conflicts);
}

/* This side's decision goes there, over what stands there now. */
static gboolean
push (CrmTransaction *tx, Case *self, GError **error)
{
  CrmLink *link = self->link;
  gboolean written = crm_calendar_use_is_written (self->use);
  g_autofree char *ical = g_steal_pointer (&link->theirs);
  g_autofree char *revision = g_steal_pointer (&link->theirs_revision);

  /* What was deleted there and stays here is made again as it was. */
  crm_link_agree (link, ical ? ical : link->base, revision);
  if (!self->here && !ical)
    return crm_link_retire (tx, link, error);
  if (written)
    crm_link_queue (link, self->here ? CRM_LINK_PUSH : CRM_LINK_DELETE, crm_transaction_get_now (tx));
  else if (!ical)
    return crm_link_drop (tx, link, error);
  return crm_link_save (tx, link, error);
}

static gboolean
keep_ours (CrmTransaction *tx, Case *self, GError **error)
{
  /* What only they changed is no matter of dispute, and is taken. */
  if (self->merged && !crm_events_equal (self->merged, self->ours) &&
      !crm_event_to_meeting (tx, self->link->meeting, crm_row_get_integer (self->row, CRM_MEETING_CALENDAR),
          self->merged, self->ours, error))
    return FALSE;
  return push (tx, self, error);
}

static gboolean
take_theirs (CrmTransaction *tx, Case *self, GError **error)
{
  CrmLink *link = self->link;
  g_autofree char *ical = g_steal_pointer (&link->theirs);
  g_autofree char *revision = g_steal_pointer (&link->theirs_revision);

  if (!ical)
    return (!self->here || crm_calendar_call_off (tx, link->meeting, error)) &&
           crm_link_drop (tx, link, error);
  if (!self->theirs)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("What stands in the calendar cannot be read."));
      return FALSE;
    }
  crm_link_agree (link, ical, revision);
  if (!self->row)
    return crm_calendar_make_meeting (tx, link, self->theirs, error) && crm_link_save (tx, link, error);
  if (!self->here)
    {
      if (!crm_transaction_restore (tx, "meeting", link->meeting, error))
        return FALSE;
      self->ours = crm_event_of_meeting (tx, link->meeting, error);
      if (!self->ours)
        return FALSE;
    }
  return crm_event_to_meeting (tx, link->meeting, crm_row_get_integer (self->row, CRM_MEETING_CALENDAR),
             self->theirs, self->ours, error) &&
         crm_link_save (tx, link, error);
}

/* Ours again as a meeting of its own, which the calendar gets as something new. */
static gboolean
copy_ours (CrmTransaction *tx, Case *self, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->row->entity);
  gint64 copy = crm_meeting_copy (
      tx, self->link->meeting, crm_row_get_integer (self->row, CRM_MEETING_STARTS_AT), error);

  if (!copy)
    return FALSE;
  crm_value_copy (
      crm_values_slot (values, CRM_MEETING_CALENDAR), crm_row_get (self->row, CRM_MEETING_CALENDAR));
  crm_value_copy (
      crm_values_slot (values, CRM_MEETING_RECURRENCE), crm_row_get (self->row, CRM_MEETING_RECURRENCE));
  crm_value_copy (
      crm_values_slot (values, CRM_MEETING_EXCLUDED), crm_row_get (self->row, CRM_MEETING_EXCLUDED));
  return crm_transaction_update (tx, copy, 0, values, error);
}

static gboolean
decide (CrmTransaction *tx, Case *self, const char *choice, GError **error)
{
  if (g_str_equal (choice, "ours"))
    return keep_ours (tx, self, error);
  /* With one side gone, both means the one there is. */
  if (g_str_equal (choice, "both") && !self->link->theirs)
    return keep_ours (tx, self, error);
  if (g_str_equal (choice, "both") && self->here && !copy_ours (tx, self, error))
    return FALSE;
  return take_theirs (tx, self, error);
}

/* Whoever keeps the calendars in step hears of the decision by the log, like of any other change. */
static gboolean
log_decision (CrmTransaction *tx, gint64 calendar, const CrmRow *meeting, GError **error)
{
  g_autoptr (CrmRow) row = meeting ? crm_transaction_load (tx, "meeting", meeting->id, error)
                                   : crm_transaction_load (tx, "calendar", calendar, error);

  return row &&
         crm_transaction_log (tx, row->entity, row->id, CRM_CHANGE_UPDATE, row->version, "{}", 0, error);
}

gboolean
crm_calendar_conflict_resolve (CrmTransaction *tx, gint64 event, const char *choice, GError **error)
{
  g_auto (Case) one = { 0 };
  gint64 calendar;

  if (!case_load (&one, tx, event, error))
    return FALSE;
  if (!one.link)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("This conflict is over already."));
      return FALSE;
    }
  calendar = one.link->calendar;
  return decide (tx, &one, choice, error) && log_decision (tx, calendar, one.row, error);
}

gint64
crm_calendar_event_adopt (CrmTransaction *tx, gint64 event, GArray *clients, GError **error)
{
  g_autoptr (CrmLink) link = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GArray) all = NULL;
  const CrmValue *known;

  if (!crm_link_load (tx, event, &link, error))
    return 0;
  if (!link)
    {
      g_set_error (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND, _ ("This event is not there any more."));
      return 0;
    }
  if (link->meeting)
    return link->meeting;
  crm_link_parse_base (link, tx, &events);
  if (!crm_events_get_master (events) || crm_events_are_rich (events))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("This event repeats in a way that a meeting cannot; it can only be shown."));
      return 0;
    }
  if (!crm_calendar_make_meeting (tx, link, events, error) || !crm_link_save (tx, link, error))
    return 0;
  if (!clients || !clients->len)
    return link->meeting;
  row = crm_transaction_load (tx, "meeting", link->meeting, error);
  if (!row)
    return 0;
  known = crm_row_get (row, CRM_MEETING_CLIENTS);
  all = known->type == CRM_VALUE_LIST ? g_array_copy (known->v.list)
                                      : g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < clients->len; i++)
    {
      gint64 client = g_array_index (clients, gint64, i);
      gboolean there = FALSE;

      for (guint k = 0; k < all->len && !there; k++)
        there = g_array_index (all, gint64, k) == client;
      if (!there)
        g_array_append_val (all, client);
    }
  values = crm_values_new (row->entity);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), g_steal_pointer (&all));
  return crm_transaction_update (tx, link->meeting, 0, values, error) ? link->meeting : 0;
}
