/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-templates-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "template/crm-template-draft.h"
#include "template/crm-template-editor.h"
#include "template/crm-template-line.h"
#include "template/crm-template-ready.h"
#include "template/crm-template.h"
#include "widgets/crm-dialog-parent.h"
#include "widgets/crm-message-dialog.h"

/* Owns the draft that is being edited; one that is left unsaved is kept with the book. The list is read anew with every commit that touches
 * templates. Main thread, but for functions named _in_worker. */

#define CRM_TYPE_TEMPLATES_WINDOW (crm_templates_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplatesWindow, crm_templates_window, CRM, TEMPLATES_WINDOW, AdwWindow)

struct _CrmTemplatesWindow
{
  AdwWindow parent_instance;
  CrmStore *store;         /* owned */
  CrmTemplateDraft *draft; /* owned, nullable */
  gint64 wanted;           /* to be selected when the list is there; -1 none */
  gboolean listed;         /* the list was read once */
  GtkStack *stack;         /* "loading", "empty", "edit" */
  GtkWidget *list;
  GtkWidget *editor;
  GtkWidget *save;
  GtkWidget *revert;
  GtkWidget *remove;
  GtkWidget *add_popover;
  GtkWidget *problem;
  GtkWidget *status;
  AdwToastOverlay *toasts;
  GCancellable *cancellable;
  gboolean quiet;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CrmTemplatesWindow, crm_templates_window, ADW_TYPE_WINDOW)

/* What is done and said */

static void
show_problem (CrmTemplatesWindow *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

static void
show_buttons (CrmTemplatesWindow *self)
{
  gboolean changed = self->draft && self->draft->changed && !self->saving;

  gtk_widget_set_sensitive (self->save, changed);
  gtk_widget_set_visible (self->revert, changed);
  gtk_widget_set_sensitive (self->remove, self->draft != NULL);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatesWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmUndoReport) report = crm_store_undo_finish (CRM_STORE (source), result, &error);

  if (!report && self->store)
    show_problem (self, error->message);
}

static void
on_undo_clicked (AdwToast *toast, CrmTemplatesWindow *self)
{
  const gint64 *operation = g_object_get_data (G_OBJECT (toast), "operation");

  crm_store_undo_operation_async (self->store, *operation, NULL, on_undone, g_object_ref (self));
}

/* Takes changes, nullable. */
static void
say_done (CrmTemplatesWindow *self, CrmChangeSet *changes)
{
  g_autofree char *text = NULL;
  gint64 operation;
  AdwToast *toast;

  if (!changes || !crm_change_set_get_operation (changes))
    return;
  operation = crm_change_set_get_operation (changes);
  text = g_markup_escape_text (crm_change_set_get_purpose (changes), -1);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "operation", g_memdup2 (&operation, sizeof operation), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Drafts */

/* What is not saved is not lost. */
static void
keep_draft (CrmTemplatesWindow *self)
{
  CrmTemplateDraft *draft = g_steal_pointer (&self->draft);

  crm_template_editor_set_draft (CRM_TEMPLATE_EDITOR (self->editor), NULL);
  if (!draft)
    return;
  if (draft->changed)
    crm_template_drafts_take (self->store, draft->id, draft);
  else
    crm_template_draft_free (draft);
}

static GtkListBoxRow *
find_row (CrmTemplatesWindow *self, gint64 id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row; row = gtk_widget_get_next_sibling (row))
    if (*(gint64 *)g_object_get_data (G_OBJECT (row), "id") == id)
      return GTK_LIST_BOX_ROW (row);
  return NULL;
}

/* Takes draft. */
static void
edit (CrmTemplatesWindow *self, CrmTemplateDraft *draft)
{
  crm_template_editor_set_draft (CRM_TEMPLATE_EDITOR (self->editor), draft);
  g_clear_pointer (&self->draft, crm_template_draft_free);
  self->draft = draft;
  show_problem (self, NULL);
  show_buttons (self);
  gtk_stack_set_visible_child_name (self->stack, "edit");
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_template_draft_read (tx, *(gint64 *)data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatesWindow) self = data;
  g_autoptr (GError) error = NULL;
  CrmTemplateDraft *draft = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (!self->store || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_pointer (&draft, crm_template_draft_free);
  else if (draft)
    edit (self, draft);
  else
    show_problem (self, error->message);
}

static void
open_template (CrmTemplatesWindow *self, gint64 id)
{
  CrmTemplateDraft *kept;

  if (self->draft && self->draft->id == id && self->draft->changed)
    return;
  keep_draft (self);
  kept = crm_template_drafts_get (self->store, id);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kept)
    {
      edit (self, crm_template_draft_copy (kept));
      return;
    }
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&id, sizeof id), g_free,
      (GDestroyNotify)crm_template_draft_free, self->cancellable, on_read, g_object_ref (self));
}

