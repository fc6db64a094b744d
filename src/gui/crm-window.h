/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-view.h"
#include "import/crm-card-format.h"
#include "store/crm-record-list.h"

/* The main window. Views reach it through these functions, given any widget inside it. Window actions views may use:
 * win.open-client(x) · win.quick-add(s) (kind: "client", "note", "call") · win.import · win.export(s) · win.undo · win.redo ·
 * win.back · win.page(s) · win.search · win.preferences. */
#define CRM_TYPE_WINDOW (crm_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmWindow, crm_window, CRM, WINDOW, AdwApplicationWindow)

CrmWindow *crm_window_new (GtkApplication *application, CrmStore *store, CrmCardFormat *card_format);
CrmStore *crm_window_get_store (CrmWindow *self);
CrmCardFormat *crm_window_get_card_format (CrmWindow *self);

/* Opens a client's card; neighbours (nullable, a reference is taken) is the list previous and next go by. */
void crm_window_open_client (GtkWidget *from, gint64 client_id, CrmRecordList *neighbours);
/* Goes back from a card to the page it was opened from, with its place kept. */
void crm_window_back (GtkWidget *from);
/* The one way errors reach people: toast "doing: message" with Details (and Retry when retry_action, a detailed action name, is given). */
void crm_window_report_error (GtkWidget *from, const GError *error, const char *doing, const char *retry_action);
void crm_window_toast (GtkWidget *from, const char *text);
/* Shown in the state row at the foot of the navigation while long work runs; NULL text ends it. */
void crm_window_set_busy (GtkWidget *from, const char *text);
