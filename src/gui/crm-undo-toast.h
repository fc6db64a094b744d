/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Tells what a person just did, with a button that takes it back; runs undo and redo and says what came of it. Main thread. */
#define CRM_TYPE_UNDO_TOAST (crm_undo_toast_get_type ())
G_DECLARE_FINAL_TYPE (CrmUndoToast, crm_undo_toast, CRM, UNDO_TOAST, GObject)

/* place: an AdwToastOverlay or AdwPreferencesWindow, held weakly. While one of preferences is there the others keep quiet. */
CrmUndoToast *crm_undo_toast_new (CrmStore *store, GtkWidget *place);
/* Takes the toast away: something else needs its place. Undo stays where it is. */
void crm_undo_toast_hide (CrmUndoToast *self);
void crm_undo_toast_run (CrmUndoToast *self, gboolean redo);
void crm_undo_toast_run_operation (CrmUndoToast *self, gint64 operation);
