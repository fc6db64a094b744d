/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include "client/crm-client-card-view.h"
#include "deal/crm-deal-card-view.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-script-panel.h"

/* The script beside the form of a call, in a real window on a real book; where its answers went is looked up in the book. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmComposer *composer;
  gint64 client;
  gint64 deal;
  gint64 script;
  gint64 meet; /* its first question */
} Fixture;

/* The book */

/* Pairs of field and text, ended by NULL. */
static gint64 G_GNUC_NULL_TERMINATED
add (CrmStore *store, const char *entity_name, ...)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, entity_name);
  CrmValues *values = crm_values_new (entity);
  CrmReadContext context = { "EUR", crm_store_get_zone (store) };
  const char *field;
  va_list list;

  va_start (list, entity_name);
  while ((field = va_arg (list, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      crm_values_read (
          values, crm_entity_find_field (entity, field), va_arg (list, const char *), &context, &error);
      g_assert_no_error (error);
    }
  va_end (list);
  return crm_test_add (store, values);
}

typedef struct
{
  const char *entity;
  const char *field;
} Column;

/* The field of all records of an entity that are not archived, by number, joined by "|". */
static gpointer
join_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Column *column = data;
  g_autoptr (CrmQuery) query = crm_query_new (column->entity);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  crm_query_add_order (query, "id");
  ids = crm_transaction_find (tx, query, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (CrmRow) row =
          crm_transaction_load (tx, column->entity, g_array_index (ids, gint64, i), error);
      int field = crm_entity_find_field (row->entity, column->field);
      g_autofree char *words = crm_field_format_plain (&row->entity->fields[field], crm_row_get (row, field));

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", words != NULL ? words : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_book (Fixture *f, const char *entity, const char *field, const char *wanted)
{
  Column column = { entity, field };
  g_autoptr (GError) error = NULL;
  g_autofree char *got = crm_store_read_sync (f->store, join_in_worker, &column, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *client = NULL;

  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
  client = g_strdup_printf ("%" G_GINT64_FORMAT, f->client);
  f->deal = add (f->store, "deal", "title", "Espresso bar", "client", client, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static void
add_script (Fixture *f)
{
  g_autofree char *script = NULL;

  f->script =
      add (f->store, "script", "name", "First call", "advice", "Be kind, and listen.", "active", "yes", NULL);
  script = g_strdup_printf ("%" G_GINT64_FORMAT, f->script);
  f->meet = add (f->store, "script_question", "script", script, "question", "Shall we meet?", "answer",
      "yes-no", "step", "meeting", "position", "1", NULL);
  add (f->store, "script_question", "script", script, "question", "Which town?", "answer", "text", "target",
      "client.city", "position", "2", NULL);
  add (f->store, "script_question", "script", script, "question", "Which roast?", "answer", "choice",
      "choices", "Light\nDark", "position", "3", NULL);
  add (f->store, "script_question", "script", script, "question", "When does it open?", "answer", "date",
      "target", "deal.expected_close", "position", "4", NULL);
}

/* The window */

static gboolean
is_client_ready (gpointer data)
{
  return crm_client_card_view_is_ready (data);
}

static gboolean
is_deal_ready (gpointer data)
{
  return crm_deal_card_view_is_ready (data);
}

static void
open_client (Fixture *f)
{
  GtkWidget *card;

  f->window = crm_test_window_new (f->store);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  card = GTK_WIDGET (crm_window_get_view (f->window));
  crm_test_await (is_client_ready, card);
  f->composer = CRM_COMPOSER (crm_client_card_view_get_composer (CRM_CLIENT_CARD_VIEW (card)));
}

static gboolean
has_composer (gpointer data)
{
  Fixture *f = data;

  f->composer =
      CRM_COMPOSER (crm_test_find (GTK_WIDGET (crm_window_get_view (f->window)), CRM_TYPE_COMPOSER, NULL));
  return f->composer != NULL;
}

static void
open_deal (Fixture *f)
{
  f->window = crm_test_window_new (f->store);
  crm_window_open_deal (GTK_WIDGET (f->window), f->deal, NULL, 0);
  crm_test_await (is_deal_ready, crm_window_get_view (f->window));
  crm_test_await (has_composer, f);
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  return crm_test_find (GTK_WIDGET (f->composer), type, text);
}

static gboolean
has_script (gpointer data)
{
  Fixture *f = data;

  return find (f, CRM_TYPE_SCRIPT_PANEL, NULL) != NULL && find (f, GTK_TYPE_LABEL, "Which town?") != NULL;
}

static gboolean
has_no_script (gpointer data)
{
  return find (data, CRM_TYPE_SCRIPT_PANEL, NULL) == NULL;
}

static void
press (Fixture *f, const char *label)
{
  GtkWidget *button = crm_test_find (find (f, CRM_TYPE_SCRIPT_PANEL, NULL), GTK_TYPE_TOGGLE_BUTTON, label);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

/* The editor below a question. */
static GtkWidget *
get_editor (Fixture *f, const char *question)
{
  return gtk_widget_get_next_sibling (find (f, GTK_TYPE_LABEL, question));
}

static void
type (Fixture *f, const char *question, const char *text)
{
  GtkWidget *editor = get_editor (f, question);

  gtk_editable_set_text (
      GTK_EDITABLE (GTK_IS_EDITABLE (editor) ? editor : crm_test_find (editor, GTK_TYPE_ENTRY, NULL)), text);
}

static void
on_saved (CrmComposer *composer, gboolean *saved)
{
  *saved = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static void
save (Fixture *f)
{
  gboolean saved = FALSE;
  gulong handler = g_signal_connect (f->composer, "saved", G_CALLBACK (on_saved), &saved);

  crm_composer_save (f->composer);
  crm_test_await (is_true, &saved);
  g_signal_handler_disconnect (f->composer, handler);
}

static gboolean
has_error (gpointer data)
{
  return crm_composer_get_error (((Fixture *)data)->composer) != NULL;
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_sync (f->store, FALSE, &error);

  g_assert_no_error (error);
}

/* Tests */

static void
test_answers (Fixture *f, gconstpointer data)
{
  add_script (f);
  open_deal (f);
  g_assert_null (find (f, CRM_TYPE_SCRIPT_PANEL, NULL));
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_script, f);
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Be kind, and listen."));
  press (f, "No");
  press (f, "Yes");
  type (f, "Which town?", "Kraków");
  type (f, "When does it open?", "2031-05-06");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_editor (f, "Which roast?")), 2);
  gtk_text_buffer_set_text (crm_composer_get_buffer (f->composer), "Long talk", -1);
  save (f);
  assert_book (f, "call", "text", "Long talk\nWhich roast? Dark");
  assert_book (f, "client", "city", "Kraków");
  assert_book (f, "deal", "expected_close", "2031-05-06");
  assert_book (f, "task", "title", "Shall we meet?");
  assert_book (f, "task", "kind", "meeting");
  crm_test_await (has_script, f);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_editor (f, "Which town?"))), ==, "");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (get_editor (f, "Which roast?"))), ==, 0);
  undo (f);
  assert_book (f, "call", "text", "");
  assert_book (f, "client", "city", "");
  assert_book (f, "deal", "expected_close", "");
  assert_book (f, "task", "title", "");
}

