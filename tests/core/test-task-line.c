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

/* What people type, of three languages, that was read wrongly once. */
static const Case typed[] = {
  { "follow up in a fortnight", 't', "2026-12-02", "follow up" },
  { "follow up two weeks from monday", 't', "2026-12-07", "follow up" },
  { "follow up a week from friday", 't', "2026-11-27", "follow up" },
  { "follow up a week on tuesday", 't', "2026-12-01", "follow up" },
  { "follow up tuesday week", 't', "2026-12-01", "follow up" },
  { "follow up after the 15th", 't', "2026-12-16", "follow up" },
  { "follow up early next week", 't', "2026-11-23", "follow up" },
  { "follow up late next week", 't', "2026-11-27", "follow up" },
  { "follow up later today", 't', "2026-11-18", "follow up" },
  { "follow up later this week", 't', "2026-11-20", "follow up" },
  { "follow up sometime next week", 't', "2026-11-23", "follow up" },
  { "follow up in 3 months' time", 't', "2027-02-18", "follow up" },
  { "follow up in 2 weeks' time", 't', "2026-12-02", "follow up" },
  { "follow up no later than friday", 't', "2026-11-20", "follow up" },
  { "meet Kate friday 2 to 3", 'm', "2026-11-20 14:00", "meet Kate", "Kate" },
  { "meet Kate between 2 and 3 on friday", 'm', "2026-11-20 14:00", "meet Kate", "Kate" },
  { "meet Kate on 5 Dec between 10 and 11am", 'm', "2026-12-05 10:00", "meet Kate", "Kate" },
  { "meeting Monday 23rd at 2", 'm', "2026-11-23 14:00", "meeting" },
  { "meeting Monday the 23rd", 'm', "2026-11-23", "meeting" },
  { "meeting at 14h30", 'm', "2026-11-18 14:30", "meeting" },
  { "meeting at 10 past 3", 'm', "2026-11-18 15:10", "meeting" },
  { "meeting at ten to four", 'm', "2026-11-18 15:50", "meeting" },
  { "call Dan @ 10am", 'c', "2026-11-19 10:00", "call Dan", "Dan" },
  { "call Dan @10", 'c', "2026-11-19 10:00", "call Dan", "Dan" },
  { "call Dan @ 3 tomorrow", 'c', "2026-11-19 15:00", "call Dan", "Dan" },
  { "call back in May", 'c', "2027-05-01", "call back" },
  { "call back in May 2027", 'c', "2027-05-01", "call back" },
  { "call back late December", 'c', "2026-12-31", "call back" },
  { "call back early December", 'c', "2026-12-01", "call back" },
  { "call back approx 15:30", 'c', "2026-11-18 15:30", "call back" },
  { "weekly report every friday at 16:00", 't', "2026-11-20 16:00", "weekly report", NULL,
      "FREQ=WEEKLY;BYDAY=FR" },
  { "weekly report fridays", 't', "2026-11-20", "weekly report", NULL, "FREQ=WEEKLY;BYDAY=FR" },
  { "weekly report on Fridays at 4", 't', "2026-11-20 16:00", "weekly report", NULL, "FREQ=WEEKLY;BYDAY=FR" },
  { "back up every sunday night", 't', "2026-11-22 21:00", "back up", NULL, "FREQ=WEEKLY;BYDAY=SU" },
  { "call Anna tomorrow!", 'c', "2026-11-19", "call Anna", "Anna", NULL, "!" },
  { "call Anna asap!", 'c', NULL, "call Anna", "Anna", NULL, "asap" },
  { "deliver the following Monday", 't', "2026-11-23", "deliver" },
  { "deliver Monday after next", 't', "2026-11-30", "deliver" },
  { "deliver the week after next", 't', "2026-11-30", "deliver" },
  { "deliver by COB Friday", 't', "2026-11-20 18:00", "deliver" },
  { "deliver by close of business tomorrow", 't', "2026-11-19 18:00", "deliver" },
  { "deliver Thursday 3/12", 't', "2026-12-03", "deliver" },
  { "deliver 3rd", 't', "2026-12-03", "deliver" },
  { "deliver in an hour and a half", 't', "2026-11-18 13:30", "deliver" },
  { "deliver in 1h30", 't', "2026-11-18 13:30", "deliver" },
  { "deliver in 1:30", 't', "2026-11-18 13:30", "deliver" },
  { "deliver last Friday", 't', NULL, "deliver last Friday" },
  { "deliver midday tomorrow", 't', "2026-11-19 12:00", "deliver" },
  { "discuss plan for next week on friday", 't', "2026-11-27", "discuss plan" },
  { "подзвонити Олені завтра десь о 15", 'c', "2026-11-19 15:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені завтра о пів 12", 'c', "2026-11-19 11:30", "подзвонити Олені", "Олені" },
  { "подзвонити Олені завтра за чверть третя", 'c', "2026-11-19 14:45", "подзвонити Олені", "Олені" },
  { "подзвонити Олені завтра о першій", 'c', "2026-11-19 13:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені сьогодні до кінця дня", 'c', "2026-11-18 18:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені завтра по обіді", 'c', "2026-11-19 14:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені завтра пообіді", 'c', "2026-11-19 14:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені наступного тижня у вівторок", 'c', "2026-11-24", "подзвонити Олені", "Олені" },
  { "подзвонити Олені через тиждень у вівторок", 'c', "2026-11-24", "подзвонити Олені", "Олені" },
  { "подзвонити Олені через годину двадцять", 'c', "2026-11-18 13:20", "подзвонити Олені", "Олені" },
  { "подзвонити Олені через 1 год 30 хв", 'c', "2026-11-18 13:30", "подзвонити Олені", "Олені" },
  { "подзвонити Олені після 20 числа", 'c', "2026-11-23", "подзвонити Олені", "Олені" },
  { "подзвонити Олені після 20 грудня", 'c', "2026-12-21", "подзвонити Олені", "Олені" },
  { "подзвонити Олені не пізніше 20 грудня", 'c', "2026-12-20", "подзвонити Олені", "Олені" },
  { "подзвонити Олені 20-го", 'c', "2026-11-20", "подзвонити Олені", "Олені" },
  { "подзвонити Олені у грудні", 'c', "2026-12-01", "подзвонити Олені", "Олені" },
  { "подзвонити Олені в травні", 'c', "2027-05-01", "подзвонити Олені", "Олені" },
  { "подзвонити Олені в ці вихідні", 'c', "2026-11-21", "подзвонити Олені", "Олені" },
  { "подзвонити Олені 25.11.2026р.", 'c', "2026-11-25", "подзвонити Олені", "Олені" },
  { "подзвонити Олені о 14-30", 'c', "2026-11-18 14:30", "подзвонити Олені", "Олені" },
  { "подзвонити Олені десь о третій", 'c', "2026-11-18 15:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені рівно о третій", 'c', "2026-11-18 15:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені між 10 та 12", 'c', "2026-11-19 10:00", "подзвонити Олені", "Олені" },
  { "подзвонити Олені між 10 і 12 завтра", 'c', "2026-11-19 10:00", "подзвонити Олені", "Олені" },
  { "лист Петренку до кінця робочого дня", 'l', "2026-11-18 18:00", "лист Петренку", "Петренку" },
  { "написати Петренку вечором", 'l', "2026-11-18 18:00", "написати Петренку", "Петренку" },
  { "надіслати акт за 10 листопада завтра", 't', "2026-11-19", "надіслати акт за 10 листопада" },
  { "замовити 3 вт лампи", 't', NULL, "замовити 3 вт лампи" },
  { "замовити лампу 40 Вт", 't', NULL, "замовити лампу 40 Вт" },
  { "оплата щомісяця до 10-го", 't', "2026-12-10", "оплата", NULL, "FREQ=MONTHLY;BYMONTHDAY=10" },
  { "звіт щоранку", 't', "2026-11-19 09:00", "звіт", NULL, "FREQ=DAILY" },
  { "звіт щовечора", 't', "2026-11-18 18:00", "звіт", NULL, "FREQ=DAILY" },
  { "звіт щотижня по п'ятницях о 16", 't', "2026-11-20 16:00", "звіт", NULL, "FREQ=WEEKLY;BYDAY=FR" },
  { "звіт у робочі дні о 9", 't', "2026-11-19 09:00", "звіт", NULL, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" },
  { "звіт в останній день місяця", 't', "2026-11-30", "звіт" },
  { "звіт першого понеділка місяця", 't', NULL, "звіт першого понеділка місяця" },
  { "подзвонити Олені завтра!", 'c', "2026-11-19", "подзвонити Олені", "Олені", NULL, "!" },
  { "минулої п'ятниці", 't', NULL, "минулої п'ятниці" },
  { "в минулу п'ятницю", 't', NULL, "в минулу п'ятницю" },
  { "позвонить Ивану завтра не позже 12", 'c', "2026-11-19 12:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в половине двенадцатого", 'c', "2026-11-19 11:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в полдвенадцатого", 'c', "2026-11-19 11:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в пол двенадцатого", 'c', "2026-11-19 11:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в полпервого", 'c', "2026-11-19 12:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в четверть третьего", 'c', "2026-11-19 14:15", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра без четверти три", 'c', "2026-11-19 14:45", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра без пятнадцати три", 'c', "2026-11-19 14:45", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра без 10 три", 'c', "2026-11-19 14:50", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в час", 'c', "2026-11-19 13:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану в 19-30", 'c', "2026-11-18 19:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра 19-30", 'c', "2026-11-19 19:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану сегодня до конца дня", 'c', "2026-11-18 18:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану с утра", 'c', "2026-11-19 09:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра во второй половине дня", 'c', "2026-11-19 14:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра в первой половине дня", 'c', "2026-11-19 09:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану вск", 'c', "2026-11-22", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану в след. понедельник", 'c', "2026-11-23", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану на след неделе", 'c', "2026-11-23", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану на следующей неделе в среду", 'c', "2026-11-25", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану на следующей неделе во вторник в 10", 'c', "2026-11-24 10:00", "позвонить Ивану",
      "Ивану" },
  { "позвонить Ивану через дня три", 'c', "2026-11-21", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану через недельку", 'c', "2026-11-25", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану через час двадцать", 'c', "2026-11-18 13:20", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану через 1ч20", 'c', "2026-11-18 13:20", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану минут через 15", 'c', "2026-11-18 12:15", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану часа через два", 'c', "2026-11-18 14:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану через пол часа", 'c', "2026-11-18 12:30", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану через пол года", 'c', "2027-05-18", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану после 20 числа", 'c', "2026-11-23", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану после 20 декабря", 'c', "2026-12-21", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану не позднее 20 декабря", 'c', "2026-12-20", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану 20-го", 'c', "2026-11-20", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану 20го", 'c', "2026-11-20", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану в декабре", 'c', "2026-12-01", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану в мае", 'c', "2027-05-01", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану в эти выходные", 'c', "2026-11-21", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану в следующие выходные", 'c', "2026-11-28", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану 25.11.26г.", 'c', "2026-11-25", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану 25.11.2026г", 'c', "2026-11-25", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану между 10 и 12", 'c', "2026-11-19 10:00", "позвонить Ивану", "Ивану" },
  { "позвонить Ивану завтра между 10 и 12", 'c', "2026-11-19 10:00", "позвонить Ивану", "Ивану" },
  { "письмо Петренко до конца рабочего дня", 'l', "2026-11-18 18:00", "письмо Петренко", "Петренко" },
  { "написать Петренко вечерком", 'l', "2026-11-18 18:00", "написать Петренко", "Петренко" },
  { "отправить счёт от 25.11", 't', NULL, "отправить счёт от 25.11" },
  { "отправить счёт от 25.11 завтра", 't', "2026-11-19", "отправить счёт от 25.11" },
  { "отправить акт за 10 ноября завтра", 't', "2026-11-19", "отправить акт за 10 ноября" },
  { "отправить договор от 10 ноября завтра", 't', "2026-11-19", "отправить договор от 10 ноября" },
  { "заказать лампу 40 Вт", 't', NULL, "заказать лампу 40 Вт" },
  { "оплата ежемесячно до 10-го", 't', "2026-12-10", "оплата", NULL, "FREQ=MONTHLY;BYMONTHDAY=10" },
  { "оплата ежемесячно до 10 числа", 't', "2026-12-10", "оплата", NULL, "FREQ=MONTHLY;BYMONTHDAY=10" },
  { "отчёт еженедельно по пятницам в 16", 't', "2026-11-20 16:00", "отчёт", NULL, "FREQ=WEEKLY;BYDAY=FR" },
  { "отчёт раз в 2 недели по пятницам", 't', "2026-11-20", "отчёт", NULL, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR" },
  { "отчёт в последний день месяца", 't', "2026-11-30", "отчёт" },
  { "отчёт в первый понедельник месяца", 't', NULL, "отчёт в первый понедельник месяца" },
  { "позвонить Ивану завтра!", 'c', "2026-11-19", "позвонить Ивану", "Ивану", NULL, "!" },
  { "в прошлую пятницу", 't', NULL, "в прошлую пятницу" },
  { "a week after friday", 't', "2026-11-27", "" },
  { "3 days before 10 December", 't', "2026-12-07", "" },
  { "за 3 дні до п'ятниці", 't', "2026-11-24", "" },
  { "two weeks after the 10th", 't', "2026-12-24", "" },
  { "заплатить половину второго платежа", 't', NULL, "заплатить половину второго платежа" },
  { "fri 2 to 3 clients", 't', "2026-11-20 14:00", "to 3 clients" },
  { "в марте цех 5", 't', NULL, "в марте цех 5" },
  { "get up early", 't', NULL, "get up early" },
  { "weekly meeting tomorrow", 'm', "2026-11-19", "meeting", NULL, "FREQ=WEEKLY" },
  { "monthly report on the 5th", 't', "2026-12-05", "report", NULL, "FREQ=MONTHLY;BYMONTHDAY=5" },
  { "без 10 машин", 't', NULL, "без 10 машин" },
  { "десь 10 клієнтів завтра", 't', "2026-11-19", "десь 10 клієнтів" },
  { "завтра перша зустріч", 't', "2026-11-19", "перша зустріч" },
  { "after friday's meeting", 't', NULL, "after friday's meeting" },
  { "every month until 10 december", 't', "2026-11-18", "", NULL,
      "FREQ=MONTHLY;UNTIL=20261210;BYMONTHDAY=18" },
  { "каждый месяц до 10 декабря", 't', "2026-11-18", "", NULL, "FREQ=MONTHLY;UNTIL=20261210;BYMONTHDAY=18" },
  { "every friday morning at 8", 't', "2026-11-20 08:00", "", NULL, "FREQ=WEEKLY;BYDAY=FR" },
  { "info@5 friday", 't', "2026-11-20", "info@5" },
  { "дом 25-го", 't', NULL, "дом 25-го" },
  { "in november", 't', NULL, "in november" },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_data_func ("/task-line/english", english, check_cases);
  g_test_add_data_func ("/task-line/ukrainian", ukrainian, check_cases);
  g_test_add_data_func ("/task-line/russian", russian, check_cases);
  g_test_add_data_func ("/task-line/typed", typed, check_cases);
  g_test_add_func ("/task-line/taken-back", test_taken_back);
  g_test_add_func ("/task-line/not-text", test_not_text);
  return g_test_run ();
}
