/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* The page "Sales" of the preferences: pipelines, their stages with advice, reasons of loss. Follows the book. */
#define CRM_TYPE_PIPELINES_PAGE (crm_pipelines_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmPipelinesPage, crm_pipelines_page, CRM, PIPELINES_PAGE, AdwPreferencesPage)

GtkWidget *crm_pipelines_page_new (CrmStore *store);
