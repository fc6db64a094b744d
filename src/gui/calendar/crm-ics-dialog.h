/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* What stands in a calendar file, before any of it is taken: its events, who of their people are clients, and what the book has
 * already. Answers to invitations and cancellations are told from events and taken as such. Main thread. */
#define CRM_TYPE_ICS_DIALOG (crm_ics_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmIcsDialog, crm_ics_dialog, CRM, ICS_DIALOG, AdwWindow)

CrmIcsDialog *crm_ics_dialog_present (GtkWindow *parent, CrmStore *store, GFile *file);
/* TRUE for files that the dialog is for, by their name. */
gboolean crm_ics_dialog_is_for (GFile *file);
