/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "calendar/crm-event.h"

#include <string.h>

/* Reading events of every shape, writing them back without touching what is not meant, merging, files and messages. */

#define NOW (G_GINT64_CONSTANT (1795082400) * G_USEC_PER_SEC) /* 2026-11-19 10:00 UTC */
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20260101T000000Z\r\n" lines "END:VEVENT\r\n"
#define OBJECT(parts) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n" parts "END:VCALENDAR\r\n"
#define RULES(tzid, summer, winter) \
  "BEGIN:VTIMEZONE\r\nTZID:" tzid "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:" summer \
  "\r\nTZOFFSETTO:" winter \
  "\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n" \
  "DTSTART:16010101T020000\r\nTZOFFSETFROM:" winter "\r\nTZOFFSETTO:" summer \
  "\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

static GTimeZone *kyiv;

static GPtrArray *
parse (const char *ical)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *events = crm_event_parse_object (ical, kyiv, &error);

  g_assert_no_error (error);
  return events;
}

/* "start/end zone" of an event. */
static char *
tell (const CrmEvent *event)
{
  g_autofree char *start =
      event->all_day ? g_strdup (event->starts_on) : crm_instant_format (event->starts_at);
  g_autofree char *end = event->all_day ? g_strdup (event->ends_on) : crm_instant_format (event->ends_at);

  return g_strdup_printf ("%s/%s %s", start, end,
      event->zone       ? event->zone
      : event->floating ? "floating"
                        : "-");
}

typedef struct
{
  const char *ical;
  const char *wanted;
} Time;

