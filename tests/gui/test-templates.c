/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "deal/crm-deal.h"
#include "message/crm-sms-counter.h"
#include "template/crm-template-preview.h"
#include "template/crm-template-text-view.h"
#include "template/crm-templates-window.h"
#include "template/crm-template.h"

/* The window of templates, by keyboard: written with completion, shown as it would be sent, kept unsaved, deleted and brought back, its question tried. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  GtkWindow *dialog; /* the one of templates */
  GType type;
  const char *text;
  const char *sql;
  gint64 number;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = crm_test_store_new (TRUE);
  crm_test_add_client (f->store, "Anna Kowalska");
  f->window = crm_test_window_new (f->store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

static GtkWidget *
find (Fixture *f)
{
  return f->dialog ? crm_test_find (GTK_WIDGET (f->dialog), f->type, f->text) : NULL;
}

static gboolean
is_found (gpointer data)
{
  return find (data) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find (data) == NULL;
}

static GtkWidget *
await (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await_at (G_STRLOC, text ? text : g_type_name (type), is_found, f);
  return find (f);
}

static void
await_gone (Fixture *f, GType type, const char *text)
{
  f->type = type;
  f->text = text;
  crm_test_await_at (G_STRLOC, text ? text : g_type_name (type), is_gone, f);
}

static gboolean
is_open (gpointer data)
{
  Fixture *f = data;

  f->dialog = crm_test_get_dialog (f->window);
  return f->dialog != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return crm_test_get_dialog (((Fixture *)data)->window) == NULL;
}

static void
open_window (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.templates", NULL);
  crm_test_await (is_open, f);
  crm_test_focus_window (f->dialog);
}

/* Each toast takes an Escape for itself. */
static void
close_window (Fixture *f)
{
  for (guint i = 0; i < 4 && !is_closed (f); i++)
    {
      crm_test_press ("Escape");
      crm_test_await_frame (GTK_WIDGET (f->window));
    }
  crm_test_await (is_closed, f);
  f->dialog = NULL;
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = -1;

  crm_db_get_integer (crm_transaction_get_db (tx), data, 0, &n, error);
  return g_memdup2 (&n, sizeof n);
}

static gboolean
book_says (gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = crm_store_read_sync (f->store, count_in_worker, (gpointer)f->sql, &error);

  g_assert_no_error (error);
  return *n == f->number;
}

static void
await_book (Fixture *f, const char *sql, gint64 number)
{
  f->sql = sql;
  f->number = number;
  crm_test_await_at (G_STRLOC, sql, book_says, f);
}

/* What the template's text reads now. */
static gboolean
text_reads (gpointer data)
{
  Fixture *f = data;
  g_autofree char *text = crm_template_text_view_dup_text (
      CRM_TEMPLATE_TEXT_VIEW (crm_test_find (GTK_WIDGET (f->dialog), CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL)));

  return g_str_equal (text, f->text);
}

static void
await_text (Fixture *f, const char *text)
{
  f->text = text;
  crm_test_await_at (G_STRLOC, text, text_reads, f);
}

static void
await_preview (Fixture *f, const char *text)
{
  GtkWidget *preview;
  GtkWidget *found = NULL;

  await (f, CRM_TYPE_TEMPLATE_PREVIEW, NULL);
  await (f, GTK_TYPE_LABEL, text);
  preview = crm_test_find (GTK_WIDGET (f->dialog), CRM_TYPE_TEMPLATE_PREVIEW, NULL);
  found = crm_test_find (preview, GTK_TYPE_LABEL, text);
  g_assert_nonnull (found);
}

static gboolean
list_is_open (gpointer data)
{
  Fixture *f = data;
  GtkWidget *view = crm_test_find (GTK_WIDGET (f->dialog), CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL);
  GtkWidget *popover = view ? crm_test_find (view, GTK_TYPE_POPOVER, NULL) : NULL;

  return popover && gtk_widget_get_mapped (popover) && crm_test_find (popover, GTK_TYPE_LABEL, f->text);
}

static void
await_offer (Fixture *f, const char *name)
{
  f->text = name;
  crm_test_await_at (G_STRLOC, name, list_is_open, f);
}

static gpointer
hold_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  GMutex *held = data;

  g_mutex_lock (held);
  g_mutex_unlock (held);
  return NULL;
}

