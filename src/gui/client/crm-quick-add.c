/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-quick-add-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "client/crm-quick-add-write.h"
#include "client/crm-quick-duplicates.h"
#include "crm-window.h"
#include "message/crm-message-writes.h"
#include "task/crm-task-line-entry.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"

/* A new client with its first note and task in one operation, or both for one that is there; or the composer for a client that is chosen here.
 * The line above fills the fields that were not written in by hand. What is typed is the draft of client 0. Main thread, but for functions
 * named _in_worker. */

#define OPEN_KEY "crm-quick-add" /* of the store: the window that is open */

static const char *const entry_names[N_ENTRIES] = { "name", "phone", "email", "company", "tags" };

G_DEFINE_FINAL_TYPE (CrmQuickAdd, crm_quick_add, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_OPEN_CLIENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_error (CrmQuickAdd *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
  gtk_widget_remove_css_class (self->name, "error");
}

/* Duplicates */

/* There is something to write besides who it is. */
static gboolean
has_more (CrmQuickAdd *self)
{
  g_autofree char *note = crm_quick_add_dup_note (self);

  return note[0] != '\0' || gtk_editable_get_text (crm_quick_add_get_task_editable (self))[0] != '\0';
}

static void
update_duplicate_verbs (CrmQuickAdd *self)
{
  const char *verb =
      has_more (self) && self->conversation == 0 ? _ ("Add to this one") : C_ ("button", "Open");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->duplicates, i)) != NULL; i++)
    gtk_label_set_text (GTK_LABEL (crm_quick_duplicates_get_verb (row)), verb);
}

/* A window grows with its content but does not shrink by itself. */
static void
fit_height (CrmQuickAdd *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

static void
show_duplicates (CrmQuickAdd *self, GPtrArray *duplicates)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->duplicates))) != NULL)
    gtk_list_box_remove (self->duplicates, child);
  for (guint i = 0; duplicates != NULL && i < duplicates->len; i++)
    gtk_list_box_append (self->duplicates, crm_quick_duplicates_new_row (g_ptr_array_index (duplicates, i)));
  update_duplicate_verbs (self);
  gtk_widget_set_visible (self->duplicate_box, duplicates != NULL && duplicates->len > 0);
  fit_height (self);
}

static void
on_duplicates (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQuickAdd) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) duplicates = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->duplicates == NULL)
    return;
  show_duplicates (self, duplicates);
}

static void
look_for_duplicates (CrmQuickAdd *self)
{
  g_autofree char *name = crm_quick_add_dup_entry (self, ENTRY_NAME);
  g_autofree char *phone = crm_quick_add_dup_entry (self, ENTRY_PHONE);
  g_autofree char *email = crm_quick_add_dup_entry (self, ENTRY_EMAIL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!crm_quick_duplicates_are_worth (name, phone, email))
    {
      show_duplicates (self, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  crm_quick_duplicates_find_async (
      self->store, name, phone, email, self->cancellable, on_duplicates, g_object_ref (self));
}

static void save_to (CrmQuickAdd *self, gint64 client);

static void
open_client (CrmQuickAdd *self, gint64 id)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (CRM_IS_WINDOW (parent))
    crm_window_open_client (GTK_WIDGET (parent), id, NULL);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN_CLIENT], 0, id);
}