/* Winter and summer, names of all kinds, rules of the file, ends of all kinds. */
static void
test_times (void)
{
  static const Time times[] = {
    { OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nDTEND:20260710T100000Z\r\n")),
        "2026-07-10T09:00:00Z/2026-07-10T10:00:00Z -" },
    { OBJECT (EVENT ("DTSTART:20260710T090000\r\nDTEND:20260710T100000\r\n")),
        "2026-07-10T06:00:00Z/2026-07-10T07:00:00Z floating" },
    { OBJECT (EVENT ("DTSTART;TZID=Europe/Berlin:20260110T090000\r\nDURATION:PT1H30M\r\n")),
        "2026-01-10T08:00:00Z/2026-01-10T09:30:00Z Europe/Berlin" },
    { OBJECT (EVENT ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260710T090000\r\n")),
        "2026-07-10T07:00:00Z/2026-07-10T07:00:00Z Europe/Berlin" },
    { OBJECT (EVENT ("DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260710T090000\r\n")),
        "2026-07-10T13:00:00Z/2026-07-10T13:00:00Z America/New_York" },
    { OBJECT (EVENT ("DTSTART;TZID=\"W. Europe Standard Time\":20260710T090000\r\n")),
        "2026-07-10T07:00:00Z/2026-07-10T07:00:00Z Europe/Berlin" },
    { OBJECT (EVENT ("DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin, Rome\":20260710T090000\r\n")),
        "2026-07-10T07:00:00Z/2026-07-10T07:00:00Z Europe/Amsterdam" },
    /* Rules that a known zone has, those of another one than the name says, and those that none has. */
    { OBJECT (RULES ("Office", "+0200", "+0100") EVENT ("DTSTART;TZID=Office:20260710T090000\r\n")),
        "2026-07-10T07:00:00Z/2026-07-10T07:00:00Z Europe/Berlin" },
    { OBJECT (RULES ("Pacific Standard Time", "+0200", "+0100")
              EVENT ("DTSTART;TZID=Pacific Standard Time:20260710T090000\r\n")),
        "2026-07-10T07:00:00Z/2026-07-10T07:00:00Z Europe/Berlin" },
    { OBJECT (RULES ("Mars", "+0317", "+0217") EVENT ("DTSTART;TZID=Mars:20260710T090000\r\n")),
        "2026-07-10T05:43:00Z/2026-07-10T05:43:00Z -" },
    { OBJECT (RULES ("Mars", "+0317", "+0217") EVENT ("DTSTART;TZID=Mars:20260110T090000\r\n")),
        "2026-01-10T06:43:00Z/2026-01-10T06:43:00Z -" },
    /* A name of the zone database is taken by its word. */
    { OBJECT (RULES ("Europe/Kyiv", "+0900", "+0800") EVENT ("DTSTART;TZID=Europe/Kyiv:20260710T090000\r\n")),
        "2026-07-10T06:00:00Z/2026-07-10T06:00:00Z Europe/Kyiv" },
    { OBJECT (EVENT ("DTSTART;TZID=Nowhere/At_All:20260710T090000\r\n")),
        "2026-07-10T06:00:00Z/2026-07-10T06:00:00Z floating" },
    { OBJECT (EVENT ("DTSTART;TZID=../../../etc/passwd:20260710T090000\r\n")),
        "2026-07-10T06:00:00Z/2026-07-10T06:00:00Z floating" },
    { OBJECT (EVENT ("DTSTART;TZID=GMT+0300:20260110T090000\r\n")),
        "2026-01-10T06:00:00Z/2026-01-10T06:00:00Z Etc/GMT-3" },
    { OBJECT (EVENT ("DTSTART;TZID=\"UTC-05:00\":20260110T090000\r\n")),
        "2026-01-10T14:00:00Z/2026-01-10T14:00:00Z Etc/GMT+5" },
    { OBJECT ("X-WR-TIMEZONE:Asia/Tokyo\r\n" EVENT ("DTSTART:20260710T090000\r\n")),
        "2026-07-10T00:00:00Z/2026-07-10T00:00:00Z Asia/Tokyo" },
    { OBJECT (EVENT ("DTSTART;VALUE=DATE:20260710\r\nDTEND;VALUE=DATE:20260712\r\n")),
        "2026-07-10/2026-07-11 -" },
    { OBJECT (EVENT ("DTSTART;VALUE=DATE:20260710\r\n")), "2026-07-10/2026-07-10 -" },
    { OBJECT (EVENT ("DTSTART;VALUE=DATE:20260710\r\nDURATION:P2D\r\n")), "2026-07-10/2026-07-11 -" },
    { OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nDTEND:20260710T080000Z\r\n")),
        "2026-07-10T09:00:00Z/2026-07-10T09:00:00Z -" },
    /* A day over which the clocks change has 23 hours; 24 hours are 24 hours. */
    { OBJECT (EVENT ("DTSTART;TZID=Europe/Berlin:20260328T120000\r\nDURATION:P1D\r\n")),
        "2026-03-28T11:00:00Z/2026-03-29T10:00:00Z Europe/Berlin" },
    { OBJECT (EVENT ("DTSTART;TZID=Europe/Berlin:20260328T120000\r\nDURATION:PT24H\r\n")),
        "2026-03-28T11:00:00Z/2026-03-29T11:00:00Z Europe/Berlin" },
    /* A time that the clocks leave out is told as by the clock before. */
    { OBJECT (EVENT (
          "DTSTART;TZID=Europe/Berlin:20260329T023000\r\nDTEND;TZID=Europe/Berlin:20260329T040000\r\n")),
        "2026-03-29T01:30:00Z/2026-03-29T02:00:00Z Europe/Berlin" },
    /* An end without a zone is told by the clock of the beginning. */
    { OBJECT (EVENT ("DTSTART;TZID=Europe/Berlin:20260710T090000\r\nDTEND:20260710T100000\r\n")),
        "2026-07-10T07:00:00Z/2026-07-10T08:00:00Z Europe/Berlin" },
    /* Without a VCALENDAR around it. */
    { EVENT ("DTSTART:20260710T090000Z\r\n"), "2026-07-10T09:00:00Z/2026-07-10T09:00:00Z -" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GPtrArray) events = parse (times[i].ical);
      g_autofree char *got = tell (events->pdata[0]);

      g_assert_cmpstr (got, ==, times[i].wanted);
    }
}

#define SERIES \
  OBJECT (RULES ("Office", "+0200", "+0100") EVENT ( \
      "DTSTART;TZID=Office:20261005T100000\r\nDTEND;TZID=Office:20261005T110000\r\nRRULE:FREQ=WEEKLY\r\n" \
      "EXDATE;TZID=Office:20261012T100000,20261019T100000\r\nEXDATE:20261102T090000Z\r\n" \
      "EXDATE;VALUE=DATE:20261109\r\nEXDATE:20261116T100000\r\nSUMMARY:Weekly\r\n") \
          EVENT ( \
              "RECURRENCE-ID:20261026T090000Z\r\nDTSTART;TZID=Office:20261026T120000\r\nSUMMARY:Later\r\n"))

/* Across the end of summer time: rids are local to the series, however the file tells them. */
static void
test_series (void)
{
  g_autoptr (GPtrArray) events = parse (SERIES);
  const CrmEvent *series = events->pdata[0];
  const CrmEvent *exception = events->pdata[1];
  g_autofree char *excluded = NULL;
  g_autofree char *moved = tell (exception);

  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (series->recurrence, ==, "FREQ=WEEKLY");
  g_assert_false (series->rich);
  g_ptr_array_add (series->excluded, NULL);
  excluded = g_strjoinv (" ", (char **)series->excluded->pdata);
  g_assert_cmpstr (
      excluded, ==, "20261012T100000 20261019T100000 20261102T100000 20261109T100000 20261116T100000");
  g_assert_cmpstr (exception->rid, ==, "20261026T100000");
  g_assert_cmpstr (moved, ==, "2026-10-26T11:00:00Z/2026-10-26T11:00:00Z Europe/Berlin");
  g_assert_cmpstr (exception->title, ==, "Later");
}

static void
test_rich (void)
{
  static const char *const rich[] = {
    OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nRRULE:FREQ=DAILY\r\nRDATE:20260810T100000Z\r\n")),
    OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY\r\n")),
    OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nRRULE:FREQ=DAILY;BYHOUR=9,17\r\n")),
    OBJECT (
        RULES ("Mars", "+0317", "+0217") EVENT ("DTSTART;TZID=Mars:20260710T090000\r\nRRULE:FREQ=DAILY\r\n")),
    OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nRRULE:FREQ=DAILY\r\n")
            EVENT ("RECURRENCE-ID;RANGE=THISANDFUTURE:20260712T090000Z\r\nDTSTART:20260712T100000Z\r\n")),
  };
  g_autoptr (GPtrArray) plain =
      parse (OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nRRULE:\r\nRDATE:20260710T090000Z\r\n")));

  for (guint i = 0; i < G_N_ELEMENTS (rich); i++)
    {
      g_autoptr (GPtrArray) events = parse (rich[i]);

      g_assert_true (((CrmEvent *)events->pdata[0])->rich);
    }
  g_assert_false (((CrmEvent *)plain->pdata[0])->rich);
}

#define FULL \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-ODD;A=\"b;c\":d\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:" \
  "20260101T000000Z\r\n" \
  "DTSTART;X-P=1;TZID=Europe/Berlin:20260710T090000\r\nDURATION:PT1H\r\nSUMMARY;LANGUAGE=de:Alt\r\n" \
  "LOCATION:Here\\, " \
  "there\r\nDESCRIPTION:One\\nTwo\r\nATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:QUJ\r\n" \
  " D\r\nCATEGORIES:a,b\\,c\r\nX-THING;X-Q=\"1:2\":some\\,thing\r\n" \
  "ATTENDEE;X-NUM=7;CN=\"Anna; B\";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:Anna@Example.org\r\n" \
  "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org\r\nORGANIZER;SENT-BY=\"mailto:x@y.example\":mailto:boss@" \
  "example.org\r\n" \
  "GEO:50.450100;30.523400\r\nCLASS:PRIVATE\r\nSTATUS:TENTATIVE\r\nSEQUENCE:4\r\n" \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nX-MOZ:1\r\nDESCRIPTION:x\r\nEND:VALARM\r\n" \
  "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT1H\r\nX-A:1\r\nEND:VALARM\r\n" \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER;VALUE=DATE-TIME:20260709T090000Z\r\nEND:VALARM\r\n" \
  "END:VEVENT\r\nEND:VCALENDAR\r\n"

static char *
apply (const char *base, GPtrArray *events)
{
  g_autoptr (GError) error = NULL;
  char *text = crm_event_apply (base, events, NOW, &error);

  g_assert_no_error (error);
  return text;
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (to, parts);
}

/* Every byte but those that are meant. */
static void
test_apply_keeps (void)
{
  g_autoptr (GPtrArray) events = parse (FULL);
  CrmEvent *event = events->pdata[0];
  g_autofree char *same = apply (FULL, events);
  g_autofree char *titled = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *wanted = NULL;

  g_assert_cmpstr (same, ==, FULL);
  g_assert_cmpuint (event->reminders->len, ==, 1);
  g_assert_cmpuint (event->people->len, ==, 2);
  g_assert_true (event->is_private);
  set_text (&event->title, "Neu, viel neuer");
  titled = apply (FULL, events);
  a = replace (FULL, "SUMMARY;LANGUAGE=de:Alt", "SUMMARY;LANGUAGE=de:Neu\\, viel neuer");
  b = replace (a, "DTSTAMP:20260101T000000Z", "DTSTAMP:20261119T100000Z");
  wanted = replace (b, "SEQUENCE:4\r\n", "LAST-MODIFIED:20261119T100000Z\r\nSEQUENCE:4\r\n");
  /* Where the new line stands is of no matter. */
  {
    g_auto (GStrv) got_lines = g_strsplit (titled, "\r\n", -1);
    g_auto (GStrv) wanted_lines = g_strsplit (wanted, "\r\n", -1);

    g_assert_cmpuint (g_strv_length (got_lines), ==, g_strv_length (wanted_lines));
    for (guint i = 0; wanted_lines[i] != NULL; i++)
      g_assert_true (g_strv_contains ((const char *const *)got_lines, wanted_lines[i]));
  }
}

static void
test_apply_changes (void)
{
  g_autoptr (GPtrArray) events = parse (FULL);
  g_autoptr (GPtrArray) again = NULL;
  CrmEvent *event = events->pdata[0];
  CrmEventPerson *anna = event->people->pdata[1];
  g_autofree char *folded = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  int later = 60;

  event->starts_at += 26 * G_TIME_SPAN_HOUR;
  event->ends_at += 27 * G_TIME_SPAN_HOUR;
  g_assert_cmpstr (anna->address, ==, "anna@example.org");
  anna->answer = "accepted";
  g_array_remove_index (event->reminders, 0);
  g_array_append_val (event->reminders, later);
  set_text (&event->online, "https://meet.example.org/x");
  event->status = "cancelled";
  folded = apply (FULL, events);
  lines = g_strsplit (folded, "\r\n ", -1);
  text = g_strjoinv ("", lines);
  g_assert_nonnull (strstr (text, "DTSTART;X-P=1;TZID=Europe/Berlin:20260711T110000\r\n"));
  g_assert_nonnull (strstr (text, "DTEND;TZID=Europe/Berlin:20260711T130000\r\n"));
  g_assert_null (strstr (text, "DURATION"));
  g_assert_nonnull (
      strstr (text, "X-NUM=7;CN=\"Anna; B\";PARTSTAT=ACCEPTED;RSVP=TRUE:MAILTO:Anna@Example.org"));
  g_assert_nonnull (strstr (text, "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org\r\n"));
  g_assert_nonnull (strstr (text, "ORGANIZER;SENT-BY=\"mailto:x@y.example\":mailto:boss@example.org\r\n"));
  g_assert_null (strstr (text, "X-MOZ"));
  g_assert_nonnull (strstr (text, "X-A:1"));
  g_assert_nonnull (strstr (text, "TRIGGER;VALUE=DATE-TIME:20260709T090000Z"));
  g_assert_nonnull (strstr (text, "X-CLIENTELE-ALARM"));
  g_assert_nonnull (strstr (text, "STATUS:CANCELLED"));
  g_assert_nonnull (strstr (text, "SEQUENCE:5"));
  again = parse (text);
  g_assert_true (crm_event_equal (again->pdata[0], event));
}

/* A room whose address stands in the place is a room, and gives way to a place; what is heard reminds. */
static void
test_room_as_place (void)
{
  static const char room[] = OBJECT (EVENT ("DTSTART:20260710T090000Z\r\nLOCATION:https://zoom.example/j/"
                                            "8?pwd=a\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\n"
                                            "TRIGGER:-PT1H\r\nEND:VALARM\r\n"));
  g_autoptr (GPtrArray) events = parse (room), again = NULL;
  CrmEvent *event = events->pdata[0];
  g_autofree char *same = apply (room, events), *placed = NULL, *bare = NULL;

  g_assert_cmpstr (event->online, ==, "https://zoom.example/j/8?pwd=a");
  g_assert_null (event->place);
  g_assert_cmpuint (event->reminders->len, ==, 1);
  g_assert_cmpint (g_array_index (event->reminders, int, 0), ==, 60);
  g_assert_cmpstr (same, ==, room);
  set_text (&event->place, "Office");
  placed = apply (room, events);
  g_assert_nonnull (strstr (placed, "\r\nLOCATION:Office\r\n"));
  g_assert_nonnull (strstr (placed, "\r\nCONFERENCE;VALUE=URI:https://zoom.example/j/8?pwd=a\r\n"));
  again = parse (placed);
  g_assert_true (crm_event_equal (again->pdata[0], event));
  set_text (&event->online, NULL);
  bare = apply (room, events);
  g_assert_nonnull (strstr (bare, "\r\nLOCATION:Office\r\n"));
  g_assert_null (strstr (bare, "zoom.example"));
}

/* Another clock for the series: exceptions and what is left out follow. */
static void
test_apply_series (void)
{
  g_autoptr (GPtrArray) events = parse (SERIES);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) less = NULL;
  CrmEvent *series = events->pdata[0];
  g_autofree char *text = NULL;
  g_autofree char *shorter = NULL;

  set_text (&series->zone, "Europe/Kyiv");
  text = apply (SERIES, events);
  g_assert_nonnull (strstr (text, "TZID:Europe/Kyiv"));
  g_assert_nonnull (strstr (text, "RECURRENCE-ID;TZID=Europe/Kyiv:20261026T100000"));
  g_assert_nonnull (strstr (text, "EXDATE;TZID=Europe/Kyiv:20261109T100000"));
  again = parse (text);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_true (crm_event_equal (again->pdata[0], series));
  g_assert_true (crm_event_equal (again->pdata[1], events->pdata[1]));

  /* The exception goes, its time is left out. */
  g_ptr_array_add (series->excluded, g_strdup (((CrmEvent *)events->pdata[1])->rid));
  g_ptr_array_remove_index (events, 1);
  shorter = apply (text, events);
  less = parse (shorter);
  g_assert_cmpuint (less->len, ==, 1);
  g_assert_true (crm_event_equal (less->pdata[0], series));
}

