/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-page.h"

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client.h"
#include "deal/crm-client-deals.h"
#include "deal/crm-client-supplies.h"
#include "deal/crm-deal-add.h"
#include "deal/crm-deal-card-view.h"
#include "deal/crm-deal-pane.h"
#include "deal/crm-deal-people.h"
#include "deal/crm-deal-worth.h"
#include "deal/crm-deal.h"
#include "deal/crm-lost-popover.h"
#include "deal/crm-next-deal-dialog.h"
#include "deal/crm-required-popover.h"
#include "deal/crm-stage-line.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-planned.h"
#include "timeline/crm-timeline-view.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-row.h"

/* The deal card in a real window on a real book: head, fields, steps, history and copies. */

static gint64
get_stage (Fixture *f, const char *name)
{
  g_autofree char *condition = g_strdup_printf ("name=%s", name);

  return card_find_one (f->store, "stage", condition);
}

typedef struct
{
  gint64 stage;
  const char *required;
} Requirement;

static gboolean
require_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Requirement *requirement = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_REQUIRED, requirement->required);
  return crm_transaction_update (tx, requirement->stage, 0, values, error);
}

static gboolean
has_popover (gpointer data)
{
  return crm_deal_card_view_get_popover (((Fixture *)data)->card) != NULL;
}

static gboolean
has_no_popover (gpointer data)
{
  return !has_popover (data);
}

/* Stages */

static void
test_jump_by_click (Fixture *f, gconstpointer data)
{
  gint64 stage = get_stage (f, "Negotiation");
  g_autofree char *wanted = card_dup_id (stage);

  card_click (crm_stage_line_get_button (f->stages, stage));
  card_await_deal (f, "stage", wanted);
  card_await_deal (f, "state", "open");
}

static gboolean
has_current (gpointer data)
{
  Fixture *f = data;
  GtkWidget *button = crm_stage_line_get_button (f->stages, get_stage (f, "Qualified"));

  return gtk_widget_has_css_class (button, "current");
}

static void
test_jump_by_keyboard (Fixture *f, gconstpointer data)
{
  g_autofree char *wanted = card_dup_id (get_stage (f, "Qualified"));

  if (!crm_test_has_input ())
    return;
  crm_test_focus_window (GTK_WINDOW (f->window));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (f->stages)));
  crm_test_input ("key", "--clearmodifiers", "Right", "Return", NULL);
  card_await_deal (f, "stage", wanted);
  crm_test_await (has_current, f);
}

static void
test_required (Fixture *f, gconstpointer data)
{
  gint64 stage = get_stage (f, "Offer");
  g_autofree char *wanted = card_dup_id (stage);
  Requirement requirement = { stage, "expected_close" };
  g_autoptr (GError) error = NULL;
  char *filled[] = { "expected_close", "2027-01-31", NULL };

  crm_store_write_sync (f->store, "Require", require_in_worker, &requirement, NULL, &error);
  g_assert_no_error (error);
  crm_test_await (card_is_ready, f);
  card_click (crm_stage_line_get_button (f->stages, stage));
  crm_test_await (has_popover, f);
  g_assert_true (CRM_IS_REQUIRED_POPOVER (crm_deal_card_view_get_popover (f->card)));
  g_signal_emit_by_name (crm_deal_card_view_get_popover (f->card), "filled", filled);
  card_await_deal (f, "stage", wanted);
  card_await_deal (f, "expected_close", "2027-01-31");
}

/* Refused when another page is in front already: nothing is asked there. */
static void
test_required_behind (Fixture *f, gconstpointer data)
{
  gint64 stage = get_stage (f, "Offer");
  Requirement requirement = { stage, "expected_close" };
  g_autoptr (CrmDealCardView) card = g_object_ref (f->card);
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (f->store, "Require", require_in_worker, &requirement, NULL, &error);
  g_assert_no_error (error);
  crm_test_await (card_is_ready, f);
  card_click (crm_stage_line_get_button (f->stages, stage));
  crm_window_show_page (f->window, "clients");
  /* Writes are done in order. */
  crm_test_add_client (f->store, "Anna Kowalsky");
  g_assert_null (crm_deal_card_view_get_popover (card));
}

