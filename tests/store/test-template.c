/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-store.h"
#include "template/crm-template.h"

#include <string.h>

/* Templates: how they are read, what they become for a client, a deal and a meeting, and what may follow while one is typed. */

typedef struct
{
  const char *name;
  const char *value;
} Setting;

static gboolean
set_setting (CrmTransaction *tx, gpointer data, GError **error)
{
  const Setting *setting = data;

  return crm_transaction_set_setting (tx, setting->name, setting->value, error);
}

static void
put_setting (CrmStore *store, const char *name, const char *value)
{
  Setting setting = { name, value };
  g_autoptr (GError) error = NULL;

  crm_store_write_sync (store, "Setting", set_setting, &setting, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
add_own_fields (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autofree char *name =
      crm_transaction_add_own_field (tx, "client", "Favourite coffee", CRM_KIND_TEXT, NULL, error);
  g_autofree char *bonus =
      name ? crm_transaction_add_own_field (tx, "client", "Bonus", CRM_KIND_INTEGER, NULL, error) : NULL;

  return bonus != NULL;
}

/* Client 1 Acme (a company, en), 2 Anna (uk), 3 Jonas (de), 4 with nothing but a name; deal 1; meetings 1 (in Berlin), 2 all-day, 3 weekly. */
static CrmStore *
open_new (void)
{
  g_autofree char *path = crm_test_path ();
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  crm_test_clock_set ("2026-03-10T12:00:00Z");
  store = crm_test_open (path, CRM_ORIGIN_WINDOW);
  put_setting (store, "time-zone", "Europe/Kyiv");
  put_setting (store, "phone-region", "UA");
  put_setting (store, "currency", "UAH");
  put_setting (store, "sort-locale", "en");
  put_setting (store, "business-name", "Kava & Co");
  crm_store_write_sync (store, "Fields", add_own_fields, NULL, NULL, &error);
  g_assert_no_error (error);
  crm_test_add (store, "client", "name", "Acme", "kind", "company", "language", "en", "city", "London", NULL);
  crm_test_add (store, "client", "name", "Анна Ковальська", "kind", "person", "language", "uk", "phone",
      "+380501234567", "city", "Київ", "birthday", "1990-03-12", "company", "1", "tags", "VIP, Wholesale",
      "Favourite coffee", "Кенія {AA}", "Bonus", "1250", "owner", "1", NULL);
  crm_test_add (store, "client", "name", "Dr. Jonas Krüger", "kind", "person", "language", "Deutsch",
      "birthday", "--03-10", NULL);
  crm_test_add (store, "client", "name", "Nobody", "kind", "person", NULL);
  crm_test_add (store, "deal", "title", "Beans", "client", "2", "amount", "1234.5 UAH", "pay_by",
      "2026-03-13", "expected_close", "2027-01-05", NULL);
  crm_test_add (store, "meeting", "title", "Tasting", "clients", "3", "starts_at", "2026-03-12T15:00:00Z",
      "ends_at", "2026-03-12T16:30:00Z", "zone", "Europe/Berlin", NULL);
  crm_test_add (store, "meeting", "title", "Fair", "clients", "2", "starts_on", "2026-03-14", "ends_on",
      "2026-03-15", NULL);
  crm_test_add (store, "meeting", "title", "Weekly", "clients", "2", "starts_at", "2026-03-11T08:00:00Z",
      "ends_at", "2026-03-11T09:00:00Z", "recurrence", "FREQ=WEEKLY", NULL);
  return store;
}

typedef struct
{
  const char *text; /* or */
  gint64 template;
  CrmTemplateSubject subject;
  gboolean marks; /* spans in the result */
} Job;

/* The text with "[…]" around fields and "<…>" around missing ones; behind "|" the labels of what is missing. */
static char *
describe (const CrmFilled *filled, gboolean marks)
{
  GString *out = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; marks && i < filled->spans->len; i++)
    {
      const CrmTemplateSpan *span = &g_array_index (filled->spans, CrmTemplateSpan, i);

      g_assert_cmpuint (span->start, >=, at);
      g_assert_cmpuint (span->end, >, span->start);
      g_assert_cmpuint (span->end, <=, strlen (filled->text));
      g_string_append_len (out, filled->text + at, span->start - at);
      g_string_append_c (out, span->missing ? '<' : '[');
      g_string_append_len (out, filled->text + span->start, span->end - span->start);
      g_string_append_c (out, span->missing ? '>' : ']');
      at = span->end;
    }
  g_string_append (out, filled->text + at);
  for (guint i = 0; i < filled->missing->len; i++)
    g_string_append_printf (out, "|%s", (char *)filled->missing->pdata[i]);
  return g_string_free (out, FALSE);
}

static gpointer
fill_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (CrmTemplateText) text = job->text ? crm_template_text_new (job->text, error) : NULL;
  g_autoptr (CrmFilled) filled = NULL;

  if (job->text && !text)
    return NULL;
  filled = text ? crm_template_fill_text (tx, text, &job->subject, error)
                : crm_template_fill (tx, job->template, &job->subject, error);
  return filled ? describe (filled, job->marks) : NULL;
}

