/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-address.h"
#include "calendar/crm-event.h"
#include "crm-test-store.h"

#include <string.h>

/* Events become meetings and meetings events: people known by their addresses, series with exceptions, only what changed is
 * written, answers and cancellations of others. */

#define EVENT(lines) "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260101T000000Z\r\n" lines "END:VEVENT\r\n"
#define OBJECT(parts) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" parts "END:VCALENDAR\r\n"
#define SERIES \
  OBJECT ( \
      EVENT ("DTSTART;TZID=Europe/Berlin:20261005T100000\r\nDTEND;TZID=Europe/Berlin:20261005T110000\r\n" \
             "RRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/Berlin:20261012T100000\r\nSUMMARY:Weekly\r\n" \
             "ORGANIZER:mailto:boss@example.org\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:Anna@Example.org\r\n" \
             "ATTENDEE;CN=Else;ROLE=OPT-PARTICIPANT:mailto:else@example.org\r\n" \
             "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nEND:VALARM\r\n") \
          EVENT ("RECURRENCE-ID:20261026T090000Z\r\nDTSTART;TZID=Europe/Berlin:20261026T150000\r\n" \
                 "SUMMARY:Later\r\n"))

typedef struct
{
  gint64 meeting;
  gint64 calendar;
  GPtrArray *events;
  GPtrArray *base;
  const CrmEvent *reply;
} Job;

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_event_of_meeting (tx, *(gint64 *)data, error);
}

static GPtrArray *
read_events (CrmStore *store, gint64 meeting)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *events = crm_store_read_sync (store, read_in_worker, &meeting, &error);

  g_assert_no_error (error);
  return events;
}

static gboolean
take_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  job->meeting = crm_event_to_meeting (tx, job->meeting, job->calendar, job->events, job->base, error);
  return job->meeting != 0;
}

static gint64
take (CrmStore *store, gint64 meeting, GPtrArray *events, GPtrArray *base)
{
  g_autoptr (GError) error = NULL;
  Job job = { .meeting = meeting, .events = events, .base = base };

  crm_store_write_sync (store, "Take", take_in_worker, &job, NULL, &error);
  g_assert_no_error (error);
  return job.meeting;
}

static GPtrArray *
parse (const char *ical)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *events = crm_event_parse_object (ical, NULL, &error);

  g_assert_no_error (error);
  return events;
}

static CrmStore *
open_book (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store = crm_test_open (path, CRM_ORIGIN_CLI);

  crm_test_add (store, "client", "name", "Anna", "email", "anna@example.org", NULL);
  crm_test_set (store, "user", 1, "email", "me@example.org", NULL);
  return store;
}

static void
assert_same (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_true (crm_event_equal (a->pdata[i], b->pdata[i]));
}

