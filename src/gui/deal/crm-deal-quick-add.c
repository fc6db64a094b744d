/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-quick-add.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "client/crm-client.h"
#include "deal/crm-deal-fields.h"
#include "widgets/crm-completion.h"

/* Owns the entries of one form. What was typed is kept until the store has it. Main thread; add_in_worker in the writer. */

struct _CrmDealQuickAdd
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  CrmBoardGroup group;
  const char *field; /* interned, nullable */
  gint64 lane_id;
  char *lane_key; /* owned */
  gboolean at_end;
  GtkWidget *title;
  GtkWidget *client;
  GtkWidget *amount;
  GtkWidget *error;
  CrmCompletion *completion; /* of client, which owns it */
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (CrmDealQuickAdd, crm_deal_quick_add, GTK_TYPE_BOX)

enum
{
  SAVED,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  CrmDealQuickAdd *form; /* owned; not touched in the writer */
  CrmBoardGroup group;
  const char *field;
  gint64 lane_id;
  char *lane_key;
  gboolean at_end;
  char *title;
  char *client;
  char *amount;
  gint64 client_id;
  gint64 id; /* result */
} NewDeal;

static void
new_deal_free (gpointer data)
{
  NewDeal *new = data;

  g_object_unref (new->form);
  g_free (new->lane_key);
  g_free (new->title);
  g_free (new->client);
  g_free (new->amount);
  g_free (new);
}

/* A name nobody has yet becomes a client with the deal. */
static gboolean
find_client_in_worker (CrmTransaction *tx, NewDeal *new, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (new->client_id != 0 || new->client[0] == '\0')
    return TRUE;
  new->client_id = crm_transaction_resolve_link (tx, "client", new->client, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (new->client_id != 0)
    return TRUE;
  entity = crm_transaction_get_entity (tx, "client", error);
  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, new->client);
  new->client_id = crm_transaction_insert (tx, values, NULL, error);
  return new->client_id != 0;
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  NewDeal *new = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);
  g_autoptr (CrmValues) values = NULL;

  if (entity == NULL || !find_client_in_worker (tx, new, error))
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_DEAL_TITLE, new->title);
  if (new->client_id != 0)
    crm_values_set_integer (values, CRM_DEAL_CLIENT, new->client_id);
  if (new->amount[0] != '\0' && !crm_transaction_read_value (tx, values, CRM_DEAL_AMOUNT, new->amount, error))
    return FALSE;
  if (!crm_deal_fields_set_lane (values, NULL, new->group, new->field, new->lane_id, new->lane_key, error))
    return FALSE;
  new->id = crm_transaction_insert (tx, values, NULL, error);
  if (new->id == 0)
    return FALSE;
  return !new->at_end || new->group != CRM_BOARD_BY_STAGE ||
         crm_deal_move (tx, &new->id, 1, new->lane_id, 0, error);
}

static void
show_error (CrmDealQuickAdd *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error), text);
  gtk_widget_set_visible (self->error, text != NULL);
}

static char *
dup_text (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  NewDeal *new = data;
  g_autoptr (CrmDealQuickAdd) self = g_object_ref (new->form);
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  gint64 id = new->id;

  new_deal_free (new);
  self->pending = FALSE;
  if (!ok)
    {
      show_error (self, error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->title), "");
  crm_completion_set_text (self->completion, NULL, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->amount), "");
  gtk_widget_grab_focus (self->title);
  g_signal_emit (self, signals[SAVED], 0, id);
}

void
crm_deal_quick_add_save (CrmDealQuickAdd *self)
{
  g_autofree char *purpose = NULL;
  NewDeal *new;

  g_return_if_fail (CRM_IS_DEAL_QUICK_ADD (self));
  if (self->pending)
    return;
  new = g_new0 (NewDeal, 1);
  new->form = g_object_ref (self);
  new->group = self->group;
  new->field = self->field;
  new->lane_id = self->lane_id;
  new->lane_key = g_strdup (self->lane_key);
  new->at_end = self->at_end;
  new->title = dup_text (self->title);
  new->client = dup_text (self->client);
  new->client_id = crm_completion_get_taken (self->completion);
  new->amount = dup_text (self->amount);
  if (new->title[0] == '\0')
    {
      show_error (self, _ ("A deal needs a title."));
      gtk_widget_grab_focus (self->title);
      new_deal_free (new);
      return;
    }
  show_error (self, NULL);
  purpose = g_strdup_printf (_ ("Deal “%s” added"), new->title);
  self->pending = TRUE;
  crm_store_write_async (self->store, purpose, add_in_worker, new, NULL, NULL, on_added, new);
}

static void
close_form (CrmDealQuickAdd *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
on_key (CrmDealQuickAdd *self, guint keyval, guint code, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  close_form (self);
  return GDK_EVENT_STOP;
}

static void
crm_deal_quick_add_dispose (GObject *object)
{
  CrmDealQuickAdd *self = CRM_DEAL_QUICK_ADD (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->lane_key, g_free);
  G_OBJECT_CLASS (crm_deal_quick_add_parent_class)->dispose (object);
}

static gboolean
crm_deal_quick_add_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_DEAL_QUICK_ADD (widget)->title);
}

static void
crm_deal_quick_add_class_init (CrmDealQuickAddClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_quick_add_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_deal_quick_add_grab_focus;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CLOSED] = g_signal_new (
      "closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_entry (CrmDealQuickAdd *self, const char *name, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_widget_set_tooltip_text (entry, hint);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (crm_deal_quick_add_save), self);
  gtk_box_append (GTK_BOX (self), entry);
  return entry;
}

static void
crm_deal_quick_add_init (CrmDealQuickAdd *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Close"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dealcard");
  self->title = add_entry (self, _ ("What is sold"), NULL);
  self->client = add_entry (self, _ ("Client"), _ ("A name that is not known yet becomes a new client"));
  self->amount = add_entry (self, _ ("Amount"), NULL);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->amount), GTK_INPUT_PURPOSE_NUMBER);

  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (self), self->error);

  gtk_widget_add_css_class (cancel, "flat");
  gtk_widget_set_hexpand (cancel, TRUE);
  gtk_widget_set_halign (cancel, GTK_ALIGN_START);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (close_form), self);
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (crm_deal_quick_add_save), self);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (buttons), add);
  gtk_box_append (GTK_BOX (self), buttons);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
crm_deal_quick_add_new (CrmStore *store, CrmBoardGroup group, const CrmLane *lane, gboolean at_end)
{
  CrmDealQuickAdd *self = g_object_new (CRM_TYPE_DEAL_QUICK_ADD, NULL);

  self->store = g_object_ref (store);
  self->group = group;
  self->field = lane->field;
  self->lane_id = lane->id;
  self->lane_key = g_strdup (lane->key);
  self->at_end = at_end;
  self->completion = crm_completion_attach (self->client, store, "client", NULL, NULL, FALSE);
  return GTK_WIDGET (self);
}

gboolean
crm_deal_quick_add_is_at_end (CrmDealQuickAdd *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_QUICK_ADD (self), FALSE);
  return self->at_end;
}
