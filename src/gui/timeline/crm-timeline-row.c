/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-row.h"
#include <glib/gi18n-lib.h>
#include "note/crm-note.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "crm-link.h"
#include "crm-window.h"
#include "task/crm-task-dialog.h"
#include "meeting/crm-meeting-outcome.h"
#include "meeting/crm-meeting.h"
#include "task/crm-task.h"
#include "message/crm-message.h"
#include "timeline/crm-timeline-actions.h"
#include "timeline/crm-timeline-entry.h"
#include "timeline/crm-timeline-meeting.h"
#include "timeline/crm-timeline-message.h"
#include "timeline/crm-timeline-move.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-highlight.h"

/* Thirty of these are made in one frame, so a row makes nothing it does not show; the menu is made when it is opened. Main thread. */

#define FOLD_LINES 2

struct _CrmTimelineRow
{
  GtkListBoxRow parent_instance;
  CrmStore *store;       /* owned */
  CrmActivity *activity; /* owned */
  GtkWidget *text;       /* nullable */
  GtkWidget *more;       /* nullable: button "more", shown when there is more */
  gboolean joined;       /* the folded text runs paragraphs together */
  char **found;          /* owned, nullable: words to be marked */
  GtkWidget *words;      /* the lines of the entry */
  guint more_idle;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (CrmTimelineRow, crm_timeline_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_EDIT,
  SIGNAL_FOLLOW_UP,
  SIGNAL_MAKE_TASK,
  SIGNAL_TRIGGER,
  SIGNAL_CONTEXT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_clock (CrmTimelineRow *self, gboolean with_date)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  gint64 at = crm_activity_get_line (self->activity)->at;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *clock = g_date_time_format (local, "%H:%M");

  if (with_date)
    {
      g_autofree char *date = crm_instant_date (at, zone);
      g_autofree char *day = crm_date_display (date);

      return g_strdup_printf ("%s, %s", day, clock);
    }
  return g_steal_pointer (&clock);
}

/* Writing */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;

  /* The row itself may be gone by now: its entry is shown by a new one. */
  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (window, error, _ ("The entry could not be changed"), NULL);
}

static void
set_flag (CrmTimelineRow *self, int note, int call)
{
  CrmRow *row = crm_activity_get_row (self->activity);
  int field = crm_timeline_entry_is_kind (self->activity, "note") ? note : call;
  CrmValues *values;

  if (!crm_timeline_entry_is_by_hand (self->activity))
    return;
  values = crm_values_new (row->entity);
  crm_values_set_integer (values, field, crm_row_get_integer (row, field) == 0);
  crm_store_set_async (self->store, row->id, row->version, values, NULL, on_written,
      g_object_ref (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_flag (CRM_TIMELINE_ROW (widget), CRM_NOTE_PINNED, CRM_CALL_PINNED);
}

static void
off_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_flag (CRM_TIMELINE_ROW (widget), CRM_NOTE_OFF_RECORD, CRM_CALL_OFF_RECORD);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);
  CrmRow *row = crm_activity_get_row (self->activity);

  if (crm_timeline_entry_is_by_hand (self->activity) || crm_timeline_meeting_get (self->activity) != NULL)
    crm_store_archive_async (self->store, crm_entity_get_name (row->entity), &row->id, 1, FALSE, NULL,
        on_written, g_object_ref (gtk_widget_get_root (widget)));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);
  g_autofree char *title = crm_timeline_entry_dup_title (self->activity);
  CrmRow *message = crm_timeline_message_get (self->activity);
  const char *text = message != NULL ? crm_row_get_text (message, CRM_MESSAGE_TEXT)
                                     : crm_timeline_entry_get_text (self->activity);
  g_autofree char *both = text != NULL ? g_strdup_printf ("%s\n%s", title, text) : g_strdup (title);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
      (message != NULL || crm_timeline_entry_is_kind (self->activity, "note")) && text != NULL ? text : both);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);
  CrmRow *task = crm_timeline_entry_get_task (self->activity);

  if (task != NULL)
    crm_task_dialog_present (widget, self->store, task->id);
  else if (crm_timeline_entry_is_by_hand (self->activity) ||
           crm_timeline_meeting_get (self->activity) != NULL)
    g_signal_emit (widget, signals[SIGNAL_EDIT], 0);
}

