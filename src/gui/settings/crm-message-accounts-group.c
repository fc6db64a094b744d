/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-message-accounts-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-message-account-dialog.h"
#include "settings/crm-message-account-row.h"

/* Follows the health of the channels and keeps one row an account, so that what is open stays open. Main thread. */

struct _CrmMessageAccountsGroup
{
  AdwPreferencesGroup parent_instance;

  CrmChannelManager *manager; /* owned */
  GtkWidget *none;            /* row shown without accounts */
  GPtrArray *rows;            /* CrmMessageAccountRow, borrowed */
};

G_DEFINE_FINAL_TYPE (CrmMessageAccountsGroup, crm_message_accounts_group, ADW_TYPE_PREFERENCES_GROUP)

static CrmMessageAccountRow *
find_row (CrmMessageAccountsGroup *self, gint64 account)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (crm_message_account_row_get_account (self->rows->pdata[i]) == account)
      return self->rows->pdata[i];
  return NULL;
}

static gboolean
is_known (GPtrArray *health, gint64 account)
{
  for (guint i = 0; i < health->len; i++)
    if (((CrmAccountHealth *)health->pdata[i])->account == account)
      return TRUE;
  return FALSE;
}

static void
show_health (CrmMessageAccountsGroup *self)
{
  GPtrArray *health = crm_channel_manager_get_health (self->manager);

  for (guint i = self->rows->len; i > 0; i--)
    if (!is_known (health, crm_message_account_row_get_account (self->rows->pdata[i - 1])))
      {
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i - 1]);
        g_ptr_array_remove_index (self->rows, i - 1);
      }
  for (guint i = 0; i < health->len; i++)
    {
      const CrmAccountHealth *one = health->pdata[i];
      CrmMessageAccountRow *row = find_row (self, one->account);

      if (row == NULL)
        {
          row = CRM_MESSAGE_ACCOUNT_ROW (crm_message_account_row_new (self->manager));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
          g_ptr_array_add (self->rows, row);
        }
      crm_message_account_row_set_health (row, one);
    }
  gtk_widget_set_visible (self->none, health->len == 0);
}

static void
on_add (CrmMessageAccountsGroup *self)
{
  crm_message_account_dialog_present (GTK_WIDGET (self), self->manager, NULL);
}

static void
crm_message_accounts_group_dispose (GObject *object)
{
  CrmMessageAccountsGroup *self = CRM_MESSAGE_ACCOUNTS_GROUP (object);

  /* By hand: the group would keep them, and they the channels. */
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->manager);
  G_OBJECT_CLASS (crm_message_accounts_group_parent_class)->dispose (object);
}

static void
crm_message_accounts_group_class_init (CrmMessageAccountsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_message_accounts_group_dispose;
}

static void
crm_message_accounts_group_init (CrmMessageAccountsGroup *self)
{
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add account…"));

  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Messages"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self), _ ("SMS go out and come in through a provider, an Android phone or a "
                                       "modem. Passwords are kept in the keyring."));
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), add);
  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _ ("No account yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->none),
      _ ("Messages can be noted on a client’s card, but none is sent or received."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->none), 3);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}

GtkWidget *
crm_message_accounts_group_new (CrmChannelManager *manager)
{
  CrmMessageAccountsGroup *self = g_object_new (CRM_TYPE_MESSAGE_ACCOUNTS_GROUP, NULL);

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "health", G_CALLBACK (show_health), self, G_CONNECT_SWAPPED);
  show_health (self);
  return GTK_WIDGET (self);
}
