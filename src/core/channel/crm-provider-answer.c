/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "channel/crm-provider-private.h"

/* What an answer means. One rule is above all others: of a message that was handed over, only what surely was not taken is an error; what is
 * not sure is UNCERTAIN. No state but the provider's; any thread. */

#define MOST_WORDS 200
#define MOST_WAIT 86400

typedef struct
{
  CrmProvider *provider;
  CrmProviderOperation operation;
  JsonObject *spec;     /* borrowed; may be empty */
  JsonObject *own_spec; /* owned; stands for one the file does not have */
  JsonNode *body;       /* owned, nullable */
  const CrmHttpAnswer *answer;
} Reading;

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->own_spec, json_object_unref);
  g_clear_pointer (&self->body, json_node_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

static const char *
get_spec (const Reading *self, const char *name)
{
  return json_object_get_string_member_with_default (self->spec, name, NULL);
}

static JsonObject *
get_part (const Reading *self, const char *name)
{
  return json_object_has_member (self->spec, name) ? json_object_get_object_member (self->spec, name) : NULL;
}

/* One line of the provider's, short enough to be shown. */
static char *
tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  glong length;

  for (char *at = valid; *at; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  g_strstrip (valid);
  length = g_utf8_strlen (valid, -1);
  if (length > MOST_WORDS)
    {
      g_autofree char *start = g_utf8_substring (valid, 0, MOST_WORDS);

      return g_strconcat (start, "…", NULL);
    }
  return g_steal_pointer (&valid);
}

static guint
read_retry_after (const char *text)
{
  guint64 seconds;
  gint64 at;

  if (!text)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    return (guint)MIN (seconds, MOST_WAIT);
  {
    g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

    at = crm_provider_parse_time (text, utc);
  }
  at = at ? (at - crm_clock_now () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
  return (guint)CLAMP (at, 0, MOST_WAIT);
}

static const struct
{
  const char *name;
  CrmChannelError code;
} codes[] = {
  { "CREDENTIALS", CRM_CHANNEL_ERROR_CREDENTIALS },
  { "REFUSED", CRM_CHANNEL_ERROR_REFUSED },
  { "RATE_LIMITED", CRM_CHANNEL_ERROR_RATE_LIMITED },
  { "UNREACHABLE", CRM_CHANNEL_ERROR_UNREACHABLE },
  { "UNCERTAIN", CRM_CHANNEL_ERROR_UNCERTAIN },
  { "PROTOCOL", CRM_CHANNEL_ERROR_PROTOCOL },
};

/* What this program says of a code; the provider's own words are put behind it. */
static char *
describe (CrmProvider *provider, CrmChannelError code)
{
  switch (code)
    {
    case CRM_CHANNEL_ERROR_CREDENTIALS:
      return g_strdup_printf (
          _ ("%s does not accept the sign-in. Check the settings of the account."), provider->name);
    case CRM_CHANNEL_ERROR_RATE_LIMITED:
      return g_strdup_printf (_ ("%s asks to wait: there were too many requests."), provider->name);
    case CRM_CHANNEL_ERROR_UNREACHABLE:
      return g_strdup_printf (_ ("%s does not work at the moment."), provider->name);
    case CRM_CHANNEL_ERROR_UNCERTAIN:
      return g_strdup_printf (_ ("%s did not say whether it took the message."), provider->name);
    case CRM_CHANNEL_ERROR_PROTOCOL:
      return g_strdup_printf (_ ("%s answers in a way that is not described."), provider->name);
    case CRM_CHANNEL_ERROR_CERTIFICATE:
    case CRM_CHANNEL_ERROR_REFUSED:
    case CRM_CHANNEL_ERROR_UNSUPPORTED:
    default: return g_strdup_printf (_ ("%s refused it."), provider->name);
    }
}

static gboolean
fail (const Reading *self, CrmChannelError code, guint wait, const char *said, const char *words,
    GError **error)
{
  g_autofree char *own = said ? g_strdup (said) : describe (self->provider, code);
  g_autofree char *theirs = tidy (words);
  g_autofree char *sentence = NULL;

  if (*theirs && !said)
    sentence = g_strdup_printf (_ ("%s Its words: “%s”."), own, theirs);
  else
    sentence = g_steal_pointer (&own);
  g_propagate_error (error, crm_channel_error_new_retry (code, wait, sentence));
  return FALSE;
}

/* What the file says of "http 503", or of what the provider calls the error: for this answer, or for all of them. */
static JsonNode *
find_error (const Reading *self, const char *name)
{
  JsonObject *root = json_node_get_object (self->provider->root);
  JsonObject *const places[] = { self->spec, root };

  for (guint i = 0; name && i < G_N_ELEMENTS (places); i++)
    if (json_object_has_member (places[i], "errors"))
      {
        JsonObject *errors = json_object_get_object_member (places[i], "errors");

        if (json_object_has_member (errors, name))
          return json_object_get_member (errors, name);
      }
  return NULL;
}

static gboolean
fail_as (const Reading *self, JsonNode *known, const char *words, GError **error)
{
  const char *name, *said = NULL;
  guint wait = read_retry_after (self->answer->retry_after);

  if (JSON_NODE_HOLDS_OBJECT (known))
    {
      JsonObject *object = json_node_get_object (known);

      name = json_object_get_string_member (object, "as");
      said = crm_provider_translate (json_object_get_member (object, "say"));
      if (!wait)
        wait = (guint)MIN (json_object_get_int_member_with_default (object, "wait", 0), MOST_WAIT);
    }
  else
    name = json_node_get_string (known);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].name, name))
      return fail (self, codes[i].code, wait, said, words, error);
  g_return_val_if_reached (FALSE);
}

