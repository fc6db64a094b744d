/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-pipelines-page.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-pipeline.h"
#include "settings/crm-record-group.h"
#include "settings/crm-remove-question.h"
#include "settings/crm-setting-record.h"
#include "settings/crm-stage-kind.h"

/* Owns the groups and the advice about the pipeline on show, which is read again when deals or stages change. Main thread;
 * …_in_worker elsewhere. */

struct _CrmPipelinesPage
{
  AdwPreferencesPage parent_instance;
  CrmStore *store;  /* owned */
  GtkWidget *empty; /* group for a book without a pipeline */
  CrmRecordGroup *pipelines;
  CrmRecordGroup *stages;
  GtkWidget *advice;         /* box of lines */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  gint64 advised;            /* pipeline the advice on show is about */
};

G_DEFINE_FINAL_TYPE (CrmPipelinesPage, crm_pipelines_page, ADW_TYPE_PREFERENCES_PAGE)

/* Pipelines */

static const int pipeline_fields[] = { CRM_PIPELINE_NAME, CRM_PIPELINE_MAIN, -1 };

typedef struct
{
  CrmStore *store;
  CrmRow *pipeline;
  GtkWidget *button;
} MainRow;

static void
main_row_free (gpointer data)
{
  MainRow *self = data;

  g_clear_pointer (&self->pipeline, crm_row_unref);
  g_object_unref (self->store);
  g_free (self);
}

static void
on_make_main (GtkButton *button, MainRow *self)
{
  crm_setting_record_read (GTK_WIDGET (button), self->store, self->pipeline, CRM_PIPELINE_MAIN, "1");
}

static GtkWidget *
make_main_row (CrmStore *store, int field)
{
  GtkWidget *row;
  MainRow *self;

  if (field != CRM_PIPELINE_MAIN)
    return NULL;
  row = adw_action_row_new ();
  self = g_new0 (MainRow, 1);
  self->store = g_object_ref (store);
  self->button = gtk_button_new_with_label (_ ("Make it the main one"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect (self->button, "clicked", G_CALLBACK (on_make_main), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("New deals start here"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->button);
  g_object_set_data_full (G_OBJECT (row), "crm-main", self, main_row_free);
  return row;
}

static void
show_main_row (GtkWidget *widget, CrmRow *pipeline)
{
  MainRow *self = g_object_get_data (G_OBJECT (widget), "crm-main");
  gboolean is_main = crm_row_get_integer (pipeline, CRM_PIPELINE_MAIN) != 0;

  crm_row_ref (pipeline);
  g_clear_pointer (&self->pipeline, crm_row_unref);
  self->pipeline = pipeline;
  gtk_widget_set_visible (self->button, !is_main);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (widget), is_main ? _ ("Yes, unless another pipeline is chosen") : _ ("No"));
}

static char *
dup_pipeline_subtitle (CrmStore *store, CrmRow *pipeline)
{
  return g_strdup (crm_row_get_integer (pipeline, CRM_PIPELINE_MAIN) != 0 ? _ ("Main pipeline") : "");
}

static const CrmRecordKind pipeline_kind = {
  .entity = "pipeline",
  .fields = pipeline_fields,
  .position = CRM_PIPELINE_POSITION,
  .owner = -1,
  .active = -1,
  .add = N_ ("Add pipeline"),
  .fresh = N_ ("New pipeline"),
  .dup_subtitle = dup_pipeline_subtitle,
  .make = make_main_row,
  .show = show_main_row,
  .remove = crm_remove_question_ask_pipeline,
};

static const int reason_fields[] = { CRM_LOST_REASON_NAME, -1 };

static const CrmRecordKind reason_kind = {
  .entity = "lost_reason",
  .fields = reason_fields,
  .position = CRM_LOST_REASON_POSITION,
  .owner = -1,
  .active = -1,
  .add = N_ ("Add reason"),
  .fresh = N_ ("New reason"),
};

/* Advice */

static gpointer
read_advice_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_pipeline_get_advice (tx, *(gint64 *)data, error);
}

static void
on_advice (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) advice = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmPipelinesPage *self;
  GtkWidget *child;

  /* A read that failed or was called off leaves what is there: advice is never needed. */
  if (advice == NULL)
    return;
  self = CRM_PIPELINES_PAGE (data);
  while ((child = gtk_widget_get_first_child (self->advice)) != NULL)
    gtk_box_remove (GTK_BOX (self->advice), child);
  for (guint i = 0; i < advice->len; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *icon = gtk_image_new_from_icon_name ("crm-hint-symbolic");
      GtkWidget *label = gtk_label_new (advice->pdata[i]);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (line, "dim-label");
      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), icon);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (GTK_BOX (self->advice), line);
    }
  gtk_widget_set_visible (self->advice, advice->len > 0);
}

