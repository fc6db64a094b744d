/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-segment-editor.h"

#include <glib/gi18n-lib.h>

#include "campaign/crm-campaign-actions.h"
#include "campaign/crm-segment-exclusions.h"
#include "client/crm-client-list-view.h"
#include "client/crm-condition-row.h"
#include "crm-window.h"
#include "segment/crm-segment.h"
#include "widgets/crm-wrap-layout.h"

/* Owns the conditions being edited; nothing is saved before the button is pressed. The count of what stands there is read a moment after the last change, and the
 * one before is given up. Main thread; …_in_worker in the reader. */

#define COUNT_MS 150

struct _CrmSegmentEditor
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  CrmClientLook *look;       /* owned */
  GCancellable *cancellable; /* owned, nullable: the record being read */
  GCancellable *counting;    /* owned, nullable: the count under way */
  gint64 segment;
  gint64 version;
  char *text; /* owned, nullable: words of the saved query */
  guint count_id;
  gboolean quiet;
  gboolean dirty;
  gboolean renamed; /* since it was read */
  GtkWidget *stack;
  GtkWidget *name;
  GtkWidget *any;
  GtkWidget *rows;
  GtkWidget *words;
  GtkWidget *count;
  GtkWidget *spinner;
  GtkWidget *save;
  GtkWidget *revert;
  GtkWidget *exclusions;
};

G_DEFINE_FINAL_TYPE (CrmSegmentEditor, crm_segment_editor, ADW_TYPE_BIN)

/* What stands there */

static CrmSegmentQuery *
build_query (CrmSegmentEditor *self)
{
  CrmSegmentQuery *result = crm_segment_query_new ();
  CrmQuery *query = crm_segment_query_get_query (result);
  CrmCondition *where = crm_query_get_where (query);

  where->any = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->any)) == 1;
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      CrmCondition *condition = crm_condition_row_dup_condition (CRM_CONDITION_ROW (row));

      if (condition != NULL)
        crm_condition_add (where, condition);
    }
  /* Nothing joined by OR would be nobody. */
  if (where->children->len == 0)
    where->any = FALSE;
  crm_query_set_text (query, self->text);
  return result;
}

/* Counting */

typedef struct
{
  char *json;
  gint64 segment;
} Counting;

static void
counting_free (gpointer data)
{
  g_free (((Counting *)data)->json);
  g_free (data);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Counting *counting = data;
  g_autoptr (CrmSegmentQuery) query = crm_segment_query_from_json (counting->json, error);
  gint64 count = query != NULL ? crm_segment_count_query (tx, query, counting->segment, error) : -1;

  return count >= 0 ? g_memdup2 (&count, sizeof count) : NULL;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *words = NULL;
  CrmSegmentEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_SEGMENT_EDITOR (data);
  g_clear_object (&self->counting);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (count != NULL)
    words = g_strdup_printf (ngettext ("%'lld client", "%'lld clients", (gulong)*count), (long long)*count);
  gtk_label_set_text (GTK_LABEL (self->count), words != NULL ? words : error->message);
  if (count != NULL)
    gtk_widget_remove_css_class (self->count, "error");
  else
    gtk_widget_add_css_class (self->count, "error");
  /* What cannot be asked cannot be kept. */
  gtk_widget_set_sensitive (self->save, self->dirty && count != NULL);
}

static gboolean
start_count (gpointer data)
{
  CrmSegmentEditor *self = data;
  g_autoptr (CrmSegmentQuery) query = build_query (self);
  Counting *counting = g_new0 (Counting, 1);

  self->count_id = 0;
  counting->json = crm_segment_query_to_json (query);
  counting->segment = self->segment;
  self->counting = g_cancellable_new ();
  crm_store_read_async (
      self->store, 0, count_in_worker, counting, counting_free, g_free, self->counting, on_counted, self);
  return G_SOURCE_REMOVE;
}

static void
stop_count (CrmSegmentEditor *self)
{
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count_soon (CrmSegmentEditor *self)
{
  stop_count (self);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  self->count_id = g_timeout_add (COUNT_MS, start_count, self);
}

/* Rows */

static void
set_dirty (CrmSegmentEditor *self, gboolean dirty)
{
  self->dirty = dirty;
  gtk_widget_set_sensitive (self->save, dirty);
  gtk_widget_set_sensitive (self->revert, dirty);
}

static void
on_edited (CrmSegmentEditor *self)
{
  if (self->quiet)
    return;
  set_dirty (self, TRUE);
  count_soon (self);
}

static void
on_renamed (CrmSegmentEditor *self)
{
  self->renamed = !self->quiet;
  on_edited (self);
}

static void
on_row_removed (CrmSegmentEditor *self, GtkWidget *row)
{
  gtk_box_remove (GTK_BOX (self->rows), row);
  on_edited (self);
}

static void save_segment (CrmSegmentEditor *self);

static GtkWidget *
add_row (CrmSegmentEditor *self, const CrmCondition *condition)
{
  GtkWidget *row = crm_condition_row_new (self->look, condition);

  /* Beside a list there is not room for all of it in one line. */
  gtk_widget_set_layout_manager (row, g_object_new (CRM_TYPE_WRAP_LAYOUT, NULL));

  g_signal_connect_swapped (row, "removed", G_CALLBACK (on_row_removed), self);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (save_segment), self);
  gtk_box_append (GTK_BOX (self->rows), row);
  return row;
}