/* Nobody knows what came of it. */
static gboolean
fail_unclear (const Reading *self, const char *words, GError **error)
{
  return fail (self,
      self->operation == CRM_PROVIDER_SEND ? CRM_CHANNEL_ERROR_UNCERTAIN : CRM_CHANNEL_ERROR_PROTOCOL, 0,
      NULL, words, error);
}

static gboolean
fail_by_status (const Reading *self, const char *words, GError **error)
{
  guint status = self->answer->status;
  guint wait = read_retry_after (self->answer->retry_after);
  gboolean sending = self->operation == CRM_PROVIDER_SEND;

  if (status == 401 || status == 403)
    return fail (self, CRM_CHANNEL_ERROR_CREDENTIALS, 0, NULL, words, error);
  if (status == 429 || (status == 503 && self->answer->retry_after))
    return fail (self, CRM_CHANNEL_ERROR_RATE_LIMITED, wait, NULL, words, error);
  if (status >= 500 || status == 408)
    return fail (self, sending ? CRM_CHANNEL_ERROR_UNCERTAIN : CRM_CHANNEL_ERROR_UNREACHABLE, wait, NULL,
        words, error);
  if (status >= 400)
    return fail (self, CRM_CHANNEL_ERROR_REFUSED, 0, NULL, words, error);
  if (status == 307 || status == 308)
    return fail (self, CRM_CHANNEL_ERROR_PROTOCOL, 0,
        _ ("The provider's server points to another address. Check the address in the settings."), NULL,
        error);
  return fail_unclear (self, words, error);
}

static gboolean
text_matches (const char *text, JsonArray *patterns)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      g_autofree char *pattern = g_utf8_strdown (json_array_get_string_element (patterns, i), -1);

      if (g_pattern_match_simple (pattern, folded))
        return TRUE;
    }
  return FALSE;
}

/* Whether all (any) of the paths hold one of their texts. */
static gboolean
matches (JsonObject *conditions, const CrmProviderItem *item, gboolean all)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *patterns;

  json_object_iter_init_ordered (&iter, conditions);
  while (json_object_iter_next_ordered (&iter, &path, &patterns))
    {
      g_autofree char *text = crm_provider_get_text (item, path);
      gboolean holds = text && text_matches (text, json_node_get_array (patterns));

      if (holds != all)
        return holds;
    }
  return all;
}

