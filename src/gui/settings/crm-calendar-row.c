/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-calendar-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "meeting/crm-conflict-dialog.h"
#include "settings/crm-calendar-questions.h"
#include "settings/crm-setting-record.h"

/* Holds a reference on the sync and words of the state shown; every change goes through the sync. Main thread. */

static const char *const modes[] = { "off", "read", "both" };
#define N_READABLE 2 /* those of a calendar that cannot be written */

struct _CrmCalendarRow
{
  AdwExpanderRow parent_instance;

  CrmCalendarSync *sync; /* owned */
  char *source;
  char *name;
  gint64 calendar;
  gboolean main;
  CrmCalendarStatus status;
  GtkWidget *color;
  GtkWidget *mode;
  GtkWidget *holidays_row;
  GtkWidget *holidays;
  GtkWidget *state_row;
  GtkWidget *spinner;
  GtkWidget *retry;
  GtkWidget *password;
  GtkWidget *trust;
  GtkWidget *conflicts;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmCalendarRow, crm_calendar_row, ADW_TYPE_EXPANDER_ROW)

/* Words */

static void
append (GString *text, const char *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

static void
append_counts (GString *text, const CrmCalendarHealth *health)
{
  if (health->n_queued > 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u change waits to be sent", "%u changes wait to be sent", health->n_queued),
          health->n_queued);

      append (text, words);
    }
  if (health->n_conflicts > 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u changed on both sides", "%u changed on both sides", health->n_conflicts),
          health->n_conflicts);

      append (text, words);
    }
  if (health->n_failed > 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u not taken by the calendar", "%u not taken by the calendar", health->n_failed),
          health->n_failed);

      append (text, words);
    }
}

/* The state without what went wrong; NULL: nothing to say. */
static const char *
say_status (CrmCalendarStatus status)
{
  switch (status)
    {
    case CRM_CALENDAR_CONNECTING: return _ ("Connecting…");
    case CRM_CALENDAR_UNREACHABLE: return _ ("Cannot be reached");
    case CRM_CALENDAR_CREDENTIALS: return _ ("A password is wanted");
    case CRM_CALENDAR_CERTIFICATE: return _ ("Its certificate is not trusted");
    case CRM_CALENDAR_BROKEN: return _ ("Does not work");
    case CRM_CALENDAR_OFFLINE:
    case CRM_CALENDAR_CONNECTED:
    default: return NULL;
    }
}

char *
crm_calendar_health_dup_line (const CrmCalendarHealth *health, gint64 now, GTimeZone *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean used = g_strcmp0 (health->mode, "off") != 0;
  const char *status = health->info == NULL ? _ ("Not on this computer any more")
                       : used               ? say_status (health->info->status)
                                            : NULL;

  if (!used)
    {
      append (text, _ ("Not used"));
      return g_strdup (text->str);
    }
  if (status != NULL && health->error != NULL && health->error[0] != '\0')
    {
      g_autofree char *both = g_strdup_printf (_ ("%s: %s"), status, health->error);

      append (text, both);
    }
  else if (status != NULL || health->error != NULL)
    append (text, status != NULL ? status : health->error);
  if (health->last_success != 0)
    {
      g_autofree char *when = crm_instant_display_relative (health->last_success, now, zone);
      g_autofree char *words =
          g_strdup_printf (text->len > 0 ? _ ("last in step: %s") : _ ("In step: %s"), when);

      append (text, words);
    }
  if (health->next_try > now)
    {
      g_autofree char *when = crm_instant_display_relative (health->next_try, now, zone);
      g_autofree char *words = g_strdup_printf (_ ("next try: %s"), when);

      append (text, words);
    }
  append_counts (text, health);
  if (text->len == 0)
    append (text, _ ("Not read yet"));
  return g_strdup (text->str);
}

/* Writing */

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  crm_calendar_sync_use_finish (CRM_CALENDAR_SYNC (source), result, &error);
  crm_setting_record_say (self, error);
}