/* Return is pressed behind first and second before anything could be read; typed is what stands there until then. */
static void
write_ahead (Fixture *f, const char *first, const char *second, const char *third, const char *typed,
    const char *wanted)
{
  static GMutex held;

  g_mutex_lock (&held);
  crm_store_read_async (f->store, -1, hold_in_worker, &held, NULL, NULL, NULL, NULL, NULL);
  crm_test_press ("ctrl+a");
  crm_test_type (first);
  crm_test_press ("Return");
  if (*second)
    crm_test_type (second);
  crm_test_press ("Return");
  if (*third)
    crm_test_type (third);
  await_text (f, typed);
  g_mutex_unlock (&held);
  await_text (f, wanted);
}

static void
test_write (Fixture *f, gconstpointer data)
{
  if (!crm_test_has_input ())
    return;
  open_window (f);
  await (f, ADW_TYPE_STATUS_PAGE, "No templates yet");
  crm_test_press ("ctrl+n");
  await (f, CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL);
  await (f, GTK_TYPE_LABEL, "Not saved yet");
  gtk_widget_grab_focus (await (f, ADW_TYPE_ENTRY_ROW, "Name"));
  crm_test_type ("Greeting");
  gtk_widget_grab_focus (await (f, CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL));

  /* What the field is of, then the field: chosen by keys. */
  crm_test_type ("Hello {cli");
  await_offer (f, "client.");
  crm_test_press ("Tab");
  await_text (f, "Hello {client.");
  await_offer (f, "client.name");
  /* As fast as it can be typed: the list need not have followed. */
  crm_test_input ("key", "--delay", "0", "n", "a", "m", "Tab", NULL);
  await_text (f, "Hello {client.name}");
  /* Faster than anything can be read: each key finds its word, and what is written behind it stays. */
  write_ahead (f, "Hello {cli", "nam", "!", "Hello {clinam!", "Hello {client.name}!");
  write_ahead (f, "{client.nam", " and {nothing", "so", "{client.nam and {nothingso",
      "{client.name} and {nothing\nso");
  write_ahead (f, "Hello {client.nam", "", "", "Hello {client.nam", "Hello {client.name}\n");
  crm_test_press ("BackSpace");
  crm_test_type ("!");
  await_preview (f, "Hello Anna Kowalska!");
  await (f, GTK_TYPE_LABEL, "1 part · 20/160");

  crm_test_press ("ctrl+s");
  await_book (f,
      "SELECT count(*) FROM template_text x JOIN template t ON t.id = x.template WHERE x.text = "
      "'Hello {client.name}!' AND t.name = 'Greeting' AND t.channel = 'any'",
      1);
  await_gone (f, GTK_TYPE_LABEL, "Not saved yet");
  await (f, GTK_TYPE_LABEL, "Template “Greeting” added");

  /* Half a field is not saved: it is said what is wrong, and the text stays. */
  gtk_widget_grab_focus (await (f, CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL));
  crm_test_press ("ctrl+End");
  crm_test_type (" {oops");
  await (f, GTK_TYPE_LABEL, "This “{” is not closed");
  crm_test_press ("ctrl+s");
  await (f, GTK_TYPE_LABEL, "Not saved yet");
  await_text (f, "Hello {client.name}! {oops");
  crm_test_press ("ctrl+z");
  await_text (f, "Hello {client.name}!");
  close_window (f);
}

static gboolean
add_ready (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_template_make_proposal (tx, data, error) != 0;
}

static void
add (Fixture *f, const char *id)
{
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Add a ready template", add_ready, (gpointer)id, NULL, &error);
  g_assert_no_error (error);
}

