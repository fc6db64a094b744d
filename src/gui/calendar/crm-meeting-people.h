/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "meeting/crm-meeting.h"

/* Who takes part: clients, employees and bare addresses, each with role and answer. An entry adds one: a client (suggested while typing, a new one is
 * made), an employee, or "Name <address>". Signal "changed". */
#define CRM_TYPE_MEETING_PEOPLE (crm_meeting_people_get_type ())
G_DECLARE_FINAL_TYPE (CrmMeetingPeople, crm_meeting_people, CRM, MEETING_PEOPLE, GtkBox)

/* One of them. client and user 0 with an address empty: a client of this name, made when there is none. */
typedef struct
{
  gint64 client;
  gint64 user;
  char *name;
  char *address; /* nullable */
  char *role;
  char *answer;
} CrmMeetingPerson;
CrmMeetingPerson *crm_meeting_person_new (gint64 client, gint64 user, const char *name, const char *address);
void crm_meeting_person_free (CrmMeetingPerson *self);

GtkWidget *crm_meeting_people_new (CrmStore *store);
/* Takes people (CrmMeetingPerson *). */
void crm_meeting_people_take (CrmMeetingPeople *self, GPtrArray *people);
void crm_meeting_people_add (CrmMeetingPeople *self, CrmMeetingPerson *person); /* takes it */
/* What is half typed counts. Owned by self. */
GPtrArray *crm_meeting_people_get (CrmMeetingPeople *self);
gboolean crm_meeting_people_is_changed (CrmMeetingPeople *self);
GtkEditable *crm_meeting_people_get_entry (CrmMeetingPeople *self);

/* The participants of a meeting as people. Any transaction. Caller owns. */
GPtrArray *crm_meeting_people_read_in_worker (CrmTransaction *tx, gint64 meeting, GError **error);
/* In a write function: finds or makes the clients that only have names. */
gboolean crm_meeting_people_resolve_in_worker (CrmTransaction *tx, GPtrArray *people, GError **error);
/* In a write function: makes the participants of a meeting these people. */
gboolean crm_meeting_people_write_in_worker (
    CrmTransaction *tx, gint64 meeting, GPtrArray *people, GError **error);
