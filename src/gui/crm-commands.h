/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One thing that can be done from anywhere in the window. Accelerators, the palette and the bench of keys in the shortcuts window
 * come from this table. Static data. */
typedef struct
{
  const char *action;    /* detailed name */
  const char *label;     /* N_(); NULL keeps it out of the palette */
  const char *accels[3]; /* NULL-terminated; the first is shown */
  gboolean yields;       /* a text field that has the focus takes the key first */
  gboolean page; /* an action of a page, offered while that page is in front; the page binds its key */
} CrmCommand;

const CrmCommand *crm_commands_get (guint *n);
/* Adds the keys of a page's commands ("clients.") that do not yield to the class of its view; those that do are keys of its rows. */
void crm_commands_add_page_bindings (GtkWidgetClass *widget_class, const char *prefix);
/* Sets the accelerators of all commands that do not yield. */
void crm_commands_set_accels (GtkApplication *application);
/* Adds the yielding ones to a widget class (the window's). */
void crm_commands_add_bindings (GtkWidgetClass *widget_class);
/* "Ctrl+Shift+Z"; NULL when it has no key. Caller owns. */
char *crm_command_dup_key (const CrmCommand *self);
