/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-message-form.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-address-label.h"
#include "message/crm-message-ways.h"
#include "message/crm-message-words.h"
#include "message/crm-message-writes.h"
#include "message/crm-send-later.h"
#include "message/crm-sms-counter.h"
#include "message/crm-template-choice.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-wrap-layout.h"

/* A text message: to which number, through which account, from which template, when. It is queued, not only noted down. Main thread. */

struct _CrmMessageForm
{
  CrmComposerForm parent_instance;
  gint64 client, deal;
  char *wanted;              /* number to take, nullable */
  CrmMessageWays *ways;      /* owned, nullable: not read yet */
  GCancellable *cancellable; /* nullable */
  GtkTextBuffer *buffer;     /* owned */
  gint64 due_at;             /* 0: at once */
  GtkWidget *to;
  GtkWidget *accounts;
  GtkWidget *hint;
  GtkWidget *templates;
  GtkWidget *counter;
  GtkWidget *later;
  GtkWidget *when; /* button: lets go of the time */
};

G_DEFINE_FINAL_TYPE (CrmMessageForm, crm_message_form, CRM_TYPE_COMPOSER_FORM)

static CrmStore *
get_store (CrmMessageForm *self)
{
  return crm_composer_form_get_store (CRM_COMPOSER_FORM (self));
}

static gpointer
get_chosen (GtkWidget *choice, GPtrArray *items)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (choice));

  return items->len == 0 ? NULL : items->pdata[chosen < items->len ? chosen : 0];
}

static const CrmMessageAccount *
get_account (CrmMessageForm *self)
{
  return self->ways != NULL ? get_chosen (self->accounts, self->ways->accounts) : NULL;
}

/* What is written */

static void
on_buffer_changed (CrmMessageForm *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  crm_sms_counter_set_text (CRM_SMS_COUNTER (self->counter), text);
  gtk_widget_set_visible (self->counter, text[0] != '\0');
}

static void
set_buffer (CrmComposerForm *form, GtkTextBuffer *buffer)
{
  CrmMessageForm *self = CRM_MESSAGE_FORM (form);

  self->buffer = g_object_ref (buffer);
  crm_template_choice_set_buffer (CRM_TEMPLATE_CHOICE (self->templates), buffer);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (on_buffer_changed), self);
}

static void
on_simplify (CrmMessageForm *self)
{
  g_autofree char *text = NULL;
  g_autofree char *simple = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  simple = crm_sms_simplify (text);
  if (simple != NULL)
    gtk_text_buffer_set_text (self->buffer, simple, -1);
}

/* Whoever took a template reads it, changes it and sends it by keys. */
static void
on_filled (CrmMessageForm *self)
{
  GtkWidget *composer = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_COMPOSER);

  if (composer != NULL)
    crm_composer_begin (CRM_COMPOSER (composer), CRM_COMPOSER_MESSAGE);
}

/* When */

static void
set_due (CrmMessageForm *self, gint64 at)
{
  self->due_at = at;
  gtk_widget_set_visible (self->when, at != 0);
  if (at != 0)
    {
      g_autofree char *moment =
          crm_message_dup_moment (at, crm_clock_now (), crm_store_get_zone (get_store (self)));
      g_autofree char *text = g_strdup_printf (_ ("Will be sent %s"), moment);

      gtk_button_set_label (GTK_BUTTON (self->when), text);
    }
}

static void
on_later (CrmMessageForm *self, gint64 at)
{
  set_due (self, at);
}

static void
on_when_clicked (CrmMessageForm *self)
{
  set_due (self, 0);
}

/* To whom and through what */

static void
show_hint (CrmMessageForm *self)
{
  const char *suggested = self->ways->suggested;
  g_autofree char *text = NULL;

  if (self->ways->refused != NULL)
    text = g_strdup (self->ways->refused);
  else if (self->ways->addresses->len == 0)
    text = g_strdup (_ ("There is no phone number to write to."));
  else if (suggested != NULL && g_str_equal (suggested, "mail"))
    text = g_strdup (_ ("This client would rather get a letter."));
  else if (suggested != NULL && g_str_equal (suggested, "call"))
    text = g_strdup (_ ("This client would rather be called."));
  gtk_label_set_text (GTK_LABEL (self->hint), text != NULL ? text : "");
  gtk_widget_set_visible (self->hint, text != NULL);
}

static void
show_price (CrmMessageForm *self)
{
  const CrmMessageAccount *account = get_account (self);

  crm_sms_counter_set_price (CRM_SMS_COUNTER (self->counter), account != NULL ? account->price : -1,
      account != NULL ? account->currency : NULL);
}

