/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "campaign-desk.h"

/* The occasions of campaigns: meetings before and after, dates, birthdays, holidays, stages, silence; and the segment they are for. */

static gint64
add_meeting (
    CrmStore *store, const char *title, gint64 client, const char *starts, const char *ends, const char *rule)
{
  g_autofree char *number = campaign_text_of (client);

  return crm_test_add (store, "meeting", "title", title, "clients", number, "starts_at", starts, "ends_at",
      ends, "state", "planned", rule ? "recurrence" : NULL, rule, NULL);
}

static void
test_meeting (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template = campaign_add_template (store, "service", "{meeting.title}: {meeting.starts_at|date}");
  gint64 campaign = campaign_add (store, template), anna, boris, moved, cancelled;
  g_autofree char *who = NULL;

  crm_test_set (store, "campaign", campaign, "occasion", "meeting", "lead_days", "1", NULL);
  anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  boris = crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", NULL);
  add_meeting (store, "Weekly", anna, "2026-03-05T09:00:00Z", "2026-03-05T10:00:00Z", "FREQ=WEEKLY");
  moved = add_meeting (store, "Single", boris, "2026-03-14T09:00:00Z", "2026-03-14T10:00:00Z", NULL);
  cancelled = add_meeting (store, "Gone", boris, "2026-03-12T11:00:00Z", "2026-03-12T12:00:00Z", NULL);
  crm_test_set (store, "meeting", cancelled, "state", "cancelled", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_assert_field (store, "campaign", campaign, "state", "running");
  campaign_run_all (store); /* on the 10th, at noon */
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 0);
  crm_test_clock_set ("2026-03-11T09:59:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 0);
  crm_test_clock_set ("2026-03-11T10:00:01Z");
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign, "Anna queued");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1);
  g_assert_cmpint (crm_test_sql_integer (store,
                       "SELECT count (*) FROM message WHERE trigger_entity = 'meeting' AND \"trigger\" = 1"),
      ==, 1);

  /* Moved to another day, it is another occasion; a declined one is none. */
  crm_test_clock_set ("2026-03-13T10:05:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 2);
  crm_test_set (
      store, "meeting", moved, "starts_at", "2026-03-14T15:00:00Z", "ends_at", "2026-03-14T16:00:00Z", NULL);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 2);
  crm_test_set (
      store, "meeting", moved, "starts_at", "2026-03-16T09:00:00Z", "ends_at", "2026-03-16T10:00:00Z", NULL);
  crm_test_clock_set ("2026-03-15T11:00:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 3);

  /* The next time of the series, a week later; the program was off until the evening, and long after. */
  crm_test_clock_set ("2026-03-18T20:00:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 4);
  crm_test_clock_set ("2026-03-27T20:00:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 4);
  who = campaign_text_of (boris);
  crm_test_close (store);
}

static void
test_after_meeting (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign =
             campaign_add (store, campaign_add_template (store, "service", "How was {meeting.title}?")),
         anna, held;
  CampaignAsk ask;

  crm_test_set (
      store, "campaign", campaign, "occasion", "meeting", "lead_days", "-1", "at_time", "18:00", NULL);
  anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  held = add_meeting (store, "Visit", anna, "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z", NULL);
  add_meeting (store, "Missed", anna, "2026-03-10T16:00:00Z", "2026-03-10T17:00:00Z", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_clock_set ("2026-03-10T15:30:00Z");
  /* Seen before, both are shown; in the end only the one that took place counts. */
  ask = campaign_preview (store, campaign);
  g_assert_cmpuint (ask.n_all, ==, 2);
  g_ptr_array_unref (ask.list);
  crm_test_clock_set ("2026-03-10T17:30:00Z");
  crm_test_set (store, "meeting", held, "state", "held", NULL);
  crm_test_clock_set ("2026-03-11T18:00:01Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1);
  crm_test_close (store);
}

static void
test_birthday (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template = campaign_add_template (store, "marketing", "Happy birthday, {client.name}!");
  gint64 campaign = campaign_add (store, template);

  crm_test_set (store, "campaign", campaign, "occasion", "date", "occasion_field", "client.birthday",
      "at_time", "09:30", NULL);
  crm_test_set (
      store, "client", campaign_add_client (store, "Anna", "+380671234567"), "birthday", "1990-03-11", NULL);
  crm_test_set (
      store, "client", campaign_add_client (store, "Leap", "+380671234568"), "birthday", "1992-02-29", NULL);
  crm_test_set (
      store, "client", campaign_add_client (store, "Year", "+380671234569"), "birthday", "--03-11", NULL);
  crm_test_set (
      store, "client", campaign_add_client (store, "Other", "+380671234560"), "birthday", "1990-03-12", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  g_assert_cmpint (campaign_run (store, 100).next, ==,
      crm_date_instant ("2026-03-11", NULL) + 9 * G_TIME_SPAN_HOUR + 30 * G_TIME_SPAN_MINUTE);
  crm_test_clock_set ("2026-03-11T09:31:00Z");
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign, "Anna queued; Year queued");
  campaign_hand_over (store, "sent");
  crm_test_clock_set ("2027-02-28T12:00:00Z"); /* a common year */
  campaign_run_all (store);
  crm_test_clock_set ("2027-03-11T12:00:00Z");
  campaign_run_all (store);
  campaign_assert_recipients (
      store, campaign, "Anna queued; Anna queued; Leap queued; Year queued; Year queued");
  campaign_hand_over (store, "sent");
  crm_test_clock_set ("2028-02-28T12:00:00Z"); /* a leap year: a day later */
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 5);
  crm_test_clock_set ("2028-02-29T12:00:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 6);
  crm_test_close (store);
}

static void
test_payment (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 template = campaign_add_template (store, "service", "Pay {deal.title}");
  gint64 campaign = campaign_add (store, template), deal;
  g_autofree char *who = NULL;

  crm_test_set (store, "campaign", campaign, "occasion", "date", "occasion_field", "deal.pay_by", "lead_days",
      "2", NULL);
  who = campaign_text_of (crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL));
  deal = crm_test_add (store, "deal", "title", "One", "client", who, "pay_by", "2026-03-13", NULL);
  crm_test_add (store, "deal", "title", "Two", "client", who, "pay_by", "2026-03-13", NULL);
  crm_test_add (
      store, "deal", "title", "Paid", "client", who, "pay_by", "2026-03-13", "paid_on", "2026-03-09", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_clock_set ("2026-03-11T12:00:00Z");
  campaign_run_all (store);
  /* Each deal is an occasion of its own. */
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 2);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count (*) FROM message WHERE deal = 1"), ==, 1);
  g_assert_cmpint (deal, ==, 1);
  crm_test_close (store);
}

static gboolean
add_field_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  *(char **)data = crm_transaction_add_own_field (tx, "client", "Contract ends", CRM_KIND_DATE, NULL, error);
  return *(char **)data != NULL;
}

static void
test_own_date (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "service", "Your contract ends"));
  g_autofree char *name = NULL, *field = NULL;
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Add field", add_field_in_worker, &name, NULL, &error);
  g_assert_no_error (error);
  field = g_strconcat ("client.", name, NULL);
  crm_test_set (
      store, "campaign", campaign, "occasion", "date", "occasion_field", field, "lead_days", "7", NULL);
  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", name, "2026-03-18", NULL);
  crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", name, "2025-03-18", NULL);
  crm_test_add (store, "client", "name", "Clara", "phone", "+380671234569", name, "--03-18", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  crm_test_clock_set ("2026-03-11T12:00:00Z");
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign, "Anna queued; Clara queued");
  crm_test_close (store);
}

