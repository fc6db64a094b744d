/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Header bar of the client list: search, New client, menu. In a narrow window the search hides behind its icon and the title is shown.
 * Signals: "searched" when the words changed, "activated" for Enter, "down" for the arrow into the rows, "left" for Escape without words. */
#define CRM_TYPE_CLIENT_HEADER (crm_client_header_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientHeader, crm_client_header, CRM, CLIENT_HEADER, AdwBin)

/* Words as typed, ends trimmed. Caller owns. */
char *crm_client_header_dup_text (CrmClientHeader *self);
/* NULL clears. Does not emit "searched" for a text that is there already. */
void crm_client_header_set_text (CrmClientHeader *self, const char *text);
gboolean crm_client_header_focus_search (CrmClientHeader *self);
/* Letters typed in widget start the search. NULL ends that. */
void crm_client_header_capture (CrmClientHeader *self, GtkWidget *widget);
void crm_client_header_set_narrow (CrmClientHeader *self, gboolean narrow);
/* Shown under the title of a narrow window. */
void crm_client_header_set_count (CrmClientHeader *self, guint64 count);
/* A spinner appears when loading takes longer than a moment. */
void crm_client_header_set_loading (CrmClientHeader *self, gboolean loading);
/* Where popovers of menu items point. Owned by self. */
GtkWidget *crm_client_header_get_menu_button (CrmClientHeader *self);
