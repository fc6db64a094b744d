/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-reminded.h"

#include "meeting/crm-meeting-outcome.h"
#include "meeting/crm-meeting-way.h"
#include "task/crm-task-dialog.h"

/* What a notification or the strip of reminders asked to show, kept until there is a window. Owns its texts. Main thread. */

void
crm_reminded_set (CrmReminded *self, const CrmReminderFound *found)
{
  self->verb = found->verb;
  self->task = found->task;
  self->meeting = found->meeting;
  self->client = found->client;
  g_free (self->rid);
  g_free (self->place);
  g_free (self->online);
  self->rid = g_strdup (found->rid != NULL ? found->rid : "");
  self->place = g_strdup (found->place);
  self->online = g_strdup (found->online);
}

void
crm_reminded_set_client (CrmReminded *self, gint64 client)
{
  self->verb = CRM_REMINDER_OPEN;
  self->task = self->meeting = 0;
  self->client = client;
}

void
crm_reminded_clear (CrmReminded *self)
{
  g_clear_pointer (&self->rid, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->online, g_free);
}

/* The first page there is that has them. */
static void
show_tasks (CrmWindow *window)
{
  static const char *const pages[] = { "today", "tasks", "clients" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (crm_window_show_page (window, pages[i]))
      return;
}

static void
show_meeting (const CrmReminded *self, CrmWindow *window, GtkWidget *strip)
{
  if (self->verb == CRM_REMINDER_WAY && crm_meeting_way_open (GTK_WIDGET (window), self->place, self->online))
    return;
  if (self->verb == CRM_REMINDER_ASK)
    {
      gboolean shown = strip != NULL && gtk_widget_get_mapped (strip);

      crm_meeting_outcome_popup (shown ? strip : GTK_WIDGET (crm_window_get_view (window)),
          crm_window_get_store (window), self->meeting, self->rid);
      return;
    }
  if (!gtk_widget_activate_action (
          GTK_WIDGET (window), "win.open-meeting", "(xs)", self->meeting, self->rid) &&
      self->client != 0)
    crm_window_open_client (GTK_WIDGET (window), self->client, NULL);
}

void
crm_reminded_show (const CrmReminded *self, CrmWindow *window, GtkWidget *strip)
{
  if (self->meeting != 0 && crm_window_get_view (window) != NULL)
    {
      show_meeting (self, window, strip);
      return;
    }
  if (self->client != 0)
    crm_window_open_client (GTK_WIDGET (window), self->client, NULL);
  else
    show_tasks (window);
  if (self->client == 0 && self->task != 0)
    crm_task_dialog_present (GTK_WIDGET (window), crm_window_get_store (window), self->task);
}
