/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "meeting/crm-meeting.h"

/* Asks what a change of a repeating meeting is meant for: this one, this and following, or all. chosen is called unless the person cancelled
 * (then cancelled, nullable, is); data is freed afterwards. heading: "Move “Tasting”?". */
typedef void (*CrmScopeFunc) (CrmMeetingScope scope, gpointer data);
void crm_scope_dialog_ask (GtkWidget *from, const char *heading, gboolean destructive, CrmScopeFunc chosen,
    void (*cancelled) (gpointer data), gpointer data, GDestroyNotify data_free);
