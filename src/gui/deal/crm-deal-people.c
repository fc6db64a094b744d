/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-people.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "client/crm-client-contacts.h"
#include "crm-window.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-field-editor.h"
#include "widgets/crm-field-row.h"

/* Owns a row for each person, made anew with each change. Main thread; functions named _in_worker run in the writer. */

struct _CrmDealPeople
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  CrmEntity *contact_entity; /* owned: keeps the editors' fields alive */
  CrmSection *section;
  GtkWidget *client; /* field row, shown while there is no client or another one is chosen */
  GtkWidget *add;    /* row with the entry for another person */
  GtkWidget *entry;
  CrmCompletion *completion; /* owned by the entry */
  gint64 deal;
  gint64 client_id;
};

G_DEFINE_FINAL_TYPE (CrmDealPeople, crm_deal_people, ADW_TYPE_BIN)

enum
{
  SIGNAL_MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Writing */

typedef struct
{
  gint64 deal;
  char *name; /* or an id */
} NewPerson;

static void
new_person_free (gpointer data)
{
  NewPerson *person = data;

  g_free (person->name);
  g_free (person);
}

static gint64
find_or_make_in_worker (CrmTransaction *tx, const char *name, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) local = NULL;
  gint64 id;

  if (entity == NULL)
    return 0;
  if (strspn (name, "0123456789") == strlen (name))
    return g_ascii_strtoll (name, NULL, 10);
  id = crm_transaction_resolve_link (tx, "client", name, &local);
  if (id != 0 || local != NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return id;
    }
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  NewPerson *person = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal_contact", error);
  g_autoptr (CrmQuery) query = crm_query_new ("deal_contact");
  g_autofree char *deal = g_strdup_printf ("%" G_GINT64_FORMAT, person->deal);
  g_autofree char *client = NULL;
  g_autoptr (CrmValues) values = NULL;
  gint64 id = entity != NULL ? find_or_make_in_worker (tx, person->name, error) : 0;
  gint64 n;

  if (id == 0)
    return FALSE;
  client = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("deal", CRM_TEST_EQUAL, deal));
  n = crm_transaction_count (tx, query, error);
  if (n < 0)
    return FALSE;
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EQUAL, client));
  /* Somebody who takes part already does not do so twice. */
  switch (crm_transaction_count (tx, query, error))
    {
    case -1: return FALSE;
    case 0: break;
    default: return TRUE;
    }
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_DEAL_CONTACT_DEAL, person->deal);
  crm_values_set_integer (values, CRM_DEAL_CONTACT_CLIENT, id);
  crm_values_set_integer (values, CRM_DEAL_CONTACT_POSITION, n + 1);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The people of the deal could not be changed"), NULL);
}

void
crm_deal_people_add_by_name (CrmDealPeople *self, const char *name)
{
  NewPerson *person;

  g_return_if_fail (CRM_IS_DEAL_PEOPLE (self) && name != NULL);
  if (self->deal == 0 || name[0] == '\0')
    return;
  person = g_new0 (NewPerson, 1);
  person->deal = self->deal;
  person->name = g_strdup (name);
  crm_store_write_async (self->store, _ ("Person added to deal"), add_in_worker, person, new_person_free,
      NULL, on_written, g_object_ref (self));
}

/* Rows */

static GtkWidget *
add_button (GtkWidget *row, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, row, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static CrmDealPeople *
get_people (GtkWidget *row)
{
  return CRM_DEAL_PEOPLE (gtk_widget_get_ancestor (row, CRM_TYPE_DEAL_PEOPLE));
}

static void
on_call (GtkButton *button, GtkWidget *row)
{
  CrmRow *client = g_object_get_data (G_OBJECT (row), "client");

  crm_client_contacts_open (row, "phone", crm_row_get_text (client, CRM_CLIENT_PHONE), NULL);
}

static void
on_detach (GtkButton *button, GtkWidget *row)
{
  CrmDealPeople *self = get_people (row);
  CrmRow *contact = g_object_get_data (G_OBJECT (row), "contact");

  crm_store_archive_async (
      self->store, "deal_contact", &contact->id, 1, FALSE, NULL, on_written, g_object_ref (self));
}

static void
on_role_activated (GtkWidget *entry, GtkWidget *row)
{
  CrmDealPeople *self = get_people (row);
  CrmRow *contact = g_object_get_data (G_OBJECT (row), "contact");
  GtkWidget *editor = gtk_widget_get_ancestor (entry, CRM_TYPE_FIELD_EDITOR);
  g_autofree char *text = crm_field_editor_dup_text (CRM_FIELD_EDITOR (editor));
  CrmValues *values = crm_values_new (contact->entity);

  crm_values_set_text (values, CRM_DEAL_CONTACT_ROLE, text);
  crm_store_set_async (
      self->store, contact->id, contact->version, values, NULL, on_written, g_object_ref (self));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (editor, GTK_TYPE_POPOVER)));
}