static char *
fill (CrmStore *store, const Job *job)
{
  g_autoptr (GError) error = NULL;
  char *got = crm_store_read_sync (store, fill_in_worker, (gpointer)job, &error);

  if (got)
    g_assert_no_error (error);
  return got ? got : g_strdup (error->message);
}

#define assert_filled(store, wanted, ...) \
  G_STMT_START \
  { \
    Job crm_job = { __VA_ARGS__ }; \
    g_autofree char *crm_got = fill (store, &crm_job); \
    g_assert_cmpstr (crm_got, ==, wanted); \
  } \
  G_STMT_END

static void
test_fields (void)
{
  CrmStore *store = open_new ();

  assert_filled (
      store, "Hello Анна, 12 березня.", "Hello {client.name|first}, {client.birthday}.", 0, { .client = 2 });
  assert_filled (store, "[Анна Ковальська]: [Acme], [London]",
      "{client.name}: {client.company}, {client.company.city}", 0, { .client = 2 }, TRUE);
  assert_filled (store, "VIP, Wholesale; Кенія {AA}; 1 250",
      "{client.tags}; {client.Favourite coffee}; {client.bonus}", 0, { .client = 2 });
  assert_filled (
      store, "{АННА} анна", "{{{client.name|first|upper}}} {client.name|first|lower}", 0, { .client = 2 });
  assert_filled (store, "Jonas, 10. März", "{client.name|first}, {client.birthday}", 0, { .client = 3 });
  /* The whole name of a business, and of one who is called by one word. */
  assert_filled (store, "Acme", "{client.name|first}", 0, { .client = 1 });
  assert_filled (store, "Nobody, London?", "{client.name|first}, {client.city|?London?}", 0, { .client = 4 });
  assert_filled (store, "Kava & Co", "{business.name}", 0, { .client = 1 });
  assert_filled (store,
      "<⟨City⟩> <⟨City⟩> <⟨Responsible: Phone⟩> <⟨Amount⟩> <⟨Phone of the business⟩>|City|Responsible: "
      "Phone|Amount|Phone of the business",
      "{client.city} {client.city} {client.owner.phone} {deal.amount} {business.phone}", 0, { .client = 4 },
      TRUE);
  assert_filled (store, "nothing", "nothing", 0, { 0 });
  assert_filled (store, "<⟨Name⟩>|Name", "{client.name}", 0, { 0 }, TRUE);
  crm_test_close (store);
}

