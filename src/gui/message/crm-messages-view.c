/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-messages-view.h"

#include <glib/gi18n-lib.h>

#include "channel/crm-channel-manager.h"
#include "meeting/crm-sync-of.h"
#include "widgets/crm-key.h"
#include "widgets/crm-scaled.h"
#include "widgets/crm-width-bin.h"

/* Letters are keys only while nothing is being written. Main thread. */

#define LIST_WIDTH 372
#define LIST_WIDTH_MEDIUM 320

struct _CrmMessagesView
{
  CrmView parent_instance;
  GtkWidget *search;
  GtkWidget *refresh;
  GtkWidget *list;
  GtkWidget *list_pane;
  GtkWidget *view;
  gboolean narrow;
  gboolean opened; /* narrow: the conversation is in front */
};

G_DEFINE_FINAL_TYPE (CrmMessagesView, crm_messages_view, CRM_TYPE_VIEW)

static void
show_panes (CrmMessagesView *self)
{
  gtk_widget_set_visible (self->list_pane, !self->narrow || !self->opened);
  gtk_widget_set_visible (self->view, !self->narrow || self->opened);
  gtk_widget_set_hexpand (self->list_pane, self->narrow);
  crm_conversation_view_set_narrow (CRM_CONVERSATION_VIEW (self->view), self->narrow);
}

static void
open_pane (CrmMessagesView *self, gboolean opened)
{
  self->opened = opened;
  show_panes (self);
}

static void
on_selected (CrmMessagesView *self, gint64 conversation)
{
  crm_conversation_view_set_conversation (CRM_CONVERSATION_VIEW (self->view), conversation);
}

static void
on_activated (CrmMessagesView *self)
{
  if (self->narrow)
    {
      open_pane (self, TRUE);
      crm_message_thread_focus (crm_conversation_view_get_thread (CRM_CONVERSATION_VIEW (self->view)));
    }
  else
    crm_conversation_view_open_client (CRM_CONVERSATION_VIEW (self->view));
}

static void
on_left (CrmMessagesView *self)
{
  crm_conversation_list_leave (CRM_CONVERSATION_LIST (self->list));
  if (self->narrow)
    open_pane (self, FALSE);
}

static void
on_back (CrmMessagesView *self)
{
  open_pane (self, FALSE);
  crm_conversation_list_focus (CRM_CONVERSATION_LIST (self->list));
}

static void
on_searched (CrmMessagesView *self)
{
  crm_conversation_list_set_text (
      CRM_CONVERSATION_LIST (self->list), gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_refresh (CrmMessagesView *self)
{
  CrmChannelManager *manager = crm_channel_manager_of (crm_view_get_store (CRM_VIEW (self)));

  if (manager != NULL)
    crm_channel_manager_retry (manager, 0);
}

/* Keys */

/* Also before one was chosen, or could be. */
static void
reply (CrmMessagesView *self)
{
  crm_conversation_list_choose (CRM_CONVERSATION_LIST (self->list));
  if (self->narrow)
    open_pane (self, TRUE);
  crm_conversation_view_reply (CRM_CONVERSATION_VIEW (self->view));
}

static void
deed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    void (*func) (CrmConversationView *view);
  } deeds[] = {
    { "messages.done", crm_conversation_view_finish },
    { "messages.link", crm_conversation_view_link },
    { "messages.unread", crm_conversation_view_mark_unread },
    { "messages.task", crm_conversation_view_add_task },
    { "messages.open", crm_conversation_view_open_client },
  };
  CrmMessagesView *self = CRM_MESSAGES_VIEW (widget);

  if (g_str_equal (name, "messages.reply"))
    reply (self);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].name, name))
      deeds[i].func (CRM_CONVERSATION_VIEW (self->view));
}

static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmMessagesView *self)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_r, "messages.reply" },
    { GDK_KEY_e, "messages.done" },
    { GDK_KEY_l, "messages.link" },
    { GDK_KEY_u, "messages.unread" },
    { GDK_KEY_t, "messages.task" },
  };
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    {
      /* Out of the answer, back to the list. */
      if (keyval != GDK_KEY_Escape || !GTK_IS_TEXT_VIEW (focus))
        return GDK_EVENT_PROPAGATE;
      if (self->narrow)
        on_back (self);
      else
        crm_conversation_list_focus (CRM_CONVERSATION_LIST (self->list));
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == crm_key_get_letter (keyval, code))
      {
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }
  if (keyval == GDK_KEY_Escape && self->narrow && self->opened)
    {
      on_back (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* The page */

static gboolean
crm_messages_view_focus_search (CrmView *view)
{
  CrmMessagesView *self = CRM_MESSAGES_VIEW (view);

  if (self->narrow)
    open_pane (self, FALSE);
  return gtk_widget_grab_focus (self->search);
}

/* Its letters are keys at once, wherever the person came from. */
static void
crm_messages_view_shown (CrmView *view)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (view))))
    gtk_root_set_focus (root, GTK_WIDGET (view));
}

