/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Header bar of the client list: search, New client, menu. In a narrow window the search hides behind its icon and the title is shown.
 * Signals: "searched" when the words changed, "activated" for Enter, "down" for the arrow into the rows, "left" for Escape without words. */
#define CRM_TYPE_CLIENT_LIST_HEADER (crm_client_list_header_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientListHeader, crm_client_list_header, CRM, CLIENT_LIST_HEADER, AdwBin)

/* Words as typed, ends trimmed. Caller owns. */
char *crm_client_list_header_dup_text (CrmClientListHeader *self);
/* NULL clears. Does not emit "searched" for a text that is there already. */
void crm_client_list_header_set_text (CrmClientListHeader *self, const char *text);
gboolean crm_client_list_header_focus_search (CrmClientListHeader *self);
/* Letters typed in widget start the search. NULL ends that. */
void crm_client_list_header_capture (CrmClientListHeader *self, GtkWidget *widget);
void crm_client_list_header_set_narrow (CrmClientListHeader *self, gboolean narrow);
/* Shown under the title of a narrow window. */
void crm_client_list_header_set_count (CrmClientListHeader *self, guint64 count);
/* A spinner appears when loading takes longer than a moment. */
void crm_client_list_header_set_loading (CrmClientListHeader *self, gboolean loading);
/* Where popovers of menu items point. Owned by self. */
GtkWidget *crm_client_list_header_get_menu_button (CrmClientListHeader *self);
