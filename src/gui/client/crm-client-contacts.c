/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-contacts.h"
#include <glib/gi18n-lib.h>
#include "base/crm-phone.h"
#include "client/crm-address-label.h"
#include "client/crm-client.h"
#include "crm-window.h"
#include "widgets/crm-field-row.h"
#include "widgets/crm-left-to-right.h"

/* Keeps one field row an address, by its id, so that a change elsewhere never disturbs what is being typed. Main thread. */

struct _CrmClientContacts
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  CrmSection *section;
  gint64 client_id;
};

G_DEFINE_FINAL_TYPE (CrmClientContacts, crm_client_contacts, ADW_TYPE_BIN)

enum
{
  SIGNAL_MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define KEY_ROW "crm-address"   /* CrmRow of a row that is saved */
#define KEY_KIND "crm-kind"     /* kind of every row */
#define KEY_CAPTION "crm-label" /* label inside the caption button */

static const char *
get_kind (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), KEY_KIND);
}

static CrmRow *
get_address (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), KEY_ROW);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The address could not be changed"), NULL);
}

/* Opening */

gboolean
crm_client_contacts_can_call (void)
{
  g_autoptr (GAppInfo) app = g_app_info_get_default_for_uri_scheme ("tel");

  return app != NULL;
}

void
crm_client_contacts_open (GtkWidget *from, const char *kind, const char *value, const char *normal)
{
  g_autofree char *uri = NULL;

  if (g_strcmp0 (kind, "phone") == 0)
    {
      if (!crm_client_contacts_can_call ())
        {
          gdk_clipboard_set_text (gtk_widget_get_clipboard (from), normal != NULL ? normal : value);
          crm_window_toast (from, _ ("Number copied"));
          return;
        }
      uri = g_strdup_printf ("tel:%s", normal != NULL ? normal : value);
    }
  else if (g_strcmp0 (kind, "email") == 0)
    {
      g_autofree char *escaped = g_uri_escape_string (value, "@", TRUE);

      uri = g_strdup_printf ("mailto:%s", escaped);
    }
  else
    {
      uri = strstr (value, "://") != NULL ? g_strdup (value) : g_strdup_printf ("https://%s", value);
    }
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (from)), uri, GDK_CURRENT_TIME);
}

static void
on_open_clicked (GtkButton *button, GtkWidget *row)
{
  CrmRow *address = get_address (row);

  if (address != NULL)
    crm_client_contacts_open (row, get_kind (row), crm_row_get_text (address, CRM_ADDRESS_VALUE),
        crm_row_get_text (address, CRM_ADDRESS_NORMAL));
}

/* The menu of a caption: label, main, delete */

static void
set_label (CrmClientContacts *self, CrmRow *address, const char *label)
{
  CrmValues *values = crm_values_new (address->entity);

  crm_values_set_text (values, CRM_ADDRESS_LABEL, label);
  crm_store_set_async (
      self->store, address->id, address->version, values, NULL, on_written, g_object_ref (self));
}

static void
on_label_clicked (GtkButton *button, GtkWidget *row)
{
  CrmClientContacts *self = CRM_CLIENT_CONTACTS (gtk_widget_get_ancestor (row, CRM_TYPE_CLIENT_CONTACTS));
  const char *word = g_object_get_data (G_OBJECT (button), "word");

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  if (get_address (row) != NULL)
    set_label (self, get_address (row), word);
  else
    g_object_set_data (G_OBJECT (row), "label", (gpointer)word);
}

static void
on_own_label (GtkEntry *entry, GtkWidget *row)
{
  CrmClientContacts *self = CRM_CLIENT_CONTACTS (gtk_widget_get_ancestor (row, CRM_TYPE_CLIENT_CONTACTS));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER)));
  if (text[0] != '\0' && get_address (row) != NULL)
    set_label (self, get_address (row), text);
}

static void
on_main_clicked (GtkButton *button, GtkWidget *row)
{
  CrmClientContacts *self = CRM_CLIENT_CONTACTS (gtk_widget_get_ancestor (row, CRM_TYPE_CLIENT_CONTACTS));
  CrmRow *address = get_address (row);
  CrmValues *values = crm_values_new (address->entity);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  crm_values_set_integer (values, CRM_ADDRESS_MAIN, 1);
  crm_store_set_async (
      self->store, address->id, address->version, values, NULL, on_written, g_object_ref (self));
}

