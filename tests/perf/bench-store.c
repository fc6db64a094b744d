/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <locale.h>
#include <stdlib.h>

#include "activity/crm-activity.h"
#include "base/crm-text.h"
#include "bench-bare.h"
#include "bench.h"
#include "client/crm-client.h"
#include "store/crm-record-list.h"
#include "store/crm-search.h"

/* Search, list, card and save of an open book against bare reads and writes of the same file: bench-store BOOK COPY ROUNDS REPORT.
 * COPY: where the bare saves may write. The store is used as the window uses it: asked on the main thread, answered through
 * the main loop. */

#define ROWS 50
#define CARD_LINES 100
#define COMPANY_PEOPLE 1000
#define OTHERS 600 /* records read in between, more than the store remembers */

static CrmStore *store;
static BenchBare *bare;
static GArray *all_ids;

static void
on_ready (gpointer data)
{
  *(gboolean *)data = TRUE;
}

static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_rows (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    while (!crm_record_get_row (records->pdata[i]))
      g_main_context_iteration (NULL, TRUE);
}

/* Nothing that is measured next shall still be in the store's memory. */
static void
read_others (void)
{
  static guint next;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < OTHERS; i++)
    {
      gint64 id = g_array_index (all_ids, gint64, (next += 7919) % all_ids->len);
      g_array_append_val (ids, id);
      g_ptr_array_add (records, crm_store_get_record (store, "client", id));
    }
  wait_for_rows (records);
  bench_bare_read_rows (bare, (const gint64 *)(void *)ids->data, ids->len);
}

/* From the query to its first rows and its count. */
static double
show_list (CrmRecordList *list, const char *text, guint64 *count)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  double start = bench_now ();

  crm_query_add_order (query, "name");
  crm_query_set_text (query, text);
  crm_record_list_set_query (list, query);
  while (crm_record_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  *count = crm_record_list_get_count (list);
  for (guint i = 0; i < MIN (*count, ROWS); i++)
    g_ptr_array_add (records, g_list_model_get_item (G_LIST_MODEL (list), i));
  wait_for_rows (records);
  return bench_now () - start;
}

typedef enum
{
  NAME,
  PHONE,
  EMAIL,
  UNMARKED,
  WORDS
} Kind;

static char *
cut (const char *text, guint from, guint n)
{
  glong length = g_utf8_strlen (text, -1);

  if (length <= n)
    return g_strdup (text);
  from = MIN (from, (guint)length - n);
  return g_utf8_substring (text, from, from + n);
}

/* What somebody who looks for client number i may have typed so far: 2 to 6 letters or digits from anywhere. */
static char *
make_text (Kind kind, guint i)
{
  g_autofree char *name = NULL, *phone = NULL, *email = NULL, *digits = NULL;
  gint64 from = g_array_index (all_ids, gint64, (i * 6007 + 11) % all_ids->len / 2);
  guint n = 2 + i % 4;

  if (!bench_bare_sample (bare, from, kind == UNMARKED ? "*[ёйїґЁЙЇҐ]*" : "", &name, &phone, &email) &&
      !bench_bare_sample (bare, 1, "", &name, &phone, &email))
    bench_die ("the book has no clients with phone and e-mail");
  switch (kind)
    {
    case PHONE: digits = crm_text_digits (phone); return cut (digits, 3 + i % 4, n + 2);
    case EMAIL: return cut (email, i % 5, n + 2);
    case WORDS:
      {
        g_auto (GStrv) words = g_strsplit (name, " ", 2);
        g_autofree char *a = cut (words[0], 0, 2), *b = cut (words[1] ? words[1] : words[0], i % 3, n);

        return g_strdup_printf ("%s %s", a, b);
      }
    case UNMARKED: return cut (name, 0, n);
    case NAME:
    default: return cut (name, i % 6, n);
    }
}

