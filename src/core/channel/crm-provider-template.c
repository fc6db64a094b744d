/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-provider-private.h"
#include "message/crm-sms-text.h"

/* Texts with placeholders: "{to}", "{settings.token}"; "{{" and "}}" are braces. Each place they stand in has its own way of
 * escaping. No state; any thread. */

/* Which operations know a placeholder, as bits. */
#define ALL ((1u << CRM_PROVIDER_N_OPERATIONS) - 1)
#define WITH_MESSAGE ((1u << CRM_PROVIDER_SEND) | (1u << CRM_PROVIDER_PRICE) | (1u << CRM_PROVIDER_LOOK_UP))
#define WITH_TIME ((1u << CRM_PROVIDER_LOOK_UP) | (1u << CRM_PROVIDER_FETCH))
#define WITH_IDS (1u << CRM_PROVIDER_STATES)
#define WITH_CURSOR (1u << CRM_PROVIDER_FETCH)

#define LOOK_UP_DAYS 1

typedef enum
{
  TEXT,
  TO,
  TO_DIGITS,
  KEY,
  KEY_UUID,
  UNICODE,
  SENDER,
  SENDER_DIGITS,
  SINCE_ISO,
  SINCE_DATE,
  SINCE_UNIX,
  UNTIL_ISO,
  NOW_ISO,
  NOW_UNIX,
  ID,
  ID_1,
  ID_2,
  IDS,
  AFTER,
  PAGE,
} Placeholder;

static const struct
{
  const char *name;
  Placeholder placeholder;
  guint operations;
} placeholders[] = {
  { "text", TEXT, WITH_MESSAGE },
  { "to", TO, WITH_MESSAGE },
  { "to.digits", TO_DIGITS, WITH_MESSAGE },
  { "key", KEY, WITH_MESSAGE },
  { "key.uuid", KEY_UUID, WITH_MESSAGE },
  { "unicode", UNICODE, WITH_MESSAGE },
  { "sender", SENDER, ALL },
  { "sender.digits", SENDER_DIGITS, ALL },
  { "since.iso", SINCE_ISO, WITH_TIME },
  { "since.date", SINCE_DATE, WITH_TIME },
  { "since.unix", SINCE_UNIX, WITH_TIME },
  { "until.iso", UNTIL_ISO, WITH_TIME },
  { "now.iso", NOW_ISO, ALL },
  { "now.unix", NOW_UNIX, ALL },
  { "id", ID, WITH_IDS },
  { "id.1", ID_1, WITH_IDS },
  { "id.2", ID_2, WITH_IDS },
  { "ids", IDS, WITH_IDS },
  { "after", AFTER, WITH_CURSOR },
  { "page", PAGE, WITH_CURSOR },
};

static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; text && *text; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  return g_string_free (digits, FALSE);
}

static char *
format_instant (gint64 at, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return time ? g_date_time_format (time, format) : g_strdup ("");
}

static char *
format_uuid (const char *key)
{
  if (strlen (key) != 32)
    return g_strdup (key);
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", key, key + 8, key + 12, key + 16, key + 20);
}

/* "12:380671234567": what a provider needs to find a message again, part by part. */
static char *
get_part (const char *id, guint part)
{
  g_auto (GStrv) parts = g_strsplit (id, ":", 2);

  return g_strdup (g_strv_length (parts) > part ? parts[part] : "");
}

static const CrmProviderSetting *
find_setting (CrmProvider *provider, const char *name)
{
  for (guint i = 0; i < provider->settings->len; i++)
    {
      const CrmProviderSetting *setting = &g_array_index (provider->settings, CrmProviderSetting, i);

      if (g_str_equal (setting->name, name))
        return setting;
    }
  return NULL;
}

