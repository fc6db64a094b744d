/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/crm-timeline.h"
#include "base/crm-time.h"
#include "crm-test-store.h"

/* The timeline of a deal beside that of a client: whose lines, whose names, pages, what is pinned, and following commits. */

typedef struct
{
  CrmStore *store;
  CrmTimeline *timeline;
  guint wanted;
  char *anna, *bohdan, *deal, *other;
} Fixture;

static char *
add (CrmStore *store, const char *entity, const char *field, const char *text)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, crm_test_add (store, entity, field, text, NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = crm_test_path ();

  f->store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  f->anna = add (f->store, "client", "name", "Anna");
  f->bohdan = add (f->store, "client", "name", "Bohdan");
  f->deal = add (f->store, "deal", "title", "Roaster");
  f->other = add (f->store, "deal", "title", "Grinder");
  crm_test_set (f->store, "deal", g_ascii_strtoll (f->deal, NULL, 10), "client", f->anna, NULL);
  f->timeline = crm_timeline_new (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->timeline);
  crm_test_close (f->store);
  g_free (f->anna);
  g_free (f->bohdan);
  g_free (f->deal);
  g_free (f->other);
}

static gboolean
is_loaded (gpointer data)
{
  return !crm_timeline_is_loading (((Fixture *)data)->timeline);
}

static gboolean
has_wanted (gpointer data)
{
  Fixture *f = data;

  return is_loaded (f) && g_list_model_get_n_items (G_LIST_MODEL (f->timeline)) == f->wanted;
}

static gboolean
has_pinned (gpointer data)
{
  GListModel *pinned = crm_timeline_get_pinned (((Fixture *)data)->timeline);

  return g_list_model_get_n_items (pinned) == 1;
}

static void
show_deal (Fixture *f, const char *deal)
{
  crm_timeline_set_deal (f->timeline, g_ascii_strtoll (deal, NULL, 10));
  crm_test_await (is_loaded, f);
  g_assert_null (crm_timeline_get_error (f->timeline));
}

/* "summary" or "summary/client" a line. */
static char *
dup_lines (GListModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CrmActivity) activity = g_list_model_get_item (model, i);
      const char *client = crm_activity_get_client_name (activity);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "", crm_activity_get_line (activity)->summary,
          client != NULL ? "/" : "", client != NULL ? client : "");
    }
  return g_string_free (text, FALSE);
}

#define assert_lines(model, wanted) \
  G_STMT_START \
  { \
    g_autofree char *lines = dup_lines (G_LIST_MODEL (model)); \
    g_assert_cmpstr (lines, ==, wanted); \
  } \
  G_STMT_END

static void
test_lines (Fixture *f, gconstpointer data)
{
  gint64 note;

  crm_test_add (f->store, "note", "client", f->anna, "deal", f->deal, "text", "first", NULL);
  note = crm_test_add (f->store, "note", "deal", f->deal, "text", "second", NULL);
  crm_test_add (f->store, "call", "client", f->bohdan, "deal", f->deal, "text", "third", NULL);
  crm_test_add (f->store, "note", "client", f->anna, "deal", f->other, "text", "elsewhere", NULL);
  crm_test_add (f->store, "note", "client", f->anna, "text", "without", NULL);
  show_deal (f, f->deal);
  /* The deal's own client needs no naming. */
  assert_lines (f->timeline, "third/Bohdan second first opened: New request");
  show_deal (f, f->other);
  assert_lines (f->timeline, "elsewhere/Anna opened: New request");

  crm_timeline_set_filter (f->timeline, "call", NULL);
  show_deal (f, f->deal);
  assert_lines (f->timeline, "third/Bohdan");
  crm_timeline_set_filter (f->timeline, NULL, "sec");
  crm_test_await (is_loaded, f);
  assert_lines (f->timeline, "second");
  crm_timeline_set_filter (f->timeline, NULL, NULL);
  crm_test_await (is_loaded, f);

  /* A record that no client is told of, and one that leaves for another deal. */
  crm_test_add (f->store, "note", "deal", f->deal, "text", "fourth", NULL);
  f->wanted = 5;
  crm_test_await (has_wanted, f);
  crm_test_set (f->store, "note", note, "deal", f->other, NULL);
  f->wanted = 4;
  crm_test_await (has_wanted, f);
  assert_lines (f->timeline, "fourth third/Bohdan first opened: New request");

  crm_timeline_set_client (f->timeline, g_ascii_strtoll (f->anna, NULL, 10));
  crm_test_await (is_loaded, f);
  g_assert_cmpint (crm_timeline_get_deal (f->timeline), ==, 0);
  assert_lines (f->timeline, "without elsewhere first opened: New request");
}