static gboolean
starts (Reading *self, CrmProvider *provider, CrmProviderOperation operation, const CrmHttpAnswer *answer,
    GError **error)
{
  JsonObject *description = provider->operations[operation];
  CrmProviderItem root;
  g_autofree char *code = NULL;
  g_autofree char *words = NULL;
  g_autofree char *http = g_strdup_printf ("http %u", answer->status);
  gboolean is_fine = answer->status >= 200 && answer->status < 300;
  gboolean told;
  JsonObject *success, *failure;
  JsonNode *known;

  *self = (Reading){ .provider = provider, .operation = operation, .answer = answer };
  if (!description)
    {
      g_set_error_literal (
          error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED, _ ("This provider does not offer that."));
      return FALSE;
    }
  if (json_object_has_member (description, "answer"))
    self->spec = json_object_get_object_member (description, "answer");
  else
    {
      self->spec = self->own_spec = json_object_new ();
      json_object_set_string_member (self->own_spec, "type", "text");
    }
  self->body = crm_provider_read_body (self->spec, answer->body, answer->type, NULL);
  root = (CrmProviderItem){ self->body, NULL };
  code = crm_provider_get_text (&root, get_spec (self, "error"));
  words = crm_provider_get_text (&root, get_spec (self, "error_text"));
  success = get_part (self, "success");
  failure = get_part (self, "failure");
  told = self->body && (!success || matches (success, &root, TRUE)) &&
         (!failure || !matches (failure, &root, FALSE));
  if (is_fine && told)
    return TRUE;
  known = find_error (self, code);
  if (!known)
    known = find_error (self, http);
  if (known)
    return fail_as (self, known, words, error);
  if (!is_fine)
    return fail_by_status (self, words, error);
  if (!self->body || (success && !code && !words && !(failure && matches (failure, &root, FALSE))))
    return fail_unclear (self, words, error);
  return fail (self, CRM_CHANNEL_ERROR_REFUSED, 0, NULL, words ? words : code, error);
}

/* Every item the file names; the whole answer when it names none. */
static GArray *
list_items (const Reading *self)
{
  const CrmProviderItem root = { self->body, NULL };
  const char *path = get_spec (self, "items");
  JsonObject *where = get_part (self, "where");
  GArray *items = path ? crm_provider_find_all (&root, path) : NULL;

  if (!items)
    {
      items = g_array_new (FALSE, FALSE, sizeof (CrmProviderItem));
      g_array_append_val (items, root);
    }
  for (guint i = items->len; where && i-- > 0;)
    if (!matches (where, &g_array_index (items, CrmProviderItem, i), TRUE))
      g_array_remove_index (items, i);
  return items;
}

static gboolean
read_money (const Reading *self, const CrmProviderItem *item, const char *what, CrmPrice *money)
{
  const CrmProviderItem root = { self->body, NULL };
  g_autofree char *sum = crm_provider_get_text (item, get_spec (self, what));
  g_autofree char *currency = crm_provider_get_text (item, get_spec (self, "currency"));

  *money = (CrmPrice){ 0 };
  if (!currency)
    currency = crm_provider_get_text (&root, get_spec (self, "currency"));
  if (!crm_provider_parse_micros (sum, &money->micros))
    return FALSE;
  if (currency && strlen (currency) == 3)
    {
      g_autofree char *upper = g_ascii_strup (currency, 3);

      memcpy (money->currency, upper, 4);
    }
  return TRUE;
}

static const char *
read_state (const Reading *self, const CrmProviderItem *item)
{
  g_autofree char *word = crm_provider_get_text (item, get_spec (self, "state"));
  JsonObject *states = get_part (self, "states");

  if (!word || !states || !json_object_has_member (states, word))
    return NULL;
  return json_object_get_string_member (states, word);
}

