/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-provider-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "channel/crm-account.h"
#include "channel/crm-provider.h"

/* Owns what is typed; reads it a moment after the last key. Nothing goes over the network from here. Main thread, but for the function named _in_worker. */

#define CRM_TYPE_PROVIDER_DIALOG (crm_provider_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmProviderDialog, crm_provider_dialog, CRM, PROVIDER_DIALOG, AdwWindow)

#define READ_AFTER_MS 250
#define SAMPLE_NUMBER "+380671234567"
#define SAMPLE_ID "1234567890"

#define EXACT "exact" /* tag of the request */

enum
{
  SHOW_SEND,
  SHOW_TEST,
  SHOW_BALANCE,
  SHOW_PRICE,
  SHOW_LOOK_UP,
  SHOW_STATES,
  SHOW_FETCH,
  N_SHOWN
};

struct _CrmProviderDialog
{
  AdwWindow parent_instance;

  CrmStore *store; /* owned */
  char *own;       /* id, NULL: a new one */
  GHashTable *settings;
  char *sender;
  CrmProvider *provider; /* owned, NULL while it cannot be read */
  CrmProviderSaved saved;
  gpointer saved_data;
  GtkWidget *from; /* weak */
  guint source;    /* of the reading that is due */
  GtkTextBuffer *text;
  GtkTextBuffer *request;
  GtkWidget *problem;
  GtkWidget *which;
  GtkWidget *number;
  GtkWidget *message;
  GtkWidget *save;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CrmProviderDialog, crm_provider_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
say (CrmProviderDialog *self, const char *problem)
{
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/* The dry run */

/* What is not given yet stands there by its name, so that the request is seen before the account is. */
static GHashTable *
fill_settings (CrmProviderDialog *self)
{
  guint n;
  const CrmProviderSetting *known = crm_provider_get_settings (self->provider, &n);
  GHashTable *filled = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < n; i++)
    {
      const char *given = g_hash_table_lookup (self->settings, known[i].name);

      if (given != NULL && given[0] != '\0')
        g_hash_table_insert (filled, (char *)known[i].name, g_strdup (given));
      else if (known[i].required && (known[i].value == NULL || known[i].value[0] == '\0'))
        g_hash_table_insert (filled, (char *)known[i].name,
            known[i].secret ? g_strdup ("•••") : g_ascii_strup (known[i].name, -1));
    }
  g_hash_table_insert (filled, (char *)"sender",
      g_strdup (self->sender != NULL && self->sender[0] != '\0' ? self->sender : "SENDER"));
  return filled;
}

static CrmHttpRequest *
make_request (CrmProviderDialog *self, guint which, GHashTable *settings, GError **error)
{
  static const char *const ids[] = { SAMPLE_ID, NULL };
  CrmOutgoing message = { .key = (char *)"00112233445566778899aabbccddeeff",
    .address = (char *)gtk_editable_get_text (GTK_EDITABLE (self->number)),
    .sender = self->sender,
    .text = (char *)gtk_editable_get_text (GTK_EDITABLE (self->message)) };

  switch (which)
    {
    case SHOW_TEST: return crm_provider_make_test (self->provider, settings, error);
    case SHOW_BALANCE: return crm_provider_make_balance (self->provider, settings, error);
    case SHOW_PRICE: return crm_provider_make_price (self->provider, settings, &message, error);
    case SHOW_LOOK_UP:
      return crm_provider_make_look_up (self->provider, settings, &message, crm_clock_now (), error);
    case SHOW_STATES: return crm_provider_make_states (self->provider, settings, ids, error);
    case SHOW_FETCH: return crm_provider_make_fetch (self->provider, settings, NULL, error);
    default: return crm_provider_make_send (self->provider, settings, &message, error);
    }
}

static GHashTable *
find_secrets (CrmProviderDialog *self, GHashTable *settings)
{
  guint n;
  const CrmProviderSetting *known = crm_provider_get_settings (self->provider, &n);
  GHashTable *secrets = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const char *text = g_hash_table_lookup (settings, known[i].name);

      if (known[i].secret && text != NULL && text[0] != '\0')
        g_hash_table_insert (secrets, (char *)known[i].name, (char *)text);
    }
  return secrets;
}

