/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-deal-add.h"
#include <glib/gi18n-lib.h>
#include "client/crm-client.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-field-editor.h"

/* Owns an editor for each field asked for. Main thread, but for functions named _in_worker. */

static const int asked[] = { CRM_DEAL_TITLE, CRM_DEAL_CLIENT, CRM_DEAL_AMOUNT, CRM_DEAL_EXPECTED_CLOSE };

struct _CrmDealAdd
{
  AdwWindow parent_instance;
  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: keeps the editors' fields alive */
  gint64 stage;
  GtkWidget *editors[CRM_DEAL_N_FIELDS];
  GtkWidget *error;
  GtkWidget *save;
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (CrmDealAdd, crm_deal_add, ADW_TYPE_WINDOW)

typedef struct
{
  CrmDealAdd *self;  /* owned */
  CrmValues *values; /* owned */
  char *client;      /* name or id; "" none */
  gint64 stage;
  gint64 id; /* result */
} NewDeal;

static void
new_deal_free (NewDeal *new)
{
  g_object_unref (new->self);
  crm_values_free (new->values);
  g_free (new->client);
  g_free (new);
}

static gint64
find_or_make_client_in_worker (CrmTransaction *tx, const char *name, GError **error)
{
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GError) local = NULL;
  gint64 id;

  if (strspn (name, "0123456789") == strlen (name))
    return g_ascii_strtoll (name, NULL, 10);
  id = crm_transaction_resolve_link (tx, "client", name, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return 0;
    }
  if (id != 0)
    return id;
  entity = crm_transaction_get_entity (tx, "client", error);
  if (entity == NULL)
    return 0;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  NewDeal *new = data;

  if (new->client[0] != '\0')
    {
      gint64 client = find_or_make_client_in_worker (tx, new->client, error);

      if (client == 0)
        return FALSE;
      crm_values_set_integer (new->values, CRM_DEAL_CLIENT, client);
    }
  if (new->stage != 0)
    crm_values_set_integer (new->values, CRM_DEAL_STAGE, new->stage);
  new->id = crm_transaction_insert (tx, new->values, NULL, error);
  return new->id != 0;
}

static void
show_error (CrmDealAdd *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  NewDeal *new = data;
  CrmDealAdd *self = new->self;
  g_autoptr (GError) error = NULL;
  gboolean added = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  self->pending = FALSE;
  if (self->error != NULL)
    {
      gtk_widget_set_sensitive (self->save, TRUE);
      if (added)
        {
          GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

          if (CRM_IS_WINDOW (parent))
            crm_window_open_deal (GTK_WIDGET (parent), new->id, NULL, 0);
          gtk_window_destroy (GTK_WINDOW (self));
        }
      else
        {
          show_error (self, error->message);
        }
    }
  new_deal_free (new);
}

void
crm_deal_add_save (CrmDealAdd *self)
{
  g_autoptr (CrmValues) values = NULL;
  g_autofree char *title = NULL;
  g_autofree char *purpose = NULL;
  NewDeal *new;

  g_return_if_fail (CRM_IS_DEAL_ADD (self));
  if (self->pending)
    return;
  title = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editors[CRM_DEAL_TITLE]));
  if (title[0] == '\0')
    {
      show_error (self, _ ("A deal needs a title."));
      gtk_widget_grab_focus (self->editors[CRM_DEAL_TITLE]);
      return;
    }
  values = crm_values_new (self->entity);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (GError) error = NULL;

      if (asked[i] != CRM_DEAL_CLIENT &&
          !crm_field_editor_check (CRM_FIELD_EDITOR (self->editors[asked[i]]), values, asked[i], &error))
        {
          show_error (self, error->message);
          gtk_widget_grab_focus (self->editors[asked[i]]);
          return;
        }
    }
  show_error (self, NULL);
  purpose = g_strdup_printf (_ ("Deal “%s” added"), title);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  new = g_new0 (NewDeal, 1);
  new->self = g_object_ref (self);
  new->values = g_steal_pointer (&values);
  new->client = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editors[CRM_DEAL_CLIENT]));
  new->stage = self->stage;
  crm_store_write_async (self->store, purpose, add_in_worker, new, NULL, NULL, on_added, new);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmDealAdd *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  crm_deal_add_save (self);
  return GDK_EVENT_STOP;
}