/* What is not saved outlives the window, and can be given up. */
static void
test_unsaved (Fixture *f, gconstpointer data)
{
  if (!crm_test_has_input ())
    return;
  add (f, "holiday");
  open_window (f);
  gtk_widget_grab_focus (await (f, CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL));
  await (f, GTK_TYPE_LABEL, "Happy holidays, Anna!");
  crm_test_press ("ctrl+End");
  crm_test_type (" See you.");
  await (f, GTK_TYPE_LABEL, "Not saved yet");
  close_window (f);
  await_book (f, "SELECT count(*) FROM template_text WHERE text LIKE '%See you.'", 0);
  open_window (f);
  await (f, GTK_TYPE_LABEL, "this year. See you.");
  await (f, GTK_TYPE_LABEL, "Not saved yet");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Discard changes"), "clicked");
  await_gone (f, GTK_TYPE_LABEL, "Not saved yet");
  await_gone (f, GTK_TYPE_LABEL, "See you.");
  close_window (f);
}

static gboolean
is_asked (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return TRUE;
    }
  return FALSE;
}

static void
answer (const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();

  crm_test_await (is_asked, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
          gtk_window_destroy (GTK_WINDOW (window));
          return;
        }
    }
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  if (!crm_test_has_input ())
    return;
  add (f, "holiday");
  open_window (f);
  await (f, GTK_TYPE_LABEL, "Happy holidays, Anna!");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Delete this template"), "clicked");
  answer ("keep");
  await_book (f, "SELECT count(*) FROM template WHERE archived_at IS NULL", 1);
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Delete this template"), "clicked");
  answer ("delete");
  await_book (f, "SELECT count(*) FROM template WHERE archived_at IS NULL", 0);
  await (f, ADW_TYPE_STATUS_PAGE, "No templates yet");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Undo"), "clicked");
  await_book (f, "SELECT count(*) FROM template WHERE archived_at IS NULL", 1);
  await (f, GTK_TYPE_LABEL, "Happy holidays, Anna!");
  close_window (f);
}

/* A ready one is a record at once; its question can be tried. */
static void
test_question (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  if (!crm_test_has_input ())
    return;
  open_window (f);
  await (f, ADW_TYPE_STATUS_PAGE, "No templates yet");
  row = await (f, ADW_TYPE_ACTION_ROW, "How did you like it?");
  gtk_widget_grab_focus (row);
  crm_test_press ("Return");
  await_book (f, "SELECT count(*) FROM template WHERE expects = 'scale' AND scale_max = 5", 1);
  gtk_widget_grab_focus (await (f, ADW_TYPE_ENTRY_ROW, "Try a reply"));
  crm_test_type ("4!");
  await (f, ADW_TYPE_ACTION_ROW, "Understood as: 4 of 5");
  crm_test_press ("ctrl+a");
  crm_test_type ("see you at 5");
  await (f, ADW_TYPE_ACTION_ROW, "No answer: it stays a message to be read.");
  close_window (f);
}

/* What is missing is said, what makes it long is named and taken away. */
static void
test_counter (Fixture *f, gconstpointer data)
{
  if (!crm_test_has_input ())
    return;
  open_window (f);
  await (f, ADW_TYPE_STATUS_PAGE, "No templates yet");
  crm_test_press ("ctrl+n");
  crm_template_text_view_replace (
      CRM_TEMPLATE_TEXT_VIEW (await (f, CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL)), "“Hello” {client.city}");
  await (f, GTK_TYPE_LABEL, "This message would not be sent, it lacks: City");
  await (f, GTK_TYPE_LABEL, "1 part · 12/70");
  crm_template_text_view_replace (
      CRM_TEMPLATE_TEXT_VIEW (await (f, CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL)), "“Hello” {client.name}");
  await (f, GTK_TYPE_LABEL, "1 part · 21/70");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (await (f, GTK_TYPE_BUTTON, "Simplify")), ==,
      "Because of ““” a part has room for 70 characters instead of 160.");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Simplify"), "clicked");
  await_text (f, "\"Hello\" {client.name}");
  await (f, GTK_TYPE_LABEL, "1 part · 21/160");
  await_gone (f, GTK_TYPE_BUTTON, "Simplify");
  close_window (f);
}

