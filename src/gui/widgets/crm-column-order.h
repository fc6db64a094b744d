/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Sort order by column titles without a sort model: a click on a title makes its column the only key (or turns it round), Shift-click adds
 * it as a further key. Signal "changed" when a person did so. */
#define CRM_TYPE_COLUMN_ORDER (crm_column_order_get_type ())
G_DECLARE_FINAL_TYPE (CrmColumnOrder, crm_column_order, CRM, COLUMN_ORDER, GObject)

/* Borrows view, which must outlive the object. */
CrmColumnOrder *crm_column_order_new (GtkColumnView *view);
/* Lets a column be sorted by a key ("name"); title is the column's plain title. */
void crm_column_order_add_column (CrmColumnOrder *self, GtkColumnViewColumn *column, const char *key);
void crm_column_order_remove_column (CrmColumnOrder *self, GtkColumnViewColumn *column);
/* Keys with a leading minus for descending. Caller owns. */
char **crm_column_order_dup_keys (CrmColumnOrder *self);
/* Shows the arrow for these keys; does not emit "changed". */
void crm_column_order_set_keys (CrmColumnOrder *self, const char *const *keys);
/* The title gives way to a narrow column instead of reaching over its edge. Each time the column was put into its view, as the next one. */
void crm_column_fit (GtkColumnViewColumn *column);
/* The title of a column of numbers stands above them, at the end. Each time the column was put into its view: the view makes the title anew. */
void crm_column_align_end (GtkColumnViewColumn *column);