/* A time that is moved here keeps what others wrote into its series. */
static void
test_derived (void)
{
  static const char base[] = OBJECT (EVENT (
      "DTSTART;TZID=Europe/Kyiv:20260710T090000\r\nDTEND;TZID=Europe/"
      "Kyiv:20260710T100000\r\nSUMMARY:Rounds\r\n"
      "RRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/"
      "Kyiv:20260717T090000\r\nX-THING;X-Q=1:some\r\nCATEGORIES:Wine\r\n"
      "ORGANIZER:mailto:me@example.org\r\nATTENDEE;X-NUM=7;PARTSTAT=ACCEPTED:mailto:anna@example.org\r\n"));
  g_autoptr (GPtrArray) events = parse (base);
  g_autoptr (GPtrArray) again = NULL;
  CrmEvent *moved = crm_event_copy (events->pdata[0]);
  g_autofree char *text = NULL;
  const char *exception;

  set_text (&moved->rid, "20260724T090000");
  moved->starts_at += 14 * G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR;
  moved->ends_at += 14 * G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR;
  g_clear_pointer (&moved->recurrence, g_free);
  g_ptr_array_set_size (moved->excluded, 0);
  g_ptr_array_add (events, moved);
  text = apply (base, events);
  exception = strstr (text, "END:VEVENT");
  g_assert_nonnull (strstr (exception, "RECURRENCE-ID;TZID=Europe/Kyiv:20260724T090000\r\n"));
  g_assert_nonnull (strstr (exception, "DTSTART;TZID=Europe/Kyiv:20260724T100000\r\n"));
  g_assert_nonnull (strstr (exception, "X-THING;X-Q=1:some\r\n"));
  g_assert_nonnull (strstr (exception, "CATEGORIES:Wine\r\n"));
  g_assert_nonnull (strstr (exception, "ATTENDEE;X-NUM=7;PARTSTAT=ACCEPTED:mailto:anna@example.org\r\n"));
  g_assert_null (strstr (exception, "RRULE"));
  g_assert_null (strstr (exception, "EXDATE"));
  again = parse (text);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_true (crm_event_equal (again->pdata[0], events->pdata[0]));
  g_assert_true (crm_event_equal (again->pdata[1], moved));
}