static void
show_addresses (CrmMessageForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < self->ways->addresses->len; i++)
    {
      const CrmMessageAddress *address = self->ways->addresses->pdata[i];
      g_autofree char *number = crm_message_dup_address (get_store (self), address->value);
      g_autofree char *label =
          address->label != NULL ? crm_address_label_display ("phone", address->label) : NULL;
      g_autofree char *name = label != NULL ? g_strdup_printf ("%s · %s", number, label) : g_strdup (number);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (address->value, self->wanted) == 0)
        chosen = i;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->to), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->to), chosen);
  gtk_widget_set_visible (self->to, self->ways->addresses->len > 0);
}

static void
show_accounts (CrmMessageForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->ways->accounts->len; i++)
    gtk_string_list_append (names, ((CrmMessageAccount *)self->ways->accounts->pdata[i])->name);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->accounts), G_LIST_MODEL (names));
  gtk_widget_set_visible (self->accounts, self->ways->accounts->len > 1);
  show_price (self);
}

static void
on_ways (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMessageForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMessageWays) ways = crm_message_ways_read_finish (CRM_STORE (source), result, &error);
  gboolean allowed;

  if (self->buffer == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ways == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->hint), error->message);
      gtk_widget_set_visible (self->hint, TRUE);
      return;
    }
  allowed = self->ways != NULL && self->ways->refused != NULL && ways->refused == NULL;
  g_clear_pointer (&self->ways, crm_message_ways_free);
  self->ways = g_steal_pointer (&ways);
  show_addresses (self);
  show_accounts (self);
  show_hint (self);
  /* What was said against it no longer holds. */
  if (allowed)
    crm_composer_form_changed (CRM_COMPOSER_FORM (self));
}

static void
read_ways (CrmMessageForm *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_message_ways_read_async (
      get_store (self), self->client, "sms", NULL, self->cancellable, on_ways, g_object_ref (self));
}

static void
set_about (CrmComposerForm *form, gint64 client, gint64 deal)
{
  CrmMessageForm *self = CRM_MESSAGE_FORM (form);

  if (self->client != client)
    {
      g_clear_pointer (&self->wanted, g_free);
      set_due (self, 0);
    }
  self->client = client;
  self->deal = deal;
  crm_template_choice_set_about (CRM_TEMPLATE_CHOICE (self->templates), client, deal);
  read_ways (self);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmMessageForm *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (crm_change_set_touches (changes, "account") || crm_change_set_touches (changes, "consent") ||
          crm_change_set_touches (changes, "address")))
    read_ways (self);
}

void
crm_message_form_set_address (CrmMessageForm *self, const char *address)
{
  g_return_if_fail (CRM_IS_MESSAGE_FORM (self));
  g_free (self->wanted);
  self->wanted = g_strdup (address);
  if (self->ways != NULL)
    show_addresses (self);
}

/* Sending */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
read_message (CrmComposerForm *form, CrmValues *values, GError **error)
{
  CrmMessageForm *self = CRM_MESSAGE_FORM (form);
  const CrmMessageAddress *address;
  const CrmMessageAccount *account = get_account (self);

  if (crm_text_is_blank (crm_values_get_text (values, CRM_MESSAGE_TEXT)))
    return refuse (error, _ ("There is nothing to send: the text is empty."));
  if (self->ways != NULL && self->ways->refused != NULL)
    return refuse (error, self->ways->refused);
  address = self->ways != NULL ? get_chosen (self->to, self->ways->addresses) : NULL;
  if (address == NULL)
    return refuse (error, _ ("There is no phone number to write to."));
  if (!crm_template_choice_check (CRM_TEMPLATE_CHOICE (self->templates), error))
    return FALSE;
  crm_values_set_text (values, CRM_MESSAGE_CHANNEL, "sms");
  crm_values_set_text (values, CRM_MESSAGE_ADDRESS, address->value);
  if (account != NULL)
    crm_values_set_integer (values, CRM_MESSAGE_ACCOUNT, account->id);
  return TRUE;
}

