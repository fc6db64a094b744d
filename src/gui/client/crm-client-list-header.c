/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-list-header.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-late-menu.h"

/* Owns the search entry and the buttons beside it. Knows nothing of clients: it tells what was typed. Main thread. */

#define SPINNER_DELAY 150 /* ms */

struct _CrmClientListHeader
{
  AdwBin parent_instance;

  GtkSearchEntry *search;
  GtkStack *title_stack;
  AdwWindowTitle *window_title;
  GtkButton *back_button;
  GtkWidget *menu_button;
  GMenuModel *page_menu;
  GtkWidget *new_label;
  GtkToggleButton *search_button;
  GtkSpinner *spinner;
  gboolean narrow;
  guint spinner_id;
};

G_DEFINE_FINAL_TYPE (CrmClientListHeader, crm_client_list_header, ADW_TYPE_BIN)

enum
{
  SEARCHED,
  ACTIVATED,
  DOWN,
  LEFT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_search_changed (CrmClientListHeader *self)
{
  g_signal_emit (self, signals[SEARCHED], 0);
}

static void
on_search_started (CrmClientListHeader *self)
{
  crm_client_list_header_focus_search (self);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

/* Escape: clears the words, then leaves the entry. */
static void
on_stop_search (CrmClientListHeader *self)
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
on_search_activate (CrmClientListHeader *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
show_title (CrmClientListHeader *self)
{
  gboolean search = !self->narrow || gtk_toggle_button_get_active (self->search_button);

  gtk_stack_set_visible_child_name (self->title_stack, search ? "search" : "title");
}

static void
on_search_toggled (CrmClientListHeader *self)
{
  show_title (self);
  if (gtk_toggle_button_get_active (self->search_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (self->narrow)
    crm_client_list_header_set_text (self, NULL);
}

static gboolean
on_search_key (CrmClientListHeader *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  g_signal_emit (self, signals[DOWN], 0);
  return TRUE;
}

static gboolean
on_spinner_due (gpointer data)
{
  CrmClientListHeader *self = data;

  self->spinner_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
crm_client_list_header_dispose (GObject *object)
{
  CrmClientListHeader *self = CRM_CLIENT_LIST_HEADER (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  G_OBJECT_CLASS (crm_client_list_header_parent_class)->dispose (object);
}

static guint
new_signal (GObjectClass *klass, const char *name)
{
  return g_signal_new (
      name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_client_list_header_class_init (CrmClientListHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_client_list_header_dispose;
  signals[SEARCHED] = new_signal (object_class, "searched");
  signals[ACTIVATED] = new_signal (object_class, "activated");
  signals[DOWN] = new_signal (object_class, "down");
  signals[LEFT] = new_signal (object_class, "left");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-client-list-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, search);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, title_stack);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, back_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, page_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, new_label);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, search_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientListHeader, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_started);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_toggled);
}

static void
crm_client_list_header_init (CrmClientListHeader *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  crm_late_menu_set (GTK_MENU_BUTTON (self->menu_button), self->page_menu);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_search_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

char *
crm_client_list_header_dup_text (CrmClientListHeader *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
}

void
crm_client_list_header_set_text (CrmClientListHeader *self, const char *text)
{
  g_autofree char *shown = crm_client_list_header_dup_text (self);
  const char *wanted = text != NULL ? text : "";

  /* What is being typed stays as it is, blanks at the ends too. */
  if (!g_str_equal (shown, wanted))
    gtk_editable_set_text (GTK_EDITABLE (self->search), wanted);
  if (self->narrow && wanted[0] != '\0')
    gtk_toggle_button_set_active (self->search_button, TRUE);
}

gboolean
crm_client_list_header_focus_search (CrmClientListHeader *self)
{
  if (self->narrow)
    gtk_toggle_button_set_active (self->search_button, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
crm_client_list_header_capture (CrmClientListHeader *self, GtkWidget *widget)
{
  gtk_search_entry_set_key_capture_widget (self->search, widget);
}

void
crm_client_list_header_set_narrow (CrmClientListHeader *self, gboolean narrow)
{
  g_autofree char *text = crm_client_list_header_dup_text (self);

  self->narrow = narrow;
  gtk_widget_set_visible (self->new_label, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), narrow);
  if (narrow && text[0] != '\0')
    gtk_toggle_button_set_active (self->search_button, TRUE);
  show_title (self);
}

void
crm_client_list_header_set_count (CrmClientListHeader *self, guint64 count)
{
  g_autofree char *text =
      count == G_MAXUINT64 ? g_strdup ("…") : g_strdup_printf ("%'" G_GUINT64_FORMAT, count);

  adw_window_title_set_subtitle (self->window_title, text);
}

void
crm_client_list_header_set_loading (CrmClientListHeader *self, gboolean loading)
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

GtkWidget *
crm_client_list_header_get_menu_button (CrmClientListHeader *self)
{
  return self->menu_button;
}