static void
test_anew (void)
{
  static const char *const objects[] = { FULL, SERIES,
    OBJECT (EVENT ("DTSTART;VALUE=DATE:20260710\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20270710\r\n"
                   "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT9H\r\nEND:VALARM\r\n")),
    OBJECT (EVENT (
        "DTSTART:20260710T090000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:\xD0\x9F\xD1\x80\xD0\xB8\\;\r\n")) };

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autoptr (GPtrArray) events = parse (objects[i]);
      g_autofree char *text = apply (NULL, events);
      g_autoptr (GPtrArray) again = parse (text);

      g_assert_cmpuint (again->len, ==, events->len);
      for (guint k = 0; k < events->len; k++)
        g_assert_true (crm_event_equal (again->pdata[k], events->pdata[k]));
      for (const char *line = text; (line = strstr (line, "\r\n")) != NULL; line += 2)
        g_assert_cmpuint (strcspn (line + 2, "\r"), <=, 75);
    }
}

static void
test_merge (void)
{
  g_autoptr (GPtrArray) base = parse (FULL);
  g_autoptr (CrmEvent) ours = crm_event_copy (base->pdata[0]);
  g_autoptr (CrmEvent) theirs = crm_event_copy (base->pdata[0]);
  g_autoptr (CrmEvent) merged = NULL;
  g_autoptr (CrmEvent) blind = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) all = NULL;

  set_text (&ours->title, "Ours");
  set_text (&ours->place, "Same");
  set_text (&ours->text, "Mine");
  theirs->starts_at += G_TIME_SPAN_HOUR;
  set_text (&theirs->place, "Same");
  set_text (&theirs->text, "Yours");
  merged = crm_event_merge (base->pdata[0], ours, theirs, &conflicts);
  g_assert_cmpstr (merged->title, ==, "Ours");
  g_assert_cmpstr (merged->place, ==, "Same");
  g_assert_cmpstr (merged->text, ==, "Mine");
  g_assert_cmpint (merged->starts_at, ==, theirs->starts_at);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (conflicts->pdata[0], ==, "text");
  g_assert_cmpstr (crm_event_get_field_label ("text"), ==, "Text");
  blind = crm_event_merge (NULL, ours, theirs, &all);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (blind->title, ==, "Ours");
}

