/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "import/crm-importer.h"

/* Asks for a place and writes the faulty rows of a plan there as a table; says in the window of from what came of it. References are
 * taken. Main thread. */
void crm_import_save_faulty (GtkWidget *from, CrmImporter *importer, CrmImportPlan *plan);
/* Without asking. */
gboolean crm_import_save_faulty_to (GtkWidget *from, CrmImporter *importer, CrmImportPlan *plan, GFile *file);