static void
test_formats (void)
{
  CrmStore *store = open_new ();

  assert_filled (store, "1 234,50 ₴; 1 235 ₴; 1 234,5",
      "{deal.amount}; {deal.amount|whole}; {deal.amount|number}", 0, { .deal = 1 });
  crm_test_set (store, "deal", 1, "amount", "1200 UAH", NULL);
  assert_filled (store, "1 200 ₴; 1 200,00 ₴", "{deal.amount}; {deal.amount|money}", 0, { .deal = 1 });
  /* Another year is told. The client follows from the deal. */
  assert_filled (store, "13 березня, п’ятниця; 5 січня 2027 р.; Анна",
      "{deal.pay_by}, {deal.pay_by|day}; {deal.expected_close}; {client.name|first}", 0, { .deal = 1 });
  assert_filled (
      store, "March 13, Friday", "{deal.pay_by}, {deal.pay_by|day}", 0, { .deal = 1, .language = "en_US" });
  /* In the zone of the meeting, and in the language of who comes. */
  assert_filled (store, "12. März, 16:00; Donnerstag; 12. März; 16:00",
      "{meeting.starts_at}; {meeting.starts_at|day}; {meeting.starts_at|date}; {meeting.starts_at|time}", 0,
      { .meeting = 1 });
  assert_filled (store, "14 березня, 15 березня; субота, ⟨Starts⟩|Starts",
      "{meeting.starts_at}, {meeting.ends_at}; {meeting.starts_at|day}, {meeting.starts_at|time}", 0,
      { .meeting = 2 }, FALSE);
  /* One time of those that repeat. */
  assert_filled (
      store, "18 березня, 10:00", "{meeting.starts_at}", 0, { .meeting = 3, .rid = "20260318T100000" });
  crm_test_close (store);
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *condition;
    gboolean holds;
  } table[] = {
    { "client.city", TRUE },
    { "not client.city", FALSE },
    { "client.city empty", FALSE },
    { "client.region empty", TRUE },
    { "client.region", FALSE },
    { "client.city = Київ", TRUE },
    { "client.city = КИЇВ", TRUE },
    { "client.city = \"Київ\"", TRUE },
    { "client.city != Київ", FALSE },
    { "client.city = Львів", FALSE },
    { "client.region = Київ", FALSE },
    { "client.region != Київ", TRUE },
    { "client.tags = vip", TRUE },
    { "client.tags = other", FALSE },
    { "client.kind = person", TRUE },
    { "client.kind = company", FALSE },
    { "client.company = acme", TRUE },
    { "client.company.city = London", TRUE },
    { "client.Bonus > 1000", TRUE },
    { "client.Bonus > 1250", FALSE },
    { "client.Bonus < 1250.5", TRUE },
    { "client.Bonus = 1250", TRUE },
    { "client.Favourite coffee", TRUE },
    { "deal.amount > 1234", TRUE },
    { "deal.amount > 1234,5", FALSE },
    { "deal.amount = 1234.5", TRUE },
    { "deal.state = open", TRUE },
    { "deal.state != won", TRUE },
    { "deal.pay_by today", FALSE },
    { "deal.pay_by tomorrow", FALSE },
    { "deal.pay_by within 3", TRUE },
    { "deal.pay_by within 2 days", FALSE },
    { "deal.pay_by > today", TRUE },
    { "deal.pay_by < 2026-03-14", TRUE },
    { "deal.pay_by = 2026-03-13", TRUE },
    { "client.birthday today", FALSE },
    { "client.birthday within 2", TRUE },
    { "client.birthday within 1", FALSE },
    { "client.birthday = 2026-03-12", TRUE },
    { "meeting.starts_at tomorrow", TRUE },
    { "not meeting.starts_at tomorrow", FALSE },
    { "meeting.starts_on", FALSE },
    { "deal.contract", FALSE },
    { "not deal.contract", TRUE },
    { "business.name", TRUE },
    { "business.web", FALSE },
  };
  CrmStore *store = open_new ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = g_strdup_printf ("{if %s}yes{else}no{end}", table[i].condition);

      g_test_message ("%s", table[i].condition);
      assert_filled (store, table[i].holds ? "yes" : "no", text, 0, { .client = 2, .deal = 1, .meeting = 3 });
    }
  assert_filled (
      store, "Happy birthday!", "{if client.birthday today}Happy birthday!{end}", 0, { .client = 3 });
  assert_filled (
      store, "a2b4", "{if client.city}a{if client.region}1{else}2{end}b{else}3{end}4", 0, { .client = 2 });
  /* A condition alone on its line leaves no line behind. */
  assert_filled (store, "A\nB\nD\n", "A\n{if client.city}\nB\n{else}\nC\n{end}\nD\n", 0, { .client = 2 });
  /* What is left out does not stop a message; what is no field does. */
  assert_filled (store, "fine", "{if client.region}{client.region}{end}fine", 0, { .client = 2 });
  assert_filled (store, "There is no field “client.regoin”.", "{if client.region}{client.regoin}{end}fine", 0,
      { .client = 2 });
  assert_filled (
      store, "There is no field “meeting.private_note”.", "{meeting.private_note}", 0, { .meeting = 1 });
  assert_filled (store, "There is no field “business.tax”.", "{business.tax}", 0, { 0 });
  assert_filled (store, "There is no field “client.name.city”.", "{client.name.city}", 0, { .client = 2 });
  assert_filled (store, "“many” is not a number.", "{if client.bonus > many}x{end}", 0, { .client = 2 });
  crm_test_close (store);
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } table[] = {
    { "Hello {client.name",
        "Line 1, character 7: This “{” is not closed. Write “{{” for a brace that is only a brace." },
    { "Привіт,\nдорога {cleint.name}",
        "Line 2, character 8: “cleint” is nothing to write about. A field begins with one of client, deal, "
        "meeting, user, business." },
    { "{}", "Line 1, character 1: The braces are empty. A field begins with one of client, deal, meeting, "
            "user, business." },
    { "{client}", "Line 1, character 1: “client” needs a field, as in {client.name}." },
    { "{deal.owner.company.name}", "Line 1, character 1: “deal.owner.company.name” has too many points." },
    { "{client.name|frist}", "Line 1, character 1: “frist” is no way to write a field. There are money, "
                             "whole, number, date, day, time, "
                             "first, upper, lower, and “?” with what to write instead of nothing." },
    { "{if client.name}x", "Line 1, character 1: “{end}” is missing for this condition." },
    { "x{end}", "Line 1, character 2: “{end}” has no condition before it." },
    { "x{else}", "Line 1, character 2: “{else}” has no condition before it." },
    { "{if client.name}a{else}b{else}c{end}", "Line 1, character 1: This condition has “{else}” twice." },
    { "{if client.city = }x{end}", "Line 1, character 1: There is nothing to compare with." },
    { "{if client.city ! x}x{end}", "Line 1, character 1: After “!” an “=” is missing. Conditions are =, !=, "
                                    "<, >, today, tomorrow, within." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmTemplateText) text = crm_template_text_new (table[i].text, &error);

      g_assert_null (text);
      g_assert_cmpstr (error->message, ==, table[i].message);
    }
}