static gboolean
is_reopen_shown (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), GTK_TYPE_BUTTON, "Open again") != NULL;
}

/* A key of the keyboard with what it says on the layout in use. */
static void
press_letter (Fixture *f, guint keyval, guint latin)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->card));
  g_autofree GdkKeymapKey *keys = NULL;
  int n = 0;

  g_assert_true (gdk_display_map_keyval (gdk_display_get_default (), latin, &keys, &n));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, keys[0].keycode, 0, &handled);
    }
}

/* A key is where it is on the keyboard: on a Ukrainian layout W says Ц. */
static void
test_letters (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (crm_stage_line_get_button (f->stages, get_stage (f, "Offer")));
  press_letter (f, GDK_KEY_Cyrillic_tse, GDK_KEY_w);
  card_await_deal (f, "state", "won");
  press_letter (f, GDK_KEY_t, GDK_KEY_t);
  g_assert_cmpint (
      crm_composer_get_mode (CRM_COMPOSER (crm_test_find (GTK_WIDGET (f->card), CRM_TYPE_COMPOSER, NULL))),
      ==, CRM_COMPOSER_TASK);
}

static void
test_won_and_reopen (Fixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.won", NULL);
  card_await_deal (f, "state", "won");
  crm_test_await (is_reopen_shown, f);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, "Won on"));
  /* What one does then is one click away. */
  g_assert_nonnull (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "Thank them…"));
  card_click (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "Plan next deal…"));
  gtk_window_destroy (card_await_dialog (f));
  card_click (crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_BUTTON, "Open again"));
  card_await_deal (f, "state", "open");
}

static void
test_lost (Fixture *f, gconstpointer data)
{
  g_autofree char *stage = card_dup_field (f->store, "deal", f->deal, "stage");
  gint64 reason = card_find_one (f->store, "lost_reason", "name=Price");
  g_autofree char *wanted = card_dup_id (reason);

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.lost", NULL);
  crm_test_await (has_popover, f);
  card_await_deal (f, "state", "lost");
  /* Where it died stays known. */
  card_await_deal (f, "stage", stage);
  g_signal_emit_by_name (crm_deal_card_view_get_popover (f->card), "chosen", reason, "Too dear by a third");
  card_await_deal (f, "lost_reason", wanted);
  card_await_deal (f, "lost_comment", "Too dear by a third");
  gtk_popover_popdown (GTK_POPOVER (crm_deal_card_view_get_popover (f->card)));
  crm_test_await (has_no_popover, f);
}

static gboolean
has_closed_lost (gpointer data)
{
  Fixture *f = data;

  return crm_stage_line_get_button (f->stages, get_stage (f, "Closed lost")) != NULL;
}

static gboolean
tells_of_loss (gpointer data)
{
  return crm_test_find (crm_deal_card_view_get_timeline (((Fixture *)data)->card), GTK_TYPE_LABEL,
             "Closed lost") != NULL;
}

/* A stage in which deals are lost asks for the reason as well; the timeline says once that it was lost. */
static void
test_lost_stage (Fixture *f, gconstpointer data)
{
  card_add (f->store, "stage", "name", "Closed lost", "pipeline", "1", "state", "lost", NULL);
  crm_test_await (has_closed_lost, f);
  card_click (crm_stage_line_get_button (f->stages, get_stage (f, "Closed lost")));
  card_await_deal (f, "state", "lost");
  crm_test_await (has_popover, f);
  g_assert_true (CRM_IS_LOST_POPOVER (crm_deal_card_view_get_popover (f->card)));
  crm_test_await (tells_of_loss, f);
  g_assert_null (
      crm_test_find (crm_deal_card_view_get_timeline (f->card), GTK_TYPE_LABEL, "Lost in Closed lost"));
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autofree char *stage = card_dup_field (f->store, "deal", f->deal, "stage");
  g_autofree char *wanted = card_dup_id (get_stage (f, "Offer"));

  card_click (crm_stage_line_get_button (f->stages, get_stage (f, "Offer")));
  card_await_deal (f, "stage", wanted);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  card_await_deal (f, "stage", stage);
}

