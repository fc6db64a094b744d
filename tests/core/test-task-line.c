/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "task/crm-task-line.h"

#include <string.h>

/* What is read from one typed line. It is Wednesday, 18 November 2026, 12:00 in Kyiv. */

#define NOW "2026-11-18 12:00"

typedef struct
{
  const char *line;
  char kind; /* t to-do, c call, l letter, m meeting */
  const char *when;
  const char *title;
  const char *names; /* joined with "|" */
  const char *rule;
  const char *important; /* the words of it */
  const char *phone;
} Case;

static gint64
get_now (GTimeZone *zone)
{
  gint64 now = 0;

  g_assert_true (crm_instant_parse (NOW, zone, &now, NULL));
  return now;
}

static char *
show_when (const CrmTaskLine *line, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (!line->has_when)
    {
      g_assert_null (line->when.date);
      return NULL;
    }
  if (!line->when.has_time)
    return g_strdup (line->when.date);
  utc = g_date_time_new_from_unix_utc (line->when.at / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static char *
dup_span (const char *text, const CrmTaskSpan *span)
{
  return span->end > 0 ? g_strndup (text + span->start, span->end - span->start) : NULL;
}

static char *
show_names (const char *text, const CrmTaskLine *line)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < line->names->len; i++)
    {
      g_autofree char *name = dup_span (text, &g_array_index (line->names, CrmTaskSpan, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", name);
    }
  return g_string_free (out, FALSE);
}

static void
check_case (const Case *row, CrmTaskLineFlags without)
{
  static const char kinds[] = { [CRM_TASK_LINE_TODO] = 't',
    [CRM_TASK_LINE_CALL] = 'c',
    [CRM_TASK_LINE_LETTER] = 'l',
    [CRM_TASK_LINE_MEETING] = 'm' };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Kyiv");
  g_autoptr (CrmTaskLine) line = crm_task_line_new (row->line, get_now (zone), zone, 1, without);
  g_autofree char *when = show_when (line, zone);
  g_autofree char *names = show_names (row->line, line);
  g_autofree char *important = dup_span (row->line, &line->important_span);
  g_autofree char *phone = dup_span (row->line, &line->phone);

  g_assert_cmpint (line->important, ==, important != NULL);
  g_assert_cmpint (line->kind_span.end > 0, ==, line->kind != CRM_TASK_LINE_TODO);
  if (kinds[line->kind] != row->kind || g_strcmp0 (when, row->when) != 0 ||
      g_strcmp0 (line->title, row->title) != 0 || strcmp (names, row->names != NULL ? row->names : "") != 0 ||
      g_strcmp0 (line->rule, row->rule) != 0 || g_strcmp0 (important, row->important) != 0 ||
      g_strcmp0 (phone, row->phone) != 0)
    {
      g_test_message ("“%s”: %c, %s, “%s”, %s, %s, %s, %s", row->line, kinds[line->kind],
          when != NULL ? when : "-", line->title, names, line->rule != NULL ? line->rule : "-",
          important != NULL ? important : "-", phone != NULL ? phone : "-");
      g_test_fail ();
    }
}

static void
check_cases (gconstpointer data)
{
  for (const Case *row = data; row->line != NULL; row++)
    check_case (row, 0);
}

static const Case english[] = {
  { "", 't', NULL, "" },
  { "   ", 't', NULL, "" },
  { "call Anna fri 10", 'c', "2026-11-20 10:00", "call Anna", "Anna" },
  { "Call Anna Koval tomorrow at 15:00", 'c', "2026-11-19 15:00", "Call Anna Koval", "Anna Koval" },
  { "tomorrow call Anna at 10", 'c', "2026-11-19 10:00", "call Anna", "Anna" },
  { "Tomorrow: call Anna", 'c', "2026-11-19", "call Anna", "Anna" },
  { "phone Jean-Luc Moreau next week", 'c', "2026-11-23", "phone Jean-Luc Moreau", "Jean-Luc Moreau" },
  { "write to O. Koval about the offer by friday", 'l', "2026-11-20", "write to O. Koval about the offer",
      "O. Koval" },
  { "letter to Olsen Ltd", 'l', NULL, "letter to Olsen Ltd", "Olsen Ltd" },
  { "mail Peter the price list in 2 hours", 'l', "2026-11-18 14:00", "mail Peter the price list", "Peter" },
  { "meeting with Anna and Bob, fri 14:00", 'm', "2026-11-20 14:00", "meeting with Anna and Bob",
      "Anna|Bob" },
  { "Meet Anna, tomorrow, about the lease", 'm', "2026-11-19", "Meet Anna, about the lease", "Anna" },
  { "please call Anna", 'c', NULL, "please call Anna", "Anna" },
  { "the call with Anna", 'c', NULL, "the call with Anna", "Anna" },
  { "buy paper", 't', NULL, "buy paper" },
  { "buy a phone", 't', NULL, "buy a phone" },
  { "prepare the call", 't', NULL, "prepare the call" },
  { "send offer 10 % to Anna", 't', NULL, "send offer 10 % to Anna", "Anna" },
  { "order 3 machines tomorrow", 't', "2026-11-19", "order 3 machines" },
  { "call Anna !", 'c', NULL, "call Anna", "Anna", NULL, "!" },
  { "! call Anna", 'c', NULL, "call Anna", "Anna", NULL, "!" },
  { "call Anna !! tomorrow", 'c', "2026-11-19", "call Anna", "Anna", NULL, "!!" },
  { "call Anna!", 'c', NULL, "call Anna!", "Anna" },
  { "urgent: call Anna", 'c', NULL, "call Anna", "Anna", NULL, "urgent" },
  { "Urgent call Anna", 'c', NULL, "call Anna", "Anna", NULL, "Urgent" },
  { "call Anna, important", 'c', NULL, "call Anna", "Anna", NULL, "important" },
  { "call Anna important tomorrow", 'c', "2026-11-19", "call Anna", "Anna", NULL, "important" },
  { "call important client", 'c', NULL, "call important client" },
  { "call +380 67 123 45 67 tomorrow at 10", 'c', "2026-11-19 10:00", "call +380 67 123 45 67", NULL, NULL,
      NULL, "+380 67 123 45 67" },
  { "call Anna 067 123-45-67", 'c', NULL, "call Anna 067 123-45-67", "Anna", NULL, NULL, "067 123-45-67" },
  { "call Anna every friday at 10", 'c', "2026-11-20 10:00", "call Anna", "Anna", "FREQ=WEEKLY;BYDAY=FR" },
  { "every friday call Anna at 10", 'c', "2026-11-20 10:00", "call Anna", "Anna", "FREQ=WEEKLY;BYDAY=FR" },
  { "tomorrow", 't', "2026-11-19", "" },
  { "Anna fri 10", 't', "2026-11-20 10:00", "Anna", "Anna" },
  { "call  Anna   about  it", 'c', NULL, "call Anna about it", "Anna" },
  { "- call Anna", 'c', NULL, "- call Anna", "Anna" },
  { NULL },
};

static const Case ukrainian[] = {
  { "подзвонити Оксані завтра о 15", 'c', "2026-11-19 15:00", "подзвонити Оксані", "Оксані" },
  { "Зателефонувати Олені Коваль у п'ятницю вранці", 'c', "2026-11-20 09:00", "Зателефонувати Олені Коваль",
      "Олені Коваль" },
  { "завтра набрати Івана", 'c', "2026-11-19", "набрати Івана", "Івана" },
  { "дзвінок ТОВ «Ромашка» через 3 дні", 'c', "2026-11-21", "дзвінок ТОВ «Ромашка»", "ТОВ|Ромашка" },
  { "написати лист Оксані до п'ятниці", 'l', "2026-11-20", "написати лист Оксані", "Оксані" },
  { "лист Оксані", 'l', NULL, "лист Оксані", "Оксані" },
  { "зустріч з О. Коваль пт 10", 'm', "2026-11-20 10:00", "зустріч з О. Коваль", "О. Коваль" },
  { "зустріч з Ганною-Марією Шевченко 10 грудня о 12", 'm', "2026-12-10 12:00",
      "зустріч з Ганною-Марією Шевченко", "Ганною-Марією Шевченко" },
  { "купити папір", 't', NULL, "купити папір" },
  { "важливо: подзвонити Оксані", 'c', NULL, "подзвонити Оксані", "Оксані", NULL, "важливо" },
  { "терміново подзвонити Оксані завтра", 'c', "2026-11-19", "подзвонити Оксані", "Оксані", NULL,
      "терміново" },
  { "подзвонити Оксані завтра важливо", 'c', "2026-11-19", "подзвонити Оксані", "Оксані", NULL, "важливо" },
  { "щоп'ятниці дзвонити Оксані о 10", 'c', "2026-11-20 10:00", "дзвонити Оксані", "Оксані",
      "FREQ=WEEKLY;BYDAY=FR" },
  { "надіслати рахунок 25-го", 't', NULL, "надіслати рахунок 25-го" },
  { "сплатити оренду щомісяця 10-го", 't', "2026-12-10", "сплатити оренду", NULL,
      "FREQ=MONTHLY;BYMONTHDAY=10" },
  { "подзвонити 067 123 45 67", 'c', NULL, "подзвонити 067 123 45 67", NULL, NULL, NULL, "067 123 45 67" },
  { NULL },
};

static const Case russian[] = {
  { "позвонить Анне завтра в 15:00", 'c', "2026-11-19 15:00", "позвонить Анне", "Анне" },
  { "завтра в 10 позвонить Анне Петровой", 'c', "2026-11-19 10:00", "позвонить Анне Петровой",
      "Анне Петровой" },
  { "Перезвонить Анне через 20 минут", 'c', "2026-11-18 12:20", "Перезвонить Анне", "Анне" },
  { "написать Ивану письмо к пятнице", 'l', "2026-11-20", "написать Ивану письмо", "Ивану" },
  { "письмо Ивану", 'l', NULL, "письмо Ивану", "Ивану" },
  { "встреча с Анной в следующую пятницу в 11", 'm', "2026-11-27 11:00", "встреча с Анной", "Анной" },
  { "срочно позвонить Анне", 'c', NULL, "позвонить Анне", "Анне", NULL, "срочно" },
  { "позвонить Анне, срочно", 'c', NULL, "позвонить Анне", "Анне", NULL, "срочно" },
  { "купить 3 станка через неделю", 't', "2026-11-25", "купить 3 станка" },
  { "каждую пятницу отправлять отчёт", 't', "2026-11-20", "отправлять отчёт", NULL, "FREQ=WEEKLY;BYDAY=FR" },
  { "поздравить Анну с днём рождения 8 марта", 't', "2027-03-08", "поздравить Анну с днём рождения", "Анну" },
  { NULL },
};

static void
test_taken_back (void)
{
  static const struct
  {
    CrmTaskLineFlags without;
    Case row;
  } rows[] = {
    { CRM_TASK_LINE_NO_KIND, { "call Anna fri 10", 't', "2026-11-20 10:00", "call Anna", "Anna" } },
    { CRM_TASK_LINE_NO_WHEN, { "call Anna fri 10", 'c', NULL, "call Anna fri 10", "Anna" } },
    { CRM_TASK_LINE_NO_IMPORTANCE, { "call Anna !", 'c', NULL, "call Anna !", "Anna" } },
    { CRM_TASK_LINE_NO_RULE, { "call Anna every friday", 'c', NULL, "call Anna every friday", "Anna" } },
    { CRM_TASK_LINE_NO_RULE,
        { "call Anna every friday 10 dec", 'c', "2026-12-10", "call Anna every friday", "Anna" } },
    { CRM_TASK_LINE_NO_RULE | CRM_TASK_LINE_NO_WHEN | CRM_TASK_LINE_NO_KIND | CRM_TASK_LINE_NO_IMPORTANCE,
        { "! call Anna every friday at 10", 't', NULL, "! call Anna every friday at 10", "Anna" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_case (&rows[i].row, rows[i].without);
}

static void
test_not_text (void)
{
  g_autoptr (CrmTaskLine) nothing = crm_task_line_new (NULL, 0, NULL, 1, 0);
  g_autoptr (CrmTaskLine) broken = crm_task_line_new ("call \xFF tomorrow", 0, NULL, 1, 0);

  g_assert_cmpstr (nothing->title, ==, "");
  g_assert_false (broken->has_when);
  g_assert_true (g_utf8_validate (broken->title, -1, NULL));
  g_assert_cmpuint (broken->names->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/task-line/english", english, check_cases);
  g_test_add_data_func ("/task-line/ukrainian", ukrainian, check_cases);
  g_test_add_data_func ("/task-line/russian", russian, check_cases);
  g_test_add_func ("/task-line/taken-back", test_taken_back);
  g_test_add_func ("/task-line/not-text", test_not_text);
  return g_test_run ();
}
