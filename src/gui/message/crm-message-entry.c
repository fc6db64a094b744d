/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-entry.h"

#include <glib/gi18n-lib.h>

#include "message/crm-message-ways.h"
#include "message/crm-message-words.h"
#include "message/crm-message-writes.h"
#include "message/crm-sms-counter.h"
#include "timeline/crm-draft.h"
#include "widgets/crm-scaled.h"

/* Sends what it holds; the outbox does the rest. Main thread. */

#define KEY_TEXT "message.text"

struct _CrmMessageEntry
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 conversation, client, account, deal;
  char *name, *channel, *address;
  CrmMessageWays *ways;      /* owned, nullable */
  GCancellable *cancellable; /* nullable */
  gboolean filling;
  gboolean pending;
  GtkTextView *text;
  GtkWidget *placeholder;
  GtkWidget *templates;
  GtkWidget *counter;
  GtkWidget *accounts; /* drop-down, shown when there are several */
  GtkWidget *later_button;
  GtkWidget *later;
  GtkWidget *send;
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmMessageEntry, crm_message_entry, ADW_TYPE_BIN)

enum
{
  SIGNAL_SENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_text (CrmMessageEntry *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  return g_strchomp (g_steal_pointer (&text));
}

static void
show_error (CrmMessageEntry *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->error), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error, sentence != NULL);
}

static CrmMessageAccount *
get_account (CrmMessageEntry *self)
{
  guint chosen;

  if (self->ways == NULL || self->ways->accounts->len == 0)
    return NULL;
  chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->accounts));
  return self->ways->accounts->pdata[chosen < self->ways->accounts->len ? chosen : 0];
}

static void
show_price (CrmMessageEntry *self)
{
  const CrmMessageAccount *account = get_account (self);

  crm_sms_counter_set_price (CRM_SMS_COUNTER (self->counter), account != NULL ? account->price : -1,
      account != NULL ? account->currency : NULL);
}

static void
show_text (CrmMessageEntry *self)
{
  g_autofree char *text = dup_text (self);
  gboolean blank = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text)) == 0;

  gtk_widget_set_visible (self->placeholder, blank);
  gtk_widget_set_visible (self->counter, !blank && g_strcmp0 (self->channel, "sms") == 0);
  crm_sms_counter_set_text (CRM_SMS_COUNTER (self->counter), text);
}

static void
on_buffer_changed (CrmMessageEntry *self)
{
  g_autofree char *text = dup_text (self);

  show_text (self);
  if (self->filling || self->conversation == 0)
    return;
  show_error (self, NULL);
  crm_draft_set (self->store, "conversation", self->conversation, KEY_TEXT, text);
}

static void
on_simplify (CrmMessageEntry *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *simple = crm_sms_simplify (text);

  if (simple != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), simple, -1);
}

/* Accounts */

static void
show_ways (CrmMessageEntry *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < self->ways->accounts->len; i++)
    {
      const CrmMessageAccount *account = self->ways->accounts->pdata[i];

      gtk_string_list_append (names, account->name);
      if (account->id == self->account)
        chosen = i;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->accounts), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->accounts), chosen);
  gtk_widget_set_visible (self->accounts, self->ways->accounts->len > 1);
  show_price (self);
  if (self->ways->refused != NULL)
    show_error (self, self->ways->refused);
}

static void
on_ways (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMessageEntry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMessageWays) ways = crm_message_ways_read_finish (CRM_STORE (source), result, &error);

  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ways == NULL)
    {
      show_error (self, error->message);
      return;
    }
  g_clear_pointer (&self->ways, crm_message_ways_free);
  self->ways = g_steal_pointer (&ways);
  show_ways (self);
}

static void
read_ways (CrmMessageEntry *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->channel == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  crm_message_ways_read_async (self->store, self->client, self->channel, self->address, self->cancellable,
      on_ways, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmMessageEntry *self)
{
  if (crm_change_set_touches (changes, "account") || crm_change_set_touches (changes, "consent"))
    {
      show_error (self, NULL);
      read_ways (self);
    }
}

/* Sending */

typedef struct
{
  CrmMessageEntry *self; /* owned */
  gint64 conversation;
} Sending;

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Sending *sending = data;
  g_autoptr (CrmMessageEntry) self = sending->self;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  if (self->store == NULL)
    return;
  self->pending = FALSE;
  gtk_widget_set_sensitive (self->send, TRUE);
  if (!ok)
    {
      if (self->conversation == sending->conversation)
        show_error (self, error->message);
      return;
    }
  crm_draft_set (self->store, "conversation", sending->conversation, KEY_TEXT, NULL);
  if (self->conversation == sending->conversation)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", -1);
  g_signal_emit (self, signals[SIGNAL_SENT], 0);
}

