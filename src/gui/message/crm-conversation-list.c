/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-conversation-list.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "channel/crm-channel-manager.h"
#include "meeting/crm-sync-of.h"
#include "message/crm-conversation-row.h"
#include "message/crm-message-search.h"
#include "message/crm-message-words.h"
#include "settings/crm-preferences.h"
#include "today/crm-day-ticker.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-record-selection.h"
#include "widgets/crm-wrap-layout.h"

/* The list is a query, so its length costs nothing; counts are read a moment after the last change. Main thread; functions named _in_worker in the
 * reader. */

#define REFRESH_MS 100
#define FIRST_ROWS 30
#define MAX_FOUND 200

typedef enum
{
  FILTER_UNANSWERED,
  FILTER_ALL,
  FILTER_SMS,
  FILTER_MAIL,
  FILTER_CHAT,
  FILTER_DONE,
  N_FILTERS
} Filter;

static const struct
{
  const char *name, *label;
} filters[N_FILTERS] = {
  [FILTER_UNANSWERED] = { "unanswered", N_ ("Unanswered") },
  [FILTER_ALL] = { "all", N_ ("All") },
  [FILTER_SMS] = { "sms", N_ ("SMS") },
  [FILTER_MAIL] = { "mail", N_ ("Mail") },
  [FILTER_CHAT] = { "chat", N_ ("Chat") },
  [FILTER_DONE] = { "done", N_ ("Done") },
};

struct _CrmConversationList
{
  AdwBin parent_instance;
  CrmStore *store;               /* owned */
  CrmRecordList *list;           /* owned */
  CrmRecordSelection *selection; /* owned */
  CrmChannelManager *manager;    /* owned, nullable */
  CrmDayTicker *day;             /* owned */
  GHashTable *rows;              /* owned; set of bound rows */
  GCancellable *cancellable;     /* of the counts */
  GCancellable *searching;       /* owned, nullable */
  CrmMessageCounts counts;
  gboolean counted;
  gboolean stale;
  gboolean counting;
  guint refresh;
  Filter filter;
  char *text; /* nullable */
  gint64 selected;
  gboolean wants_focus; /* as soon as there are rows */
  gboolean wants_first; /* to be chosen as soon as it is known */
  gint64 wanted;        /* to be chosen when the list has it */
  guint place;          /* of the selected one */
  GtkWidget *chips[N_FILTERS];
  GtkWidget *strip;
  GtkWidget *strip_label;
  GtkWidget *stack;
  GtkWidget *error;
  GtkWidget *view;
  GtkWidget *outbox;
  GtkWidget *outbox_badge;
};

G_DEFINE_FINAL_TYPE (CrmConversationList, crm_conversation_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Asking */

static void
add_conditions (CrmConversationList *self, CrmQuery *query)
{
  CrmCondition *where = crm_query_get_where (query);

  switch (self->filter)
    {
    case FILTER_UNANSWERED:
      crm_condition_add (where, crm_condition_new ("waiting_since", CRM_TEST_NOT_EMPTY, NULL));
      break;
    case FILTER_SMS:
    case FILTER_MAIL:
    case FILTER_CHAT:
      crm_condition_add (where, crm_condition_new ("channel", CRM_TEST_EQUAL, filters[self->filter].name));
      crm_condition_add (where, crm_condition_new ("state", CRM_TEST_NOT_EQUAL, "ignored"));
      break;
    case FILTER_DONE: crm_condition_add (where, crm_condition_new ("state", CRM_TEST_EQUAL, "done")); break;
    case FILTER_ALL:
    default: crm_condition_add (where, crm_condition_new ("state", CRM_TEST_NOT_EQUAL, "ignored")); break;
    }
}

static void
set_query (CrmConversationList *self, GArray *found)
{
  g_autoptr (CrmQuery) query = crm_query_new ("conversation");

  /* Who searches, searches everywhere. */
  if (found != NULL)
    {
      CrmCondition *any = crm_condition_new_group (TRUE);

      for (guint i = 0; i < found->len; i++)
        {
          g_autofree char *id = g_strdup_printf ("%lld", (long long)g_array_index (found, gint64, i));

          crm_condition_add (any, crm_condition_new ("id", CRM_TEST_EQUAL, id));
        }
      if (found->len == 0)
        crm_condition_add (any, crm_condition_new ("id", CRM_TEST_EQUAL, "0"));
      crm_condition_add (crm_query_get_where (query), any);
    }
  else
    {
      add_conditions (self, query);
    }
  /* Who has waited longest comes first. */
  if (self->filter != FILTER_DONE)
    crm_query_add_order (query, "waiting_since");
  crm_query_add_order (query, "-last_at");
  crm_record_list_set_query (self->list, query);
}

static gpointer
search_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_message_search_in_worker (tx, data, MAX_FOUND, error);
}