static void
test_pinned (Fixture *f, gconstpointer data)
{
  gint64 note = crm_test_add (f->store, "note", "deal", f->deal, "text", "terms", NULL);

  crm_test_add (f->store, "note", "deal", f->other, "text", "others", "pinned", "yes", NULL);
  show_deal (f, f->deal);
  g_assert_cmpuint (g_list_model_get_n_items (crm_timeline_get_pinned (f->timeline)), ==, 0);
  crm_test_set (f->store, "note", note, "pinned", "yes", NULL);
  crm_test_await (has_pinned, f);
  assert_lines (crm_timeline_get_pinned (f->timeline), "terms");
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  gint64 last = G_MAXINT64;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-03-%02d 10:00", 1 + i % 9);

      crm_test_add (f->store, "note", "deal", f->deal, "text", "word", "at", at, NULL);
    }
  show_deal (f, f->deal);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->timeline)), ==, 30);
  while (!crm_timeline_is_complete (f->timeline))
    {
      crm_timeline_load_more (f->timeline);
      crm_test_await (is_loaded, f);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->timeline)), ==, 101);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (CrmActivity) activity = g_list_model_get_item (G_LIST_MODEL (f->timeline), i);
      const CrmActivityLine *line = crm_activity_get_line (activity);

      g_assert_cmpint (line->at, <=, last);
      last = line->at;
    }
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  gint64 company = crm_test_add (f->store, "client", "kind", "company", "name", "Roastery", NULL);
  g_autofree char *link = g_strdup_printf ("%" G_GINT64_FORMAT, company);

  crm_test_set (f->store, "client", g_ascii_strtoll (f->anna, NULL, 10), "company", link, NULL);
  crm_test_set (f->store, "client", g_ascii_strtoll (f->bohdan, NULL, 10), "company", link, NULL);
  crm_test_add (
      f->store, "call", "client", f->anna, "text", "in", "direction", "in", "at", "2026-03-01 10:00", NULL);
  crm_test_add (f->store, "call", "client", f->bohdan, "text", "out", "direction", "out", "at",
      "2026-03-02 10:00", NULL);
  crm_test_add (
      f->store, "note", "client", f->anna, "deal", f->deal, "text", "about", "at", "2026-03-03 10:00", NULL);
  crm_timeline_set_client (f->timeline, company);
  crm_timeline_set_filter (f->timeline, "call", NULL);
  crm_test_await (is_loaded, f);
  assert_lines (f->timeline, "out/Bohdan in/Anna");
  crm_timeline_set_scope (f->timeline, 0, 0, "in");
  crm_test_await (is_loaded, f);
  assert_lines (f->timeline, "in/Anna");
  crm_timeline_set_scope (f->timeline, g_ascii_strtoll (f->bohdan, NULL, 10), 0, NULL);
  crm_test_await (is_loaded, f);
  assert_lines (f->timeline, "out/Bohdan");
  crm_timeline_set_filter (f->timeline, "note", NULL);
  crm_timeline_set_scope (f->timeline, 0, g_ascii_strtoll (f->deal, NULL, 10), NULL);
  crm_test_await (is_loaded, f);
  assert_lines (f->timeline, "about/Anna");
}

static const CrmActivityLine *
get_line (Fixture *f, guint position)
{
  g_autoptr (CrmActivity) activity = g_list_model_get_item (G_LIST_MODEL (f->timeline), position);

  return crm_activity_get_line (activity);
}

