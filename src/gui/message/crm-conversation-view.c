/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-conversation-view.h"

#include <glib/gi18n-lib.h>

#include "client/crm-quick-add.h"
#include "crm-window.h"
#include "deal/crm-deal-words.h"
#include "deal/crm-deal.h"
#include "message/crm-conversation-data.h"
#include "message/crm-conversation-next.h"
#include "message/crm-conversation-row.h"
#include "message/crm-message-words.h"
#include "message/crm-message-writes.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-popover-at.h"
#include "widgets/crm-wrap-layout.h"

/* Reads what is around the messages whenever something of it changes; what has been on show for a moment counts as read. Main thread. */

#define SEEN_MS 600

struct _CrmConversationView
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 conversation;
  CrmConversationData *data; /* owned, nullable */
  GCancellable *cancellable; /* nullable */
  guint seen;                /* timeout */
  gboolean narrow;
  gboolean kept_unread; /* the person said so: as long as it stays open */
  gboolean wants_reply; /* asked for before there was anything to reply to */
  GtkWidget *stack;
  GtkWidget *back;
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *caption;
  GtkWidget *open;
  GtkWidget *done;
  GtkWidget *menu;
  GtkWidget *who;
  GtkWidget *context;
  GtkWidget *deal_title;
  GtkWidget *deal_caption;
  GtkWidget *how;
  GtkWidget *change;
  GtkWidget *thread;
  GtkWidget *next;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (CrmConversationView, crm_conversation_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_LEFT,
  SIGNAL_BACK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gint64
get_link (CrmConversationView *self, int field)
{
  return self->data != NULL ? crm_row_get_integer (self->data->row, field) : 0;
}

static char *
dup_name (CrmConversationView *self)
{
  return crm_conversation_dup_name (self->store, self->data->row);
}

static gboolean
is_in_state (CrmConversationView *self, const char *state)
{
  return g_strcmp0 (crm_row_get_text (self->data->row, CRM_CONVERSATION_STATE), state) == 0;
}

/* Read marks */

static gboolean
on_seen (gpointer data)
{
  CrmConversationView *self = data;

  self->seen = 0;
  if (self->data != NULL && get_link (self, CRM_CONVERSATION_N_UNREAD) > 0 && !self->kept_unread &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    crm_conversation_write_seen (GTK_WIDGET (self), self->store, self->conversation, TRUE);
  return G_SOURCE_REMOVE;
}

static void
see (CrmConversationView *self)
{
  g_clear_handle_id (&self->seen, g_source_remove);
  if (get_link (self, CRM_CONVERSATION_N_UNREAD) > 0 && !self->kept_unread)
    self->seen = g_timeout_add (SEEN_MS, on_seen, self);
}

/* Showing */

static void
show_head (CrmConversationView *self)
{
  CrmRow *row = self->data->row;
  gboolean known = crm_row_get_integer (row, CRM_CONVERSATION_CLIENT) != 0;
  g_autofree char *name = dup_name (self);
  g_autofree char *address =
      crm_message_dup_address (self->store, crm_row_get_text (row, CRM_CONVERSATION_ADDRESS));
  const char *channel = crm_channel_get_word (crm_row_get_text (row, CRM_CONVERSATION_CHANNEL));
  g_autofree char *caption = self->data->account != NULL
                                 ? g_strdup_printf ("%s · %s · %s", channel, address, self->data->account)
                                 : g_strdup_printf ("%s · %s", channel, address);

  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  adw_avatar_set_show_initials (ADW_AVATAR (self->avatar), known);
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->caption), caption);
  gtk_widget_set_tooltip_text (self->caption, caption);
  gtk_widget_set_visible (self->open, known);
  gtk_widget_set_visible (self->who, !known && !is_in_state (self, "ignored"));
  gtk_button_set_icon_name (
      GTK_BUTTON (self->done), is_in_state (self, "open") ? "object-select-symbolic" : "edit-undo-symbolic");
  gtk_widget_set_tooltip_text (
      self->done, is_in_state (self, "open") ? _ ("Nothing to answer (E)") : _ ("To be answered (E)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL,
      is_in_state (self, "open") ? _ ("Nothing to answer") : _ ("To be answered"), -1);
}

static void
show_context (CrmConversationView *self)
{
  CrmRow *deal = self->data->deal;
  gboolean by_hand = get_link (self, CRM_CONVERSATION_DEAL_BY_HAND) != 0;

  gtk_widget_set_visible (self->context, get_link (self, CRM_CONVERSATION_CLIENT) != 0);
  gtk_label_set_text (GTK_LABEL (self->deal_title),
      deal != NULL ? crm_row_get_text (deal, CRM_DEAL_TITLE) : _ ("About no deal"));
  gtk_label_set_text (GTK_LABEL (self->how), deal == NULL || self->narrow ? ""
                                             : by_hand                    ? _ ("Linked by hand")
                                                                          : _ ("Linked automatically"));
  if (deal != NULL)
    {
      g_autofree char *amount = crm_deal_dup_amount (deal);
      g_autofree char *caption = amount != NULL && self->data->stage != NULL
                                     ? g_strdup_printf ("%s · %s", amount, self->data->stage)
                                     : g_strdup (amount != NULL ? amount : self->data->stage);

      gtk_label_set_text (GTK_LABEL (self->deal_caption), caption != NULL ? caption : "");
    }
  gtk_widget_set_visible (self->deal_caption, deal != NULL);
}

static void
show (CrmConversationView *self)
{
  CrmRow *row = self->data->row;
  g_autofree char *name = dup_name (self);
  gboolean waiting = crm_row_get_integer (row, CRM_CONVERSATION_WAITING_SINCE) != 0;

  show_head (self);
  show_context (self);
  crm_conversation_next_set_data (CRM_CONVERSATION_NEXT (self->next), self->data);
  gtk_widget_set_visible (self->next, waiting);
  crm_message_entry_set_target (CRM_MESSAGE_ENTRY (self->entry), self->conversation,
      crm_row_get_integer (row, CRM_CONVERSATION_CLIENT), name,
      crm_row_get_text (row, CRM_CONVERSATION_CHANNEL), crm_row_get_text (row, CRM_CONVERSATION_ADDRESS),
      crm_row_get_integer (row, CRM_CONVERSATION_ACCOUNT),
      self->data->deal != NULL ? self->data->deal->id : 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "conversation");
  see (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConversationView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmConversationData) read =
      crm_conversation_data_read_finish (CRM_STORE (source), result, &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (read == NULL)
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("Reading the conversation"), NULL);
      return;
    }
  if (read->row->id != self->conversation)
    return;
  g_clear_pointer (&self->data, crm_conversation_data_free);
  self->data = g_steal_pointer (&read);
  show (self);
  if (self->wants_reply)
    crm_conversation_view_reply (self);
}

