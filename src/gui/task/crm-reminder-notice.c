/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-reminder-notice.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "base/crm-time.h"
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
make_id (const char *uid)
{
  return g_strconcat ("task-", uid, NULL);
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

char *
crm_reminder_dup_line (const CrmReminder *reminder, gint64 now, GTimeZone *zone)
{
  g_autofree char *due = dup_due (reminder, now, zone);

  if (due == NULL || reminder->client_name == NULL)
    return g_strdup (due != NULL ? due : reminder->client_name);
  return g_strdup_printf ("%s · %s", reminder->client_name, due);
}

void
crm_reminder_notice_send (GApplication *application, const CrmReminder *reminder, gint64 now, GTimeZone *zone)
{
  g_autoptr (GNotification) notice = NULL;
  g_autofree char *line = NULL;
  g_autofree char *id = NULL;
  g_autofree char *later = NULL;

  if (!has_bus (application))
    return;
  id = make_id (reminder->uid);
  line = crm_reminder_dup_line (reminder, now, zone);
  notice = g_notification_new (reminder->title);
  later = g_strdup_printf (ngettext ("In %d minute", "In %d minutes", SNOOZE_MINUTES), SNOOZE_MINUTES);
  if (line != NULL)
    g_notification_set_body (notice, line);
  g_notification_set_priority (notice, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notice, "app.task-open", "s", reminder->uid);
  g_notification_add_button_with_target (notice, _ ("Done"), "app.task-done", "s", reminder->uid);
  g_notification_add_button_with_target (notice, later, "app.task-snooze", "s", reminder->uid);
  g_notification_add_button_with_target (notice, _ ("Tomorrow"), "app.task-tomorrow", "s", reminder->uid);
  g_application_send_notification (application, id, notice);
}

void
crm_reminder_notice_withdraw (GApplication *application, const char *uid)
{
  g_autofree char *id = make_id (uid);

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
