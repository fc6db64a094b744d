/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reschedule-popover.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "task/crm-task-words.h"
#include "task/crm-task-writes.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-popover-at.h"

/* A few days as buttons, any other in words, and the reason. Owns itself: it ends when it is closed. Main thread, but for the function named
 * _in_worker. */

#define WIDTH 320
#define LATER_HOURS 3

#define CRM_TYPE_RESCHEDULE_POPOVER (crm_reschedule_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmReschedulePopover, crm_reschedule_popover, CRM, RESCHEDULE_POPOVER, GtkPopover)

struct _CrmReschedulePopover
{
  GtkPopover parent_instance;

  CrmStore *store; /* owned */
  GArray *tasks;   /* owned, gint64 */
  char *title;     /* of the only task, nullable */
  GtkWidget *when;
  GtkWidget *reason;
};

G_DEFINE_FINAL_TYPE (CrmReschedulePopover, crm_reschedule_popover, GTK_TYPE_POPOVER)

typedef enum
{
  LATER_TODAY,
  TOMORROW,
  MONDAY,
  NEXT_WEEK,
  N_DAYS
} Day;

static void
save (CrmReschedulePopover *self, const char *date, gint64 at)
{
  crm_task_write_due (GTK_WIDGET (self), self->store, (const gint64 *)self->tasks->data, self->tasks->len,
      self->title, date, at, gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* In some hours, at a half hour; 0 when that is not today any more. */
static gint64
get_later_today (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  int minutes = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  int later = (minutes + LATER_HOURS * 60 + 29) / 30 * 30;

  if (later >= 24 * 60)
    return 0;
  return now - now % (60 * G_USEC_PER_SEC) + (gint64)(later - minutes) * 60 * G_USEC_PER_SEC;
}

static char *
dup_day (CrmReschedulePopover *self, Day day, gint64 *at)
{
  gint64 now = crm_clock_now ();
  GTimeZone *zone = crm_store_get_zone (self->store);
  int week_start = crm_task_get_week_start (self->store);
  g_autofree char *today = crm_instant_date (now, zone);

  *at = 0;
  switch (day)
    {
    case LATER_TODAY: *at = get_later_today (now, zone); return *at != 0 ? g_steal_pointer (&today) : NULL;
    case TOMORROW: return crm_task_group_dup_day (CRM_TASK_TOMORROW, today, week_start);
    case MONDAY:
      {
        g_auto (CrmWhen) when = { 0 };

        return crm_when_parse ("monday", now, zone, week_start, &when, NULL) ? g_strdup (when.date) : NULL;
      }
    case NEXT_WEEK: return crm_date_add_days (today, 7);
    case N_DAYS:
    default: return NULL;
    }
}

static void
on_day_clicked (CrmReschedulePopover *self, GtkWidget *button)
{
  Day day = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "day"));
  gint64 at;
  g_autofree char *date = dup_day (self, day, &at);

  save (self, date, at);
}

static void
on_no_date (CrmReschedulePopover *self)
{
  save (self, NULL, 0);
}

static void
on_activate (CrmReschedulePopover *self)
{
  g_auto (CrmWhen) when = { 0 };

  if (crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, NULL) && when.date != NULL)
    save (self, when.date, when.has_time ? when.at : 0);
  else
    gtk_widget_grab_focus (self->when);
}

static void
crm_reschedule_popover_dispose (GObject *object)
{
  CrmReschedulePopover *self = CRM_RESCHEDULE_POPOVER (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->tasks, g_array_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_reschedule_popover_parent_class)->dispose (object);
}

static void
crm_reschedule_popover_class_init (CrmReschedulePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_reschedule_popover_dispose;
}

static void
crm_reschedule_popover_init (CrmReschedulePopover *self)
{
}

