/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-time.h"
#include "widgets/crm-left-to-right.h"

/* No state. Main thread. */

static const struct
{
  const char *channel, *icon, *style, *word;
} channels[] = {
  { "sms", "crm-sms-symbolic", "sms", N_ ("SMS") },
  { "mail", "mail-unread-symbolic", "mail", N_ ("Letter") },
  { "chat", "crm-chat-symbolic", "chat", N_ ("Chat") },
};

static guint
find_channel (const char *channel)
{
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (g_strcmp0 (channels[i].channel, channel) == 0)
      return i;
  return 0;
}

const char *
crm_channel_get_icon (const char *channel)
{
  return channels[find_channel (channel)].icon;
}

const char *
crm_channel_get_style (const char *channel)
{
  return channels[find_channel (channel)].style;
}

const char *
crm_channel_get_word (const char *channel)
{
  return _ (channels[find_channel (channel)].word);
}

char *
crm_message_dup_address (CrmStore *store, const char *address)
{
  const char *region = crm_store_get_setting (store, "phone-region");
  g_autofree char *normal = NULL;

  if (address == NULL || strchr (address, '@') != NULL || !g_ascii_isdigit (address[address[0] == '+']))
    return g_strdup (address);
  normal = crm_phone_normalise (crm_store_get_phone_format (store), address, region);
  return crm_left_to_right (
      crm_phone_display (crm_store_get_phone_format (store), address, normal, region));
}

char *
crm_message_dup_clock (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%H:%M");
}

char *
crm_message_dup_short_time (gint64 at, gint64 now, GTimeZone *zone)
{
  g_autofree char *day = crm_instant_date (at, zone);
  g_autofree char *today = crm_instant_date (now, zone);
  int days = crm_date_days_between (day, today);

  if (days == 0)
    return crm_message_dup_clock (at, zone);
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  if (days > 1 && days < 7)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

      return g_date_time_format (local, "%a");
    }
  return crm_instant_display_relative (at, now, zone);
}

char *
crm_message_dup_moment (gint64 at, gint64 now, GTimeZone *zone)
{
  g_autofree char *day = crm_instant_date (at, zone);
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *clock = crm_message_dup_clock (at, zone);
  g_autofree char *shown = NULL;
  int days = crm_date_days_between (today, day);

  if (days == 0)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_ ("today at %s"), clock);
  if (days == 1)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_ ("tomorrow at %s"), clock);
  shown = crm_date_display (day);
  /* Translators: a date, then a time of day. */
  return g_strdup_printf (_ ("on %s at %s"), shown, clock);
}

/* States */

gboolean
crm_message_is_in_state (const CrmRow *message, const char *state)
{
  return g_strcmp0 (crm_row_get_text (message, CRM_MESSAGE_STATE), state) == 0;
}

gboolean
crm_message_is_incoming (const CrmRow *message)
{
  return g_strcmp0 (crm_row_get_text (message, CRM_MESSAGE_DIRECTION), "in") == 0;
}

const char *
crm_message_get_state_icon (const CrmRow *message, const char **style)
{
  static const char *const icons[][3] = {
    { "queued", "crm-clock-symbolic", NULL },
    { "sending", "crm-clock-symbolic", NULL },
    { "sent", "crm-sent-symbolic", NULL },
    { "delivered", "crm-delivered-symbolic", NULL },
    { "read", "crm-delivered-symbolic", "accent" },
    { "failed", "dialog-warning-symbolic", "late" },
    { "uncertain", "crm-hint-symbolic", "today" },
    { "cancelled", "crm-lost-symbolic", NULL },
  };

  *style = NULL;
  for (guint i = 0; !crm_message_is_incoming (message) && i < G_N_ELEMENTS (icons); i++)
    if (crm_message_is_in_state (message, icons[i][0]))
      {
        *style = icons[i][2];
        return icons[i][1];
      }
  return NULL;
}

char *
crm_message_dup_state (const CrmRow *message)
{
  const char *state = crm_row_get_text (message, CRM_MESSAGE_STATE);

  if (state == NULL || crm_message_is_incoming (message))
    return NULL;
  return g_strdup (crm_field_get_choice_label (&message->entity->fields[CRM_MESSAGE_STATE], state));
}

static char *
dup_with_time (const char *word, gint64 at, GTimeZone *zone)
{
  g_autofree char *when = at != 0 ? crm_instant_display_full (at, zone) : NULL;

  /* Translators: what happened to a message ("Delivered"), then when. */
  return when != NULL ? g_strdup_printf (_ ("%s: %s"), word, when) : g_strdup (word);
}

char *
crm_message_dup_state_sentence (const CrmRow *message, gint64 now, GTimeZone *zone)
{
  g_autofree char *word = crm_message_dup_state (message);
  const char *error = crm_row_get_text (message, CRM_MESSAGE_ERROR);

  if (word == NULL)
    return NULL;
  if (crm_message_is_in_state (message, "queued") && crm_row_get_integer (message, CRM_MESSAGE_DUE_AT) > now)
    {
      g_autofree char *when =
          crm_message_dup_moment (crm_row_get_integer (message, CRM_MESSAGE_DUE_AT), now, zone);

      /* Translators: %s is "today at 14:30". */
      return g_strdup_printf (_ ("Will be sent %s"), when);
    }
  if (crm_message_is_in_state (message, "delivered") || crm_message_is_in_state (message, "read"))
    return dup_with_time (word, crm_row_get_integer (message, CRM_MESSAGE_DELIVERED_AT), zone);
  if (crm_message_is_in_state (message, "sent"))
    return dup_with_time (word, crm_row_get_integer (message, CRM_MESSAGE_SENT_AT), zone);
  if (error != NULL)
    return g_strdup_printf (_ ("%s: %s"), word, error);
  if (crm_message_is_in_state (message, "uncertain"))
    return g_strdup (
        _ ("The connection was lost while it was being sent. Whether they got it is not known."));
  return g_steal_pointer (&word);
}