static CrmSent *
read_sent (const Reading *self, const CrmProviderItem *item)
{
  CrmSent *sent = g_new0 (CrmSent, 1);
  g_autofree char *at = crm_provider_get_text (item, get_spec (self, "at"));
  g_autofree char *parts = crm_provider_get_text (item, get_spec (self, "parts"));

  sent->remote_id = crm_provider_get_text (item, get_spec (self, "id"));
  sent->state = g_strdup (read_state (self, item));
  sent->at = crm_provider_parse_time (at, self->provider->zone);
  sent->parts = (int)CLAMP (parts ? g_ascii_strtoll (parts, NULL, 10) : 0, 0, 1000);
  sent->has_price = read_money (self, item, "price", &sent->price);
  /* A price is what is taken; some say it as what is left. */
  sent->price.micros = ABS (sent->price.micros);
  if (g_strcmp0 (sent->state, "failed") == 0)
    {
      g_autofree char *code = crm_provider_get_text (item, get_spec (self, "error"));
      g_autofree char *words = crm_provider_get_text (item, get_spec (self, "error_text"));
      JsonNode *known = find_error (self, code);
      g_autoptr (GError) failure = NULL;

      if (known && JSON_NODE_HOLDS_OBJECT (known) &&
          json_object_has_member (json_node_get_object (known), "say"))
        fail_as (self, known, NULL, &failure);
      sent->error = failure ? g_strdup (failure->message) : tidy (words ? words : code);
      if (*sent->error == '\0')
        {
          g_free (sent->error);
          sent->error = g_strdup (_ ("The message could not be delivered."));
        }
    }
  return sent;
}

CrmSent *
crm_provider_read_send (CrmProvider *self, const CrmHttpAnswer *answer, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GArray) items = NULL;
  g_autoptr (CrmSent) sent = NULL;

  g_return_val_if_fail (self && answer, NULL);
  if (!starts (&reading, self, CRM_PROVIDER_SEND, answer, error))
    return NULL;
  items = list_items (&reading);
  sent = items->len ? read_sent (&reading, &g_array_index (items, CrmProviderItem, 0)) : NULL;
  if (sent && g_strcmp0 (sent->state, "failed") == 0)
    {
      g_autofree char *words = crm_provider_get_text (
          &g_array_index (items, CrmProviderItem, 0), get_spec (&reading, "error_text"));
      g_autofree char *theirs = tidy (words);

      fail (&reading, CRM_CHANNEL_ERROR_REFUSED, 0, g_str_equal (theirs, sent->error) ? NULL : sent->error,
          theirs, error);
      return NULL;
    }
  /* A name for the message is expected, and nothing else says that it was taken. */
  if (!sent || (!sent->remote_id && get_spec (&reading, "id") && !get_part (&reading, "success")))
    {
      fail_unclear (&reading, NULL, error);
      return NULL;
    }
  if (!sent->state || g_str_equal (sent->state, "missing"))
    {
      g_free (sent->state);
      sent->state = g_strdup ("sent");
    }
  return g_steal_pointer (&sent);
}

gboolean
crm_provider_read_test (CrmProvider *self, const CrmHttpAnswer *answer, GError **error)
{
  g_auto (Reading) reading = { 0 };

  g_return_val_if_fail (self && answer, FALSE);
  return starts (&reading, self, CRM_PROVIDER_TEST, answer, error);
}

static gboolean
is_null (const CrmProviderItem *item, const char *path)
{
  g_autoptr (GArray) found = path ? crm_provider_find_all (item, path) : NULL;

  return found && found->len == 1 && JSON_NODE_HOLDS_NULL (g_array_index (found, CrmProviderItem, 0).node);
}

gboolean
crm_provider_read_money (
    CrmProvider *self, const CrmHttpAnswer *answer, gboolean price, CrmPrice *money, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GArray) items = NULL;

  g_return_val_if_fail (self && answer && money, FALSE);
  if (!starts (&reading, self, price ? CRM_PROVIDER_PRICE : CRM_PROVIDER_BALANCE, answer, error))
    return FALSE;
  items = list_items (&reading);
  if (items->len == 0 ||
      !read_money (&reading, &g_array_index (items, CrmProviderItem, 0), price ? "price" : "balance", money))
    {
      /* Some accounts have no balance of their own. */
      if (items->len && is_null (&g_array_index (items, CrmProviderItem, 0), get_spec (&reading, "balance")))
        g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED,
            _ ("This provider does not offer that."));
      else
        fail_unclear (&reading, NULL, error);
      return FALSE;
    }
  if (price)
    money->micros = ABS (money->micros);
  return TRUE;
}

