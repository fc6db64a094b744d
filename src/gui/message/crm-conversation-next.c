/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-conversation-next.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-draft.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "message/crm-conversation-row.h"
#include "task/crm-task-line-entry.h"
#include "task/crm-task.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-popover-at.h"

/* Keeps what it needs to act. Main thread; functions named _in_worker in the writer. */

#define TITLE_CHARS 60

struct _CrmConversationNext
{
  GtkBox parent_instance;
  CrmStore *store; /* owned */
  gint64 client, deal, stage;
  GtkWidget *rows[3];
  GtkWidget *titles[3];
};

enum
{
  ROW_TASK,
  ROW_MEETING,
  ROW_DEAL
};

G_DEFINE_FINAL_TYPE (CrmConversationNext, crm_conversation_next, GTK_TYPE_BOX)

enum
{
  SIGNAL_TASK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A task */

static void
on_task_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConversationNext) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_add_finish (CRM_STORE (source), result, NULL, &error) == 0)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The task could not be added"), NULL);
}

static void
on_task_line (CrmTaskLineEntry *line, GtkWidget *popover)
{
  CrmConversationNext *self = g_object_get_data (G_OBJECT (popover), "crm-next");
  const gint64 *message = g_object_get_data (G_OBJECT (popover), "crm-message");
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "task");
  g_autoptr (CrmValues) values = crm_values_new (entity);
  g_autofree char *new_client = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_task_line_entry_read (line, values, &new_client, &error))
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("The task could not be added"), NULL);
      return;
    }
  if (*message != 0)
    {
      crm_values_set_text (values, CRM_TASK_TRIGGER_ENTITY, "message");
      crm_values_set_integer (values, CRM_TASK_TRIGGER, *message);
    }
  gtk_popover_popdown (GTK_POPOVER (popover));
  crm_store_add_async (self->store, g_steal_pointer (&values), NULL, on_task_added, g_object_ref (self));
}

void
crm_conversation_next_add_task (CrmConversationNext *self, GtkWidget *at, const char *text, gint64 message)
{
  GtkWidget *popover = gtk_popover_new ();
  g_autofree char *title = crm_text_excerpt (text, TITLE_CHARS);
  GtkWidget *line, *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = gtk_label_new (_ ("New task"));

  g_return_if_fail (CRM_IS_CONVERSATION_NEXT (self));
  line = crm_task_line_entry_new (self->store, _ ("New task"), _ ("Call Anna fri 10"));
  crm_task_line_entry_set_about (CRM_TASK_LINE_ENTRY (line), self->client, self->deal);
  gtk_widget_set_size_request (line, crm_popover_get_width (at, 420), -1);
  gtk_editable_set_text (crm_task_line_entry_get_editable (CRM_TASK_LINE_ENTRY (line)), title);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (box, "popover-form");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), line);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_object_set_data_full (G_OBJECT (popover), "crm-next", g_object_ref (self), g_object_unref);
  g_object_set_data_full (G_OBJECT (popover), "crm-message", g_memdup2 (&message, sizeof message), g_free);
  g_signal_connect_object (line, "activate", G_CALLBACK (on_task_line), popover, 0);
  crm_popover_open_at (GTK_POPOVER (popover), at);
  gtk_widget_grab_focus (GTK_WIDGET (crm_task_line_entry_get_editable (CRM_TASK_LINE_ENTRY (line))));
}

static void
on_task (CrmConversationNext *self)
{
  g_signal_emit (self, signals[SIGNAL_TASK], 0);
}

/* A meeting */

static void
on_meeting (CrmConversationNext *self)
{
  gint64 at = crm_calendar_propose_start (self->store, crm_calendar_today (self->store));
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_new (at, at + G_TIME_SPAN_HOUR, FALSE);

  if (self->client != 0)
    g_array_append_val (draft->clients, self->client);
  draft->deal = self->deal;
  crm_meeting_dialog_present_new (GTK_WIDGET (self), self->store, draft);
}