static const char *
get_mode (CrmCalendarRow *self)
{
  return modes[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->mode)), G_N_ELEMENTS (modes) - 1)];
}

static void
use (CrmCalendarRow *self)
{
  const char *mode = get_mode (self);
  const char *role = gtk_switch_get_active (GTK_SWITCH (self->holidays)) ? "holidays" : "events";

  crm_calendar_sync_use_async (self->sync, self->source, mode, role, self->main && g_str_equal (mode, "both"),
      NULL, on_used, g_object_ref (self));
}

static void
on_changed (CrmCalendarRow *self)
{
  if (!self->showing)
    use (self);
}

static void
on_retry (CrmCalendarRow *self)
{
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (self->sync), self->calendar);
}

static void
on_password (CrmCalendarRow *self)
{
  crm_calendar_ask_password (GTK_WIDGET (self), self->sync, self->source, self->name, self->calendar);
}

static void
on_trust (CrmCalendarRow *self)
{
  crm_calendar_ask_trust (GTK_WIDGET (self), self->sync, self->source, self->name, self->calendar);
}

static void
on_conflicts (CrmCalendarRow *self)
{
  crm_conflict_dialog_present (
      GTK_WIDGET (self), crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync)), 0);
}

/* Showing */

static void
show_color (CrmCalendarRow *self, const char *color)
{
  g_autofree char *markup = NULL;
  GdkRGBA parsed;

  /* Given by another program: only what is a colour becomes markup. */
  if (color == NULL || !gdk_rgba_parse (&parsed, color))
    gtk_label_set_text (GTK_LABEL (self->color), "○");
  else
    {
      markup = g_strdup_printf ("<span foreground=\"#%02x%02x%02x\">●</span>", (guint)(parsed.red * 255),
          (guint)(parsed.green * 255), (guint)(parsed.blue * 255));
      gtk_label_set_markup (GTK_LABEL (self->color), markup);
    }
}

static void
show_modes (CrmCalendarRow *self, const char *mode, gboolean writable)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *shown = gtk_drop_down_get_model (GTK_DROP_DOWN (self->mode));
  guint n = writable || g_strcmp0 (mode, "both") == 0 ? G_N_ELEMENTS (modes) : N_READABLE;
  const char *const labels[] = { _ ("Not used"), _ ("Shown"), _ ("Kept in step") };

  if (shown == NULL || g_list_model_get_n_items (shown) != n)
    {
      for (guint i = 0; i < n; i++)
        gtk_string_list_append (names, labels[i]);
      gtk_drop_down_set_model (GTK_DROP_DOWN (self->mode), G_LIST_MODEL (names));
    }
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (modes[i], mode) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->mode), i);
}

static void
show_state (CrmCalendarRow *self, const CrmCalendarHealth *health)
{
  gboolean used = g_strcmp0 (health->mode, "off") != 0;
  g_autofree char *line = crm_calendar_health_dup_line (health, crm_clock_now (),
      crm_store_get_zone (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync))));
  g_autofree char *markup = g_markup_escape_text (line, -1);

  self->status = health->info != NULL ? health->info->status : CRM_CALENDAR_OFFLINE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), markup);
  gtk_widget_set_visible (self->retry, used && health->info != NULL);
  gtk_widget_set_visible (self->password, used && self->status == CRM_CALENDAR_CREDENTIALS);
  gtk_widget_set_visible (self->trust, used && self->status == CRM_CALENDAR_CERTIFICATE);
  gtk_widget_set_visible (self->conflicts, health->n_conflicts > 0);
  gtk_widget_set_visible (self->spinner, used && self->status == CRM_CALENDAR_CONNECTING);
  if (used && self->status == CRM_CALENDAR_CONNECTING)
    gtk_spinner_start (GTK_SPINNER (self->spinner));
  else
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
  /* What asks for somebody is open by itself. */
  if (used && (self->status == CRM_CALENDAR_CREDENTIALS || self->status == CRM_CALENDAR_CERTIFICATE ||
                  health->n_conflicts > 0))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