static CrmEventFile *
read_file (const char *bytes, gsize length)
{
  g_autoptr (GBytes) data = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  CrmEventFile *file = crm_event_file_parse (data, kyiv, &error);

  g_assert_no_error (error);
  return file;
}

/* Damaged parts stand between sound ones; a series is put together from all over the file. */
static void
test_file (void)
{
  static const char text[] =
      "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:Request\nX-WR-CALNAME:Work\nBEGIN:VEVENT\nUID:a\n"
      "DTSTART:20260101T100000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nSUMMARY:No "
      "time\nEND:VEVENT\n"
      "BEGIN:VTODO\nUID:t\nEND:VTODO\nBEGIN:VEVENT\nUID:c\nDTSTART:20260101T100000Z\nBEGIN:VALARM\nEND:"
      "VEVENT\n"
      "BEGIN:VEVENT\nDTSTART:20260101T100000Z\nSUMMARY:No UID\nEND:VEVENT\nEND:VCALENDAR\n"
      "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260102T100000Z\n"
      "DTSTART:20260102T120000Z\nSUMMARY:\xD0\xA3\xD0\n \xBA\xD1\x80\nEND:VEVENT\nBEGIN:VEVENT\nUID:d\n";
  g_autoptr (CrmEventFile) file = read_file (text, strlen (text));
  g_autoptr (CrmEventFile) again = read_file (text, strlen (text));
  const CrmEventObject *a;

  g_assert_cmpstr (file->method, ==, "REQUEST");
  g_assert_cmpstr (file->name, ==, "Work");
  g_assert_cmpuint (file->n_other, ==, 1);
  g_assert_cmpuint (file->objects->len, ==, 2);
  g_assert_cmpuint (file->faults->len, ==, 3);
  g_assert_cmpuint (g_array_index (file->lines, guint, 0), ==, 10);
  a = file->objects->pdata[0];
  g_assert_cmpstr (a->uid, ==, "a");
  g_assert_cmpuint (a->line, ==, 5);
  g_assert_cmpuint (a->events->len, ==, 2);
  g_assert_cmpstr (((CrmEvent *)a->events->pdata[1])->title, ==, "\xD0\xA3\xD0\xBA\xD1\x80");
  /* What has no UID is known again all the same. */
  g_assert_cmpstr (((CrmEventObject *)file->objects->pdata[1])->uid, ==,
      ((CrmEventObject *)again->objects->pdata[1])->uid);
}

