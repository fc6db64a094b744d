/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-segment-exclusions.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "segment/crm-segment.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-section.h"

/* Owns the entry and the rows of one segment's exclusions. Main thread; …_in_worker in the reader. */

#define MOST_ROWS 200

struct _CrmSegmentExclusions
{
  GtkBox parent_instance;
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  gint64 segment;
  GtkWidget *section;
  GtkWidget *entry;
  CrmCompletion *completion; /* owned by the entry */
};

G_DEFINE_FINAL_TYPE (CrmSegmentExclusions, crm_segment_exclusions, GTK_TYPE_BOX)

typedef struct
{
  gint64 id;
  char *name;
} Exclusion;

static void
exclusion_free (gpointer data)
{
  g_free (((Exclusion *)data)->name);
  g_free (data);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT x.id, c.name FROM segment_exclusion x JOIN client c ON c.id = x.client WHERE x.segment = $1"
      " AND x.archived_at IS NULL AND c.archived_at IS NULL ORDER BY c.name_key, x.id LIMIT $2",
      error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (exclusion_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, *(gint64 *)data);
  crm_statement_bind_integer (statement, 2, MOST_ROWS);
  while (crm_statement_step (statement, &row, error) && row)
    {
      Exclusion *one = g_new0 (Exclusion, 1);

      one->id = crm_statement_get_integer (statement, 0);
      one->name = g_strdup (crm_statement_get_text (statement, 1));
      g_ptr_array_add (list, one);
    }
  return row ? NULL : g_steal_pointer (&list);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (self, error, _ ("Changing the segment"), NULL);
}

static void
on_remove (GtkButton *button, CrmSegmentExclusions *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "crm-id");

  crm_store_archive_async (
      self->store, "segment_exclusion", id, 1, FALSE, NULL, on_removed, g_object_ref (self));
}

static void
add_row (CrmSegmentExclusions *self, const Exclusion *one)
{
  GtkWidget *row = adw_action_row_new (), *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *title = g_markup_escape_text (one->name, -1);
  g_autofree char *spoken = g_strdup_printf (_ ("No longer leave out %s"), one->name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (remove), "crm-id", g_memdup2 (&one->id, sizeof one->id), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  crm_section_append (CRM_SECTION (self->section), row);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmSegmentExclusions *self;
  GtkListBox *box;
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_SEGMENT_EXCLUSIONS (data);
  g_clear_object (&self->cancellable);
  if (list == NULL)
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("Reading the segment"), NULL);
      return;
    }
  box = crm_section_get_list (CRM_SECTION (self->section));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, child);
  for (guint i = 0; i < list->len; i++)
    add_row (self, list->pdata[i]);
  crm_section_update (CRM_SECTION (self->section), TRUE);
}

static void
load (CrmSegmentExclusions *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->segment == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 1, read_in_worker, g_memdup2 (&self->segment, sizeof self->segment),
      g_free, (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_read, self);
}

static void
on_changed (CrmSegmentExclusions *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, "segment_exclusion"))
    load (self);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_add_finish (CRM_STORE (source), result, NULL, &error) == 0)
    crm_window_report_error (self, error, _ ("Changing the segment"), NULL);
}

static void
on_taken (CrmSegmentExclusions *self, gint64 client)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "segment_exclusion");
  CrmValues *values;

  if (self->segment == 0 || client == 0)
    return;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_SEGMENT_EXCLUSION_SEGMENT, self->segment);
  crm_values_set_integer (values, CRM_SEGMENT_EXCLUSION_CLIENT, client);
  crm_store_add_async (self->store, values, NULL, on_added, g_object_ref (self));
  crm_completion_set_text (self->completion, "", 0);
}

static void
crm_segment_exclusions_dispose (GObject *object)
{
  CrmSegmentExclusions *self = CRM_SEGMENT_EXCLUSIONS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_segment_exclusions_parent_class)->dispose (object);
}

static void
crm_segment_exclusions_class_init (CrmSegmentExclusionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_segment_exclusions_dispose;
}

static void
crm_segment_exclusions_init (CrmSegmentExclusions *self)
{
}

GtkWidget *
crm_segment_exclusions_new (CrmStore *store)
{
  CrmSegmentExclusions *self =
      g_object_new (CRM_TYPE_SEGMENT_EXCLUSIONS, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);

  self->store = g_object_ref (store);
  self->section = crm_section_new (_ ("Never in it"));
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Leave out a client…"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Leave out a client"), -1);
  self->completion = crm_completion_attach (self->entry, store, "client", NULL, NULL, FALSE);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (on_taken), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->section);
  gtk_box_append (GTK_BOX (self), self->entry);
  crm_section_update (CRM_SECTION (self->section), TRUE);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_segment_exclusions_set_segment (CrmSegmentExclusions *self, gint64 id)
{
  g_return_if_fail (CRM_IS_SEGMENT_EXCLUSIONS (self));
  if (self->segment == id)
    return;
  self->segment = id;
  load (self);
}