static void
test_client (Fixture *f, gconstpointer data)
{
  add_script (f);
  open_client (f);
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_script, f);
  type (f, "Which town?", "Gdynia");
  /* What is typed stays while one looks at another kind. */
  crm_composer_begin (f->composer, CRM_COMPOSER_NOTE);
  g_assert_null (find (f, CRM_TYPE_SCRIPT_PANEL, NULL));
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_script, f);
  save (f);
  assert_book (f, "client", "city", "Gdynia");
  assert_book (f, "call", "text", "");
  assert_book (f, "task", "title", "");
}

static gboolean
asks_where (gpointer data)
{
  return find (data, GTK_TYPE_LABEL, "Where shall it be?") != NULL;
}

static gboolean
asks_nothing_more (gpointer data)
{
  return !asks_where (data);
}

/* A question that depends on an answer comes and goes with it; what was typed into one that went is not written. */
static void
test_branch (Fixture *f, gconstpointer data)
{
  g_autofree char *script = NULL, *meet = NULL;

  add_script (f);
  script = g_strdup_printf ("%" G_GINT64_FORMAT, f->script);
  meet = g_strdup_printf ("%" G_GINT64_FORMAT, f->meet);
  add (f->store, "script_question", "script", script, "question", "Where shall it be?", "answer", "text",
      "after_question", meet, "after_answer", "yes", "position", "5", NULL);
  open_deal (f);
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_script, f);
  g_assert_false (asks_where (f));
  press (f, "Yes");
  crm_test_await (asks_where, f);
  type (f, "Where shall it be?", "Cafe");
  press (f, "No");
  crm_test_await (asks_nothing_more, f);
  type (f, "Which town?", "Kraków");
  save (f);
  assert_book (f, "call", "text", "Shall we meet? no");
  crm_test_await (has_script, f);
  g_assert_false (asks_where (f));
  press (f, "Yes");
  crm_test_await (asks_where, f);
  type (f, "Where shall it be?", "Bar");
  save (f);
  assert_book (f, "call", "text", "Shall we meet? no|Where shall it be? Bar");
}

