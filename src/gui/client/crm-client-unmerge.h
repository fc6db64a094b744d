/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks whether the client that went up into this one last is to stand by itself again, and takes that merge back, however much was done since. */
void crm_client_unmerge (GtkWidget *from, CrmStore *store, CrmRow *client);
