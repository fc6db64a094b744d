/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* A template in a list. */
typedef struct
{
  gint64 id;
  char *name;
  char *caption; /* channel and what it is for */
} CrmTemplateLine;

/* A CrmReadFunc: every template by name, GPtrArray of CrmTemplateLine. */
gpointer crm_template_lines_read (
    CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error);
/* Its row; the number hangs on it as "id" (gint64). Main thread. */
GtkWidget *crm_template_line_make_row (gint64 id, const char *name, const char *caption);
