/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* An AdwAvatar for a client. The photo (PNG or JPEG, nullable) is decoded in a thread and appears when it is ready. */
GtkWidget *crm_avatar_new (int size);
void crm_avatar_set_client (GtkWidget *avatar, const char *name, GBytes *photo);
