/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "backends/crm-backends.h"
#include "bench-frames.h"
#include "client/crm-client-list-view.h"
#include "crm-application.h"
#include "crm-window.h"

/* The program itself, watched from beside it: bench-window --book BOOK --size WIDTHxHEIGHT --page clients. */

#define SEEN_ROWS 12 /* of a window of 800 pixels */

static CrmRecordList *
get_list (GtkWindow *window)
{
  CrmView *view = crm_window_get_view (CRM_WINDOW (window));
  return CRM_IS_CLIENT_LIST_VIEW (view) ? crm_client_list_view_get_list (CRM_CLIENT_LIST_VIEW (view)) : NULL;
}

static gboolean
is_filled (GtkWindow *window)
{
  CrmRecordList *list = get_list (window);
  g_autoptr (CrmRecord) record = list ? g_list_model_get_item (G_LIST_MODEL (list), 0) : NULL;

  return record && crm_record_get_row (record);
}

static void
type (GtkWindow *window, const char *text)
{
  GtkWidget *entry = bench_frames_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static gboolean
is_shown (GtkWindow *window, const char *text)
{
  CrmRecordList *list = get_list (window);
  guint n = (guint)MIN (crm_record_list_get_count (list), SEEN_ROWS);

  if (g_strcmp0 (crm_query_get_text (crm_record_list_get_query (list)), text) != 0 ||
      crm_record_list_is_loading (list))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
      if (!record || !crm_record_get_row (record))
        return FALSE;
    }
  return TRUE;
}

static void
on_window_added (GtkApplication *application, GtkWindow *window)
{
  if (CRM_IS_WINDOW (window))
    {
      static const BenchTyping typing = { type, is_shown };

      bench_frames_watch (window, is_filled);
      bench_frames_type (&typing);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmPhoneFormat) phone_format = NULL;
  g_autoptr (CrmCardFormat) card_format = NULL;
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  phone_format = crm_backends_phone_format ();
  card_format = crm_backends_card_format ();
  application = crm_application_new (phone_format, card_format);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  return crm_application_run (application, argc, argv);
}