static void
on_role_wanted (GtkMenuButton *button, gpointer data)
{
  GtkWidget *row = data;
  CrmDealPeople *self = get_people (row);
  CrmRow *contact = g_object_get_data (G_OBJECT (row), "contact");
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *caption = gtk_label_new (_ ("Role in this deal"));
  GtkWidget *editor =
      crm_field_editor_new (self->store, &self->contact_entity->fields[CRM_DEAL_CONTACT_ROLE]);

  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), crm_row_get_text (contact, CRM_DEAL_CONTACT_ROLE));
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), editor);
  g_signal_connect_object (
      adw_bin_get_child (ADW_BIN (editor)), "activate", G_CALLBACK (on_role_activated), row, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
  gtk_widget_grab_focus (editor);
}

static void
add_role_button (GtkWidget *row)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_role_wanted, row, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "on-hover");
  gtk_widget_set_tooltip_text (button, _ ("Change role"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Change role"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
on_choose (GtkButton *button, GtkWidget *row)
{
  crm_deal_people_choose_client (get_people (row));
}

static GtkWidget *
new_row (CrmDealPeople *self, CrmRow *client, CrmRow *contact)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = crm_avatar_new (32);
  const char *name = crm_row_get_text (client, CRM_CLIENT_NAME);
  const char *phone = crm_row_get_text (client, CRM_CLIENT_PHONE);
  const char *role = contact != NULL ? crm_row_get_text (contact, CRM_DEAL_CONTACT_ROLE) : _ ("Client");
  const CrmValue *photo = crm_row_get (client, CRM_CLIENT_PHOTO);

  gtk_widget_add_css_class (row, "person");
  crm_avatar_set_client (avatar, name, photo->type == CRM_VALUE_BLOB ? photo->v.blob : NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), role != NULL ? role : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  if (contact != NULL)
    {
      add_role_button (row);
      gtk_widget_add_css_class (
          add_button (row, "list-remove-symbolic", _ ("Remove from this deal"), G_CALLBACK (on_detach)),
          "on-hover");
      g_object_set_data_full (
          G_OBJECT (row), "contact", crm_row_ref (contact), (GDestroyNotify)crm_row_unref);
    }
  else
    {
      gtk_widget_add_css_class (
          add_button (row, "document-edit-symbolic", _ ("Choose another client"), G_CALLBACK (on_choose)),
          "on-hover");
    }
  if (phone != NULL)
    {
      g_autofree char *number = crm_phone_display (crm_store_get_phone_format (self->store), phone, NULL,
          crm_store_get_setting (self->store, "phone-region"));
      g_autofree char *label =
          g_strdup_printf (crm_client_contacts_can_call () ? _ ("Call %s") : _ ("Copy %s"), number);

      gtk_widget_add_css_class (add_button (row, "call-start-symbolic", label, G_CALLBACK (on_call)), "call");
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "client", crm_row_ref (client), (GDestroyNotify)crm_row_unref);
  return row;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmDealPeople *self)
{
  CrmRow *client = g_object_get_data (G_OBJECT (row), "client");

  if (client != NULL)
    crm_window_open_client (GTK_WIDGET (self), client->id, NULL);
}

/* Adding */

static void
end_adding (CrmDealPeople *self)
{
  crm_completion_set_text (self->completion, "", 0);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_update (self->section, TRUE);
}

static void
on_add_activate (GtkEntry *entry, CrmDealPeople *self)
{
  gint64 id = crm_completion_get_taken (self->completion);
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id)
                                  : g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  crm_deal_people_add_by_name (self, text);
  end_adding (self);
}

static void
on_taken (CrmCompletion *completion, gint64 id, const char *title, CrmDealPeople *self)
{
  on_add_activate (GTK_ENTRY (self->entry), self);
}

static gboolean
on_add_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmDealPeople *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_adding (self);
  return GDK_EVENT_STOP;
}

