/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-client-relations.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "crm-window.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-field-row.h"

/* Owns the company row of a person and one row for each person of a company. Main thread; functions named _in_worker run in the
 * writer. */

#define MAX_PEOPLE 50 /* shown at first */

struct _CrmClientRelations
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  CrmSection *section;
  GtkWidget *company;            /* field row */
  GtkWidget *position;           /* field row */
  GtkWidget *add;                /* entry row for a new person, hidden until asked for */
  CrmCompletion *add_completion; /* owned by the entry */
  GtkWidget *add_entry;
  CrmRow *row;  /* owned, nullable: the client shown */
  gboolean all; /* every person of a large company is shown */
};

G_DEFINE_FINAL_TYPE (CrmClientRelations, crm_client_relations, ADW_TYPE_BIN)

enum
{
  SIGNAL_MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_company (CrmRow *row)
{
  return g_strcmp0 (crm_row_get_text (row, CRM_CLIENT_KIND), "company") == 0;
}

/* Writing */

typedef struct
{
  gint64 id;
  gint64 version;
  char *text;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->text);
  g_free (change);
}

static Change *
change_new (gint64 id, gint64 version, const char *text)
{
  Change *change = g_new0 (Change, 1);

  change->id = id;
  change->version = version;
  change->text = g_strdup (text);
  return change;
}

static gboolean
is_number (const char *text)
{
  return text[0] != '\0' && strspn (text, "0123456789") == strlen (text);
}

gint64
crm_client_relations_company_in_worker (CrmTransaction *tx, const char *text, GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (is_number (text))
    return g_ascii_strtoll (text, NULL, 10);
  query = crm_query_new ("client");
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("name", CRM_TEST_EQUAL, text));
  crm_condition_add (crm_query_get_where (query), crm_condition_new ("kind", CRM_TEST_EQUAL, "company"));
  crm_query_set_limit (query, 1);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return 0;
  if (ids->len > 0)
    return g_array_index (ids, gint64, 0);
  entity = crm_transaction_get_entity (tx, "client", error);
  if (entity == NULL)
    return 0;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "company");
  crm_values_set_text (values, CRM_CLIENT_NAME, text);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
set_company_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;
  gint64 company;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  if (change->text[0] == '\0')
    {
      crm_value_clear (crm_values_slot (values, CRM_CLIENT_COMPANY));
    }
  else
    {
      company = crm_client_relations_company_in_worker (tx, change->text, error);
      if (company == 0)
        return FALSE;
      crm_values_set_integer (values, CRM_CLIENT_COMPANY, company);
    }
  return crm_transaction_update (tx, change->id, change->version, values, error);
}

/* text: the id of a person that exists, or the name of a new one; id: the company. */
static gboolean
add_person_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_CLIENT_COMPANY, change->id);
  if (is_number (change->text))
    return crm_transaction_update (tx, g_ascii_strtoll (change->text, NULL, 10), 0, values, error);
  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, change->text);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static void
on_company_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFieldRow) row = data;
  g_autoptr (GError) error = NULL;

  crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  crm_field_row_finish (row, error);
}

static gboolean
on_company_commit (CrmFieldRow *row, const char *text, CrmClientRelations *self)
{
  crm_store_write_async (self->store, _ ("Company changed"), set_company_in_worker,
      change_new (crm_field_row_get_id (row), crm_field_row_get_version (row), text), change_free, NULL,
      on_company_set, g_object_ref (row));
  return TRUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (widget, error, _ ("The relation could not be changed"), NULL);
}

static void
on_row_move (CrmFieldRow *row, int step, CrmClientRelations *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, row, step);
}

static void
on_open_company (GtkButton *button, CrmClientRelations *self)
{
  gint64 id = self->row != NULL ? crm_row_get_integer (self->row, CRM_CLIENT_COMPANY) : 0;

  if (id != 0)
    crm_window_open_client (GTK_WIDGET (self), id, NULL);
}

/* People of a company */

static void
on_detach_clicked (GtkButton *button, GtkWidget *row)
{
  CrmClientRelations *self = CRM_CLIENT_RELATIONS (gtk_widget_get_ancestor (row, CRM_TYPE_CLIENT_RELATIONS));
  CrmRow *person = g_object_get_data (G_OBJECT (row), "person");

  crm_store_write_async (self->store, _ ("Person removed from company"), set_company_in_worker,
      change_new (person->id, person->version, ""), change_free, NULL, on_written, g_object_ref (self));
}