void
crm_message_entry_send (CrmMessageEntry *self, gint64 due_at)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const CrmMessageAccount *account;
  CrmSendRequest request = { 0 };
  Sending *sending;

  g_return_if_fail (CRM_IS_MESSAGE_ENTRY (self));
  if (self->pending || self->channel == NULL)
    return;
  if (!crm_template_choice_check (CRM_TEMPLATE_CHOICE (self->templates), &error))
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }
  text = dup_text (self);
  account = get_account (self);
  request.client = self->client;
  request.channel = self->channel;
  request.address = self->address;
  request.account = account != NULL ? account->id : 0;
  request.text = text;
  request.deal = self->deal;
  request.template = crm_template_choice_get_template (CRM_TEMPLATE_CHOICE (self->templates));
  request.purpose = crm_template_choice_get_purpose (CRM_TEMPLATE_CHOICE (self->templates));
  request.due_at = due_at;
  request.urgent = TRUE;
  show_error (self, NULL);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->send, FALSE);
  sending = g_new (Sending, 1);
  sending->self = g_object_ref (self);
  sending->conversation = self->conversation;
  crm_message_send_async (self->store, &request, self->name, on_sent, sending);
}

static void
on_send_clicked (CrmMessageEntry *self)
{
  crm_message_entry_send (self, 0);
}

static void
on_later (CrmMessageEntry *self, gint64 at)
{
  crm_message_entry_send (self, at);
}

static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmMessageEntry *self)
{
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    {
      crm_message_entry_send (self, 0);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* Making */

static GtkWidget *
make_text (CrmMessageEntry *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text, FALSE);
  gtk_text_view_set_top_margin (self->text, 10);
  gtk_text_view_set_bottom_margin (self->text, 4);
  gtk_text_view_set_left_margin (self->text, 12);
  gtk_text_view_set_right_margin (self->text, 12);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), key);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), crm_scaled (34));
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 176);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->text));
  self->placeholder = gtk_label_new (NULL);
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_label_set_xalign (GTK_LABEL (self->placeholder), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->placeholder), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->placeholder, 10);
  gtk_widget_set_margin_start (self->placeholder, 12);
  gtk_widget_set_margin_end (self->placeholder, 12);
  gtk_widget_add_css_class (self->placeholder, "dim-label");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->placeholder);
  g_signal_connect_swapped (
      gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_buffer_changed), self);
  return overlay;
}

static GtkWidget *
make_bar (CrmMessageEntry *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *spring = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_hexpand (spring, TRUE);
  self->templates = crm_template_choice_new (self->store, "sms");
  crm_template_choice_set_buffer (
      CRM_TEMPLATE_CHOICE (self->templates), gtk_text_view_get_buffer (self->text));
  g_signal_connect_object (
      self->templates, "filled", G_CALLBACK (gtk_widget_grab_focus), self->text, G_CONNECT_SWAPPED);
  self->counter = crm_sms_counter_new ();
  g_signal_connect_swapped (self->counter, "simplify", G_CALLBACK (on_simplify), self);
  self->accounts = gtk_drop_down_new (NULL, NULL);
  gtk_widget_add_css_class (self->accounts, "plain");
  gtk_widget_set_tooltip_text (self->accounts, _ ("The account it is sent through"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->accounts), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Account"), -1);
  gtk_widget_set_visible (self->accounts, FALSE);
  g_signal_connect_swapped (self->accounts, "notify::selected", G_CALLBACK (show_price), self);
  self->later = crm_send_later_new (self->store);
  g_signal_connect_swapped (self->later, "chosen", G_CALLBACK (on_later), self);
  self->later_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->later_button), "crm-clock-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->later_button), self->later);
  gtk_widget_add_css_class (self->later_button, "flat");
  gtk_widget_set_tooltip_text (self->later_button, _ ("Send later…"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->later_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Send later…"), -1);
  self->send = gtk_button_new_with_mnemonic (C_ ("button", "_Send"));
  gtk_widget_add_css_class (self->send, "suggested-action");
  gtk_widget_set_tooltip_text (self->send, _ ("Send (Ctrl+Enter)"));
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (on_send_clicked), self);
  gtk_box_append (GTK_BOX (bar), self->templates);
  gtk_box_append (GTK_BOX (bar), self->later_button);
  gtk_box_append (GTK_BOX (bar), self->counter);
  gtk_box_append (GTK_BOX (bar), spring);
  gtk_box_append (GTK_BOX (bar), self->accounts);
  gtk_box_append (GTK_BOX (bar), self->send);
  gtk_widget_set_margin_start (bar, 6);
  gtk_widget_set_margin_end (bar, 6);
  gtk_widget_set_margin_bottom (bar, 6);
  return bar;
}

static void
clear_target (CrmMessageEntry *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->channel, g_free);
  g_clear_pointer (&self->address, g_free);
}