static void
test_series (void)
{
  CrmStore *store = open_book ();
  g_autoptr (GPtrArray) events = parse (SERIES);
  gint64 meeting = take (store, 0, events, NULL);
  g_autoptr (GPtrArray) back = read_events (store, meeting);
  g_autofree char *exceptions = crm_test_where (store, "meeting", "rid=20261026T100000", NULL);
  g_autofree char *people = crm_test_where (store, "participant", "meeting=1", NULL);
  gint64 version;

  assert_same (events, back);
  g_assert_cmpstr (exceptions, ==, "2");
  g_assert_cmpstr (people, ==, "1 2 3");
  crm_test_assert_field (store, "meeting", meeting, "clients", "1");
  crm_test_assert_field (store, "meeting", meeting, "zone", "Europe/Berlin");
  crm_test_assert_field (store, "meeting", meeting, "reminders", "30");
  crm_test_assert_field (store, "participant", 1, "role", "chair");
  crm_test_assert_field (store, "participant", 2, "answer", "accepted");
  crm_test_assert_field (store, "participant", 3, "role", "optional");

  /* The same once more writes nothing. */
  version = crm_test_sql_integer (store, "SELECT sum (version) FROM meeting");
  take (store, meeting, events, NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT sum (version) FROM meeting"), ==, version);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* What was changed here stays where the calendar has not changed it. */
static void
test_base (void)
{
  CrmStore *store = open_book ();
  g_autoptr (GPtrArray) base = parse (SERIES);
  g_autoptr (GPtrArray) theirs = parse (SERIES);
  gint64 meeting = take (store, 0, base, NULL);
  CrmEvent *series = theirs->pdata[0];
  g_autofree char *left = NULL;

  crm_test_set (store, "meeting", meeting, "title", "Ours", "private_note", "Secret", NULL);
  g_free (series->place);
  series->place = g_strdup ("Room 7");
  g_ptr_array_remove_index (series->people, 2);
  g_ptr_array_remove_index (theirs, 1);
  take (store, meeting, theirs, base);
  crm_test_assert_field (store, "meeting", meeting, "title", "Ours");
  crm_test_assert_field (store, "meeting", meeting, "place", "Room 7");
  left = crm_test_where (store, "participant", "meeting=1", NULL);
  g_assert_cmpstr (left, ==, "1 2");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM meeting WHERE archived_at IS NULL"), ==, 1);
  {
    g_autoptr (GPtrArray) back = read_events (store, meeting);
    g_autofree char *text = crm_event_apply (NULL, back, 0, NULL);

    g_assert_null (strstr (text, "Secret"));
  }
  crm_test_close (store);
}

/* Ours: who is responsible invites, and needs not take part as well. */
static void
test_ours (void)
{
  CrmStore *store = open_book ();
  gint64 meeting = crm_test_add (store, "meeting", "title", "Visit", "starts_at", "2026-12-01T10:00:00Z",
      "ends_at", "2026-12-01T11:00:00Z", "clients", "1", NULL);
  g_autoptr (GPtrArray) events = read_events (store, meeting);
  const CrmEvent *event = events->pdata[0];
  const CrmEventPerson *me = event->people->pdata[0];
  const CrmEventPerson *anna = event->people->pdata[1];
  g_autofree char *object = crm_event_apply (NULL, events, 0, NULL);
  g_autoptr (GPtrArray) parsed = parse (object);

  g_assert_cmpuint (event->people->len, ==, 2);
  g_assert_true (me->organizer);
  g_assert_cmpstr (me->address, ==, "me@example.org");
  g_assert_cmpstr (anna->address, ==, "anna@example.org");
  g_assert_nonnull (strstr (object, ":mailto:me@example.org\r\n"));
  assert_same (events, parsed);
  take (store, meeting, parsed, NULL);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM participant WHERE archived_at IS NULL"), ==, 1);
  crm_test_close (store);
}

/* Long lines are folded, in the middle of a word if need be. */
static void
unfold (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (g_str_has_prefix (from, "\r\n "))
      from += 2;
    else
      *to++ = *from;
  *to = '\0';
}

static gboolean
set_address_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_calendar_address_write (tx, 1, data, error);
}

static void
set_address (CrmStore *store, const char *address)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Address", set_address_in_worker, (gpointer)address, NULL, &error);
  g_assert_no_error (error);
}