static void
test_bad_date (Fixture *f, gconstpointer data)
{
  add_script (f);
  open_deal (f);
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_script, f);
  type (f, "Which town?", "Kraków");
  type (f, "When does it open?", "never ever");
  crm_composer_save (f->composer);
  crm_test_await (has_error, f);
  g_assert_nonnull (strstr (crm_composer_get_error (f->composer), "When does it open?"));
  assert_book (f, "client", "city", "");
}

/* The second answer cannot be stored: the first is not either. */
static void
test_all_or_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *script = NULL;

  add_script (f);
  script = g_strdup_printf ("%" G_GINT64_FORMAT, f->script);
  add (f->store, "script_question", "script", script, "question", "How much?", "answer", "text", "target",
      "deal.amount", "position", "5", NULL);
  open_deal (f);
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_script, f);
  press (f, "Yes");
  type (f, "Which town?", "Kraków");
  type (f, "How much?", "a lot");
  crm_composer_save (f->composer);
  crm_test_await (has_error, f);
  assert_book (f, "client", "city", "");
  assert_book (f, "task", "title", "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_editor (f, "Which town?"))), ==, "Kraków");
}

static void
test_none (Fixture *f, gconstpointer data)
{
  gint64 other = 0;

  open_client (f);
  crm_composer_begin (f->composer, CRM_COMPOSER_CALL);
  crm_test_await (has_no_script, f);
  gtk_text_buffer_set_text (crm_composer_get_buffer (f->composer), "Plain", -1);
  save (f);
  assert_book (f, "call", "text", "Plain");
  g_assert_null (find (f, CRM_TYPE_SCRIPT_PANEL, NULL));
  /* A script that is made meanwhile comes by itself. */
  add_script (f);
  crm_test_await (has_script, f);
  other = crm_test_add_client (f->store, "Jan Nowak");
  crm_composer_set_client (f->composer, other, "Jan Nowak");
  crm_test_await (has_script, f);
}

#define ADD(path, func) g_test_add ("/script-panel/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("answers", test_answers);
  ADD ("client", test_client);
  ADD ("branch", test_branch);
  ADD ("bad-date", test_bad_date);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("none", test_none);
  return g_test_run ();
}
