/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-desk.h"

/* The calendars of the desktop, with a real evolution-data-server on a bus of its own, and a real calendar server on the loopback: what is
 * done in them here and by others. Main thread. */

#define N_MANY 1000

static void
try_both_ways (Desk *desk)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *mine = desk_make_plain ("mine-1", "Tasting"),
                  *later = desk_make_plain ("mine-1", "Tasting moved");
  g_autofree char *theirs = desk_make_plain ("theirs-1", "Dentist");
  g_autofree char *first = NULL, *second = NULL;
  const CrmCalendarObject *told;

  first = desk_write (desk, "mine-1", mine, NULL);
  /* Made twice is a conflict, as is a change of what it no longer is. */
  desk_try_write (desk, "mine-1", mine, NULL, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  second = desk_write (desk, "mine-1", later, first);
  g_assert_cmpstr (first, !=, second);
  desk_try_write (desk, "mine-1", mine, first, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  desk_read (desk, "mine-1", &answer);
  g_assert_no_error (answer.error);
  desk_assert_has (answer.object->ical, "SUMMARY:Tasting moved");
  g_assert_cmpstr (answer.object->revision, ==, second);
  desk_read (desk, "nobody", &answer);
  g_assert_no_error (answer.error);
  g_assert_null (answer.object->ical);

  /* Of what the program wrote itself it is not told; of what another one does it is. */
  desk_other_adds (desk, theirs);
  told = desk_await_told (desk, "theirs-1", "Dentist");
  g_assert_nonnull (told->revision);
  g_assert_null (g_hash_table_lookup (desk->told, "mine-1"));
  desk_other_renames (desk, "mine-1", "Tasting with wine");
  told = desk_await_told (desk, "mine-1", "Tasting with wine");
  g_assert_cmpstr (told->revision, !=, second);
  desk_try_write (desk, "mine-1", mine, second, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  desk_try_remove (desk, "mine-1", second, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  desk_other_removes (desk, "theirs-1");
  desk_await_told (desk, "theirs-1", NULL);

  desk_read_all (desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.list->len, ==, 1);
  desk_try_remove (desk, "mine-1", told->revision, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
  desk_try_remove (desk, "mine-1", told->revision, &answer);
  g_assert_no_error (answer.error);
  desk_read_all (desk, &answer);
  g_assert_cmpuint (answer.list->len, ==, 0);
  desk_refresh_well (desk);
}

static const char series_head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n";
static const char series_master[] =
    "BEGIN:VEVENT\r\nUID:series\r\nDTSTAMP:20260301T080000Z\r\nDTSTART;TZID=Europe/Kyiv:20260406T100000\r\n"
    "DTEND;TZID=Europe/Kyiv:20260406T110000\r\nSUMMARY:Monday round\r\nRRULE:FREQ=WEEKLY;COUNT=6\r\n%s"
    "END:VEVENT\r\n";
static const char series_exception[] =
    "BEGIN:VEVENT\r\nUID:series\r\nDTSTAMP:20260301T080000Z\r\nRECURRENCE-ID;TZID=Europe/Kyiv:%s\r\n"
    "DTSTART;TZID=Europe/Kyiv:20260415T140000\r\nDTEND;TZID=Europe/Kyiv:20260415T150000\r\n"
    "SUMMARY:%s\r\nEND:VEVENT\r\n";

/* first, second: titles of the exceptions of 13 and 20 April, NULL for none. Caller owns. */
static char *
make_series (const char *first, const char *second, const char *excluded)
{
  GString *text = g_string_new (series_head);

  g_string_append_printf (text, series_master, excluded);
  if (first != NULL)
    g_string_append_printf (text, series_exception, "20260413T100000", first);
  if (second != NULL)
    g_string_append_printf (text, series_exception, "20260420T100000", second);
  g_string_append (text, "END:VCALENDAR\r\n");
  return g_string_free (text, FALSE);
}

static char *
write_series (Desk *desk, const char *first, const char *second, const char *excluded, const char *expected)
{
  g_autofree char *ical = make_series (first, second, excluded);
  g_auto (Answer) answer = { 0 };
  char *revision = desk_write (desk, "series", ical, expected);
  guint n = 1 + (first != NULL) + (second != NULL);

  desk_read (desk, "series", &answer);
  g_assert_cmpstr (answer.object->revision, ==, revision);
  g_assert_cmpuint (desk_count_parts (answer.object->ical, "BEGIN:VEVENT"), ==, n);
  g_assert_cmpuint (desk_count_parts (answer.object->ical, "RRULE:"), ==, 1);
  g_assert_cmpuint (desk_count_parts (answer.object->ical, "EXDATE"), ==, *excluded != '\0');
  desk_assert_has (answer.object->ical, "DTSTART;TZID=Europe/Kyiv:20260406T100000");
  if (first != NULL)
    {
      desk_assert_has (answer.object->ical, first);
      desk_assert_has (answer.object->ical, "RECURRENCE-ID;TZID=Europe/Kyiv:20260413T100000");
    }
  if (second != NULL)
    desk_assert_has (answer.object->ical, second);
  if (g_str_equal (desk->source, CRM_TEST_CALDAV))
    {
      /* Telephones do not know the names that this desktop has for time zones. */
      g_autofree char *file = crm_test_radicale_find ("UID:series");

      g_assert_nonnull (file);
      g_assert_null (strstr (file, "freeassociation"));
    }
  return revision;
}

static void
try_series (Desk *desk)
{
  g_autofree char *made = write_series (desk, NULL, NULL, "", NULL);
  g_autofree char *one = write_series (desk, "First moved", NULL, "", made);
  g_autofree char *two = write_series (desk, "First moved", "Second moved", "", one);
  g_autofree char *changed = write_series (desk, "First moved again", "Second moved", "", two);
  g_autofree char *fewer = write_series (desk, NULL, "Second moved", "", changed);
  g_autofree char *without =
      write_series (desk, NULL, "Second moved", "EXDATE;TZID=Europe/Kyiv:20260413T100000\r\n", fewer);
  g_autofree char *plain = write_series (desk, NULL, NULL, "", without);
  g_autofree char *together = NULL;
  g_auto (Answer) answer = { 0 };

  desk_try_remove (desk, "series", plain, &answer);
  g_assert_no_error (answer.error);
  /* All of it at once. */
  together = write_series (desk, "First moved", "Second moved", "", NULL);
  desk_try_remove (desk, "series", together, &answer);
  g_assert_no_error (answer.error);
  desk_read (desk, "series", &answer);
  g_assert_null (answer.object->ical);
}

static void
try_details (Desk *desk)
{
  static const char *const zones[] = { "Europe/Kyiv", "America/New_York", "Asia/Kolkata" };
  static const char *const kept[] = {
    "ATTENDEE;CN=Anna;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;RSVP=TRUE:mailto:anna@",
    "X-SHOP-TABLE;X-KIND=round:7", "CATEGORIES:Wine", "ATTACH:https://shop.example/list.pdf",
    "TRIGGER:-PT15M", "LOCATION:Верхній Вал 10", "CLASS:PRIVATE"
  };
  g_autofree char *whole = desk_make_object (
      "whole-day", "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260503\r\nSUMMARY:Fair\r\n");
  g_autofree char *rich = desk_make_object ("rich",
      "DTSTART;TZID=Europe/Kyiv:20260402T090000\r\nDTEND;TZID=Europe/Kyiv:20260402T100000\r\n"
      "SUMMARY:Дегустація\\, вино\r\nLOCATION:Верхній Вал 10\r\nCLASS:PRIVATE\r\nCATEGORIES:Wine\r\n"
      "ORGANIZER;CN=Olena:mailto:olena@shop.example\r\n"
      "ATTENDEE;CN=Anna;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;RSVP=TRUE:mailto:anna@mail.example\r\n"
      "ATTACH:https://shop.example/list.pdf\r\nX-SHOP-TABLE;X-KIND=round:7\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Soon\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n");
  g_autofree char *revision = NULL;
  g_auto (Answer) answer = { 0 };

  g_free (desk_write (desk, "whole-day", whole, NULL));
  desk_read (desk, "whole-day", &answer);
  desk_assert_has (answer.object->ical, "DTSTART;VALUE=DATE:20260501");
  desk_assert_has (answer.object->ical, "DTEND;VALUE=DATE:20260503");
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *uid = g_strdup_printf ("zone-%u", i);
      g_autofree char *start = g_strdup_printf ("DTSTART;TZID=%s:20260329T033000", zones[i]);
      g_autofree char *properties =
          g_strdup_printf ("%s\r\nDTEND;TZID=%s:20260329T050000\r\nSUMMARY:Call\r\n", start, zones[i]);
      g_autofree char *ical = desk_make_object (uid, properties);

      g_free (desk_write (desk, uid, ical, NULL));
      desk_read (desk, uid, &answer);
      desk_assert_has (answer.object->ical, start);
    }
  /* A zone that nobody else knows comes with its rules. */
  {
    g_autofree char *own =
        g_strdup ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTIMEZONE\r\n"
                  "TZID:Shop Time\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                  "TZOFFSETFROM:+0345\r\nTZOFFSETTO:+0345\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                  "BEGIN:VEVENT\r\nUID:own-zone\r\nDTSTAMP:20260301T080000Z\r\n"
                  "DTSTART;TZID=Shop Time:20260402T090000\r\nDURATION:PT1H\r\nSUMMARY:Own\r\n"
                  "END:VEVENT\r\nEND:VCALENDAR\r\n");

    g_free (desk_write (desk, "own-zone", own, NULL));
    desk_read (desk, "own-zone", &answer);
    desk_assert_has (answer.object->ical, "DTSTART;TZID=Shop Time:20260402T090000");
    desk_assert_has (answer.object->ical, "TZOFFSETTO:+0345");
  }

  revision = desk_write (desk, "rich", rich, NULL);
  desk_other_renames (desk, "rich", "Дегустація, сир");
  desk_await_told (desk, "rich", "Дегустація\\, сир");
  desk_read (desk, "rich", &answer);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    desk_assert_has (answer.object->ical, kept[i]);
  /* Given back as it was read: nothing is lost in going round, nothing of the service is shown. */
  desk_assert_has_not (answer.object->ical, "X-EVOLUTION-CALDAV");
  {
    g_autofree char *same = g_strdup (answer.object->ical), *last = g_strdup (answer.object->revision);
    g_autofree char *again = desk_write (desk, "rich", same, last);

    g_assert_cmpstr (again, ==, last);
    g_assert_cmpstr (again, !=, revision);
  }
  /* What is no event is refused. */
  desk_try_write (desk, "junk", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", NULL, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
}

static void
case_local (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  const CrmCalendarInfo *info;

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  desk_init (&desk, CRM_TEST_LOCAL, PATIENCE_MS);
  desk_list (&desk, &answer);
  g_assert_no_error (answer.error);
  info = desk_find_info (answer.list, CRM_TEST_LOCAL);
  g_assert_cmpstr (info->kind, ==, "local");
  g_assert_true (info->writable);
  g_assert_cmpint (info->status, ==, CRM_CALENDAR_OFFLINE);
  info = desk_find_info (answer.list, "birthdays");
  g_assert_cmpstr (info->kind, ==, "contacts");
  g_assert_false (info->writable);
  desk_open (&desk);
  try_both_ways (&desk);
  try_series (&desk);
  try_details (&desk);
}

static void
case_caldav (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  const CrmCalendarInfo *info;

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  desk_list (&desk, &answer);
  g_assert_no_error (answer.error);
  info = desk_find_info (answer.list, CRM_TEST_CALDAV);
  g_assert_cmpstr (info->name, ==, "Shop");
  g_assert_cmpstr (info->kind, ==, "caldav");
  g_assert_cmpstr (info->color, ==, "#3584e4");
  g_assert_cmpstr (info->address, ==, "olena@shop.example");
  g_assert_true (info->writable);
  g_assert_cmpint (info->status, ==, CRM_CALENDAR_CONNECTED);
  try_both_ways (&desk);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 0);
}

static void
case_caldav_series (void)
{
  g_auto (Desk) desk = { 0 };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  try_series (&desk);
}

static void
case_caldav_details (void)
{
  g_auto (Desk) desk = { 0 };

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  try_details (&desk);
}

/* The other side is the server's own files. */
static void
case_caldav_files (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *first = desk_make_plain ("file-1", "Delivery"),
                  *later = desk_make_plain ("file-1", "Delivery late");
  g_autofree char *mine = desk_make_plain ("file-1", "Delivery refused");
  g_autofree char *series = make_series ("Moved by them", NULL, "");
  g_autofree char *revision = NULL, *found = NULL;
  g_auto (Answer) answer = { 0 };
  const CrmCalendarObject *told;

  desk_start (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  desk_open (&desk);
  crm_test_radicale_put ("file-1.ics", first);
  crm_test_radicale_put ("series.ics", series);
  /* What a fetch brings has been told of when it ends. */
  desk_refresh_well (&desk);
  told = g_hash_table_lookup (desk.told, "file-1");
  desk_assert_has (told->ical, "SUMMARY:Delivery");
  revision = g_strdup (told->revision);
  told = g_hash_table_lookup (desk.told, "series");
  g_assert_cmpuint (desk_count_parts (told->ical, "BEGIN:VEVENT"), ==, 2);
  desk_assert_has (told->ical, "RECURRENCE-ID;TZID=Europe/Kyiv:20260413T100000");
  g_assert_cmpuint (desk.n_told, ==, 2);
  desk_refresh_well (&desk);
  g_assert_cmpuint (desk.n_told, ==, 2);

  /* Changed there, and not known here yet. */
  crm_test_radicale_put ("file-1.ics", later);
  desk_try_write (&desk, "file-1", mine, revision, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  desk_try_remove (&desk, "file-1", revision, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  found = crm_test_radicale_find ("Delivery late");
  g_assert_nonnull (found);
  desk_refresh_well (&desk);
  told = g_hash_table_lookup (desk.told, "file-1");
  desk_assert_has (told->ical, "SUMMARY:Delivery late");
  g_free (revision);
  revision = desk_write (&desk, "file-1", first, told->revision);
  g_clear_pointer (&found, g_free);
  found = crm_test_radicale_find ("SUMMARY:Delivery\r");
  g_assert_nonnull (found);
  desk_assert_has_not (found, "X-EVOLUTION");
  crm_test_radicale_remove ("series.ics");
  desk_refresh_well (&desk);
  told = g_hash_table_lookup (desk.told, "series");
  g_assert_null (told->ical);
}

static gboolean
has_told_many (gpointer data)
{
  Desk *desk = data;

  return g_hash_table_size (desk->told) == N_MANY;
}

static void
case_many (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (FALSE);
  crm_test_radicale_fill (N_MANY);
  crm_test_calendars_add (CRM_TEST_PASSWORD);
  desk_init (&desk, CRM_TEST_CALDAV, PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  desk_refresh_well (&desk);
  crm_test_await_long (has_told_many, &desk);
  /* Each of them once. */
  g_assert_cmpuint (desk.n_told, ==, N_MANY);
  desk_await_status (&desk, CRM_CALENDAR_CONNECTED);
  desk_read_all (&desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.list->len, ==, N_MANY);
}

static const DeskCase cases[] = {
  { "/calendar-eds/local", case_local, TRUE, FALSE },
  { "/calendar-eds/caldav", case_caldav, TRUE, TRUE },
  { "/calendar-eds/caldav-series", case_caldav_series, TRUE, TRUE },
  { "/calendar-eds/caldav-details", case_caldav_details, TRUE, TRUE },
  { "/calendar-eds/caldav-files", case_caldav_files, TRUE, TRUE },
  { "/calendar-eds/many", case_many, TRUE, TRUE },
};

int
main (int argc, char **argv)
{
  return desk_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
