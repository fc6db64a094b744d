/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* "doing: message" with Details, which come over window, and Retry when retry_action, a detailed action name, is given. Must not outlive the
 * window. Caller owns the toast. */
AdwToast *crm_error_toast_new (
    GtkWindow *window, const GError *error, const char *doing, const char *retry_action);