/* The list */

static void
fill_list (CrmTemplatesWindow *self, GPtrArray *lines)
{
  GtkWidget *child;
  CrmTemplateDraft *fresh = crm_template_drafts_get (self->store, 0);
  gboolean current = self->draft && !self->draft->id;

  self->quiet = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  if (current || fresh)
    {
      const char *name = current ? self->draft->name : fresh->name;

      gtk_list_box_append (GTK_LIST_BOX (self->list),
          crm_template_line_make_row (0, *name ? name : _ ("New template"), _ ("Not saved yet")));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const CrmTemplateLine *line = lines->pdata[i];
      gboolean changed = crm_template_drafts_get (self->store, line->id) != NULL ||
                         (self->draft && self->draft->id == line->id && self->draft->changed);
      g_autofree char *caption = changed ? g_strdup_printf ("%s · %s", _ ("Not saved yet"), line->caption)
                                         : g_strdup (line->caption);

      gtk_list_box_append (
          GTK_LIST_BOX (self->list), crm_template_line_make_row (line->id, line->name, caption));
    }
  self->quiet = FALSE;
}

/* The row that is shown from now on: the one wanted, the one being edited, the first. */
static void
select_row (CrmTemplatesWindow *self)
{
  GtkListBoxRow *row = NULL;
  gboolean wanted = self->wanted >= 0;

  if (wanted)
    row = find_row (self, self->wanted);
  if (!row && self->draft)
    row = find_row (self, self->draft->id);
  if (!row)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  self->wanted = -1;
  self->quiet = TRUE;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  self->quiet = FALSE;
  if (!row)
    {
      keep_draft (self);
      show_buttons (self);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  open_template (self, *(gint64 *)g_object_get_data (G_OBJECT (row), "id"));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatesWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (!self->store)
    return;
  if (!lines)
    {
      adw_status_page_set_title (ADW_STATUS_PAGE (self->status), _ ("The templates could not be read"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->status), error->message);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->listed = TRUE;
  fill_list (self, lines);
  select_row (self);
}

static void
load_list (CrmTemplatesWindow *self)
{
  crm_store_read_async (self->store, 0, crm_template_lines_read, NULL, NULL,
      (GDestroyNotify)g_ptr_array_unref, NULL, on_listed, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmTemplatesWindow *self)
{
  if (!self->saving &&
      (crm_change_set_touches (changes, "template") || crm_change_set_touches (changes, "template_text")))
    load_list (self);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, CrmTemplatesWindow *self)
{
  if (self->quiet || !row)
    return;
  open_template (self, *(gint64 *)g_object_get_data (G_OBJECT (row), "id"));
}

/* Writing */

typedef struct
{
  CrmTemplateDraft *draft; /* owned */
  gint64 id;               /* of what was written */
  char *ready;             /* owned; a ready one instead of a draft */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_clear_pointer (&write->draft, crm_template_draft_free);
  g_free (write->ready);
  g_free (write);
}

static gboolean
write_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Write *write = data;

  write->id = write->ready ? crm_template_make_proposal (tx, write->ready, error)
                           : crm_template_draft_write (tx, write->draft, error);
  return write->id != 0;
}

/* The template that a commit made or changed; 0 when it only removed something. */
static gint64
find_written (CrmChangeSet *changes)
{
  guint n;
  const CrmChange *list = crm_change_set_get_changes (changes, &n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (list[i].entity, "template") == 0)
      return list[i].id;
  return 0;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatesWindow) self = data;
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, &changes, &error);

  self->saving = FALSE;
  if (!self->store)
    return;
  if (!ok)
    {
      show_problem (self, error->message);
      show_buttons (self);
      return;
    }
  if (self->draft)
    {
      crm_template_drafts_take (self->store, self->draft->id, NULL);
      self->draft->changed = FALSE;
      self->wanted = self->draft->id ? self->draft->id : find_written (changes);
      keep_draft (self);
    }
  show_buttons (self);
  say_done (self, changes);
  load_list (self);
}

