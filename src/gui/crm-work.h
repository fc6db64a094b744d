/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Work that may take long: after a moment the foot of the navigation says what is done, how far it is, and can stop it. Main thread. */
#define CRM_TYPE_WORK (crm_work_get_type ())
G_DECLARE_FINAL_TYPE (CrmWork, crm_work, CRM, WORK, GObject)

/* from: a widget of the window it belongs to. doing: "Tagging clients". steps: how far the counter will go; 0: nobody knows. Caller owns. */
CrmWork *crm_work_new (GtkWidget *from, const char *doing, guint steps);
GCancellable *crm_work_get_cancellable (CrmWork *self); /* owned by self */
/* Counted up atomically by who does the work, on any thread, while it holds a reference. Owned by self. */
int *crm_work_get_progress (CrmWork *self);
/* It is done, or has been given up. */
void crm_work_end (CrmWork *self);
