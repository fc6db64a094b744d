/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-own-field-dialog.h"
#include <glib/gi18n-lib.h>
#include "base/crm-text.h"
#include "crm-window.h"
#include "option/crm-option.h"
#include "widgets/crm-message-dialog.h"

/* The window that adds an own field; freed with the window. Main thread, but for the write functions. */

typedef struct
{
  CrmStore *store; /* owned */
  char *entity;
  GtkWidget *window;
  GtkWidget *label;
  GtkWidget *kind;
  GtkWidget *choices;
  GtkWidget *choices_row;
  GtkWidget *target;
  GtkWidget *target_row;
  GtkWidget *error;
  GtkWidget *save;
  CrmOwnFieldDone done;
  gpointer data;
  GDestroyNotify data_free;
} Dialog;

typedef struct
{
  char *entity;
  char *label;
  char *choices;
  char *target; /* of links: entity */
  CrmKind kind;
  char *name; /* result */
} OwnField;

typedef struct
{
  CrmKind kind;
  const char *label; /* N_() */
} KindName;

static const KindName kind_names[] = {
  { CRM_KIND_TEXT, N_ ("Text") },
  { CRM_KIND_LONG, N_ ("Long text") },
  { CRM_KIND_INTEGER, N_ ("Whole number") },
  { CRM_KIND_REAL, N_ ("Number") },
  { CRM_KIND_MONEY, N_ ("Money") },
  { CRM_KIND_DATE, N_ ("Date") },
  { CRM_KIND_BOOLEAN, N_ ("Yes or no") },
  { CRM_KIND_CHOICE, N_ ("One of a list") },
  { CRM_KIND_CHOICES, N_ ("Several of a list") },
  { CRM_KIND_PHONE, N_ ("Phone") },
  { CRM_KIND_EMAIL, N_ ("E-mail") },
  { CRM_KIND_URL, N_ ("Web page") },
  { CRM_KIND_LINK, N_ ("Link to a record") },
  { CRM_KIND_LINKS, N_ ("Links to several records") },
};

static void
own_field_free (gpointer data)
{
  OwnField *own = data;

  g_free (own->entity);
  g_free (own->label);
  g_free (own->choices);
  g_free (own->target);
  g_free (own->name);
  g_free (own);
}

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  if (dialog->data_free != NULL)
    dialog->data_free (dialog->data);
  g_object_unref (dialog->store);
  g_free (dialog->entity);
  g_free (dialog);
}

static gboolean
add_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  OwnField *own = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "own_field", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  gint64 id;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_OWN_FIELD_ENTITY, own->entity);
  crm_values_set_text (values, CRM_OWN_FIELD_LABEL, own->label);
  crm_values_set_text (values, CRM_OWN_FIELD_KIND, crm_kind_get_name (own->kind));
  crm_values_set_text (values, CRM_OWN_FIELD_CHOICES, own->choices);
  crm_values_set_text (values, CRM_OWN_FIELD_TARGET, own->target);
  id = crm_transaction_insert (tx, values, NULL, error);
  own->name = id != 0 ? g_strdup_printf ("x_%" G_GINT64_FORMAT, id) : NULL;
  return own->name != NULL;
}

static gboolean
remove_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  OwnField *own = data;

  return crm_transaction_remove_own_field (tx, own->entity, own->name, error);
}

static CrmKind
get_kind (Dialog *dialog)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (dialog->kind));

  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "kind"));
}

static gboolean
has_choices (CrmKind kind)
{
  return kind == CRM_KIND_CHOICE || kind == CRM_KIND_CHOICES;
}

static gboolean
has_target (CrmKind kind)
{
  return kind == CRM_KIND_LINK || kind == CRM_KIND_LINKS;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "dialog");
  OwnField *own = g_object_get_data (G_OBJECT (window), "own");
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (dialog->save, TRUE);
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      gtk_label_set_text (GTK_LABEL (dialog->error), error->message);
      gtk_widget_set_visible (dialog->error, TRUE);
      return;
    }
  if (dialog->done != NULL)
    dialog->done (own->name, dialog->data);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