static void
save (CrmTemplatesWindow *self)
{
  g_autofree char *purpose = NULL;
  Write *write;

  if (!self->draft || !self->draft->changed || self->saving)
    return;
  if (crm_text_is_blank (self->draft->name))
    {
      show_problem (self, _ ("Give the template a name first."));
      crm_template_editor_focus_name (CRM_TEMPLATE_EDITOR (self->editor));
      return;
    }
  show_problem (self, NULL);
  self->saving = TRUE;
  show_buttons (self);
  write = g_new0 (Write, 1);
  write->draft = crm_template_draft_copy (self->draft);
  purpose = g_strdup_printf (
      self->draft->id ? _ ("Template “%s” changed") : _ ("Template “%s” added"), self->draft->name);
  crm_store_write_async (
      self->store, purpose, write_in_worker, write, write_free, NULL, on_saved, g_object_ref (self));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatesWindow) self = data;
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, &changes, &error);

  self->saving = FALSE;
  if (!self->store)
    return;
  if (!ok)
    {
      show_problem (self, error->message);
      return;
    }
  self->wanted = find_written (changes);
  say_done (self, changes);
  load_list (self);
}

static void
on_ready_chosen (GtkWidget *list, const char *id, CrmTemplatesWindow *self)
{
  Write *write;

  gtk_popover_popdown (GTK_POPOVER (self->add_popover));
  if (self->saving)
    return;
  if (!*id)
    {
      g_autoptr (CrmTemplateDraft) draft = crm_template_draft_new ();

      keep_draft (self);
      draft->changed = TRUE;
      if (!crm_template_drafts_get (self->store, 0))
        crm_template_drafts_take (self->store, 0, g_steal_pointer (&draft));
      self->wanted = 0;
      load_list (self);
      crm_template_editor_focus_name (CRM_TEMPLATE_EDITOR (self->editor));
      return;
    }
  self->saving = TRUE;
  write = g_new0 (Write, 1);
  write->ready = g_strdup (id);
  crm_store_write_async (self->store, _ ("Ready template added"), write_in_worker, write, write_free, NULL,
      on_made, g_object_ref (self));
}

static void
revert (CrmTemplatesWindow *self)
{
  if (!self->draft)
    return;
  self->draft->changed = FALSE;
  crm_template_drafts_take (self->store, self->draft->id, NULL);
  self->wanted = self->draft->id;
  keep_draft (self);
  show_problem (self, NULL);
  load_list (self);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplatesWindow) self = data;
  g_autoptr (CrmChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &changes, &error) && self->store)
    show_problem (self, error->message);
  else if (self->store)
    say_done (self, changes);
}

static void
on_remove_answered (AdwMessageDialog *dialog, const char *response, CrmTemplatesWindow *self)
{
  gint64 id;

  if (!g_str_equal (response, "delete") || !self->draft || !self->store)
    return;
  id = self->draft->id;
  self->draft->changed = FALSE;
  crm_template_drafts_take (self->store, id, NULL);
  keep_draft (self);
  if (id)
    crm_store_archive_async (self->store, "template", &id, 1, FALSE, NULL, on_removed, g_object_ref (self));
  else
    load_list (self);
}