static gint64
get_link (CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  return value != NULL && value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

static void
add_message (CrmComposerForm *form, CrmValues *taken, GAsyncReadyCallback callback, gpointer data)
{
  CrmMessageForm *self = CRM_MESSAGE_FORM (form);
  g_autoptr (CrmValues) values = taken;
  g_autofree char *number =
      crm_message_dup_address (get_store (self), crm_values_get_text (values, CRM_MESSAGE_ADDRESS));
  CrmSendRequest request = { 0 };

  request.client = get_link (values, CRM_MESSAGE_CLIENT);
  request.deal = get_link (values, CRM_MESSAGE_DEAL);
  request.channel = "sms";
  request.address = crm_values_get_text (values, CRM_MESSAGE_ADDRESS);
  request.account = get_link (values, CRM_MESSAGE_ACCOUNT);
  request.text = crm_values_get_text (values, CRM_MESSAGE_TEXT);
  request.trigger_entity = crm_values_get_text (values, CRM_MESSAGE_TRIGGER_ENTITY);
  request.trigger = get_link (values, CRM_MESSAGE_TRIGGER);
  request.template = crm_template_choice_get_template (CRM_TEMPLATE_CHOICE (self->templates));
  request.purpose = crm_template_choice_get_purpose (CRM_TEMPLATE_CHOICE (self->templates));
  request.due_at = self->due_at;
  request.urgent = TRUE;
  crm_message_send_async (get_store (self), &request, number, callback, data);
}

static void
added (CrmComposerForm *form)
{
  set_due (CRM_MESSAGE_FORM (form), 0);
}

/* Making */

static GtkWidget *
new_choice (const char *words)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  gtk_widget_add_css_class (choice, "plain");
  gtk_widget_set_tooltip_text (choice, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (choice, FALSE);
  return choice;
}

static void
crm_message_form_constructed (GObject *object)
{
  CrmMessageForm *self = CRM_MESSAGE_FORM (object);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *bar = crm_wrap_box_new ();
  GtkWidget *later = gtk_menu_button_new ();

  G_OBJECT_CLASS (crm_message_form_parent_class)->constructed (object);
  self->to = new_choice (_ ("The number it is sent to"));
  self->accounts = new_choice (_ ("The account it is sent through"));
  g_signal_connect_swapped (self->accounts, "notify::selected", G_CALLBACK (show_price), self);
  self->templates = crm_template_choice_new (get_store (self), "sms");
  g_signal_connect_swapped (self->templates, "filled", G_CALLBACK (on_filled), self);
  self->later = crm_send_later_new (get_store (self));
  g_signal_connect_swapped (self->later, "chosen", G_CALLBACK (on_later), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (later), "crm-clock-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (later), self->later);
  gtk_widget_add_css_class (later, "flat");
  gtk_widget_set_tooltip_text (later, _ ("Send later…"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (later), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Send later…"), -1);
  self->when = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->when, "small-button");
  gtk_widget_set_valign (self->when, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->when, _ ("Press to send it at once instead"));
  gtk_widget_set_visible (self->when, FALSE);
  g_signal_connect_swapped (self->when, "clicked", G_CALLBACK (on_when_clicked), self);
  self->counter = crm_sms_counter_new ();
  gtk_widget_set_visible (self->counter, FALSE);
  g_signal_connect_swapped (self->counter, "simplify", G_CALLBACK (on_simplify), self);
  self->hint = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_add_css_class (self->hint, "today");
  gtk_widget_set_margin_start (self->hint, 8);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_box_append (GTK_BOX (bar), self->templates);
  gtk_box_append (GTK_BOX (bar), later);
  gtk_box_append (GTK_BOX (bar), self->to);
  gtk_box_append (GTK_BOX (bar), self->accounts);
  gtk_box_append (GTK_BOX (bar), self->when);
  gtk_box_append (GTK_BOX (lines), self->hint);
  gtk_box_append (GTK_BOX (lines), self->counter);
  gtk_box_append (GTK_BOX (lines), bar);
  gtk_widget_set_margin_start (lines, 6);
  gtk_widget_set_margin_end (lines, 6);
  gtk_widget_set_margin_bottom (lines, 4);
  adw_bin_set_child (ADW_BIN (self), lines);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (on_store_changed), self, 0);
}

static void
crm_message_form_dispose (GObject *object)
{
  CrmMessageForm *self = CRM_MESSAGE_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->ways, crm_message_ways_free);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (crm_message_form_parent_class)->dispose (object);
}

static void
crm_message_form_class_init (CrmMessageFormClass *klass)
{
  CrmComposerFormClass *form = CRM_COMPOSER_FORM_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_message_form_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_message_form_dispose;
  form->entity = "message";
  form->label = N_ ("Message");
  form->icon = "crm-sms-symbolic";
  form->tip = N_ ("Send a text message (Alt+4)");
  form->edit_title = N_ ("Message");
  form->text_key = "composer.message";
  form->verb = N_ ("Send");
  form->placeholder = N_ ("Write a text message… Ctrl+Enter sends");
  form->read = read_message;
  form->set_about = set_about;
  form->set_buffer = set_buffer;
  form->add_async = add_message;
  form->added = added;
  form->fields[CRM_COMPOSER_FIELD_CLIENT] = CRM_MESSAGE_CLIENT;
  form->fields[CRM_COMPOSER_FIELD_DEAL] = CRM_MESSAGE_DEAL;
  form->fields[CRM_COMPOSER_FIELD_AUTHOR] = CRM_MESSAGE_AUTHOR;
  form->fields[CRM_COMPOSER_FIELD_TRIGGER_ENTITY] = CRM_MESSAGE_TRIGGER_ENTITY;
  form->fields[CRM_COMPOSER_FIELD_TRIGGER] = CRM_MESSAGE_TRIGGER;
  form->fields[CRM_COMPOSER_FIELD_TEXT] = CRM_MESSAGE_TEXT;
}

static void
crm_message_form_init (CrmMessageForm *self)
{
}
