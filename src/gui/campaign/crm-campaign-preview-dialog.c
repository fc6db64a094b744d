/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign-preview-dialog.h"

#include <glib/gi18n-lib.h>

#include "campaign/crm-campaign.h"
#include "crm-window.h"

/* Owns its window. The first lines are read and shown before all of them are, which also counts; they are rows of a virtual list and are
 * added some at a time. Main thread; …_in_worker in the reader. */

#define FIRST_LINES 100
#define LINES_A_TURN 1000

/* A line for the list. */
#define CRM_TYPE_PREVIEW_LINE (crm_preview_line_get_type ())
G_DECLARE_FINAL_TYPE (CrmPreviewLine, crm_preview_line, CRM, PREVIEW_LINE, GObject)
struct _CrmPreviewLine
{
  GObject parent_instance;
  CrmCampaignLine *line; /* owned */
};
G_DEFINE_FINAL_TYPE (CrmPreviewLine, crm_preview_line, G_TYPE_OBJECT)

static void
crm_preview_line_finalize (GObject *object)
{
  crm_campaign_line_free (CRM_PREVIEW_LINE (object)->line);
  G_OBJECT_CLASS (crm_preview_line_parent_class)->finalize (object);
}

static void
crm_preview_line_class_init (CrmPreviewLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_preview_line_finalize;
}

static void
crm_preview_line_init (CrmPreviewLine *self)
{
}

typedef struct
{
  gint64 campaign;
  gboolean all;
  GPtrArray *lines;
  guint n_all, n_written;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *self = data;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/* What the window holds. */
typedef struct
{
  GtkWidget *window;
  CrmStore *book; /* owned */
  gint64 campaign;
  Preview *preview; /* owned, nullable: all lines */
  guint idle;       /* adds what is not on show yet */
  GtkWidget *stack;
  GtkWidget *status;
  GtkWidget *count;
  GtkWidget *only;           /* GtkCheckButton: only those left out */
  GListStore *store;         /* owned */
  GtkFilter *filter;         /* owned */
  GCancellable *cancellable; /* owned */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->preview, preview_free);
  g_clear_object (&self->book);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->filter);
  g_free (self);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Preview *self = g_memdup2 (data, sizeof (Preview));

  self->lines = self->all
                    ? crm_campaign_preview (tx, self->campaign, 0, 0, &self->n_all, &self->n_written, error)
                    : crm_campaign_preview (tx, self->campaign, 0, FIRST_LINES, NULL, NULL, error);
  if (self->lines != NULL)
    return self;
  preview_free (self);
  return NULL;
}

static gboolean
is_wanted (gpointer item, gpointer data)
{
  Dialog *self = data;

  return !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only)) ||
         CRM_PREVIEW_LINE (item)->line->text == NULL;
}

static void
on_only (Dialog *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
fail (Dialog *self, const char *title, const char *words)
{
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), words);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "status");
}

/* Takes lines out of the preview. */
static void
add_lines (Dialog *self, Preview *preview, guint from, guint n)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = from; i < from + n; i++)
    {
      CrmPreviewLine *line = g_object_new (CRM_TYPE_PREVIEW_LINE, NULL);

      line->line = g_steal_pointer (&preview->lines->pdata[i]);
      g_ptr_array_add (lines, line);
    }
  g_list_store_splice (self->store, from, 0, lines->pdata, lines->len);
}

static gboolean
on_idle (gpointer data)
{
  Dialog *self = data;
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  if (shown < self->preview->lines->len)
    {
      add_lines (self, self->preview, shown, MIN (self->preview->lines->len - shown, LINES_A_TURN));
      return G_SOURCE_CONTINUE;
    }
  self->idle = 0;
  g_clear_pointer (&self->preview, preview_free);
  return G_SOURCE_REMOVE;
}