/* Fields */

static void
test_amount (Fixture *f, gconstpointer data)
{
  card_type_into (crm_deal_pane_get_row (f->pane, "amount"), "2500");
  card_await_deal (f, "amount", "2500.00 EUR");
  card_await_deal (f, "amount_typed", "true");
  card_type_into (crm_deal_pane_get_row (f->pane, "probability"), "80");
  card_await_deal (f, "weight", "80");
}

static void
test_title_and_close (Fixture *f, gconstpointer data)
{
  g_autofree char *contract = NULL;

  /* Looking at a yes or no decides nothing. */
  g_assert_true (crm_deal_pane_edit (f->pane, "contract"));
  crm_field_row_commit (CRM_FIELD_ROW (crm_deal_pane_get_row (f->pane, "contract")), 0);
  g_assert_true (crm_deal_pane_edit (f->pane, "title"));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (crm_deal_pane_get_row (f->pane, "title")), "Coffee bar");
  crm_field_row_commit (CRM_FIELD_ROW (crm_deal_pane_get_row (f->pane, "title")), 0);
  card_await_deal (f, "title", "Coffee bar");
  card_type_into (crm_deal_pane_get_row (f->pane, "expected_close"), "2031-05-01");
  card_await_deal (f, "expected_close", "2031-05-01");
  contract = card_dup_field (f->store, "deal", f->deal, "contract");
  g_assert_cmpstr (contract, ==, NULL);
  /* The head and the other sections show these. */
  g_assert_null (crm_deal_pane_get_row (f->pane, "stage"));
  g_assert_null (crm_deal_pane_get_row (f->pane, "client"));
}

/* Copies */

typedef struct
{
  Fixture *f;
  gint64 not ;
} Other;

static gboolean
shows_other (gpointer data)
{
  Other *other = data;

  return crm_deal_card_view_get_deal (other->f->card) !=
         other->not &&crm_deal_card_view_is_ready (other->f->card);
}

static void
test_clone (Fixture *f, gconstpointer data)
{
  Other other = { f, f->deal };
  g_autofree char *previous = NULL;
  g_autofree char *wanted = card_dup_id (f->deal);

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.clone", NULL);
  crm_test_await (shows_other, &other);
  previous = card_dup_field (f->store, "deal", crm_deal_card_view_get_deal (f->card), "previous");
  g_assert_cmpstr (previous, ==, wanted);
  /* Back leads to the one it was copied from. */
  crm_window_back (GTK_WIDGET (f->card));
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, f->deal);
}

static void
test_plan_next (Fixture *f, gconstpointer data)
{
  Other other = { f, f->deal };
  CrmNextDealDialog *dialog;
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (f->store));
  g_autofree char *wanted = crm_date_add_days (today, 14);
  g_autofree char *close = NULL;
  g_autofree char *condition = NULL;
  g_autofree char *due = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.plan-next", NULL);
  dialog = CRM_NEXT_DEAL_DIALOG (card_await_dialog (f));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_next_deal_dialog_get_day_editor (dialog)), "nonsense");
  crm_next_deal_dialog_save (dialog);
  card_await_count (f, "deal", NULL, 1);
  /* In words, as everywhere. */
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_next_deal_dialog_get_day_editor (dialog)), "in 2 weeks");
  crm_next_deal_dialog_save (dialog);
  crm_test_await (shows_other, &other);
  close = card_dup_field (f->store, "deal", crm_deal_card_view_get_deal (f->card), "expected_close");
  g_assert_cmpstr (close, ==, wanted);
  condition = g_strdup_printf ("deal=%" G_GINT64_FORMAT, crm_deal_card_view_get_deal (f->card));
  due = card_dup_field (f->store, "task", card_find_one (f->store, "task", condition), "due_on");
  g_assert_cmpstr (due, ==, wanted);
}

static void
test_archive (Fixture *f, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.archive", NULL);
  card_await_count (f, "deal", NULL, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  card_await_count (f, "deal", NULL, 1);
}

/* At the right */

static gboolean
has_check (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_CHECK_BUTTON, NULL) != NULL;
}