static void
assert_refused (const char *text, const char *end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplateText) read = crm_template_text_new (text, &error);

  g_assert_null (read);
  g_assert_true (g_str_has_suffix (error->message, end));
}

/* What somebody wrote to take the program down. */
static void
test_limits (void)
{
  CrmStore *store = open_new ();
  g_autoptr (GString) deep = g_string_new (NULL), many = g_string_new (NULL), loud = g_string_new (NULL);
  g_autofree char *most = g_strnfill (64 * 1024, 'a'), *over = g_strnfill (64 * 1024 + 1, 'a');
  g_autofree char *notes = g_strnfill (20000, 'x');
  g_autoptr (CrmTemplateText) text = crm_template_text_new (most, NULL);

  g_assert_nonnull (text);
  assert_refused (over, "The text of the template is too long.");
  assert_refused ("\xff", "The text of the template is no text.");
  for (guint i = 0; i < 17; i++)
    g_string_append (deep, "{if client.name}");
  assert_refused (deep->str, "Too many conditions are within each other.");
  for (guint i = 0; i < 2001; i++)
    g_string_append (many, "{user.name}");
  assert_refused (many->str, "There are too many fields and conditions.");
  crm_test_set (store, "client", 2, "interests", notes, NULL);
  for (guint i = 0; i < 4; i++)
    g_string_append (loud, "{client.interests}");
  assert_filled (store, "The filled text is too long.", loud->str, 0, { .client = 2 });
  crm_test_close (store);
}

static void
test_languages (void)
{
  CrmStore *store = open_new ();
  gint64 template =
      crm_test_add (store, "template", "name", "Pay", "channel", "sms", "purpose", "service", NULL);
  const char *pay = "{deal.pay_by}";
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, template);

  assert_filled (store, "The template “Pay” has no text.", NULL, template, { .deal = 1 });
  crm_test_add (store, "template_text", "template", id, "language", "de", "text", "de {deal.pay_by}", NULL);
  /* The first, and dates in its language. */
  assert_filled (store, "de 13. März", NULL, template, { .deal = 1 });
  crm_test_add (store, "template_text", "template", id, "text", pay, NULL);
  assert_filled (store, "13 March", NULL, template, { .deal = 1 });
  crm_test_add (store, "template_text", "template", id, "language", "uk", "subject", "{client.city}", "text",
      "uk {deal.pay_by}", NULL);
  assert_filled (store, "uk 13 березня", NULL, template, { .deal = 1 });
  assert_filled (store, "de 13. März", NULL, template, { .deal = 1, .client = 3 });
  assert_filled (store, "13 March", NULL, template, { .deal = 1, .client = 4 });
  assert_filled (store, "de 13. März", NULL, template, { .deal = 1, .language = "de_AT" });
  crm_test_archive (store, "template_text", 3);
  assert_filled (store, "13 March", NULL, template, { .deal = 1 });
  crm_test_close (store);
}

