/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "client/crm-client-look.h"

/* The pane beside the client list: who it is, how to reach them, the last entries of the timeline. */
#define CRM_TYPE_CLIENT_PREVIEW (crm_client_preview_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientPreview, crm_client_preview, CRM, CLIENT_PREVIEW, GtkBox)

/* Takes a reference. */
GtkWidget *crm_client_preview_new (CrmClientLook *look);
/* 0: nobody. Loaded a moment later, so that holding an arrow key costs nothing. */
void crm_client_preview_set_client (CrmClientPreview *self, gint64 id);