static void
test_holiday (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "service", "Happy holidays"));
  CampaignAsk ask;

  crm_test_set (
      store, "campaign", campaign, "occasion", "holiday", "occasion_day", "--12-25", "lead_days", "1", NULL);
  crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL);
  ask = campaign_preview (store, campaign);
  g_assert_cmpuint (ask.n_written, ==, 1); /* however far away */
  g_ptr_array_unref (ask.list);
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 0);
  crm_test_clock_set ("2026-12-24T10:01:00Z");
  campaign_run_all (store);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1);
  campaign_hand_over (store, "sent");
  crm_test_clock_set ("2027-12-24T10:01:00Z");
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 2);
  crm_test_close (store);
}

static void
test_stage (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign =
             campaign_add (store, campaign_add_template (store, "service", "{deal.title} is {deal.stage}")),
         deal, ready;
  g_autofree char *who = NULL, *pipeline = NULL, *first = NULL, *stage = NULL;

  pipeline = campaign_text_of (crm_test_add (store, "pipeline", "name", "P", NULL));
  first = campaign_text_of (
      crm_test_add (store, "stage", "name", "New", "pipeline", pipeline, "state", "open", NULL));
  ready = crm_test_add (store, "stage", "name", "Ready", "pipeline", pipeline, "state", "open", NULL);
  stage = campaign_text_of (ready);
  crm_test_set (store, "campaign", campaign, "occasion", "stage", "stage", stage, NULL);
  who = campaign_text_of (crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", NULL));
  deal = crm_test_add (
      store, "deal", "title", "Order", "client", who, "pipeline", pipeline, "stage", stage, NULL);
  crm_test_set (store, "deal", deal, "stage", first, NULL);
  crm_test_clock_set ("2026-03-10T13:00:00Z");
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  g_assert_cmpint (
      campaign_count_messages (store, campaign), ==, 0); /* what was before the start is not told */
  crm_test_clock_set ("2026-03-10T14:00:00Z");
  crm_test_set (store, "deal", deal, "stage", stage, NULL);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1);
  crm_test_set (store, "deal", deal, "stage", first, NULL);
  crm_test_set (store, "deal", deal, "stage", stage, NULL);
  campaign_run_all (store);
  g_assert_cmpint (campaign_count_messages (store, campaign), ==, 1); /* once a deal */
  crm_test_close (store);
}

