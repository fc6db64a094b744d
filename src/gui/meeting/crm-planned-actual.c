/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-planned-actual.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "crm-window.h"
#include "meeting/crm-check-in-dialog.h"
#include "meeting/crm-meeting-words.h"
#include "meeting/crm-meeting.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-dialog-parent.h"

/* Read at once, again with every commit that touches check-ins; a column view of texts. Main thread, but for functions named _in_worker. */

#define MAX_ROWS 1000

#define CRM_TYPE_PLANNED_ACTUAL (crm_planned_actual_get_type ())
G_DECLARE_FINAL_TYPE (CrmPlannedActual, crm_planned_actual, CRM, PLANNED_ACTUAL, AdwWindow)

typedef enum
{
  COLUMN_MEETING,
  COLUMN_PLACE,
  COLUMN_PLANNED,
  COLUMN_ACTUAL,
  COLUMN_DISTANCE,
  COLUMN_LENGTH,
  COLUMN_EMPLOYEE,
  N_COLUMNS
} Column;

static const struct
{
  const char *title;
  int width; /* 0: what is left */
} columns[N_COLUMNS] = {
  [COLUMN_MEETING] = { N_ ("Meeting"), 0 },
  [COLUMN_PLACE] = { N_ ("Planned place"), 150 },
  [COLUMN_PLANNED] = { N_ ("Planned time"), 190 },
  [COLUMN_ACTUAL] = { N_ ("Actually there"), 190 },
  [COLUMN_DISTANCE] = { N_ ("Distance"), 150 },
  [COLUMN_LENGTH] = { N_ ("Length"), 80 },
  [COLUMN_EMPLOYEE] = { N_ ("Employee"), 120 },
};

/* A line: its texts are made in the worker. */
#define CRM_TYPE_CHECK_IN_LINE (crm_check_in_line_get_type ())
G_DECLARE_FINAL_TYPE (CrmCheckInLine, crm_check_in_line, CRM, CHECK_IN_LINE, GObject)

struct _CrmCheckInLine
{
  GObject parent_instance;
  gint64 meeting;
  gint64 user;
  gboolean outside; /* farther away than allowed for */
  char *texts[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (CrmCheckInLine, crm_check_in_line, G_TYPE_OBJECT)

struct _CrmPlannedActual
{
  AdwWindow parent_instance;

  CrmStore *store; /* owned */
  GtkStack *stack;
  GListStore *lines; /* owned by the view */
  GtkFilter *filter; /* owned by the view */
  GtkWidget *mine;
  GtkWidget *status;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmPlannedActual, crm_planned_actual, ADW_TYPE_WINDOW)

static void
crm_check_in_line_finalize (GObject *object)
{
  CrmCheckInLine *self = CRM_CHECK_IN_LINE (object);

  for (int i = 0; i < N_COLUMNS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (crm_check_in_line_parent_class)->finalize (object);
}

static void
crm_check_in_line_class_init (CrmCheckInLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_check_in_line_finalize;
}

static void
crm_check_in_line_init (CrmCheckInLine *self)
{
}

/* Reading */

static void
say_meeting (CrmCheckInLine *line, CrmRow *meeting, GTimeZone *zone)
{
  line->texts[COLUMN_MEETING] = g_strdup (crm_row_get_text (meeting, CRM_MEETING_TITLE));
  line->texts[COLUMN_PLACE] = g_strdup (crm_row_get_text (meeting, CRM_MEETING_PLACE));
  line->texts[COLUMN_PLANNED] = crm_calendar_dup_time (crm_row_get_integer (meeting, CRM_MEETING_STARTS_AT),
      crm_row_get_integer (meeting, CRM_MEETING_ENDS_AT),
      crm_row_get_text (meeting, CRM_MEETING_STARTS_ON) != NULL, zone);
}

static CrmCheckInLine *
make_line_in_worker (CrmTransaction *tx, CrmRow *check_in, gint64 tolerance)
{
  CrmCheckInLine *line = g_object_new (CRM_TYPE_CHECK_IN_LINE, NULL);
  GTimeZone *zone = crm_transaction_get_zone (tx);
  gint64 from = crm_row_get_integer (check_in, CRM_CHECK_IN_AT);
  gint64 until = crm_row_get_integer (check_in, CRM_CHECK_IN_UNTIL);
  g_autoptr (CrmRow) meeting = NULL;

  line->meeting = crm_row_get_integer (check_in, CRM_CHECK_IN_MEETING);
  line->user = crm_row_get_integer (check_in, CRM_CHECK_IN_USER);
  meeting = line->meeting != 0 ? crm_transaction_load (tx, "meeting", line->meeting, NULL) : NULL;
  if (meeting != NULL)
    say_meeting (line, meeting, zone);
  line->texts[COLUMN_ACTUAL] = crm_calendar_dup_time (from, MAX (until, from), FALSE, zone);
  if (until > from)
    line->texts[COLUMN_LENGTH] = crm_duration_display ((until - from) / G_USEC_PER_SEC);
  if (!crm_value_is_empty (crm_row_get (check_in, CRM_CHECK_IN_DISTANCE)))
    {
      gint64 distance = crm_row_get_integer (check_in, CRM_CHECK_IN_DISTANCE);
      g_autofree char *far = crm_meeting_dup_distance (distance);

      line->outside = distance > tolerance;
      line->texts[COLUMN_DISTANCE] =
          g_strdup_printf (line->outside ? _ ("%s, not at the place") : _ ("%s, at the place"), far);
    }
  else
    line->texts[COLUMN_DISTANCE] = g_strdup (_ ("Not known"));
  if (line->user != 0)
    line->texts[COLUMN_EMPLOYEE] = crm_transaction_dup_title (tx, "user", line->user);
  return line;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 tolerance = *(gint64 *)data;
  g_autoptr (CrmQuery) query = crm_query_new ("check_in");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  crm_query_add_order (query, "-at");
  crm_query_set_limit (query, MAX_ROWS);
  ids = crm_transaction_find (tx, query, error);
  rows = ids != NULL ? crm_transaction_load_many (tx, "check_in", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (lines, make_line_in_worker (tx, rows->pdata[i], tolerance));
  return rows != NULL ? g_steal_pointer (&lines) : NULL;
}

static void
show_state (CrmPlannedActual *self, const char *failure)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->lines)) > 0;

  adw_status_page_set_title (ADW_STATUS_PAGE (self->status),
      failure != NULL ? _ ("The check-ins could not be read") : _ ("No check-ins yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status),
      failure != NULL
          ? failure
          : _ ("“I am here…” in the menu of a meeting compares where you are with the planned place."));
  gtk_stack_set_visible_child_name (self->stack, any && failure == NULL ? "list" : "empty");
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPlannedActual) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  if (lines != NULL)
    g_list_store_splice (
        self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), lines->pdata, lines->len);
  show_state (self, error != NULL ? error->message : NULL);
}