static void
measure_search (const char *name, Kind kind, guint rounds)
{
  g_autoptr (CrmRecordList) list = crm_record_list_new (store);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (BenchPair) pair = { 0 };
  guint64 count;

  bench_pair_init (&pair);
  show_list (list, NULL, &count);
  for (guint i = 0; i < rounds * 8; i++)
    {
      g_autofree char *text = make_text (kind, i);
      g_auto (GStrv) words = crm_search_words (text);
      double a, b;
      guint hits;

      if (!words[0])
        continue;
      read_others ();
      b = bench_now ();
      hits = bench_bare_scan (bare, words, ROWS, ids);
      bench_bare_read_rows (bare, (const gint64 *)(void *)ids->data, ids->len);
      b = bench_now () - b;
      a = show_list (list, text, &count);
      if (count != hits || !hits)
        bench_die ("“%s” has %u hits, and the list shows %" G_GUINT64_FORMAT, text, hits, count);
      bench_pair_add (&pair, a, b);
    }
  bench_report_pair (name, &pair, BENCH_AT_MOST, 3);
}

static void
measure_list (guint rounds)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (BenchPair) whole = { 0 }, first = { 0 };
  guint64 count;

  bench_pair_init (&whole);
  bench_pair_init (&first);
  for (guint round = 0; round < rounds * 3; round++)
    {
      g_autoptr (CrmRecordList) list = crm_record_list_new (store);
      double a, b, c;

      read_others ();
      b = bench_now ();
      bench_bare_read_ids (bare, ids);
      bench_bare_read_rows (bare, (const gint64 *)(void *)ids->data, MIN (ids->len, ROWS));
      b = bench_now () - b;
      read_others ();
      c = bench_now ();
      bench_bare_read_first (bare, ids, ROWS);
      bench_bare_count (bare);
      bench_bare_read_rows (bare, (const gint64 *)(void *)ids->data, ids->len);
      c = bench_now () - c;
      read_others ();
      a = show_list (list, NULL, &count);
      bench_pair_add (&whole, a, b);
      bench_pair_add (&first, a, c);
    }
  bench_report_pair ("list, against all ids and 50 rows", &whole, BENCH_AT_MOST, 5);
  bench_report_pair ("list, against 50 rows and the count", &first, BENCH_AT_MOST, 5);
}

typedef struct
{
  gint64 id;
  gboolean done;
  GPtrArray *lines;
} Card;

static gpointer
read_card (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmActivityFilter filter = { .client_id = ((Card *)data)->id };

  return crm_transaction_timeline (tx, &filter, 0, 0, CARD_LINES, error);
}

static void
on_card_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Card *card = data;
  g_autoptr (GError) error = NULL;

  card->lines = crm_store_read_finish (CRM_STORE (source), result, &error);
  if (!card->lines)
    bench_die ("%s", error->message);
  card->done = TRUE;
}

static void
measure_card (const char *name, gint64 id, gboolean company, guint rounds)
{
  g_auto (BenchPair) pair = { 0 };

  bench_pair_init (&pair);
  for (guint round = 0; round < rounds * 3; round++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      Card card = { id, FALSE, NULL };
      double a, b;
      guint read;

      read_others ();
      b = bench_now ();
      read = bench_bare_read_card (bare, id, company, CARD_LINES);
      b = bench_now () - b;
      a = bench_now ();
      crm_store_read_async (
          store, 0, read_card, &card, NULL, (GDestroyNotify)g_ptr_array_unref, NULL, on_card_read, &card);
      g_ptr_array_add (records, crm_store_get_record (store, "client", id));
      wait_for (&card.done);
      wait_for_rows (records);
      a = bench_now () - a;
      if (card.lines->len != read)
        bench_die ("%u lines instead of %u", card.lines->len, read);
      g_ptr_array_unref (card.lines);
      bench_pair_add (&pair, a, b);
    }
  bench_report_pair (name, &pair, BENCH_AT_MOST, 5);
}