/* The popover that asks how it went. */
static gboolean
asks_outcome (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), GTK_TYPE_LABEL, "How did it go?") != NULL;
}

static void
test_planned (Fixture *f, gconstpointer data)
{
  CrmPlanned *planned = CRM_PLANNED (crm_deal_card_view_get_planned (f->card));
  GtkWidget *check;

  /* Nothing planned: a step at a click. */
  card_click (crm_test_find (GTK_WIDGET (planned), GTK_TYPE_BUTTON, "Call tomorrow"));
  card_await_count (f, "task", "kind=call", 1);
  crm_test_await (has_check, planned);
  check = crm_test_find (GTK_WIDGET (planned), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  crm_test_await (asks_outcome, f);
  check = crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_LABEL, "How did it go?");
  card_click (crm_test_find (gtk_widget_get_ancestor (check, GTK_TYPE_POPOVER), GTK_TYPE_BUTTON, "Done"));
  card_await_count (f, "task", "state=done", 1);
}

static gboolean
has_move_line (gpointer data)
{
  return crm_test_find (crm_deal_card_view_get_timeline (((Fixture *)data)->card), GTK_TYPE_LABEL,
             "Moved from New request to Offer") != NULL;
}

static gboolean
shows_client (gpointer data)
{
  Fixture *f = data;
  CrmTimeline *timeline =
      crm_timeline_view_get_timeline (CRM_TIMELINE_VIEW (crm_deal_card_view_get_timeline (f->card)));

  return crm_timeline_get_client (timeline) == f->client;
}

static void
test_history (Fixture *f, gconstpointer data)
{
  GtkWidget *whole = crm_test_find (GTK_WIDGET (f->card), GTK_TYPE_TOGGLE_BUTTON, "Whole client");

  card_click (crm_stage_line_get_button (f->stages, get_stage (f, "Offer")));
  crm_test_await (has_move_line, f);
  g_assert_nonnull (crm_test_find (
      crm_deal_card_view_get_timeline (f->card), GTK_TYPE_LABEL, "after less than a day in New request"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (whole), TRUE);
  crm_test_await (shows_client, f);
}

/* The client's card and the window */

static gboolean
is_client_ready (gpointer data)
{
  Fixture *f = data;
  CrmClientCardView *card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));

  return crm_client_card_view_is_ready (card) &&
         !crm_client_deals_is_loading (CRM_CLIENT_DEALS (crm_client_card_view_get_deals (card))) &&
         !crm_client_supplies_is_loading (CRM_CLIENT_SUPPLIES (crm_client_card_view_get_supplies (card)));
}

