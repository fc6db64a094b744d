/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-demo-messages.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "channel/crm-account.h"
#include "import/crm-demo-words.h"
#include "message/crm-message.h"
#include "template/crm-template.h"

/* Talks told by how long ago they were. Runs in the writer's thread. */

#define MAX_LINES 5
#define UNKNOWN_ADDRESS "+48 22 123 00 55"

typedef struct
{
  CrmTransaction *tx; /* not owned */
  gint64 now;
  gint64 account;
  CrmEntity *message, *conversation;
} Messages;

typedef struct
{
  const char *text;
  int minutes;       /* ago */
  const char *state; /* of ours; NULL: it came in */
} Line;

typedef struct
{
  const char *language; /* NULL: of somebody nobody knows */
  Line lines[MAX_LINES];
  gboolean done;
} Talk;

#define DAYS(n) ((n)*24 * 60)

static const Talk talks[] = {
  { "uk",
      {
          { "Доброго дня! Ваше замовлення зібране, доставка завтра з 9 до 11.", DAYS (1) + 190, "delivered" },
          { "Дякую! А можна після обіду? Зранку нікого не буде.", DAYS (1) + 150, NULL },
          { "Чи ще встигаємо додати 2 кг «Кенія АА»?", 95, NULL },
      } },
  { "ru",
      {
          { "Добрый день! Вы получили план зала? Хотим открыть бар в холле в декабре.", DAYS (1) + 40, NULL },
      } },
  { "de",
      {
          { "Guten Tag, die Proben sind heute unterwegs. Viele Grüße!", DAYS (2) + 300, "read" },
          { "Vielen Dank, die Mischung schmeckt hervorragend. Wann können wir telefonieren?", 48, NULL },
      } },
  { "en",
      {
          { "How satisfied were you with the training? Please answer with a number from 1 to 5.",
              DAYS (3) + 60, "delivered" },
          { "5 - my baristas loved it", DAYS (3) + 20, NULL },
          { "Thank you! See you in spring.", DAYS (3), "delivered" },
      },
      TRUE },
  { NULL,
      {
          { "Hello, I found you at the fair and would like your price list, please.", 320, NULL },
      } },
  { "uk",
      {
          { "Нагадуємо про рахунок 1094 до п’ятниці. Дякуємо!", DAYS (1) + 600, "failed" },
      },
      TRUE },
  { "ru",
      {
          { "Пришлите, пожалуйста, счёт на почту.", DAYS (4) + 100, NULL },
          { "Отправили, хорошего дня!", DAYS (4) + 80, "delivered" },
          { "Напоминаем: дегустация в четверг в 10:00.", 15, "queued" },
      },
      TRUE },
  { "de",
      {
          { "Ihre Mühle ist repariert und kann abgeholt werden.", DAYS (5), "sent" },
          { "Super, ich komme morgen früh.", DAYS (5) - 25, NULL },
          { "Bis morgen!", DAYS (5) - 30, "read" },
      },
      TRUE },
  { "en",
      {
          { "We are open on 24 December until noon.", DAYS (1) + 30, "uncertain" },
      },
      TRUE },
};

static gint64
add_account (CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "account", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;

  if (!values)
    return 0;
  crm_values_set_text (values, CRM_ACCOUNT_NAME, _ ("Text messages (demo)"));
  crm_values_set_text (values, CRM_ACCOUNT_CHANNEL, "sms");
  crm_values_set_text (values, CRM_ACCOUNT_BACKEND, "http");
  crm_values_set_text (values, CRM_ACCOUNT_PROVIDER, "generic-http");
  crm_values_set_integer (values, CRM_ACCOUNT_ACTIVE, FALSE);
  return crm_transaction_insert (tx, values, NULL, error);
}

/* Nine o'clock tomorrow. */
static gint64
get_tomorrow (const Messages *self)
{
  GTimeZone *zone = crm_transaction_get_zone (self->tx);

  return crm_local_instant (crm_local_day (self->now, zone, NULL) + 1, 9 * 3600, zone);
}

/* What comes from elsewhere is never on its way by itself: it is put there. */
static gboolean
put_on_way (Messages *self, gint64 message, const Line *line, gint64 due_at, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->message);

  crm_values_set_text (values, CRM_MESSAGE_STATE, line->state);
  crm_values_set_integer (values, CRM_MESSAGE_DUE_AT, due_at);
  if (g_str_equal (line->state, "failed"))
    crm_values_set_text (values, CRM_MESSAGE_ERROR, _ ("This number does not exist."));
  return crm_transaction_update (self->tx, message, 0, values, error);
}

