/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What to do with a book that is damaged: puts the newest backup beside it, or one that is chosen, in its place and opens it. Looks for
 * the backups by itself. Main thread. */
#define CRM_TYPE_BOOK_REPAIR (crm_book_repair_get_type ())
G_DECLARE_FINAL_TYPE (CrmBookRepair, crm_book_repair, CRM, BOOK_REPAIR, GtkWidget)

GtkWidget *crm_book_repair_new (const char *book);
/* What a backup holds: "300 clients, last changed on 21 November 2026". Caller owns. */
char *crm_book_repair_describe (gint64 clients, gint64 changed_at);
