/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-card-format.h"
#include "store/crm-store.h"

/* The small window that adds one thing. Escape leaves and keeps what was typed, Ctrl+Enter saves.
 * Signal "open-client" (gint64 id) of one that stands alone: the client is to be shown. */
#define CRM_TYPE_QUICK_ADD (crm_quick_add_get_type ())
G_DECLARE_FINAL_TYPE (CrmQuickAdd, crm_quick_add, CRM, QUICK_ADD, AdwWindow)

/* kind: "client", "note" or "call"; client_id: whom a note or call is about, 0 asks. parent may be NULL. There is one draft of a client,
 * and so one window for it: the one that is open already comes to the front. */
void crm_quick_add_present (GtkWindow *parent, CrmStore *store, const char *kind, gint64 client_id);
/* A client, from outside the program's window: over no window of ours. text (nullable) is taken as if it were pasted; format (nullable) is
 * borrowed. */
GtkWidget *crm_quick_add_present_alone (
    GtkApplication *application, CrmStore *store, CrmCardFormat *format, const char *text);
/* A client who is the unknown sender of a conversation: made, or found among the duplicates, and linked in one operation. */
void crm_quick_add_present_sender (
    GtkWindow *parent, CrmStore *store, gint64 conversation, const char *address);
/* The window that is open for a client, over a window of ours or alone; NULL when there is none. */
CrmQuickAdd *crm_quick_add_find_open (CrmStore *store);
GtkWidget *crm_quick_add_new (CrmStore *store, const char *kind, gint64 client_id);
void crm_quick_add_save (CrmQuickAdd *self);
/* For tests: the line (CrmQuickRead), NULL in one for a note or call; the entry of "name", "phone", "email", "company", "tags"; the duplicates on offer; the message, or NULL. */
GtkWidget *crm_quick_add_get_read (CrmQuickAdd *self);
GtkWidget *crm_quick_add_get_entry (CrmQuickAdd *self, const char *name);
GtkListBox *crm_quick_add_get_duplicates (CrmQuickAdd *self);
const char *crm_quick_add_get_error (CrmQuickAdd *self);