static char *
get_setting (const char *name, const CrmProviderContext *context, GError **error)
{
  const CrmProviderSetting *setting = find_setting (context->provider, name);
  const char *value = context->settings ? g_hash_table_lookup (context->settings, name) : NULL;

  if (!value || *value == '\0')
    value = setting ? setting->value : NULL;
  if ((!value || *value == '\0') && setting && setting->required && !context->asking)
    {
      g_set_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS,
          _ ("“%s” is missing in the settings of the account."), setting->label);
      return NULL;
    }
  return g_strdup (value ? value : "");
}

static const char *
get_sender (const CrmProviderContext *context)
{
  if (context->message && context->message->sender && *context->message->sender)
    return context->message->sender;
  return context->settings ? g_hash_table_lookup (context->settings, "sender") : NULL;
}

static char *
dup_sender (Placeholder placeholder, const CrmProviderContext *context, GError **error)
{
  const char *sender = get_sender (context);
  g_autofree char *digits = NULL;
  gboolean is_number;

  if ((!sender || *sender == '\0') && !context->asking)
    {
      g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS,
          _ ("The sender is missing in the settings of the account: your number or name at the provider."));
      return NULL;
    }
  is_number = sender && sender[strspn (sender, "+0123456789 ()-./")] == '\0';
  digits = keep_digits (sender);
  if (placeholder == SENDER_DIGITS)
    return g_strdup (is_number ? digits : "");
  /* As people write it, with blanks and brackets, providers do not know it. */
  return is_number && *sender == '+' ? g_strconcat ("+", digits, NULL) : g_strdup (sender ? sender : "");
}

/* A message handed over twice is known; one that another clock put a little earlier would be lost. */
static gint64
get_since (const CrmProviderContext *context)
{
  if (context->cursor)
    return MAX (context->cursor->since - CRM_PROVIDER_SLACK, 0);
  return MAX (context->since - CRM_PROVIDER_SLACK, 0);
}

static gint64
get_until (const CrmProviderContext *context)
{
  if (context->cursor)
    return crm_provider_cursor_until (context->cursor, context->provider);
  return MIN (context->since + LOOK_UP_DAYS * G_TIME_SPAN_DAY - CRM_PROVIDER_SLACK, crm_clock_now ());
}

static char *
get_value (Placeholder placeholder, const CrmProviderContext *context, GError **error)
{
  const CrmOutgoing *message = context->message;

  switch (placeholder)
    {
    case TEXT: return g_strdup (message->text);
    case TO: return g_strdup (message->address);
    case TO_DIGITS: return keep_digits (message->address);
    case KEY: return g_strdup (message->key);
    case KEY_UUID: return format_uuid (message->key);
    case UNICODE: return g_strdup (crm_sms_measure (message->text).unicode ? "1" : "");
    case SENDER:
    case SENDER_DIGITS: return dup_sender (placeholder, context, error);
    case SINCE_ISO: return format_instant (get_since (context), "%Y-%m-%dT%H:%M:%SZ");
    case SINCE_DATE: return format_instant (get_since (context), "%Y-%m-%d");
    case SINCE_UNIX: return g_strdup_printf ("%" G_GINT64_FORMAT, get_since (context) / G_USEC_PER_SEC);
    case UNTIL_ISO: return format_instant (get_until (context) + G_USEC_PER_SEC - 1, "%Y-%m-%dT%H:%M:%SZ");
    case NOW_ISO: return format_instant (crm_clock_now (), "%Y-%m-%dT%H:%M:%SZ");
    case NOW_UNIX: return g_strdup_printf ("%" G_GINT64_FORMAT, crm_clock_now () / G_USEC_PER_SEC);
    case ID: return g_strdup (context->ids[0]);
    case ID_1: return get_part (context->ids[0], 0);
    case ID_2: return get_part (context->ids[0], 1);
    case IDS: return g_strjoinv (",", (char **)context->ids);
    case AFTER:
      return context->cursor->after < 0 ? g_strdup ("")
                                        : g_strdup_printf ("%" G_GINT64_FORMAT, context->cursor->after);
    case PAGE: return g_strdup (context->cursor->page ? context->cursor->page : "");
    }
  g_assert_not_reached ();
}