/* Some words of a file mean that the provider never heard of the message. */
static gboolean
is_missing (const Reading *self)
{
  const CrmProviderItem root = { self->body, NULL };
  g_autofree char *http = g_strdup_printf ("http %u", self->answer->status);
  g_autofree char *code = crm_provider_get_text (&root, get_spec (self, "error"));
  JsonArray *missing = json_object_has_member (self->spec, "missing")
                           ? json_object_get_array_member (self->spec, "missing")
                           : NULL;

  for (guint i = 0; missing && i < json_array_get_length (missing); i++)
    {
      JsonNode *node = json_array_get_element (missing, i);
      const char *word = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (word && (g_str_equal (word, http) || g_strcmp0 (word, code) == 0))
        return TRUE;
    }
  return FALSE;
}

static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; text && *text; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  return g_string_free (digits, FALSE);
}

/* What providers do to a text before they keep it: a line of their own before it, no spaces at its ends. */
static gboolean
has_text (const char *theirs, const char *ours)
{
  g_autofree char *text = g_strstrip (g_strdup (ours));

  return theirs && *text && strstr (theirs, text);
}

/* By our key there is no doubt. By its number and text it must be of the time asked about: the same may have been written before. */
static gboolean
is_message (const Reading *self, const CrmProviderItem *item, const CrmOutgoing *message, gint64 since)
{
  JsonObject *match = get_part (self, "match");
  JsonObjectIter iter;
  const char *what;
  JsonNode *path;

  if (!match)
    return TRUE;
  json_object_iter_init_ordered (&iter, match);
  while (json_object_iter_next_ordered (&iter, &what, &path))
    {
      g_autofree char *text = crm_provider_get_text (item, json_node_get_string (path));

      if (g_str_equal (what, "to"))
        {
          g_autofree char *theirs = keep_digits (text);
          g_autofree char *ours = keep_digits (message->address);

          if (!g_str_equal (theirs, ours))
            return FALSE;
        }
      else if (g_str_equal (what, "key") ? g_strcmp0 (text, message->key) != 0
                                         : !has_text (text, message->text))
        return FALSE;
    }
  if (!json_object_has_member (match, "key"))
    {
      g_autofree char *at = crm_provider_get_text (item, get_spec (self, "at"));
      gint64 theirs = crm_provider_parse_time (at, self->provider->zone);

      return theirs && theirs >= since - CRM_PROVIDER_SLACK;
    }
  return TRUE;
}

CrmSent *
crm_provider_read_look_up (
    CrmProvider *self, const CrmHttpAnswer *answer, const CrmOutgoing *message, gint64 since, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GArray) items = NULL;
  g_autoptr (CrmSent) found = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean denied = FALSE;

  g_return_val_if_fail (self && answer && message, NULL);
  if (!starts (&reading, self, CRM_PROVIDER_LOOK_UP, answer, &failure))
    {
      if (reading.spec && is_missing (&reading))
        return g_new0 (CrmSent, 1);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  items = list_items (&reading);
  for (guint i = 0; i < items->len; i++)
    {
      const CrmProviderItem *item = &g_array_index (items, CrmProviderItem, i);
      g_autoptr (CrmSent) sent = NULL;

      if (!is_message (&reading, item, message, since))
        continue;
      sent = read_sent (&reading, item);
      if (g_strcmp0 (sent->state, "missing") == 0)
        {
          denied = TRUE;
          continue;
        }
      if (!sent->state)
        sent->state = g_strdup ("sent");
      if (!found || sent->at > found->at)
        {
          g_clear_pointer (&found, crm_sent_free);
          found = g_steal_pointer (&sent);
        }
    }
  if (found)
    return g_steal_pointer (&found);
  if (denied)
    return g_new0 (CrmSent, 1);
  /* That a list does not name it proves nothing: lists are late, end somewhere, change numbers and texts, and have another clock. */
  fail (&reading, CRM_CHANNEL_ERROR_UNCERTAIN, 0, NULL, NULL, error);
  return NULL;
}