static void
load (CrmConversationView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->conversation == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_conversation_data_read_async (
      self->store, self->conversation, self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmConversationView *self)
{
  if (self->conversation != 0 &&
      (crm_change_set_has (changes, "conversation", self->conversation) ||
          crm_change_set_is_reload (changes) || crm_change_set_touches (changes, "message") ||
          (self->data != NULL && self->data->deal != NULL &&
              crm_change_set_has (changes, "deal", self->data->deal->id)) ||
          (self->data != NULL &&
              crm_change_set_has (changes, "client", get_link (self, CRM_CONVERSATION_CLIENT)))))
    load (self);
}

/* Whose it is, what it is about: found by typing */

static void
on_client_taken (CrmCompletion *completion, gint64 id, const char *title, GtkWidget *popover)
{
  CrmConversationView *self = g_object_get_data (G_OBJECT (popover), "crm-self");

  gtk_popover_popdown (GTK_POPOVER (popover));
  crm_conversation_write_client (GTK_WIDGET (self), self->store, self->conversation, id, title);
}

static void
on_deal_taken (CrmCompletion *completion, gint64 id, const char *title, GtkWidget *popover)
{
  CrmConversationView *self = g_object_get_data (G_OBJECT (popover), "crm-self");

  gtk_popover_popdown (GTK_POPOVER (popover));
  crm_conversation_write_deal (GTK_WIDGET (self), self->store, self->conversation, id);
}

static void
on_no_deal (GtkWidget *popover)
{
  CrmConversationView *self = g_object_get_data (G_OBJECT (popover), "crm-self");

  gtk_popover_popdown (GTK_POPOVER (popover));
  crm_conversation_write_deal (GTK_WIDGET (self), self->store, self->conversation, 0);
}

static void
open_search (CrmConversationView *self, GtkWidget *at, const char *label, const char *entity,
    const char *field, const char *value, GCallback taken, gboolean with_none)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *entry = gtk_entry_new ();
  CrmCompletion *completion;

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_size_request (entry, crm_popover_get_width (at, 300), -1);
  gtk_widget_add_css_class (box, "popover-form");
  gtk_box_append (GTK_BOX (box), entry);
  g_object_set_data_full (G_OBJECT (popover), "crm-self", g_object_ref (self), g_object_unref);
  completion = crm_completion_attach (entry, self->store, entity, field, value, FALSE);
  g_signal_connect_object (completion, "taken", taken, popover, 0);
  if (with_none)
    {
      GtkWidget *none = gtk_button_new_with_label (_ ("About no deal"));

      gtk_widget_add_css_class (none, "flat");
      g_signal_connect_swapped (none, "clicked", G_CALLBACK (on_no_deal), popover);
      gtk_box_append (GTK_BOX (box), none);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  crm_popover_open_at (GTK_POPOVER (popover), at);
  gtk_widget_grab_focus (entry);
}

static void
on_existing (CrmConversationView *self, GtkWidget *button)
{
  open_search (
      self, button, _ ("Name of the client"), "client", NULL, NULL, G_CALLBACK (on_client_taken), FALSE);
}

static void
on_change (CrmConversationView *self)
{
  g_autofree char *client = g_strdup_printf ("%lld", (long long)get_link (self, CRM_CONVERSATION_CLIENT));

  open_search (self, self->change, _ ("Title of the deal"), "deal", "client", client,
      G_CALLBACK (on_deal_taken), get_link (self, CRM_CONVERSATION_DEAL) != 0);
}

static void
on_new_client (CrmConversationView *self)
{
  crm_quick_add_present_sender (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->store,
      self->conversation, crm_row_get_text (self->data->row, CRM_CONVERSATION_ADDRESS));
}

static void
set_state (CrmConversationView *self, const char *state)
{
  g_autofree char *name = dup_name (self);

  crm_conversation_write_state (GTK_WIDGET (self), self->store, self->conversation, state, name);
  if (!g_str_equal (state, "open"))
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
on_ignore (CrmConversationView *self)
{
  set_state (self, "ignored");
}

/* Deeds */

void
crm_conversation_view_reply (CrmConversationView *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  self->wants_reply = self->data == NULL;
  if (self->data != NULL)
    crm_message_entry_focus (CRM_MESSAGE_ENTRY (self->entry));
}

void
crm_conversation_view_finish (CrmConversationView *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  if (self->data != NULL)
    set_state (self, is_in_state (self, "open") ? "done" : "open");
}

void
crm_conversation_view_link (CrmConversationView *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  if (self->data == NULL)
    return;
  if (get_link (self, CRM_CONVERSATION_CLIENT) != 0)
    on_change (self);
  else
    on_existing (self, self->name);
}

void
crm_conversation_view_mark_unread (CrmConversationView *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  if (self->data == NULL)
    return;
  self->kept_unread = TRUE;
  crm_conversation_write_seen (GTK_WIDGET (self), self->store, self->conversation, FALSE);
}

void
crm_conversation_view_add_task (CrmConversationView *self)
{
  CrmMessageThread *thread = CRM_MESSAGE_THREAD (self->thread);

  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  if (self->data != NULL)
    crm_conversation_next_add_task (CRM_CONVERSATION_NEXT (self->next),
        gtk_widget_get_mapped (self->next) ? self->next : self->menu,
        crm_message_thread_get_last_text (thread), crm_message_thread_get_last (thread));
}

void
crm_conversation_view_open_client (CrmConversationView *self)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  if (get_link (self, CRM_CONVERSATION_CLIENT) != 0)
    crm_window_open_client (GTK_WIDGET (self), get_link (self, CRM_CONVERSATION_CLIENT), NULL);
}

static void
on_open_deal (CrmConversationView *self)
{
  if (self->data != NULL && self->data->deal != NULL)
    crm_window_open_deal (GTK_WIDGET (self), self->data->deal->id, NULL, 0);
}

static void
on_back (CrmConversationView *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* Making */

static GtkWidget *
new_icon_button (const char *icon, const char *words, GCallback callback, gpointer data)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_swapped (button, "clicked", callback, data);
  return button;
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Mark as unread"), "messages.unread");
  g_menu_append (menu, _ ("Change the deal…"), "messages.link");
  g_menu_append (menu, _ ("Make a task…"), "messages.task");
  g_menu_append (menu, _ ("Open client"), "messages.open");
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_head (CrmConversationView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GMenuModel) menu = make_menu ();

  self->back = new_icon_button ("go-previous-symbolic", _ ("Back to the list"), G_CALLBACK (on_back), self);
  gtk_widget_set_visible (self->back, FALSE);
  self->avatar = adw_avatar_new (44, NULL, TRUE);
  self->name = new_label ("title-3");
  self->caption = new_label ("caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->caption);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->open = new_icon_button ("x-office-address-book-symbolic", _ ("Open the client's card (Enter)"),
      G_CALLBACK (crm_conversation_view_open_client), self);
  self->done = new_icon_button (
      "object-select-symbolic", _ ("Nothing to answer (E)"), G_CALLBACK (crm_conversation_view_finish), self);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->menu, _ ("What to do with this conversation"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
      _ ("What to do with this conversation"), -1);
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), self->avatar);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), self->open);
  gtk_box_append (GTK_BOX (head), self->done);
  gtk_box_append (GTK_BOX (head), self->menu);
  gtk_widget_set_margin_start (head, 18);
  gtk_widget_set_margin_end (head, 12);
  gtk_widget_set_margin_top (head, 12);
  gtk_widget_set_margin_bottom (head, 12);
  return head;
}

