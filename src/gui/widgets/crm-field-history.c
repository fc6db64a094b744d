/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-field-history.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "base/crm-time.h"

/* Reads history lines in the reader and shows them; keeps nothing but the widgets it fills. Main thread. */

#define TOOLTIP_LINES 5
#define POPOVER_LINES 30

typedef struct
{
  char *entity;
  char *field; /* nullable: all fields */
  gint64 id;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->entity);
  g_free (ask->field);
  g_free (ask);
}

static gpointer
history_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return crm_transaction_history_shown (tx, ask->entity, ask->id, ask->field, error);
}

static void
read_history (CrmStore *store, const char *entity, gint64 id, const char *field, GAsyncReadyCallback callback,
    gpointer data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->entity = g_strdup (entity);
  ask->field = g_strdup (field);
  ask->id = id;
  crm_store_read_async (
      store, 0, history_in_worker, ask, ask_free, (GDestroyNotify)g_ptr_array_unref, NULL, callback, data);
}

static char *
describe_change (const CrmHistoryLine *line)
{
  gboolean had = line->old_value != NULL && line->old_value[0] != '\0';
  gboolean has = line->new_value != NULL && line->new_value[0] != '\0';

  if (had && has)
    return g_strdup_printf ("%s → %s", line->old_value, line->new_value);
  if (has)
    return g_strdup (line->new_value);
  if (had)
    return g_strdup_printf (_ ("%s removed"), line->old_value);
  return g_strdup (line->purpose != NULL ? line->purpose : "");
}

static char *
describe_source (CrmStore *store, const CrmHistoryLine *line)
{
  g_autofree char *at = crm_instant_display_full (line->at, crm_store_get_zone (store));

  if (line->author == NULL || line->author[0] == '\0')
    return g_steal_pointer (&at);
  return g_strdup_printf ("%s · %s", at, line->author);
}

static void
on_tooltip_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GPtrArray) lines = crm_store_read_finish (CRM_STORE (source), result, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < MIN (lines->len, TOOLTIP_LINES); i++)
    {
      CrmHistoryLine *line = g_ptr_array_index (lines, i);
      g_autofree char *what = describe_change (line);
      g_autofree char *who = describe_source (CRM_STORE (source), line);

      g_string_append_printf (text, "%s%s\n%s", i > 0 ? "\n" : "", what, who);
    }
  gtk_widget_set_tooltip_text (widget, text->len > 0 ? text->str : NULL);
}

void
crm_field_history_load_tooltip (
    GtkWidget *widget, CrmStore *store, const char *entity, gint64 id, const char *field)
{
  if (id != 0)
    read_history (store, entity, id, field, on_tooltip_read, g_object_ref (widget));
}

static GtkWidget *
new_line_row (CrmStore *store, const CrmHistoryLine *line, const char *field_label)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = describe_change (line);
  g_autofree char *who = describe_source (store, line);
  g_autofree char *title = field_label != NULL && field_label[0] != '\0'
                               ? g_strdup_printf ("%s: %s", field_label, what)
                               : g_strdup (what);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), who);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, title);
  return row;
}

static void
fill (GtkWidget *list, CrmStore *store, GPtrArray *lines, const GError *error, const char *entity_name,
    guint max)
{
  g_autoptr (CrmEntity) entity = entity_name != NULL ? crm_store_get_entity (store, entity_name) : NULL;

  for (guint i = 0; lines != NULL && i < MIN (lines->len, max); i++)
    {
      CrmHistoryLine *line = g_ptr_array_index (lines, i);
      int index = entity != NULL && line->field != NULL ? crm_entity_find_field (entity, line->field) : -1;

      gtk_list_box_append (GTK_LIST_BOX (list),
          new_line_row (store, line, index >= 0 ? crm_field_get_label (&entity->fields[index]) : NULL));
    }
  if (lines == NULL || lines->len == 0)
    {
      GtkWidget *label = gtk_label_new (error != NULL ? error->message : _ ("Never changed."));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, error != NULL ? "late" : "dim-label");
      gtk_widget_set_margin_top (label, 12);
      gtk_widget_set_margin_bottom (label, 12);
      gtk_list_box_append (GTK_LIST_BOX (list), label);
    }
}

static void
on_list_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) list = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = crm_store_read_finish (CRM_STORE (source), result, &error);
  const char *entity = g_object_get_data (G_OBJECT (list), "entity");

  fill (list, CRM_STORE (source), lines, error, entity, entity != NULL ? G_MAXUINT : POPOVER_LINES);
}

static GtkWidget *
new_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  return list;
}

static GtkWidget *
new_scrolled (GtkWidget *list)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}

static void
on_popover_closed (GtkPopover *popover, gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
}

void
crm_field_history_popup (GtkWidget *widget, CrmStore *store, const char *entity, gint64 id, const char *field)
{
  GtkWidget *list = new_list ();
  GtkWidget *scrolled = new_scrolled (list);
  GtkWidget *popover = gtk_popover_new ();

  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_size_request (scrolled, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_set_parent (popover, widget);
  g_signal_connect (popover, "closed", G_CALLBACK (on_popover_closed), NULL);
  read_history (store, entity, id, field, on_list_read, g_object_ref (list));
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
crm_field_history_present (GtkWidget *from, CrmStore *store, const char *entity, gint64 id, const char *title)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *list = new_list ();
  GtkWidget *scrolled = new_scrolled (list);
  GtkRoot *root = gtk_widget_get_root (from);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_set_margin_top (list, 18);
  gtk_widget_set_margin_bottom (list, 18);
  gtk_widget_set_margin_start (list, 18);
  gtk_widget_set_margin_end (list, 18);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_ ("History"), title));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("History"));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 560);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  g_object_set_data_full (G_OBJECT (list), "entity", g_strdup (entity), g_free);
  read_history (store, entity, id, NULL, on_list_read, g_object_ref (list));
  gtk_window_present (GTK_WINDOW (window));
}
