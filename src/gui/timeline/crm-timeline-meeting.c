/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-timeline-meeting.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "meeting/crm-check-in-line.h"
#include "meeting/crm-meeting.h"

/* The line of people holds its reading, which ends with it. Main thread, but for the function named _in_worker. */

#define MAX_NAMES 6

CrmRow *
crm_timeline_meeting_get (CrmActivity *activity)
{
  CrmRow *row = crm_activity_get_row (activity);

  return row != NULL && g_str_equal (crm_entity_get_name (row->entity), "meeting") ? row : NULL;
}

char *
crm_timeline_meeting_dup_title (CrmRow *meeting, gint64 duration)
{
  const char *title = crm_row_get_text (meeting, CRM_MEETING_TITLE);
  gint64 from = crm_row_get_integer (meeting, CRM_MEETING_ACTUAL_START);
  gint64 until = crm_row_get_integer (meeting, CRM_MEETING_ACTUAL_END);
  g_autofree char *length = NULL;

  /* How long it really was, where that is known. */
  if (from != 0 && until > from)
    duration = (until - from) / G_USEC_PER_SEC;
  if (duration <= 0 || crm_row_get_text (meeting, CRM_MEETING_STARTS_ON) != NULL)
    return g_strdup (title);
  length = crm_duration_display (duration);
  return g_strdup_printf ("%s · %s", title, length);
}

/* The name somebody goes by. */
static char *
dup_name (CrmTransaction *tx, CrmRow *participant)
{
  gint64 client = crm_row_get_integer (participant, CRM_PARTICIPANT_CLIENT);
  gint64 user = crm_row_get_integer (participant, CRM_PARTICIPANT_USER);
  const char *name = crm_row_get_text (participant, CRM_PARTICIPANT_NAME);

  if (client != 0)
    return crm_transaction_dup_title (tx, "client", client);
  if (user != 0)
    return crm_transaction_dup_title (tx, "user", user);
  return g_strdup (name != NULL ? name : crm_row_get_text (participant, CRM_PARTICIPANT_ADDRESS));
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 meeting = *(gint64 *)data;
  g_autoptr (GPtrArray) people = crm_meeting_list_participants (tx, meeting, error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *check_in = NULL;

  if (people == NULL)
    return NULL;
  /* One alone is whose timeline it is. */
  for (guint i = 0; people->len > 1 && i < MIN (people->len, MAX_NAMES); i++)
    {
      g_autofree char *name = dup_name (tx, people->pdata[i]);

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  if (people->len > MAX_NAMES)
    g_string_append (text, ", …");
  check_in = crm_check_in_dup_line_in_worker (tx, meeting, error);
  if (check_in == NULL)
    return NULL;
  if (check_in[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", check_in);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) label = data;
  g_autofree char *text = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (text == NULL || *text == '\0')
    return;
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_visible (label, TRUE);
}

GtkWidget *
crm_timeline_meeting_new_people (CrmStore *store, CrmRow *meeting)
{
  GtkWidget *label = gtk_label_new (NULL);
  GCancellable *cancellable = g_cancellable_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_visible (label, FALSE);
  g_signal_connect_data (label, "destroy", G_CALLBACK (g_cancellable_cancel), cancellable,
      (GClosureNotify)(GCallback)g_object_unref, G_CONNECT_SWAPPED);
  crm_store_read_async (store, 1, read_in_worker, g_memdup2 (&meeting->id, sizeof meeting->id), g_free,
      g_free, cancellable, on_read, g_object_ref (label));
  return label;
}
