/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "activity/crm-activity.h"
#include "store/crm-store.h"

/* What can be done with an entry beyond editing it. from is any widget in its window; what goes wrong is reported there. Main thread. */

/* TRUE when the entry's record has a deal to be changed. */
gboolean crm_timeline_actions_can_link (CrmActivity *activity);
/* Asks which of the client's deals it is about, or none. */
void crm_timeline_actions_link (GtkWidget *from, CrmStore *store, CrmActivity *activity);
/* Takes back the last change of the entry; asks first when that changed more than it. */
void crm_timeline_actions_undo (GtkWidget *from, CrmStore *store, CrmActivity *activity);
