/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings/crm-record-editor.h"

/* How stages of a pipeline are edited. */
extern const CrmRecordKind crm_stage_kind;