static void
make_add_row (CrmDealPeople *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->add = gtk_list_box_row_new ();
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Name of the person"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the person"), -1);
  gtk_widget_set_margin_top (self->entry, 8);
  gtk_widget_set_margin_bottom (self->entry, 8);
  gtk_widget_set_margin_start (self->entry, 12);
  gtk_widget_set_margin_end (self->entry, 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->add), self->entry);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_add_activate), self, 0);
  self->completion = crm_completion_attach (self->entry, self->store, "client", NULL, NULL, FALSE);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (on_taken), self, 0);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_add_key), self, 0);
  gtk_widget_add_controller (self->entry, key);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_append (self->section, self->add);
}

static void
on_client_move (GtkWidget *row, int step, CrmDealPeople *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, row, step);
}

static void
on_client_done (CrmFieldRow *row, CrmDealPeople *self)
{
  gtk_widget_set_visible (self->client, self->client_id == 0);
}

void
crm_deal_people_set_data (CrmDealPeople *self, CrmDealCardData *data)
{
  GtkListBox *list = crm_section_get_list (self->section);
  GtkWidget *row, *next;
  int position = 1; /* after the field of the client */

  g_return_if_fail (CRM_IS_DEAL_PEOPLE (self));
  if (self->deal != data->row->id)
    gtk_widget_set_visible (self->add, FALSE);
  self->deal = data->row->id;
  self->client_id = data->client != NULL ? data->client->id : 0;
  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (g_object_get_data (G_OBJECT (row), "client") != NULL)
        gtk_list_box_remove (list, row);
    }
  crm_field_row_set_value (CRM_FIELD_ROW (self->client), data->row->id, data->row->version,
      g_hash_table_lookup (data->titles, GINT_TO_POINTER (CRM_DEAL_CLIENT)), NULL);
  gtk_widget_set_visible (
      self->client, data->client == NULL || crm_field_row_is_editing (CRM_FIELD_ROW (self->client)));
  if (data->client != NULL)
    gtk_list_box_insert (list, new_row (self, data->client, NULL), position++);
  for (guint i = 0; i < data->people->len; i++)
    {
      CrmDealPerson *person = data->people->pdata[i];

      gtk_list_box_insert (list, new_row (self, person->client, person->contact), position++);
    }
  crm_section_update (self->section, TRUE);
}

void
crm_deal_people_add (CrmDealPeople *self)
{
  g_return_if_fail (CRM_IS_DEAL_PEOPLE (self));
  gtk_widget_set_visible (self->add, TRUE);
  crm_section_update (self->section, TRUE);
  gtk_widget_grab_focus (self->entry);
}

void
crm_deal_people_choose_client (CrmDealPeople *self)
{
  g_return_if_fail (CRM_IS_DEAL_PEOPLE (self));
  gtk_widget_set_visible (self->client, TRUE);
  crm_section_update (self->section, TRUE);
  crm_field_row_begin_edit (CRM_FIELD_ROW (self->client));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_people_add (CRM_DEAL_PEOPLE (widget));
}

static void
crm_deal_people_dispose (GObject *object)
{
  CrmDealPeople *self = CRM_DEAL_PEOPLE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->contact_entity, crm_entity_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_people_parent_class)->dispose (object);
}

static void
crm_deal_people_class_init (CrmDealPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_people_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "people.add", NULL, add_action);
  signals[SIGNAL_MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_INT);
}

static void
crm_deal_people_init (CrmDealPeople *self)
{
  self->section = CRM_SECTION (crm_section_new (_ ("People")));
  crm_section_set_add_action (self->section, _ ("Add person"), "people.add");
  g_signal_connect_object (
      crm_section_get_list (self->section), "row-activated", G_CALLBACK (on_row_activated), self, 0);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->section));
}

GtkWidget *
crm_deal_people_new (CrmStore *store)
{
  CrmDealPeople *self = g_object_new (CRM_TYPE_DEAL_PEOPLE, NULL);
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "deal");

  self->store = g_object_ref (store);
  self->contact_entity = crm_store_get_entity (store, "deal_contact");
  self->client = crm_field_row_new (store, entity, CRM_DEAL_CLIENT);
  g_signal_connect_object (self->client, "move", G_CALLBACK (on_client_move), self, 0);
  g_signal_connect_object (self->client, "done", G_CALLBACK (on_client_done), self, 0);
  crm_section_append (self->section, self->client);
  make_add_row (self);
  return GTK_WIDGET (self);
}
