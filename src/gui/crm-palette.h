/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-window.h"

/* The command palette: type to find an action or a client, Enter does or opens it. */
void crm_palette_present (CrmWindow *window);
