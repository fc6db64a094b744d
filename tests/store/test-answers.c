/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"
#include "message/crm-message.h"
#include "template/crm-template.h"

/* Replies to questions: what they mean, and which question they answer. */

static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  crm_test_add (store, "client", "name", "Anna", "phone", "+380501234567", NULL);
  crm_test_add (store, "client", "name", "Ivan", "phone", "+380671112233", NULL);
  crm_test_add (store, "deal", "title", "Beans", "client", "1", NULL);
  return store;
}

/* "score: value", "value" without a score, "-" for no answer. */
static char *
read_reply (CrmRow *question, const char *reply)
{
  gint64 score;
  gboolean has_score;
  g_autofree char *value = NULL;

  if (!crm_answer_read (question, reply, &score, &has_score, &value))
    return g_strdup ("-");
  g_assert_nonnull (value);
  return has_score ? g_strdup_printf ("%" G_GINT64_FORMAT ": %s", score, value) : g_strdup (value);
}

typedef struct
{
  const char *reply;
  const char *wanted;
} Reply;

static void
assert_replies (CrmStore *store, gint64 template, const Reply *replies, guint n)
{
  g_autoptr (CrmRow) question = crm_test_load (store, "template", template);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *got = read_reply (question, replies[i].reply);

      g_test_message ("%s", replies[i].reply);
      g_assert_cmpstr (got, ==, replies[i].wanted);
    }
}

static void
test_scale (void)
{
  static const Reply replies[] = {
    { "5", "5: 5 of 5" },
    { " 5! ", "5: 5 of 5" },
    { "5+", "5: 5 of 5" },
    { "\"4\"", "4: 4 of 5" },
    { "4.", "4: 4 of 5" },
    { "5.0", "5: 5 of 5" },
    { "٤", "4: 4 of 5" },
    { "3️⃣", "3: 3 of 5" },
    { "five", "5: 5 of 5" },
    { "пять", "5: 5 of 5" },
    { "П’ять!", "5: 5 of 5" },
    { "п'ять", "5: 5 of 5" },
    { "Fünf", "5: 5 of 5" },
    { "5 из 5", "5: 5 of 5" },
    { "4 з 5", "4: 4 of 5" },
    { "4 out of 5", "4: 4 of 5" },
    { "4 von 5", "4: 4 of 5" },
    { "4/5", "4: 4 of 5" },
    { "Оценка 4", "4: 4 of 5" },
    { "Моя оцінка - 5", "5: 5 of 5" },
    { "My rating: 2", "2: 2 of 5" },
    { "5 спасибо, все понравилось", "5: 5 of 5" },
    { "5, дякую!", "5: 5 of 5" },
    { "5 (п'ять)", "5: 5 of 5" },
    { "⭐⭐⭐⭐", "4: 4 of 5" },
    { "★★★ ★★", "5: 5 of 5" },
    /* Not on the scale. */
    { "0", "-" },
    { "6", "-" },
    { "10", "-" },
    { "-5", "-" },
    { "⭐⭐⭐⭐⭐⭐", "-" },
    { "4/10", "-" },
    { "4 of 10", "-" },
    { "99999999999999999999", "-" },
    /* Something else. */
    { "", "-" },
    { "  ", "-" },
    { "Дякую", "-" },
    { "4,5", "-" },
    { "4-5", "-" },
    { "4 или 5", "-" },
    { "5%", "-" },
    { "5:30", "-" },
    { "5 минут", "-" },
    { "3 дні", "-" },
    { "2 кг, пожалуйста", "-" },
    { "4 вечера", "-" },
    { "Прийду о 5", "-" },
    { "Буду в 5, не раньше", "-" },
    { "We were 4 people", "-" },
    { "12.03", "-" },
    { "+380501234567", "-" },
  };
  static const Reply wide[] = { { "-2", "-2: -2 of 10" }, { "10", "10: 10 of 10" },
    { "десять", "10: 10 of 10" }, { "0", "0: 0 of 10" }, { "ноль", "0: 0 of 10" }, { "11", "-" } };
  CrmStore *store = open_new ();

  crm_test_add (store, "template", "name", "Rate", "expects", "scale", NULL);
  crm_test_add (
      store, "template", "name", "Wide", "expects", "scale", "scale_min", "-2", "scale_max", "10", NULL);
  assert_replies (store, 1, replies, G_N_ELEMENTS (replies));
  assert_replies (store, 2, wide, G_N_ELEMENTS (wide));
  crm_test_close (store);
}