static gboolean
add_line (Messages *self, gint64 client, const char *address, const Line *line, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->message);
  gint64 at = self->now - line->minutes * G_TIME_SPAN_MINUTE;
  gint64 due_at = at, message;
  gboolean pending =
      line->state && (g_str_equal (line->state, "queued") || g_str_equal (line->state, "failed") ||
                         g_str_equal (line->state, "uncertain"));

  if (line->state && g_str_equal (line->state, "queued"))
    due_at = get_tomorrow (self);
  if (client)
    crm_values_set_integer (values, CRM_MESSAGE_CLIENT, client);
  crm_values_set_text (values, CRM_MESSAGE_CHANNEL, "sms");
  crm_values_set_text (values, CRM_MESSAGE_DIRECTION, line->state ? "out" : "in");
  crm_values_set_integer (values, CRM_MESSAGE_AT, at);
  crm_values_set_text (values, CRM_MESSAGE_ADDRESS, address);
  crm_values_set_text (values, CRM_MESSAGE_TEXT, line->text);
  crm_values_set_integer (values, CRM_MESSAGE_ACCOUNT, self->account);
  if (!pending)
    crm_values_set_text (values, CRM_MESSAGE_STATE, line->state);
  if (line->state && !pending)
    crm_values_set_integer (values, CRM_MESSAGE_SENT_AT, at);
  if (line->state && (g_str_equal (line->state, "delivered") || g_str_equal (line->state, "read")))
    crm_values_set_integer (values, CRM_MESSAGE_DELIVERED_AT, at + 4 * G_TIME_SPAN_SECOND);
  message = crm_transaction_insert (self->tx, values, NULL, error);
  return message && (!pending || put_on_way (self, message, line, due_at, error));
}

/* Whose turn it is: the next client of that language with a phone. */
static gboolean
find_client (Messages *self, const Talk *talk, const gint64 *ids, const guint *languages, guint n,
    guint *next, gint64 *client, char **address, GError **error)
{
  *client = 0;
  for (guint i = *next; talk->language && i < n; i++)
    {
      g_autoptr (CrmStatement) statement = NULL;
      gboolean row;

      if (g_strcmp0 (crm_demo_words[languages[i]].language, talk->language) != 0)
        continue;
      statement = crm_db_prepare (crm_transaction_get_db (self->tx),
          "SELECT a.value FROM address a JOIN client c ON c.id = a.client WHERE a.client = $1 AND a.kind = "
          "'phone' AND a.archived_at IS NULL AND c.kind = 'person' ORDER BY a.position LIMIT 1",
          error);
      if (!statement)
        return FALSE;
      crm_statement_bind_integer (statement, 1, ids[i]);
      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        continue;
      *client = ids[i];
      *address = g_strdup (crm_statement_get_text (statement, 0));
      *next = i + 1;
      return TRUE;
    }
  return TRUE;
}

static gboolean
set_state (Messages *self, const char *address, gboolean done, GError **error)
{
  gint64 id = crm_conversation_ensure (self->tx, "sms", address, 0, self->account, error);
  g_autoptr (CrmValues) values = crm_values_new (self->conversation);

  if (!id)
    return FALSE;
  crm_values_set_text (values, CRM_CONVERSATION_STATE, done ? "done" : "open");
  return crm_transaction_update (self->tx, id, 0, values, error) &&
         crm_conversation_mark_seen (self->tx, id, done, error);
}

static gboolean
write_talks (Messages *self, const gint64 *ids, const guint *languages, guint n, GError **error)
{
  guint next = 0;

  for (guint i = 0; i < G_N_ELEMENTS (talks); i++)
    {
      const Talk *talk = &talks[i];
      g_autofree char *address = talk->language ? NULL : g_strdup (UNKNOWN_ADDRESS);
      gint64 client;

      if (!find_client (self, talk, ids, languages, n, &next, &client, &address, error))
        return FALSE;
      if (!address)
        continue;
      for (guint k = 0; k < MAX_LINES && talk->lines[k].text; k++)
        if (!add_line (self, client, address, &talk->lines[k], error))
          return FALSE;
      if (!set_state (self, address, talk->done, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_demo_write_messages (
    CrmTransaction *tx, const gint64 *ids, const guint *languages, guint n, gint64 now, GError **error)
{
  g_autoptr (CrmEntity) message = crm_transaction_get_entity (tx, "message", error);
  g_autoptr (CrmEntity) conversation = crm_transaction_get_entity (tx, "conversation", error);
  Messages self = { tx, now, 0, message, conversation };

  if (!message || !conversation)
    return FALSE;
  self.account = add_account (tx, error);
  return self.account && write_talks (&self, ids, languages, n, error) &&
         crm_template_make_proposal (tx, "meeting", error) && crm_template_make_proposal (tx, "rate", error);
}