static void
test_encodings (void)
{
  static const char cyrillic[] =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260101\r\nSUMMARY:"
      "\xC2\xF1\xF2\xF0\xE5\xF7\xE0 \xF1 \xEA\xEB\xE8\xE5\xED\xF2\xEE\xEC\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n";
  g_autoptr (CrmEventFile) file = read_file (cyrillic, strlen (cyrillic));
  const CrmEventObject *object = file->objects->pdata[0];
  glong n = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (FULL, -1, NULL, &n, NULL);
  g_autofree char *marked = g_malloc ((gsize)n * 2 + 2);
  g_autoptr (CrmEventFile) utf16 = NULL;

  g_assert_cmpstr (((CrmEvent *)object->events->pdata[0])->title, ==, "Встреча с клиентом");
  memcpy (marked, "\xFF\xFE", 2);
  memcpy (marked + 2, wide, (gsize)n * 2);
  utf16 = read_file (marked, (gsize)n * 2 + 2);
  g_assert_cmpuint (utf16->objects->len, ==, 1);
}

#define HEAD "From: a@example.org\r\nSubject: Invitation\r\nMIME-Version: 1.0\r\n"
#define WHOLE(n) \
  "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:" n \
  "\r\nDTSTART:20260101T100000Z\r\nSUMMARY:Кава\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define QUOTED \
  "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:=\r\na\r\nDTSTART:2026=" \
  "\r\n0101T100000Z\r\nSUMM=\r\n" \
  "ARY:=D0=9A=D0=\r\n=B0=D0=B2=D0=B0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define CALENDAR_TYPE "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"

