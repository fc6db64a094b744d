/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "calendar/crm-agenda.h"

/* Asks at a widget when a meeting shall take place instead, says what stands against it, and moves it. item belongs to agenda, which is kept. */
void crm_move_popover_show (GtkWidget *at, CrmStore *store, CrmAgenda *agenda, const CrmAgendaItem *item);