static void
on_delete_clicked (GtkButton *button, GtkWidget *row)
{
  CrmClientContacts *self = CRM_CLIENT_CONTACTS (gtk_widget_get_ancestor (row, CRM_TYPE_CLIENT_CONTACTS));
  CrmRow *address = get_address (row);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  crm_store_archive_async (
      self->store, "address", &address->id, 1, FALSE, NULL, on_written, g_object_ref (self));
}

static GtkWidget *
add_item (GtkWidget *box, const char *text, GCallback callback, GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, row, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
on_caption_menu (GtkMenuButton *button, gpointer data)
{
  GtkWidget *row = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *entry = gtk_entry_new ();
  CrmRow *address = get_address (row);
  guint n;
  const CrmAddressLabel *labels = crm_address_labels (get_kind (row), &n);

  for (guint i = 0; i < n; i++)
    g_object_set_data (G_OBJECT (add_item (box, _ (labels[i].label), G_CALLBACK (on_label_clicked), row)),
        "word", (gpointer)labels[i].word);
  if (address != NULL)
    {
      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Own label"));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Own label"), -1);
      g_signal_connect_object (entry, "activate", G_CALLBACK (on_own_label), row, 0);
      gtk_box_append (GTK_BOX (box), entry);
      gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      if (crm_row_get_integer (address, CRM_ADDRESS_MAIN) == 0)
        add_item (box, _ ("Make main"), G_CALLBACK (on_main_clicked), row);
      add_item (box, _ ("Delete"), G_CALLBACK (on_delete_clicked), row);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
new_caption (GtkWidget *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *star = gtk_image_new_from_icon_name ("starred-symbolic");

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_image_set_pixel_size (GTK_IMAGE (star), 10);
  gtk_widget_add_css_class (star, "dim-label");
  gtk_widget_set_tooltip_text (star, _ ("Main"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), star);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_caption_menu, row, NULL);
  g_object_set_data (G_OBJECT (row), KEY_CAPTION, label);
  g_object_set_data (G_OBJECT (row), "star", star);
  return button;
}

/* Adding */

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFieldRow) row = data;
  g_autoptr (GError) error = NULL;

  crm_store_add_finish (CRM_STORE (source), result, NULL, &error);
  crm_field_row_finish (row, error);
}

static gboolean
on_row_commit (CrmFieldRow *row, const char *text, CrmClientContacts *self)
{
  g_autoptr (CrmEntity) entity = NULL;
  CrmValues *values;

  if (get_address (GTK_WIDGET (row)) != NULL)
    {
      /* An address without a value is none. */
      if (text[0] == '\0')
        {
          gint64 id = get_address (GTK_WIDGET (row))->id;

          crm_store_archive_async (
              self->store, "address", &id, 1, FALSE, NULL, on_written, g_object_ref (self));
          crm_field_row_finish (row, NULL);
          return TRUE;
        }
      return FALSE;
    }
  entity = crm_store_get_entity (self->store, "address");
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, self->client_id);
  crm_values_set_text (values, CRM_ADDRESS_KIND, get_kind (GTK_WIDGET (row)));
  crm_values_set_text (values, CRM_ADDRESS_VALUE, text);
  if (g_object_get_data (G_OBJECT (row), "label") != NULL)
    crm_values_set_text (values, CRM_ADDRESS_LABEL, g_object_get_data (G_OBJECT (row), "label"));
  crm_store_add_async (self->store, values, NULL, on_added, g_object_ref (row));
  return TRUE;
}

static void
on_row_done (CrmFieldRow *row, CrmClientContacts *self)
{
  if (get_address (GTK_WIDGET (row)) == NULL)
    {
      gtk_list_box_remove (crm_section_get_list (self->section), GTK_WIDGET (row));
      crm_section_update (self->section, TRUE);
    }
}

static void
on_row_move (CrmFieldRow *row, int step, CrmClientContacts *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, row, step);
}

