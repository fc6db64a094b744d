/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-books-page.h"

#include <glib/gi18n-lib.h>

/* The first page of an import from the desktop. Owns the question for the address books while it is open. Main thread. */

struct _CrmImportBooksPage
{
  AdwBin parent_instance;
  AdwStatusPage *status;
  GtkSpinner *spinner;
  GtkListBox *list;
  GtkWidget *again;
  CrmAddressSource *source;  /* owned; NULL until loaded */
  GPtrArray *books;          /* owned, nullable */
  GCancellable *cancellable; /* owned, of the question; nullable */
  gboolean offered;          /* an only book was chosen at once */
};

G_DEFINE_FINAL_TYPE (CrmImportBooksPage, crm_import_books_page, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_list (CrmImportBooksPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/* What is under the title: the spinner, the list or the button. */
static void
show (CrmImportBooksPage *self, const char *title, const char *sentence, GtkWidget *below)
{
  g_autofree char *description = g_markup_escape_text (sentence, -1);

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), below == GTK_WIDGET (self->spinner));
  gtk_spinner_set_spinning (self->spinner, below == GTK_WIDGET (self->spinner));
  gtk_widget_set_visible (GTK_WIDGET (self->list), below == GTK_WIDGET (self->list));
  gtk_widget_set_visible (self->again, below == self->again);
}

static void
add_row (CrmImportBooksPage *self, const CrmAddressBook *book)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (book->name, -1);
  g_autofree char *count = NULL;

  if (book->n_contacts < 0)
    count = g_strdup (_ ("Does not answer"));
  else if (book->n_contacts == 0)
    count = g_strdup (_ ("No contacts"));
  else
    count = g_strdup_printf (
        ngettext ("%'d contact", "%'d contacts", (gulong)book->n_contacts), book->n_contacts);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_sensitive (row, book->n_contacts > 0);
  gtk_list_box_append (self->list, row);
}

static const CrmAddressBook *
find_only (GPtrArray *books)
{
  const CrmAddressBook *only = NULL;

  for (guint i = 0; i < books->len; i++)
    {
      const CrmAddressBook *book = g_ptr_array_index (books, i);

      if (book->n_contacts == 0)
        continue;
      if (only != NULL || book->n_contacts < 0)
        return NULL;
      only = book;
    }
  return only;
}

static gboolean
has_contacts (GPtrArray *books)
{
  for (guint i = 0; i < books->len; i++)
    if (((CrmAddressBook *)g_ptr_array_index (books, i))->n_contacts > 0)
      return TRUE;
  return FALSE;
}

static void
choose (CrmImportBooksPage *self, const CrmAddressBook *book)
{
  g_signal_emit (self, signals[CHOSEN], 0, book->id, book->name);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmImportBooksPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) books = crm_address_source_list_finish (CRM_ADDRESS_SOURCE (source), result, &error);
  const CrmAddressBook *only;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (books == NULL)
    {
      show (self, _ ("No address book"), error->message, self->again);
      gtk_widget_grab_focus (self->again);
      return;
    }
  g_clear_pointer (&self->books, g_ptr_array_unref);
  self->books = g_steal_pointer (&books);
  if (!has_contacts (self->books))
    {
      show (self, _ ("No contacts"), _ ("The address books of this computer have no contacts."), self->again);
      gtk_widget_grab_focus (self->again);
      return;
    }
  for (guint i = 0; i < self->books->len; i++)
    add_row (self, g_ptr_array_index (self->books, i));
  show (self, _ ("Choose an address book"), _ ("Nothing is written before you have seen what comes of it."),
      GTK_WIDGET (self->list));
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  only = find_only (self->books);
  if (only != NULL && !self->offered)
    {
      self->offered = TRUE;
      choose (self, only);
    }
}

static void
look (CrmImportBooksPage *self)
{
  clear_list (self);
  show (self, _ ("Looking for address books"), "", GTK_WIDGET (self->spinner));
  self->cancellable = g_cancellable_new ();
  crm_address_source_list_async (self->source, self->cancellable, on_listed, g_object_ref (self));
}

static void
on_row_activated (CrmImportBooksPage *self, GtkListBoxRow *row)
{
  choose (self, g_ptr_array_index (self->books, (guint)gtk_list_box_row_get_index (row)));
}

static gboolean
crm_import_books_page_grab_focus (GtkWidget *widget)
{
  CrmImportBooksPage *self = CRM_IMPORT_BOOKS_PAGE (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->list)))
    return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  return gtk_widget_get_visible (self->again) && gtk_widget_grab_focus (self->again);
}

static void
crm_import_books_page_dispose (GObject *object)
{
  CrmImportBooksPage *self = CRM_IMPORT_BOOKS_PAGE (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->books, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_import_books_page_parent_class)->dispose (object);
}

/* The answer holds the page: leaving the window is what gives the question up. */
static void
crm_import_books_page_unroot (GtkWidget *widget)
{
  CrmImportBooksPage *self = CRM_IMPORT_BOOKS_PAGE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  GTK_WIDGET_CLASS (crm_import_books_page_parent_class)->unroot (widget);
}

static void
crm_import_books_page_class_init (CrmImportBooksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_books_page_dispose;
  widget_class->grab_focus = crm_import_books_page_grab_focus;
  widget_class->unroot = crm_import_books_page_unroot;
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_IMPORT_BOOKS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-books-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportBooksPage, status);
  gtk_widget_class_bind_template_child (widget_class, CrmImportBooksPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmImportBooksPage, list);
  gtk_widget_class_bind_template_child (widget_class, CrmImportBooksPage, again);
  gtk_widget_class_bind_template_callback (widget_class, look);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_import_books_page_init (CrmImportBooksPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_import_books_page_load (CrmImportBooksPage *self, CrmAddressSource *source)
{
  g_return_if_fail (CRM_IS_IMPORT_BOOKS_PAGE (self) && self->source == NULL);
  self->source = g_object_ref (source);
  look (self);
}
