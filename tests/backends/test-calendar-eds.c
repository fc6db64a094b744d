/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>

#include "backends/crm-backends.h"
#include "base/crm-error.h"
#include "crm-test-calendars.h"
#include "crm-test-eds.h"

/* The calendars of the desktop, with a real evolution-data-server on a bus of its own, and a real calendar server on the loopback. A process
 * knows one session bus, so every case is a process. Main thread. */

#define PATIENCE_MS 20000
#define SHORT_MS 700
#define CASE_LIMIT_US (150 * G_USEC_PER_SEC)
#define N_MANY 1000

/* The calendars, and what they told. */
typedef struct
{
  CrmCalendarServer *server;
  const char *source;
  GHashTable *told; /* CrmCalendarObject by UID, as last told of */
  guint n_told;     /* signals' objects */
  guint n_gone;     /* signals */
  guint n_changed;  /* signals */
  CrmCalendarStatus wanted;
  const char *uid;  /* awaited */
  const char *part; /* of its text; NULL: that it is gone */
} Desk;

/* An answer that is waited for. */
typedef struct
{
  GPtrArray *list;
  CrmCalendarObject *object;
  GError *error;
  gboolean ok, done;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->list, g_ptr_array_unref);
  g_clear_pointer (&answer->object, crm_calendar_object_free);
  g_clear_error (&answer->error);
  *answer = (Answer){ 0 };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
is_done (gpointer data)
{
  return ((Answer *)data)->done;
}

static void
on_objects (CrmCalendarServer *server, const char *source, GPtrArray *objects, gpointer data)
{
  Desk *desk = data;

  g_assert_cmpstr (source, ==, desk->source);
  for (guint i = 0; i < objects->len; i++)
    {
      const CrmCalendarObject *object = objects->pdata[i];

      desk->n_told++;
      g_hash_table_replace (desk->told, g_strdup (object->uid),
          crm_calendar_object_new (object->uid, object->ical, object->revision));
    }
}

static void
count (CrmCalendarServer *server, gpointer data)
{
  ++*(guint *)data;
}

static void
desk_init (Desk *desk, const char *source, guint patience_ms)
{
  desk->server = crm_backends_calendar_server (patience_ms);
  desk->source = source;
  desk->told =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)crm_calendar_object_free);
  g_signal_connect (desk->server, "objects-changed", G_CALLBACK (on_objects), desk);
  g_signal_connect (desk->server, "gone", G_CALLBACK (count), &desk->n_gone);
  g_signal_connect (desk->server, "calendars-changed", G_CALLBACK (count), &desk->n_changed);
}