static void
on_sms_clicked (GtkButton *button, GtkWidget *row)
{
  if (get_address (row) != NULL)
    gtk_widget_activate_action (
        row, "card.message", "s", crm_row_get_text (get_address (row), CRM_ADDRESS_VALUE));
}

static void
add_sms (GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("crm-sms-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "sms");
  gtk_widget_set_tooltip_text (button, _ ("Send a text message"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Send a text message"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_sms_clicked), row, 0);
  crm_field_row_add_suffix (CRM_FIELD_ROW (row), button);
}

static GtkWidget *
new_row (CrmClientContacts *self, const char *kind)
{
  static const char *const icons[][3] = {
    { "phone", "call-start-symbolic", "call" },
    { "email", "mail-unread-symbolic", "mail" },
    { "web", "web-browser-symbolic", "mail" },
  };
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "address");
  GtkWidget *row = crm_field_row_new (self->store, entity, CRM_ADDRESS_VALUE);

  g_object_set_data_full (G_OBJECT (row), KEY_KIND, g_strdup (kind), g_free);
  crm_field_row_set_caption_widget (CRM_FIELD_ROW (row), new_caption (row));
  if (g_strcmp0 (kind, "phone") != 0)
    crm_field_row_set_ellipsize_middle (CRM_FIELD_ROW (row));
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (kind, icons[i][0]) == 0)
      {
        GtkWidget *button = gtk_button_new_from_icon_name (icons[i][1]);

        gtk_widget_add_css_class (button, "flat");
        gtk_widget_add_css_class (button, "circular");
        gtk_widget_add_css_class (button, icons[i][2]);
        g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_clicked), row, 0);
        if (i == 0)
          add_sms (row);
        crm_field_row_add_suffix (CRM_FIELD_ROW (row), button);
        g_object_set_data (G_OBJECT (row), "open", button);
      }
  g_signal_connect_object (row, "commit", G_CALLBACK (on_row_commit), self, 0);
  g_signal_connect_object (row, "done", G_CALLBACK (on_row_done), self, 0);
  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  return row;
}

/* What the button at the end of a row does. */
static char *
dup_open_words (const char *kind, const char *value)
{
  if (g_strcmp0 (kind, "phone") == 0)
    return g_strdup_printf (_ ("Call %s"), value);
  if (g_strcmp0 (kind, "email") == 0)
    return g_strdup_printf (_ ("Write to %s"), value);
  return g_strdup_printf (_ ("Open %s"), value);
}

static void
fill_row (CrmClientContacts *self, GtkWidget *row, CrmRow *address, gboolean several)
{
  const char *kind = crm_row_get_text (address, CRM_ADDRESS_KIND);
  const char *value = crm_row_get_text (address, CRM_ADDRESS_VALUE);
  g_autofree char *label = crm_address_label_display (kind, crm_row_get_text (address, CRM_ADDRESS_LABEL));
  g_autofree char *display = NULL;
  g_autofree char *name = NULL;
  GtkWidget *open = g_object_get_data (G_OBJECT (row), "open");

  if (g_strcmp0 (kind, "phone") == 0)
    display = crm_left_to_right (crm_phone_display (crm_store_get_phone_format (self->store), value,
        crm_row_get_text (address, CRM_ADDRESS_NORMAL), crm_store_get_setting (self->store, "phone-region")));
  g_object_set_data_full (G_OBJECT (row), KEY_ROW, crm_row_ref (address), (GDestroyNotify)crm_row_unref);
  gtk_label_set_text (GTK_LABEL (g_object_get_data (G_OBJECT (row), KEY_CAPTION)), label);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "star"),
      several && crm_row_get_integer (address, CRM_ADDRESS_MAIN) != 0);
  crm_field_row_set_value (CRM_FIELD_ROW (row), address->id, address->version, value, display);
  name = g_strdup_printf ("%s: %s", label, display != NULL ? display : value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (open != NULL)
    {
      g_autofree char *what = dup_open_words (kind, display != NULL ? display : value);

      gtk_widget_set_tooltip_text (open, what);
      gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
    }
}

