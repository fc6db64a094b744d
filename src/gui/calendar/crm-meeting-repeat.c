/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-repeat.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-local.h"
#include "base/crm-recurrence.h"
#include "base/crm-text.h"
#include "task/crm-task-words.h"

/* A drop-down of usual rules; its last line shows an entry for any other. Main thread. */

static const struct
{
  const char *label;
  const char *rule;
} usual[] = {
  { N_ ("Does not repeat"), NULL },
  { N_ ("Every day"), "FREQ=DAILY" },
  { N_ ("Every work day"), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" },
  { N_ ("Every week"), "FREQ=WEEKLY" },
  { N_ ("Every 2 weeks"), "FREQ=WEEKLY;INTERVAL=2" },
  { N_ ("Every month"), "FREQ=MONTHLY" },
  { N_ ("Every year"), "FREQ=YEARLY" },
};
#define OWN G_N_ELEMENTS (usual)

struct _CrmMeetingRepeat
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *choice;
  GtkWidget *entry;
  GtkWidget *words;
  gint64 starts_at;
};

G_DEFINE_FINAL_TYPE (CrmMeetingRepeat, crm_meeting_repeat, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

gboolean
crm_meeting_repeat_read (CrmMeetingRepeat *self, char **rule, GError **error)
{
  guint place = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_auto (CrmWhen) when = { 0 };
  g_autoptr (CrmRecurrence) recurrence = NULL;

  *rule = NULL;
  if (place < OWN)
    {
      *rule = g_strdup (usual[place].rule);
      return TRUE;
    }
  if (crm_text_is_blank (text))
    return TRUE;
  if (strchr (text, '=') == NULL)
    {
      if (crm_recurrence_find (text, crm_clock_now (), crm_store_get_zone (self->store),
              crm_task_get_week_start (self->store), &when, rule))
        return TRUE;
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("Write how often it comes again: every friday, every 2 weeks, every month."));
      return FALSE;
    }
  recurrence = crm_recurrence_new (text, error);
  *rule = recurrence != NULL ? crm_recurrence_to_string (recurrence) : NULL;
  return recurrence != NULL;
}

static void
show_words (CrmMeetingRepeat *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rule = NULL, *words = NULL, *first = NULL;
  g_autoptr (CrmRecurrence) recurrence = NULL;
  gboolean good = crm_meeting_repeat_read (self, &rule, &error);

  if (rule != NULL)
    recurrence = crm_recurrence_new (rule, NULL);
  if (self->starts_at != 0)
    first = crm_local_format (crm_local_day (self->starts_at, crm_store_get_zone (self->store), NULL));
  if (recurrence != NULL)
    words = crm_recurrence_describe (recurrence, first);
  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : error != NULL ? error->message : "");
  gtk_widget_set_visible (self->words, words != NULL || error != NULL);
  if (good)
    gtk_widget_remove_css_class (self->words, "late");
  else
    gtk_widget_add_css_class (self->words, "late");
}

static void
on_changed (CrmMeetingRepeat *self)
{
  gtk_widget_set_visible (self->entry, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice)) == OWN);
  show_words (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
crm_meeting_repeat_grab_focus (GtkWidget *widget)
{
  CrmMeetingRepeat *self = CRM_MEETING_REPEAT (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->entry) ? self->entry : self->choice);
}

static void
crm_meeting_repeat_dispose (GObject *object)
{
  g_clear_object (&CRM_MEETING_REPEAT (object)->store);
  G_OBJECT_CLASS (crm_meeting_repeat_parent_class)->dispose (object);
}

static void
crm_meeting_repeat_class_init (CrmMeetingRepeatClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_meeting_repeat_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_meeting_repeat_grab_focus;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_meeting_repeat_init (CrmMeetingRepeat *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    gtk_string_list_append (names, _ (usual[i].label));
  gtk_string_list_append (names, _ ("Another rule…"));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  self->choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_widget_set_halign (self->choice, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->choice, "plain");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Repeats"), -1);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("every friday, every 2 weeks, every month"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Repeats"), -1);
  gtk_widget_set_visible (self->entry, FALSE);
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_add_css_class (self->words, "caption");
  gtk_widget_set_visible (self->words, FALSE);
  gtk_box_append (GTK_BOX (self), self->choice);
  gtk_box_append (GTK_BOX (self), self->entry);
  gtk_box_append (GTK_BOX (self), self->words);
}

GtkWidget *
crm_meeting_repeat_new (CrmStore *store)
{
  CrmMeetingRepeat *self = g_object_new (CRM_TYPE_MEETING_REPEAT, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (
      self->choice, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_meeting_repeat_set_rule (CrmMeetingRepeat *self, const char *rule)
{
  guint place = 0;

  g_return_if_fail (CRM_IS_MEETING_REPEAT (self));
  while (place < OWN && g_strcmp0 (usual[place].rule, rule) != 0)
    place++;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), place == OWN ? rule : "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), place);
}

void
crm_meeting_repeat_set_start (CrmMeetingRepeat *self, gint64 starts_at)
{
  g_return_if_fail (CRM_IS_MEETING_REPEAT (self));
  self->starts_at = starts_at;
  show_words (self);
}

GtkDropDown *
crm_meeting_repeat_get_choice (CrmMeetingRepeat *self)
{
  return GTK_DROP_DOWN (self->choice);
}

GtkEditable *
crm_meeting_repeat_get_entry (CrmMeetingRepeat *self)
{
  return GTK_EDITABLE (self->entry);
}
