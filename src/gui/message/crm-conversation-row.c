/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-conversation-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "message/crm-message-words.h"
#include "widgets/crm-dot.h"

/* Made once and shown for many records, as a row of a list is. Holds the record it shows. Main thread. */

struct _CrmConversationRow
{
  AdwBin parent_instance;
  CrmStore *store;   /* owned */
  CrmRecord *record; /* owned, nullable */
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *time;
  GtkWidget *icon;
  GtkWidget *channel;
  GtkWidget *preview;
  GtkWidget *dot;
};

G_DEFINE_FINAL_TYPE (CrmConversationRow, crm_conversation_row, ADW_TYPE_BIN)

char *
crm_conversation_dup_name (CrmStore *store, const CrmRow *conversation)
{
  const char *name = crm_row_get_text (conversation, CRM_CONVERSATION_CLIENT_NAME);

  return name != NULL
             ? g_strdup (name)
             : crm_message_dup_address (store, crm_row_get_text (conversation, CRM_CONVERSATION_ADDRESS));
}

/* What screen readers say of it. */
static void
name_row (CrmConversationRow *self, CrmRow *row, const char *name, const char *time, const char *preview)
{
  gint64 unread = crm_row_get_integer (row, CRM_CONVERSATION_N_UNREAD);
  g_autofree char *waiting = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (unread > 0)
    waiting = g_strdup_printf (ngettext ("%lld unread", "%lld unread", (gulong)unread), (long long)unread);
  else if (crm_row_get_integer (row, CRM_CONVERSATION_WAITING_SINCE) != 0)
    waiting = g_strdup (_ ("not answered yet"));
  spoken = g_strdup_printf ("%s, %s, %s%s%s. %s", name,
      crm_channel_get_word (crm_row_get_text (row, CRM_CONVERSATION_CHANNEL)), time,
      waiting != NULL ? ", " : "", waiting != NULL ? waiting : "", preview);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_channel (CrmConversationRow *self, CrmRow *row)
{
  static const char *const styles[] = { "sms", "mail", "chat" };
  const char *channel = crm_row_get_text (row, CRM_CONVERSATION_CHANNEL);
  const char *state = crm_row_get_text (row, CRM_CONVERSATION_STATE);
  gboolean known = crm_row_get_integer (row, CRM_CONVERSATION_CLIENT) != 0;
  g_autofree char *text = NULL;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), crm_channel_get_icon (channel));
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    set_class (self->icon, styles[i], g_str_equal (styles[i], crm_channel_get_style (channel)));
  if (!known)
    text = g_strdup_printf ("%s · %s", crm_channel_get_word (channel),
        g_strcmp0 (state, "ignored") == 0 ? _ ("ignored") : _ ("who is this?"));
  gtk_label_set_text (GTK_LABEL (self->channel), text != NULL ? text : crm_channel_get_word (channel));
}

void
crm_conversation_row_update (CrmConversationRow *self)
{
  CrmRow *row = self->record != NULL ? crm_record_get_row (self->record) : NULL;
  g_autofree char *name = NULL, *time = NULL, *preview = NULL, *full = NULL;
  GTimeZone *zone = crm_store_get_zone (self->store);
  const char *text;
  gboolean unread;
  gint64 at;

  if (row == NULL)
    return;
  /* The list is in the order of waiting, and says by what. */
  at = crm_row_get_integer (row, CRM_CONVERSATION_WAITING_SINCE);
  if (at == 0)
    at = crm_row_get_integer (row, CRM_CONVERSATION_LAST_AT);
  text = crm_row_get_text (row, CRM_CONVERSATION_PREVIEW);
  unread = crm_row_get_integer (row, CRM_CONVERSATION_N_UNREAD) > 0;
  name = crm_conversation_dup_name (self->store, row);
  time = at != 0 ? crm_message_dup_short_time (at, crm_clock_now (), zone) : g_strdup ("");
  full = at != 0 ? crm_instant_display_full (at, zone) : NULL;
  if (g_strcmp0 (crm_row_get_text (row, CRM_CONVERSATION_LAST_DIRECTION), "out") == 0)
    /* Translators: the beginning of our own message in a list of conversations. */
    preview = g_strdup_printf (_ ("You: %s"), text != NULL ? text : "");
  else
    preview = g_strdup (text != NULL ? text : _ ("Without text"));
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  adw_avatar_set_show_initials (
      ADW_AVATAR (self->avatar), crm_row_get_integer (row, CRM_CONVERSATION_CLIENT) != 0);
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->time), time);
  gtk_widget_set_tooltip_text (self->time, full);
  gtk_label_set_text (GTK_LABEL (self->preview), preview);
  show_channel (self, row);
  set_class (self->name, "strong", unread);
  set_class (self->channel, "semibold", unread);
  set_class (self->time, "accent", unread);
  set_class (self->time, "dim-label", !unread);
  gtk_widget_set_opacity (self->dot, unread ? 1 : 0);
  name_row (self, row, name, time, preview);
}

void
crm_conversation_row_set_record (CrmConversationRow *self, CrmRecord *record)
{
  g_return_if_fail (CRM_IS_CONVERSATION_ROW (self));
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_set_object (&self->record, record);
  if (record != NULL)
    g_signal_connect_swapped (record, "changed", G_CALLBACK (crm_conversation_row_update), self);
  crm_conversation_row_update (self);
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
crm_conversation_row_dispose (GObject *object)
{
  CrmConversationRow *self = CRM_CONVERSATION_ROW (object);

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->record);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_conversation_row_parent_class)->dispose (object);
}

static void
crm_conversation_row_class_init (CrmConversationRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_conversation_row_dispose;
}

static void
crm_conversation_row_init (CrmConversationRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->avatar = adw_avatar_new (36, NULL, TRUE);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_CENTER);
  self->name = new_label (NULL);
  gtk_widget_add_css_class (self->name, "semibold");
  self->time = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->time, "caption");
  gtk_widget_add_css_class (self->time, "numeric");
  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 14);
  self->channel = new_label ("caption");
  self->dot = crm_dot_new ("accent");
  self->preview = new_label ("caption");
  gtk_widget_add_css_class (self->preview, "dim-label");
  gtk_box_append (GTK_BOX (first), self->name);
  gtk_box_append (GTK_BOX (first), self->time);
  gtk_box_append (GTK_BOX (second), self->icon);
  gtk_box_append (GTK_BOX (second), self->channel);
  gtk_box_append (GTK_BOX (second), self->dot);
  gtk_box_append (GTK_BOX (words), first);
  gtk_box_append (GTK_BOX (words), second);
  gtk_box_append (GTK_BOX (words), self->preview);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), self->avatar);
  gtk_box_append (GTK_BOX (box), words);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
crm_conversation_row_new (CrmStore *store)
{
  CrmConversationRow *self = g_object_new (CRM_TYPE_CONVERSATION_ROW, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