static void
on_duplicate_activated (GtkListBox *list, GtkListBoxRow *row, CrmQuickAdd *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "client");

  if (self->conversation != 0)
    {
      crm_conversation_write_client (GTK_WIDGET (self), self->store, self->conversation, *id,
          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (has_more (self))
    {
      save_to (self, *id);
      return;
    }
  /* It was there: what was typed for a new one is not wanted any more. */
  crm_draft_clear (self->store, "client", 0, "add.");
  self->filling = TRUE;
  open_client (self, *id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_changed (CrmQuickAdd *self)
{
  show_error (self, NULL);
  crm_quick_add_keep_draft (self);
}

static void
mark_by_hand (CrmQuickAdd *self, CrmQuickReadPart part)
{
  if (!self->filling && !self->reading)
    self->by_hand[part] = TRUE;
}

static void
on_identity_changed (CrmQuickAdd *self)
{
  on_changed (self);
  if (self->store != NULL)
    look_for_duplicates (self);
}

static void
on_entry_changed (CrmQuickAdd *self, GtkWidget *entry)
{
  static const CrmQuickReadPart parts[] = { CRM_QUICK_READ_NAME, CRM_QUICK_READ_PHONE, CRM_QUICK_READ_EMAIL,
    CRM_QUICK_READ_COMPANY };

  for (int i = 0; i < ENTRY_TAGS; i++)
    if (crm_quick_add_find_entry (self, i) == entry)
      mark_by_hand (self, parts[i]);
  if (entry == self->company)
    on_changed (self);
  else
    on_identity_changed (self);
}

static void
on_note_changed (GtkTextBuffer *buffer, CrmQuickAdd *self)
{
  mark_by_hand (self, CRM_QUICK_READ_NOTE);
  gtk_widget_set_visible (self->note_placeholder, gtk_text_buffer_get_char_count (buffer) == 0);
  on_changed (self);
  update_duplicate_verbs (self);
}

static void
on_task_changed (CrmQuickAdd *self)
{
  mark_by_hand (self, CRM_QUICK_READ_TASK);
  on_changed (self);
  update_duplicate_verbs (self);
}

static void
on_kind_toggled (CrmQuickAdd *self)
{
  if (!self->filling && !self->reading)
    self->kind_by_hand = TRUE;
  gtk_widget_set_visible (self->company, gtk_toggle_button_get_active (self->person));
  on_changed (self);
}

/* The line */

static void
on_read (CrmQuickAdd *self)
{
  CrmQuickRead *read = CRM_QUICK_READ (self->read);

  if (self->filling)
    return;
  self->reading = TRUE;
  for (int part = 0; part < CRM_QUICK_READ_N_PARTS; part++)
    {
      g_autofree char *text = crm_quick_add_dup_part (self, part);

      if (!self->by_hand[part] && strcmp (text, crm_quick_read_get (read, part)) != 0)
        crm_quick_add_set_part (self, part, crm_quick_read_get (read, part));
    }
  if (!self->kind_by_hand)
    gtk_toggle_button_set_active (crm_quick_read_is_company (read) ? self->company_kind : self->person, TRUE);
  self->reading = FALSE;
  on_changed (self);
  fit_height (self);
}

static void
on_correct (CrmQuickRead *read, int part, CrmQuickAdd *self)
{
  GtkWidget *widgets[CRM_QUICK_READ_N_PARTS] = { self->name, self->phone, self->email, self->company,
    GTK_WIDGET (self->note), self->task };

  gtk_widget_grab_focus (widgets[part]);
}

/* Saving */

static gboolean
write_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_quick_client_write_in_worker (tx, data, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQuickAdd) self = data;
  g_autoptr (GError) error = NULL;
  CrmQuickClient *client = g_object_get_data (G_OBJECT (self), "client");

  self->pending = FALSE;
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      if (self->store == NULL)
        return;
      gtk_widget_set_sensitive (self->save, TRUE);
      show_error (self, error->message);
      return;
    }
  if (client->conversation == 0)
    crm_draft_clear (CRM_STORE (source), "client", 0, "add.");
  if (self->store == NULL)
    return;
  self->filling = TRUE;
  /* Who answers a message goes on answering it; who was called up from another program goes on there. */
  if (client->conversation == 0 && gtk_window_get_transient_for (GTK_WINDOW (self)) != NULL)
    open_client (self, client->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* FALSE when the line of the task lacks something. */
static gboolean
read_task (CrmQuickAdd *self, CrmQuickClient *client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "task");
  g_autoptr (GError) error = NULL;
  g_autofree char *new_client = NULL;

  if (crm_task_line_entry_is_empty (CRM_TASK_LINE_ENTRY (self->task)))
    return TRUE;
  client->task = crm_values_new (entity);
  if (crm_task_line_entry_read (CRM_TASK_LINE_ENTRY (self->task), client->task, &new_client, &error))
    return TRUE;
  show_error (self, error->message);
  gtk_widget_grab_focus (self->task);
  return FALSE;
}

static char *
dup_company (CrmQuickAdd *self)
{
  gint64 company = crm_completion_get_taken (self->company_completion);

  if (gtk_toggle_button_get_active (self->company_kind))
    return g_strdup ("");
  return company != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, company)
                      : crm_quick_add_dup_entry (self, ENTRY_COMPANY);
}

/* To a client that is there, or (0) to a new one. */
static void
save_to (CrmQuickAdd *self, gint64 id)
{
  CrmQuickClient *client;
  g_autofree char *purpose = NULL;

  if (self->pending)
    return;
  client = g_new0 (CrmQuickClient, 1);
  client->id = id;
  client->kind = g_strdup (gtk_toggle_button_get_active (self->company_kind) ? "company" : "person");
  client->name = crm_quick_add_dup_entry (self, ENTRY_NAME);
  client->phone = crm_quick_add_dup_entry (self, ENTRY_PHONE);
  client->email = crm_quick_add_dup_entry (self, ENTRY_EMAIL);
  client->company = dup_company (self);
  client->tags = crm_quick_add_dup_entry (self, ENTRY_TAGS);
  client->note = crm_quick_add_dup_note (self);
  client->card = crm_quick_read_dup_card (CRM_QUICK_READ (self->read));
  client->conversation = self->conversation;
  if (!read_task (self, client))
    {
      crm_quick_client_free (client);
      return;
    }
  purpose = g_strdup_printf (id != 0 ? _ ("Added to client “%s”") : _ ("Client “%s” added"), client->name);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  show_error (self, NULL);
  /* The window keeps it: its id is wanted after the write. */
  g_object_set_data_full (G_OBJECT (self), "client", client, (GDestroyNotify)crm_quick_client_free);
  crm_store_write_async (
      self->store, purpose, write_in_worker, client, NULL, NULL, on_added, g_object_ref (self));
}

void
crm_quick_add_save (CrmQuickAdd *self)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_QUICK_ADD (self));
  if (self->composer != NULL)
    {
      crm_composer_save (CRM_COMPOSER (self->composer));
      return;
    }
  name = crm_quick_add_dup_entry (self, ENTRY_NAME);
  if (name[0] == '\0')
    {
      show_error (self, _ ("A client needs a name."));
      gtk_widget_add_css_class (self->name, "error");
      gtk_widget_grab_focus (self->name);
      return;
    }
  save_to (self, 0);
}