static void
desk_clear (Desk *desk)
{
  crm_calendar_server_close (desk->server, desk->source);
  g_signal_handlers_disconnect_by_data (desk->server, desk);
  g_clear_object (&desk->server);
  g_clear_pointer (&desk->told, g_hash_table_unref);
  crm_test_settle ();
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
has_status (gpointer data)
{
  Desk *desk = data;

  return crm_calendar_server_get_status (desk->server, desk->source, NULL) == desk->wanted;
}

static void
await_status (Desk *desk, CrmCalendarStatus wanted)
{
  desk->wanted = wanted;
  crm_test_await_long (has_status, desk);
}

static gboolean
was_told (gpointer data)
{
  Desk *desk = data;
  const CrmCalendarObject *object = g_hash_table_lookup (desk->told, desk->uid);

  if (object == NULL)
    return FALSE;
  return desk->part == NULL ? object->ical == NULL
                            : object->ical != NULL && strstr (object->ical, desk->part) != NULL;
}

/* part NULL: that it is gone. */
static const CrmCalendarObject *
await_told (Desk *desk, const char *uid, const char *part)
{
  desk->uid = uid;
  desk->part = part;
  crm_test_await_long (was_told, desk);
  return g_hash_table_lookup (desk->told, uid);
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->list = crm_calendar_server_list_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_read_all (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->list = crm_calendar_server_read_all_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->object = crm_calendar_server_read_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->object = crm_calendar_server_write_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_calendar_server_remove_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_calendar_server_refresh_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_authenticated (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_calendar_server_authenticate_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_trusted (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_calendar_server_trust_finish (CRM_CALENDAR_SERVER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
list (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_list_async (desk->server, NULL, on_list, answer);
  crm_test_await_long (is_done, answer);
}

static void
read_object (Desk *desk, const char *uid, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_read_async (desk->server, desk->source, uid, NULL, on_read, answer);
  crm_test_await_long (is_done, answer);
}

static void
read_all (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_read_all_async (desk->server, desk->source, NULL, on_read_all, answer);
  crm_test_await_long (is_done, answer);
}

static void
refresh (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_refresh_async (desk->server, desk->source, NULL, on_refreshed, answer);
  crm_test_await_long (is_done, answer);
}

static void
refresh_well (Desk *desk)
{
  g_auto (Answer) answer = { 0 };

  refresh (desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
}

static void
try_write (Desk *desk, const char *uid, const char *ical, const char *expected, Answer *answer)
{
  CrmCalendarObject object = { (char *)uid, (char *)ical, NULL };

  answer_clear (answer);
  crm_calendar_server_write_async (desk->server, desk->source, &object, expected, NULL, on_written, answer);
  crm_test_await_long (is_done, answer);
}

/* The revision it has then. Caller owns. */
static char *
write_object (Desk *desk, const char *uid, const char *ical, const char *expected)
{
  g_auto (Answer) answer = { 0 };

  try_write (desk, uid, ical, expected, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (answer.object->uid, ==, uid);
  g_assert_nonnull (answer.object->ical);
  g_assert_nonnull (answer.object->revision);
  return g_strdup (answer.object->revision);
}

static void
try_remove (Desk *desk, const char *uid, const char *expected, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_remove_async (desk->server, desk->source, uid, expected, NULL, on_removed, answer);
  crm_test_await_long (is_done, answer);
}

static void
authenticate (Desk *desk, const char *password, gboolean remember, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_authenticate_async (
      desk->server, desk->source, CRM_TEST_USER, password, remember, NULL, on_authenticated, answer);
  crm_test_await_long (is_done, answer);
}

/* One VCALENDAR. properties: lines of the event after its UID. Caller owns. */
static char *
make_object (const char *uid, const char *properties)
{
  return g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
                          "DTSTAMP:20260301T080000Z\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
      uid, properties);
}

static char *
make_plain (const char *uid, const char *title)
{
  g_autofree char *properties =
      g_strdup_printf ("DTSTART:20260401T090000Z\r\nDTEND:20260401T100000Z\r\nSUMMARY:%s\r\n", title);

  return make_object (uid, properties);
}

/* Text of an object as other programs see it, folded lines joined. Caller owns. */
static char *
unfold (const char *ical)
{
  g_auto (GStrv) parts = g_strsplit (ical, "\r\n ", -1);

  return g_strjoinv (NULL, parts);
}

#define assert_has(ical, part) \
  G_STMT_START \
  { \
    g_autofree char *unfolded = unfold (ical); \
    if (strstr (unfolded, part) == NULL) \
      g_error ("%s: there is no %s in\n%s", G_STRLOC, part, unfolded); \
  } \
  G_STMT_END

#define assert_has_not(ical, part) \
  G_STMT_START \
  { \
    g_autofree char *unfolded = unfold (ical); \
    if (strstr (unfolded, part) != NULL) \
      g_error ("%s: there is %s in\n%s", G_STRLOC, part, unfolded); \
  } \
  G_STMT_END

static guint
count_parts (const char *ical, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (ical, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

/* ---- the other program ------------------------------------------------------------------------ */

typedef struct
{
  const char *uid;
  const char *title; /* NULL: it is removed */
  const char *ical;  /* one event to make, instead */
} Deed;

static void
do_deed (ECalClient *client, gpointer data)
{
  const Deed *deed = data;
  g_autoptr (GError) error = NULL;
  ICalComponent *component = NULL;

  if (deed->ical != NULL)
    {
      ICalComponent *calendar = i_cal_parser_parse_string (deed->ical);

      component = i_cal_component_get_first_component (calendar, I_CAL_VEVENT_COMPONENT);
      e_cal_client_create_object_sync (client, component, E_CAL_OPERATION_FLAG_NONE, NULL, NULL, &error);
      g_object_unref (calendar);
    }
  else if (deed->title == NULL)
    e_cal_client_remove_object_sync (
        client, deed->uid, NULL, E_CAL_OBJ_MOD_ALL, E_CAL_OPERATION_FLAG_NONE, NULL, &error);
  else if (e_cal_client_get_object_sync (client, deed->uid, NULL, &component, NULL, &error))
    {
      i_cal_component_set_summary (component, deed->title);
      e_cal_client_modify_object_sync (
          client, component, E_CAL_OBJ_MOD_ALL, E_CAL_OPERATION_FLAG_NONE, NULL, &error);
    }
  g_assert_no_error (error);
  g_clear_object (&component);
}

static void
other_adds (Desk *desk, const char *ical)
{
  crm_test_calendars_do (desk->source, do_deed, &(Deed){ .ical = ical });
}

static void
other_renames (Desk *desk, const char *uid, const char *title)
{
  crm_test_calendars_do (desk->source, do_deed, &(Deed){ .uid = uid, .title = title });
}

static void
other_removes (Desk *desk, const char *uid)
{
  crm_test_calendars_do (desk->source, do_deed, &(Deed){ .uid = uid });
}

/* ---- what holds for every calendar -------------------------------------------------------------- */

static void
try_both_ways (Desk *desk)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *mine = make_plain ("mine-1", "Tasting"), *later = make_plain ("mine-1", "Tasting moved");
  g_autofree char *theirs = make_plain ("theirs-1", "Dentist");
  g_autofree char *first = NULL, *second = NULL;
  const CrmCalendarObject *told;

  first = write_object (desk, "mine-1", mine, NULL);
  /* Made twice is a conflict, as is a change of what it no longer is. */
  try_write (desk, "mine-1", mine, NULL, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  second = write_object (desk, "mine-1", later, first);
  g_assert_cmpstr (first, !=, second);
  try_write (desk, "mine-1", mine, first, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  read_object (desk, "mine-1", &answer);
  g_assert_no_error (answer.error);
  assert_has (answer.object->ical, "SUMMARY:Tasting moved");
  g_assert_cmpstr (answer.object->revision, ==, second);
  read_object (desk, "nobody", &answer);
  g_assert_no_error (answer.error);
  g_assert_null (answer.object->ical);

  /* Of what the program wrote itself it is not told; of what another one does it is. */
  other_adds (desk, theirs);
  told = await_told (desk, "theirs-1", "Dentist");
  g_assert_nonnull (told->revision);
  g_assert_null (g_hash_table_lookup (desk->told, "mine-1"));
  other_renames (desk, "mine-1", "Tasting with wine");
  told = await_told (desk, "mine-1", "Tasting with wine");
  g_assert_cmpstr (told->revision, !=, second);
  try_write (desk, "mine-1", mine, second, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  try_remove (desk, "mine-1", second, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  other_removes (desk, "theirs-1");
  await_told (desk, "theirs-1", NULL);

  read_all (desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.list->len, ==, 1);
  try_remove (desk, "mine-1", told->revision, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
  try_remove (desk, "mine-1", told->revision, &answer);
  g_assert_no_error (answer.error);
  read_all (desk, &answer);
  g_assert_cmpuint (answer.list->len, ==, 0);
  refresh_well (desk);
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
  char *revision = write_object (desk, "series", ical, expected);
  guint n = 1 + (first != NULL) + (second != NULL);

  read_object (desk, "series", &answer);
  g_assert_cmpstr (answer.object->revision, ==, revision);
  g_assert_cmpuint (count_parts (answer.object->ical, "BEGIN:VEVENT"), ==, n);
  g_assert_cmpuint (count_parts (answer.object->ical, "RRULE:"), ==, 1);
  g_assert_cmpuint (count_parts (answer.object->ical, "EXDATE"), ==, *excluded != '\0');
  assert_has (answer.object->ical, "DTSTART;TZID=Europe/Kyiv:20260406T100000");
  if (first != NULL)
    {
      assert_has (answer.object->ical, first);
      assert_has (answer.object->ical, "RECURRENCE-ID;TZID=Europe/Kyiv:20260413T100000");
    }
  if (second != NULL)
    assert_has (answer.object->ical, second);
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

  try_remove (desk, "series", plain, &answer);
  g_assert_no_error (answer.error);
  /* All of it at once. */
  together = write_series (desk, "First moved", "Second moved", "", NULL);
  try_remove (desk, "series", together, &answer);
  g_assert_no_error (answer.error);
  read_object (desk, "series", &answer);
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
  g_autofree char *whole = make_object (
      "whole-day", "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260503\r\nSUMMARY:Fair\r\n");
  g_autofree char *rich = make_object ("rich",
      "DTSTART;TZID=Europe/Kyiv:20260402T090000\r\nDTEND;TZID=Europe/Kyiv:20260402T100000\r\n"
      "SUMMARY:Дегустація\\, вино\r\nLOCATION:Верхній Вал 10\r\nCLASS:PRIVATE\r\nCATEGORIES:Wine\r\n"
      "ORGANIZER;CN=Olena:mailto:olena@shop.example\r\n"
      "ATTENDEE;CN=Anna;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;RSVP=TRUE:mailto:anna@mail.example\r\n"
      "ATTACH:https://shop.example/list.pdf\r\nX-SHOP-TABLE;X-KIND=round:7\r\n"
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Soon\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n");
  g_autofree char *revision = NULL;
  g_auto (Answer) answer = { 0 };

  g_free (write_object (desk, "whole-day", whole, NULL));
  read_object (desk, "whole-day", &answer);
  assert_has (answer.object->ical, "DTSTART;VALUE=DATE:20260501");
  assert_has (answer.object->ical, "DTEND;VALUE=DATE:20260503");
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *uid = g_strdup_printf ("zone-%u", i);
      g_autofree char *start = g_strdup_printf ("DTSTART;TZID=%s:20260329T033000", zones[i]);
      g_autofree char *properties =
          g_strdup_printf ("%s\r\nDTEND;TZID=%s:20260329T050000\r\nSUMMARY:Call\r\n", start, zones[i]);
      g_autofree char *ical = make_object (uid, properties);

      g_free (write_object (desk, uid, ical, NULL));
      read_object (desk, uid, &answer);
      assert_has (answer.object->ical, start);
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

    g_free (write_object (desk, "own-zone", own, NULL));
    read_object (desk, "own-zone", &answer);
    assert_has (answer.object->ical, "DTSTART;TZID=Shop Time:20260402T090000");
    assert_has (answer.object->ical, "TZOFFSETTO:+0345");
  }

  revision = write_object (desk, "rich", rich, NULL);
  other_renames (desk, "rich", "Дегустація, сир");
  await_told (desk, "rich", "Дегустація\\, сир");
  read_object (desk, "rich", &answer);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    assert_has (answer.object->ical, kept[i]);
  /* Given back as it was read: nothing is lost in going round, nothing of the service is shown. */
  assert_has_not (answer.object->ical, "X-EVOLUTION-CALDAV");
  {
    g_autofree char *same = g_strdup (answer.object->ical), *last = g_strdup (answer.object->revision);
    g_autofree char *again = write_object (desk, "rich", same, last);

    g_assert_cmpstr (again, ==, last);
    g_assert_cmpstr (again, !=, revision);
  }
  /* What is no event is refused. */
  try_write (desk, "junk", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", NULL, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED);
}

static void
open_calendar (Desk *desk)
{
  g_assert_cmpint (
      crm_calendar_server_get_status (desk->server, desk->source, NULL), ==, CRM_CALENDAR_OFFLINE);
  crm_calendar_server_open (desk->server, desk->source);
  await_status (desk, CRM_CALENDAR_CONNECTED);
}

/* ---- cases -------------------------------------------------------------------------------------- */

static const CrmCalendarInfo *
find_info (GPtrArray *infos, const char *source)
{
  for (guint i = 0; i < infos->len; i++)
    if (g_str_equal (((CrmCalendarInfo *)infos->pdata[i])->source, source))
      return infos->pdata[i];
  return NULL;
}

static void
case_local (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  const CrmCalendarInfo *info;

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  desk_init (&desk, CRM_TEST_LOCAL, PATIENCE_MS);
  list (&desk, &answer);
  g_assert_no_error (answer.error);
  info = find_info (answer.list, CRM_TEST_LOCAL);
  g_assert_cmpstr (info->kind, ==, "local");
  g_assert_true (info->writable);
  g_assert_cmpint (info->status, ==, CRM_CALENDAR_OFFLINE);
  info = find_info (answer.list, "birthdays");
  g_assert_cmpstr (info->kind, ==, "contacts");
  g_assert_false (info->writable);
  open_calendar (&desk);
  try_both_ways (&desk);
  try_series (&desk);
  try_details (&desk);
}

static void
start_desk (Desk *desk, const char *password, guint patience_ms)
{
  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (FALSE);
  crm_test_calendars_add (password);
  desk_init (desk, CRM_TEST_CALDAV, patience_ms);
}

static void
case_caldav (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  const CrmCalendarInfo *info;

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  list (&desk, &answer);
  g_assert_no_error (answer.error);
  info = find_info (answer.list, CRM_TEST_CALDAV);
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

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  try_series (&desk);
}

static void
case_caldav_details (void)
{
  g_auto (Desk) desk = { 0 };

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  try_details (&desk);
}

/* The other side is the server's own files. */
static void
case_caldav_files (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *first = make_plain ("file-1", "Delivery"), *later = make_plain ("file-1", "Delivery late");
  g_autofree char *mine = make_plain ("file-1", "Delivery refused");
  g_autofree char *series = make_series ("Moved by them", NULL, "");
  g_autofree char *revision = NULL, *found = NULL;
  g_auto (Answer) answer = { 0 };
  const CrmCalendarObject *told;

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  crm_test_radicale_put ("file-1.ics", first);
  crm_test_radicale_put ("series.ics", series);
  /* What a fetch brings has been told of when it ends. */
  refresh_well (&desk);
  told = g_hash_table_lookup (desk.told, "file-1");
  assert_has (told->ical, "SUMMARY:Delivery");
  revision = g_strdup (told->revision);
  told = g_hash_table_lookup (desk.told, "series");
  g_assert_cmpuint (count_parts (told->ical, "BEGIN:VEVENT"), ==, 2);
  assert_has (told->ical, "RECURRENCE-ID;TZID=Europe/Kyiv:20260413T100000");
  g_assert_cmpuint (desk.n_told, ==, 2);
  refresh_well (&desk);
  g_assert_cmpuint (desk.n_told, ==, 2);

  /* Changed there, and not known here yet. */
  crm_test_radicale_put ("file-1.ics", later);
  try_write (&desk, "file-1", mine, revision, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  try_remove (&desk, "file-1", revision, &answer);
  g_assert_error (answer.error, CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT);
  found = crm_test_radicale_find ("Delivery late");
  g_assert_nonnull (found);
  refresh_well (&desk);
  told = g_hash_table_lookup (desk.told, "file-1");
  assert_has (told->ical, "SUMMARY:Delivery late");
  g_free (revision);
  revision = write_object (&desk, "file-1", first, told->revision);
  g_clear_pointer (&found, g_free);
  found = crm_test_radicale_find ("SUMMARY:Delivery\r");
  g_assert_nonnull (found);
  assert_has_not (found, "X-EVOLUTION");
  crm_test_radicale_remove ("series.ics");
  refresh_well (&desk);
  told = g_hash_table_lookup (desk.told, "series");
  g_assert_null (told->ical);
}

static void
assert_write_fails (Desk *desk, const char *uid, int code)
{
  g_autofree char *ical = make_plain (uid, "Lost");
  g_auto (Answer) answer = { 0 };

  try_write (desk, uid, ical, NULL, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, code);
  g_assert_cmpuint (strlen (answer.error->message), >, 0);
  try_remove (desk, "kept", NULL, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, code);
}

static void
case_server_down (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = make_plain ("kept", "Kept"), *later = make_plain ("kept", "Kept and moved");
  g_autofree char *revision = NULL, *words = NULL;
  g_auto (Answer) answer = { 0 };

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  revision = write_object (&desk, "kept", kept, NULL);
  crm_test_radicale_stop ();
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, &words), ==, CRM_CALENDAR_UNREACHABLE);
  g_assert_nonnull (words);
  refresh (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  /* Now the service knows it too, and would keep what is written for itself. */
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  read_all (&desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.list->len, ==, 1);
  /* It comes back by itself, with what happened meanwhile. */
  crm_test_radicale_remove ("kept.ics");
  crm_test_radicale_put ("another.ics", later);
  crm_test_radicale_start ();
  await_status (&desk, CRM_CALENDAR_CONNECTED);
  await_told (&desk, "kept", "Kept and moved");
  g_free (write_object (&desk, "lost", kept = (g_free (kept), make_plain ("lost", "Found")), NULL));
  g_assert_cmpuint (crm_test_radicale_count (), ==, 2);
}

/* The service starts without the server, with what it has kept. */
static void
case_server_down_at_start (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = make_plain ("kept", "Kept");
  g_auto (Answer) answer = { 0 };

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  g_free (write_object (&desk, "kept", kept, NULL));
  crm_test_radicale_stop ();
  crm_test_eds_kill_calendars ();
  await_status (&desk, CRM_CALENDAR_CONNECTING);
  await_status (&desk, CRM_CALENDAR_UNREACHABLE);
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  read_object (&desk, "kept", &answer);
  g_assert_no_error (answer.error);
  assert_has (answer.object->ical, "SUMMARY:Kept");
  crm_test_radicale_start ();
  await_status (&desk, CRM_CALENDAR_CONNECTED);
  refresh_well (&desk);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
  g_assert_cmpuint (desk.n_gone, ==, 1);
}

static void
case_factory_killed (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kept = make_plain ("kept", "Kept"), *theirs = make_plain ("theirs", "Theirs");
  g_autofree char *revision = NULL;
  g_auto (Answer) answer = { 0 };

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  desk_init (&desk, CRM_TEST_LOCAL, PATIENCE_MS);
  open_calendar (&desk);
  revision = write_object (&desk, "kept", kept, NULL);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *title = g_strdup_printf ("Theirs %u", i);

      crm_test_eds_kill_calendars ();
      await_status (&desk, CRM_CALENDAR_CONNECTING);
      await_status (&desk, CRM_CALENDAR_CONNECTED);
      g_assert_cmpuint (desk.n_gone, ==, i);
      if (i == 1)
        other_adds (&desk, theirs);
      other_renames (&desk, "theirs", title);
      await_told (&desk, "theirs", title);
    }
  refresh_well (&desk);
  read_object (&desk, "kept", &answer);
  g_assert_no_error (answer.error);
  /* The same event from the service's file is the same revision. */
  g_assert_cmpstr (answer.object->revision, ==, revision);
  g_assert_null (g_hash_table_lookup (desk.told, "kept"));
}

static void
case_credentials (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *words = NULL, *stored = NULL, *ical = make_plain ("one", "One");
  g_autoptr (ESource) source = NULL;
  g_autoptr (GError) error = NULL;

  start_desk (&desk, "wrong", PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  await_status (&desk, CRM_CALENDAR_CREDENTIALS);
  crm_calendar_server_get_status (desk.server, desk.source, &words);
  g_assert_nonnull (words);
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_CREDENTIALS);
  authenticate (&desk, "wrong again", FALSE, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS);
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_CREDENTIALS);
  authenticate (&desk, CRM_TEST_PASSWORD, TRUE, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
  await_status (&desk, CRM_CALENDAR_CONNECTED);
  g_free (write_object (&desk, "one", ical, NULL));
  source = e_source_new_with_uid (CRM_TEST_CALDAV, NULL, &error);
  g_assert_no_error (error);
  e_source_lookup_password_sync (source, NULL, &stored, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stored, ==, CRM_TEST_PASSWORD);
}

static void
case_no_password (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };

  start_desk (&desk, NULL, PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  await_status (&desk, CRM_CALENDAR_CREDENTIALS);
  /* A server that is gone is no wrong password. */
  crm_test_radicale_stop ();
  authenticate (&desk, CRM_TEST_PASSWORD, FALSE, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_radicale_start ();
  authenticate (&desk, CRM_TEST_PASSWORD, FALSE, &answer);
  g_assert_no_error (answer.error);
  await_status (&desk, CRM_CALENDAR_CONNECTED);
}

static void
case_certificate (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *ical = make_plain ("one", "One");

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (TRUE);
  crm_test_calendars_add (CRM_TEST_PASSWORD);
  desk_init (&desk, CRM_TEST_CALDAV, PATIENCE_MS);
  crm_calendar_server_open (desk.server, desk.source);
  await_status (&desk, CRM_CALENDAR_CERTIFICATE);
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_CERTIFICATE);
  crm_calendar_server_trust_async (desk.server, desk.source, NULL, on_trusted, &answer);
  crm_test_await_long (is_done, &answer);
  g_assert_no_error (answer.error);
  await_status (&desk, CRM_CALENDAR_CONNECTED);
  g_free (write_object (&desk, "one", ical, NULL));
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
  refresh_well (&desk);
  crm_test_await_long (has_told_many, &desk);
  /* Each of them once. */
  g_assert_cmpuint (desk.n_told, ==, N_MANY);
  await_status (&desk, CRM_CALENDAR_CONNECTED);
  read_all (&desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.list->len, ==, N_MANY);
}

static void
case_hanging (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *first = make_plain ("first", "First"), *second = make_plain ("second", "Second");

  start_desk (&desk, CRM_TEST_PASSWORD, SHORT_MS);
  open_calendar (&desk);
  g_free (write_object (&desk, "first", first, NULL));
  crm_test_radicale_pause ();
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_UNREACHABLE);
  refresh (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_radicale_resume ();
  await_status (&desk, CRM_CALENDAR_CONNECTED);
  g_free (write_object (&desk, "second", second, NULL));
}

static void
case_refusing (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *ical = make_plain ("kept", "Kept");

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  g_free (write_object (&desk, "kept", ical, NULL));
  crm_test_radicale_set_writable (FALSE);
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_REFUSED);
  /* It is nobody's fault of the line. */
  g_assert_cmpint (
      crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_CONNECTED);
  g_assert_cmpuint (crm_test_radicale_count (), ==, 1);
}

static gboolean
has_announcer (gpointer data)
{
  Desk *desk = data;

  return crm_calendar_server_is_announcing (desk->server, desk->source);
}

static gboolean
has_no_announcer (gpointer data)
{
  return !has_announcer (data);
}

static void
leave_alarms (ECalClient *client, gpointer data)
{
  ESource *source = e_client_get_source (E_CLIENT (client));
  g_autoptr (GError) error = NULL;

  e_source_alarms_set_include_me (
      e_source_get_extension (source, E_SOURCE_EXTENSION_ALARMS), GPOINTER_TO_INT (data));
  e_source_write_sync (source, NULL, &error);
  g_assert_no_error (error);
}

static void
case_announcing (void)
{
  g_auto (Desk) desk = { 0 };
  guint n_changes = 0, name;

  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  desk_init (&desk, CRM_TEST_LOCAL, PATIENCE_MS);
  g_signal_connect (desk.server, "announcing-changed", G_CALLBACK (count), &n_changes);
  open_calendar (&desk);
  g_assert_false (has_announcer (&desk));
  name = g_bus_own_name (G_BUS_TYPE_SESSION, "org.gnome.Evolution-alarm-notify", G_BUS_NAME_OWNER_FLAGS_NONE,
      NULL, NULL, NULL, NULL, NULL);
  crm_test_await_long (has_announcer, &desk);
  g_assert_cmpuint (n_changes, ==, 1);
  crm_test_calendars_do (desk.source, leave_alarms, GINT_TO_POINTER (FALSE));
  crm_test_await_long (has_no_announcer, &desk);
  crm_test_calendars_do (desk.source, leave_alarms, GINT_TO_POINTER (TRUE));
  crm_test_await_long (has_announcer, &desk);
  g_bus_unown_name (name);
  crm_test_await_long (has_no_announcer, &desk);
  g_assert_cmpuint (n_changes, >=, 2);
  g_signal_handlers_disconnect_by_data (desk.server, &n_changes);
}

static void
remove_source (ECalClient *client, gpointer data)
{
  g_autoptr (GError) error = NULL;

  e_source_remove_sync (e_client_get_source (E_CLIENT (client)), NULL, &error);
  g_assert_no_error (error);
}

static gboolean
was_changed (gpointer data)
{
  return ((Desk *)data)->n_changed > 0;
}

static void
case_calendar_removed (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autofree char *words = NULL;

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  desk.n_changed = 0;
  crm_test_calendars_do (desk.source, remove_source, NULL);
  await_status (&desk, CRM_CALENDAR_BROKEN);
  crm_test_await_long (was_changed, &desk);
  crm_calendar_server_get_status (desk.server, desk.source, &words);
  g_assert_nonnull (words);
  list (&desk, &answer);
  g_assert_null (find_info (answer.list, CRM_TEST_CALDAV));
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
}

static void
case_closed_meanwhile (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 }, cancelled = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  start_desk (&desk, CRM_TEST_PASSWORD, PATIENCE_MS);
  open_calendar (&desk);
  crm_calendar_server_refresh_async (desk.server, desk.source, cancellable, on_refreshed, &cancelled);
  g_cancellable_cancel (cancellable);
  crm_test_await_long (is_done, &cancelled);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  crm_calendar_server_refresh_async (desk.server, desk.source, NULL, on_refreshed, &answer);
  crm_calendar_server_close (desk.server, desk.source);
  crm_test_await_long (is_done, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  g_assert_cmpint (crm_calendar_server_get_status (desk.server, desk.source, NULL), ==, CRM_CALENDAR_OFFLINE);
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  /* And opened anew. */
  open_calendar (&desk);
  refresh_well (&desk);
}

static void
try_absence (CrmTestEds kind, guint patience_ms)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Answer) answer = { 0 };

  crm_test_eds_start (kind);
  desk_init (&desk, CRM_TEST_LOCAL, patience_ms);
  list (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
  assert_write_fails (&desk, "lost", CRM_CHANNEL_ERROR_UNREACHABLE);
  if (kind == CRM_TEST_EDS_SILENT)
    return;
  crm_calendar_server_open (desk.server, desk.source);
  await_status (&desk, CRM_CALENDAR_UNREACHABLE);
  refresh (&desk, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE);
}

static void
case_absent (void)
{
  try_absence (CRM_TEST_EDS_NOTHING, PATIENCE_MS);
}

static void
case_no_bus (void)
{
  try_absence (CRM_TEST_EDS_NO_BUS, PATIENCE_MS);
}

static void
case_silent (void)
{
  try_absence (CRM_TEST_EDS_SILENT, SHORT_MS);
}

static const struct
{
  const char *path;
  void (*run) (void);
  gboolean needs_services, needs_radicale;
} cases[] = {
  { "/calendar-eds/local", case_local, TRUE, FALSE },
  { "/calendar-eds/caldav", case_caldav, TRUE, TRUE },
  { "/calendar-eds/caldav-series", case_caldav_series, TRUE, TRUE },
  { "/calendar-eds/caldav-details", case_caldav_details, TRUE, TRUE },
  { "/calendar-eds/caldav-files", case_caldav_files, TRUE, TRUE },
  { "/calendar-eds/server-down", case_server_down, TRUE, TRUE },
  { "/calendar-eds/server-down-at-start", case_server_down_at_start, TRUE, TRUE },
  { "/calendar-eds/factory-killed", case_factory_killed, TRUE, FALSE },
  { "/calendar-eds/credentials", case_credentials, TRUE, TRUE },
  { "/calendar-eds/no-password", case_no_password, TRUE, TRUE },
  { "/calendar-eds/certificate", case_certificate, TRUE, TRUE },
  { "/calendar-eds/many", case_many, TRUE, TRUE },
  { "/calendar-eds/hanging", case_hanging, TRUE, TRUE },
  { "/calendar-eds/refusing", case_refusing, TRUE, TRUE },
  { "/calendar-eds/announcing", case_announcing, TRUE, FALSE },
  { "/calendar-eds/calendar-removed", case_calendar_removed, TRUE, TRUE },
  { "/calendar-eds/closed-meanwhile", case_closed_meanwhile, TRUE, TRUE },
  { "/calendar-eds/absent", case_absent, FALSE, FALSE },
  { "/calendar-eds/no-bus", case_no_bus, FALSE, FALSE },
  { "/calendar-eds/silent", case_silent, FALSE, FALSE },
};

static void
run_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (g_test_subprocess ())
    {
      cases[i].run ();
      crm_test_radicale_stop ();
      crm_test_eds_stop ();
    }
  else if (cases[i].needs_services && !crm_test_eds_is_installed ())
    g_test_skip ("evolution-data-server is not installed");
  else if (cases[i].needs_radicale && !crm_test_radicale_is_installed ())
    g_test_skip ("radicale is not installed");
  else
    {
      g_test_trap_subprocess (NULL, CASE_LIMIT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), run_case);
  return crm_test_store_done (g_test_run ());
}