static void
outcome_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);
  CrmRow *meeting = crm_timeline_meeting_get (self->activity);

  if (meeting != NULL)
    crm_meeting_outcome_popup (widget, self->store, meeting->id, NULL);
}

static void
follow_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_FOLLOW_UP], 0);
}

static void
make_task_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_MAKE_TASK], 0);
}

static void
context_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CONTEXT], 0);
}

static void
link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);

  if (crm_timeline_actions_can_link (self->activity))
    crm_timeline_actions_link (widget, self->store, self->activity);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);

  crm_timeline_actions_undo (widget, self->store, self->activity);
}

static void
copy_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *link = crm_link_dup (crm_activity_get_row (CRM_TIMELINE_ROW (widget)->activity));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  crm_window_toast (widget, _ ("Link copied"));
}

static void
reply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmRow *message = crm_timeline_message_get (CRM_TIMELINE_ROW (widget)->activity);

  if (message != NULL && crm_row_get_integer (message, CRM_MESSAGE_CONVERSATION) != 0)
    gtk_widget_activate_action (
        widget, "win.open-conversation", "x", crm_row_get_integer (message, CRM_MESSAGE_CONVERSATION));
}

static void
open_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_window_open_client (
      widget, crm_activity_get_line (CRM_TIMELINE_ROW (widget)->activity)->client_id, NULL);
}

static void
open_deal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (
      widget, "win.open-deal", "x", crm_activity_get_line (CRM_TIMELINE_ROW (widget)->activity)->deal_id);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (CRM_TIMELINE_ROW (widget)->menu));
}

static void
on_right_click (GtkGestureClick *gesture, int n, double x, double y, CrmTimelineRow *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

static void
on_menu (GtkMenuButton *button, gpointer data)
{
  CrmTimelineRow *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  if (crm_timeline_entry_is_by_hand (self->activity))
    {
      gboolean off = !crm_activity_get_line (self->activity)->counted;

      g_menu_append (change, _ ("Edit…"), "entry.edit");
      g_menu_append (
          change, crm_activity_is_pinned (self->activity) ? _ ("Unpin") : _ ("Pin on top"), "entry.pin");
      g_menu_append (change, off ? _ ("For the record") : _ ("Not for the record"), "entry.off-record");
      g_menu_append (last, _ ("Delete"), "entry.delete");
    }
  if (crm_timeline_entry_get_task (self->activity) != NULL)
    g_menu_append (change, _ ("Edit…"), "entry.edit");
  if (crm_timeline_meeting_get (self->activity) != NULL)
    {
      g_menu_append (change, _ ("Edit…"), "entry.edit");
      g_menu_append (change, _ ("Outcome…"), "entry.outcome");
      g_menu_append (last, _ ("Delete"), "entry.delete");
    }
  if (crm_timeline_message_get (self->activity) != NULL)
    g_menu_append (change, _ ("Reply"), "entry.reply");
  if (crm_timeline_actions_can_link (self->activity))
    g_menu_append (change, _ ("Link to deal…"), "entry.link");
  g_menu_append (change, _ ("Follow up…"), "entry.follow-up");
  g_menu_append (change, _ ("Make a task of it"), "entry.make-task");
  g_menu_append (change, _ ("Copy"), "entry.copy");
  g_menu_append (change, _ ("Copy link"), "entry.copy-link");
  if (self->found != NULL)
    g_menu_append (change, _ ("Show in the history"), "entry.context");
  if (!crm_timeline_entry_is_kind (self->activity, "deal_move") &&
      !crm_timeline_entry_is_kind (self->activity, "message"))
    g_menu_append (last, _ ("Undo the last change"), "entry.undo");
  if (crm_activity_get_client_name (self->activity) != NULL)
    g_menu_append (change, _ ("Open client"), "entry.open-person");
  if (crm_activity_get_deal_title (self->activity) != NULL)
    g_menu_append (change, _ ("Open deal"), "entry.open-deal");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* The row */

static gboolean
is_unfolded (CrmTimelineRow *self)
{
  return gtk_label_get_ellipsize (GTK_LABEL (self->text)) == PANGO_ELLIPSIZE_NONE;
}

static gboolean
needs_more (CrmTimelineRow *self)
{
  return is_unfolded (self) || self->joined ||
         pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (self->text)));
}