static void
add_answer (
    CrmConversationView *self, GtkWidget *box, const char *label, const char *style, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
on_existing_clicked (GtkButton *button, CrmConversationView *self)
{
  on_existing (self, GTK_WIDGET (button));
}

static GtkWidget *
make_who (CrmConversationView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_ ("Who is this?"));
  GtkWidget *existing = gtk_button_new_with_label (_ ("Existing…"));
  GtkWidget *answers = crm_wrap_box_new ();

  self->who = g_object_new (GTK_TYPE_BOX, "spacing", 8, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->who), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Who is this?"), -1);
  gtk_widget_add_css_class (self->who, "banner-info");
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  gtk_box_append (GTK_BOX (head), title);
  gtk_widget_set_hexpand (head, TRUE);
  add_answer (self, answers, _ ("New client…"), NULL, G_CALLBACK (on_new_client));
  gtk_widget_set_valign (existing, GTK_ALIGN_CENTER);
  g_signal_connect (existing, "clicked", G_CALLBACK (on_existing_clicked), self);
  gtk_box_append (GTK_BOX (answers), existing);
  add_answer (self, answers, _ ("Ignore"), "flat", G_CALLBACK (on_ignore));
  gtk_box_append (GTK_BOX (self->who), head);
  gtk_box_append (GTK_BOX (self->who), answers);
  gtk_widget_set_margin_start (self->who, 18);
  gtk_widget_set_margin_end (self->who, 18);
  gtk_widget_set_margin_bottom (self->who, 8);
  return self->who;
}

