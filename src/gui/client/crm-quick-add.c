/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-quick-add.h"
#include <glib/gi18n-lib.h>
#include <string.h>
#include "note/crm-note.h"
#include "base/crm-text.h"
#include "client/crm-client.h"
#include "client/crm-client-relations.h"
#include "crm-window.h"
#include "message/crm-message-writes.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-draft.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-completion.h"

/* A new client with its first note in one operation; or the composer for a client that is chosen here. What is typed is the draft of
 * client 0. Main thread, but for functions named _in_worker. */

#define MAX_OFFERED 4

enum
{
  ENTRY_NAME,
  ENTRY_PHONE,
  ENTRY_EMAIL,
  ENTRY_COMPANY,
  ENTRY_TAGS,
  N_ENTRIES
};

static const char *const entry_names[N_ENTRIES] = { "name", "phone", "email", "company", "tags" };
static const char *const entry_drafts[N_ENTRIES] = {
  "add.name",
  "add.phone",
  "add.email",
  "add.company",
  "add.tags",
};

struct _CrmQuickAdd
{
  AdwWindow parent_instance;
  CrmStore *store; /* owned */
  gint64 conversation; /* whose unknown sender it is to be, 0 none: what is typed is no draft then */
  gboolean filling;
  gboolean pending;
  GCancellable *cancellable;         /* of the look for duplicates, nullable */
  CrmCompletion *company_completion; /* owned by its entry */
  CrmCompletion *about_completion;   /* owned by its entry */
  GtkWidget *save;
  GtkWidget *client_page;
  GtkToggleButton *person;
  GtkToggleButton *company_kind;
  GtkWidget *name;
  GtkWidget *phone;
  GtkWidget *email;
  GtkWidget *company;
  GtkWidget *tags;
  GtkTextView *note;
  GtkWidget *note_placeholder;
  GtkWidget *duplicate_box;
  GtkListBox *duplicates;
  GtkBox *entry_page;
  GtkWidget *about_list;
  GtkWidget *about;
  GtkWidget *composer; /* nullable */
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmQuickAdd, crm_quick_add, ADW_TYPE_WINDOW)

static GtkWidget *
get_entry (CrmQuickAdd *self, int entry)
{
  GtkWidget *entries[N_ENTRIES] = { self->name, self->phone, self->email, self->company, self->tags };

  return entries[entry];
}

static char *
dup_entry (CrmQuickAdd *self, int entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (get_entry (self, entry)))));
}

static char *
dup_note (CrmQuickAdd *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->note), "text", &text, NULL);
  return g_strstrip (g_steal_pointer (&text));
}

static void
show_error (CrmQuickAdd *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
  gtk_widget_remove_css_class (self->name, "error");
}

/* Drafts */

static void
keep_draft (CrmQuickAdd *self)
{
  g_autofree char *note = NULL;

  if (self->filling)
    return;
  for (int i = 0; i < N_ENTRIES; i++)
    crm_draft_set (self->store, "client", 0, entry_drafts[i],
        gtk_editable_get_text (GTK_EDITABLE (get_entry (self, i))));
  note = dup_note (self);
  crm_draft_set (self->store, "client", 0, "add.note", note);
  crm_draft_set (self->store, "client", 0, "add.kind",
      gtk_toggle_button_get_active (self->company_kind) ? "company" : NULL);
}

static void
fill_from_draft (CrmQuickAdd *self)
{
  const char *note = crm_draft_get (self->store, "client", 0, "add.note");

  self->filling = TRUE;
  for (int i = 0; i < N_ENTRIES; i++)
    {
      CrmCompletion *completion = g_object_get_data (G_OBJECT (get_entry (self, i)), "crm-completion");
      const char *text = crm_draft_get (self->store, "client", 0, entry_drafts[i]);

      if (completion != NULL)
        crm_completion_set_text (completion, text, 0);
      else
        gtk_editable_set_text (GTK_EDITABLE (get_entry (self, i)), text != NULL ? text : "");
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note != NULL ? note : "", -1);
  if (crm_draft_get (self->store, "client", 0, "add.kind") != NULL)
    gtk_toggle_button_set_active (self->company_kind, TRUE);
  self->filling = FALSE;
}

/* Duplicates */

typedef struct
{
  char *name;
  char *phone;
  char *email;
} Identity;

static void
identity_free (gpointer data)
{
  Identity *identity = data;

  g_free (identity->name);
  g_free (identity->phone);
  g_free (identity->email);
  g_free (identity);
}

static gboolean
has_duplicate (GPtrArray *duplicates, gint64 id)
{
  for (guint i = 0; i < duplicates->len; i++)
    if (((CrmDuplicate *)g_ptr_array_index (duplicates, i))->id == id)
      return TRUE;
  return FALSE;
}