static void
mark_found (CrmTimelineRow *self)
{
  g_autoptr (PangoAttrList) marks = NULL;

  if (self->found == NULL || self->text == NULL)
    return;
  marks = crm_highlight (
      self->text, gtk_label_get_text (GTK_LABEL (self->text)), (const char *const *)self->found, NULL);
  gtk_label_set_attributes (GTK_LABEL (self->text), marks);
}

/* Pango counts lines by paragraph: two paragraphs get a line each, more of them are run together. */
static void
fold_text (CrmTimelineRow *self, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (paragraphs);
  g_autofree char *joined = n > FOLD_LINES ? g_strjoinv (" ", paragraphs) : NULL;

  self->joined = joined != NULL;
  gtk_label_set_text (GTK_LABEL (self->text), joined != NULL ? joined : text);
  gtk_label_set_ellipsize (GTK_LABEL (self->text), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (self->text), n == FOLD_LINES ? 1 : FOLD_LINES);
  mark_found (self);
}

void
crm_timeline_row_activate (CrmTimelineRow *self)
{
  g_return_if_fail (CRM_IS_TIMELINE_ROW (self));
  if (crm_timeline_entry_is_kind (self->activity, "deal_move") &&
      crm_activity_get_deal_title (self->activity) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "entry.open-deal", NULL);
  else
    crm_timeline_row_toggle (self);
}

void
crm_timeline_row_toggle (CrmTimelineRow *self)
{
  const char *text = crm_timeline_entry_get_text (self->activity);
  gboolean unfold;

  g_return_if_fail (CRM_IS_TIMELINE_ROW (self));
  if (self->text == NULL || !needs_more (self))
    return;
  unfold = !is_unfolded (self);
  if (unfold)
    {
      gtk_label_set_text (GTK_LABEL (self->text), text);
      gtk_label_set_ellipsize (GTK_LABEL (self->text), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_lines (GTK_LABEL (self->text), -1);
      mark_found (self);
    }
  else
    {
      fold_text (self, text);
    }
  gtk_button_set_label (GTK_BUTTON (self->more), unfold ? _ ("less") : _ ("more"));
}

static void
on_more_clicked (GtkButton *button, CrmTimelineRow *self)
{
  crm_timeline_row_toggle (self);
}

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_title_line (CrmTimelineRow *self, const char *title, const char *clock)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);
  const char *author = crm_activity_get_author (self->activity);
  GtkWidget *time;
  g_autofree char *full =
      crm_instant_display_full (crm_activity_get_line (self->activity)->at, crm_store_get_zone (self->store));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "semibold");
  gtk_box_append (GTK_BOX (line), label);
  if (crm_activity_is_pinned (self->activity))
    {
      GtkWidget *pin = gtk_image_new_from_icon_name ("crm-pin-symbolic");

      gtk_image_set_pixel_size (GTK_IMAGE (pin), 12);
      gtk_widget_add_css_class (pin, "dim-label");
      gtk_widget_set_tooltip_text (pin, _ ("Pinned"));
      gtk_box_append (GTK_BOX (line), pin);
    }
  /* Own entries need no name. */
  if (author != NULL && author[0] != '\0' && !crm_timeline_entry_is_kind (self->activity, "deal_move") &&
      crm_activity_get_line (self->activity)->author_id != crm_store_get_user (self->store))
    {
      GtkWidget *who = new_caption (author);

      gtk_label_set_max_width_chars (GTK_LABEL (who), 18);
      gtk_box_append (GTK_BOX (line), who);
    }
  time = new_caption (clock);
  gtk_label_set_ellipsize (GTK_LABEL (time), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_set_tooltip_text (time, full);
  gtk_box_append (GTK_BOX (line), time);
  return line;
}

