/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks which sequence of steps begins on a client or a deal (0: the other one), or which of those under way there ends, and writes it as one
 * operation. Says so when there is none to choose. Main thread. */
void crm_sequence_dialog_start (GtkWidget *from, CrmStore *store, gint64 client, gint64 deal);
void crm_sequence_dialog_end (GtkWidget *from, CrmStore *store, gint64 client, gint64 deal);