/* The window */

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmQuickAdd *self)
{
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    {
      crm_quick_add_save (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_key_late (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmQuickAdd *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (self));
  return GDK_EVENT_STOP;
}

static void
on_about_taken (CrmCompletion *completion, gint64 id, const char *title, CrmQuickAdd *self)
{
  crm_composer_set_client (CRM_COMPOSER (self->composer), id, title);
}

static void
crm_quick_add_dispose (GObject *object)
{
  CrmQuickAdd *self = CRM_QUICK_ADD (object);

  if (self->store != NULL)
    {
      if (self->composer == NULL)
        crm_quick_add_keep_draft (self);
      else
        crm_composer_keep (CRM_COMPOSER (self->composer));
      crm_draft_flush (self->store);
      g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->note), self);
    }
  self->filling = TRUE;
  self->duplicates = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_quick_add_parent_class)->dispose (object);
}

static void
crm_quick_add_class_init (CrmQuickAddClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_quick_add_dispose;
  signals[SIGNAL_OPEN_CLIENT] = g_signal_new ("open-client", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-quick-add.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, save);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, client_page);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, fields);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, person);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, company_kind);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, name);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, phone);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, email);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, company);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, tags);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, note);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, note_placeholder);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, duplicate_box);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, duplicates);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, entry_page);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, about_list);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, about);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, error);
  gtk_widget_class_bind_template_callback (widget_class, crm_quick_add_save);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_duplicate_activated);
}