static void
test_on_client_card (Fixture *f, gconstpointer data)
{
  g_autofree char *client = card_dup_id (f->client);
  g_autofree char *supplier = NULL;
  CrmClientCardView *card;
  CrmClientDeals *deals;
  CrmClientSupplies *supplies;
  gint64 roaster;

  card_add (
      f->store, "deal", "title", "Old one", "client", client, "amount", "300 EUR", "state", "won", NULL);
  roaster = card_add (f->store, "client", "kind", "company", "name", "Roaster", "roles", "supplier", NULL);
  supplier = card_dup_id (roaster);
  card_add (f->store, "deal", "title", "Beans", "client", client, "supplier", supplier, NULL);
  crm_window_open_client (GTK_WIDGET (f->window), f->client, NULL);
  crm_test_await (is_client_ready, f);
  card = CRM_CLIENT_CARD_VIEW (crm_window_get_view (f->window));
  deals = CRM_CLIENT_DEALS (crm_client_card_view_get_deals (card));
  g_assert_cmpuint (crm_client_deals_get_n_open (deals), ==, 2);
  g_assert_cmpstr (crm_client_deals_get_closed (deals), ==, "1 won: €300");
  g_assert_nonnull (crm_test_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "€1,000"));

  crm_window_open_client (GTK_WIDGET (f->window), roaster, NULL);
  crm_test_await (is_client_ready, f);
  supplies = CRM_CLIENT_SUPPLIES (crm_client_card_view_get_supplies (card));
  card_await_rows (crm_client_supplies_get_deals (supplies), 1);
  crm_client_supplies_add_product (supplies, "Kenya AA");
  card_await_rows (crm_client_supplies_get_products (supplies), 1);
  g_signal_emit_by_name (crm_client_supplies_get_deals (supplies), "row-activated",
      gtk_list_box_get_row_at_index (crm_client_supplies_get_deals (supplies), 0));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "deal");
  crm_window_back (GTK_WIDGET (f->window));
  g_assert_cmpstr (crm_window_get_page (f->window), ==, "client");
  g_assert_cmpint (crm_client_card_view_get_client (card), ==, roaster);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  Other other = { f, f->deal };
  CrmDealAdd *dialog;
  gint64 id;
  g_autofree char *amount = NULL;
  g_autofree char *client = NULL;
  g_autofree char *wanted = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.quick-add", "s", "deal");
  dialog = CRM_DEAL_ADD (card_await_dialog (f));
  crm_deal_add_save (dialog);
  g_assert_nonnull (crm_deal_add_get_error (dialog));
  crm_field_editor_set_text (
      CRM_FIELD_EDITOR (crm_deal_add_get_editor (dialog, CRM_DEAL_TITLE)), "New machines");
  crm_field_editor_set_text (
      CRM_FIELD_EDITOR (crm_deal_add_get_editor (dialog, CRM_DEAL_CLIENT)), "Jan Nowak");
  crm_field_editor_set_text (CRM_FIELD_EDITOR (crm_deal_add_get_editor (dialog, CRM_DEAL_AMOUNT)), "700");
  crm_deal_add_save (dialog);
  crm_test_await (shows_other, &other);
  id = crm_deal_card_view_get_deal (f->card);
  amount = card_dup_field (f->store, "deal", id, "amount");
  g_assert_cmpstr (amount, ==, "700.00 EUR");
  client = card_dup_field (f->store, "deal", id, "client");
  wanted = card_dup_id (card_find_one (f->store, "client", "name=Jan Nowak"));
  g_assert_cmpstr (client, ==, wanted);
}

static void
test_neighbours (Fixture *f, gconstpointer data)
{
  gint64 second = card_add (f->store, "deal", "title", "Second", NULL);
  gint64 order[] = { f->deal, second };
  Other other = { f, f->deal };

  crm_window_open_deal (GTK_WIDGET (f->window), f->deal, order, 2);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  crm_test_await (shows_other, &other);
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, second);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.next", NULL);
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, second);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.previous", NULL);
  g_assert_cmpint (crm_deal_card_view_get_deal (f->card), ==, f->deal);
}

static gboolean
shows_error (gpointer data)
{
  return crm_test_find (GTK_WIDGET (((Fixture *)data)->card), ADW_TYPE_STATUS_PAGE, NULL) != NULL;
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  crm_window_open_deal (GTK_WIDGET (f->window), 4711, NULL, 0);
  crm_test_await (shows_error, f);
}

static gboolean
says_ended (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_LABEL, "The sequence “Care” ended and 1 task of it went.") != NULL;
}