save_action (GtkWidget *widget, gpointer data)
{
  Dialog *dialog = data;
  OwnField *own;
  g_autofree char *purpose = NULL;

  /* Keys come here too, while it is being written. */
  if (!gtk_widget_get_sensitive (dialog->save))
    return;
  if (crm_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (dialog->label))))
    {
      gtk_label_set_text (GTK_LABEL (dialog->error), _ ("Give the field a name."));
      gtk_widget_set_visible (dialog->error, TRUE);
      gtk_widget_grab_focus (dialog->label);
      return;
    }
  own = g_new0 (OwnField, 1);
  own->entity = g_strdup (dialog->entity);
  own->label = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->label))));
  own->kind = get_kind (dialog);
  if (has_choices (own->kind))
    {
      g_auto (GStrv) words = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (dialog->choices)), ",", -1);
      g_autoptr (GString) lines = g_string_new (NULL);

      for (guint i = 0; words[i] != NULL; i++)
        if (!crm_text_is_blank (words[i]))
          g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", g_strstrip (words[i]));
      if (lines->len == 0)
        {
          gtk_label_set_text (
              GTK_LABEL (dialog->error), _ ("Write what can be chosen, separated by commas."));
          gtk_widget_set_visible (dialog->error, TRUE);
          gtk_widget_grab_focus (dialog->choices);
          own_field_free (own);
          return;
        }
      own->choices = g_string_free (g_steal_pointer (&lines), FALSE);
    }
  if (has_target (own->kind))
    own->target = g_strdup (g_object_get_data (
        G_OBJECT (gtk_drop_down_get_selected_item (GTK_DROP_DOWN (dialog->target))), "entity"));
  purpose = g_strdup_printf (_ ("Field “%s” added"), own->label);
  gtk_widget_set_sensitive (dialog->save, FALSE);
  /* The window keeps it: its name is wanted after the write. */
  g_object_set_data_full (G_OBJECT (dialog->window), "own", own, own_field_free);
  crm_store_write_async (
      dialog->store, purpose, add_in_worker, own, NULL, NULL, on_added, g_object_ref (dialog->window));
}

static void
on_kind_selected (GObject *object, GParamSpec *pspec, Dialog *dialog)
{
  gtk_widget_set_visible (dialog->choices_row, has_choices (get_kind (dialog)));
  gtk_widget_set_visible (dialog->target_row, has_target (get_kind (dialog)));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, Dialog *dialog)
{
  if (keyval == GDK_KEY_Escape)
    {
      gtk_window_destroy (GTK_WINDOW (dialog->window));
      return GDK_EVENT_STOP;
    }
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    {
      save_action (dialog->window, dialog);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
new_kinds (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (crm_kind_is_own_allowed (kind_names[i].kind))
      {
        g_autoptr (GObject) item = NULL;

        gtk_string_list_append (names, _ (kind_names[i].label));
        item =
            g_list_model_get_item (G_LIST_MODEL (names), g_list_model_get_n_items (G_LIST_MODEL (names)) - 1);
        g_object_set_data (item, "kind", GINT_TO_POINTER (kind_names[i].kind));
      }
  return gtk_drop_down_new (G_LIST_MODEL (names), NULL);
}

/* What a person would link to: clients, what the business does with them, and modules of its own. */
static GtkWidget *
new_targets (CrmStore *store)
{
  static const char *const offered[] = { "client", "deal", "task", "meeting", "user", NULL };
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) entities = crm_store_dup_entities (store);

  for (guint i = 0; i < entities->len; i++)
    {
      CrmEntity *entity = entities->pdata[i];
      g_autoptr (GObject) item = NULL;

      if (!crm_entity_is_own (entity) && !g_strv_contains (offered, crm_entity_get_name (entity)))
        continue;
      gtk_string_list_append (names, crm_entity_get_plural (entity));
      item =
          g_list_model_get_item (G_LIST_MODEL (names), g_list_model_get_n_items (G_LIST_MODEL (names)) - 1);
      g_object_set_data_full (item, "entity", g_strdup (crm_entity_get_name (entity)), g_free);
    }
  return gtk_drop_down_new (G_LIST_MODEL (names), NULL);
}

static GtkWidget *
new_header (Dialog *dialog)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  dialog->save = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_add_css_class (dialog->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect (dialog->save, "clicked", G_CALLBACK (save_action), dialog);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), dialog->save);
  return header;
}

