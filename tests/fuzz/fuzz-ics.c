/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event.h"

#include <stdint.h>
#include <string.h>

/* Any bytes as a calendar file: reading never crashes and never warns, what was read is valid text, an object in which nothing
 * is changed is given back byte for byte, and one written anew says the same. With libFuzzer this is its entry point; without, a test
 * that tries its own seeds and a fixed series of mutations of them. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static GTimeZone *zone;

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_event (const CrmEvent *event)
{
  check_text (event->title);
  check_text (event->place);
  check_text (event->text);
  check_text (event->online);
  g_assert_nonnull (event->rid);
  if (event->all_day)
    g_assert_cmpstr (event->starts_on, <=, event->ends_on);
  else
    g_assert_cmpint (event->starts_at, <=, event->ends_at);
  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];

      g_assert_true (person->name != NULL || person->address != NULL);
      check_text (person->name);
      check_text (person->address);
    }
}

static void
check_object (const CrmEventObject *object)
{
  g_autofree char *same = crm_event_apply (object->ical, object->events, 0, NULL);
  g_autofree char *anew = crm_event_apply (NULL, object->events, 0, NULL);
  g_autoptr (GPtrArray) again = crm_event_parse_object (anew, zone, NULL);

  for (guint i = 0; i < object->events->len; i++)
    check_event (object->events->pdata[i]);
  g_assert_cmpstr (same, ==, object->ical);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, object->events->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEventFile) file = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Europe/Kyiv");
  file = crm_event_file_parse (bytes, zone, &error);
  if (file == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_cmpuint (file->faults->len, ==, file->lines->len);
  for (guint i = 0; i < file->faults->len; i++)
    check_text (file->faults->pdata[i]);
  for (guint i = 0; i < file->objects->len; i++)
    check_object (file->objects->pdata[i]);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_MUTATIONS 1500

static const char *const seeds[] = {
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nX-WR-TIMEZONE:Asia/"
  "Tokyo\r\nBEGIN:VTIMEZONE\r\nTZID:Office\r\n"
  "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
  "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\n"
  "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
  "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTART;TZID=Office:20260701T100000\r\nDURATION:PT1H\r\n"
  "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=10\r\nEXDATE;TZID=Office:20260708T100000,20260722T100000\r\n"
  "SUMMARY;LANGUAGE=en:Hello\\, wo\r\n "
  "rld\r\nATTENDEE;X-A=\"a;b\";CN=\"Anna\";PARTSTAT=ACCEPTED:mailto:a@b.example\r\n"
  "ORGANIZER:mailto:c@d.example\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:"
  "VEVENT\r\n"
  "BEGIN:VEVENT\r\nUID:u1\r\nRECURRENCE-ID:20260715T080000Z\r\nDTSTART;TZID=Office:20260715T120000\r\nEND:"
  "VEVENT\r\n"
  "END:VCALENDAR\r\n",
  "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260103\n"
  "RDATE;VALUE=DATE:20260201\nGEO:50.45;30.52\nLOCATION:X\nDESCRIPTION:a\\nb\nSTATUS:CANCELLED\nCLASS:"
  "PRIVATE\n"
  "CONFERENCE;VALUE=URI:https://x.example/y\nEND:VEVENT\nBEGIN:VTODO\nEND:VTODO\nBEGIN:VEVENT\nUID:2\n"
  "DTSTART:20260101T100000\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260101T100000\nEND:VEVENT\nEND:VCALENDAR\n",
  "BEGIN:VEVENT\nUID:\xCF\xEE\nSUMMARY:\xC2\xF1\xF2\xF0\xE5\xF7\xE0\nDTSTART;TZID=\"(UTC+01:00) Berlin, "
  "Rome\":"
  "20260701T100000\nTRANSP:OPAQUE\nEND:VEVENT\n",
  "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"x\"\n\n--x\nContent-Type: "
  "text/calendar; charset=koi8-r\nContent-Transfer-Encoding: "
  "quoted-printable\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n"
  "DTSTART:2026=\n0101\nSUMMARY:=D0=9A\nEND:VEVENT\nEND:VCALENDAR\n--x\nContent-Type: message/rfc822\n\nTo: "
  "c\n"
  "Content-Type: application/ics; name*0=\"a.ics\"\nContent-Transfer-Encoding: "
  "base64\n\nQkVHSU46VkVWRU5UCg==\n--x--\n",
};

static const char *const pieces[] = { "\r\n", "\n ", "\r", "\\", ";", ",", ":", "=", "\"", "\t", "\xD0",
  "BEGIN:VEVENT\n", "END:VEVENT\n", "BEGIN:VALARM\n", "END:VCALENDAR\n", "BEGIN:VTIMEZONE\n", "FREQ=SECONDLY",
  "INTERVAL=0", "00010101T000000", "99991231T235959Z", "20260329T023000", "-PT999999999H", "P1W", "+2359",
  "TZID=Europe/Kyiv", "TZID=../x", "VALUE=DATE", "UNTIL=2026", "RDATE:20260101", "mailto:", "^n^'", "--x\n",
  "--x--\n", "=\n", "=D0=", "Content-Type: text/calendar\n", "boundary=x" };

static void
mutate (GString *text, GRand *rand)
{
  for (int n = g_rand_int_range (rand, 1, 8); n > 0; n--)
    {
      gssize at = g_rand_int_range (rand, 0, (gint32)text->len + 1);
      gssize wanted = g_rand_int_range (rand, 0, 24);
      gssize length = MIN (wanted, (gssize)text->len - at);
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0: /* drop */ g_string_erase (text, at, length); break;
        case 1: /* repeat */
          {
            g_autofree char *copy = g_strndup (text->str + at, (gsize)length);

            g_string_insert (text, at, copy);
          }
          break;
        default: g_string_insert (text, at, piece); break;
        }
    }
}

static void
test_mutations (void)
{
  GRand *rand = g_rand_new_with_seed (20261119);

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);

      if (i >= G_N_ELEMENTS (seeds))
        mutate (text, rand);
      LLVMFuzzerTestOneInput ((const uint8_t *)text->str, text->len);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/ics/mutations", test_mutations);
  return g_test_run ();
}

#endif
