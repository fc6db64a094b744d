/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calendar-desk.h"
#include "meeting/crm-meeting.h"

/* Meetings and calendars that were changed on both sides: what fits together is put together, the rest is asked. */

static void
change_both (Desk *desk, gint64 id, const char *uid, const char *field, const char *value, const char *from,
    const char *to)
{
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  desk_settle (desk);
  crm_test_calendar_server_edit (desk->server, WORK, uid, from, to);
  crm_test_set (desk->store, "meeting", id, field, value, NULL);
  desk_settle (desk);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  desk_settle (desk);
}

static void
test_different_fields (void)
{
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  change_both (desk, id, uid, "place", "Lisbon", "SUMMARY:Tasting", "SUMMARY:Big tasting");
  crm_test_assert_field (desk->store, "meeting", id, "title", "Big tasting");
  crm_test_assert_field (desk->store, "meeting", id, "place", "Lisbon");
  desk_assert_there (desk, WORK, uid, "SUMMARY:Big tasting");
  desk_assert_there (desk, WORK, uid, "LOCATION:Lisbon");
  desk_assert_states (desk, "clean");
  desk_close (desk);
}

static void
test_same_field (gconstpointer data)
{
  const char *choice = data;
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;
  g_autoptr (GPtrArray) conflicts = NULL;
  CrmCalendarConflict *conflict;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  change_both (desk, id, uid, "title", "Ours", "SUMMARY:Tasting", "SUMMARY:Theirs\r\nLOCATION:Porto");
  /* Nothing is overwritten on either side, and it is said. */
  crm_test_assert_field (desk->store, "meeting", id, "title", "Ours");
  crm_test_assert_field (desk->store, "meeting", id, "place", NULL);
  desk_assert_there (desk, WORK, uid, "SUMMARY:Theirs");
  desk_assert_states (desk, "conflict");
  g_assert_cmpuint (desk_get_health (desk, 0)->n_conflicts, ==, 1);
  conflicts = desk_get_conflicts (desk);
  conflict = conflicts->pdata[0];
  g_assert_cmpint (conflict->meeting, ==, id);
  g_assert_cmpuint (conflict->fields->len, ==, 1);
  g_assert_cmpstr (conflict->fields->pdata[0], ==, "title");
  g_assert_nonnull (strstr (conflict->ours, "SUMMARY:Ours"));
  g_assert_nonnull (strstr (conflict->theirs, "SUMMARY:Theirs"));

  desk_resolve (desk, choice);
  if (g_str_equal (choice, "ours"))
    {
      desk_assert_there (desk, WORK, uid, "SUMMARY:Ours");
      desk_assert_there (desk, WORK, uid, "LOCATION:Porto");
      desk_assert_states (desk, "clean");
    }
  else
    {
      crm_test_assert_field (desk->store, "meeting", id, "title", "Theirs");
      desk_assert_there (desk, WORK, uid, "SUMMARY:Theirs");
      desk_assert_states (desk, g_str_equal (choice, "both") ? "clean clean" : "clean");
    }
  crm_test_assert_field (desk->store, "meeting", id, "place", "Porto");
  if (g_str_equal (choice, "both"))
    {
      crm_test_assert_field (desk->store, "meeting", 2, "title", "Ours");
      g_assert_cmpuint (desk_count_there (desk, WORK), ==, 2);
    }
  desk_close (desk);
}

static void
test_deleted_there (gconstpointer data)
{
  const char *choice = data;
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  desk_leave (desk);
  crm_test_calendar_server_remove (desk->server, WORK, uid);
  {
    CrmStore *other = crm_test_open (desk->path, CRM_ORIGIN_CLI);

    crm_test_set (other, "meeting", id, "title", "Ours", NULL);
    crm_test_close (other);
  }
  desk_come_back (desk);
  desk_advance_seconds (desk, 70);
  desk_assert_states (desk, "conflict");
  crm_test_assert_field (desk->store, "meeting", id, "state", "planned");
  g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
  desk_resolve (desk, choice);
  if (g_str_equal (choice, "theirs"))
    {
      crm_test_assert_field (desk->store, "meeting", id, "state", "cancelled");
      g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
      desk_assert_states (desk, "");
    }
  else
    {
      desk_assert_there (desk, WORK, uid, "SUMMARY:Ours");
      desk_assert_states (desk, "clean");
    }
  desk_close (desk);
}

static void
test_deleted_here (gconstpointer data)
{
  const char *choice = data;
  Desk *desk = desk_open ("both");
  gint64 id = desk_plan (desk, "Tasting");
  const char *uid;

  desk_settle (desk);
  uid = desk_get_only (desk, WORK);
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_UNREACHABLE);
  desk_settle (desk);
  crm_test_archive (desk->store, "meeting", id);
  desk_settle (desk);
  desk_assert_states (desk, "delete");
  crm_test_calendar_server_edit (desk->server, WORK, uid, "SUMMARY:Tasting", "SUMMARY:Theirs");
  crm_test_calendar_server_set_status (desk->server, WORK, CRM_CALENDAR_CONNECTED);
  desk_settle (desk);
  desk_assert_states (desk, "conflict");
  desk_assert_there (desk, WORK, uid, "SUMMARY:Theirs");
  desk_resolve (desk, choice);
  if (g_str_equal (choice, "ours"))
    {
      g_assert_cmpuint (desk_count_there (desk, WORK), ==, 0);
      desk_assert_states (desk, "gone");
    }
  else
    {
      g_autoptr (CrmRow) row = crm_test_load (desk->store, "meeting", id);

      g_assert_cmpint (row->archived_at, ==, 0);
      crm_test_assert_field (desk->store, "meeting", id, "title", "Theirs");
      desk_assert_states (desk, "clean");
    }
  desk_close (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/calendar-conflict/different-fields", test_different_fields);
  g_test_add_data_func ("/calendar-conflict/same-field/ours", "ours", test_same_field);
  g_test_add_data_func ("/calendar-conflict/same-field/theirs", "theirs", test_same_field);
  g_test_add_data_func ("/calendar-conflict/same-field/both", "both", test_same_field);
  g_test_add_data_func ("/calendar-conflict/deleted-there/ours", "ours", test_deleted_there);
  g_test_add_data_func ("/calendar-conflict/deleted-there/theirs", "theirs", test_deleted_there);
  g_test_add_data_func ("/calendar-conflict/deleted-here/ours", "ours", test_deleted_here);
  g_test_add_data_func ("/calendar-conflict/deleted-here/theirs", "theirs", test_deleted_here);
  return desk_done (g_test_run ());
}