/* In a calendar that is somebody's, they invite; a server is told to send nothing, and who gets an invitation is not told that. */
static void
test_calendar_address (void)
{
  CrmStore *store = open_book ();
  gint64 calendar = crm_test_add (store, "calendar", "name", "Shop", "source", "shop", "mode", "both", NULL);
  gint64 meeting = crm_test_add (store, "meeting", "title", "Visit", "starts_at", "2026-12-01T10:00:00Z",
      "ends_at", "2026-12-01T11:00:00Z", "clients", "1", "calendar", "1", NULL);
  g_autoptr (GPtrArray) before = read_events (store, meeting);
  g_autofree char *object = NULL;
  g_autofree char *request = NULL;

  g_assert_cmpint (calendar, ==, 1);
  g_assert_cmpstr (
      ((CrmEventPerson *)((CrmEvent *)before->pdata[0])->people->pdata[0])->address, ==, "me@example.org");
  set_address (store, "Shop@Example.org");
  {
    g_autoptr (GPtrArray) events = read_events (store, meeting);
    g_autoptr (GPtrArray) parsed = NULL;

    object = crm_event_apply (NULL, events, 0, NULL);
    request = crm_event_invite (object, "REQUEST", "Me", "shop@example.org", 0, NULL);
    parsed = parse (object);
    unfold (object);
    unfold (request);
    g_assert_nonnull (strstr (object, "ORGANIZER;CN="));
    g_assert_nonnull (strstr (object, ":mailto:shop@example.org\r\n"));
    g_assert_nonnull (strstr (object, "SCHEDULE-AGENT=CLIENT"));
    g_assert_null (strstr (request, "SCHEDULE-AGENT"));
    take (store, meeting, parsed, NULL);
    g_assert_cmpint (
        crm_test_sql_integer (store, "SELECT count (*) FROM participant WHERE archived_at IS NULL"), ==, 1);
  }
  /* An event to which nobody invited, and where something is changed about who takes part. */
  {
    g_autoptr (GPtrArray) events = read_events (store, meeting);
    g_autofree char *text = NULL;

    text = crm_event_apply (OBJECT (EVENT ("DTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\n"
                                           "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org\r\n")),
        events, 0, NULL);
    unfold (text);
    g_assert_nonnull (strstr (text, "ORGANIZER"));
    g_assert_nonnull (strstr (text, "SCHEDULE-AGENT=CLIENT:mailto:anna"));
  }
  /* Nobody is known who could invite. */
  set_address (store, NULL);
  crm_test_sql (store, "UPDATE \"user\" SET email = NULL, email_fold = NULL");
  {
    g_autoptr (GPtrArray) events = read_events (store, meeting);
    g_autofree char *alone = crm_event_apply (NULL, events, 0, NULL);

    unfold (alone);
    g_assert_null (strstr (alone, "ORGANIZER"));
    g_assert_nonnull (strstr (alone, "SCHEDULE-AGENT=CLIENT"));
  }
  crm_test_close (store);
}

static gboolean
reply_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  job->meeting = crm_event_take_reply (tx, job->reply, error);
  return job->meeting != 0;
}

static gint64
take_reply (CrmStore *store, const char *ical)
{
  g_autoptr (GPtrArray) events = parse (ical);
  g_autoptr (GError) error = NULL;
  Job job = { .reply = events->pdata[0] };

  crm_store_write_sync (store, "Reply", reply_in_worker, &job, NULL, &error);
  return job.meeting;
}

