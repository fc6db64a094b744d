/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reminder-strip.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "meeting/crm-meeting-outcome.h"
#include "task/crm-outcome-popover.h"
#include "task/crm-reminder-notice.h"
#include "widgets/crm-late-menu.h"
#include "widgets/crm-width-bin.h"

/* Shows what the reminders of the program say; holds a reference on them and none on what stands. Main thread. */

#define ONE_LINE 480

struct _CrmReminderStrip
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *line;
  GtkWidget *open;
  GtkLabel *more;
  GtkWidget *done;
  GtkWidget *snooze;
  GMenuModel *snooze_menu;

  CrmReminders *reminders; /* owned */
  char *key;               /* owned, nullable: which one it shows */
};

G_DEFINE_FINAL_TYPE (CrmReminderStrip, crm_reminder_strip, GTK_TYPE_WIDGET)

static void
set_name (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
fill (CrmReminderStrip *self, const CrmReminder *reminder, gboolean online)
{
  g_autofree char *line = crm_reminder_dup_line (
      reminder, crm_clock_now (), crm_store_get_zone (crm_reminders_get_store (self->reminders)));
  g_autofree char *spoken = NULL;
  g_autofree char *title = crm_reminder_dup_title (reminder);
  g_autofree char *open = g_strdup_printf (_ ("Open “%s”"), reminder->title);
  gboolean over = g_str_equal (reminder->entity, "meeting-end");
  gboolean task = g_str_equal (reminder->entity, "task");

  gtk_button_set_label (GTK_BUTTON (self->done), task                      ? C_ ("button", "Done")
                                                 : over                    ? _ ("Outcome…")
                                                 : online                  ? _ ("Join online")
                                                 : reminder->place != NULL ? _ ("Directions")
                                                                           : C_ ("verb", "Open"));
  gtk_widget_set_visible (self->snooze, !over);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reminder.tomorrow", task);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->line, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->line), line != NULL);
  gtk_widget_set_tooltip_text (self->open, open);
  set_name (self->open, open);
  spoken = line != NULL ? g_strdup_printf (_ ("Reminder: %s, %s"), title, line)
                        : g_strdup_printf (_ ("Reminder: %s"), title);
  set_name (GTK_WIDGET (self), spoken);
}

static void
update (CrmReminderStrip *self)
{
  guint n = crm_reminders_get_n (self->reminders);
  const CrmReminder *first = n > 0 ? crm_reminders_get (self->reminders, 0) : NULL;
  g_autofree char *more = g_strdup_printf ("+%u", n > 0 ? n - 1 : 0);
  g_autofree char *tooltip = NULL;

  if (first != NULL && g_strcmp0 (self->key, crm_reminders_get_key (self->reminders, 0)) != 0)
    fill (self, first, crm_reminders_is_online (self->reminders, 0));
  g_free (self->key);
  self->key = first != NULL ? g_strdup (crm_reminders_get_key (self->reminders, 0)) : NULL;
  tooltip = n > 1 ? g_strdup_printf (ngettext ("%u more reminder", "%u more reminders", n - 1), n - 1) : NULL;
  gtk_label_set_text (self->more, more);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), tooltip);
  if (tooltip != NULL)
    set_name (GTK_WIDGET (self->more), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reminder.dismiss-all", n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static const CrmReminder *
get_shown (CrmReminderStrip *self)
{
  for (guint i = 0; i < crm_reminders_get_n (self->reminders); i++)
    if (g_strcmp0 (crm_reminders_get_key (self->reminders, i), self->key) == 0)
      return crm_reminders_get (self->reminders, i);
  return NULL;
}

/* What the button says. */
static void
do_done (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmReminderStrip *self = CRM_REMINDER_STRIP (widget);
  const CrmReminder *shown = get_shown (self);
  CrmStore *store = crm_reminders_get_store (self->reminders);
  g_autofree char *key = g_strdup (self->key);

  if (shown == NULL)
    return;
  if (g_str_equal (shown->entity, "task"))
    crm_outcome_popover_show (self->done, store, shown->id);
  else if (g_str_equal (shown->entity, "meeting-end"))
    crm_meeting_outcome_popup (self->done, store, shown->id, shown->rid);
  else
    crm_reminders_find_way (self->reminders, key);
}

/* What is answered disappears, and its name with it. */
static char *
dup_key (CrmReminderStrip *self)
{
  return g_strdup (self->key != NULL ? self->key : "");
}

static void
do_snooze (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmReminderStrip *self = CRM_REMINDER_STRIP (widget);
  g_autofree char *key = dup_key (self);

  crm_reminders_snooze (self->reminders, key, (guint)g_variant_get_int32 (parameter));
}

static void
do_tomorrow (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmReminderStrip *self = CRM_REMINDER_STRIP (widget);
  g_autofree char *key = dup_key (self);

  crm_reminders_put_off (self->reminders, key);
}

static void
do_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmReminderStrip *self = CRM_REMINDER_STRIP (widget);
  g_autofree char *key = dup_key (self);

  crm_reminders_open (self->reminders, key);
}