static void
crm_quick_add_init (CrmQuickAdd *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *late = gtk_event_controller_key_new ();

  /* The template's widgets tell of their first values. */
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  /* Escape closes a list of suggestions first. */
  g_signal_connect (late, "key-pressed", G_CALLBACK (on_key_late), self);
  gtk_widget_add_controller (GTK_WIDGET (self), late);
}

static void
set_up_client (CrmQuickAdd *self)
{
  self->company_completion =
      crm_completion_attach (self->company, self->store, "client", "kind", "company", FALSE);
  crm_completion_attach (self->tags, self->store, "tag", NULL, NULL, TRUE);
  self->read = crm_quick_read_new (self->store);
  gtk_box_prepend (self->fields, self->read);
  self->task = crm_task_line_entry_new (
      self->store, _ ("What is to be done"), _ ("What is to be done, and when: Call back fri 10"));
  /* It is about the client of this window. */
  crm_task_line_entry_set_about (CRM_TASK_LINE_ENTRY (self->task), -1, 0);
  gtk_box_append (self->fields, self->task);
  crm_quick_add_fill_from_draft (self);
  g_signal_connect_object (self->read, "read", G_CALLBACK (on_read), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->read, "correct", G_CALLBACK (on_correct), self, 0);
  g_signal_connect_object (self->read, "activate", G_CALLBACK (crm_quick_add_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->task, "changed", G_CALLBACK (on_task_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (gtk_text_view_get_buffer (self->note), "changed", G_CALLBACK (on_note_changed), self);
  gtk_widget_set_visible (
      self->note_placeholder, gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->note)) == 0);
  look_for_duplicates (self);
  gtk_widget_grab_focus (self->read);
}

static void
set_up_entry (CrmQuickAdd *self, const char *kind, gint64 client_id)
{
  CrmComposerMode mode = g_strcmp0 (kind, "call") == 0 ? CRM_COMPOSER_CALL : CRM_COMPOSER_NOTE;

  gtk_window_set_title (GTK_WINDOW (self), mode == CRM_COMPOSER_CALL ? _ ("New call") : _ ("New note"));
  gtk_widget_set_visible (self->client_page, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->entry_page), TRUE);
  gtk_widget_set_visible (self->save, FALSE);
  self->composer = crm_composer_new (self->store);
  gtk_box_append (self->entry_page, self->composer);
  g_signal_connect_object (self->composer, "saved", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  self->about_completion = crm_completion_attach (self->about, self->store, "client", NULL, NULL, FALSE);
  g_signal_connect_object (self->about_completion, "taken", G_CALLBACK (on_about_taken), self, 0);
  gtk_widget_set_visible (self->about_list, client_id == 0);
  crm_composer_set_client (CRM_COMPOSER (self->composer), client_id, NULL);
  crm_composer_begin (CRM_COMPOSER (self->composer), mode);
  if (client_id == 0)
    gtk_window_set_focus (GTK_WINDOW (self), self->about);
}

GtkWidget *
crm_quick_add_new (CrmStore *store, const char *kind, gint64 client_id)
{
  CrmQuickAdd *self = g_object_new (CRM_TYPE_QUICK_ADD, NULL);

  self->store = g_object_ref (store);
  if (g_strcmp0 (kind, "note") == 0 || g_strcmp0 (kind, "call") == 0)
    set_up_entry (self, kind, client_id);
  else
    set_up_client (self);
  return GTK_WIDGET (self);
}

static void
set_format (CrmQuickAdd *self, CrmCardFormat *format)
{
  if (self->read != NULL)
    crm_quick_read_set_format (CRM_QUICK_READ (self->read), format);
}

static void
on_open_gone (gpointer store, GObject *window)
{
  if (g_object_get_data (store, OPEN_KEY) == (gpointer)window)
    g_object_set_data (store, OPEN_KEY, NULL);
  g_object_unref (store);
}

static void
remember_open (CrmQuickAdd *self)
{
  if (self->composer != NULL)
    return;
  g_object_set_data (G_OBJECT (self->store), OPEN_KEY, self);
  g_object_weak_ref (G_OBJECT (self), on_open_gone, g_object_ref (self->store));
}

CrmQuickAdd *
crm_quick_add_find_open (CrmStore *store)
{
  CrmQuickAdd *open;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);
  open = g_object_get_data (G_OBJECT (store), OPEN_KEY);
  /* One that was closed may linger while something is still being read for it. */
  return open != NULL && gtk_widget_get_visible (GTK_WIDGET (open)) ? open : NULL;
}