static void
ask_remove (CrmTemplatesWindow *self)
{
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (!self->draft)
    return;
  heading = g_strdup_printf (
      _ ("Delete the template “%s”?"), *self->draft->name ? self->draft->name : _ ("New template"));
  dialog = crm_message_dialog_new (GTK_WINDOW (self), heading,
      _ ("Messages that were written with it stay. Campaigns that use it can no longer be started."));
  adw_message_dialog_add_responses (dialog, "keep", _ ("_Keep it"), "delete", _ ("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_edited (CrmTemplatesWindow *self)
{
  gboolean first = self->draft && !self->draft->changed;

  if (!self->draft)
    return;
  self->draft->changed = TRUE;
  show_problem (self, NULL);
  show_buttons (self);
  if (first)
    load_list (self);
}

/* The window */

static gboolean
on_save_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  save (CRM_TEMPLATES_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
on_new_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  on_ready_chosen (NULL, "", CRM_TEMPLATES_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
on_undo_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.undo", NULL);
  return GDK_EVENT_STOP;
}

static gboolean
on_close_request (GtkWindow *window, gpointer data)
{
  keep_draft (CRM_TEMPLATES_WINDOW (window));
  return GDK_EVENT_PROPAGATE;
}

static void
crm_templates_window_dispose (GObject *object)
{
  CrmTemplatesWindow *self = CRM_TEMPLATES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store && self->draft)
    keep_draft (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_templates_window_parent_class)->dispose (object);
}

static void
crm_templates_window_class_init (CrmTemplatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_templates_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, on_save_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, on_new_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, on_undo_key, NULL);
}

static void
crm_templates_window_init (CrmTemplatesWindow *self)
{
  self->wanted = -1;
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request), NULL);
}

static void
name_button (GtkWidget *button, const char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
make_add_popover (CrmTemplatesWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *list = crm_template_ready_new (FALSE);

  g_signal_connect (list, "chosen", G_CALLBACK (on_ready_chosen), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (scrolled, 320, -1);
  self->add_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->add_popover), scrolled);
  return self->add_popover;
}

static GtkWidget *
make_header (CrmTemplatesWindow *self)
{
  GtkWidget *header = adw_header_bar_new (), *add = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), make_add_popover (self));
  name_button (add, _ ("New template"));
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  name_button (self->remove, _ ("Delete this template"));
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (ask_remove), self);
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save), self);
  self->revert = gtk_button_new_with_mnemonic (_ ("_Discard changes"));
  g_signal_connect_swapped (self->revert, "clicked", G_CALLBACK (revert), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->revert);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->remove);
  return header;
}

static GtkWidget *
make_empty (CrmTemplatesWindow *self)
{
  GtkWidget *clamp = adw_clamp_new (), *list = crm_template_ready_new (TRUE);

  g_signal_connect (list, "chosen", G_CALLBACK (on_ready_chosen), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 460);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  self->status = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "crm-sms-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), _ ("No templates yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status),
      _ ("What you write again and again, with names, dates and sums filled in. Begin with one of these:"));
  adw_status_page_set_child (ADW_STATUS_PAGE (self->status), clamp);
  gtk_widget_add_css_class (self->status, "compact");
  return self->status;
}

static GtkWidget *
make_edit (CrmTemplatesWindow *self)
{
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Templates"), -1);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, 240, -1);
  gtk_widget_add_css_class (scrolled, "pane");
  self->editor = crm_template_editor_new (self->store);
  gtk_widget_set_hexpand (self->editor, TRUE);
  gtk_widget_set_vexpand (self->editor, TRUE);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "late");
  gtk_widget_add_css_class (self->problem, "banner-err");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_margin_start (self->problem, 18);
  gtk_widget_set_margin_end (self->problem, 18);
  gtk_widget_set_margin_top (self->problem, 12);
  gtk_box_append (GTK_BOX (right), self->problem);
  gtk_box_append (GTK_BOX (right), self->editor);
  gtk_box_append (GTK_BOX (panes), scrolled);
  gtk_box_append (GTK_BOX (panes), right);
  return panes;
}

static void
build (CrmTemplatesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, gtk_spinner_new (), "loading");
  gtk_stack_add_named (self->stack, make_edit (self), "edit");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  show_buttons (self);
}

void
crm_templates_window_present (GtkWidget *from, CrmStore *store, gint64 template)
{
  CrmTemplatesWindow *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  self = g_object_new (CRM_TYPE_TEMPLATES_WINDOW, "modal", TRUE, "transient-for", gtk_widget_get_root (from),
      "title", _ ("Templates"), "default-width", 980, "default-height", 680, "destroy-with-parent", TRUE,
      NULL);
  self->store = g_object_ref (store);
  self->wanted = template > 0 ? template : -1;
  build (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  load_list (self);
  gtk_window_present (GTK_WINDOW (self));
}