static gpointer
complete_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = crm_template_complete (tx, data, error);
  GString *out = g_string_new (NULL);

  for (guint i = 0; found && i < found->len; i += 2)
    g_string_append_printf (
        out, "%s%s=%s", i ? ";" : "", (char *)found->pdata[i], (char *)found->pdata[i + 1]);
  return g_string_free (out, FALSE);
}

static void
assert_completed (CrmStore *store, const char *typed, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = crm_store_read_sync (store, complete_in_worker, (gpointer)typed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_complete (void)
{
  CrmStore *store = open_new ();

  assert_completed (store, "",
      "client.=Client;deal.=Deal;meeting.=Meeting;user.=The one who writes;business.=Our business");
  assert_completed (store, "mee", "meeting.=Meeting");
  assert_completed (store, "client.bi", "client.birthday=Birthday");
  assert_completed (store, "client.fav", "client.Favourite coffee=Favourite coffee");
  assert_completed (store, "deal.owner.ph", "deal.owner.phone=Phone");
  assert_completed (store, "client.own", "client.owner=Responsible;client.owner.=Responsible…");
  assert_completed (store, "birthd", "client.birthday=Birthday");
  assert_completed (store, "client.name|f", "client.name|first=First name");
  assert_completed (store, "business.we", "business.web=Web page of the business");
  assert_completed (store, "nothing.x", "");
  assert_completed (store, "client.photo", "");
  assert_completed (store, "meeting.private", "");
  crm_test_close (store);
}

static void
test_fields_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTemplateText) text = crm_template_text_new (
      "{client.name} {Client.name|first}{if deal.amount > 5}{deal.owner.name}{end} {client.name}", &error);
  const char *const *fields;

  g_assert_no_error (error);
  fields = crm_template_text_get_fields (text);
  g_assert_cmpstr (fields[0], ==, "client.name");
  g_assert_cmpstr (fields[1], ==, "deal.amount");
  g_assert_cmpstr (fields[2], ==, "deal.owner.name");
  g_assert_null (fields[3]);
}

/* Any order of pieces is refused with a sentence or filled to text whose spans are in order. */
static void
test_random (void)
{
  static const char *const pieces[] = { "{client.name}", "{client.city|?nowhere}", "{deal.amount|money}",
    "{meeting.starts_at|day}", "{if client.birthday within 5}", "{if client.region}", "{else}", "{end}", "{{",
    "}}", "{", "}", "words ", "слова ", "\n", "{client.Bonus|number}", "{user.name|upper}",
    "{if not deal.pay_by tomorrow}", "{business.name}", "😀", "{client.tags|lower|first}" };
  CrmStore *store = open_new ();
  GRand *rand = g_rand_new_with_seed (20261118);
  guint n_filled = 0;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *got = NULL;
      Job job = { .subject = { .client = g_rand_int_range (rand, 0, 5),
                      .deal = g_rand_int_range (rand, 0, 2),
                      .meeting = g_rand_int_range (rand, 0, 4) },
        .marks = TRUE };

      for (gint32 n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      job.text = text->str;
      got = crm_store_read_sync (store, fill_in_worker, &job, &error);
      g_assert_true ((got == NULL) == (error != NULL));
      g_assert_true (g_utf8_validate (got ? got : error->message, -1, NULL));
      n_filled += got != NULL;
    }
  g_assert_cmpuint (n_filled, >, 400);
  g_rand_free (rand);
  crm_test_close (store);
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  g_test_add_func ("/template/fields", test_fields);
  g_test_add_func ("/template/formats", test_formats);
  g_test_add_func ("/template/conditions", test_conditions);
  g_test_add_func ("/template/mistakes", test_mistakes);
  g_test_add_func ("/template/limits", test_limits);
  g_test_add_func ("/template/languages", test_languages);
  g_test_add_func ("/template/complete", test_complete);
  g_test_add_func ("/template/fields-named", test_fields_named);
  g_test_add_func ("/template/random", test_random);
  return crm_test_store_done (g_test_run ());
}
