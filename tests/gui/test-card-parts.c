/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib/gstdio.h>

#include "base/crm-clock.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client-sheet.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "meeting/crm-meeting.h"
#include "note/crm-note.h"
#include "task/crm-task.h"
#include "timeline/crm-planned.h"
#include "widgets/crm-field-order.h"
#include "widgets/crm-field-row.h"

/* Parts of a client card: the figures of its head, the changes of its fields, the order of its fields, the page that is printed. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientCardView *card;
  gint64 client;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static void
add_note (Fixture *f, const char *text, gint64 at)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "note");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_integer (values, CRM_NOTE_CLIENT, f->client);
  crm_values_set_text (values, CRM_NOTE_TEXT, text);
  crm_values_set_integer (values, CRM_NOTE_AT, at * G_USEC_PER_SEC);
  crm_test_add (f->store, values);
}

static gboolean
is_ready (gpointer data)
{
  return crm_client_card_view_is_ready (data);
}

static void
open_card (Fixture *f)
{
  f->window = crm_test_window_new (f->store);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  f->card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  crm_test_await (is_ready, f->card);
  crm_test_await_frame (GTK_WIDGET (f->window));
}

/* The page is written, with words on it. */
static void
test_sheet (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  for (int i = 0; i < 40; i++)
    add_note (f, "Much was said about this, and it was written down word by word for those who come later.",
        1700000000 + i * 1000);
  f->window = crm_test_window_new (f->store);
  crm_client_sheet_print_to_file (f->store, f->client, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, &length, NULL));
  g_assert_cmpmem (pdf, 5, "%PDF-", 5);
  g_assert_cmpuint (length, >, 4000);
  g_unlink (path);
  g_rmdir (folder);
}

/* The figures of the head. */
static void
test_facts (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "deal");
  CrmValues *values = crm_values_new (entity);
  GtkWidget *card;

  crm_values_set_text (values, CRM_DEAL_TITLE, "Beans");
  crm_values_set_integer (values, CRM_DEAL_CLIENT, f->client);
  crm_values_set_text (values, CRM_DEAL_STATE, "won");
  crm_values_set_integer (values, CRM_DEAL_CLOSED_AT, crm_clock_now ());
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT), 120000, "EUR");
  crm_test_add (f->store, values);
  open_card (f);
  card = GTK_WIDGET (f->card);
  g_assert_nonnull (crm_test_find (card, GTK_TYPE_LABEL, "12 months"));
  g_assert_nonnull (crm_test_find (card, GTK_TYPE_LABEL, "This month"));
  /* The same sum is not said twice. */
  g_assert_null (crm_test_find (card, GTK_TYPE_LABEL, "All time"));
}

static GtkWidget *
find_row (Fixture *f, const char *caption)
{
  return gtk_widget_get_ancestor (
      crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, caption), CRM_TYPE_FIELD_ROW);
}

static void
test_field_order (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "client");
  CrmValues *values = crm_values_new (entity);
  GtkWidget *birthday, *language;

  crm_values_set_text (values, CRM_CLIENT_NAME, "Olena");
  crm_values_set_text (values, CRM_CLIENT_BIRTHDAY, "1985-11-25");
  crm_values_set_text (values, CRM_CLIENT_LANGUAGE, "uk");
  f->client = crm_test_add (f->store, values);
  open_card (f);
  birthday = find_row (f, "Birthday");
  language = find_row (f, "Language");
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (birthday)), <,
      gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (language)));
  crm_field_order_step (language, -1);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (birthday)), >,
      gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (language)));
  /* It is so on the next card as well. */
  crm_test_window_destroy (f->window);
  open_card (f);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (find_row (f, "Birthday"))), >,
      gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (find_row (f, "Language"))));
}

static gboolean
add_people_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);

  for (int i = 0; i < 1050; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);
      g_autofree char *name = g_strdup_printf ("Person %04d", i);

      crm_values_set_text (values, CRM_CLIENT_NAME, name);
      crm_values_set_integer (values, CRM_CLIENT_COMPANY, f->client);
      if (crm_transaction_insert (tx, values, NULL, error) == 0)
        return FALSE;
    }
  return TRUE;
}

static void
on_people_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (crm_store_write_finish (CRM_STORE (source), result, NULL, NULL));
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

/* A company of any size has a card; not all of its people are shown at once. */
static void
test_large_company (Fixture *f, gconstpointer data)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "client");
  CrmValues *values = crm_values_new (entity);
  gboolean added = FALSE;

  crm_values_set_text (values, CRM_CLIENT_NAME, "Roastery");
  crm_values_set_text (values, CRM_CLIENT_KIND, "company");
  f->client = crm_test_add (f->store, values);
  crm_store_write_async (
      f->store, "Add people", add_people_in_worker, f, NULL, NULL, on_people_added, &added);
  crm_test_await (is_true, &added);
  open_card (f);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "All 1050 people"));
  g_assert_null (crm_test_find (GTK_WIDGET (f->card), ADW_TYPE_ACTION_ROW, "Person 1049"));
}

