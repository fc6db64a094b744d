/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The order a person gave to the fields of a card: by dragging a row, or with Ctrl+Shift+Up and Down on it. Kept for this device, for each
 * entity. Main thread. */

/* A list whose rows are ordered so; rows that were not added stay where they are told from: in front. */
void crm_field_order_follow (GtkListBox *list);
/* place: of the field in its table, which is its order until it is moved. Before the row is put into its list. */
void crm_field_order_add_row (GtkWidget *row, const char *entity, const char *field, int place);
/* One up (-1) or down (1) among the visible rows of its list. */
void crm_field_order_step (GtkWidget *row, int step);