static void
measure_cards (guint rounds)
{
  guint n_lines = 0, n_people;
  gint64 id = bench_bare_find_busiest (bare, &n_lines);
  g_autofree char *card = g_strdup_printf ("card with %u lines, %d newest", n_lines, CARD_LINES);
  g_autofree char *company = NULL;

  if (!id)
    bench_die ("the book has no activities");
  measure_card (card, id, FALSE, rounds);
  id = g_array_index (all_ids, gint64, all_ids->len / 2);
  n_people = bench_bare_make_company (bare, id, MIN (COMPANY_PEOPLE, all_ids->len / 4));
  company = g_strdup_printf ("card of a company with %u people", n_people);
  measure_card (company, id, TRUE, rounds);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    bench_die ("%s", error->message);
  *(gboolean *)data = TRUE;
}

static void
measure_save (const char *copy, guint rounds)
{
  g_autoptr (BenchBare) other = bench_bare_new (copy);
  g_autoptr (CrmCollator) collator = crm_collator_new ("uk");
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  g_auto (BenchPair) pair = { 0 };
  guint saves = rounds * 20, commits = 0;

  bench_pair_init (&pair);
  for (guint i = 0; i < saves; i++)
    {
      g_autofree char *city = g_strdup_printf ("city %u %" G_GINT64_FORMAT, i, g_get_real_time ());
      g_autoptr (GBytes) key = crm_collator_key (collator, city);
      gint64 id = g_array_index (all_ids, gint64, (i * 104729 + 17) % all_ids->len);
      CrmValues *values = crm_values_new (entity);
      gboolean done = FALSE;
      double a, b;

      /* A checkpoint would begin the log anew. */
      bench_bare_empty_log (bare);
      b = bench_now ();
      bench_bare_save (other, id, city, g_bytes_get_data (key, NULL), g_bytes_get_size (key));
      b = bench_now () - b;
      crm_values_set_text (values, CRM_CLIENT_CITY, city);
      a = bench_now ();
      crm_store_set_async (store, id, 0, values, NULL, on_saved, &done);
      wait_for (&done);
      a = bench_now () - a;
      bench_pair_add (&pair, a, b);
      commits += bench_bare_count_commits (bare);
    }
  bench_report_pair ("save, confirmed, against a bare commit", &pair, BENCH_NO_LIMIT, 0);
  if (commits < saves)
    bench_die ("%u of %u saves were written", commits, saves);
  bench_report ("commits a save", (double)commits / saves, 0, "", BENCH_AT_MOST, 1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean loaded = FALSE;
  double a, b;
  guint rounds;

  setlocale (LC_ALL, "");
  if (argc < 4)
    bench_die ("usage: bench-store BOOK COPY ROUNDS [REPORT]");
  rounds = (guint)atoi (argv[3]);
  bench_report_open (argc > 4 ? argv[4] : NULL);
  store = crm_store_new (argv[1], NULL, CRM_ORIGIN_WINDOW);
  if (!crm_store_open_sync (store, FALSE, 30, &error))
    bench_die ("%s", error->message);
  bare = bench_bare_new (argv[1]);
  all_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench_bare_read_ids (bare, all_ids);

  b = bench_now ();
  bench_bare_load_lines (bare);
  b = bench_now () - b;
  a = bench_now ();
  crm_search_load (crm_store_get_search (store), on_ready, &loaded);
  wait_for (&loaded);
  a = bench_now () - a;
  bench_report ("search loaded, in the background", a * 1000, b * 1000, "ms", BENCH_NO_LIMIT, 0);
  bench_report ("memory of the search", crm_search_get_size (crm_store_get_search (store)) / 1048576.0, 0,
      "MiB", BENCH_NO_LIMIT, 0);

  measure_search ("search, part of a name", NAME, rounds);
  measure_search ("search, digits of a phone", PHONE, rounds);
  measure_search ("search, part of an e-mail", EMAIL, rounds);
  measure_search ("search, Cyrillic without its marks", UNMARKED, rounds);
  measure_search ("search, two words", WORDS, rounds);
  measure_list (rounds);
  if (!crm_store_backup_sync (store, argv[2], &error))
    bench_die ("%s", error->message);
  measure_save (argv[2], rounds);
  measure_cards (rounds);

  g_array_unref (all_ids);
  bench_bare_free (bare);
  g_object_unref (store);
  return bench_report_close () ? 1 : 0;
}
