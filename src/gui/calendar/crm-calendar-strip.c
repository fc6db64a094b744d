/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-strip.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "meeting/crm-sync-of.h"
#include "settings/crm-calendar-questions.h"

/* A line for each calendar with an error. Follows the object that syncs while it lives. Main thread. */

struct _CrmCalendarStrip
{
  GtkBox parent_instance;

  CrmStore *store;       /* owned */
  CrmCalendarSync *sync; /* weak, nullable */
  char *said;            /* what the lines say, to leave them alone while it is the same */
};

G_DEFINE_FINAL_TYPE (CrmCalendarStrip, crm_calendar_strip, GTK_TYPE_BOX)

static char *
dup_words (CrmCalendarStrip *self, const CrmCalendarHealth *health)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *last = NULL, *day = NULL, *today = NULL;

  if (health->last_success == 0)
    /* Translators: a calendar, and why. */
    return g_strdup_printf (_ ("Calendar “%s” could not be read yet: %s"), health->name, health->error);
  day = crm_instant_date (health->last_success, zone);
  today = crm_instant_date (crm_clock_now (), zone);
  last = g_str_equal (day, today) ? crm_calendar_dup_clock (health->last_success, zone)
                                  : crm_instant_display_full (health->last_success, zone);
  /* Translators: a calendar, a time, and why. */
  return g_strdup_printf (_ ("Calendar “%s” was last read at %s: %s"), health->name, last, health->error);
}

static void
on_retry (GtkButton *button, CrmCalendarStrip *self)
{
  gint64 *calendar = g_object_get_data (G_OBJECT (button), "calendar");

  if (self->sync != NULL)
    crm_desktop_sync_retry (CRM_DESKTOP_SYNC (self->sync), *calendar);
}

/* Trying again would only be asked again. */
static void
on_password (GtkButton *button, CrmCalendarStrip *self)
{
  gint64 *calendar = g_object_get_data (G_OBJECT (button), "calendar");
  GPtrArray *health = self->sync != NULL ? crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync)) : NULL;

  for (guint i = 0; health != NULL && i < health->len; i++)
    {
      const CrmCalendarHealth *one = health->pdata[i];

      if (one->calendar == *calendar && one->info != NULL)
        crm_calendar_ask_password (
            GTK_WIDGET (self), self->sync, one->info->source, one->name, one->calendar);
    }
}

static gboolean
wants_password (const CrmCalendarHealth *health)
{
  return health->info != NULL && health->info->status == CRM_CALENDAR_CREDENTIALS;
}

static void
add_line (CrmCalendarStrip *self, const CrmCalendarHealth *health)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gboolean password = wants_password (health);
  GtkWidget *label, *retry = gtk_button_new_with_mnemonic (password ? _ ("_Password…") : _ ("_Retry"));
  g_autofree char *text = dup_words (self, health);
  g_autofree char *name =
      g_strdup_printf (password ? _ ("Password of “%s”") : _ ("Retry “%s”"), health->name);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (retry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (retry, GTK_ALIGN_CENTER);
  g_object_set_data_full (
      G_OBJECT (retry), "calendar", g_memdup2 (&health->calendar, sizeof health->calendar), g_free);
  g_signal_connect_object (
      retry, "clicked", password ? G_CALLBACK (on_password) : G_CALLBACK (on_retry), self, 0);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), retry);
  gtk_widget_add_css_class (line, "banner-warn");
  gtk_box_append (GTK_BOX (self), line);
}

static gboolean
is_in_trouble (const CrmCalendarHealth *health)
{
  return health->calendar != 0 && health->error != NULL && g_strcmp0 (health->mode, "off") != 0;
}

/* All that is said. Caller owns. */
static char *
describe (CrmCalendarStrip *self, GPtrArray *health)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; health != NULL && i < health->len; i++)
    if (is_in_trouble (health->pdata[i]))
      {
        const CrmCalendarHealth *one = health->pdata[i];
        g_autofree char *words = dup_words (self, one);

        g_string_append_printf (said, "%lld %d %s\n", (long long)one->calendar, wants_password (one), words);
      }
  return g_string_free (said, FALSE);
}

static void
show (CrmCalendarStrip *self)
{
  GPtrArray *health = self->sync != NULL ? crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync)) : NULL;
  g_autofree char *said = describe (self, health);
  GtkWidget *child;

  /* It is told of every few seconds: who is about to press a button keeps it. */
  if (g_strcmp0 (said, self->said) == 0)
    return;
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; health != NULL && i < health->len; i++)
    {
      const CrmCalendarHealth *one = health->pdata[i];

      if (is_in_trouble (one))
        add_line (self, one);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL);
}

void
crm_calendar_strip_update (CrmCalendarStrip *self)
{
  CrmCalendarSync *sync;

  g_return_if_fail (CRM_IS_CALENDAR_STRIP (self));
  sync = crm_calendar_sync_of (self->store);
  if (sync != self->sync)
    {
      if (self->sync != NULL)
        g_signal_handlers_disconnect_by_data (self->sync, self);
      g_set_weak_pointer (&self->sync, sync);
      if (sync != NULL)
        g_signal_connect_object (sync, "health", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  show (self);
}

static void
crm_calendar_strip_dispose (GObject *object)
{
  CrmCalendarStrip *self = CRM_CALENDAR_STRIP (object);

  g_clear_weak_pointer (&self->sync);
  g_clear_object (&self->store);
  g_clear_pointer (&self->said, g_free);
  G_OBJECT_CLASS (crm_calendar_strip_parent_class)->dispose (object);
}

static void
crm_calendar_strip_class_init (CrmCalendarStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_strip_dispose;
}

static void
crm_calendar_strip_init (CrmCalendarStrip *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 8);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 8);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 14);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 14);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_calendar_strip_new (CrmStore *store)
{
  CrmCalendarStrip *self = g_object_new (CRM_TYPE_CALENDAR_STRIP, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