static GtkWidget *
find_row (CrmClientContacts *self, gint64 id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (crm_section_get_list (self->section)));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    if (get_kind (row) != NULL && get_address (row) != NULL && get_address (row)->id == id)
      return row;
  return NULL;
}

static gboolean
has_address (CrmClientCardData *data, gint64 id)
{
  for (guint i = 0; i < data->addresses->len; i++)
    if (((CrmRow *)g_ptr_array_index (data->addresses, i))->id == id)
      return TRUE;
  return FALSE;
}

static guint
count_kind (CrmClientCardData *data, const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < data->addresses->len; i++)
    if (g_strcmp0 (crm_row_get_text (g_ptr_array_index (data->addresses, i), CRM_ADDRESS_KIND), kind) == 0)
      n++;
  return n;
}

void
crm_client_contacts_set_data (CrmClientContacts *self, CrmClientCardData *data)
{
  GtkListBox *list = crm_section_get_list (self->section);
  GtkWidget *row, *next;

  g_return_if_fail (CRM_IS_CLIENT_CONTACTS (self));
  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (get_kind (row) == NULL)
        continue;
      if (get_address (row) != NULL ? !has_address (data, get_address (row)->id)
                                    : self->client_id != data->row->id)
        gtk_list_box_remove (list, row);
    }
  self->client_id = data->row->id;
  for (guint i = 0; i < data->addresses->len; i++)
    {
      CrmRow *address = g_ptr_array_index (data->addresses, i);

      row = find_row (self, address->id);
      if (row == NULL)
        {
          row = new_row (self, crm_row_get_text (address, CRM_ADDRESS_KIND));
          gtk_list_box_insert (list, row, i);
        }
      else if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) != (int)i &&
               !crm_field_row_is_editing (CRM_FIELD_ROW (row)))
        {
          g_object_ref (row);
          gtk_list_box_remove (list, row);
          gtk_list_box_insert (list, row, i);
          g_object_unref (row);
        }
      fill_row (self, row, address, count_kind (data, crm_row_get_text (address, CRM_ADDRESS_KIND)) > 1);
    }
  crm_section_update (self->section, TRUE);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_client_contacts_add (CRM_CLIENT_CONTACTS (widget), g_variant_get_string (parameter, NULL));
}

static void
crm_client_contacts_dispose (GObject *object)
{
  CrmClientContacts *self = CRM_CLIENT_CONTACTS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_contacts_parent_class)->dispose (object);
}

static void
crm_client_contacts_class_init (CrmClientContactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_contacts_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "contacts.add", "s", add_action);
  signals[SIGNAL_MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_INT);
}

static void
crm_client_contacts_init (CrmClientContacts *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  self->section = CRM_SECTION (crm_section_new (_ ("Contact")));
  g_menu_append (menu, _ ("Phone"), "contacts.add::phone");
  g_menu_append (menu, _ ("E-mail"), "contacts.add::email");
  g_menu_append (menu, _ ("Web page"), "contacts.add::web");
  g_menu_append (menu, _ ("Messenger"), "contacts.add::handle");
  crm_section_set_add_menu (self->section, _ ("Add phone, e-mail …"), G_MENU_MODEL (menu));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->section));
}

GtkWidget *
crm_client_contacts_new (CrmStore *store)
{
  CrmClientContacts *self = g_object_new (CRM_TYPE_CLIENT_CONTACTS, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

CrmSection *
crm_client_contacts_get_section (CrmClientContacts *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_CONTACTS (self), NULL);
  return self->section;
}

void
crm_client_contacts_add (CrmClientContacts *self, const char *kind)
{
  GtkWidget *row;

  g_return_if_fail (CRM_IS_CLIENT_CONTACTS (self));
  if (self->client_id == 0)
    return;
  row = new_row (self, kind);
  gtk_label_set_text (
      GTK_LABEL (g_object_get_data (G_OBJECT (row), KEY_CAPTION)), crm_address_kind_display (kind));
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "star"), FALSE);
  if (g_object_get_data (G_OBJECT (row), "open") != NULL)
    gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "open"), FALSE);
  crm_section_append (self->section, row);
  crm_section_update (self->section, TRUE);
  crm_field_row_begin_edit (CRM_FIELD_ROW (row));
}