/* Messages as they are saved: what is in them, in whatever way it is written; nothing is taken twice. */
static void
test_mail (void)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *)WHOLE ("a"), strlen (WHOLE ("a")));
  g_autofree char *latin = g_convert (WHOLE ("a"), -1, "windows-1251", "UTF-8", NULL, NULL, NULL);
  g_autofree char *coded = g_base64_encode ((const guchar *)latin, strlen (latin));
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) letter = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (mails, g_strdup (HEAD CALENDAR_TYPE "\r\n" WHOLE ("a")));
  g_ptr_array_add (mails, g_strdup ("From a@example.org Thu Jan  1 10:00:00 2026\n" HEAD CALENDAR_TYPE
                                    "Content-Transfer-Encoding: Quoted-Printable\r\n\r\n" QUOTED));
  g_ptr_array_add (mails,
      g_strconcat (HEAD CALENDAR_TYPE "Content-Transfer-Encoding: base64\r\n\r\n", base64, "\r\n", NULL));
  g_ptr_array_add (mails, g_strconcat (HEAD "Content-Type: TEXT/Calendar; charset=windows-1251\r\n"
                                            "Content-Transfer-Encoding: BASE64\r\n\r\n",
                              coded, NULL));
  /* Beside a letter, and once more as a file; the last boundary is missing. */
  g_ptr_array_add (mails,
      g_strconcat (HEAD "Content-Type: multipart/mixed;\r\n\tboundary=\"=_x\"\r\n\r\nIgnored\r\n--=_x\r\n"
                        "Content-Type: multipart/alternative; "
                        "boundary==_xy\r\n\r\n--=_xy\r\n\r\nHello\r\n--=_xy\r\n" CALENDAR_TYPE "\r\n" WHOLE (
                            "a") "--=_xy--\r\n--=_x\r\nContent-Type: application/ics; name=\"invite.ics\"\r\n"
                                 "Content-Transfer-Encoding: base64\r\n\r\n",
          base64, NULL));
  /* Handed on, as a file without a kind. */
  g_ptr_array_add (
      mails, g_strconcat (HEAD
                 "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n" HEAD
                 "Content-Type: application/octet-stream\nContent-Disposition: attachment; "
                 "filename*=utf-8''%D0%B0.ICS\nContent-Transfer-Encoding: base64\n\n",
                 base64, "\n--x--\n", NULL));
  for (guint i = 0; i < mails->len; i++)
    {
      const char *mail = mails->pdata[i];
      g_autoptr (CrmEventFile) file = read_file (mail, strlen (mail));
      const CrmEventObject *object;

      g_assert_cmpuint (file->objects->len, ==, 1);
      g_assert_cmpuint (file->faults->len, ==, 0);
      g_assert_cmpstr (file->method, ==, "REQUEST");
      object = file->objects->pdata[0];
      g_assert_cmpstr (object->uid, ==, "a");
      g_assert_cmpuint (object->events->len, ==, 1);
      g_assert_cmpstr (((CrmEvent *)object->events->pdata[0])->title, ==, "Кава");
    }
  letter = g_bytes_new_static (HEAD "\r\nSee you", strlen (HEAD "\r\nSee you"));
  g_assert_true (crm_event_file_is_begun (letter));
  g_assert_null (crm_event_file_parse (letter, kyiv, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no invitation"));
}

/* What is a calendar, whatever a file is called; what is none. */
static void
test_begins (void)
{
  static const char *const calendars[] = { WHOLE ("a"), "\xEF\xBB\xBF\n" WHOLE ("a"),
    "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n", "begin:vtodo\n", "Sent by a server\n\n" WHOLE ("a") };
  static const char *const others[] = { "", "Name,E-mail\nAnna,a@example.org\n",
    "BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", "From,To,Date\n1,2,3\n", "Subject: only this\n\ntext" };

  for (guint i = 0; i < G_N_ELEMENTS (calendars); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (calendars[i], strlen (calendars[i]));

      g_assert_true (crm_event_file_is_begun (bytes));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (others[i], strlen (others[i]));

      g_assert_false (crm_event_file_is_begun (bytes));
    }
  g_assert_true (crm_event_file_is_named ("Invitation.EML"));
  g_assert_false (crm_event_file_is_named ("clients.csv"));
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "hello", "BEGIN:VCARD\nEND:VCARD\n",
    "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n" };
  static const char *const objects[] = { "", OBJECT (""), OBJECT (EVENT ("SUMMARY:x\r\n")),
    OBJECT (EVENT ("DTSTART:soon\r\n")), OBJECT (EVENT ("DTSTART:20260231\r\n")),
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", OBJECT ("CALSCALE:HEBREW\r\n" EVENT ("DTSTART:20260101\r\n")) };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (crm_event_file_parse (bytes, kyiv, &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (crm_event_parse_object (objects[i], kyiv, &error));
      g_assert_nonnull (error);
    }
}