void
crm_quick_add_present (GtkWindow *parent, CrmStore *store, const char *kind, gint64 client_id)
{
  CrmQuickAdd *open = g_strcmp0 (kind, "client") == 0 ? crm_quick_add_find_open (store) : NULL;
  GtkWidget *window;

  if (open != NULL)
    {
      gtk_window_present (GTK_WINDOW (open));
      return;
    }
  window = crm_quick_add_new (store, kind, client_id);
  remember_open (CRM_QUICK_ADD (window));
  if (CRM_IS_WINDOW (parent))
    set_format (CRM_QUICK_ADD (window), crm_window_get_card_format (CRM_WINDOW (parent)));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}

GtkWidget *
crm_quick_add_present_alone (
    GtkApplication *application, CrmStore *store, CrmCardFormat *format, const char *text)
{
  CrmQuickAdd *self = CRM_QUICK_ADD (crm_quick_add_new (store, "client", 0));
  g_autoptr (GtkWindowGroup) apart = gtk_window_group_new ();

  set_format (self, format);
  /* A dialog that is open over a window of ours would keep the keys from it. */
  gtk_window_group_add_window (apart, GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (self), FALSE);
  gtk_window_set_application (GTK_WINDOW (self), application);
  remember_open (self);
  if (text != NULL && text[0] != '\0')
    {
      gtk_editable_set_text (crm_quick_add_get_line_editable (self), "");
      crm_quick_read_take_text (CRM_QUICK_READ (self->read), text);
    }
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

void
crm_quick_add_present_sender (GtkWindow *parent, CrmStore *store, gint64 conversation, const char *address)
{
  CrmQuickAdd *self = CRM_QUICK_ADD (crm_quick_add_new (store, "client", 0));

  self->filling = TRUE;
  for (int i = 0; i < N_ENTRIES; i++)
    gtk_editable_set_text (GTK_EDITABLE (crm_quick_add_find_entry (self, i)), "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), "", -1);
  gtk_editable_set_text (crm_quick_add_get_line_editable (self), "");
  gtk_editable_set_text (crm_quick_add_get_task_editable (self), "");
  gtk_editable_set_text (GTK_EDITABLE (strchr (address, '@') != NULL ? self->email : self->phone), address);
  self->conversation = conversation;
  self->filling = FALSE;
  crm_quick_add_find_by_hand (self);
  look_for_duplicates (self);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}

GtkWidget *
crm_quick_add_get_entry (CrmQuickAdd *self, const char *name)
{
  g_return_val_if_fail (CRM_IS_QUICK_ADD (self), NULL);
  for (int i = 0; i < N_ENTRIES; i++)
    if (g_strcmp0 (entry_names[i], name) == 0)
      return crm_quick_add_find_entry (self, i);
  return NULL;
}

GtkWidget *
crm_quick_add_get_read (CrmQuickAdd *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_ADD (self), NULL);
  return self->read;
}

GtkListBox *
crm_quick_add_get_duplicates (CrmQuickAdd *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_ADD (self), NULL);
  return self->duplicates;
}

const char *
crm_quick_add_get_error (CrmQuickAdd *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_ADD (self), NULL);
  return gtk_widget_get_visible (self->error) ? gtk_label_get_text (GTK_LABEL (self->error)) : NULL;
}