static GtkWidget *
make_context (CrmConversationView *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("crm-deal-symbolic");
  GtkWidget *press = gtk_button_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->context = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->context, "card");
  gtk_widget_add_css_class (self->context, "context");
  gtk_widget_add_css_class (icon, "deal");
  self->deal_title = new_label ("semibold");
  self->deal_caption = new_label ("caption");
  gtk_widget_add_css_class (self->deal_caption, "dim-label");
  gtk_box_append (GTK_BOX (words), icon);
  gtk_box_append (GTK_BOX (words), self->deal_title);
  gtk_box_append (GTK_BOX (words), self->deal_caption);
  gtk_button_set_child (GTK_BUTTON (press), words);
  gtk_widget_add_css_class (press, "flat");
  gtk_widget_add_css_class (press, "plain-weight");
  gtk_widget_set_tooltip_text (press, _ ("Open the deal"));
  g_signal_connect_swapped (press, "clicked", G_CALLBACK (on_open_deal), self);
  self->how = new_label ("caption");
  gtk_widget_add_css_class (self->how, "dim-label");
  gtk_widget_set_hexpand (self->how, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->how), 1);
  self->change = gtk_button_new_with_label (_ ("Change…"));
  gtk_widget_add_css_class (self->change, "flat");
  g_signal_connect_swapped (self->change, "clicked", G_CALLBACK (on_change), self);
  gtk_box_append (GTK_BOX (self->context), press);
  gtk_box_append (GTK_BOX (self->context), self->how);
  gtk_box_append (GTK_BOX (self->context), self->change);
  gtk_widget_set_margin_start (self->context, 18);
  gtk_widget_set_margin_end (self->context, 18);
  gtk_widget_set_margin_bottom (self->context, 8);
  return self->context;
}

