/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Small pieces: round toggle chips, coloured tags, discs of a kind. */

/* A toggle chip; group (nullable) makes it one of a row of which one is on. icon may be NULL. */
GtkWidget *crm_chip_new (const char *label, const char *icon, GtkWidget *group);
/* A static chip on an entry; style: "good", "bad" or NULL; icon may be NULL. */
GtkWidget *crm_chip_new_static (const char *label, const char *icon, const char *style);
/* A tag; color: "blue", "green", "orange", "purple", "red", or NULL for grey. */
GtkWidget *crm_tag_new (const char *name, const char *color);
/* The round icon of an activity; small is 26 instead of 32 px. */
GtkWidget *crm_disc_new (const char *icon, const char *style, gboolean small);
/* Icon and style class of an activity's kind ("note", "call" …) and direction ("in", "out", "missed", nullable). */
const char *crm_kind_icon (const char *kind, const char *direction);
const char *crm_kind_style (const char *kind);