static void
load (CrmPlannedActual *self)
{
  gint64 tolerance = crm_check_in_get_tolerance (self->store);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&tolerance, sizeof tolerance), g_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmPlannedActual *self)
{
  if (crm_change_set_touches (changes, "check_in") || crm_change_set_touches (changes, "meeting"))
    load (self);
}

/* The list */

static gboolean
is_shown (gpointer item, gpointer data)
{
  CrmPlannedActual *self = data;

  return !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mine)) ||
         CRM_CHECK_IN_LINE (item)->user == crm_store_get_user (self->store);
}

static void
on_mine_toggled (CrmPlannedActual *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_list_item_set_child (item, text);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Column column = (Column)GPOINTER_TO_INT (data);
  CrmCheckInLine *line = gtk_list_item_get_item (item);
  GtkWidget *text = gtk_list_item_get_child (item);
  const char *words = line->texts[column];

  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  gtk_widget_set_tooltip_text (text, words);
  if (column == COLUMN_DISTANCE && line->outside)
    gtk_widget_add_css_class (text, "today");
  else
    gtk_widget_remove_css_class (text, "today");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : "", -1);
}

static void
on_activate (GtkColumnView *view, guint position, CrmPlannedActual *self)
{
  g_autoptr (CrmCheckInLine) line =
      g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (line->meeting != 0 && parent != NULL &&
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-meeting", "(xs)", line->meeting, ""))
    gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_list (CrmPlannedActual *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view;

  self->lines = g_list_store_new (CRM_TYPE_CHECK_IN_LINE);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (
      G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (self->lines), self->filter)))));
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  g_signal_connect (view, "activate", G_CALLBACK (on_activate), self);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Planned and actual"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
on_export (CrmPlannedActual *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.export", "s", "check_in");
}

static void
crm_planned_actual_dispose (GObject *object)
{
  CrmPlannedActual *self = CRM_PLANNED_ACTUAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_planned_actual_parent_class)->dispose (object);
}

static void
crm_planned_actual_class_init (CrmPlannedActualClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_planned_actual_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_planned_actual_init (CrmPlannedActual *self)
{
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
}

static GtkWidget *
make_header (CrmPlannedActual *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *export = gtk_button_new_with_mnemonic (_ ("_Export…"));

  self->mine = crm_chip_new (_ ("Only mine"), NULL, NULL);
  g_signal_connect_swapped (self->mine, "toggled", G_CALLBACK (on_mine_toggled), self);
  g_signal_connect_swapped (export, "clicked", G_CALLBACK (on_export), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->mine);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), export);
  return header;
}

static void
build (CrmPlannedActual *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *note = gtk_label_new (_ ("Everybody sees this list, also those whose check-ins are in it. "
                                      "Nothing is recorded without “I am here…”."));

  self->status = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "mark-location-symbolic");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_stack_add_named (self->stack, gtk_spinner_new (), "loading");
  gtk_stack_add_named (self->stack, make_list (self), "list");
  gtk_stack_add_named (self->stack, self->status, "empty");
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_set_margin_start (note, 14);
  gtk_widget_set_margin_end (note, 14);
  gtk_widget_set_margin_top (note, 8);
  gtk_widget_set_margin_bottom (note, 8);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), note);
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
crm_planned_actual_present (GtkWidget *from, CrmStore *store)
{
  CrmPlannedActual *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  self = g_object_new (CRM_TYPE_PLANNED_ACTUAL, "modal", TRUE, "transient-for", gtk_widget_get_root (from),
      "title", _ ("Planned and actual"), "default-width", 980, "default-height", 560, "destroy-with-parent",
      TRUE, NULL);
  self->store = g_object_ref (store);
  build (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