static void show_state (CrmConversationList *self);

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConversationList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (found != NULL && self->list != NULL && self->text != NULL)
    set_query (self, found);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_info ("Searching messages: %s", error->message);
}

static void
ask (CrmConversationList *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (self->text == NULL)
    {
      set_query (self, NULL);
      return;
    }
  self->searching = g_cancellable_new ();
  crm_store_read_async (self->store, 0, search_in_worker, g_strdup (self->text), g_free,
      (GDestroyNotify)g_array_unref, self->searching, on_found, g_object_ref (self));
}

/* Counts */

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree CrmMessageCounts *counts = g_new0 (CrmMessageCounts, 1);

  return crm_message_count_in_worker (tx, counts, error) ? g_steal_pointer (&counts) : NULL;
}

static void
show_counts (CrmConversationList *self)
{
  const CrmMessageCounts *counts = &self->counts;
  g_autofree char *unanswered =
      counts->unanswered > 0
          ? g_strdup_printf ("%s %'lld", _ (filters[FILTER_UNANSWERED].label), (long long)counts->unanswered)
          : g_strdup (_ (filters[FILTER_UNANSWERED].label));
  gint64 n = counts->queued + counts->troubled;
  g_autofree char *number = g_strdup_printf ("%lld", (long long)n);
  g_autofree char *words = NULL;

  gtk_button_set_label (GTK_BUTTON (self->chips[FILTER_UNANSWERED]), unanswered);
  gtk_widget_set_visible (self->chips[FILTER_SMS], counts->has_sms && (counts->has_mail || counts->has_chat));
  gtk_widget_set_visible (self->chips[FILTER_MAIL], counts->has_mail);
  gtk_widget_set_visible (self->chips[FILTER_CHAT], counts->has_chat);
  gtk_label_set_text (GTK_LABEL (self->outbox_badge), number);
  gtk_widget_set_visible (self->outbox_badge, n > 0);
  if (counts->troubled > 0)
    {
      words = g_strdup_printf (
          ngettext ("%lld message was not sent", "%lld messages were not sent", (gulong)counts->troubled),
          (long long)counts->troubled);
      gtk_widget_add_css_class (self->outbox_badge, "late");
    }
  else
    {
      words = g_strdup_printf (
          ngettext ("%lld message waits to be sent", "%lld messages wait to be sent", (gulong)counts->queued),
          (long long)counts->queued);
      gtk_widget_remove_css_class (self->outbox_badge, "late");
    }
  gtk_widget_set_tooltip_text (self->outbox, n > 0 ? words : _ ("What is on its way"));
  if (n > 0)
    {
      g_autofree char *spoken = g_strdup_printf ("%s, %s", _ ("Outbox"), words);

      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->outbox), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
}

static void count (CrmConversationList *self);

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConversationList) self = data;
  g_autofree CrmMessageCounts *counts = crm_store_read_finish (CRM_STORE (source), result, NULL);

  self->counting = FALSE;
  if (self->list == NULL)
    return;
  if (counts != NULL)
    {
      self->counts = *counts;
      self->counted = TRUE;
      show_counts (self);
      show_state (self);
    }
  if (self->stale)
    count (self);
}

static void
count (CrmConversationList *self)
{
  self->stale = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  crm_store_read_async (self->store, 2, count_in_worker, NULL, NULL, g_free, self->cancellable, on_counted,
      g_object_ref (self));
}

