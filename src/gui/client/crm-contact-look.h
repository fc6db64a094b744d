/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How a kind of contact ("call", "note", "message" …) looks: icon, colour class and words. direction: "in", "out" or NULL. */
const char *crm_contact_look_icon (const char *kind, const char *direction);
const char *crm_contact_look_class (const char *kind);
/* Translated, "Incoming call"; NULL for no kind. */
const char *crm_contact_look_words (const char *kind, const char *direction);