/* Begun from the menu, its first step is planned; with the deal it ends, the person hears of it, and one undo brings all back. */
static void
test_sequence (Fixture *f, gconstpointer data)
{
  GtkWindow *dialog;

  card_add (f->store, "task_sequence", "name", "Care", NULL);
  card_add (f->store, "task_step", "task_sequence", "1", "kind", "call", "title", "Ask how it is", "days",
      "2", "position", "1", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.begin-sequence", NULL);
  dialog = card_await_dialog (f);
  g_assert_nonnull (crm_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Care"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "choose.apply", NULL);
  card_await_count (f, "task_run", "state=running", 1);
  card_await_deal (f, "next_step", "Ask how it is");
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.won", NULL);
  card_await_deal (f, "state", "won");
  crm_test_await (says_ended, f->window);
  card_await_count (f, "task_run", "state=running", 0);
  card_await_deal (f, "next_step", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  card_await_deal (f, "next_step", "Ask how it is");
  card_await_count (f, "task_run", "state=running", 1);
  /* And by hand. */
  gtk_widget_activate_action (GTK_WIDGET (f->card), "card.end-sequence", NULL);
  dialog = card_await_dialog (f);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "choose.apply", NULL);
  card_await_count (f, "task_run", "state=stopped", 1);
  card_await_deal (f, "next_step", NULL);
}

static gboolean
has_role_button (gpointer data)
{
  return crm_test_find (data, GTK_TYPE_MENU_BUTTON, "Change role") != NULL;
}

static gboolean
has_role_editor (gpointer data)
{
  return crm_test_find (data, CRM_TYPE_FIELD_EDITOR, NULL) != NULL;
}

/* Further people of a deal, and what they are in it. */
static void
test_people (Fixture *f, gconstpointer data)
{
  GtkWidget *people = crm_deal_pane_get_people (f->pane);
  GtkWidget *editor;

  crm_deal_people_add_by_name (CRM_DEAL_PEOPLE (people), "Jan Nowak");
  card_await_count (f, "deal_contact", NULL, 1);
  crm_test_await (has_role_button, people);
  gtk_menu_button_popup (GTK_MENU_BUTTON (crm_test_find (people, GTK_TYPE_MENU_BUTTON, "Change role")));
  crm_test_await (has_role_editor, people);
  editor = crm_test_find (people, CRM_TYPE_FIELD_EDITOR, NULL);
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), "Decides");
  g_signal_emit_by_name (adw_bin_get_child (ADW_BIN (editor)), "activate");
  card_await_count (f, "deal_contact", "role=Decides", 1);
}

static gboolean
has_forecast (gpointer data)
{
  return crm_deal_worth_get_forecast (CRM_DEAL_WORTH (crm_deal_pane_get_worth (((Fixture *)data)->pane))) !=
         NULL;
}

/* What became of those before it says more than a guess for the whole stage; a click takes it over. */
static void
test_forecast (Fixture *f, gconstpointer data)
{
  Requirement nothing = { get_stage (f, "Offer"), "source" };
  CrmDealWorth *worth = CRM_DEAL_WORTH (crm_deal_pane_get_worth (f->pane));

  g_assert_null (crm_deal_worth_get_forecast (worth));
  for (guint i = 0; i < 6; i++)
    card_add (f->store, "deal", "title", "Before", "state", i < 4 ? "won" : "lost", NULL);
  /* The card reads itself again. */
  g_assert_true (crm_store_write_sync (f->store, "Require", require_in_worker, &nothing, NULL, NULL));
  crm_test_await (has_forecast, f);
  g_assert_cmpstr (
      crm_deal_worth_get_forecast (worth), ==, "Of 6 closed deals that stood here, 4 were won: 67\302\240%");
  card_click (crm_test_find (GTK_WIDGET (worth), GTK_TYPE_BUTTON, "Use 67\302\240%"));
  card_await_deal (f, "probability", "67");
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/deal-card/" path, Fixture, NULL, card_set_up, func, card_tear_down)
  ADD ("stage/click", test_jump_by_click);
  ADD ("stage/keyboard", test_jump_by_keyboard);
  ADD ("stage/required", test_required);
  ADD ("stage/required-behind", test_required_behind);
  ADD ("stage/undo", test_undo);
  ADD ("letters", test_letters);
  ADD ("won-and-reopen", test_won_and_reopen);
  ADD ("lost", test_lost);
  ADD ("lost-stage", test_lost_stage);
  ADD ("sequence", test_sequence);
  ADD ("field/amount", test_amount);
  ADD ("field/title-and-close", test_title_and_close);
  ADD ("clone", test_clone);
  ADD ("plan-next", test_plan_next);
  ADD ("archive", test_archive);
  ADD ("planned", test_planned);
  ADD ("history", test_history);
  ADD ("client-card", test_on_client_card);
  ADD ("add", test_add);
  ADD ("neighbours", test_neighbours);
  ADD ("nothing", test_nothing);
  ADD ("forecast", test_forecast);
  ADD ("people", test_people);
#undef ADD
  return g_test_run ();
}