static gboolean
on_refresh (gpointer data)
{
  CrmConversationList *self = data;

  self->refresh = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmConversationList *self)
{
  if (self->refresh == 0 &&
      (crm_change_set_touches (changes, "conversation") || crm_change_set_touches (changes, "message") ||
          crm_change_set_touches (changes, "account")))
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

/* Accounts in trouble */

static void
show_health (CrmConversationList *self)
{
  GPtrArray *health = self->manager != NULL ? crm_channel_manager_get_health (self->manager) : NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; health != NULL && text == NULL && i < health->len; i++)
    {
      const CrmAccountHealth *account = health->pdata[i];
      const char *why =
          account->error != NULL ? account->error : crm_channel_status_get_label (account->status);
      g_autofree char *named = NULL, *last = NULL, *when = NULL;

      if (!account->active || account->status <= CRM_CHANNEL_CONNECTED)
        continue;
      /* The sentence of an error often names who it is about. */
      named = account->name != NULL && g_str_has_prefix (why, account->name)
                  ? g_strdup (why)
                  : g_strdup_printf ("%s: %s", account->name, why);
      if (account->last_success != 0)
        when = crm_instant_display_relative (
            account->last_success, crm_clock_now (), crm_store_get_zone (self->store));
      last = when != NULL ? g_strdup_printf (_ ("Last success: %s"), when) : NULL;
      text = g_strconcat (named, last != NULL ? "\n" : NULL, last, NULL);
    }
  gtk_label_set_text (GTK_LABEL (self->strip_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->strip, text != NULL);
}

static void
on_retry_accounts (CrmConversationList *self)
{
  if (self->manager != NULL)
    crm_channel_manager_retry (self->manager, 0);
}

static void
open_accounts (CrmConversationList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  crm_preferences_present_page (GTK_WINDOW (root), self->store, "accounts");
}

/* Showing */

static void
show_state (CrmConversationList *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  const char *error = crm_record_list_get_error (self->list);
  const char *name = "list";

  if (error != NULL && empty)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->error), error);
      name = "error";
    }
  else if (empty && (crm_record_list_is_loading (self->list) || !self->counted))
    name = "waiting";
  else if (empty && self->text != NULL)
    name = "nothing";
  else if (empty && self->counts.conversations == 0)
    name = self->counts.accounts == 0 ? "account" : "none";
  else if (empty && self->filter == FILTER_UNANSWERED)
    name = "answered";
  else if (empty)
    name = "nothing";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  if (self->wants_focus && gtk_widget_get_mapped (self->view))
    {
      GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->view));

      self->wants_focus = FALSE;
      if (!focus || gtk_widget_is_ancestor (GTK_WIDGET (self), focus))
        gtk_widget_grab_focus (self->view);
    }
}

static void
on_selection_changed (CrmConversationList *self)
{
  g_autoptr (GArray) ids = crm_record_selection_dup_ids (self->selection);
  gint64 id = ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;

  /* What is filtered out or moves stays open beside the list. */
  if (id == 0 || id == self->selected)
    return;
  self->selected = id;
  self->wants_first = FALSE;
  self->place = crm_record_list_find (self->list, id);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, id);
}

static void
select_place (CrmConversationList *self, guint place)
{
  if (place < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), place, TRUE);
}

static void
on_list_notify (CrmConversationList *self)
{
  show_state (self);
  if (crm_record_list_is_loading (self->list))
    return;
  if (self->wanted != 0)
    {
      guint place = crm_record_list_find (self->list, self->wanted);

      if (place != G_MAXUINT)
        {
          self->wanted = 0;
          select_place (self, place);
          gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", place);
        }
    }
  else if (self->wants_first && self->selected == 0)
    select_place (self, 0);
  else if (self->selected != 0 && crm_record_list_find (self->list, self->selected) != G_MAXUINT)
    self->place = crm_record_list_find (self->list, self->selected);
}

static void
on_chip (GtkToggleButton *chip, CrmConversationList *self)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  for (int i = 0; i < N_FILTERS; i++)
    if (self->chips[i] == GTK_WIDGET (chip) && self->filter != (Filter)i)
      {
        self->filter = (Filter)i;
        ask (self);
        show_state (self);
      }
}

static void
on_setup (CrmConversationList *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_conversation_row_new (self->store));
}

static void
on_bind (CrmConversationList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_hash_table_add (self->rows, row);
  crm_conversation_row_set_record (CRM_CONVERSATION_ROW (row), gtk_list_item_get_item (item));
}

static void
on_unbind (CrmConversationList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (self->rows != NULL)
    g_hash_table_remove (self->rows, row);
  crm_conversation_row_set_record (CRM_CONVERSATION_ROW (row), NULL);
}

