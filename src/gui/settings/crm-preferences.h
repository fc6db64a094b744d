/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Settings of the book (kept in it, the same on every computer), looks (kept on this computer), backup. */
void crm_preferences_present (GtkWindow *parent, CrmStore *store);
/* The same at a page: "lists", "status", "sales", "tasks", "scripts", "accounts"; NULL is the first. */
void crm_preferences_present_page (GtkWindow *parent, CrmStore *store, const char *page);