/* A name that is still being typed is like none yet: those that contain it are offered too. */
static gboolean
add_by_part_in_worker (CrmTransaction *tx, const char *name, GPtrArray *duplicates, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("name", CRM_TEST_CONTAINS, name));
  crm_query_add_order (query, "name");
  crm_query_set_limit (query, MAX_OFFERED);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return FALSE;
  rows = crm_transaction_load_many (tx, "client", (const gint64 *)ids->data, ids->len, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len && duplicates->len < MAX_OFFERED; i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);
      CrmDuplicate *duplicate;

      if (has_duplicate (duplicates, row->id))
        continue;
      duplicate = g_new0 (CrmDuplicate, 1);
      duplicate->id = row->id;
      duplicate->name = g_strdup (crm_row_get_text (row, CRM_CLIENT_NAME));
      duplicate->company = g_strdup (crm_row_get_text (row, CRM_CLIENT_COMPANY_NAME));
      g_ptr_array_add (duplicates, duplicate);
    }
  return TRUE;
}

static gpointer
find_duplicates_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Identity *identity = data;
  g_autoptr (GPtrArray) duplicates =
      crm_client_find_duplicates (tx, identity->name, identity->phone, identity->email, 0, error);

  if (duplicates == NULL)
    return NULL;
  if (identity->name != NULL && !add_by_part_in_worker (tx, identity->name, duplicates, error))
    return NULL;
  return g_steal_pointer (&duplicates);
}

static GtkWidget *
new_duplicate_row (CrmDuplicate *duplicate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = crm_avatar_new (28);
  g_autofree char *subtitle = NULL;
  gint64 *id = g_new (gint64, 1);

  *id = duplicate->id;
  if (duplicate->company != NULL && duplicate->reason != NULL)
    subtitle = g_strdup_printf ("%s · %s", duplicate->company, duplicate->reason);
  else
    subtitle = g_strdup (duplicate->company != NULL ? duplicate->company : duplicate->reason);
  crm_avatar_set_client (avatar, duplicate->name, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), duplicate->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (C_ ("button", "Open")));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "client", id, g_free);
  return row;
}

static void
show_duplicates (CrmQuickAdd *self, GPtrArray *duplicates)
{
  GtkWidget *child;
  int width, height;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->duplicates))) != NULL)
    gtk_list_box_remove (self->duplicates, child);
  for (guint i = 0; duplicates != NULL && i < duplicates->len; i++)
    gtk_list_box_append (self->duplicates, new_duplicate_row (g_ptr_array_index (duplicates, i)));
  gtk_widget_set_visible (self->duplicate_box, duplicates != NULL && duplicates->len > 0);
  /* A window grows with its content but does not shrink by itself. */
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
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
  Identity *identity;
  g_autofree char *name = dup_entry (self, ENTRY_NAME);
  g_autofree char *phone = dup_entry (self, ENTRY_PHONE);
  g_autofree char *email = dup_entry (self, ENTRY_EMAIL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (g_utf8_strlen (name, -1) < 3 && phone[0] == '\0' && email[0] == '\0')
    {
      show_duplicates (self, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  identity = g_new0 (Identity, 1);
  identity->name = g_utf8_strlen (name, -1) >= 3 ? g_strdup (name) : NULL;
  identity->phone = phone[0] != '\0' ? g_strdup (phone) : NULL;
  identity->email = email[0] != '\0' ? g_strdup (email) : NULL;
  crm_store_read_async (self->store, 1, find_duplicates_in_worker, identity, identity_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_duplicates, g_object_ref (self));
}

static void
open_client (CrmQuickAdd *self, gint64 id)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (CRM_IS_WINDOW (parent))
    crm_window_open_client (GTK_WIDGET (parent), id, NULL);
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
  keep_draft (self);
}

static void
on_identity_changed (CrmQuickAdd *self)
{
  on_changed (self);
  if (self->store != NULL)
    look_for_duplicates (self);
}

static void
on_note_changed (GtkTextBuffer *buffer, CrmQuickAdd *self)
{
  gtk_widget_set_visible (self->note_placeholder, gtk_text_buffer_get_char_count (buffer) == 0);
  on_changed (self);
}

static void
on_kind_toggled (CrmQuickAdd *self)
{
  gtk_widget_set_visible (self->company, gtk_toggle_button_get_active (self->person));
  on_changed (self);
}

/* Saving */

typedef struct
{
  char *kind;
  char *entries[N_ENTRIES];
  char *note;
  gint64 conversation;
  gint64 id; /* result */
} NewClient;

static void
new_client_free (gpointer data)
{
  NewClient *new = data;

  for (int i = 0; i < N_ENTRIES; i++)
    g_free (new->entries[i]);
  g_free (new->kind);
  g_free (new->note);
  g_free (new);
}

static gboolean
add_note_in_worker (CrmTransaction *tx, NewClient *new, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "note", error);
  g_autoptr (CrmValues) values = NULL;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_NOTE_CLIENT, new->id);
  crm_values_set_integer (values, CRM_NOTE_AT, crm_transaction_get_now (tx));
  crm_values_set_integer (values, CRM_NOTE_AUTHOR, crm_transaction_get_user (tx));
  crm_values_set_text (values, CRM_NOTE_TEXT, new->note);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