static void
on_activate (GtkWidget *entry, CrmDealAdd *self)
{
  crm_deal_add_save (self);
}

static void
on_save_clicked (GtkButton *button, CrmDealAdd *self)
{
  crm_deal_add_save (self);
}

static void
crm_deal_add_dispose (GObject *object)
{
  CRM_DEAL_ADD (object)->error = NULL;
  G_OBJECT_CLASS (crm_deal_add_parent_class)->dispose (object);
}

static void
crm_deal_add_finalize (GObject *object)
{
  CrmDealAdd *self = CRM_DEAL_ADD (object);

  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_add_parent_class)->finalize (object);
}

static void
crm_deal_add_class_init (CrmDealAddClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_add_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_deal_add_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_deal_add_init (CrmDealAdd *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static void
add_editor (CrmDealAdd *self, GtkBox *box, int field)
{
  GtkWidget *label = gtk_label_new (crm_field_get_label (&self->entity->fields[field]));
  GtkWidget *editor = crm_field_editor_new (self->store, &self->entity->fields[field]);
  GtkWidget *input = adw_bin_get_child (ADW_BIN (editor));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  crm_field_editor_set_text (CRM_FIELD_EDITOR (editor), "");
  gtk_box_append (box, label);
  gtk_box_append (box, editor);
  if (GTK_IS_BOX (input))
    input = gtk_widget_get_first_child (input);
  g_signal_connect_object (input, "activate", G_CALLBACK (on_activate), self, 0);
  self->editors[field] = editor;
}

static void
make_content (CrmDealAdd *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->save = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect (self->save, "clicked", G_CALLBACK (on_save_clicked), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    add_editor (self, GTK_BOX (box), asked[i]);
  self->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (content), header);
  gtk_box_append (GTK_BOX (content), box);
  adw_window_set_content (ADW_WINDOW (self), content);
}

static gpointer
read_name_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", *(gint64 *)data, error);

  return row != NULL ? crm_row_ref (row) : NULL;
}

static void
on_name_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDealAdd) self = data;
  g_autoptr (CrmRow) row = crm_store_read_finish (CRM_STORE (source), result, NULL);
  GtkWidget *entry;

  if (row == NULL || self->error == NULL)
    return;
  entry = adw_bin_get_child (ADW_BIN (self->editors[CRM_DEAL_CLIENT]));
  crm_completion_set_text (g_object_get_data (G_OBJECT (entry), "crm-completion"),
      crm_row_get_text (row, CRM_CLIENT_NAME), row->id);
}

CrmDealAdd *
crm_deal_add_present (GtkWindow *parent, CrmStore *store, gint64 client_id, gint64 stage)
{
  CrmDealAdd *self = g_object_new (CRM_TYPE_DEAL_ADD, "modal", TRUE, "default-width", 440, NULL);

  self->store = g_object_ref (store);
  self->entity = crm_store_get_entity (store, "deal");
  self->stage = stage;
  gtk_window_set_title (GTK_WINDOW (self), _ ("New deal"));
  make_content (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->editors[CRM_DEAL_TITLE]);
  if (client_id != 0)
    crm_store_read_async (store, 0, read_name_in_worker, g_memdup2 (&client_id, sizeof client_id), g_free,
        (GDestroyNotify)crm_row_unref, NULL, on_name_read, g_object_ref (self));
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

GtkWidget *
crm_deal_add_get_editor (CrmDealAdd *self, int field)
{
  g_return_val_if_fail (CRM_IS_DEAL_ADD (self) && field >= 0 && field < CRM_DEAL_N_FIELDS, NULL);
  return self->editors[field];
}

const char *
crm_deal_add_get_error (CrmDealAdd *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_ADD (self), NULL);
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}