static void
test_yes_no (void)
{
  static const Reply replies[] = {
    { "Так", "1: Yes" },
    { "так!", "1: Yes" },
    { "Так, буду", "1: Yes" },
    { "Да", "1: Yes" },
    { "да, спасибо", "1: Yes" },
    { "yes", "1: Yes" },
    { "Yes please", "1: Yes" },
    { "Y", "1: Yes" },
    { "Ja, gerne", "1: Yes" },
    { "+", "1: Yes" },
    { "ok", "1: Yes" },
    { "Ні", "0: No" },
    { "ні, дякую", "0: No" },
    { "нет", "0: No" },
    { "Нет.", "0: No" },
    { "no thanks", "0: No" },
    { "Nein", "0: No" },
    { "-", "0: No" },
    { "не", "0: No" },
    { "не знаю", "-" },
    { "No idea", "-" },
    { "no problem", "-" },
    { "нет проблем", "-" },
    { "да нет", "-" },
    { "yes and no", "-" },
    { "yes but later", "-" },
    { "Так що ви пропонуєте?", "-" },
    { "Так как я занят", "-" },
    { "Нетто 5", "-" },
    { "Наверное да", "-" },
    { "5", "-" },
    { "?", "-" },
    { "", "-" },
  };
  CrmStore *store = open_new ();

  crm_test_add (store, "template", "name", "Coming", "expects", "yes-no", NULL);
  assert_replies (store, 1, replies, G_N_ELEMENTS (replies));
  crm_test_close (store);
}

static void
test_words (void)
{
  static const Reply replies[] = {
    { "good", "3: good" },
    { "Good!", "3: good" },
    { "добре, дякую", "3: good" },
    { "ДОБРЕ", "3: good" },
    { "3", "3: good" },
    { "very good", "5: very good" },
    { "bad", "1: bad" },
    { "badly done", "-" },
    { "not good", "-" },
    { "red", "red" },
    { "rot", "red" },
    { "redder", "-" },
    { "4", "-" },
    { "", "-" },
  };
  static const Reply free_text[] = { { "Anything at all", "Anything at all" }, { "5", "5" }, { " ", "-" } };
  CrmStore *store = open_new ();

  crm_test_add (store, "template", "name", "Words", "expects", "words", "words",
      "3=good, fine, добре\n5 = very good\n1=bad\nred, rot", NULL);
  crm_test_add (store, "template", "name", "Text", "expects", "text", NULL);
  crm_test_add (store, "template", "name", "No question", NULL);
  assert_replies (store, 1, replies, G_N_ELEMENTS (replies));
  assert_replies (store, 2, free_text, G_N_ELEMENTS (free_text));
  assert_replies (store, 3, (const Reply[]){ { "5", "-" } }, 1);
  crm_test_close (store);
}

static void
test_checks (void)
{
  CrmStore *store = open_new ();
  g_autoptr (GError) error = NULL;

  crm_test_add (store, "template", "name", "Rate", "expects", "scale", NULL);
  g_assert_false (crm_test_try_set (store, "template", 1, 0, "scale_min", "5", &error));
  g_assert_true (g_str_has_prefix (error->message, "The scale must go from a smaller number"));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "template", 1, 0, "expects", "words", &error));
  g_assert_true (g_str_has_prefix (error->message, "Write down the words you expect"));
  g_clear_error (&error);
  g_assert_false (crm_test_try_set (store, "template", 1, 0, "valid_days", "0", &error));
  g_clear_error (&error);
  crm_test_add (store, "template_text", "template", "1", "text", "Hello", NULL);
  g_assert_false (crm_test_try_set (store, "template_text", 1, 0, "text", "Hello {client.name", &error));
  g_assert_true (g_str_has_prefix (error->message, "Line 1, character 7:"));
  g_clear_error (&error);
  crm_test_assert_field (store, "template_text", 1, "text", "Hello");
  crm_test_close (store);
}

