/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-undo-toast.h"
#include "crm-view.h"
#include "import/crm-address-source.h"
#include "import/crm-card-format.h"
#include "store/crm-record-list.h"

/* The main window. Views reach it through these functions, given any widget inside it. Window actions views may use:
 * win.open-client(x) · win.open-deal(x) · win.add-deal(x) (client, 0 none) · win.quick-add(s) (kind: "client", "deal", "meeting", "task", "note", "call") · win.import · win.export(s) · win.undo · win.redo ·
 * win.open-meeting((xs)) (its editor: id, which time of a series) · win.show-meeting((xsx)) (in the calendar: id, which, when) ·
 * win.open-conversation(x) (in the page Messages) · win.back · win.page(s) · win.search · win.preferences. */
#define CRM_TYPE_WINDOW (crm_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmWindow, crm_window, CRM, WINDOW, AdwApplicationWindow)

/* The frame of a window on a store that may still be opening; pages come with crm_window_book_opened (). */
CrmWindow *crm_window_new (GtkApplication *application, CrmStore *store, CrmCardFormat *card_format);
CrmStore *crm_window_get_store (CrmWindow *self);
CrmCardFormat *crm_window_get_card_format (CrmWindow *self);
/* The address books of the desktop, or NULL where nothing gives them. Set before the book is open; a reference is taken. */
void crm_window_set_address_source (CrmWindow *self, CrmAddressSource *source);
CrmAddressSource *crm_window_get_address_source (CrmWindow *self);

/* The page that an opened book begins with (its name; NULL: Today). */
void crm_window_set_start_page (CrmWindow *self, const char *name);

/* Shows a strip (it hides itself when there is nothing to say) over the foot of every page. */
void crm_window_add_strip (CrmWindow *self, GtkWidget *strip);

/* The store is open: shows the last page (or the welcome of a new book), after the first frame when that is not painted yet. */
void crm_window_book_opened (CrmWindow *self);
/* The store could not be opened: says why and offers to try again (app.reopen) or another book (app.open-book). */
void crm_window_book_failed (CrmWindow *self, const GError *error);
/* Shows a page of the navigation by its name ("clients"), or "first-run"; FALSE when there is none. */
gboolean crm_window_show_page (CrmWindow *self, const char *name);
/* The same as something opened from another page: Back leads there again. */
gboolean crm_window_open_page (CrmWindow *self, const char *name);
/* Makes a page that is going to be shown, so that it reads what it shows meanwhile. */
void crm_window_prepare_page (CrmWindow *self, const char *name);
/* Name of the page in front; NULL before the book is open. */
const char *crm_window_get_page (CrmWindow *self);
/* The page in front, or NULL. */
CrmView *crm_window_get_view (CrmWindow *self);
/* Runs undo and redo of this window. Owned by self. */
CrmUndoToast *crm_window_get_undo (CrmWindow *self);
/* Opens the import assistant; file NULL lets the person choose one. */
void crm_window_import (CrmWindow *self, GFile *file);

/* Opens a client's card; neighbours (nullable, a reference is taken) is the list previous and next go by. */
void crm_window_open_client (GtkWidget *from, gint64 client_id, CrmRecordList *neighbours);
/* Opens a deal's card; order (n ids, copied; NULL none) is what previous and next go by. */
void crm_window_open_deal (GtkWidget *from, gint64 deal_id, const gint64 *order, guint n);
/* Goes back from a card to the page it was opened from, with its place kept. */
void crm_window_back (GtkWidget *from);
/* The one way errors reach people: toast "doing: message" with Details (and Retry when retry_action, a detailed action name, is given). */
void crm_window_report_error (
    GtkWidget *from, const GError *error, const char *doing, const char *retry_action);
void crm_window_toast (GtkWidget *from, const char *text);
/* Shown in the state row at the foot of the navigation while long work runs; NULL text ends it. A button cancels it when there is a cancellable. */
void crm_window_set_busy (GtkWidget *from, const char *text, GCancellable *cancellable);