static void
crm_message_entry_dispose (GObject *object)
{
  CrmMessageEntry *self = CRM_MESSAGE_ENTRY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->text), self);
  self->text = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->ways, crm_message_ways_free);
  clear_target (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_message_entry_parent_class)->dispose (object);
}

static void
crm_message_entry_class_init (CrmMessageEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_message_entry_dispose;
  signals[SIGNAL_SENT] = g_signal_new (
      "sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_message_entry_init (CrmMessageEntry *self)
{
}

GtkWidget *
crm_message_entry_new (CrmStore *store)
{
  CrmMessageEntry *self = g_object_new (CRM_TYPE_MESSAGE_ENTRY, NULL);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->store = g_object_ref (store);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "composer");
  gtk_box_append (GTK_BOX (card), make_text (self));
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "field-error");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (card), self->error);
  gtk_box_append (GTK_BOX (card), make_bar (self));
  adw_bin_set_child (ADW_BIN (self), card);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  show_text (self);
  return GTK_WIDGET (self);
}

void
crm_message_entry_set_target (CrmMessageEntry *self, gint64 conversation, gint64 client, const char *name,
    const char *channel, const char *address, gint64 account, gint64 deal)
{
  gboolean same;
  g_autofree char *placeholder = NULL;
  const char *draft;

  g_return_if_fail (CRM_IS_MESSAGE_ENTRY (self));
  same = self->conversation == conversation && self->client == client && self->account == account &&
         g_strcmp0 (self->name, name) == 0;
  self->deal = deal;
  crm_template_choice_set_about (CRM_TEMPLATE_CHOICE (self->templates), client, deal);
  if (same)
    return;
  placeholder = g_strdup_printf (_ ("Answer %s… Ctrl+Enter sends"), name);
  gtk_label_set_text (GTK_LABEL (self->placeholder), placeholder);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  if (self->conversation != conversation)
    {
      draft = crm_draft_get (self->store, "conversation", conversation, KEY_TEXT);
      self->filling = TRUE;
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), draft != NULL ? draft : "", -1);
      self->filling = FALSE;
    }
  clear_target (self);
  self->conversation = conversation;
  self->client = client;
  self->account = account;
  self->name = g_strdup (name);
  self->channel = g_strdup (channel);
  self->address = g_strdup (address);
  show_error (self, NULL);
  show_text (self);
  read_ways (self);
}

void
crm_message_entry_focus (CrmMessageEntry *self)
{
  g_return_if_fail (CRM_IS_MESSAGE_ENTRY (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

gboolean
crm_message_entry_has_focus (CrmMessageEntry *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_ENTRY (self), FALSE);
  return gtk_widget_has_focus (GTK_WIDGET (self->text));
}

GtkTextBuffer *
crm_message_entry_get_buffer (CrmMessageEntry *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_ENTRY (self), NULL);
  return gtk_text_view_get_buffer (self->text);
}

CrmTemplateChoice *
crm_message_entry_get_templates (CrmMessageEntry *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_ENTRY (self), NULL);
  return CRM_TEMPLATE_CHOICE (self->templates);
}

CrmSendLater *
crm_message_entry_get_later (CrmMessageEntry *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_ENTRY (self), NULL);
  return CRM_SEND_LATER (self->later);
}

const char *
crm_message_entry_get_error (CrmMessageEntry *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_ENTRY (self), NULL);
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}