static void
test_reply (void)
{
  CrmStore *store = open_book ();
  g_autoptr (GPtrArray) events = parse (SERIES);
  gint64 meeting = take (store, 0, events, NULL);
  gint64 one;

  g_assert_cmpint (
      take_reply (store, OBJECT (EVENT ("DTSTART:20261005T080000Z\r\nORGANIZER:mailto:boss@example.org\r\n"
                                        "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org\r\n"))),
      ==, meeting);
  crm_test_assert_field (store, "participant", 2, "answer", "declined");
  /* One time only, called in another zone: that time gets a meeting of its own. */
  one = take_reply (store, OBJECT (EVENT ("RECURRENCE-ID:20261019T080000Z\r\nDTSTART:20261019T080000Z\r\n"
                                          "ATTENDEE;PARTSTAT=TENTATIVE:mailto:anna@example.org\r\n")));
  g_assert_cmpint (one, >, meeting);
  crm_test_assert_field (store, "meeting", one, "rid", "20261019T100000");
  crm_test_assert_field (store, "participant", 2, "answer", "declined");
  g_assert_cmpint (
      take_reply (store, OBJECT (EVENT ("DTSTART:20261005T080000Z\r\n"
                                        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:nobody@example.org\r\n"))),
      ==, 0);
  crm_test_close (store);
}

static gboolean
cancel_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  job->meeting = crm_event_take_cancel (tx, job->events, error);
  return job->meeting != 0;
}

static void
test_cancel (void)
{
  CrmStore *store = open_book ();
  g_autoptr (GPtrArray) events = parse (SERIES);
  g_autoptr (GPtrArray) one =
      parse (OBJECT (EVENT ("RECURRENCE-ID:20261026T090000Z\r\nDTSTART:20261026T140000Z\r\n")));
  g_autoptr (GPtrArray) all = parse (OBJECT (EVENT ("DTSTART:20261005T080000Z\r\nRRULE:FREQ=WEEKLY\r\n")));
  gint64 meeting = take (store, 0, events, NULL),
         held = crm_test_add (store, "meeting", "title", "Held", "starts_at", "2026-03-01 10:00", "state",
             "held", "ical_uid", "u2", NULL);
  g_autoptr (GPtrArray) late = parse (OBJECT (
      "BEGIN:VEVENT\r\nUID:u2\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260301T100000Z\r\nEND:VEVENT\r\n"));
  Job job = { .events = late };

  /* Too late: it was held. */
  crm_store_write_sync (store, "Cancel", cancel_in_worker, &job, NULL, NULL);
  crm_test_assert_field (store, "meeting", held, "state", "held");
  job.events = one;

  g_assert_true (crm_store_write_sync (store, "Cancel", cancel_in_worker, &job, NULL, NULL));
  crm_test_assert_field (store, "meeting", meeting, "state", "planned");
  crm_test_assert_field (store, "meeting", 2, "state", "cancelled");
  job.events = all;
  g_assert_true (crm_store_write_sync (store, "Cancel", cancel_in_worker, &job, NULL, NULL));
  crm_test_assert_field (store, "meeting", meeting, "state", "cancelled");
  crm_test_close (store);
}

/* Another program takes an exception back: its time is one like the others again. */
static void
test_reset (void)
{
  CrmStore *store = open_book ();
  g_autoptr (GPtrArray) events = parse (SERIES);
  g_autoptr (GPtrArray) plain = parse (SERIES);
  g_autoptr (GPtrArray) back = NULL;
  gint64 meeting = take (store, 0, events, NULL);

  g_ptr_array_set_size (plain, 1);
  take (store, meeting, plain, events);
  back = read_events (store, meeting);
  assert_same (back, plain);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count (*) FROM occurrence WHERE rid = '20261026T100000'"), ==, 1);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Alarms that meetings do not have are no reason to refuse the event. */
static void
test_alarms (void)
{
  CrmStore *store = open_book ();
  g_autoptr (GPtrArray) events = parse (
      OBJECT (EVENT ("DTSTART;VALUE=DATE:20261005\r\nSUMMARY:Fair\r\nATTENDEE:mailto:anna@example.org\r\n"
                     "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P90D\r\nEND:VALARM\r\n"
                     "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:P1D\r\nEND:VALARM\r\n"
                     "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P7D\r\nEND:VALARM\r\n")));
  gint64 meeting = take (store, 0, events, NULL);

  crm_test_assert_field (store, "meeting", meeting, "reminders", "10080");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/event-meeting/series", test_series);
  g_test_add_func ("/event-meeting/base", test_base);
  g_test_add_func ("/event-meeting/ours", test_ours);
  g_test_add_func ("/event-meeting/calendar-address", test_calendar_address);
  g_test_add_func ("/event-meeting/reply", test_reply);
  g_test_add_func ("/event-meeting/cancel", test_cancel);
  g_test_add_func ("/event-meeting/reset", test_reset);
  g_test_add_func ("/event-meeting/alarms", test_alarms);
  return crm_test_store_done (g_test_run ());
}
