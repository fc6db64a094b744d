/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"
#include "crm-test-store.h"
#include "deal/crm-deal.h"

/* Deals and what hangs together with them: figures, sums and lines follow when something else is changed, put away, removed or done again. */

typedef struct
{
  CrmStore *store;
} Fixture;

/* Anna (1) and Boris (2), and a deal (1) of Boris. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = crm_test_path ();

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  f->store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_add (f->store, "client", "name", "Anna", NULL);
  crm_test_add (f->store, "client", "name", "Boris", NULL);
  crm_test_add (f->store, "deal", "title", "Roof", "client", "2", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_assert_in_order (f->store);
  crm_test_close (f->store);
}

/* A task that goes with its client leaves the deal it was a step of without a step. */
static void
test_owner_archived (Fixture *f, gconstpointer data)
{
  crm_test_add (f->store, "task", "title", "Call", "client", "1", "deal", "1", "due_on", "2026-03-12", NULL);
  crm_test_assert_field (f->store, "deal", 1, "next_step", "Call");
  crm_test_archive (f->store, "client", 1);
  crm_test_assert_field (f->store, "deal", 1, "next_step", NULL);
  crm_test_assert_in_order (f->store);
  crm_test_restore (f->store, "client", 1);
  crm_test_assert_field (f->store, "deal", 1, "next_step", "Call");
}

/* What is done again counts again. */
static void
test_redo (Fixture *f, gconstpointer data)
{
  crm_test_add (f->store, "meeting", "title", "Visit", "clients", "1", "deal", "1", "starts_at",
      "2026-03-11T10:00:00Z", NULL);
  /* The meeting and who takes part. */
  crm_test_assert_undo (f->store, FALSE, "2/0/0");
  crm_test_assert_field (f->store, "deal", 1, "next_step", NULL);
  crm_test_assert_undo (f->store, TRUE, "2/0/0");
  crm_test_assert_field (f->store, "deal", 1, "next_step", "Visit");
  crm_test_assert_field (f->store, "client", 1, "next_step", "Visit");
}

