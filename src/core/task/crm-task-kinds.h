/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-field.h"

/* What a task, a step of a sequence and a rule can ask for; shared by their field tables. */
extern const CrmChoice crm_task_kinds[];