GPtrArray *
crm_provider_read_states (CrmProvider *self, const CrmHttpAnswer *answer, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GArray) items = NULL;
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sent_free);
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self && answer, NULL);
  if (!starts (&reading, self, CRM_PROVIDER_STATES, answer, &failure))
    {
      if (reading.spec && is_missing (&reading))
        return g_steal_pointer (&states);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  items = list_items (&reading);
  for (guint i = 0; i < items->len; i++)
    {
      CrmSent *sent = read_sent (&reading, &g_array_index (items, CrmProviderItem, i));

      if (g_strcmp0 (sent->state, "missing") == 0 || (get_spec (&reading, "id") && !sent->remote_id))
        crm_sent_free (sent);
      else
        g_ptr_array_add (states, sent);
    }
  return g_steal_pointer (&states);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const CrmIncoming *first = *(CrmIncoming *const *)a;
  const CrmIncoming *second = *(CrmIncoming *const *)b;

  return (first->at > second->at) - (first->at < second->at);
}

/* Oldest first. Of those of one second the order of the provider's list tells, which may begin with the newest. */
static void
sort_by_time (GPtrArray *messages)
{
  if (messages->len > 1 && compare_times (&messages->pdata[0], &messages->pdata[messages->len - 1]) > 0)
    for (guint i = 1; i < messages->len; i++)
      g_ptr_array_insert (messages, 0, g_ptr_array_steal_index (messages, i));
  g_ptr_array_sort (messages, compare_times);
}

static CrmIncoming *
read_incoming (const Reading *self, const CrmProviderItem *item)
{
  CrmIncoming *incoming = g_new0 (CrmIncoming, 1);
  g_autofree char *at = crm_provider_get_text (item, get_spec (self, "at"));
  const char *digits;

  incoming->remote_id = crm_provider_get_text (item, get_spec (self, "id"));
  incoming->address = crm_provider_get_text (item, get_spec (self, "from"));
  incoming->to = crm_provider_get_text (item, get_spec (self, "to"));
  incoming->text = crm_provider_get_text (item, get_spec (self, "text"));
  /* A picture alone has none. */
  if (!incoming->text)
    incoming->text = g_strdup ("");
  incoming->at = crm_provider_parse_time (at, self->provider->zone);
  /* "380671234567" is a number with its country; shorter ones are services and stay as they are. */
  digits = incoming->address ? incoming->address : "";
  if (strlen (digits) >= 10 && digits[strspn (digits, "0123456789")] == '\0' && *digits != '0')
    {
      char *full = g_strconcat ("+", digits, NULL);

      g_free (incoming->address);
      incoming->address = full;
    }
  return incoming;
}

/* Which page comes next; NULL when this was the last one. */
static char *
get_next_page (const Reading *self, const CrmProviderCursor *cursor, JsonObject *page, guint n_items)
{
  const CrmProviderItem root = { self->body, NULL };
  gint64 first, step;

  if (!page)
    return NULL;
  for (guint i = 0; i < 2; i++)
    {
      const char *name = ((const char *const[]){ "url", "next" })[i];
      char *next;

      if (!json_object_has_member (page, name))
        continue;
      next = crm_provider_get_text (&root, json_object_get_string_member (page, name));
      if (next && *next == '\0')
        g_clear_pointer (&next, g_free);
      return next;
    }
  if (n_items == 0 || n_items < (guint)json_object_get_int_member_with_default (page, "full", 1))
    return NULL;
  first = json_object_get_int_member_with_default (page, "first", 0);
  step = MAX (json_object_get_int_member_with_default (page, "step", 1), 1);
  return g_strdup_printf (
      "%" G_GINT64_FORMAT, (cursor->page ? g_ascii_strtoll (cursor->page, NULL, 10) : first) + step);
}

