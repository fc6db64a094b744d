/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Asks for a file and writes what the book holds of the client into it. */
void crm_person_save (GtkWidget *from, CrmStore *store, CrmRow *client);
/* The same into file, without asking. */
void crm_person_save_to (GtkWidget *from, CrmStore *store, CrmRow *client, GFile *file);
/* Asks whether the client is to be forgotten for good, does so, and names what still holds them. */
void crm_person_ask_erase (GtkWidget *from, CrmStore *store, CrmRow *client);
