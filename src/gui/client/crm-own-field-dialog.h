/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Asks for a new field of the user's own: label, kind, choices. done (nullable) is called with the field's name once it is there. */
typedef void (*CrmOwnFieldDone) (const char *name, gpointer data);
GtkWindow *crm_own_field_dialog_present (GtkWidget *from, CrmStore *store, const char *entity,
    CrmOwnFieldDone done, gpointer data, GDestroyNotify data_free);
/* Asks, then removes the field with everything it holds. */
void crm_own_field_remove (GtkWidget *from, CrmStore *store, const char *entity, const CrmField *field);
