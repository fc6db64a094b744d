/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* Who changed a field when, from what to what: as the tooltip of a caption, as a popover, and the whole record's as a window. */
void crm_field_history_load_tooltip (
    GtkWidget *widget, CrmStore *store, const char *entity, gint64 id, const char *field);
void crm_field_history_popup (
    GtkWidget *widget, CrmStore *store, const char *entity, gint64 id, const char *field);
/* title: whose history ("Anna Kowalska"). */
void crm_field_history_present (
    GtkWidget *from, CrmStore *store, const char *entity, gint64 id, const char *title);
