/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-first-run.h"

#include <glib/gi18n-lib.h>

/* The welcome page. Owns its rows and the question for the contacts of the desktop; which rows are there is decided when it is first
 * shown in a window. Main thread. */

struct _CrmFirstRun
{
  AdwBin parent_instance;
  GtkMenuButton *menu_button;
  GtkListBox *bring;
  GtkListBox *try;
  gboolean filled;
  CrmAddressSource *addresses; /* owned, nullable */
  GCancellable *looking;       /* owned, nullable */
  GtkWidget *address_row;      /* nullable, as the next two */
  GtkSpinner *address_spinner;
  GtkLabel *address_count;
};

G_DEFINE_FINAL_TYPE (CrmFirstRun, crm_first_run, ADW_TYPE_BIN)

#define ADDRESSES "import-addresses"

static const struct
{
  const char *action;
  const char *icon;
  const char *kind; /* style class of the disc */
  const char *title;
  const char *subtitle;
  gboolean brings;
} ways[] = {
  { "import", "document-open-symbolic", "mail", N_ ("Import contacts from a file"),
      N_ ("A CSV table or vCards from another program or a phone"), TRUE },
  { ADDRESSES, "x-office-address-book-symbolic", "call", N_ ("Use the address book of this computer"),
      N_ ("Looking for contacts…"), TRUE },
  { "demo", "crm-board-symbolic", "meet", N_ ("Look around with demo data"),
      N_ ("An invented business with about 300 clients; one step takes it away again"), FALSE },
  { "start-empty", "list-add-symbolic", "task", N_ ("Start empty"), N_ ("Add the first client by hand"),
      FALSE },
};

static GtkWidget *
make_disc (const char *icon, const char *kind)
{
  GtkWidget *disc = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "hexpand", TRUE, "accessible-role",
      GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (disc), image);
  gtk_widget_add_css_class (disc, "disc");
  gtk_widget_add_css_class (disc, kind);
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  /* The image expands inside the disc, not the disc inside the row. */
  gtk_widget_set_hexpand (disc, FALSE);
  return disc;
}

/* n of how many contacts; reason when there is nothing to take. */
static void
show_addresses (CrmFirstRun *self, guint n, const char *subtitle)
{
  g_autofree char *count = g_strdup_printf ("%'u", n);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->address_row), escaped);
  gtk_spinner_stop (self->address_spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->address_spinner), FALSE);
  gtk_label_set_text (self->address_count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->address_count), n > 0);
  gtk_widget_set_sensitive (self->address_row, n > 0);
}

static void
on_addresses (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFirstRun) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) books = crm_address_source_list_finish (CRM_ADDRESS_SOURCE (source), result, &error);
  g_autofree char *subtitle = NULL;
  const CrmAddressBook *last = NULL;
  guint n = 0, n_books = 0;

  if (self->looking == NULL)
    return;
  g_clear_object (&self->looking);
  for (guint i = 0; books != NULL && i < books->len; i++)
    {
      const CrmAddressBook *book = g_ptr_array_index (books, i);

      if (book->n_contacts <= 0)
        continue;
      last = book;
      n += (guint)book->n_contacts;
      n_books++;
    }
  if (books == NULL)
    subtitle = g_strdup (error->message);
  else if (n == 0)
    subtitle = g_strdup (_ ("It has no contacts yet"));
  else if (n_books == 1)
    subtitle = g_strdup_printf (
        ngettext ("%'u contact found in “%s”", "%'u contacts found in “%s”", n), n, last->name);
  else
    subtitle = g_strdup_printf (ngettext ("%'u contact found in several address books",
                                    "%'u contacts found in several address books", n),
        n);
  show_addresses (self, n, subtitle);
}

static void
look_for_addresses (CrmFirstRun *self, GtkWidget *row)
{
  self->address_row = row;
  self->address_spinner = GTK_SPINNER (gtk_spinner_new ());
  self->address_count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->address_count), "minichip");
  gtk_widget_add_css_class (GTK_WIDGET (self->address_count), "good");
  gtk_widget_set_valign (GTK_WIDGET (self->address_count), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->address_count), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->address_spinner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->address_count));
  gtk_spinner_start (self->address_spinner);
  gtk_widget_set_sensitive (row, FALSE);
  self->looking = g_cancellable_new ();
  crm_address_source_list_async (self->addresses, self->looking, on_addresses, g_object_ref (self));
}

static void
fill (CrmFirstRun *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean any[2] = { FALSE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *action = g_strconcat ("win.", ways[i].action, NULL);
      GtkWidget *row;

      if (!G_IS_ACTION_MAP (root) || g_action_map_lookup_action (G_ACTION_MAP (root), ways[i].action) == NULL)
        continue;
      if (g_str_equal (ways[i].action, ADDRESSES) && self->addresses == NULL)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (ways[i].title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (ways[i].subtitle));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_disc (ways[i].icon, ways[i].kind));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
      gtk_list_box_append (ways[i].brings ? self->bring : self->try, row);
      /* In the window by now: the action has its say in whether the row can be used before we have. */
      if (g_str_equal (ways[i].action, ADDRESSES))
        look_for_addresses (self, row);
      else
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      any[ways[i].brings] = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->bring), any[TRUE]);
  gtk_widget_set_visible (GTK_WIDGET (self->try), any[FALSE]);
}

static void
crm_first_run_root (GtkWidget *widget)
{
  CrmFirstRun *self = CRM_FIRST_RUN (widget);

  GTK_WIDGET_CLASS (crm_first_run_parent_class)->root (widget);
  if (!self->filled)
    {
      self->filled = TRUE;
      fill (self);
    }
}

/* The answer holds the page: leaving the window is what gives the question up. */
static void
crm_first_run_unroot (GtkWidget *widget)
{
  CrmFirstRun *self = CRM_FIRST_RUN (widget);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  GTK_WIDGET_CLASS (crm_first_run_parent_class)->unroot (widget);
}

static void
crm_first_run_dispose (GObject *object)
{
  g_clear_object (&CRM_FIRST_RUN (object)->addresses);
  G_OBJECT_CLASS (crm_first_run_parent_class)->dispose (object);
}

static void
crm_first_run_class_init (CrmFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_first_run_dispose;
  widget_class->root = crm_first_run_root;
  widget_class->unroot = crm_first_run_unroot;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/crm-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, bring);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, try);
}

static void
crm_first_run_init (CrmFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_first_run_new (GMenuModel *menu, CrmAddressSource *addresses)
{
  CrmFirstRun *self = g_object_new (CRM_TYPE_FIRST_RUN, NULL);

  g_set_object (&self->addresses, addresses);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  return GTK_WIDGET (self);
}

void
crm_first_run_focus (CrmFirstRun *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_FIRST_RUN (self));
  row = gtk_list_box_get_row_at_index (self->bring, 0);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->try, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
