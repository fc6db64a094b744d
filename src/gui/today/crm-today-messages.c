/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-messages.h"

#include <glib/gi18n-lib.h>

#include "message/crm-conversation-row.h"
#include "store/crm-record-list.h"

/* The list is a query, of which the first rows are shown. Main thread. */

#define SHOWN 4

struct _CrmTodayMessages
{
  GtkBox parent_instance;
  CrmStore *store;     /* owned */
  CrmRecordList *list; /* owned */
  GtkWidget *badge;
  GtkWidget *rows;
  GtkWidget *all;
};

G_DEFINE_FINAL_TYPE (CrmTodayMessages, crm_today_messages, GTK_TYPE_BOX)

static gint64
get_conversation (GtkListBoxRow *row)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (row), "crm-id");
}

static void
on_row_activated (CrmTodayMessages *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-conversation", "x", get_conversation (row));
}

static GtkWidget *
new_row (CrmTodayMessages *self, CrmRecord *record)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *conversation = crm_conversation_row_new (self->store);
  gint64 id = crm_record_get_id (record);

  gtk_widget_set_margin_top (conversation, 8);
  gtk_widget_set_margin_bottom (conversation, 8);
  gtk_widget_set_margin_start (conversation, 12);
  gtk_widget_set_margin_end (conversation, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), conversation);
  g_object_set_data_full (G_OBJECT (row), "crm-id", g_memdup2 (&id, sizeof id), g_free);
  crm_conversation_row_set_record (CRM_CONVERSATION_ROW (conversation), record);
  return row;
}

static void
show_list (CrmTodayMessages *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *count = g_strdup_printf ("%u", n);
  GtkListBoxRow *row;

  /* Those that wait still keep their rows, and with them the focus. */
  for (guint i = 0; i < MIN (n, SHOWN); i++)
    {
      g_autoptr (CrmRecord) record = NULL;

      row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), (int)i);
      if (row != NULL && get_conversation (row) == crm_record_list_get_id (self->list, i))
        continue;
      record = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      gtk_list_box_insert (GTK_LIST_BOX (self->rows), new_row (self, record), (int)i);
      if (row != NULL)
        gtk_list_box_remove (GTK_LIST_BOX (self->rows), GTK_WIDGET (row));
    }
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), (int)MIN (n, SHOWN))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->rows), GTK_WIDGET (row));
  gtk_label_set_text (GTK_LABEL (self->badge), count);
  gtk_widget_set_visible (self->all, n > SHOWN);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
crm_today_messages_dispose (GObject *object)
{
  CrmTodayMessages *self = CRM_TODAY_MESSAGES (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_today_messages_parent_class)->dispose (object);
}

static void
crm_today_messages_class_init (CrmTodayMessagesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_today_messages_dispose;
}

static void
crm_today_messages_init (CrmTodayMessages *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_ ("Unanswered messages"));
  GtkWidget *spring = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (title, "heading");
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_add_css_class (self->badge, "numeric");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (spring, TRUE);
  gtk_widget_set_margin_start (head, 2);
  self->all = gtk_button_new_with_label (_ ("Show all"));
  gtk_widget_add_css_class (self->all, "flat");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->all), "win.page::messages");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->badge);
  gtk_box_append (GTK_BOX (head), spring);
  gtk_box_append (GTK_BOX (head), self->all);
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Unanswered messages"), -1);
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_today_messages_new (CrmStore *store)
{
  CrmTodayMessages *self = g_object_new (CRM_TYPE_TODAY_MESSAGES, NULL);
  g_autoptr (CrmQuery) query = crm_query_new ("conversation");

  self->store = g_object_ref (store);
  self->list = crm_record_list_new (store);
  crm_condition_add (
      crm_query_get_where (query), crm_condition_new ("waiting_since", CRM_TEST_NOT_EMPTY, NULL));
  crm_query_add_order (query, "waiting_since");
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (show_list), self);
  crm_record_list_set_query (self->list, query);
  return GTK_WIDGET (self);
}