static void
make_text (CrmTimelineRow *self, GtkWidget *box, const char *text)
{
  self->text = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->text), PANGO_WRAP_WORD_CHAR);
  fold_text (self, text);
  gtk_box_append (GTK_BOX (box), self->text);
  self->more = gtk_button_new_with_label (_ ("more"));
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "more");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect (self->more, "clicked", G_CALLBACK (on_more_clicked), self);
  gtk_box_append (GTK_BOX (box), self->more);
}

static void
add_chip (GtkWidget *chips, const char *caption, const char *text, const char *icon, const char *style)
{
  g_autofree char *both = NULL;

  if (text == NULL)
    return;
  both = caption != NULL ? g_strdup_printf ("%s: %s", caption, text) : g_strdup (text);
  gtk_box_append (GTK_BOX (chips), crm_chip_new_static (both, icon, style));
}

static void
on_trigger_clicked (CrmTimelineRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TRIGGER], 0);
}

/* Leads to what the entry follows up. */
static void
add_trigger (CrmTimelineRow *self, GtkWidget *chips)
{
  const char *title = crm_activity_get_trigger_title (self->activity);
  g_autofree char *text = NULL;
  GtkWidget *button;

  if (title == NULL)
    return;
  text = g_strdup_printf (_ ("Follow-up: %s"), title);
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), crm_chip_new_static (text, "go-down-symbolic", NULL));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip-button");
  gtk_widget_set_tooltip_text (button, _ ("Show what this follows up"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_trigger_clicked), self);
  gtk_box_append (GTK_BOX (chips), button);
}

/* Leads to the deal it is about. */
static void
add_deal (CrmTimelineRow *self, GtkWidget *chips)
{
  const char *title = crm_activity_get_deal_title (self->activity);
  g_autofree char *name = NULL;
  GtkWidget *button;

  if (title == NULL)
    return;
  name = g_strdup_printf (_ ("Open deal “%s”"), title);
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), crm_chip_new_static (title, "crm-deal-symbolic", "about"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip-button");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "x", crm_activity_get_line (self->activity)->deal_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-deal");
  gtk_box_append (GTK_BOX (chips), button);
}

static void
make_chips (CrmTimelineRow *self, GtkWidget *box)
{
  CrmActivity *activity = self->activity;
  const char *word = crm_timeline_entry_get_field_text (activity, -1, CRM_CALL_OUTCOME);
  gboolean good = g_strcmp0 (word, "interested") == 0 || g_strcmp0 (word, "agreed") == 0;
  gboolean bad = g_strcmp0 (word, "not-interested") == 0 || g_strcmp0 (word, "no-answer") == 0;
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  CrmRow *meeting = crm_timeline_meeting_get (activity);

  add_chip (chips, NULL, crm_timeline_entry_get_outcome_label (activity), NULL,
      good  ? "good"
      : bad ? "bad"
            : NULL);
  add_chip (chips, _ ("Result"),
      crm_timeline_entry_get_field_text (activity, CRM_NOTE_RESULT, CRM_CALL_RESULT), NULL, NULL);
  if (meeting != NULL)
    {
      add_chip (chips, _ ("Purpose"), crm_row_get_text (meeting, CRM_MEETING_PURPOSE), NULL, NULL);
      add_chip (chips, NULL, crm_row_get_text (meeting, CRM_MEETING_PLACE), "mark-location-symbolic", NULL);
    }
  add_chip (chips, _ ("Rule"), crm_timeline_entry_get_field_text (activity, CRM_NOTE_RULE, CRM_CALL_RULE),
      NULL, NULL);
  add_chip (chips, NULL, crm_timeline_entry_get_field_text (activity, CRM_NOTE_PLACE, CRM_CALL_PLACE),
      "mark-location-symbolic", NULL);
  add_deal (self, chips);
  add_trigger (self, chips);
  if (!crm_activity_get_line (activity)->counted)
    add_chip (chips, NULL, _ ("Not for the record"), NULL, NULL);
  if (gtk_widget_get_first_child (chips) == NULL)
    {
      g_object_ref_sink (chips);
      g_object_unref (chips);
      return;
    }
  gtk_widget_set_margin_top (chips, 4);
  gtk_box_append (GTK_BOX (box), chips);
}