/* A meeting that is put off takes as long as before. */
static void
test_meeting_moved (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_test_add (f->store, "meeting", "title", "Visit", "clients", "1", "starts_at", "2026-03-11T10:00:00Z",
      "ends_at", "2026-03-11T11:00:00Z", NULL);
  crm_test_set (f->store, "meeting", 1, "starts_at", "2026-03-12T10:00:00Z", NULL);
  crm_test_assert_field (f->store, "meeting", 1, "ends_at", "2026-03-12T11:00:00Z");
  g_assert_false (crm_test_try_set (f->store, "meeting", 1, 0, "ends_at", "2026-03-12T09:00:00Z", &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  crm_test_set (f->store, "meeting", 1, "state", "held", NULL);
  crm_test_assert_in_order (f->store);
  /* As an older program wrote it. */
  crm_test_sql (f->store, "UPDATE meeting SET ends_at = starts_at - 1000000");
  g_free (crm_test_check (f->store, TRUE));
  crm_test_set (f->store, "meeting", 1, "title", "Long visit", NULL);
}

/* What belongs to one client may refer to each other. */
static void
test_purge (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_test_add (f->store, "task", "title", "Call", "client", "1", NULL);
  crm_test_add (f->store, "note", "text", "No answer", "client", "1", "task", "1", NULL);
  g_assert_true (crm_test_try_delete (f->store, "client", 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (crm_test_sql_integer (f->store, "SELECT count (*) FROM task"), ==, 0);
  crm_test_assert_in_order (f->store);
  crm_test_assert_undo (f->store, FALSE, "3/0/0");
  crm_test_assert_field (f->store, "note", 1, "task", "1");
  crm_test_assert_in_order (f->store);
  /* A record of somebody else holds what it refers to, and says so. */
  crm_test_add (f->store, "note", "text", "Asked Boris", "client", "2", "task", "1", NULL);
  g_assert_false (crm_test_try_delete (f->store, "client", 1, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "It cannot be removed: note 2 refers to it.");
}

/* Timelines call a stage by its name. */
static void
test_stage_renamed (Fixture *f, gconstpointer data)
{
  const char *const sql = "SELECT count (*) FROM activity WHERE summary IN ('opened: Lead', 'Lead → Offer')";

  crm_test_set (f->store, "deal", 1, "stage", "3", NULL);
  crm_test_set (f->store, "stage", 1, "name", "Lead", NULL);
  g_assert_cmpint (crm_test_sql_integer (f->store, sql), ==, 2);
  crm_test_assert_in_order (f->store);
  crm_test_assert_undo (f->store, FALSE, "1/0/0");
  g_assert_cmpint (crm_test_sql_integer (f->store, sql), ==, 0);
}

static gboolean
archive_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_transaction_archive (tx, data, 1, error);
}

static void
refuse_delete (Fixture *f, const char *entity, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      crm_store_write_sync (f->store, "Archive", archive_in_worker, (gpointer)entity, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

/* No deal stands where nobody sees it; and a closed one stays closed wherever it goes. */
static void
test_pipeline_left (Fixture *f, gconstpointer data)
{
  g_autofree char *closed = NULL;

  refuse_delete (f, "stage", "1 deal stands in this stage. Say where it goes.");
  refuse_delete (f, "pipeline", "1 deal stands in this pipeline. Say where it goes.");
  crm_test_add (f->store, "pipeline", "name", "Service", NULL);
  crm_test_add (f->store, "stage", "name", "Visit", "pipeline", "2", NULL);
  crm_test_set (f->store, "deal", 1, "state", "won", NULL);
  closed = crm_test_get (f->store, "deal", 1, "closed_at");
  g_assert_nonnull (closed);
  crm_test_clock_advance_days (1);
  crm_test_set (f->store, "deal", 1, "pipeline", "2", NULL);
  crm_test_assert_field (f->store, "deal", 1, "stage", "6");
  crm_test_assert_field (f->store, "deal", 1, "state", "won");
  crm_test_assert_field (f->store, "deal", 1, "closed_at", closed);
  crm_test_add (f->store, "stage", "name", "Paid", "pipeline", "2", "state", "won", NULL);
  crm_test_set (f->store, "deal", 1, "pipeline", "1", NULL);
  crm_test_set (f->store, "deal", 1, "pipeline", "2", NULL);
  crm_test_assert_field (f->store, "deal", 1, "stage", "7");
  crm_test_archive (f->store, "pipeline", 1);
}

/* Both deals follow a line that goes from one to the other. */
static void
test_line_moved (Fixture *f, gconstpointer data)
{
  crm_test_add (f->store, "deal", "title", "Wall", NULL);
  crm_test_add (f->store, "deal_line", "deal", "1", "title", "Tile", "price", "3 EUR", NULL);
  crm_test_set (f->store, "deal_line", 1, "deal", "2", NULL);
  crm_test_assert_field (f->store, "deal", 1, "amount", NULL);
  crm_test_assert_field (f->store, "deal", 2, "amount", "3.00 EUR");
}

typedef struct
{
  const char *price;
  const char *quantity;
} Line;

static gboolean
add_line_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Line *line = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_line", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  const CrmReadContext *context = crm_transaction_get_read_context (tx);

  crm_values_set_integer (values, CRM_DEAL_LINE_DEAL, 1);
  crm_values_set_text (values, CRM_DEAL_LINE_TITLE, "Gold");
  return crm_values_read (values, CRM_DEAL_LINE_PRICE, line->price, context, error) &&
         crm_values_read (values, CRM_DEAL_LINE_QUANTITY, line->quantity, context, error) &&
         crm_transaction_insert (tx, values, NULL, error);
}

static void
refuse_line (Fixture *f, const char *price, const char *quantity, const char *sentence)
{

  Line line = { price, quantity };
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_write_sync (f->store, "Add", add_line_in_worker, &line, NULL, &error));
  g_assert_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, sentence));
}

/* Sums never turn round: what is too much is refused, and what is left out of a margin is unknown. */
static void
test_too_much (Fixture *f, gconstpointer data)
{
  const char *const line = "The line comes to more than can be counted.";

  refuse_line (f, "9999999999999999.99 EUR", "2", line);
  refuse_line (f, "-9999999999999999.99 EUR", "1000", line);
  crm_test_add (f->store, "deal_line", "deal", "1", "title", "Gold", "price", "-9000000000000000 EUR", "cost",
      "9000000000000000 EUR", NULL);
  crm_test_assert_field (f->store, "deal_line", 1, "margin", NULL);
  refuse_line (f, "-9000000000000000 EUR", "1", "The lines come to more than can be counted.");
  crm_test_assert_field (f->store, "deal", 1, "amount", "-9000000000000000.00 EUR");
}

static gboolean
clone_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_deal_clone (tx, 1, NULL, NULL, error) != 0;
}

/* A copied line has no tax when its model had none, whatever its product says now. */
static void
test_clone_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_test_add (f->store, "product", "name", "Tile", "price", "10 EUR", "tax", "20", NULL);
  crm_test_add (f->store, "deal_line", "deal", "1", "product", "1", NULL);
  crm_test_set (f->store, "deal_line", 1, "tax", "", NULL);
  crm_test_assert_field (f->store, "deal_line", 1, "tax_amount", "0.00 EUR");
  g_assert_true (crm_store_write_sync (f->store, "Copy", clone_in_worker, NULL, NULL, &error));
  g_assert_no_error (error);
  crm_test_assert_field (f->store, "deal_line", 2, "tax_amount", "0.00 EUR");
}

