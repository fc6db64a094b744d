/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Lets the person choose the file of another book; chosen is called with its path, or not at all. data must live as long. */
void crm_book_chooser_present (
    GtkWindow *parent, void (*chosen) (const char *path, gpointer data), gpointer data);
/* Passes path on to chosen, unless the book could not be kept there: that is told over parent. */
void crm_book_chooser_take (
    GtkWindow *parent, const char *path, void (*chosen) (const char *path, gpointer data), gpointer data);
