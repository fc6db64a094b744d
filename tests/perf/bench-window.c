/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "backends/crm-backends.h"
#include "bench-frames.h"
#include "client/crm-client-list-view.h"
#include "crm-application.h"
#include "crm-window.h"

/* The program itself, watched from beside it: bench-window --book BOOK --size WIDTHxHEIGHT. */

static gboolean
is_filled (GtkWindow *window)
{
  CrmView *view = crm_window_get_view (CRM_WINDOW (window));
  CrmRecordList *list =
      CRM_IS_CLIENT_LIST_VIEW (view) ? crm_client_list_view_get_list (CRM_CLIENT_LIST_VIEW (view)) : NULL;
  g_autoptr (CrmRecord) record = list ? g_list_model_get_item (G_LIST_MODEL (list), 0) : NULL;

  return record && crm_record_get_row (record);
}

static void
on_window_added (GtkApplication *application, GtkWindow *window)
{
  if (CRM_IS_WINDOW (window))
    bench_frames_watch (window, is_filled);
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
