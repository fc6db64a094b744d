/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A heading above a boxed list. Activating a field row in it begins its editing. */
#define CRM_TYPE_SECTION (crm_section_get_type ())
G_DECLARE_FINAL_TYPE (CrmSection, crm_section, CRM, SECTION, GtkBox)

GtkWidget *crm_section_new (const char *title);
void crm_section_set_title (CrmSection *self, const char *title);
GtkListBox *crm_section_get_list (CrmSection *self);
/* A flat round "+" at the end of the heading with this accessible name: a button for an action, or a menu. */
void crm_section_set_add_action (CrmSection *self, const char *name, const char *detailed_action);
void crm_section_set_add_menu (CrmSection *self, const char *name, GMenuModel *menu);
/* Something else at the end of the heading. */
void crm_section_add_suffix (CrmSection *self, GtkWidget *widget);
/* Another name for it. */
void crm_section_set_add_name (CrmSection *self, const char *name);
void crm_section_append (CrmSection *self, GtkWidget *row);
/* Hides the list while it has no visible row, and the section too unless keep_heading. */
void crm_section_update (CrmSection *self, gboolean keep_heading);
