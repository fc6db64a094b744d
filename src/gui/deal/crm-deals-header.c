/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deals-header.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-board.h"

/* Owns the search entry, the choice of a pipeline and the buttons beside them. Main thread. */

#define SPINNER_DELAY 150 /* ms */

struct _CrmDealsHeader
{
  AdwBin parent_instance;

  GtkDropDown *pipelines;
  GtkWidget *modes;
  GtkSearchEntry *search;
  GtkStack *title_stack;
  AdwWindowTitle *window_title;
  GtkButton *back_button;
  GtkWidget *menu_button;
  GMenu *own_fields;
  GtkWidget *new_label;
  GtkToggleButton *search_button;
  GtkSpinner *spinner;
  GArray *ids; /* owned; gint64 by position in the drop-down */
  gboolean narrow;
  gboolean quiet;
  guint spinner_id;
};

G_DEFINE_FINAL_TYPE (CrmDealsHeader, crm_deals_header, ADW_TYPE_BIN)

enum
{
  SEARCHED,
  PIPELINE,
  LEFT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_search_changed (CrmDealsHeader *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[SEARCHED], 0);
}

/* Escape: clears the words, then leaves the entry. */
static void
on_stop_search (CrmDealsHeader *self)
{
  if (gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      g_signal_emit (self, signals[SEARCHED], 0);
      return;
    }
  if (self->narrow)
    gtk_toggle_button_set_active (self->search_button, FALSE);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_search_activate (CrmDealsHeader *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static gboolean
on_search_key (CrmDealsHeader *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  g_signal_emit (self, signals[LEFT], 0);
  return TRUE;
}

static void
show_title (CrmDealsHeader *self)
{
  gboolean search = !self->narrow || gtk_toggle_button_get_active (self->search_button);

  gtk_stack_set_visible_child_name (self->title_stack, search ? "search" : "title");
}

static void
on_search_toggled (CrmDealsHeader *self)
{
  show_title (self);
  if (gtk_toggle_button_get_active (self->search_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (self->narrow)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
on_pipeline_selected (CrmDealsHeader *self)
{
  guint position = gtk_drop_down_get_selected (self->pipelines);

  if (!self->quiet && position < self->ids->len)
    g_signal_emit (self, signals[PIPELINE], 0, g_array_index (self->ids, gint64, position));
}

static gboolean
on_spinner_due (gpointer data)
{
  CrmDealsHeader *self = data;

  self->spinner_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
crm_deals_header_dispose (GObject *object)
{
  CrmDealsHeader *self = CRM_DEALS_HEADER (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  self->quiet = TRUE;
  G_OBJECT_CLASS (crm_deals_header_parent_class)->dispose (object);
}

static void
crm_deals_header_finalize (GObject *object)
{
  g_array_unref (CRM_DEALS_HEADER (object)->ids);
  G_OBJECT_CLASS (crm_deals_header_parent_class)->finalize (object);
}

static void
crm_deals_header_class_init (CrmDealsHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_deals_header_dispose;
  object_class->finalize = crm_deals_header_finalize;
  signals[SEARCHED] = g_signal_new (
      "searched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PIPELINE] = g_signal_new ("pipeline", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[LEFT] = g_signal_new (
      "left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/deal/crm-deals-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, pipelines);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, modes);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, search);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, title_stack);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, back_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, own_fields);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, new_label);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, search_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsHeader, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_pipeline_selected);
}

static void
crm_deals_header_init (CrmDealsHeader *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_search_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

char *
crm_deals_header_dup_text (CrmDealsHeader *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
}

void
crm_deals_header_set_text (CrmDealsHeader *self, const char *text)
{
  g_autofree char *shown = crm_deals_header_dup_text (self);
  const char *wanted = text != NULL ? text : "";

  /* What is being typed stays as it is, blanks at the ends too. An entry is emptied first and tells that as well. */
  self->quiet = TRUE;
  if (!g_str_equal (shown, wanted))
    gtk_editable_set_text (GTK_EDITABLE (self->search), wanted);
  self->quiet = FALSE;
}

gboolean
crm_deals_header_focus_search (CrmDealsHeader *self)
{
  if (self->narrow)
    gtk_toggle_button_set_active (self->search_button, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
crm_deals_header_set_pipelines (CrmDealsHeader *self, CrmNames *pipelines, gint64 chosen)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n = crm_names_get_count (pipelines);
  gint64 all = 0;
  guint position = 0;

  self->quiet = TRUE;
  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = crm_names_get_row (pipelines, i)->id;

      if (id == chosen)
        position = i;
      g_array_append_val (self->ids, id);
      gtk_string_list_append (titles, crm_names_get_title (pipelines, id));
    }
  if (n > 1)
    {
      if (chosen == 0)
        position = n;
      g_array_append_val (self->ids, all);
      gtk_string_list_append (titles, _ ("All pipelines"));
    }
  gtk_drop_down_set_model (self->pipelines, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->pipelines, position);
  gtk_widget_set_visible (GTK_WIDGET (self->pipelines), n > 0 && !self->narrow);
  self->quiet = FALSE;
}

void
crm_deals_header_set_narrow (CrmDealsHeader *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (self->new_label, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), narrow);
  gtk_widget_set_visible (self->modes, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->pipelines), self->ids->len > 0 && !narrow);
  show_title (self);
}

void
crm_deals_header_set_title (CrmDealsHeader *self, const char *title, const char *subtitle)
{
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle != NULL ? subtitle : "");
}

void
crm_deals_header_set_loading (CrmDealsHeader *self, gboolean loading)
{
  if (loading)
    {
      if (self->spinner_id == 0 && !gtk_widget_get_visible (GTK_WIDGET (self->spinner)))
        self->spinner_id = g_timeout_add (SPINNER_DELAY, on_spinner_due, self);
      return;
    }
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

void
crm_deals_header_set_own_fields (CrmDealsHeader *self, CrmEntity *entity, const char *prefix)
{
  g_menu_remove_all (self->own_fields);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      g_autofree char *target = NULL;
      g_autoptr (GMenuItem) item = NULL;
      g_autoptr (GString) label = NULL;

      if (!crm_board_takes_field (field))
        continue;
      target = g_strconcat (prefix, field->name, NULL);
      label = g_string_new (crm_field_get_label (field));
      /* People's words: their underscores are no mnemonics. */
      g_string_replace (label, "_", "__", 0);
      item = g_menu_item_new (label->str, NULL);
      g_menu_item_set_action_and_target (item, "deals.group", "s", target);
      g_menu_append_item (self->own_fields, item);
    }
}

GtkWidget *
crm_deals_header_get_menu_button (CrmDealsHeader *self)
{
  return self->menu_button;
}
