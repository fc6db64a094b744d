/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message/crm-message.h"

extern const CrmChoice crm_message_channels[];