static gboolean
on_shown_idle (gpointer data)
{
  g_autoptr (CrmMessagesView) self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->list == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      GTK_IS_TEXT_VIEW (gtk_root_get_focus (root)))
    return G_SOURCE_REMOVE;
  if (self->narrow && self->opened)
    crm_message_thread_focus (crm_conversation_view_get_thread (CRM_CONVERSATION_VIEW (self->view)));
  else
    crm_conversation_list_focus (CRM_CONVERSATION_LIST (self->list));
  return G_SOURCE_REMOVE;
}

/* The window gives the focus to its first widget after this. */
static void
crm_messages_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_messages_view_parent_class)->map (widget);
  g_idle_add (on_shown_idle, g_object_ref (widget));
}

static void
crm_messages_view_width_changed (CrmView *view, int width)
{
  CrmMessagesView *self = CRM_MESSAGES_VIEW (view);
  CrmWidthClass class = crm_width_class (width);

  self->narrow = class == CRM_WIDTH_CLASS_NARROW;
  gtk_widget_set_size_request (self->list_pane,
      self->narrow                      ? -1
      : class == CRM_WIDTH_CLASS_MEDIUM ? LIST_WIDTH_MEDIUM
                                        : MIN (crm_scaled (LIST_WIDTH), width * 2 / 5),
      -1);
  show_panes (self);
}

static GtkWidget *
make_header (CrmMessagesView *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search messages…"), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search messages"), -1);
  gtk_widget_set_hexpand (self->search, TRUE);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (on_searched), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 420);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->search);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), clamp);
  self->refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");
  gtk_widget_set_tooltip_text (self->refresh, _ ("Fetch messages now"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->refresh), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fetch messages now"), -1);
  g_signal_connect_swapped (self->refresh, "clicked", G_CALLBACK (on_refresh), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->refresh);
  return header;
}

static void
crm_messages_view_constructed (GObject *object)
{
  CrmMessagesView *self = CRM_MESSAGES_VIEW (object);
  CrmStore *store = crm_view_get_store (CRM_VIEW (self));
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *key = gtk_event_controller_key_new ();

  G_OBJECT_CLASS (crm_messages_view_parent_class)->constructed (object);
  self->list = crm_conversation_list_new (store);
  self->list_pane = adw_bin_new ();
  gtk_widget_add_css_class (self->list_pane, "conversations");
  adw_bin_set_child (ADW_BIN (self->list_pane), self->list);
  gtk_widget_set_size_request (self->list_pane, LIST_WIDTH, -1);
  self->view = crm_conversation_view_new (store);
  gtk_widget_set_hexpand (self->view, TRUE);
  gtk_box_append (GTK_BOX (panes), self->list_pane);
  gtk_box_append (GTK_BOX (panes), self->view);
  gtk_widget_set_vexpand (panes, TRUE);
  gtk_box_append (GTK_BOX (page), make_header (self));
  gtk_box_append (GTK_BOX (page), panes);
  adw_bin_set_child (ADW_BIN (self), page);
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect_swapped (self->view, "left", G_CALLBACK (on_left), self);
  g_signal_connect_swapped (self->view, "back", G_CALLBACK (on_back), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  show_panes (self);
}

static void
crm_messages_view_dispose (GObject *object)
{
  CrmMessagesView *self = CRM_MESSAGES_VIEW (object);

  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->view, self);
    }
  self->list = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (crm_messages_view_parent_class)->dispose (object);
}

static void
crm_messages_view_class_init (CrmMessagesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_messages_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_messages_view_dispose;
  widget_class->map = crm_messages_view_map;
  view_class->focus_search = crm_messages_view_focus_search;
  view_class->shown = crm_messages_view_shown;
  view_class->width_changed = crm_messages_view_width_changed;
  gtk_widget_class_install_action (widget_class, "messages.reply", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "messages.done", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "messages.link", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "messages.unread", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "messages.task", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "messages.open", NULL, deed_action);
}

static void
crm_messages_view_init (CrmMessagesView *self)
{
}

GtkWidget *
crm_messages_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_MESSAGES_VIEW, "store", store, "title", _ ("Messages"), NULL);
}

CrmConversationList *
crm_messages_view_get_list (CrmMessagesView *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGES_VIEW (self), NULL);
  return CRM_CONVERSATION_LIST (self->list);
}

CrmConversationView *
crm_messages_view_get_conversation (CrmMessagesView *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGES_VIEW (self), NULL);
  return CRM_CONVERSATION_VIEW (self->view);
}

void
crm_messages_view_show (CrmMessagesView *self, gint64 conversation)
{
  g_return_if_fail (CRM_IS_MESSAGES_VIEW (self));
  crm_conversation_list_select (CRM_CONVERSATION_LIST (self->list), conversation);
  crm_conversation_view_set_conversation (CRM_CONVERSATION_VIEW (self->view), conversation);
  open_pane (self, TRUE);
}
