/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-move-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-meeting-times.h"
#include "calendar/crm-meeting-warnings.h"
#include "widgets/crm-popover-at.h"

/* Times, what stands against them, one button. Its data goes with the popover. Main thread. */

#define WIDTH 340

typedef struct
{
  CrmStore *store;   /* owned */
  CrmAgenda *agenda; /* owned */
  const CrmAgendaItem *item;
  GtkWidget *popover;
  GtkWidget *times;
  GtkWidget *warnings;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->store);
  crm_agenda_unref (move->agenda);
  g_free (move);
}

static void
check (Move *move)
{
  CrmMeetingPlan plan = {
    .exclude = move->item->id, .place = move->item->place, .latitude = NAN, .longitude = NAN
  };
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (move->item->client != 0)
    g_array_append_val (clients, move->item->client);
  plan.clients = clients;
  if (crm_meeting_times_read (
          CRM_MEETING_TIMES (move->times), &plan.starts_at, &plan.ends_at, &plan.all_day, NULL))
    crm_meeting_warnings_set (CRM_MEETING_WARNINGS (move->warnings), &plan);
  else
    crm_meeting_warnings_set (CRM_MEETING_WARNINGS (move->warnings), NULL);
}

static void
on_taken (Move *move, gint64 at)
{
  gint64 start, end;
  gboolean all_day;

  if (!crm_meeting_times_read (CRM_MEETING_TIMES (move->times), &start, &end, &all_day, NULL))
    return;
  crm_meeting_times_set (CRM_MEETING_TIMES (move->times), at, at + (end - start), FALSE);
  check (move);
}

static void
run (Move *move)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (move->popover));
  gint64 start, end;
  gboolean all_day;

  if (!crm_meeting_times_read (CRM_MEETING_TIMES (move->times), &start, &end, &all_day, NULL))
    {
      gtk_widget_grab_focus (move->times);
      return;
    }
  if (start != move->item->starts_at || end != move->item->ends_at || all_day != move->item->all_day)
    crm_calendar_write_move (root, move->store, move->item, start, end, all_day, NULL);
  gtk_popover_popdown (GTK_POPOVER (move->popover));
}

void
crm_move_popover_show (GtkWidget *at, CrmStore *store, CrmAgenda *agenda, const CrmAgendaItem *item)
{
  Move *move = g_new0 (Move, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *name = crm_calendar_name_item (item->title);
  g_autofree char *heading = g_strdup_printf (_ ("Move %s"), name);
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *button = gtk_button_new_with_mnemonic (C_ ("verb", "_Move"));

  move->store = g_object_ref (store);
  move->agenda = crm_agenda_ref (agenda);
  move->item = item;
  move->popover = gtk_popover_new ();
  move->times = crm_meeting_times_new (store);
  move->warnings = crm_meeting_warnings_new (store);
  crm_meeting_times_set (CRM_MEETING_TIMES (move->times), item->starts_at, item->ends_at, item->all_day);
  g_signal_connect_swapped (move->times, "changed", G_CALLBACK (check), move);
  g_signal_connect_swapped (move->times, "activate", G_CALLBACK (run), move);
  g_signal_connect_swapped (move->warnings, "taken", G_CALLBACK (on_taken), move);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (run), move);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_size_request (box, crm_popover_get_width (at, WIDTH), -1);
  gtk_widget_add_css_class (box, "popover-form");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), move->times);
  gtk_box_append (GTK_BOX (box), move->warnings);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (move->popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (move->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  g_object_set_data_full (G_OBJECT (move->popover), "move", move, move_free);
  crm_popover_open_at (GTK_POPOVER (move->popover), at);
  gtk_widget_grab_focus (move->times);
}