static void
do_dismiss (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmReminderStrip *self = CRM_REMINDER_STRIP (widget);
  g_autofree char *key = dup_key (self);

  crm_reminders_dismiss (self->reminders, g_str_equal (name, "reminder.dismiss") ? key : NULL);
}

/* Where there is not the room for one line, the buttons come below. */
static void
on_width_changed (CrmWidthBin *bin, GParamSpec *pspec, CrmReminderStrip *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
      crm_width_bin_get_width (bin) < ONE_LINE ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
crm_reminder_strip_root (GtkWidget *widget)
{
  GtkWidget *bin = gtk_widget_get_ancestor (widget, CRM_TYPE_WIDTH_BIN);

  GTK_WIDGET_CLASS (crm_reminder_strip_parent_class)->root (widget);
  if (bin == NULL)
    return;
  g_signal_connect_object (bin, "notify::width", G_CALLBACK (on_width_changed), widget, 0);
  on_width_changed (CRM_WIDTH_BIN (bin), NULL, CRM_REMINDER_STRIP (widget));
}

static void
crm_reminder_strip_dispose (GObject *object)
{
  CrmReminderStrip *self = CRM_REMINDER_STRIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->reminders);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (crm_reminder_strip_parent_class)->dispose (object);
}

static void
crm_reminder_strip_class_init (CrmReminderStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_reminder_strip_dispose;
  widget_class->root = crm_reminder_strip_root;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_css_name (widget_class, "strip");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/task/crm-reminder-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, box);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, title);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, line);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, open);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, more);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, done);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, snooze);
  gtk_widget_class_bind_template_child (widget_class, CrmReminderStrip, snooze_menu);
  gtk_widget_class_install_action (widget_class, "reminder.done", NULL, do_done);
  gtk_widget_class_install_action (widget_class, "reminder.open", NULL, do_open);
  gtk_widget_class_install_action (widget_class, "reminder.snooze", "i", do_snooze);
  gtk_widget_class_install_action (widget_class, "reminder.tomorrow", NULL, do_tomorrow);
  gtk_widget_class_install_action (widget_class, "reminder.dismiss", NULL, do_dismiss);
  gtk_widget_class_install_action (widget_class, "reminder.dismiss-all", NULL, do_dismiss);
}

static void
crm_reminder_strip_init (CrmReminderStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_late_menu_set (GTK_MENU_BUTTON (self->snooze), self->snooze_menu);
}

GtkWidget *
crm_reminder_strip_new (CrmReminders *reminders)
{
  CrmReminderStrip *self = g_object_new (CRM_TYPE_REMINDER_STRIP, NULL);

  self->reminders = g_object_ref (reminders);
  g_signal_connect_object (reminders, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