static const char *
escape_json (char *text, char **escaped)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);

  *escaped = g_strndup (quoted + 1, strlen (quoted) - 2);
  return *escaped;
}

static gboolean
append_escaped (GString *out, char *value, CrmProviderEscape escape, GError **error)
{
  g_autofree char *escaped = NULL;

  switch (escape)
    {
    case CRM_PROVIDER_RAW: g_string_append (out, value); return TRUE;
    case CRM_PROVIDER_URL: g_string_append_uri_escaped (out, value, NULL, FALSE); return TRUE;
    case CRM_PROVIDER_JSON: g_string_append (out, escape_json (value, &escaped)); return TRUE;
    case CRM_PROVIDER_XML:
      escaped = g_markup_escape_text (value, -1);
      g_string_append (out, escaped);
      return TRUE;
    case CRM_PROVIDER_HEADER:
      for (const char *at = value; *at; at++)
        if (g_ascii_iscntrl (*at))
          {
            g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS,
                _ ("A setting of the account has a line break in it: paste it again."));
            return FALSE;
          }
      g_string_append (out, value);
      return TRUE;
    }
  g_assert_not_reached ();
}

static int
find_placeholder (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (g_str_equal (placeholders[i].name, name))
      return (int)i;
  return -1;
}

/* The next piece of text: literal characters up to *end, or a placeholder whose name the caller owns. FALSE for a brace that is not closed. */
static gboolean
next_piece (const char *text, const char **end, char **literal, char **name)
{
  const char *close;

  *literal = *name = NULL;
  if (*text == '{' && text[1] != '{')
    {
      close = strchr (text, '}');
      if (!close)
        return FALSE;
      *name = g_strndup (text + 1, close - text - 1);
      *end = close + 1;
      return TRUE;
    }
  if ((*text == '{' || *text == '}') && text[1] == *text)
    {
      *literal = g_strndup (text, 1);
      *end = text + 2;
      return TRUE;
    }
  if (*text == '}')
    return FALSE;
  *literal = g_strndup (text, strcspn (text, "{}"));
  *end = text + strlen (*literal);
  return TRUE;
}

char *
crm_provider_expand (
    const char *text, const CrmProviderContext *context, CrmProviderEscape escape, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text)
    {
      g_autofree char *literal = NULL;
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!next_piece (text, &text, &literal, &name))
        g_return_val_if_reached (NULL);
      if (literal)
        {
          g_string_append (out, literal);
          continue;
        }
      if (g_str_has_prefix (name, "settings."))
        value = get_setting (name + strlen ("settings."), context, error);
      else
        value = get_value (placeholders[find_placeholder (name)].placeholder, context, error);
      if (!value || !append_escaped (out, value, escape, error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Takes sentence. */
static gboolean
refuse (GError **error, const char *place, char *sentence)
{
  g_set_error (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL, "%s: %s", place, sentence);
  g_free (sentence);
  return FALSE;
}

gboolean
crm_provider_check_template (
    const char *text, CrmProviderOperation operation, GHashTable *settings, const char *place, GError **error)
{
  while (*text)
    {
      g_autofree char *literal = NULL;
      g_autofree char *name = NULL;
      int known;

      if (!next_piece (text, &text, &literal, &name))
        return refuse (error, place,
            g_strdup_printf (_ ("a brace is not closed; “{{” is a brace itself, near “%s”."), text));
      if (literal)
        continue;
      if (g_str_has_prefix (name, "settings."))
        {
          if (!g_hash_table_contains (settings, name + strlen ("settings.")))
            return refuse (error, place, g_strdup_printf (_ ("“%s” is not among the settings."), name));
          continue;
        }
      known = find_placeholder (name);
      if (known < 0)
        return refuse (error, place, g_strdup_printf (_ ("there is no placeholder “%s”."), name));
      if (!(placeholders[known].operations & (1u << operation)))
        return refuse (error, place, g_strdup_printf (_ ("“%s” is not known at this point."), name));
    }
  return TRUE;
}