static void
read_advice (CrmPipelinesPage *self)
{
  gint64 pipeline = crm_record_group_get_owner (self->stages);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->advised = pipeline;
  gtk_widget_set_visible (self->advice, FALSE);
  if (pipeline == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 2, read_advice_in_worker, g_memdup2 (&pipeline, sizeof pipeline), g_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_advice, self);
}

static void
on_changed (CrmPipelinesPage *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, "stage") || crm_change_set_touches (changes, "deal"))
    read_advice (self);
}

/* A book without a pipeline */

static gboolean
ensure_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_pipeline_ensure (tx, error) != 0;
}

static void
on_set_up (CrmPipelinesPage *self)
{
  crm_setting_record_write (
      GTK_WIDGET (self), self->store, _ ("Usual pipeline set up"), ensure_in_worker, NULL, NULL);
}

static void
on_shown (CrmPipelinesPage *self)
{
  gtk_widget_set_visible (self->empty,
      crm_record_group_is_loaded (self->pipelines) && crm_record_group_get_count (self->pipelines) == 0);
  if (self->advised != crm_record_group_get_owner (self->stages))
    read_advice (self);
}

static GtkWidget *
make_empty (CrmPipelinesPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Set up"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("There is no pipeline yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("The usual one has five stages, from a new request "
                                                        "to the contract, and the usual reasons of loss."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_set_up), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static void
crm_pipelines_page_dispose (GObject *object)
{
  CrmPipelinesPage *self = CRM_PIPELINES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_pipelines_page_parent_class)->dispose (object);
}

static void
crm_pipelines_page_class_init (CrmPipelinesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_pipelines_page_dispose;
}

static void
crm_pipelines_page_init (CrmPipelinesPage *self)
{
}

static void
add_groups (CrmPipelinesPage *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (self);
  GtkWidget *reasons;

  self->empty = make_empty (self);
  self->pipelines = CRM_RECORD_GROUP (crm_record_group_new (self->store, &pipeline_kind, _ ("Pipelines")));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->pipelines),
      _ ("A way of selling that has stages of its own, such as new business and repeat orders."));
  self->stages = CRM_RECORD_GROUP (crm_record_group_new (self->store, &crm_stage_kind, _ ("Stages")));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->stages),
      _ ("A deal goes through them from top to bottom. Drag them into order."));
  self->advice = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_margin_top (self->advice, 8);
  gtk_widget_set_visible (self->advice, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->stages), self->advice);
  reasons = crm_record_group_new (self->store, &reason_kind, _ ("Reasons of loss"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (reasons), _ ("Asked when a deal is lost; never needed."));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->empty));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->pipelines));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->stages));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (reasons));
  g_signal_connect_object (self->pipelines, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stages, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
}

GtkWidget *
crm_pipelines_page_new (CrmStore *store)
{
  CrmPipelinesPage *self = g_object_new (CRM_TYPE_PIPELINES_PAGE, "name", "sales", "title", _ ("Sales"),
      "icon-name", "crm-board-symbolic", NULL);

  self->store = g_object_ref (store);
  add_groups (self);
  on_shown (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