static gint64
write_message (CrmStore *store, const char *client, const char *direction, const char *address,
    const char *text, const char *template)
{
  crm_test_clock_advance_days (0);
  return template ? crm_test_add (store, "message", "client", client, "channel", "sms", "direction",
                        direction, "address", address, "text", text, "template", template, NULL)
                  : crm_test_add (store, "message", "client", client, "channel", "sms", "direction",
                        direction, "address", address, "text", text, NULL);
}

static void
test_taken (void)
{
  CrmStore *store = open_new ();
  gint64 asked, reply;
  g_autofree char *asked_id = NULL;

  crm_test_add (store, "template", "name", "Rate", "expects", "scale", NULL);
  crm_test_add (store, "template", "name", "News", NULL);
  /* Nobody was asked yet. */
  write_message (store, "1", "in", "+380501234567", "5", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count(*) FROM answer"), ==, 0);

  asked = write_message (store, "1", "out", "+380501234567", "How was it?", "1");
  crm_test_set (store, "message", asked, "deal", "1", "state", "delivered", NULL);
  /* What was written since is no question. */
  write_message (store, "1", "out", "+380501234567", "By the way", "2");
  /* Somebody else, and what is no answer. */
  write_message (store, "2", "in", "+380671112233", "4", NULL);
  reply = write_message (store, "1", "in", "+380501234567", "Дякую!", NULL);
  crm_test_assert_field (store, "message", reply, "result", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count(*) FROM answer"), ==, 0);

  reply = write_message (store, "1", "in", "+380501234567", "4, дякую", NULL);
  asked_id = g_strdup_printf ("%" G_GINT64_FORMAT, asked);
  crm_test_assert_field (store, "message", reply, "result", "4 of 5");
  crm_test_assert_field (store, "message", reply, "text", "4, дякую");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count(*) FROM activity WHERE summary = '4, дякую · 4 of 5'"), ==,
      1);
  crm_test_assert_field (store, "answer", 1, "asked", asked_id);
  crm_test_assert_field (store, "answer", 1, "template", "1");
  crm_test_assert_field (store, "answer", 1, "client", "1");
  crm_test_assert_field (store, "answer", 1, "deal", "1");
  crm_test_assert_field (store, "answer", 1, "score", "4");
  crm_test_assert_field (store, "answer", 1, "value", "4 of 5");

  /* One question, one answer. */
  reply = write_message (store, "1", "in", "+380501234567", "5", NULL);
  crm_test_assert_field (store, "message", reply, "result", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count(*) FROM answer"), ==, 1);
  crm_test_assert_in_order (store);
  crm_test_close (store);
}

/* Undo takes the answer with the reply; what came too late, or was asked by what was never sent, is none. */
static void
test_not_taken (void)
{
  CrmStore *store = open_new ();
  gint64 asked;

  crm_test_add (store, "template", "name", "Rate", "expects", "scale", "valid_days", "2", NULL);
  asked = write_message (store, "1", "out", "+380501234567", "How was it?", "1");
  for (guint i = 0; i < 2; i++)
    {
      crm_test_set (store, "message", asked, "state", i ? "cancelled" : "queued", NULL);
      write_message (store, "1", "in", "+380501234567", "5", NULL);
      g_assert_cmpint (crm_test_sql_integer (store, "SELECT count(*) FROM answer"), ==, 0);
    }
  crm_test_set (store, "message", asked, "state", "sent", NULL);
  write_message (store, "1", "in", "+380501234567", "5", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count(*) FROM answer"), ==, 1);
  crm_test_assert_undo (store, FALSE, "3/0/0");
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count(*) FROM answer WHERE archived_at IS NULL"), ==, 0);
  crm_test_assert_in_order (store);

  crm_test_clock_advance_days (3);
  write_message (store, "1", "in", "+380501234567", "5", NULL);
  g_assert_cmpint (
      crm_test_sql_integer (store, "SELECT count(*) FROM answer WHERE archived_at IS NULL"), ==, 0);
  crm_test_close (store);
}

/* Asked by number alone; the client becomes known later. */
static void
test_unknown (void)
{
  CrmStore *store = open_new ();
  gint64 reply;

  crm_test_add (store, "template", "name", "Coming", "expects", "yes-no", NULL);
  crm_test_add (store, "message", "channel", "sms", "direction", "out", "address", "+380939998877", "text",
      "Coming?", "template", "1", NULL);
  reply = crm_test_add (store, "message", "channel", "sms", "direction", "in", "address", "+380 93 999 88 77",
      "text", "Так", NULL);
  crm_test_assert_field (store, "message", reply, "result", "Yes");
  crm_test_assert_field (store, "answer", 1, "client", NULL);
  crm_test_set (store, "message", reply, "client", "2", NULL);
  crm_test_assert_field (store, "answer", 1, "client", "2");
  crm_test_close (store);
}

/* Who wants no more messages answers nothing, whatever was asked. */
static void
test_stop (void)
{
  CrmStore *store = open_new ();
  gint64 reply;

  crm_test_add (store, "template", "name", "Anything", "expects", "text", NULL);
  write_message (store, "1", "out", "+380501234567", "What do you think?", "1");
  reply = write_message (store, "1", "in", "+380501234567", "СТОП", NULL);
  crm_test_assert_field (store, "message", reply, "result", NULL);
  g_assert_cmpint (crm_test_sql_integer (store, "SELECT count(*) FROM answer"), ==, 0);
  crm_test_close (store);
}

static gboolean
make_all (CrmTransaction *tx, gpointer data, GError **error)
{
  guint n = 0;

  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id; proposal++, n++)
    {
      CrmTemplateSubject subject = { .client = 1, .deal = 1, .meeting = 1 };
      gint64 id = crm_template_make_proposal (tx, proposal->id, error);
      g_autoptr (CrmFilled) filled = id ? crm_template_fill (tx, id, &subject, error) : NULL;

      if (!filled)
        return FALSE;
      g_test_message ("%s", filled->text);
      g_assert_cmpuint (filled->missing->len, ==, 0);
      g_assert_cmpstr (filled->language, ==, "en");
    }
  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpint (crm_template_make_proposal (tx, "nothing", NULL), ==, 0);
  return TRUE;
}

/* Every ready one can be filled from a full card. */
static void
test_proposals (void)
{
  CrmStore *store = open_new ();
  g_autoptr (GError) error = NULL;

  crm_test_set (store, "deal", 1, "amount", "1200 UAH", "pay_by", "2026-03-12", NULL);
  crm_test_add (store, "meeting", "title", "Tasting", "clients", "1", "starts_at", "2026-03-12T15:00:00Z",
      "place", "Main street 5", NULL);
  crm_store_write_sync (store, "Ready ones", make_all, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/answers/scale", test_scale);
  g_test_add_func ("/answers/yes-no", test_yes_no);
  g_test_add_func ("/answers/words", test_words);
  g_test_add_func ("/answers/checks", test_checks);
  g_test_add_func ("/answers/taken", test_taken);
  g_test_add_func ("/answers/not-taken", test_not_taken);
  g_test_add_func ("/answers/unknown", test_unknown);
  g_test_add_func ("/answers/stop", test_stop);
  g_test_add_func ("/answers/proposals", test_proposals);
  return crm_test_store_done (g_test_run ());
}