static void
test_sleeping (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "marketing", "We miss you"));
  gint64 anna = campaign_add_client (store, "Anna", "+380671234567"),
         boris = campaign_add_client (store, "Boris", "+380671234568");
  g_autofree char *sleeper = campaign_text_of (anna), *other = campaign_text_of (boris);

  crm_test_set (store, "campaign", campaign, "occasion", "sleeping", "lead_days", "30", NULL);
  crm_test_add (store, "call", "client", sleeper, "at", "2026-02-01T12:00:00Z", "direction", "in", "result",
      "talked", NULL);
  crm_test_add (store, "call", "client", other, "at", "2026-03-01T12:00:00Z", "direction", "in", "result",
      "talked", NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign, "Anna queued");
  campaign_hand_over (store, "delivered");
  crm_test_clock_set ("2026-04-15T12:00:00Z");
  campaign_run_all (store);
  /* Not again before there was something of theirs. */
  campaign_assert_recipients (store, campaign, "Anna queued; Boris queued");
  campaign_hand_over (store, "delivered");
  crm_test_add (store, "call", "client", sleeper, "at", "2026-04-16T12:00:00Z", "direction", "in", "result",
      "talked", NULL);
  crm_test_clock_set ("2026-06-20T12:00:00Z");
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign, "Anna queued; Anna queued; Boris queued");
  crm_test_close (store);
}

static void
test_segment (void)
{
  CrmStore *store = campaign_open_new ();
  gint64 campaign = campaign_add (store, campaign_add_template (store, "service", "Hello")), anna;
  g_autofree char *segment = NULL, *who = NULL;

  anna = crm_test_add (store, "client", "name", "Anna", "phone", "+380671234567", "city", "Kyiv", NULL);
  crm_test_add (store, "client", "name", "Boris", "phone", "+380671234568", "city", "Lviv", NULL);
  crm_test_add (store, "client", "name", "Clara", "phone", "+380671234569", "city", "Kyiv", NULL);
  segment = campaign_text_of (crm_test_add (store, "segment", "name", "S", "query",
      "{\"entity\":\"client\",\"where\":{\"all\":[{\"field\":\"city\",\"test\":\"=\",\"value\":\"Kyiv\"}]}}",
      NULL));
  who = campaign_text_of (anna);
  crm_test_add (store, "segment_exclusion", "segment", segment, "client", who, NULL);
  crm_test_set (store, "campaign", campaign, "segment", segment, NULL);
  campaign_act (store, campaign_start_in_worker, campaign);
  campaign_run_all (store);
  campaign_assert_recipients (store, campaign, "Clara queued");
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/campaign/meeting", test_meeting);
  g_test_add_func ("/campaign/after-meeting", test_after_meeting);
  g_test_add_func ("/campaign/birthday", test_birthday);
  g_test_add_func ("/campaign/payment", test_payment);
  g_test_add_func ("/campaign/own-date", test_own_date);
  g_test_add_func ("/campaign/holiday", test_holiday);
  g_test_add_func ("/campaign/stage", test_stage);
  g_test_add_func ("/campaign/sleeping", test_sleeping);
  g_test_add_func ("/campaign/segment", test_segment);
  return crm_test_store_done (g_test_run ());
}