static void
on_activate (CrmConversationList *self)
{
  on_selection_changed (self);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
on_tick (CrmConversationList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    crm_conversation_row_update (CRM_CONVERSATION_ROW (row));
}

/* Making */

static GtkWidget *
add_page (CrmConversationList *self, const char *name, const char *icon, const char *title, const char *words,
    const char *button, GCallback callback)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), words);
  gtk_widget_add_css_class (page, "compact");
  if (button != NULL)
    {
      GtkWidget *verb = gtk_button_new_with_mnemonic (button);

      gtk_widget_add_css_class (verb, "pill");
      gtk_widget_add_css_class (verb, "suggested-action");
      gtk_widget_set_halign (verb, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (verb, "clicked", callback, self);
      adw_status_page_set_child (ADW_STATUS_PAGE (page), verb);
    }
  gtk_stack_add_named (GTK_STACK (self->stack), page, name);
  return page;
}

static void
on_show_all (CrmConversationList *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[FILTER_ALL]), TRUE);
}

static void
on_retry (CrmConversationList *self)
{
  crm_record_list_retry (self->list);
}

static GtkWidget *
make_list (CrmConversationList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_widget_add_css_class (self->view, "clients");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Conversations"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  return scrolled;
}

static GtkWidget *
make_chips (CrmConversationList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (int i = 0; i < N_FILTERS; i++)
    {
      self->chips[i] = crm_chip_new (_ (filters[i].label), NULL, i > 0 ? self->chips[0] : NULL);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[i]), i == FILTER_UNANSWERED);
      g_signal_connect (self->chips[i], "toggled", G_CALLBACK (on_chip), self);
      gtk_box_append (GTK_BOX (box), self->chips[i]);
      gtk_widget_set_visible (self->chips[i], i < FILTER_SMS || i == FILTER_DONE);
    }
  gtk_widget_add_css_class (box, "chips");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  return scrolled;
}

static GtkWidget *
make_strip (CrmConversationList *self)
{
  GtkWidget *buttons = crm_wrap_box_new ();
  GtkWidget *retry = gtk_button_new_with_label (_ ("Try again"));
  GtkWidget *settings = gtk_button_new_with_label (_ ("Accounts…"));

  self->strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->strip, "banner-warn");
  gtk_widget_set_margin_start (self->strip, 12);
  gtk_widget_set_margin_end (self->strip, 12);
  gtk_widget_set_margin_bottom (self->strip, 8);
  self->strip_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->strip_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->strip_label), 0);
  gtk_widget_set_hexpand (self->strip_label, TRUE);
  gtk_widget_add_css_class (retry, "flat");
  gtk_widget_add_css_class (settings, "flat");
  g_signal_connect_swapped (retry, "clicked", G_CALLBACK (on_retry_accounts), self);
  g_signal_connect_swapped (settings, "clicked", G_CALLBACK (open_accounts), self);
  gtk_box_append (GTK_BOX (buttons), retry);
  gtk_box_append (GTK_BOX (buttons), settings);
  gtk_box_append (GTK_BOX (self->strip), self->strip_label);
  gtk_box_append (GTK_BOX (self->strip), buttons);
  gtk_widget_set_visible (self->strip, FALSE);
  return self->strip;
}

static GtkWidget *
make_outbox (CrmConversationList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (_ ("Outbox"));

  self->outbox = gtk_button_new ();
  self->outbox_badge = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (self->outbox_badge, "badge");
  gtk_widget_add_css_class (self->outbox_badge, "numeric");
  gtk_widget_set_valign (self->outbox_badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->outbox_badge, FALSE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("crm-outbox-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->outbox_badge);
  gtk_button_set_child (GTK_BUTTON (self->outbox), box);
  gtk_widget_add_css_class (self->outbox, "flat");
  gtk_widget_add_css_class (self->outbox, "outbox-row");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->outbox), "win.page::outbox");
  return self->outbox;
}

static void
crm_conversation_list_dispose (GObject *object)
{
  CrmConversationList *self = CRM_CONVERSATION_LIST (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
    }
  g_clear_pointer (&self->rows, g_hash_table_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->manager);
  g_clear_object (&self->day);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_conversation_list_parent_class)->dispose (object);
}

