/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-address-books-group.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-address-book-row.h"

/* Follows the health of the sync and keeps one row an address book, so that what is open stays open. Main thread. */

struct _CrmAddressBooksGroup
{
  AdwPreferencesGroup parent_instance;

  CrmContactSync *sync; /* owned */
  GtkWidget *message;   /* row for all that is no address book: loading, none, no service */
  GPtrArray *rows;      /* CrmAddressBookRow, borrowed */
};

G_DEFINE_FINAL_TYPE (CrmAddressBooksGroup, crm_address_books_group, ADW_TYPE_PREFERENCES_GROUP)

static CrmAddressBookRow *
find_row (CrmAddressBooksGroup *self, const char *source)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (crm_address_book_row_get_source (self->rows->pdata[i]), source) == 0)
      return self->rows->pdata[i];
  return NULL;
}

static gboolean
is_known (GPtrArray *health, const char *source)
{
  for (guint i = 0; i < health->len; i++)
    if (g_strcmp0 (((CrmContactHealth *)health->pdata[i])->source, source) == 0)
      return TRUE;
  return FALSE;
}

static void
say (CrmAddressBooksGroup *self, const char *title, const char *subtitle)
{
  g_autofree char *text = g_markup_escape_text (subtitle, -1);

  gtk_widget_set_visible (self->message, title != NULL);
  if (title == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->message), text);
}

static void
show_health (CrmAddressBooksGroup *self)
{
  GPtrArray *health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync));
  const char *failure = crm_desktop_sync_get_error (CRM_DESKTOP_SYNC (self->sync));

  for (guint i = self->rows->len; i > 0; i--)
    if (!is_known (health, crm_address_book_row_get_source (self->rows->pdata[i - 1])))
      {
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i - 1]);
        g_ptr_array_remove_index (self->rows, i - 1);
      }
  for (guint i = 0; i < health->len; i++)
    {
      const CrmContactHealth *one = health->pdata[i];
      CrmAddressBookRow *row = find_row (self, one->source);

      if (row == NULL)
        {
          row = CRM_ADDRESS_BOOK_ROW (crm_address_book_row_new (self->sync));
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
          g_ptr_array_add (self->rows, row);
        }
      crm_address_book_row_set_health (row, one);
    }
  if (failure != NULL)
    say (self, _ ("No address books of the desktop"), failure);
  else if (crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (self->sync)))
    say (self, _ ("Asking the desktop for its address books…"), "");
  else if (health->len == 0)
    say (self, _ ("The desktop has no address books yet"),
        _ ("Add one in GNOME Contacts, Evolution or the online accounts; it appears here by itself."));
  else
    say (self, NULL, "");
}

static void
crm_address_books_group_dispose (GObject *object)
{
  CrmAddressBooksGroup *self = CRM_ADDRESS_BOOKS_GROUP (object);

  /* By hand, as the page calls this by hand: a group keeps its rows, itself with them, and they the sync. */
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_func (self->sync, show_health, self);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_address_books_group_parent_class)->dispose (object);
}

static void
crm_address_books_group_class_init (CrmAddressBooksGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_address_books_group_dispose;
}

static void
crm_address_books_group_init (CrmAddressBooksGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->message = adw_action_row_new ();
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->message), 4);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->message);
}

GtkWidget *
crm_address_books_group_new (CrmContactSync *sync)
{
  CrmAddressBooksGroup *self = g_object_new (CRM_TYPE_ADDRESS_BOOKS_GROUP, "title", _ ("Address books"),
      "description",
      _ ("What changes in a followed address book changes in the clients who come from it. Nothing is ever "
         "written there."),
      NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "health", G_CALLBACK (show_health), self, G_CONNECT_SWAPPED);
  crm_desktop_sync_look (CRM_DESKTOP_SYNC (sync));
  crm_desktop_sync_refresh (CRM_DESKTOP_SYNC (sync));
  show_health (self);
  return GTK_WIDGET (self);
}