static void
name_row (CrmTimelineRow *self, const char *title, const char *clock, const char *text)
{
  const char *outcome = crm_timeline_entry_get_outcome_label (self->activity);
  const char *person = crm_activity_get_client_name (self->activity);
  g_autofree char *excerpt = crm_text_excerpt (text, 120);
  g_autofree char *name = g_strdup_printf ("%s, %s%s%s%s%s. %s", clock, title, outcome != NULL ? ", " : "",
      outcome != NULL ? outcome : "", person != NULL ? ", " : "", person != NULL ? person : "", excerpt);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
make_menu (CrmTimelineRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), on_menu, self, NULL);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "circular");
  gtk_widget_add_css_class (self->menu, "entry-menu");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->menu, _ ("What to do with this entry"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What to do with this entry"), -1);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_right_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static gboolean
update_more (gpointer data)
{
  CrmTimelineRow *self = data;

  self->more_idle = 0;
  gtk_widget_set_visible (self->more, needs_more (self));
  return G_SOURCE_REMOVE;
}

/* Only the width decides whether two lines were enough, so the row lays out its one child by itself. */
static void
crm_timeline_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (widget);
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  if (self->more != NULL && self->more_idle == 0 && needs_more (self) != gtk_widget_get_visible (self->more))
    self->more_idle = g_idle_add (update_more, self);
}

static void
crm_timeline_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static GtkSizeRequestMode
crm_timeline_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
crm_timeline_row_dispose (GObject *object)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (object);

  g_clear_handle_id (&self->more_idle, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->activity);
  g_clear_pointer (&self->found, g_strfreev);
  G_OBJECT_CLASS (crm_timeline_row_parent_class)->dispose (object);
}