/* The deal */

typedef struct
{
  gint64 deal, stage;
} Move;

static gboolean
move_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Move *move = data;

  return crm_deal_move (tx, &move->deal, 1, move->stage, 0, error);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConversationNext) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The deal could not be moved"), NULL);
}

static void
on_move (CrmConversationNext *self)
{
  Move *move = g_new (Move, 1);

  move->deal = self->deal;
  move->stage = self->stage;
  crm_store_write_async (
      self->store, _ ("Deal moved"), move_in_worker, move, g_free, NULL, on_moved, g_object_ref (self));
}

/* Making */

static GtkWidget *
add_row (CrmConversationNext *self, GtkWidget *list, int row, const char *icon, const char *style,
    const char *verb, GCallback callback)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_label (verb);
  GtkWidget *disc = crm_disc_new (icon, style, TRUE);

  self->titles[row] = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->titles[row]), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->titles[row]), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (self->titles[row]), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->titles[row]), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->titles[row]), 2);
  gtk_widget_set_hexpand (self->titles[row], TRUE);
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), self->titles[row]);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->rows[row] = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->rows[row]), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->rows[row]), FALSE);
  gtk_widget_set_focusable (self->rows[row], FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), self->rows[row]);
  return button;
}

static void
crm_conversation_next_dispose (GObject *object)
{
  g_clear_object (&CRM_CONVERSATION_NEXT (object)->store);
  G_OBJECT_CLASS (crm_conversation_next_parent_class)->dispose (object);
}

static void
crm_conversation_next_class_init (CrmConversationNextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_conversation_next_dispose;
  signals[SIGNAL_TASK] = g_signal_new (
      "task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_conversation_next_init (CrmConversationNext *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *hint = gtk_image_new_from_icon_name ("crm-hint-symbolic");
  GtkWidget *title = gtk_label_new (_ ("What happens next?"));
  GtkWidget *list = gtk_list_box_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (hint, "today");
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (head), hint);
  gtk_box_append (GTK_BOX (head), title);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), list);
  add_row (self, list, ROW_TASK, "crm-task-symbolic", "task", _ ("Add…"), G_CALLBACK (on_task));
  add_row (self, list, ROW_MEETING, "crm-meeting-symbolic", "meet", _ ("Plan…"), G_CALLBACK (on_meeting));
  add_row (self, list, ROW_DEAL, "crm-board-symbolic", "deal", C_ ("button", "Move"), G_CALLBACK (on_move));
}

GtkWidget *
crm_conversation_next_new (CrmStore *store)
{
  CrmConversationNext *self = g_object_new (CRM_TYPE_CONVERSATION_NEXT, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

void
crm_conversation_next_set_data (CrmConversationNext *self, const CrmConversationData *data)
{
  g_autofree char *name = NULL, *meeting = NULL;

  g_return_if_fail (CRM_IS_CONVERSATION_NEXT (self));
  name = crm_conversation_dup_name (self->store, data->row);
  meeting = g_strdup_printf (_ ("Plan a meeting with %s"), name);
  self->client = crm_row_get_integer (data->row, CRM_CONVERSATION_CLIENT);
  self->deal = data->deal != NULL ? data->deal->id : 0;
  self->stage = data->next;
  gtk_label_set_text (GTK_LABEL (self->titles[ROW_TASK]), _ ("Make a task from this message"));
  gtk_label_set_text (GTK_LABEL (self->titles[ROW_MEETING]), meeting);
  gtk_widget_set_visible (self->rows[ROW_MEETING], self->client != 0);
  gtk_widget_set_visible (self->rows[ROW_DEAL], data->next != 0);
  if (data->next != 0)
    {
      g_autofree char *move =
          g_strdup_printf (_ ("Move the deal from %s to %s"), data->stage, data->next_stage);

      gtk_label_set_text (GTK_LABEL (self->titles[ROW_DEAL]), move);
    }
}
