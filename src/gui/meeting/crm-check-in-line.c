/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-check-in-line.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "meeting/crm-meeting-words.h"
#include "meeting/crm-meeting.h"

/* The line holds its reading, which ends with it. */

char *
crm_check_in_dup_line_in_worker (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("check_in");
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, meeting);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (GString) text = g_string_new (_ ("Checked in"));
  gint64 from, until;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("meeting", CRM_TEST_EQUAL, value));
  crm_query_add_order (query, "-at");
  crm_query_set_limit (query, 1);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return NULL;
  if (ids->len == 0)
    return g_strdup ("");
  row = crm_transaction_load (tx, "check_in", g_array_index (ids, gint64, 0), error);
  if (row == NULL)
    return NULL;
  from = crm_row_get_integer (row, CRM_CHECK_IN_AT);
  until = crm_row_get_integer (row, CRM_CHECK_IN_UNTIL);
  if (!crm_value_is_empty (crm_row_get (row, CRM_CHECK_IN_DISTANCE)))
    {
      g_autofree char *far = crm_meeting_dup_distance (crm_row_get_integer (row, CRM_CHECK_IN_DISTANCE));

      g_string_append (text, ", ");
      /* Translators: how far somebody was from the place of a meeting: 80 m from the place. */
      g_string_append_printf (text, _ ("%s from the place"), far);
    }
  if (until > from)
    {
      g_autofree char *length = crm_duration_display ((until - from) / G_USEC_PER_SEC);

      g_string_append_printf (text, ", %s", length);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_check_in_dup_line_in_worker (tx, *(gint64 *)data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) label = data;
  g_autofree char *text = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (text == NULL || *text == '\0')
    return;
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, TRUE);
}

GtkWidget *
crm_check_in_line_new (CrmStore *store, gint64 meeting)
{
  GtkWidget *label = gtk_label_new (NULL);
  GCancellable *cancellable = g_cancellable_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_visible (label, FALSE);
  g_signal_connect_data (label, "destroy", G_CALLBACK (g_cancellable_cancel), cancellable,
      (GClosureNotify)(GCallback)g_object_unref, G_CONNECT_SWAPPED);
  crm_store_read_async (store, 1, read_in_worker, g_memdup2 (&meeting, sizeof meeting), g_free, g_free,
      cancellable, on_read, g_object_ref (label));
  return label;
}
