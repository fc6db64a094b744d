/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Hands the invitation of a meeting (method "REQUEST"), or its cancellation ("CANCEL"), to the desktop's mail program as a message with a
 * calendar file, after naming everybody it would go to. Nothing is sent from here. Errors are told in the window of parent. Main
 * thread. */
void crm_invite_send (GtkWidget *parent, CrmStore *store, gint64 meeting, const char *method);
