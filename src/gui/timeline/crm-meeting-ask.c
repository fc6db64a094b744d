/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-meeting-ask.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "meeting/crm-free-hint.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-chip.h"

/* Two chips, and the lines that the one opens. Main thread. */

struct _CrmMeetingAsk
{
  GtkBox parent_instance;

  GtkWidget *no;
  GtkWidget *yes;
  GtkWidget *lines;
  GtkWidget *when;
  GtkWidget *place;
  GtkWidget *hint;
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (CrmMeetingAsk, crm_meeting_ask, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_on (GtkWidget *chip)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip));
}

const char *
crm_meeting_ask_get_answer (CrmMeetingAsk *self)
{
  g_return_val_if_fail (CRM_IS_MEETING_ASK (self), NULL);
  return is_on (self->yes) ? "yes" : is_on (self->no) ? "no" : NULL;
}

static void
show_hint (CrmMeetingAsk *self)
{
  g_auto (CrmWhen) when = { 0 };
  const char *place = gtk_editable_get_text (GTK_EDITABLE (self->place));

  if (is_on (self->yes) && crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, NULL) && when.has_time)
    crm_free_hint_set (CRM_FREE_HINT (self->hint), 0, when.at,
        when.until > when.at ? when.until : when.at + G_TIME_SPAN_HOUR,
        crm_text_is_blank (place) ? NULL : place);
  else if (is_on (self->yes) && when.date != NULL)
    crm_free_hint_offer (CRM_FREE_HINT (self->hint), when.date, G_TIME_SPAN_HOUR);
  else
    crm_free_hint_set (CRM_FREE_HINT (self->hint), 0, 0, 0, NULL);
}

static void
on_changed (CrmMeetingAsk *self)
{
  show_hint (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
choose (CrmMeetingAsk *self, const char *answer)
{
  self->choosing = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->yes), g_strcmp0 (answer, "yes") == 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->no), g_strcmp0 (answer, "no") == 0);
  self->choosing = FALSE;
  gtk_widget_set_visible (self->lines, is_on (self->yes));
}

static void
on_toggled (GtkToggleButton *chip, CrmMeetingAsk *self)
{
  if (self->choosing)
    return;
  choose (self, !gtk_toggle_button_get_active (chip) ? NULL : GTK_WIDGET (chip) == self->yes ? "yes" : "no");
  if (is_on (self->yes))
    gtk_widget_grab_focus (self->when);
  on_changed (self);
}

static void
on_taken (CrmFreeHint *hint, gint64 at, CrmMeetingAsk *self)
{
  crm_when_entry_set (CRM_WHEN_ENTRY (self->when), NULL, at);
}

void
crm_meeting_ask_set_answer (CrmMeetingAsk *self, const char *answer)
{
  g_return_if_fail (CRM_IS_MEETING_ASK (self));
  choose (self, answer);
  if (answer == NULL)
    {
      crm_when_entry_set (CRM_WHEN_ENTRY (self->when), NULL, 0);
      gtk_editable_set_text (GTK_EDITABLE (self->place), "");
    }
  show_hint (self);
}

GtkEditable *
crm_meeting_ask_get_when (CrmMeetingAsk *self)
{
  g_return_val_if_fail (CRM_IS_MEETING_ASK (self), NULL);
  return crm_when_entry_get_editable (CRM_WHEN_ENTRY (self->when));
}

GtkEditable *
crm_meeting_ask_get_place (CrmMeetingAsk *self)
{
  g_return_val_if_fail (CRM_IS_MEETING_ASK (self), NULL);
  return GTK_EDITABLE (self->place);
}

gboolean
crm_meeting_ask_read (CrmMeetingAsk *self, CrmMeetingDraft **meeting, GError **error)
{
  g_auto (CrmWhen) when = { 0 };
  const char *place;

  g_return_val_if_fail (CRM_IS_MEETING_ASK (self) && meeting != NULL, FALSE);
  *meeting = NULL;
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || !is_on (self->yes))
    return TRUE;
  if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, error))
    return FALSE;
  if (!when.has_time)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          when.date == NULL ? _ ("When is the meeting? Write it like “fri 10”.")
                            : _ ("At what time is the meeting?"));
      return FALSE;
    }
  place = gtk_editable_get_text (GTK_EDITABLE (self->place));
  *meeting =
      crm_meeting_draft_new (when.at, when.until > when.at ? when.until : when.at + G_TIME_SPAN_HOUR, FALSE);
  (*meeting)->title = g_strdup (C_ ("task", "Meeting"));
  (*meeting)->place = crm_text_is_blank (place) ? NULL : g_strstrip (g_strdup (place));
  return TRUE;
}

static void
crm_meeting_ask_class_init (CrmMeetingAskClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_meeting_ask_init (CrmMeetingAsk *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
crm_meeting_ask_new (CrmStore *store)
{
  CrmMeetingAsk *self = g_object_new (CRM_TYPE_MEETING_ASK, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *question = gtk_label_new (_ ("Meeting planned?"));

  gtk_widget_add_css_class (question, "dim-label");
  self->yes = crm_chip_new (_ ("Yes"), NULL, NULL);
  self->no = crm_chip_new (_ ("No"), NULL, NULL);
  gtk_box_append (GTK_BOX (line), question);
  gtk_box_append (GTK_BOX (line), self->yes);
  gtk_box_append (GTK_BOX (line), self->no);
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->when = crm_when_entry_new (store, _ ("When the meeting is"), _ ("When: fri 10, 24.12. 15:00"));
  self->place = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->place), _ ("Where"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Where the meeting is"), -1);
  self->hint = crm_free_hint_new (store);
  gtk_box_append (GTK_BOX (self->lines), self->when);
  gtk_box_append (GTK_BOX (self->lines), self->place);
  gtk_box_append (GTK_BOX (self->lines), self->hint);
  gtk_widget_set_visible (self->lines, FALSE);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->lines);
  g_signal_connect (self->yes, "toggled", G_CALLBACK (on_toggled), self);
  g_signal_connect (self->no, "toggled", G_CALLBACK (on_toggled), self);
  g_signal_connect_swapped (self->when, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->place, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->hint, "taken", G_CALLBACK (on_taken), self);
  return GTK_WIDGET (self);
}