static void
on_add_clicked (CrmSegmentEditor *self)
{
  gtk_widget_child_focus (add_row (self, NULL), GTK_DIR_TAB_FORWARD);
  on_edited (self);
}

/* Reading and saving */

static void
show_segment (CrmSegmentEditor *self, const CrmRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSegmentQuery) query =
      crm_segment_query_from_json (crm_row_get_text (row, CRM_SEGMENT_QUERY), &error);
  CrmCondition *where = query != NULL ? crm_query_get_where (crm_segment_query_get_query (query)) : NULL;
  GtkWidget *child;

  self->quiet = TRUE;
  self->version = row->version;
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  gtk_editable_set_text (GTK_EDITABLE (self->name), crm_row_get_text (row, CRM_SEGMENT_NAME));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->any), where != NULL && where->any ? 1 : 0);
  for (guint i = 0; where != NULL && i < where->children->len; i++)
    add_row (self, where->children->pdata[i]);
  g_free (self->text);
  self->text = query != NULL ? g_strdup (crm_query_get_text (crm_segment_query_get_query (query))) : NULL;
  gtk_widget_set_visible (self->words, self->text != NULL);
  if (self->text != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("Words: “%s”"), self->text);
      gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (self->words)), words);
    }
  self->quiet = FALSE;
  self->renamed = FALSE;
  set_dirty (self, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "editor");
  count_soon (self);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "segment", *(gint64 *)data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) row = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmSegmentEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_SEGMENT_EDITOR (data);
  g_clear_object (&self->cancellable);
  if (row != NULL)
    show_segment (self, row);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
}

static void
load (CrmSegmentEditor *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop_count (self);
  crm_segment_exclusions_set_segment (CRM_SEGMENT_EXCLUSIONS (self->exclusions), self->segment);
  if (self->segment == 0)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      return;
    }
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&self->segment, sizeof self->segment),
      g_free, (GDestroyNotify)crm_row_unref, self->cancellable, on_read, self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmSegmentEditor) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("Saving the segment"), NULL);
      set_dirty (self, TRUE);
    }
}

static void
save_segment (CrmSegmentEditor *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "segment");
  g_autoptr (CrmSegmentQuery) query = build_query (self);
  g_autofree char *json = crm_segment_query_to_json (query);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  CrmValues *values;

  if (!self->dirty || self->segment == 0)
    return;
  values = crm_values_new (entity);
  /* What it is called only when that was changed: the step is named by it. */
  if (self->renamed)
    crm_values_set_text (values, CRM_SEGMENT_NAME, name);
  crm_values_set_text (values, CRM_SEGMENT_QUERY, json);
  set_dirty (self, FALSE);
  crm_store_set_async (
      self->store, self->segment, self->version, values, NULL, on_saved, g_object_ref (self));
}

/* What somebody is typing is not taken away by a change from elsewhere; the version tells when both are saved. */
static void
on_changed (CrmSegmentEditor *self, CrmChangeSet *changes)
{
  if (self->segment == 0)
    return;
  if (crm_change_set_has (changes, "segment", self->segment) && !self->dirty)
    load (self);
  else if (crm_change_set_touches (changes, "client") ||
           crm_change_set_touches (changes, "segment_exclusion") ||
           crm_change_set_touches (changes, "deal") || crm_change_set_touches (changes, "segment"))
    count_soon (self);
}

/* Doing something with those in it */

static CrmQuery *
build_list_query (CrmSegmentEditor *self)
{
  CrmQuery *query = crm_query_new ("client");

  /* By its name: that is what the list's filter shows. */
  crm_condition_add (crm_query_get_where (query),
      crm_condition_new ("segment", CRM_TEST_EQUAL, gtk_editable_get_text (GTK_EDITABLE (self->name))));
  return query;
}

static void
on_show (CrmSegmentEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (CrmQuery) query = build_list_query (self);

  if (CRM_IS_WINDOW (root) && crm_window_show_page (CRM_WINDOW (root), "clients"))
    crm_client_list_view_show_query (CRM_CLIENT_LIST_VIEW (crm_window_get_view (CRM_WINDOW (root))), query);
}

static void
on_write (CrmSegmentEditor *self)
{
  if (self->segment != 0)
    crm_campaign_add (GTK_WIDGET (self), self->store, NULL, self->segment);
}

