/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Begins to fill in a client from text: what is copied (nothing happens when that is no text), or what the person will paste. from: in the
 * window of the card. Main thread. */
void crm_client_paste_begin (GtkWidget *from, CrmStore *store, CrmRow *client, gboolean copied);
