/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-hours.h"
#include "base/crm-local.h"
#include "calendar/crm-agenda.h"

/* Between the files of the agenda; all in a worker's thread, inside a transaction. */

/* The longest stretch that is read at once, in days. */
#define CRM_AGENDA_MAX_DAYS 3700

/* Until when (µs) events that repeat surely have rows: to the horizon as it was when they were last looked through, a month less. */
gint64 crm_agenda_get_sure (CrmTransaction *tx);

/* One reading of a stretch of days. */
typedef struct
{
  CrmTransaction *tx;   /* not owned */
  CrmDb *db;            /* not owned */
  GTimeZone *zone;      /* not owned: the one days are meant in */
  GTimeZone *book_zone; /* not owned: the one dates are stored in */
  gboolean other_zone;  /* they differ */
  gint64 now;
  gint64 from, until; /* µs */
  guint32 first_day, last_day;
  char *first_on, *last_on; /* the same as text */
  gint64 owner;             /* 0 everybody */
  CrmLayers layers;
  guint max;
  gboolean upcoming;
  GPtrArray *items; /* CrmAgendaItem * */
  guint64 n_found;  /* also those beyond max */
  guint8 *days;     /* not owned: only the days that have something are wanted, one byte each; else NULL */
} CrmAgendaReading;

gboolean crm_agenda_reading_init (
    CrmAgendaReading *self, CrmTransaction *tx, const CrmAgendaQuery *query, GError **error);
void crm_agenda_reading_clear (CrmAgendaReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmAgendaReading, crm_agenda_reading_clear)

/* How one kind of items is read. In both statements $1 is a limit; bind () binds the others. */
typedef struct
{
  const char *select; /* in the order of beginnings */
  const char *count;
  void (*bind) (const CrmAgendaReading *reading, CrmStatement *statement);
  /* FALSE: the row is none. */
  gboolean (*read) (const CrmAgendaReading *reading, CrmStatement *statement, CrmAgendaItem *item);
} CrmAgendaLayer;
gboolean crm_agenda_reading_add (CrmAgendaReading *self, const CrmAgendaLayer *layer, GError **error);
/* Takes the item when it touches the stretch and there is room. */
void crm_agenda_reading_take (CrmAgendaReading *self, CrmAgendaItem *item);

CrmAgendaItem *crm_agenda_item_new (const char *kind, const char *step);
void crm_agenda_item_free (CrmAgendaItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAgendaItem, crm_agenda_item_free)
/* Whole days, the last one inclusive, in the zone asked for. */
void crm_agenda_item_set_days (
    CrmAgendaItem *self, const CrmAgendaReading *reading, guint32 first, guint32 last);
/* Midnights of the book's zone become those of the zone asked for. */
void crm_agenda_item_set_times (
    CrmAgendaItem *self, const CrmAgendaReading *reading, gint64 starts_at, gint64 ends_at, gboolean all_day);

/* Columns of the client, the deal and the user an item is about, from column n on, and the joins they come from. */
#define CRM_AGENDA_WHO_COLUMNS "c.id, c.name, co.name, cf.phone, d.id, d.title, u.id, u.name"
#define CRM_AGENDA_WHO_JOINS(client, deal, owner) \
  " LEFT JOIN client c ON c.id = " client " LEFT JOIN client co ON co.id = c.company" \
  " LEFT JOIN client_figures cf ON cf.client_id = c.id LEFT JOIN deal d ON d.id = " deal \
  " LEFT JOIN \"user\" u ON u.id = " owner
void crm_agenda_item_read_who (CrmAgendaItem *self, CrmStatement *statement, int n);

gboolean crm_agenda_read_meetings (CrmAgendaReading *self, GError **error);
gboolean crm_agenda_read_events (CrmAgendaReading *self, GError **error);
gboolean crm_agenda_read_tasks (CrmAgendaReading *self, GError **error);
gboolean crm_agenda_read_closings (CrmAgendaReading *self, GError **error);
gboolean crm_agenda_read_leave (CrmAgendaReading *self, GError **error);
gboolean crm_agenda_read_birthdays (CrmAgendaReading *self, GError **error);
gboolean crm_agenda_read_own_dates (CrmAgendaReading *self, GError **error);

/* What each day is (CrmAgendaDay *); user: whose working hours, 0 the book's. Caller owns. */
GPtrArray *crm_agenda_list_days (
    CrmTransaction *tx, GTimeZone *zone, guint32 first, guint32 last, gint64 user, GError **error);
/* Working hours of a user, where they have none of their own the book's (user 0). Caller owns. */
CrmHours *crm_agenda_read_hours (CrmTransaction *tx, gint64 user, GError **error);
/* 1 Monday … 7. */
int crm_agenda_get_weekday (guint32 day);
