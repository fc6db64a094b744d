/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reminder-notice.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "task/crm-reminder-answer.h"
#include "task/crm-task-words.h"

/* No state. Main thread. */

#define REST_ID "reminders"
#define MAX_TITLES 5
#define SNOOZE_MINUTES 10

static gboolean
has_bus (GApplication *application)
{
  return g_application_get_dbus_connection (application) != NULL;
}

static char *
make_id (const char *key)
{
  return g_strconcat ("task-", key, NULL);
}

static char *
dup_due (const CrmReminder *reminder, gint64 now, GTimeZone *zone)
{
  g_autofree char *today = crm_instant_date (now, zone);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *time = NULL;

  if (reminder->due_on == NULL)
    return NULL;
  if (!g_str_equal (reminder->due_on, today))
    return crm_task_dup_day (reminder->due_on, reminder->due_at, now, zone);
  if (reminder->due_at == 0)
    return g_strdup (_ ("Today"));
  utc = g_date_time_new_from_unix_utc (reminder->due_at / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (utc, zone);
  time = g_date_time_format (local, "%H:%M");
  /* Translators: when a task is due: Today, 16:00. */
  return g_strdup_printf (_ ("Today, %s"), time);
}

static gboolean
is_task (const CrmReminder *reminder)
{
  return g_str_equal (reminder->entity, "task");
}

static gboolean
is_over (const CrmReminder *reminder)
{
  return g_str_equal (reminder->entity, "meeting-end");
}

/* "In 15 minutes, 10:00 – 11:00", "Today, 10:00 – 11:00". */
static char *
dup_meeting_time (const CrmReminder *reminder, gint64 now, GTimeZone *zone)
{
  gint64 minutes = (reminder->due_at - now + G_TIME_SPAN_MINUTE - 1) / G_TIME_SPAN_MINUTE;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *soon = NULL;
  g_autofree char *hours = NULL;

  if (reminder->due_at == 0)
    return dup_due (reminder, now, zone);
  from = crm_calendar_dup_clock (reminder->due_at, zone);
  until = crm_calendar_dup_clock (reminder->ends_at, zone);
  hours = reminder->ends_at > reminder->due_at ? g_strdup_printf ("%s – %s", from, until) : g_strdup (from);
  if (is_over (reminder) || minutes <= 0 || minutes > 90)
    return minutes > 90 ? crm_calendar_dup_time (reminder->due_at, reminder->ends_at, FALSE, zone)
                        : g_steal_pointer (&hours);
  soon = g_strdup_printf (ngettext ("In %d minute", "In %d minutes", (int)minutes), (int)minutes);
  return g_strdup_printf ("%s, %s", soon, hours);
}

char *
crm_reminder_dup_title (const CrmReminder *reminder)
{
  return is_over (reminder) ? g_strdup_printf (_ ("Did “%s” take place?"), reminder->title)
                            : g_strdup (reminder->title);
}

char *
crm_reminder_dup_line (const CrmReminder *reminder, gint64 now, GTimeZone *zone)
{
  g_autofree char *due =
      is_task (reminder) ? dup_due (reminder, now, zone) : dup_meeting_time (reminder, now, zone);
  const char *const parts[] = { reminder->client_name, due, is_over (reminder) ? NULL : reminder->place };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", parts[i]);
  return line->len > 0 ? g_strdup (line->str) : NULL;
}

static void
add_button (GNotification *notice, const char *label, const char *action, const char *key)
{
  g_autofree char *name = g_strconcat ("app.", action, NULL);

  g_notification_add_button_with_target (notice, label, name, "s", key);
}

static void
add_buttons (GNotification *notice, const CrmReminder *reminder, gboolean online, const char *key)
{
  g_autofree char *later =
      g_strdup_printf (ngettext ("In %d minute", "In %d minutes", SNOOZE_MINUTES), SNOOZE_MINUTES);

  if (is_over (reminder))
    {
      add_button (notice, _ ("Took place"), "task-done", key);
      add_button (notice, _ ("Outcome…"), "meeting-ask", key);
      return;
    }
  if (is_task (reminder))
    add_button (notice, _ ("Done"), "task-done", key);
  else if (online || reminder->place != NULL)
    add_button (notice, online ? _ ("Join online") : _ ("Directions"), "meeting-way", key);
  add_button (notice, later, "task-snooze", key);
  if (is_task (reminder))
    add_button (notice, _ ("Tomorrow"), "task-tomorrow", key);
}

void
crm_reminder_notice_send (
    GApplication *application, const CrmReminder *reminder, gboolean online, gint64 now, GTimeZone *zone)
{
  g_autoptr (GNotification) notice = NULL;
  g_autofree char *title = NULL;
  g_autofree char *line = NULL;
  g_autofree char *key = NULL;
  g_autofree char *id = NULL;

  if (!has_bus (application))
    return;
  key = crm_reminder_dup_key (reminder);
  id = make_id (key);
  title = crm_reminder_dup_title (reminder);
  line = crm_reminder_dup_line (reminder, now, zone);
  notice = g_notification_new (title);
  if (line != NULL)
    g_notification_set_body (notice, line);
  g_notification_set_priority (
      notice, is_over (reminder) ? G_NOTIFICATION_PRIORITY_NORMAL : G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (
      notice, is_over (reminder) ? "app.meeting-ask" : "app.task-open", "s", key);
  add_buttons (notice, reminder, online, key);
  g_application_send_notification (application, id, notice);
}

void
crm_reminder_notice_withdraw (GApplication *application, const char *key)
{
  g_autofree char *id = make_id (key);

  if (has_bus (application))
    g_application_withdraw_notification (application, id);
}

void
crm_reminder_notice_send_rest (GApplication *application, GPtrArray *titles)
{
  g_autoptr (GNotification) notice = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (!has_bus (application))
    return;
  if (titles->len == 0)
    {
      g_application_withdraw_notification (application, REST_ID);
      return;
    }
  title = g_strdup_printf (ngettext ("%u more reminder", "%u more reminders", titles->len), titles->len);
  for (guint i = 0; i < MIN (titles->len, MAX_TITLES); i++)
    {
      g_autofree char *excerpt = crm_text_excerpt (titles->pdata[i], 40);

      g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", excerpt);
    }
  if (titles->len > MAX_TITLES)
    g_string_append (body, "\n…");
  notice = g_notification_new (title);
  g_notification_set_body (notice, body->str);
  g_notification_set_priority (notice, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action (notice, "app.reminders");
  g_application_send_notification (application, REST_ID, notice);
}