static void
crm_conversation_list_class_init (CrmConversationListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_conversation_list_dispose;
  signals[SIGNAL_SELECTED] =
      g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_conversation_list_init (CrmConversationList *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
  self->day = crm_day_ticker_get ();
}

static void
make_pages (CrmConversationList *self)
{
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "waiting");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  add_page (self, "answered", "crm-inbox-symbolic", _ ("Everything is answered"), NULL, _ ("Show all"),
      G_CALLBACK (on_show_all));
  add_page (self, "none", "crm-inbox-symbolic", _ ("No messages yet"),
      _ ("What comes in and what you write stands here, and on the card of the client."), NULL, NULL);
  add_page (self, "account", "crm-sms-symbolic", _ ("Connect an account"),
      _ ("Text messages are sent and received through a provider, a modem or an Android phone."),
      _ ("Accounts…"), G_CALLBACK (open_accounts));
  add_page (self, "nothing", "edit-find-symbolic", _ ("No message found"),
      _ ("Other words or “All” may find it."), NULL, NULL);
  self->error = add_page (self, "error", "dialog-error-symbolic", _ ("The messages cannot be shown"), NULL,
      _ ("Try again"), G_CALLBACK (on_retry));
}

GtkWidget *
crm_conversation_list_new (CrmStore *store)
{
  CrmConversationList *self = g_object_new (CRM_TYPE_CONVERSATION_LIST, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->store = g_object_ref (store);
  self->list = crm_record_list_new (store);
  crm_record_list_set_first_rows (self->list, FIRST_ROWS);
  self->selection = crm_record_selection_new (self->list);
  make_pages (self);
  gtk_box_append (GTK_BOX (box), make_chips (self));
  gtk_box_append (GTK_BOX (box), make_strip (self));
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), make_outbox (self));
  adw_bin_set_child (ADW_BIN (self), box);
  g_set_object (&self->manager, crm_channel_manager_of (store));
  if (self->manager != NULL)
    g_signal_connect_object (self->manager, "health", G_CALLBACK (show_health), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self);
  g_signal_connect_swapped (self->list, "notify", G_CALLBACK (on_list_notify), self);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (show_state), self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (self->day, "tick", G_CALLBACK (on_tick), self, G_CONNECT_SWAPPED);
  show_health (self);
  ask (self);
  count (self);
  show_state (self);
  return GTK_WIDGET (self);
}

void
crm_conversation_list_set_text (CrmConversationList *self, const char *text)
{
  g_return_if_fail (CRM_IS_CONVERSATION_LIST (self));
  g_free (self->text);
  self->text = crm_text_is_blank (text) ? NULL : g_strdup (text);
  ask (self);
}

void
crm_conversation_list_set_filter (CrmConversationList *self, const char *name)
{
  g_return_if_fail (CRM_IS_CONVERSATION_LIST (self));
  for (int i = 0; i < N_FILTERS; i++)
    if (g_str_equal (filters[i].name, name))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[i]), TRUE);
}

gint64
crm_conversation_list_get_selected (CrmConversationList *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_LIST (self), 0);
  return self->selected;
}

void
crm_conversation_list_select (CrmConversationList *self, gint64 conversation)
{
  g_return_if_fail (CRM_IS_CONVERSATION_LIST (self));
  self->wanted = conversation;
  if (crm_record_list_find (self->list, conversation) == G_MAXUINT)
    on_show_all (self);
  on_list_notify (self);
}

void
crm_conversation_list_choose (CrmConversationList *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_LIST (self));
  self->wants_first = self->selected == 0;
  on_list_notify (self);
}

void
crm_conversation_list_leave (CrmConversationList *self)
{
  guint n, here;
  const gint64 *ids;

  g_return_if_fail (CRM_IS_CONVERSATION_LIST (self));
  ids = crm_record_list_get_ids (self->list, &n);
  here = crm_record_list_find (self->list, self->selected);
  if (here == G_MAXUINT)
    here = MIN (self->place, n > 0 ? n - 1 : 0);
  else if (here + 1 < n)
    here++;
  else if (here > 0)
    here--;
  if (n > 0 && ids[here] != self->selected)
    select_place (self, here);
}

void
crm_conversation_list_focus (CrmConversationList *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_LIST (self));
  /* Keys that go to what is not shown would be lost. */
  self->wants_focus = !gtk_widget_get_mapped (self->view);
  if (!self->wants_focus)
    gtk_widget_grab_focus (self->view);
}

const char *
crm_conversation_list_get_state (CrmConversationList *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_LIST (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

CrmRecordList *
crm_conversation_list_get_list (CrmConversationList *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_LIST (self), NULL);
  return self->list;
}