/* To a day and to a record far down, and back up a page at a time; what is written meanwhile does not move it. */
static void
test_jump (Fixture *f, gconstpointer data)
{
  gint64 ids[200];

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *at = g_strdup_printf ("2025-%02d-%02d 10:00", 1 + i / 20, 1 + i % 20);

      ids[i] = crm_test_add (f->store, "note", "client", f->anna, "text", "word", "at", at, NULL);
    }
  crm_timeline_set_client (f->timeline, g_ascii_strtoll (f->anna, NULL, 10));
  crm_test_await (is_loaded, f);
  crm_timeline_jump (f->timeline, crm_date_instant ("2025-03-21", NULL));
  crm_test_await (is_loaded, f);
  g_assert_false (crm_timeline_is_at_top (f->timeline));
  g_assert_cmpint (get_line (f, 0)->record_id, ==, ids[59]);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->timeline)), ==, 30);

  crm_test_add (f->store, "note", "client", f->anna, "text", "new", NULL);
  crm_test_await (is_loaded, f);
  g_assert_cmpint (get_line (f, 0)->record_id, ==, ids[59]);

  crm_timeline_load_newer (f->timeline);
  crm_test_await (is_loaded, f);
  g_assert_cmpint (get_line (f, 0)->record_id, ==, ids[109]);
  g_assert_cmpint (get_line (f, 50)->record_id, ==, ids[59]);

  crm_timeline_jump_to (f->timeline, "note", ids[10]);
  crm_test_await (is_loaded, f);
  g_assert_cmpint (get_line (f, 4)->record_id, ==, ids[10]);
  g_assert_true (crm_timeline_is_complete (f->timeline));

  /* One that is near the newest begins with it. */
  crm_timeline_jump_to (f->timeline, "note", ids[199]);
  crm_test_await (is_loaded, f);
  g_assert_true (crm_timeline_is_at_top (f->timeline));
}

static gpointer
search_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 total;
  GPtrArray *hits = crm_transaction_search_texts (tx, data, 0, &total, error);

  g_assert_cmpint (total, ==, hits != NULL ? hits->len : 0);
  return hits;
}

#define assert_hit(hits, i, excerpt_, client_, about_) \
  G_STMT_START \
  { \
    const CrmTextHit *hit = (hits)->pdata[i]; \
    g_assert_cmpstr (hit->excerpt, ==, excerpt_); \
    g_assert_cmpstr (hit->client_name, ==, client_); \
    g_assert_cmpstr (hit->about, ==, about_); \
  } \
  G_STMT_END

/* Texts that are nobody's are known by what there is. */
static void
test_search (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  crm_test_add (f->store, "note", "client", f->anna, "text", "beans of Anna", NULL);
  crm_test_add (f->store, "note", "deal", f->other, "text", "beans for the grinder", NULL);
  crm_test_add (f->store, "message", "channel", "sms", "direction", "in", "address", "+380991112233", "text",
      "beans of a stranger", NULL);
  hits = crm_store_read_sync (f->store, search_in_worker, (gpointer) "beans", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 3);
  assert_hit (hits, 0, "beans of a stranger", NULL, "+380991112233");
  g_assert_cmpint (((CrmTextHit *)hits->pdata[0])->conversation_id, !=, 0);
  assert_hit (hits, 1, "beans for the grinder", NULL, "Grinder");
  g_assert_cmpint (((CrmTextHit *)hits->pdata[1])->deal_id, ==, g_ascii_strtoll (f->other, NULL, 10));
  assert_hit (hits, 2, "beans of Anna", "Anna", NULL);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add ("/timeline/deal", Fixture, NULL, set_up, test_lines, tear_down);
  g_test_add ("/timeline/deal/pinned", Fixture, NULL, set_up, test_pinned, tear_down);
  g_test_add ("/timeline/deal/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/timeline/scope", Fixture, NULL, set_up, test_scope, tear_down);
  g_test_add ("/timeline/jump", Fixture, NULL, set_up, test_jump, tear_down);
  g_test_add ("/timeline/search", Fixture, NULL, set_up, test_search, tear_down);
  return crm_test_store_done (g_test_run ());
}
