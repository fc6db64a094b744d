/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* What a text becomes for one client: chosen by name, or the next and previous of those last spoken with. Fields are yellow, what is missing red.
 * Signal "filled" (const char *text: as it would be sent; NULL while it cannot be filled). Main thread. */
#define CRM_TYPE_TEMPLATE_PREVIEW (crm_template_preview_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplatePreview, crm_template_preview, CRM, TEMPLATE_PREVIEW, AdwBin)

GtkWidget *crm_template_preview_new (CrmStore *store);
/* subject nullable; language "": for everybody. */
void crm_template_preview_set_text (
    CrmTemplatePreview *self, const char *subject, const char *text, const char *language);
/* Another client: 1 the next, -1 the one before. */
void crm_template_preview_move (CrmTemplatePreview *self, int step);
