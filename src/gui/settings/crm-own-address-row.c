/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-own-address-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "settings/crm-setting-record.h"
#include "user/crm-user.h"
#include "widgets/crm-names.h"

/* Follows the record of the employee who works here; what is being typed stays. Main thread. */

struct _CrmOwnAddressRow
{
  AdwEntryRow parent_instance;
  CrmStore *store; /* owned */
  CrmNames *users; /* owned */
  char *shown;
};

G_DEFINE_FINAL_TYPE (CrmOwnAddressRow, crm_own_address_row, ADW_TYPE_ENTRY_ROW)

static void
show (CrmOwnAddressRow *self)
{
  CrmRow *row = crm_names_find (self->users, crm_store_get_user (self->store));
  const char *address = row != NULL ? crm_row_get_text (row, CRM_USER_EMAIL) : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), row != NULL);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->shown) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self), address != NULL ? address : "");
  g_free (self->shown);
  self->shown = g_strdup (address != NULL ? address : "");
}

static void
on_changed (CrmOwnAddressRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
on_apply (CrmOwnAddressRow *self)
{
  CrmRow *row = crm_names_find (self->users, crm_store_get_user (self->store));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));

  if (row == NULL)
    return;
  if (*text != '\0' && strchr (text, '@') == NULL)
    {
      g_autoptr (GError) error =
          g_error_new (CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("“%s” is no e-mail address."), text);

      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      crm_setting_record_say (GTK_WIDGET (self), error);
      return;
    }
  g_free (self->shown);
  self->shown = g_strdup (text);
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  crm_setting_record_set_text (GTK_WIDGET (self), self->store, row, CRM_USER_EMAIL, text);
}

static void
crm_own_address_row_dispose (GObject *object)
{
  CrmOwnAddressRow *self = CRM_OWN_ADDRESS_ROW (object);

  if (self->users != NULL)
    g_signal_handlers_disconnect_by_data (self->users, self);
  g_clear_object (&self->users);
  g_clear_object (&self->store);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (crm_own_address_row_parent_class)->dispose (object);
}

static void
crm_own_address_row_class_init (CrmOwnAddressRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_own_address_row_dispose;
}

static void
crm_own_address_row_init (CrmOwnAddressRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Your e-mail address, for invitations"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_EMAIL);
  self->shown = g_strdup ("");
  g_signal_connect (self, "apply", G_CALLBACK (on_apply), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
}

GtkWidget *
crm_own_address_row_new (CrmStore *store)
{
  CrmOwnAddressRow *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);
  self = g_object_new (CRM_TYPE_OWN_ADDRESS_ROW, NULL);
  self->store = g_object_ref (store);
  self->users = crm_names_get (store, "user");
  g_signal_connect_swapped (self->users, "changed", G_CALLBACK (show), self);
  show (self);
  return GTK_WIDGET (self);
}