static void
on_archived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (self, error, _ ("Archiving the segment"), NULL);
}

static void
on_archive (CrmSegmentEditor *self)
{
  if (self->segment != 0)
    crm_store_archive_async (
        self->store, "segment", &self->segment, 1, FALSE, NULL, on_archived, g_object_ref (self));
}

static void
on_words_removed (CrmSegmentEditor *self)
{
  g_clear_pointer (&self->text, g_free);
  gtk_widget_set_visible (self->words, FALSE);
  on_edited (self);
}

static void
crm_segment_editor_dispose (GObject *object)
{
  CrmSegmentEditor *self = CRM_SEGMENT_EDITOR (object);

  self->quiet = TRUE;
  stop_count (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->look);
  g_clear_object (&self->store);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (crm_segment_editor_parent_class)->dispose (object);
}

static void
crm_segment_editor_class_init (CrmSegmentEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_segment_editor_dispose;
}

static void
crm_segment_editor_init (CrmSegmentEditor *self)
{
}

/* Building */

static GtkWidget *
make_button (CrmSegmentEditor *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_head (CrmSegmentEditor *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *archive = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->name = gtk_entry_new ();
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_renamed), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (save_segment), self);
  gtk_widget_add_css_class (archive, "flat");
  gtk_widget_set_tooltip_text (archive, _ ("Archive this segment"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (archive), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Archive this segment"), -1);
  g_signal_connect_swapped (archive, "clicked", G_CALLBACK (on_archive), self);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), archive);
  return head;
}

static GtkWidget *
make_conditions (CrmSegmentEditor *self)
{
  const char *const joints[] = { _ ("All of these"), _ ("Any of these"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *add,
            *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  self->any = gtk_drop_down_new_from_strings (joints);
  gtk_widget_set_halign (self->any, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->any), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How conditions are joined"), -1);
  g_signal_connect_swapped (self->any, "notify::selected", G_CALLBACK (on_edited), self);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->words), gtk_label_new (NULL));
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove the words"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove the words"), -1);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_words_removed), self);
  gtk_box_append (GTK_BOX (self->words), remove);
  gtk_box_append (GTK_BOX (box), self->any);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->words);
  add = make_button (self, box, _ ("_Add condition"), G_CALLBACK (on_add_clicked));
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  return box;
}

static GtkWidget *
make_foot (CrmSegmentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_label_set_wrap (GTK_LABEL (self->count), TRUE);
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_widget_add_css_class (self->count, "heading2");
  gtk_widget_add_css_class (self->count, "numeric");
  self->spinner = gtk_spinner_new ();
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->spinner);
  self->revert = make_button (self, box, _ ("_Revert"), G_CALLBACK (load));
  self->save = make_button (self, box, _ ("_Save"), G_CALLBACK (save_segment));
  gtk_widget_add_css_class (self->save, "suggested-action");
  return box;
}

static GtkWidget *
make_content (CrmSegmentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *clamp = adw_clamp_new (), *scrolled = gtk_scrolled_window_new ();

  g_object_set (box, "margin-top", 14, "margin-bottom", 14, "margin-start", 14, "margin-end", 14, NULL);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_conditions (self));
  gtk_box_append (GTK_BOX (box), make_foot (self));
  make_button (self, buttons, _ ("Sho_w these clients"), G_CALLBACK (on_show));
  make_button (self, buttons, _ ("Write _to these…"), G_CALLBACK (on_write));
  gtk_box_append (GTK_BOX (box), buttons);
  self->exclusions = crm_segment_exclusions_new (self->store);
  gtk_box_append (GTK_BOX (box), self->exclusions);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 820);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  g_object_set (scrolled, "child", clamp, NULL);
  return scrolled;
}

GtkWidget *
crm_segment_editor_new (CrmStore *store)
{
  CrmSegmentEditor *self =
      g_object_new (CRM_TYPE_SEGMENT_EDITOR, "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL);
  GtkWidget *none = adw_status_page_new ();

  self->store = g_object_ref (store);
  self->look = crm_client_look_new (store);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Segment"), -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "crm-filter-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No segment selected"));
  self->stack = gtk_stack_new ();
  self->quiet = TRUE;
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_content (self), "editor");
  self->quiet = FALSE;
  self->renamed = FALSE;
  set_dirty (self, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_segment_editor_set_segment (CrmSegmentEditor *self, gint64 id)
{
  g_return_if_fail (CRM_IS_SEGMENT_EDITOR (self));
  if (self->segment == id)
    return;
  self->segment = id;
  set_dirty (self, FALSE);
  load (self);
}

gint64
crm_segment_editor_get_segment (CrmSegmentEditor *self)
{
  g_return_val_if_fail (CRM_IS_SEGMENT_EDITOR (self), 0);
  return self->segment;
}