static gboolean
is_known (const CrmProviderCursor *cursor, const CrmIncoming *incoming)
{
  g_auto (GStrv) known = g_strsplit (cursor->known, ",", -1);

  return incoming->at && incoming->at <= cursor->start &&
         (incoming->at < cursor->start || g_strv_contains ((const char *const *)known, incoming->remote_id));
}

/* What was there before the account: the newest of it is remembered by name, for a new one may have the same second. */
static void
remember (CrmProviderCursor *cursor, const CrmIncoming *incoming)
{
  if (incoming->at < cursor->start || strlen (cursor->known) > 4000)
    return;
  if (incoming->at > cursor->start)
    {
      g_free (cursor->known);
      cursor->known = g_strdup (incoming->remote_id);
    }
  else
    {
      char *known = g_strconcat (cursor->known, ",", incoming->remote_id, NULL);

      g_free (cursor->known);
      cursor->known = known;
    }
  cursor->start = incoming->at;
}

CrmFetched *
crm_provider_read_fetch (CrmProvider *self, const CrmHttpAnswer *answer, const char *cursor, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_auto (CrmProviderCursor) where = { 0 };
  g_autoptr (GArray) items = NULL;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_incoming_free);
  g_autofree char *next = NULL;
  const CrmProviderItem root = { 0 };
  g_autoptr (GArray) everything = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 until, after;
  gboolean more, by_time;
  JsonObject *description, *page;

  g_return_val_if_fail (self && answer, NULL);
  if (!starts (&reading, self, CRM_PROVIDER_FETCH, answer, &failure))
    {
      if (!reading.spec || !is_missing (&reading))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      /* Nothing came in. */
      g_clear_pointer (&reading.body, json_node_unref);
    }
  crm_provider_cursor_read (&where, cursor);
  until = crm_provider_cursor_until (&where, self);
  description = json_object_get_object_member (self->operations[CRM_PROVIDER_FETCH], "cursor");
  by_time = g_str_equal (json_object_get_string_member (description, "by"), "time");
  page = json_object_has_member (description, "page") ? json_object_get_object_member (description, "page")
                                                      : NULL;
  everything =
      get_spec (&reading, "items")
          ? crm_provider_find_all (&(CrmProviderItem){ reading.body, NULL }, get_spec (&reading, "items"))
          : g_array_append_vals (g_array_new (FALSE, FALSE, sizeof root), &root, 1);
  items = list_items (&reading);
  after = where.after;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (CrmIncoming) incoming = read_incoming (&reading, &g_array_index (items, CrmProviderItem, i));
      gint64 number = 0;

      if (!incoming->remote_id || !incoming->address || *incoming->remote_id == '\0')
        continue;
      where.high = MAX (where.high, incoming->at);
      if (!by_time)
        {
          number = g_ascii_strtoll (incoming->remote_id, NULL, 10);
          after = MAX (after, number);
        }
      if (where.first && incoming->at < where.since)
        remember (&where, incoming);
      else if (!is_known (&where, incoming) && (by_time || number > where.after))
        g_ptr_array_add (messages, g_steal_pointer (&incoming));
    }
  sort_by_time (messages);
  if (!by_time && after < 0)
    after = 0;
  where.after = after;
  next = get_next_page (&reading, &where, page, everything->len);
  more = next != NULL && g_strcmp0 (next, where.page) != 0;
  g_free (where.page);
  where.page = more ? g_steal_pointer (&next) : NULL;
  if (!more)
    {
      gint64 hours = json_object_get_int_member_with_default (description, "hours", 0);

      /* A clock of theirs that is ahead must not hide what comes next. */
      where.since = MAX (where.since, hours ? until : MIN (MAX (where.high, where.since), until));
      where.first = FALSE;
      more = hours && until < crm_clock_now () - G_TIME_SPAN_MINUTE;
    }
  return crm_fetched_new (g_steal_pointer (&messages), crm_provider_cursor_to_string (&where), more);
}