static void
show_request (CrmProviderDialog *self)
{
  g_autoptr (CrmHttpRequest) request = NULL;
  g_autoptr (GHashTable) secrets = NULL;
  g_autoptr (GHashTable) settings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  GtkTextIter start, end;

  if (self->provider == NULL)
    {
      gtk_text_buffer_set_text (self->request, "", -1);
      return;
    }
  settings = fill_settings (self);
  request = make_request (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->which)), settings, &error);
  secrets = find_secrets (self, settings);
  words = request != NULL ? crm_http_request_describe (request, secrets) : g_strdup (error->message);
  gtk_text_buffer_set_text (self->request, words, -1);
  /* Where a line is wrapped nothing is added: it is what would be sent. */
  gtk_text_buffer_get_bounds (self->request, &start, &end);
  gtk_text_buffer_apply_tag_by_name (self->request, EXACT, &start, &end);
}

static void
read_text (CrmProviderDialog *self)
{
  g_autofree char *text = dup_text (self->text);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->provider, crm_provider_unref);
  self->provider = crm_provider_new (text, -1, &error);
  say (self, error != NULL ? error->message : NULL);
  gtk_widget_set_sensitive (self->save, self->provider != NULL);
  show_request (self);
}

static gboolean
on_read_due (gpointer data)
{
  CrmProviderDialog *self = data;

  self->source = 0;
  read_text (self);
  return G_SOURCE_REMOVE;
}

static void
on_text_changed (CrmProviderDialog *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (READ_AFTER_MS, on_read_due, self);
}

/* Saving */

typedef struct
{
  CrmProviderDialog *self; /* owned */
  guint8 uid[16];
  char *own, *name, *definition;
} Save;

static void
save_free (Save *self)
{
  g_object_unref (self->self);
  g_free (self->own);
  g_free (self->name);
  g_free (self->definition);
  g_free (self);
}

static gboolean
save_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Save *save = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "provider", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  gint64 id;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_PROVIDER_NAME, save->name);
  crm_values_set_text (values, CRM_PROVIDER_DEFINITION, save->definition);
  if (save->own == NULL)
    return crm_transaction_insert (tx, values, save->uid, error) != 0;
  id = crm_transaction_resolve_link (tx, "provider", save->own, error);
  return id != 0 && crm_transaction_update (tx, id, 0, values, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  CrmProviderDialog *self = save->self;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    say (self, error->message);
  else
    {
      g_autofree char *id = save->own != NULL ? g_strdup (save->own) : crm_uid_format (save->uid);

      if (self->from != NULL && gtk_widget_get_root (self->from) != NULL)
        self->saved (id, self->saved_data);
      gtk_window_close (GTK_WINDOW (self));
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  save_free (save);
}

static void
on_save (CrmProviderDialog *self)
{
  Save *save;

  /* Not by the button: it follows what is typed. */
  if (self->saving)
    return;
  if (self->source != 0)
    read_text (self);
  if (self->provider == NULL)
    return;
  save = g_new0 (Save, 1);
  save->self = g_object_ref (self);
  crm_uid_make (save->uid);
  save->own = g_strdup (self->own);
  save->name = g_strdup (crm_provider_get_name (self->provider));
  save->definition = dup_text (self->text);
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  crm_store_write_async (self->store, self->own != NULL ? _ ("Provider changed") : _ ("Provider added"),
      save_in_worker, save, NULL, NULL, on_saved, save);
}

static void
on_save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_save (CRM_PROVIDER_DIALOG (widget));
}

static gboolean
on_close_request (CrmProviderDialog *self)
{
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  return FALSE;
}

static void
crm_provider_dialog_dispose (GObject *object)
{
  CrmProviderDialog *self = CRM_PROVIDER_DIALOG (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->provider, crm_provider_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_object (&self->store);
  g_clear_weak_pointer (&self->from);
  G_OBJECT_CLASS (crm_provider_dialog_parent_class)->dispose (object);
}

static void
crm_provider_dialog_finalize (GObject *object)
{
  CrmProviderDialog *self = CRM_PROVIDER_DIALOG (object);

  g_free (self->own);
  g_free (self->sender);
  G_OBJECT_CLASS (crm_provider_dialog_parent_class)->finalize (object);
}

static void
crm_provider_dialog_class_init (CrmProviderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_provider_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_provider_dialog_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "provider.save", NULL, on_save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "provider.save", NULL);
}