/* Work is bounded: parts within parts, rules that never end, thousands of everything. */
/* Of more people than are read nobody is lost, and who left is taken out all the same. */
static void
test_crowd (void)
{
  GString *text =
      g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nBEGIN:VEVENT\r\nUID:crowd\r\n"
                    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260709T090000Z\r\nSUMMARY:Fair\r\n");
  g_autofree char *base = NULL, *out = NULL;
  g_autoptr (GPtrArray) events = NULL;
  CrmEvent *event;

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "ATTENDEE:mailto:guest%u@example.org\r\n", i);
  g_string_append (text, "END:VEVENT\r\nEND:VCALENDAR\r\n");
  base = g_string_free (text, FALSE);
  events = parse (base);
  event = events->pdata[0];
  g_assert_cmpuint (event->people->len, ==, 1000);
  set_text (&event->title, "Another fair");
  g_ptr_array_remove_index (event->people, 500);
  out = apply (base, events);
  {
    g_auto (GStrv) parts = g_strsplit (out, "ATTENDEE", -1);

    g_assert_cmpuint (g_strv_length (parts), ==, 1200);
  }
  g_assert_null (strstr (out, "guest500@"));
  g_assert_nonnull (strstr (out, "guest499@"));
  g_assert_nonnull (strstr (out, "guest1199@"));
  g_assert_nonnull (strstr (out, "Another fair"));
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("BEGIN:VCALENDAR\n");
  g_autoptr (GString) many =
      g_string_new ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260101T100000Z\n");
  g_autoptr (GPtrArray) zone = parse (OBJECT (
      "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETFROM:+0000\r\n"
      "TZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT (
          "DTSTART;TZID=Evil:20260101T100000\r\nRRULE:FREQ=SECONDLY;INTERVAL=0\r\n")));
  g_autoptr (CrmEventFile) file = NULL;
  g_autoptr (CrmEventFile) nested = NULL;

  g_assert_true (((CrmEvent *)zone->pdata[0])->floating);
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "BEGIN:VEVENT\nBEGIN:X\n");
  nested = read_file (deep->str, deep->len);
  g_assert_cmpuint (nested->objects->len, ==, 0);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (many, "EXDATE:20260101T10%02u00Z\nATTENDEE:mailto:p%u@example.org\n", i % 60, i);
  g_string_append (many, "END:VEVENT\nEND:VCALENDAR\n");
  file = read_file (many->str, many->len);
  g_assert_cmpuint (file->objects->len, ==, 1);
}

static void
test_messages (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = crm_event_invite (FULL, "REQUEST", "Me", "me@example.org", NOW, &error);
  g_autofree char *cancel = crm_event_invite (FULL, "CANCEL", "Me", "me@example.org", NOW, &error);
  g_autofree char *reply = crm_event_invite (FULL, "REPLY", NULL, "anna@example.org", NOW, &error);
  g_autofree char *nobody = NULL;
  g_autofree char *bare = crm_event_invite (
      OBJECT (EVENT ("DTSTART;TZID=Europe/Kyiv:20260701T100000\r\nDTEND;TZID=Europe/Kyiv:20260701T110000\r\n"
                     "ATTENDEE:mailto:anna@example.org\r\n")),
      "REQUEST", "Me", "me@example.org", NOW, &error);
  const char *zone = strstr (bare, "BEGIN:VTIMEZONE");

  g_assert_no_error (error);
  /* An object without the rules of its zone, as the desktop hands it out. */
  g_assert_nonnull (zone);
  g_assert_null (strstr (zone + 1, "BEGIN:VTIMEZONE"));
  g_assert_nonnull (strstr (zone, "TZID:Europe/Kyiv\r\n"));
  g_assert_true (zone < strstr (bare, "BEGIN:VEVENT"));
  g_assert_true (g_str_has_prefix (request, "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n"));
  g_assert_nonnull (strstr (request, "ORGANIZER;CN=Me:mailto:me@example.org"));
  g_assert_null (strstr (request, "VALARM"));
  g_assert_nonnull (strstr (request, "X-NUM=7"));
  g_assert_nonnull (strstr (cancel, "METHOD:CANCEL"));
  g_assert_nonnull (strstr (cancel, "STATUS:CANCELLED"));
  g_assert_nonnull (strstr (cancel, "SEQUENCE:5"));
  g_assert_nonnull (strstr (reply, "METHOD:REPLY"));
  g_assert_nonnull (strstr (reply, "Anna@Example.org"));
  g_assert_null (strstr (reply, "room@example.org"));
  g_assert_nonnull (strstr (reply, "mailto:boss@example.org"));
  nobody = crm_event_invite (
      OBJECT (EVENT ("DTSTART:20260101\r\n")), "REQUEST", "Me", "me@example.org", NOW, &error);
  g_assert_null (nobody);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  kyiv = g_time_zone_new_identifier ("Europe/Kyiv");
  g_test_add_func ("/event/times", test_times);
  g_test_add_func ("/event/series", test_series);
  g_test_add_func ("/event/rich", test_rich);
  g_test_add_func ("/event/apply/keeps", test_apply_keeps);
  g_test_add_func ("/event/apply/changes", test_apply_changes);
  g_test_add_func ("/event/apply/room-as-place", test_room_as_place);
  g_test_add_func ("/event/apply/series", test_apply_series);
  g_test_add_func ("/event/apply/derived", test_derived);
  g_test_add_func ("/event/anew", test_anew);
  g_test_add_func ("/event/merge", test_merge);
  g_test_add_func ("/event/file", test_file);
  g_test_add_func ("/event/encodings", test_encodings);
  g_test_add_func ("/event/mail", test_mail);
  g_test_add_func ("/event/begins", test_begins);
  g_test_add_func ("/event/refused", test_refused);
  g_test_add_func ("/event/crowd", test_crowd);
  g_test_add_func ("/event/hostile", test_hostile);
  g_test_add_func ("/event/messages", test_messages);
  result = g_test_run ();
  g_time_zone_unref (kyiv);
  return result;
}