static void
on_sent (CrmConversationView *self)
{
  crm_message_entry_focus (CRM_MESSAGE_ENTRY (self->entry));
}

static void
crm_conversation_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_conversation_view_parent_class)->map (widget);
  if (CRM_CONVERSATION_VIEW (widget)->data != NULL)
    see (CRM_CONVERSATION_VIEW (widget));
}

static void
crm_conversation_view_dispose (GObject *object)
{
  CrmConversationView *self = CRM_CONVERSATION_VIEW (object);

  g_clear_handle_id (&self->seen, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->stack = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->data, crm_conversation_data_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_conversation_view_parent_class)->dispose (object);
}

static void
crm_conversation_view_unmap (GtkWidget *widget)
{
  CRM_CONVERSATION_VIEW (widget)->wants_reply = FALSE;
  GTK_WIDGET_CLASS (crm_conversation_view_parent_class)->unmap (widget);
}

static void
crm_conversation_view_class_init (CrmConversationViewClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_conversation_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_conversation_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = crm_conversation_view_unmap;
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_conversation_view_init (CrmConversationView *self)
{
}

GtkWidget *
crm_conversation_view_new (CrmStore *store)
{
  CrmConversationView *self = g_object_new (CRM_TYPE_CONVERSATION_VIEW, NULL);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *none = adw_status_page_new ();

  self->store = g_object_ref (store);
  self->next = crm_conversation_next_new (store);
  g_signal_connect_object (
      self->next, "task", G_CALLBACK (crm_conversation_view_add_task), self, G_CONNECT_SWAPPED);
  self->thread = crm_message_thread_new (store);
  crm_message_thread_set_foot (CRM_MESSAGE_THREAD (self->thread), self->next);
  self->entry = crm_message_entry_new (store);
  gtk_widget_set_margin_start (self->entry, 18);
  gtk_widget_set_margin_end (self->entry, 18);
  gtk_widget_set_margin_bottom (self->entry, 14);
  /* What is being sent keeps the card of the answer alive, but not this. */
  g_signal_connect_object (self->entry, "sent", G_CALLBACK (on_sent), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (page), make_head (self));
  gtk_box_append (GTK_BOX (page), make_who (self));
  gtk_box_append (GTK_BOX (page), make_context (self));
  gtk_box_append (GTK_BOX (page), self->thread);
  gtk_box_append (GTK_BOX (page), self->entry);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "crm-inbox-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No conversation chosen"));
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), page, "conversation");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}

void
crm_conversation_view_set_conversation (CrmConversationView *self, gint64 conversation)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  if (self->conversation == conversation)
    return;
  g_clear_handle_id (&self->seen, g_source_remove);
  self->kept_unread = FALSE;
  self->conversation = conversation;
  g_clear_pointer (&self->data, crm_conversation_data_free);
  if (conversation == 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
  crm_message_thread_set_conversation (CRM_MESSAGE_THREAD (self->thread), conversation);
  load (self);
}

gint64
crm_conversation_view_get_conversation (CrmConversationView *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_VIEW (self), 0);
  return self->conversation;
}

void
crm_conversation_view_set_narrow (CrmConversationView *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_CONVERSATION_VIEW (self));
  self->narrow = narrow;
  gtk_widget_set_visible (self->back, narrow);
  gtk_widget_set_visible (self->avatar, !narrow);
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (self->who), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (self->data != NULL)
    show_context (self);
}

CrmMessageEntry *
crm_conversation_view_get_entry (CrmConversationView *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_VIEW (self), NULL);
  return CRM_MESSAGE_ENTRY (self->entry);
}

CrmMessageThread *
crm_conversation_view_get_thread (CrmConversationView *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_VIEW (self), NULL);
  return CRM_MESSAGE_THREAD (self->thread);
}

gboolean
crm_conversation_view_is_ready (CrmConversationView *self)
{
  g_return_val_if_fail (CRM_IS_CONVERSATION_VIEW (self), FALSE);
  return self->data != NULL && !crm_message_thread_is_loading (CRM_MESSAGE_THREAD (self->thread));
}
