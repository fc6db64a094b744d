/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-desk.h"

#include "backends/crm-backends.h"

/* A desk owns its calendars and what they told. Main thread. */

#define CASE_LIMIT_US (150 * G_USEC_PER_SEC)

void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->list, g_ptr_array_unref);
  g_clear_pointer (&answer->object, crm_calendar_object_free);
  g_clear_error (&answer->error);
  *answer = (Answer){ 0 };
}

gboolean
answer_is_done (gpointer data)
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

void
desk_count (CrmCalendarServer *server, gpointer data)
{
  ++*(guint *)data;
}

void
desk_init (Desk *desk, const char *source, guint patience_ms)
{
  desk->server = crm_backends_calendar_server (patience_ms);
  desk->source = source;
  desk->told =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)crm_calendar_object_free);
  g_signal_connect (desk->server, "objects-changed", G_CALLBACK (on_objects), desk);
  g_signal_connect (desk->server, "gone", G_CALLBACK (desk_count), &desk->n_gone);
  g_signal_connect (desk->server, "calendars-changed", G_CALLBACK (desk_count), &desk->n_changed);
}

void
desk_clear (Desk *desk)
{
  crm_calendar_server_close (desk->server, desk->source);
  g_signal_handlers_disconnect_by_data (desk->server, desk);
  g_clear_object (&desk->server);
  g_clear_pointer (&desk->told, g_hash_table_unref);
  crm_test_settle ();
}

static gboolean
has_status (gpointer data)
{
  Desk *desk = data;

  return crm_calendar_server_get_status (desk->server, desk->source, NULL) == desk->wanted;
}

void
desk_await_status (Desk *desk, CrmCalendarStatus wanted)
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
const CrmCalendarObject *
desk_await_told (Desk *desk, const char *uid, const char *part)
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

void
desk_list (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_list_async (desk->server, NULL, on_list, answer);
  crm_test_await_long (answer_is_done, answer);
}

void
desk_read (Desk *desk, const char *uid, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_read_async (desk->server, desk->source, uid, NULL, on_read, answer);
  crm_test_await_long (answer_is_done, answer);
}

void
desk_read_all (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_read_all_async (desk->server, desk->source, NULL, on_read_all, answer);
  crm_test_await_long (answer_is_done, answer);
}

void
desk_refresh (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_refresh_async (desk->server, desk->source, NULL, on_refreshed, answer);
  crm_test_await_long (answer_is_done, answer);
}