static GtkWidget *
make_text (GtkTextBuffer **buffer, gboolean editable, const char *label)
{
  GtkWidget *view = gtk_text_view_new (), *scrolled = gtk_scrolled_window_new ();

  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), editable ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), editable);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "card");
  return scrolled;
}

static GtkWidget *
make_entry (const char *label, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return entry;
}

static GtkWidget *
make_dry_run (CrmProviderDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  const char *const names[N_SHOWN + 1] = { _ ("Sending"), _ ("Trying the account"),
    _ ("Asking for the balance"), _ ("Asking for the price"), _ ("Looking a message up"),
    _ ("Asking for delivery"), _ ("Fetching replies"), NULL };
  GtkWidget *heading = gtk_label_new (_ ("The request, as it would be sent"));

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  self->which = gtk_drop_down_new_from_strings (names);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->which), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which request"), -1);
  g_signal_connect_swapped (self->which, "notify::selected", G_CALLBACK (show_request), self);
  self->number = make_entry (_ ("Number"), SAMPLE_NUMBER);
  self->message = make_entry (_ ("Text"), _ ("Good day & welcome!"));
  g_signal_connect_swapped (self->number, "changed", G_CALLBACK (show_request), self);
  g_signal_connect_swapped (self->message, "changed", G_CALLBACK (show_request), self);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->which);
  gtk_box_append (GTK_BOX (box), self->number);
  gtk_box_append (GTK_BOX (box), self->message);
  gtk_box_append (GTK_BOX (box), make_text (&self->request, FALSE, _ ("The request")));
  gtk_text_buffer_create_tag (self->request, EXACT, "insert-hyphens", FALSE, NULL);
  return box;
}

static GtkWidget *
make_header (CrmProviderDialog *self)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *help = gtk_button_new_with_mnemonic (_ ("_Help"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (help), "app.help-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (help), "s", "provider-file");
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), help);
  return header;
}

static void
crm_provider_dialog_init (CrmProviderDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 680);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_margin_start (self->problem, 18);
  gtk_widget_set_margin_end (self->problem, 18);
  gtk_widget_set_margin_top (self->problem, 12);
  gtk_box_set_homogeneous (GTK_BOX (panes), TRUE);
  gtk_widget_set_margin_start (panes, 18);
  gtk_widget_set_margin_end (panes, 18);
  gtk_widget_set_margin_top (panes, 12);
  gtk_widget_set_margin_bottom (panes, 18);
  gtk_box_append (GTK_BOX (panes), make_text (&self->text, TRUE, _ ("How the provider is spoken to")));
  gtk_box_append (GTK_BOX (panes), make_dry_run (self));
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (on_text_changed), self);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), panes);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request), NULL);
}

void
crm_provider_dialog_present (GtkWidget *from, CrmStore *store, const char *own, const char *definition,
    GHashTable *settings, const char *sender, CrmProviderSaved saved, gpointer data)
{
  CrmProviderDialog *self;
  GtkRoot *root;
  GHashTableIter iter;
  gpointer name, text;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store) && definition != NULL && saved != NULL);
  root = gtk_widget_get_root (from);
  self = g_object_new (CRM_TYPE_PROVIDER_DIALOG, "title",
      own != NULL ? _ ("Provider") : _ ("A provider of your own"), "transient-for",
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, "application", g_application_get_default (), NULL);
  self->store = g_object_ref (store);
  self->own = g_strdup (own);
  self->sender = g_strdup (sender);
  self->saved = saved;
  self->saved_data = data;
  g_set_weak_pointer (&self->from, from);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &text))
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (text));
  gtk_text_buffer_set_text (self->text, definition, -1);
  read_text (self);
  gtk_window_present (GTK_WINDOW (self));
}