void
crm_calendar_row_set_health (CrmCalendarRow *self, const CrmCalendarHealth *health, const char *source)
{
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *line = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;
  const char *account = health->info != NULL ? health->info->account : NULL;

  g_return_if_fail (CRM_IS_CALENDAR_ROW (self));
  self->showing = TRUE;
  title = g_markup_escape_text (health->name, -1);
  line = crm_calendar_health_dup_line (health, crm_clock_now (),
      crm_store_get_zone (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync))));
  state = account != NULL ? g_strdup_printf ("%s · %s", account, line) : g_strdup (line);
  subtitle = g_markup_escape_text (state, -1);
  name = g_strdup_printf (_ ("Use of “%s”"), health->name);
  g_free (self->source);
  self->source = g_strdup (source);
  g_free (self->name);
  self->name = g_strdup (health->name);
  self->calendar = health->calendar;
  self->main = health->main;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mode), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_color (self, health->info != NULL ? health->info->color : NULL);
  show_modes (self, health->mode, health->info == NULL || health->info->writable);
  gtk_switch_set_active (GTK_SWITCH (self->holidays), g_strcmp0 (health->role, "holidays") == 0);
  gtk_widget_set_sensitive (self->holidays_row, g_strcmp0 (health->mode, "off") != 0);
  show_state (self, health);
  self->showing = FALSE;
}

const char *
crm_calendar_row_get_source (CrmCalendarRow *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_ROW (self), NULL);
  return self->source;
}

static void
crm_calendar_row_dispose (GObject *object)
{
  g_clear_object (&CRM_CALENDAR_ROW (object)->sync);
  G_OBJECT_CLASS (crm_calendar_row_parent_class)->dispose (object);
}

static void
crm_calendar_row_finalize (GObject *object)
{
  CrmCalendarRow *self = CRM_CALENDAR_ROW (object);

  g_free (self->source);
  g_free (self->name);
  G_OBJECT_CLASS (crm_calendar_row_parent_class)->finalize (object);
}

static void
crm_calendar_row_class_init (CrmCalendarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_calendar_row_finalize;
}

static GtkWidget *
add_button (CrmCalendarRow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state_row), button);
  return button;
}

static void
crm_calendar_row_init (CrmCalendarRow *self)
{
  self->color = gtk_label_new (NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->color), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Color"), -1);
  self->mode = gtk_drop_down_new (NULL, NULL);
  gtk_widget_add_css_class (self->mode, "plain");
  gtk_widget_set_valign (self->mode, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->mode, "notify::selected", G_CALLBACK (on_changed), self);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->color);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->mode);

  self->state_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), _ ("State"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->state_row), 4);
  self->spinner = gtk_spinner_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state_row), self->spinner);
  self->conflicts = add_button (self, _ ("Decide…"), G_CALLBACK (on_conflicts));
  self->password = add_button (self, _ ("Password…"), G_CALLBACK (on_password));
  self->trust = add_button (self, _ ("Certificate…"), G_CALLBACK (on_trust));
  self->retry = add_button (self, _ ("Retry"), G_CALLBACK (on_retry));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->state_row);

  self->holidays_row = adw_action_row_new ();
  self->holidays = gtk_switch_new ();
  gtk_widget_set_valign (self->holidays, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->holidays_row), _ ("Public holidays"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->holidays_row), _ ("Its days are shaded and are no work days"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->holidays_row), self->holidays);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->holidays_row), self->holidays);
  g_signal_connect_swapped (self->holidays, "notify::active", G_CALLBACK (on_changed), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->holidays_row);
}

GtkWidget *
crm_calendar_row_new (CrmCalendarSync *sync)
{
  CrmCalendarRow *self = g_object_new (CRM_TYPE_CALENDAR_ROW, NULL);

  self->sync = g_object_ref (sync);
  return GTK_WIDGET (self);
}
