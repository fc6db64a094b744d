/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* "In notes and calls: 12": the second group of a search, hits in the long texts of timelines, newest first. A click opens the client. */
#define CRM_TYPE_TEXT_HITS (crm_text_hits_get_type ())
G_DECLARE_FINAL_TYPE (CrmTextHits, crm_text_hits, CRM, TEXT_HITS, GtkBox)

/* Takes a reference. Invisible while there is nothing to show. */
GtkWidget *crm_text_hits_new (CrmStore *store);
/* NULL: nothing is searched. */
void crm_text_hits_set_text (CrmTextHits *self, const char *text);