static void read_lines (Dialog *self, gboolean all);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Preview *preview = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *words = NULL;
  Dialog *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview == NULL)
    {
      fail (self, _ ("Nothing can be shown yet"), error->message);
      return;
    }
  if (!preview->all)
    {
      add_lines (self, preview, 0, preview->lines->len);
      if (preview->lines->len != 0)
        gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
      preview_free (preview);
      read_lines (self, TRUE);
      return;
    }
  words = g_strdup_printf (_ ("%'u of %'u would be written to"), preview->n_written, preview->n_all);
  gtk_label_set_text (GTK_LABEL (self->count), words);
  if (preview->lines->len == 0)
    fail (self, _ ("Nobody at present"), _ ("There is no client, or no occasion within the next days."));
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  self->preview = preview;
  self->idle = g_idle_add (on_idle, self);
}

static void
read_lines (Dialog *self, gboolean all)
{
  Preview question = { .campaign = self->campaign, .all = all };

  crm_store_read_async (self->book, 0, read_in_worker, g_memdup2 (&question, sizeof question), g_free,
      preview_free, self->cancellable, on_read, self);
}

static GtkWidget *
make_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  g_object_set (box, "margin-top", 8, "margin-bottom", 8, "margin-start", 12, "margin-end", 12, NULL);
  make_label (box, "semibold");
  make_label (box, "dim-label");
  make_label (box, "body");
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const CrmCampaignLine *line = CRM_PREVIEW_LINE (gtk_list_item_get_item (item))->line;
  GtkWidget *box = gtk_list_item_get_child (item), *name = gtk_widget_get_first_child (box);
  GtkWidget *about = gtk_widget_get_next_sibling (name), *text = gtk_widget_get_next_sibling (about);
  g_autoptr (GString) words = g_string_new (line->address);
  const char *const written[] = { "body", NULL }, *const left_out[] = { "body", "warning", NULL };

  if (line->occasion != NULL)
    g_string_append_printf (words, "%s%s", words->len != 0 ? " · " : "", line->occasion);
  if (line->second)
    g_string_append_printf (words, "%s%s", words->len != 0 ? " · " : "", _ ("second text"));
  gtk_label_set_text (GTK_LABEL (name), line->name);
  gtk_label_set_text (GTK_LABEL (about), words->str);
  gtk_widget_set_visible (about, words->len != 0);
  gtk_label_set_text (GTK_LABEL (text), line->text != NULL ? line->text : line->reason);
  gtk_widget_set_css_classes (text, (const char **)(line->text != NULL ? written : left_out));
}

static GtkWidget *
make_list (Dialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *view;
  GListModel *filtered;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  self->store = g_list_store_new (CRM_TYPE_PREVIEW_LINE);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  filtered = G_LIST_MODEL (
      gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), g_object_ref (self->filter)));
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (filtered)), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Messages"), -1);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "child", view, NULL);
  return scrolled;
}

static GtkWidget *
make_content (Dialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *spinner = gtk_spinner_new ();

  self->only = gtk_check_button_new_with_mnemonic (_ ("Only those _left out"));
  g_signal_connect_swapped (self->only, "toggled", G_CALLBACK (on_only), self);
  self->count = gtk_label_new (NULL);
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_spinner_start (GTK_SPINNER (spinner));
  g_object_set (spinner, "width-request", 32, "height-request", 32, "halign", GTK_ALIGN_CENTER, "valign",
      GTK_ALIGN_CENTER, NULL);
  self->status = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "crm-campaign-symbolic");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->status, "status");
  g_object_set (foot, "margin-top", 6, "margin-bottom", 6, "margin-start", 12, "margin-end", 12, NULL);
  gtk_box_append (GTK_BOX (foot), self->count);
  gtk_box_append (GTK_BOX (foot), self->only);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), foot);
  return box;
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

void
crm_campaign_preview_present (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autofree char *title = g_strdup_printf (_ ("What “%s” would write"), name);

  self->window = adw_window_new ();
  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self->window), title);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (from)));
  adw_window_set_content (ADW_WINDOW (self->window), make_content (self));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                          gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (self->window, keys);
  g_object_set_data_full (G_OBJECT (self->window), "crm-dialog", self, dialog_free);
  self->book = g_object_ref (store);
  self->campaign = campaign;
  read_lines (self, FALSE);
  gtk_window_present (GTK_WINDOW (self->window));
}