static void
add_deal (Fixture *f, gint64 client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (f->store, "deal");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_DEAL_TITLE, "Beans");
  crm_values_set_integer (values, CRM_DEAL_CLIENT, client);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT), 120000, "EUR");
  crm_values_set_text (values, CRM_DEAL_PAY_BY, "--03-12");
  crm_test_add (f->store, values);
}

/* Shown for a client who has what the text needs; the others are one click away. */
static void
test_clients (Fixture *f, gconstpointer data)
{
  gint64 boris = crm_test_add_client (f->store, "Boris");

  add_deal (f, boris);
  add (f, "holiday");
  add (f, "payment");
  crm_templates_window_present (GTK_WIDGET (f->window), f->store, 2);
  crm_test_await (is_open, f);
  await (f, GTK_TYPE_LABEL, "Hello Boris! The payment of €1,200 for \"Beans\" is due: 12 March.");
  gtk_window_close (f->dialog);
  crm_test_await (is_closed, f);

  crm_templates_window_present (GTK_WIDGET (f->window), f->store, 1);
  crm_test_await (is_open, f);
  await (f, GTK_TYPE_LABEL, "Happy holidays, Anna!");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "The next client"), "clicked");
  await (f, GTK_TYPE_LABEL, "Happy holidays, Boris!");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "The client before"), "clicked");
  await (f, GTK_TYPE_LABEL, "Happy holidays, Anna!");
  gtk_window_close (f->dialog);
  crm_test_await (is_closed, f);
}

/* Another language begins with what is there, and can be taken away again. */
static void
test_languages (Fixture *f, gconstpointer data)
{
  if (!crm_test_has_input ())
    return;
  add (f, "holiday");
  open_window (f);
  await (f, GTK_TYPE_LABEL, "Happy holidays, Anna!");
  await (f, GTK_TYPE_TOGGLE_BUTTON, "English");
  gtk_menu_button_popup (GTK_MENU_BUTTON (await (f, GTK_TYPE_MENU_BUTTON, "Add a language")));
  await (f, GTK_TYPE_BUTTON, "Add");
  crm_test_type ("german");
  crm_test_press ("Return");
  await (f, GTK_TYPE_TOGGLE_BUTTON, "Deutsch");
  crm_test_press ("ctrl+Home");
  crm_test_type ("DE ");
  await (f, GTK_TYPE_LABEL, "DE Happy holidays, Anna!");
  crm_test_press ("ctrl+s");
  await_book (f, "SELECT count(*) FROM template_text WHERE language = 'de' AND text LIKE 'DE Happy%'", 1);
  await_gone (f, GTK_TYPE_LABEL, "Not saved yet");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (await (f, GTK_TYPE_TOGGLE_BUTTON, "Deutsch")), TRUE);
  await (f, GTK_TYPE_LABEL, "DE Happy holidays, Anna!");
  g_signal_emit_by_name (await (f, GTK_TYPE_BUTTON, "Remove this language"), "clicked");
  await_gone (f, GTK_TYPE_TOGGLE_BUTTON, "Deutsch");
  crm_test_press ("ctrl+s");
  await_book (f, "SELECT count(*) FROM template_text WHERE archived_at IS NULL", 1);
  close_window (f);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add ("/templates/write", Fixture, NULL, set_up, test_write, tear_down);
  g_test_add ("/templates/unsaved", Fixture, NULL, set_up, test_unsaved, tear_down);
  g_test_add ("/templates/remove", Fixture, NULL, set_up, test_remove, tear_down);
  g_test_add ("/templates/question", Fixture, NULL, set_up, test_question, tear_down);
  g_test_add ("/templates/counter", Fixture, NULL, set_up, test_counter, tear_down);
  g_test_add ("/templates/clients", Fixture, NULL, set_up, test_clients, tear_down);
  g_test_add ("/templates/languages", Fixture, NULL, set_up, test_languages, tear_down);
  return g_test_run ();
}