static GtkWidget *
new_form (Dialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  dialog->label = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->label), _ ("Name of the field"));
  g_signal_connect (dialog->label, "entry-activated", G_CALLBACK (save_action), dialog);
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->label);
  dialog->kind = new_kinds ();
  gtk_widget_set_valign (dialog->kind, GTK_ALIGN_CENTER);
  g_signal_connect (dialog->kind, "notify::selected", G_CALLBACK (on_kind_selected), dialog);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Kind"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), dialog->kind);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), dialog->kind);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  dialog->choices = dialog->choices_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->choices), _ ("Choices, separated by commas"));
  gtk_widget_set_visible (dialog->choices_row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->choices_row);
  dialog->target_row = adw_action_row_new ();
  dialog->target = new_targets (dialog->store);
  gtk_widget_set_valign (dialog->target, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->target_row), _ ("Which records"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (dialog->target_row), dialog->target);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (dialog->target_row), dialog->target);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (dialog->target), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which records"), -1);
  gtk_widget_set_visible (dialog->target_row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), dialog->target_row);
  return list;
}

GtkWindow *
crm_own_field_dialog_present (GtkWidget *from, CrmStore *store, const char *entity, CrmOwnFieldDone done,
    gpointer data, GDestroyNotify data_free)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkRoot *root = gtk_widget_get_root (from);
  GtkEventController *key = gtk_event_controller_key_new ();

  dialog->store = g_object_ref (store);
  dialog->entity = g_strdup (entity);
  dialog->done = done;
  dialog->data = data;
  dialog->data_free = data_free;
  dialog->window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (dialog->window), _ ("New field"));
  gtk_window_set_default_size (GTK_WINDOW (dialog->window), 460, -1);
  gtk_window_set_modal (GTK_WINDOW (dialog->window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (dialog->window), GTK_WINDOW (root));
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, dialog_free);
  gtk_widget_set_margin_top (body, 18);
  gtk_widget_set_margin_bottom (body, 24);
  gtk_widget_set_margin_start (body, 18);
  gtk_widget_set_margin_end (body, 18);
  gtk_box_append (GTK_BOX (box), new_header (dialog));
  gtk_box_append (GTK_BOX (body), new_form (dialog));
  dialog->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (dialog->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (dialog->error), 0);
  gtk_widget_add_css_class (dialog->error, "field-error");
  gtk_widget_set_visible (dialog->error, FALSE);
  gtk_box_append (GTK_BOX (body), dialog->error);
  gtk_box_append (GTK_BOX (box), body);
  adw_window_set_content (ADW_WINDOW (dialog->window), box);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), dialog);
  gtk_widget_add_controller (dialog->window, key);
  gtk_widget_grab_focus (dialog->label);
  gtk_window_present (GTK_WINDOW (dialog->window));
  return GTK_WINDOW (dialog->window);
}

/* Removing */

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (from, error, _ ("The field could not be removed"), NULL);
}

static void
on_remove_response (AdwMessageDialog *question, const char *response, gpointer data)
{
  OwnField *own = data;
  CrmStore *store = g_object_get_data (G_OBJECT (question), "store");
  GtkWidget *from = g_object_get_data (G_OBJECT (question), "from");
  OwnField *copy;
  g_autofree char *purpose = NULL;

  if (g_strcmp0 (response, "remove") != 0)
    return;
  copy = g_new0 (OwnField, 1);
  copy->entity = g_strdup (own->entity);
  copy->name = g_strdup (own->name);
  purpose = g_strdup_printf (_ ("Field “%s” removed"), own->label);
  crm_store_write_async (
      store, purpose, remove_in_worker, copy, own_field_free, NULL, on_removed, g_object_ref (from));
}

static void
own_field_closure_free (gpointer data, GClosure *closure)
{
  own_field_free (data);
}

void
crm_own_field_remove (GtkWidget *from, CrmStore *store, const char *entity, const CrmField *field)
{
  GtkRoot *root = gtk_widget_get_root (from);
  AdwMessageDialog *question;
  OwnField *own = g_new0 (OwnField, 1);
  g_autofree char *heading = NULL;

  own->entity = g_strdup (entity);
  own->name = g_strdup (field->name);
  own->label = g_strdup (crm_field_get_label (field));
  heading = g_strdup_printf (_ ("Remove “%s”?"), own->label);
  question = crm_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading,
      _ ("The field and what is written in it go from all clients."));
  adw_message_dialog_add_responses (question, "cancel", _ ("_Keep"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (question, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (question, "cancel");
  adw_message_dialog_set_close_response (question, "cancel");
  g_object_set_data_full (G_OBJECT (question), "store", g_object_ref (store), g_object_unref);
  g_object_set_data_full (G_OBJECT (question), "from", g_object_ref (from), g_object_unref);
  g_signal_connect_data (
      question, "response", G_CALLBACK (on_remove_response), own, own_field_closure_free, 0);
  gtk_window_present (GTK_WINDOW (question));
}
