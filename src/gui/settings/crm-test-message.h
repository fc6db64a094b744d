/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "channel/crm-channel-manager.h"

/* "Send a test to me": asks for the number, sends, and shows what becomes of it. account: a row of account. Main thread. */
void crm_test_message_present (GtkWidget *from, CrmChannelManager *manager, CrmRow *account);