add_client_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  static const int fields[N_ENTRIES] = {
    CRM_CLIENT_NAME,
    CRM_CLIENT_PHONE,
    CRM_CLIENT_EMAIL,
    CRM_CLIENT_COMPANY,
    CRM_CLIENT_TAGS,
  };
  NewClient *new = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmValues) values = NULL;

  if (entity == NULL)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_CLIENT_KIND, new->kind);
  for (int i = 0; i < N_ENTRIES; i++)
    {
      if (new->entries[i][0] == '\0')
        continue;
      if (i == ENTRY_COMPANY)
        {
          gint64 company = crm_client_relations_company_in_worker (tx, new->entries[i], error);

          if (company == 0)
            return FALSE;
          crm_values_set_integer (values, CRM_CLIENT_COMPANY, company);
        }
      else if (!crm_transaction_read_value (tx, values, fields[i], new->entries[i], error))
        {
          return FALSE;
        }
    }
  new->id = crm_transaction_insert (tx, values, NULL, error);
  return new->id != 0 && (new->note[0] == '\0' || add_note_in_worker (tx, new, error)) &&
         (new->conversation == 0 || crm_conversation_set_client (tx, new->conversation, new->id, error));
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQuickAdd) self = data;
  g_autoptr (GError) error = NULL;
  NewClient *new = g_object_get_data (G_OBJECT (self), "new-client");

  self->pending = FALSE;
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      if (self->store == NULL)
        return;
      gtk_widget_set_sensitive (self->save, TRUE);
      show_error (self, error->message);
      return;
    }
  if (new->conversation == 0)
    crm_draft_clear (CRM_STORE (source), "client", 0, "add.");
  if (self->store == NULL)
    return;
  self->filling = TRUE;
  /* Who answers a message goes on answering it. */
  if (new->conversation == 0)
    open_client (self, new->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
crm_quick_add_save (CrmQuickAdd *self)
{
  NewClient *new;
  gint64 company;
  g_autofree char *purpose = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_QUICK_ADD (self));
  if (self->composer != NULL)
    {
      crm_composer_save (CRM_COMPOSER (self->composer));
      return;
    }
  if (self->pending)
    return;
  name = dup_entry (self, ENTRY_NAME);
  if (name[0] == '\0')
    {
      show_error (self, _ ("A client needs a name."));
      gtk_widget_add_css_class (self->name, "error");
      gtk_widget_grab_focus (self->name);
      return;
    }
  new = g_new0 (NewClient, 1);
  new->kind = g_strdup (gtk_toggle_button_get_active (self->company_kind) ? "company" : "person");
  for (int i = 0; i < N_ENTRIES; i++)
    new->entries[i] = dup_entry (self, i);
  company = crm_completion_get_taken (self->company_completion);
  if (company != 0 || gtk_toggle_button_get_active (self->company_kind))
    {
      g_free (new->entries[ENTRY_COMPANY]);
      new->entries[ENTRY_COMPANY] = gtk_toggle_button_get_active (self->company_kind)
                                        ? g_strdup ("")
                                        : g_strdup_printf ("%" G_GINT64_FORMAT, company);
    }
  new->note = dup_note (self);
  new->conversation = self->conversation;
  purpose = g_strdup_printf (_ ("Add client “%s”"), name);
  self->pending = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  show_error (self, NULL);
  /* The window keeps it: its id is wanted after the write. */
  g_object_set_data_full (G_OBJECT (self), "new-client", new, new_client_free);
  crm_store_write_async (
      self->store, purpose, add_client_in_worker, new, NULL, NULL, on_added, g_object_ref (self));
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
        keep_draft (self);
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
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-quick-add.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, save);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickAdd, client_page);
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
  gtk_widget_class_bind_template_callback (widget_class, on_identity_changed);
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
  fill_from_draft (self);
  g_signal_connect (gtk_text_view_get_buffer (self->note), "changed", G_CALLBACK (on_note_changed), self);
  gtk_widget_set_visible (
      self->note_placeholder, gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->note)) == 0);
  look_for_duplicates (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->name);
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

void
crm_quick_add_present (GtkWindow *parent, CrmStore *store, const char *kind, gint64 client_id)
{
  GtkWidget *window = crm_quick_add_new (store, kind, client_id);

  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}

void
crm_quick_add_present_sender (GtkWindow *parent, CrmStore *store, gint64 conversation, const char *address)
{
  CrmQuickAdd *self = CRM_QUICK_ADD (crm_quick_add_new (store, "client", 0));

  self->filling = TRUE;
  for (int i = 0; i < N_ENTRIES; i++)
    gtk_editable_set_text (GTK_EDITABLE (get_entry (self, i)), "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), "", -1);
  gtk_editable_set_text (
      GTK_EDITABLE (strchr (address, '@') != NULL ? self->email : self->phone), address);
  self->conversation = conversation;
  self->filling = FALSE;
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
      return get_entry (self, i);
  return NULL;
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
