/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-send-later.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "task/crm-when-entry.h"

/* Days are those of the book's zone. Main thread. */

#define MORNING (9 * G_TIME_SPAN_HOUR)

struct _CrmSendLater
{
  GtkPopover parent_instance;
  CrmStore *store; /* owned */
  GtkWidget *monday;
  GtkWidget *when;
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmSendLater, crm_send_later, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Nine o'clock so many days from now. */
static gint64
get_morning (CrmSendLater *self, int days)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *today = crm_instant_date (crm_clock_now (), zone);
  g_autofree char *date = crm_date_add_days (today, days);
  g_autoptr (GDateTime) local = NULL;
  int year, month, day;

  if (sscanf (date, "%d-%d-%d", &year, &month, &day) != 3)
    return crm_date_instant (date, zone) + MORNING;
  local = g_date_time_new (zone, year, month, day, 9, 0, 0);
  return g_date_time_to_unix (local) * G_USEC_PER_SEC;
}

static void
choose (CrmSendLater *self, gint64 at)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, at);
}

static void
on_tomorrow (CrmSendLater *self)
{
  choose (self, get_morning (self, 1));
}

static int
count_days_to_monday (CrmSendLater *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (crm_clock_now () / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (self->store));

  return 8 - g_date_time_get_day_of_week (local);
}

static void
on_monday (CrmSendLater *self)
{
  choose (self, get_morning (self, count_days_to_monday (self)));
}

static void
show_error (CrmSendLater *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->error), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error, sentence != NULL);
}

void
crm_send_later_apply (CrmSendLater *self)
{
  g_auto (CrmWhen) when = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 at;

  g_return_if_fail (CRM_IS_SEND_LATER (self));
  if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, &error))
    {
      show_error (self, error->message);
      return;
    }
  if (when.date == NULL)
    {
      show_error (self, _ ("When? Write it like “tomorrow 14:30”."));
      return;
    }
  at = when.has_time ? when.at : crm_date_instant (when.date, crm_store_get_zone (self->store)) + MORNING;
  if (at <= crm_clock_now ())
    {
      show_error (self, _ ("This time is past."));
      return;
    }
  show_error (self, NULL);
  choose (self, at);
}

static void
on_show (CrmSendLater *self)
{
  /* On Sundays that is tomorrow, which is offered already. */
  gtk_widget_set_visible (self->monday, count_days_to_monday (self) > 1);
  crm_when_entry_set (CRM_WHEN_ENTRY (self->when), NULL, 0);
  show_error (self, NULL);
}

static GtkWidget *
add_choice (CrmSendLater *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "plain-weight");
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
crm_send_later_dispose (GObject *object)
{
  g_clear_object (&CRM_SEND_LATER (object)->store);
  G_OBJECT_CLASS (crm_send_later_parent_class)->dispose (object);
}

static void
crm_send_later_class_init (CrmSendLaterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_send_later_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_send_later_init (CrmSendLater *self)
{
}

GtkWidget *
crm_send_later_new (CrmStore *store)
{
  CrmSendLater *self = g_object_new (CRM_TYPE_SEND_LATER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *send = gtk_button_new_with_label (_ ("Set this time"));

  self->store = g_object_ref (store);
  add_choice (self, box, _ ("Tomorrow at 9:00"), G_CALLBACK (on_tomorrow));
  self->monday = add_choice (self, box, _ ("Monday at 9:00"), G_CALLBACK (on_monday));
  self->when = crm_when_entry_new (store, _ ("When to send"), _ ("tomorrow 14:30"));
  g_signal_connect_swapped (self->when, "activate", G_CALLBACK (crm_send_later_apply), self);
  gtk_widget_set_size_request (self->when, 240, -1);
  gtk_box_append (GTK_BOX (box), self->when);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 30);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (box), self->error);
  g_signal_connect_swapped (send, "clicked", G_CALLBACK (crm_send_later_apply), self);
  gtk_box_append (GTK_BOX (box), send);
  gtk_widget_add_css_class (box, "popover-form");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  return GTK_WIDGET (self);
}

GtkEditable *
crm_send_later_get_editable (CrmSendLater *self)
{
  g_return_val_if_fail (CRM_IS_SEND_LATER (self), NULL);
  return crm_when_entry_get_editable (CRM_WHEN_ENTRY (self->when));
}
