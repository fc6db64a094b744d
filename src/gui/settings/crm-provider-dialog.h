/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Tells which provider (id as an account keeps it) was saved. */
typedef void (*CrmProviderSaved) (const char *id, gpointer data);

/* Edits the description of a provider (own: id of the person's own one; NULL: a copy is made of definition), with a dry run that shows the exact request for settings (name →
 * text) and sender. data lives as long as from. Main thread. */
void crm_provider_dialog_present (GtkWidget *from, CrmStore *store, const char *own, const char *definition,
    GHashTable *settings, const char *sender, CrmProviderSaved saved, gpointer data);
