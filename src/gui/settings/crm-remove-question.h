/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Takes a stage or a pipeline away; when deals stand in it, asks first where they go, with their number. from holds the window that says
 * what goes wrong. Main thread. */
void crm_remove_question_ask_stage (GtkWidget *from, CrmStore *store, CrmRow *stage);
void crm_remove_question_ask_pipeline (GtkWidget *from, CrmStore *store, CrmRow *pipeline);
