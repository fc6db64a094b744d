/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-commands.h"

#include <glib/gi18n-lib.h>

/* The table of commands. No state. Main thread. */

static const CrmCommand commands[] = {
  { "win.new", N_ ("New on this page"), { "<Control>n" } },
  { "win.quick-add::client", N_ ("New client"), { "<Control><Shift>n" } },
  { "win.quick-add::deal", N_ ("New deal"), { "<Control><Shift>d" } },
  { "win.quick-add::meeting", N_ ("New meeting"), { "<Control><Shift>m" } },
  { "win.quick-add::task", N_ ("New task"), { "<Control><Shift>t" } },
  { "win.quick-add::note", N_ ("Write a note"), { NULL } },
  { "win.quick-add::call", N_ ("Log a call"), { NULL } },
  { "win.page::today", N_ ("Go to Today"), { "<Control>1" } },
  { "win.page::clients", N_ ("Go to Clients"), { "<Control>2" } },
  { "win.page::deals", N_ ("Go to Deals"), { "<Control>3" } },
  { "win.page::calendar", N_ ("Go to Calendar"), { "<Control>4" } },
  { "win.page::tasks", N_ ("Go to Tasks"), { "<Control>5" } },
  { "win.page::messages", N_ ("Go to Messages"), { "<Control>6" } },
  { "win.page::campaigns", N_ ("Go to Campaigns"), { "<Control>7" } },
  { "win.page::outbox", N_ ("Go to the outbox"), { NULL } },
  { "win.page::products", N_ ("Go to Products"), { NULL } },
  { "win.page::duplicates", N_ ("Possible duplicates"), { NULL } },
  { "win.incomplete", N_ ("Show incomplete clients"), { NULL } },
  { "win.back", N_ ("Back"), { "<Alt>Left" } },
  { "win.search", N_ ("Search this page"), { "<Control>f" } },
  { "win.search-everywhere", N_ ("Search everywhere"), { "<Control><Shift>f" } },
  { "win.palette", NULL, { "<Control>k" } },
  { "win.undo", N_ ("Undo"), { "<Control>z" }, TRUE },
  { "win.redo", N_ ("Redo"), { "<Control><Shift>z" }, TRUE },
  { "win.print-plan", N_ ("Print the plan of the calendar…"), { NULL } },
  { "win.planned-actual", N_ ("Planned and actual meetings…"), { NULL } },
  { "win.templates", N_ ("Templates of messages…"), { NULL } },
  { "clients.open", N_ ("Open the client"), { "Return" }, TRUE, .page = TRUE },
  { "clients.add-task", N_ ("New task for the client…"), { NULL }, .page = TRUE },
  { "clients.add-deal", N_ ("New deal with the client…"), { NULL }, .page = TRUE },
  { "clients.edit-cell", N_ ("Edit the cell"), { "F2" }, TRUE, .page = TRUE },
  { "clients.select-all", N_ ("Select all clients of the list"), { "<Control>a" }, TRUE, .page = TRUE },
  { "clients.tag", N_ ("Tag clients…"), { "<Control>t" }, .page = TRUE },
  { "clients.assign", N_ ("Assign clients…"), { "<Control>r" }, .page = TRUE },
  { "clients.change", N_ ("Change a field of clients…"), { "<Control>e" }, .page = TRUE },
  { "clients.archive", N_ ("Archive clients"), { "Delete" }, TRUE, .page = TRUE },
  { "clients.write-to", N_ ("Write to these clients…"), { "<Control>m" }, .page = TRUE },
  { "clients.export", N_ ("Export these clients…"), { NULL }, .page = TRUE },
  { "clients.print", N_ ("Print these clients…"), { "<Control>p" }, .page = TRUE },
  { "clients.copy", N_ ("Copy as a table"), { "<Control>c" }, TRUE, .page = TRUE },
  { "clients.show-preview", N_ ("Preview beside the list"), { "F9" }, .page = TRUE },
  { "clients.columns", N_ ("Choose columns…"), { NULL }, .page = TRUE },
  { "clients.show-archived", N_ ("Archived clients"), { NULL }, .page = TRUE },
  { "clients.save-segment", N_ ("Save as segment…"), { NULL }, .page = TRUE },
  { "clients.toggle-density", N_ ("Comfortable or compact rows"), { NULL }, .page = TRUE },
  { "today.plan", N_ ("Hours of the day"), { "F9" }, .page = TRUE },
  { "tasks.show-done", N_ ("Done tasks"), { NULL }, .page = TRUE },
  { "calendar.today", N_ ("Today"), { NULL }, .page = TRUE },
  { "calendar.go-to-date", N_ ("Go to date"), { NULL }, .page = TRUE },
  { "card.begin-sequence", N_ ("Begin sequence…"), { NULL }, .page = TRUE },
  { "clients.merge", N_ ("Merge…"), { NULL }, .page = TRUE },
  { "card.unmerge", N_ ("Take a merge back…"), { NULL }, .page = TRUE },
  { "card.save-data", N_ ("Save all data…"), { NULL }, .page = TRUE },
  { "card.erase", N_ ("Erase for good…"), { NULL }, .page = TRUE },
  { "card.end-sequence", N_ ("End sequence…"), { NULL }, .page = TRUE },
  { "card.fill", N_ ("Fill in from text…"), { NULL }, .page = TRUE },
  { "card.print", N_ ("Print the client"), { "<Control>p" }, .page = TRUE },
  { "win.import", N_ ("Import…"), { "<Control><Shift>i" } },
  { "win.import-addresses", N_ ("Import from address book…"), { NULL } },
  { "win.export::client", N_ ("Export clients…"), { "<Control><Shift>e" } },
  { "win.preferences", N_ ("Preferences"), { "<Control>comma" } },
  { "win.backup", N_ ("Back up now…"), { NULL } },
  { "app.open-book", N_ ("Open another book…"), { "<Control>o" } },
  { "win.shortcuts", N_ ("Keyboard shortcuts"), { "<Control>question" } },
  { "app.help", N_ ("Help"), { "F1" } },
  { "win.about", N_ ("About Clientele"), { NULL } },
  { "window.close", N_ ("Close the window"), { "<Control>w" } },
  { "app.quit", N_ ("Quit"), { "<Control>q" } },
};

const CrmCommand *
crm_commands_get (guint *n)
{
  *n = G_N_ELEMENTS (commands);
  return commands;
}

void
crm_commands_set_accels (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (!commands[i].yields && !commands[i].page && commands[i].accels[0] != NULL)
      gtk_application_set_accels_for_action (application, commands[i].action, commands[i].accels);
}

static void
add_binding (GtkWidgetClass *widget_class, const CrmCommand *command)
{
  for (guint k = 0; command->accels[k] != NULL; k++)
    {
      guint key = 0;
      GdkModifierType modifiers = 0;

      if (gtk_accelerator_parse (command->accels[k], &key, &modifiers))
        gtk_widget_class_add_binding_action (widget_class, key, modifiers, command->action, NULL);
    }
}

void
crm_commands_add_bindings (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].yields && !commands[i].page)
      add_binding (widget_class, &commands[i]);
}

void
crm_commands_add_page_bindings (GtkWidgetClass *widget_class, const char *prefix)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].page && !commands[i].yields && g_str_has_prefix (commands[i].action, prefix))
      add_binding (widget_class, &commands[i]);
}

char *
crm_command_dup_key (const CrmCommand *self)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  if (self->accels[0] == NULL || !gtk_accelerator_parse (self->accels[0], &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}