static void
set_texts (Fixture *f, int field, const char *text)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, field, text);
  crm_store_set_async (f->store, f->client, 0, values, NULL, NULL, NULL);
}

static gboolean
tells_two (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "Changed 2 fields: Street, City") != NULL;
}

static gboolean
tells_each (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "City: Lviv") != NULL &&
         crm_test_find (data, GTK_TYPE_LABEL, "Street: Main") != NULL;
}

static gboolean
tells_phone (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "Changed 3 fields: Phone, Street, City") != NULL;
}

/* Changes in a row are one line that unfolds; addresses are fields of the client as well. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  open_card (f);
  set_texts (f, CRM_CLIENT_CITY, "Lviv");
  set_texts (f, CRM_CLIENT_STREET, "Main");
  crm_test_await (tells_two, f->card);
  gtk_widget_activate (gtk_widget_get_ancestor (
      crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, "Changed 2 fields"), GTK_TYPE_LIST_BOX_ROW));
  crm_test_await (tells_each, f->card);
  set_texts (f, CRM_CLIENT_PHONE, "+48 601 442 187");
  crm_test_await (tells_phone, f->card);
}

static gint64
add_client_of (Fixture *f, const char *name, const char *kind, gint64 company)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  crm_values_set_text (values, CRM_CLIENT_KIND, kind);
  if (company != 0)
    crm_values_set_integer (values, CRM_CLIENT_COMPANY, company);
  return crm_test_add (f->store, values);
}

static void
add_task_of (Fixture *f, const char *title, gint64 client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "task");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_TASK_TITLE, title);
  crm_values_set_text (values, CRM_TASK_DUE_ON, "2031-05-06");
  crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  crm_test_add (f->store, values);
}

static void
add_meeting_of (Fixture *f, const char *title, const gint64 *clients, guint n)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "meeting");
  CrmValues *values = crm_values_new (entity);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 at = crm_clock_now () + G_TIME_SPAN_DAY;

  g_array_append_vals (list, clients, n);
  crm_values_set_text (values, CRM_MEETING_TITLE, title);
  crm_values_set_integer (values, CRM_MEETING_STARTS_AT, at);
  crm_values_set_integer (values, CRM_MEETING_ENDS_AT, at + G_TIME_SPAN_HOUR);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), list);
  crm_test_add (f->store, values);
}

typedef struct
{
  Fixture *f;
  const char *title;
} Planned;

static const char *
get_caption (Fixture *f, const char *title)
{
  GtkWidget *planned = crm_test_find (GTK_WIDGET (f->card), CRM_TYPE_PLANNED, NULL);
  GtkWidget *label = planned != NULL ? crm_test_find (planned, GTK_TYPE_LABEL, title) : NULL;

  return label != NULL ? gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (label))) : NULL;
}

static gboolean
is_planned (gpointer data)
{
  Planned *planned = data;

  return get_caption (planned->f, planned->title) != NULL;
}

/* What is planned with a person of a company says with whom. */
static void
test_planned_whose (Fixture *f, gconstpointer data)
{
  Planned last = { f, "Tasting of both" };
  gint64 both[2];

  f->client = add_client_of (f, "Roastery", "company", 0);
  both[0] = add_client_of (f, "Berta Nowak", "person", f->client);
  both[1] = f->client;
  add_task_of (f, "Call her", both[0]);
  add_task_of (f, "Send the price list", f->client);
  add_meeting_of (f, "Tasting of hers", both, 1);
  add_meeting_of (f, "Tasting of both", both, 2);
  open_card (f);
  crm_test_await (is_planned, &last);
  g_assert_true (g_str_has_suffix (get_caption (f, "Call her"), " · Berta Nowak"));
  g_assert_null (strstr (get_caption (f, "Send the price list"), "·"));
  g_assert_true (g_str_has_suffix (get_caption (f, "Tasting of hers"), " · Berta Nowak"));
  g_assert_null (strstr (get_caption (f, "Tasting of both"), "·"));

  /* On her own card it goes without saying. */
  crm_test_window_destroy (f->window);
  f->client = both[0];
  open_card (f);
  crm_test_await (is_planned, &last);
  g_assert_null (strstr (get_caption (f, "Call her"), "·"));
}

#define ADD(path, func) g_test_add ("/card-parts/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  ADD ("changes", test_changes);
  ADD ("facts", test_facts);
  ADD ("field-order", test_field_order);
  ADD ("large-company", test_large_company);
  ADD ("planned-whose", test_planned_whose);
  ADD ("sheet", test_sheet);
  return g_test_run ();
}