/* Sums of lines and ends of moves are compared with what they follow from, and mended. */
static void
test_damage (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *sql, *problem;
  } damage[] = {
    { "UPDATE deal_line SET total = total + 1", "1 line of a deal comes to another sum." },
    { "UPDATE deal_line SET tax_amount = NULL", "1 line of a deal comes to another sum." },
    { "UPDATE deal_line SET total_currency = 'USD'", "1 line of a deal comes to another sum." },
    { "UPDATE deal_move SET until = until - 1 WHERE until IS NOT NULL",
        "1 move of a deal lasts until a wrong time." },
    { "UPDATE deal_move SET until = NULL WHERE until IS NOT NULL",
        "1 move of a deal lasts until a wrong time." },
    { "UPDATE deal_move SET until = at WHERE until IS NULL", "1 move of a deal lasts until a wrong time." },
  };
  crm_test_add (f->store, "deal_line", "deal", "1", "title", "Beam", "price", "9.99 EUR", "quantity", "2.5",
      "discount", "10", "tax", "20", NULL);
  crm_test_clock_set ("2026-03-12T12:00:00Z");
  crm_test_set (f->store, "deal", 1, "stage", "3", NULL);
  crm_test_assert_in_order (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (damage); i++)
    {
      g_autofree char *found = NULL;

      crm_test_sql (f->store, damage[i].sql);
      found = crm_test_check (f->store, TRUE);
      g_assert_cmpstr (found, ==, damage[i].problem);
      crm_test_assert_in_order (f->store);
    }
  g_assert_cmpint (crm_test_sql_integer (f->store, "SELECT total FROM deal_line"), ==, 2248);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add ("/deal-ties/owner-archived", Fixture, NULL, set_up, test_owner_archived, tear_down);
  g_test_add ("/deal-ties/redo", Fixture, NULL, set_up, test_redo, tear_down);
  g_test_add ("/deal-ties/meeting-moved", Fixture, NULL, set_up, test_meeting_moved, tear_down);
  g_test_add ("/deal-ties/purge", Fixture, NULL, set_up, test_purge, tear_down);
  g_test_add ("/deal-ties/stage-renamed", Fixture, NULL, set_up, test_stage_renamed, tear_down);
  g_test_add ("/deal-ties/pipeline-left", Fixture, NULL, set_up, test_pipeline_left, tear_down);
  g_test_add ("/deal-ties/line-moved", Fixture, NULL, set_up, test_line_moved, tear_down);
  g_test_add ("/deal-ties/too-much", Fixture, NULL, set_up, test_too_much, tear_down);
  g_test_add ("/deal-ties/clone-empty", Fixture, NULL, set_up, test_clone_empty, tear_down);
  g_test_add ("/deal-ties/damage", Fixture, NULL, set_up, test_damage, tear_down);
  return crm_test_store_done (g_test_run ());
}