static GtkWidget *
new_person_row (CrmClientRelations *self, CrmRow *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = crm_avatar_new (28);
  GtkWidget *detach = gtk_button_new_from_icon_name ("list-remove-symbolic");
  const char *name = crm_row_get_text (person, CRM_CLIENT_NAME);
  const CrmValue *photo = crm_row_get (person, CRM_CLIENT_PHOTO);
  const char *position = crm_row_get_text (person, CRM_CLIENT_POSITION);

  crm_avatar_set_client (avatar, name, photo != NULL && photo->type == CRM_VALUE_BLOB ? photo->v.blob : NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (position != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), position);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  gtk_widget_set_valign (detach, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (detach, "flat");
  gtk_widget_add_css_class (detach, "circular");
  gtk_widget_set_tooltip_text (detach, _ ("Remove from this company"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (detach), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove from this company"), -1);
  g_signal_connect_object (detach, "clicked", G_CALLBACK (on_detach_clicked), row, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), detach);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", crm_row_ref (person), (GDestroyNotify)crm_row_unref);
  return row;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmClientRelations *self)
{
  CrmRow *person = g_object_get_data (G_OBJECT (row), "person");

  if (person != NULL)
    crm_window_open_client (GTK_WIDGET (self), person->id, NULL);
}

static void
on_add_activate (GtkEntry *entry, CrmClientRelations *self)
{
  gint64 id = crm_completion_get_taken (self->add_completion);
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id)
                                  : g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (text[0] == '\0' || self->row == NULL)
    return;
  crm_store_write_async (self->store, _ ("Person added to company"), add_person_in_worker,
      change_new (self->row->id, 0, text), change_free, NULL, on_written, g_object_ref (self));
  crm_completion_set_text (self->add_completion, "", 0);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_update (self->section, TRUE);
}

static gboolean
on_add_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmClientRelations *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  crm_completion_set_text (self->add_completion, "", 0);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_update (self->section, TRUE);
  return GDK_EVENT_STOP;
}

static void
make_add_row (CrmClientRelations *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->add = gtk_list_box_row_new ();
  self->add_entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->add_entry), _ ("Name of the person"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->add_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the person"), -1);
  gtk_widget_set_margin_top (self->add_entry, 8);
  gtk_widget_set_margin_bottom (self->add_entry, 8);
  gtk_widget_set_margin_start (self->add_entry, 12);
  gtk_widget_set_margin_end (self->add_entry, 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->add), self->add_entry);
  g_signal_connect_object (self->add_entry, "activate", G_CALLBACK (on_add_activate), self, 0);
  self->add_completion =
      crm_completion_attach (self->add_entry, self->store, "client", "kind", "person", FALSE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_add_key), self, 0);
  gtk_widget_add_controller (self->add_entry, key);
  gtk_widget_set_visible (self->add, FALSE);
  crm_section_append (self->section, self->add);
}

/* Showing */

static void
on_row_done (CrmFieldRow *row, CrmClientRelations *self)
{
  if (crm_field_row_is_empty (row))
    gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
  crm_section_update (self->section, TRUE);
}

static GtkWidget *
make_field_row (CrmClientRelations *self, int field)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");
  GtkWidget *row = crm_field_row_new (self->store, entity, field);

  g_signal_connect_object (row, "move", G_CALLBACK (on_row_move), self, 0);
  g_signal_connect_object (row, "done", G_CALLBACK (on_row_done), self, 0);
  crm_section_append (self->section, row);
  return row;
}

static void
make_rows (CrmClientRelations *self)
{
  GtkWidget *open = gtk_button_new_from_icon_name ("go-next-symbolic");

  self->company = make_field_row (self, CRM_CLIENT_COMPANY);
  g_signal_connect_object (self->company, "commit", G_CALLBACK (on_company_commit), self, 0);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_add_css_class (open, "circular");
  gtk_widget_set_tooltip_text (open, _ ("Open company"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open company"), -1);
  g_signal_connect_object (open, "clicked", G_CALLBACK (on_open_company), self, 0);
  crm_field_row_add_suffix (CRM_FIELD_ROW (self->company), open);
  self->position = make_field_row (self, CRM_CLIENT_POSITION);
  make_add_row (self);
}

static void
on_all_clicked (GtkWidget *button, CrmClientRelations *self)
{
  self->all = TRUE;
  gtk_widget_activate_action (button, "card.retry", NULL);
}

/* The rows of a large company would take longer than anybody waits. */
static GtkWidget *
new_rest_row (CrmClientRelations *self, guint n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *label = g_strdup_printf (ngettext ("All %u person", "All %u people", n), n);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_all_clicked), self, 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "person", row);
  return row;
}