void
desk_refresh_well (Desk *desk)
{
  g_auto (Answer) answer = { 0 };

  desk_refresh (desk, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
}

void
desk_try_write (Desk *desk, const char *uid, const char *ical, const char *expected, Answer *answer)
{
  CrmCalendarObject object = { (char *)uid, (char *)ical, NULL };

  answer_clear (answer);
  crm_calendar_server_write_async (desk->server, desk->source, &object, expected, NULL, on_written, answer);
  crm_test_await_long (answer_is_done, answer);
}

/* The revision it has then. Caller owns. */
char *
desk_write (Desk *desk, const char *uid, const char *ical, const char *expected)
{
  g_auto (Answer) answer = { 0 };

  desk_try_write (desk, uid, ical, expected, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (answer.object->uid, ==, uid);
  g_assert_nonnull (answer.object->ical);
  g_assert_nonnull (answer.object->revision);
  return g_strdup (answer.object->revision);
}

void
desk_try_remove (Desk *desk, const char *uid, const char *expected, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_remove_async (desk->server, desk->source, uid, expected, NULL, on_removed, answer);
  crm_test_await_long (answer_is_done, answer);
}

void
desk_authenticate (Desk *desk, const char *password, gboolean remember, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_authenticate_async (
      desk->server, desk->source, CRM_TEST_USER, password, remember, NULL, on_authenticated, answer);
  crm_test_await_long (answer_is_done, answer);
}

/* One VCALENDAR. properties: lines of the event after its UID. Caller owns. */
char *
desk_make_object (const char *uid, const char *properties)
{
  return g_strdup_printf ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
                          "DTSTAMP:20260301T080000Z\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
      uid, properties);
}

char *
desk_make_plain (const char *uid, const char *title)
{
  g_autofree char *properties =
      g_strdup_printf ("DTSTART:20260401T090000Z\r\nDTEND:20260401T100000Z\r\nSUMMARY:%s\r\n", title);

  return desk_make_object (uid, properties);
}

/* Text of an object as other programs see it, folded lines joined. Caller owns. */
char *
desk_unfold (const char *ical)
{
  g_auto (GStrv) parts = g_strsplit (ical, "\r\n ", -1);

  return g_strjoinv (NULL, parts);
}

guint
desk_count_parts (const char *ical, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (ical, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

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

void
desk_other_adds (Desk *desk, const char *ical)
{
  crm_test_calendars_do (desk->source, do_deed, &(Deed){ .ical = ical });
}

void
desk_other_renames (Desk *desk, const char *uid, const char *title)
{
  crm_test_calendars_do (desk->source, do_deed, &(Deed){ .uid = uid, .title = title });
}

void
desk_other_removes (Desk *desk, const char *uid)
{
  crm_test_calendars_do (desk->source, do_deed, &(Deed){ .uid = uid });
}

void
desk_trust (Desk *desk, Answer *answer)
{
  answer_clear (answer);
  crm_calendar_server_trust_async (desk->server, desk->source, NULL, on_trusted, answer);
  crm_test_await_long (answer_is_done, answer);
}

void
desk_open (Desk *desk)
{
  g_assert_cmpint (
      crm_calendar_server_get_status (desk->server, desk->source, NULL), ==, CRM_CALENDAR_OFFLINE);
  crm_calendar_server_open (desk->server, desk->source);
  desk_await_status (desk, CRM_CALENDAR_CONNECTED);
}

const CrmCalendarInfo *
desk_find_info (GPtrArray *infos, const char *source)
{
  for (guint i = 0; i < infos->len; i++)
    if (g_str_equal (((CrmCalendarInfo *)infos->pdata[i])->source, source))
      return infos->pdata[i];
  return NULL;
}

void
desk_start (Desk *desk, const char *password, guint patience_ms)
{
  crm_test_eds_start (CRM_TEST_EDS_CALENDARS);
  crm_test_radicale_prepare (FALSE);
  crm_test_calendars_add (password);
  desk_init (desk, CRM_TEST_CALDAV, patience_ms);
}

void
desk_assert_write_fails (Desk *desk, const char *uid, int code)
{
  g_autofree char *ical = desk_make_plain (uid, "Lost");
  g_auto (Answer) answer = { 0 };

  desk_try_write (desk, uid, ical, NULL, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, code);
  g_assert_cmpuint (strlen (answer.error->message), >, 0);
  desk_try_remove (desk, "kept", NULL, &answer);
  g_assert_error (answer.error, CRM_CHANNEL_ERROR, code);
}

static const DeskCase *all_cases;

static void
run_case (gconstpointer data)
{
  const DeskCase *one = &all_cases[GPOINTER_TO_UINT (data)];

  if (g_test_subprocess ())
    {
      one->run ();
      crm_test_radicale_stop ();
      crm_test_eds_stop ();
    }
  else if (one->needs_services && !crm_test_eds_is_installed ())
    g_test_skip ("evolution-data-server is not installed");
  else if (one->needs_radicale && !crm_test_radicale_is_installed ())
    g_test_skip ("radicale is not installed");
  else
    {
      g_test_trap_subprocess (NULL, CASE_LIMIT_US, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

int
desk_run_cases (int argc, char **argv, const DeskCase *cases, guint n_cases)
{
  crm_test_store_init (&argc, &argv);
  all_cases = cases;
  for (guint i = 0; i < n_cases; i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), run_case);
  return crm_test_store_done (g_test_run ());
}
