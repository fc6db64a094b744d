/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "contact/crm-contact-sync.h"

/* Asks about the clients who were changed here and in an address book, one after the other; client 0: all. Main thread. */
void crm_contact_conflict_ask (GtkWidget *from, CrmContactSync *sync, gint64 client);