void
crm_client_relations_set_data (CrmClientRelations *self, CrmClientCardData *data)
{
  GtkListBox *list = crm_section_get_list (self->section);
  gboolean company = is_company (data->row);
  GtkWidget *row, *next;
  int position = 2; /* after company and position */
  guint shown;

  g_return_if_fail (CRM_IS_CLIENT_RELATIONS (self));
  if (self->row == NULL || self->row->id != data->row->id)
    self->all = FALSE;
  g_clear_pointer (&self->row, crm_row_unref);
  self->row = crm_row_ref (data->row);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (g_object_get_data (G_OBJECT (row), "person") != NULL)
        gtk_list_box_remove (list, row);
    }
  crm_field_row_set_value (CRM_FIELD_ROW (self->company), data->row->id, data->row->version,
      crm_client_card_data_get_title (data, CRM_CLIENT_COMPANY), NULL);
  crm_field_row_set_value (CRM_FIELD_ROW (self->position), data->row->id, data->row->version,
      crm_row_get_text (data->row, CRM_CLIENT_POSITION), NULL);
  gtk_widget_set_visible (
      self->company, !company && (!crm_field_row_is_empty (CRM_FIELD_ROW (self->company)) ||
                                     crm_field_row_is_editing (CRM_FIELD_ROW (self->company))));
  gtk_widget_set_visible (
      self->position, !company && (!crm_field_row_is_empty (CRM_FIELD_ROW (self->position)) ||
                                      crm_field_row_is_editing (CRM_FIELD_ROW (self->position))));
  shown = self->all ? data->people->len : MIN (data->people->len, MAX_PEOPLE);
  for (guint i = 0; i < shown; i++)
    gtk_list_box_insert (list, new_person_row (self, g_ptr_array_index (data->people, i)), position++);
  if (shown < data->people->len)
    gtk_list_box_insert (list, new_rest_row (self, data->people->len), position);
  crm_section_set_title (self->section, company ? _ ("People") : _ ("Relations"));
  crm_section_set_add_name (self->section, company ? _ ("Add person") : _ ("Add relation"));
  crm_section_update (self->section, TRUE);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_client_relations_add (CRM_CLIENT_RELATIONS (widget));
}

static void
crm_client_relations_dispose (GObject *object)
{
  CrmClientRelations *self = CRM_CLIENT_RELATIONS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->row, crm_row_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_relations_parent_class)->dispose (object);
}

static void
crm_client_relations_class_init (CrmClientRelationsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_relations_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "relations.add", NULL, add_action);
  signals[SIGNAL_MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_INT);
}

static void
crm_client_relations_init (CrmClientRelations *self)
{
  self->section = CRM_SECTION (crm_section_new (_ ("Relations")));
  crm_section_set_add_action (self->section, _ ("Add relation"), "relations.add");
  g_signal_connect_object (
      crm_section_get_list (self->section), "row-activated", G_CALLBACK (on_row_activated), self, 0);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->section));
}

GtkWidget *
crm_client_relations_new (CrmStore *store)
{
  CrmClientRelations *self = g_object_new (CRM_TYPE_CLIENT_RELATIONS, NULL);

  self->store = g_object_ref (store);
  make_rows (self);
  return GTK_WIDGET (self);
}

void
crm_client_relations_add (CrmClientRelations *self)
{
  g_return_if_fail (CRM_IS_CLIENT_RELATIONS (self));
  if (self->row == NULL)
    return;
  if (is_company (self->row))
    {
      gtk_widget_set_visible (self->add, TRUE);
      crm_section_update (self->section, TRUE);
      gtk_widget_grab_focus (self->add_entry);
      return;
    }
  gtk_widget_set_visible (self->company, TRUE);
  crm_section_update (self->section, TRUE);
  crm_field_row_begin_edit (CRM_FIELD_ROW (self->company));
}

gboolean
crm_client_relations_can_add_position (CrmClientRelations *self)
{
  g_return_val_if_fail (CRM_IS_CLIENT_RELATIONS (self), FALSE);
  return self->row != NULL && !is_company (self->row) && !gtk_widget_get_visible (self->position);
}

void
crm_client_relations_add_position (CrmClientRelations *self)
{
  g_return_if_fail (CRM_IS_CLIENT_RELATIONS (self));
  gtk_widget_set_visible (self->position, TRUE);
  crm_section_update (self->section, TRUE);
  crm_field_row_begin_edit (CRM_FIELD_ROW (self->position));
}
