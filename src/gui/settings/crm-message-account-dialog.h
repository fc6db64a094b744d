/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "channel/crm-channel-manager.h"

/* Adds an account that messages pass through (row NULL), or changes one. Main thread. */
void crm_message_account_dialog_present (GtkWidget *from, CrmChannelManager *manager, CrmRow *row);