static GtkWidget *
make_button (CrmReschedulePopover *self, const char *label, const char *detail)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = gtk_label_new_with_mnemonic (label);
  GtkWidget *right = gtk_label_new (detail);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (left), button);
  gtk_widget_add_css_class (left, "plain-weight");
  gtk_widget_add_css_class (right, "dim-label");
  gtk_widget_add_css_class (right, "caption");
  gtk_widget_add_css_class (right, "numeric");
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
add_days (CrmReschedulePopover *self, GtkBox *box)
{
  static const char *const labels[N_DAYS] = {
    [LATER_TODAY] = N_ ("_Later today"),
    [TOMORROW] = N_ ("_Tomorrow"),
    [MONDAY] = N_ ("_Monday"),
    [NEXT_WEEK] = N_ ("In a _week"),
  };

  g_autofree char *before = NULL;

  for (Day day = 0; day < N_DAYS; day++)
    {
      gint64 at;
      g_autofree char *date = dup_day (self, day, &at);
      g_autofree char *words =
          crm_task_dup_day (date, at, crm_clock_now (), crm_store_get_zone (self->store));
      GtkWidget *button;

      /* On a Sunday tomorrow is Monday, on a Monday the next one is in a week. */
      if (day > LATER_TODAY && g_strcmp0 (date, before) == 0)
        continue;
      g_free (before);
      before = g_strdup (date);
      button = make_button (self, _ (labels[day]), words);

      gtk_widget_set_sensitive (button, date != NULL);
      g_object_set_data (G_OBJECT (button), "day", GINT_TO_POINTER (day));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_day_clicked), self);
      gtk_box_append (box, button);
    }
}

static void
build (CrmReschedulePopover *self, int width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *name = crm_task_name_them (self->title, self->tasks->len);
  g_autofree char *heading = g_strdup_printf (_ ("Put off %s"), name);
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *none;

  gtk_widget_set_size_request (box, width, -1);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_widget_set_tooltip_text (label, heading);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_bottom (label, 4);
  gtk_box_append (GTK_BOX (box), label);
  add_days (self, GTK_BOX (box));
  none = make_button (self, _ ("_No date"), NULL);
  g_signal_connect_swapped (none, "clicked", G_CALLBACK (on_no_date), self);
  gtk_box_append (GTK_BOX (box), none);
  self->when = crm_when_entry_new (self->store, _ ("Another day"), NULL);
  gtk_widget_set_margin_top (self->when, 6);
  g_signal_connect_swapped (self->when, "activate", G_CALLBACK (on_activate), self);
  gtk_box_append (GTK_BOX (box), self->when);
  self->reason = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _ ("Reason, kept in the history"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  g_signal_connect_swapped (self->reason, "activate", G_CALLBACK (on_activate), self);
  gtk_widget_set_margin_top (self->reason, 4);
  gtk_box_append (GTK_BOX (box), self->reason);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
}

typedef struct
{
  GtkWidget *at; /* weak */
  GArray *tasks; /* owned */
} Asked;

static gpointer
title_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_dup_title (tx, "task", *(gint64 *)data);
}

static void
on_title (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autofree char *title = crm_store_read_finish (CRM_STORE (source), result, NULL);
  CrmReschedulePopover *self;

  if (asked->at == NULL || !gtk_widget_get_mapped (asked->at))
    {
      g_array_unref (asked->tasks);
      g_clear_weak_pointer (&asked->at);
      return;
    }
  self = g_object_new (CRM_TYPE_RESCHEDULE_POPOVER, NULL);
  self->store = g_object_ref (CRM_STORE (source));
  self->tasks = asked->tasks;
  self->title = asked->tasks->len == 1 ? g_steal_pointer (&title) : NULL;
  build (self, crm_popover_get_width (asked->at, WIDTH));
  crm_popover_open_at (GTK_POPOVER (self), asked->at);
  g_clear_weak_pointer (&asked->at);
}

void
crm_reschedule_popover_show (GtkWidget *at, CrmStore *store, const gint64 *tasks, guint n)
{
  Asked *asked;

  g_return_if_fail (GTK_IS_WIDGET (at) && CRM_IS_STORE (store) && n > 0);
  asked = g_new0 (Asked, 1);
  g_set_weak_pointer (&asked->at, at);
  asked->tasks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (asked->tasks, tasks, n);
  crm_store_read_async (
      store, 0, title_in_worker, g_memdup2 (tasks, sizeof *tasks), g_free, g_free, NULL, on_title, asked);
}