static void
crm_timeline_row_class_init (CrmTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_timeline_row_dispose;
  widget_class->size_allocate = crm_timeline_row_size_allocate;
  widget_class->measure = crm_timeline_row_measure;
  widget_class->get_request_mode = crm_timeline_row_get_request_mode;
  gtk_widget_class_install_action (widget_class, "entry.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "entry.outcome", NULL, outcome_action);
  gtk_widget_class_install_action (widget_class, "entry.pin", NULL, pin_action);
  gtk_widget_class_install_action (widget_class, "entry.off-record", NULL, off_record_action);
  gtk_widget_class_install_action (widget_class, "entry.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "entry.follow-up", NULL, follow_up_action);
  gtk_widget_class_install_action (widget_class, "entry.open-person", NULL, open_person_action);
  gtk_widget_class_install_action (widget_class, "entry.open-deal", NULL, open_deal_action);
  gtk_widget_class_install_action (widget_class, "entry.reply", NULL, reply_action);
  gtk_widget_class_install_action (widget_class, "entry.make-task", NULL, make_task_action);
  gtk_widget_class_install_action (widget_class, "entry.context", NULL, context_action);
  gtk_widget_class_install_action (widget_class, "entry.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "entry.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "entry.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "entry.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "entry.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "entry.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "entry.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "entry.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "entry.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "entry.menu", NULL);
  signals[SIGNAL_EDIT] = g_signal_new (
      "edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FOLLOW_UP] = g_signal_new (
      "follow-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MAKE_TASK] = g_signal_new (
      "make-task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CONTEXT] = g_signal_new (
      "context", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TRIGGER] = g_signal_new (
      "trigger", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_timeline_row_init (CrmTimelineRow *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "entry");
}

GtkWidget *
crm_timeline_row_new (CrmStore *store, CrmActivity *activity, gboolean with_date)
{
  CrmTimelineRow *self = g_object_new (CRM_TYPE_TIMELINE_ROW, NULL);
  const CrmActivityLine *line = crm_activity_get_line (activity);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  const char *text = crm_timeline_entry_get_text (activity);
  g_autofree char *title = crm_timeline_entry_dup_title (activity);
  g_autofree char *clock = NULL;

  self->store = g_object_ref (store);
  self->activity = g_object_ref (activity);
  clock = dup_clock (self, with_date);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 6);
  gtk_box_append (GTK_BOX (box),
      crm_timeline_entry_is_kind (activity, "deal_move")
          ? crm_timeline_move_new_disc (activity)
          : crm_disc_new (crm_kind_icon (line->kind,
                              crm_timeline_entry_is_missed (activity) ? "missed" : line->direction),
                crm_timeline_entry_is_missed (activity) ? "late" : crm_kind_style (line->kind), FALSE));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_title_line (self, title, clock));
  if (crm_activity_get_client_name (activity) != NULL)
    gtk_box_append (GTK_BOX (words), new_caption (crm_activity_get_client_name (activity)));
  if (crm_timeline_entry_is_kind (activity, "deal_move"))
    {
      g_autofree char *caption = crm_timeline_move_dup_caption (activity);

      if (caption[0] != '\0')
        gtk_box_append (GTK_BOX (words), new_caption (caption));
    }
  if (crm_timeline_meeting_get (activity) != NULL)
    gtk_box_append (
        GTK_BOX (words), crm_timeline_meeting_new_people (store, crm_timeline_meeting_get (activity)));
  if (crm_timeline_message_get (activity) != NULL)
    gtk_box_append (GTK_BOX (words), crm_timeline_message_new (store, crm_timeline_message_get (activity)));
  if (text != NULL)
    make_text (self, words, text);
  make_chips (self, words);
  gtk_box_append (GTK_BOX (box), words);
  self->words = words;
  make_menu (self);
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  name_row (self, title, clock,
      crm_timeline_message_get (activity) != NULL
          ? crm_row_get_text (crm_timeline_message_get (activity), CRM_MESSAGE_TEXT)
          : text);
  return GTK_WIDGET (self);
}

const char *
crm_timeline_row_get_trigger (CrmTimelineRow *self, gint64 *id)
{
  CrmRow *row;

  g_return_val_if_fail (CRM_IS_TIMELINE_ROW (self), NULL);
  row = crm_activity_get_row (self->activity);
  *id = 0;
  if (crm_timeline_entry_is_kind (self->activity, "note"))
    *id = crm_row_get_integer (row, CRM_NOTE_TRIGGER);
  else if (crm_timeline_entry_is_kind (self->activity, "call"))
    *id = crm_row_get_integer (row, CRM_CALL_TRIGGER);
  return crm_timeline_entry_get_field_text (self->activity, CRM_NOTE_TRIGGER_ENTITY, CRM_CALL_TRIGGER_ENTITY);
}

void
crm_timeline_row_set_found (CrmTimelineRow *self, const char *const *words)
{
  GtkWidget *button;

  g_return_if_fail (CRM_IS_TIMELINE_ROW (self));
  g_strfreev (self->found);
  self->found = g_strdupv ((char **)words);
  mark_found (self);
  button = gtk_button_new_with_label (_ ("Show in the history"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "more");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "entry.context");
  gtk_box_append (GTK_BOX (self->words), button);
}

CrmActivity *
crm_timeline_row_get_activity (CrmTimelineRow *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_ROW (self), NULL);
  return self->activity;
}
