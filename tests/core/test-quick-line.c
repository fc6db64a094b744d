/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "task/crm-quick-line.h"

/* What is read from the line of a new client. It is Wednesday, 18 November 2026, 12:00 in Kyiv. */

#define NOW "2026-11-18 12:00"

typedef struct
{
  const char *line;
  const char *name;
  const char *phone;
  const char *email;
  const char *note;
  const char *task;
} Case;

static CrmQuickLine *
read_line (const char *text, CrmQuickLineFlags without)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Kyiv");
  gint64 now = 0;

  g_assert_true (crm_instant_parse (NOW, zone, &now, NULL));
  return crm_quick_line_new (text, now, zone, 1, without);
}

static void
check_case (const Case *row, CrmQuickLineFlags without)
{
  g_autoptr (CrmQuickLine) line = read_line (row->line, without);

  if (g_strcmp0 (line->name, row->name) != 0 || g_strcmp0 (line->phone, row->phone) != 0 ||
      g_strcmp0 (line->email, row->email) != 0 || g_strcmp0 (line->note, row->note) != 0 ||
      g_strcmp0 (line->task, row->task) != 0)
    {
      g_test_message ("“%s”: name “%s”, phone “%s”, e-mail “%s”, note “%s”, task “%s”", row->line, line->name,
          line->phone, line->email, line->note, line->task);
      g_test_fail ();
    }
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "Olena +380 67 123 45 67 asked about roof, call Fri 10", "Olena", "+380 67 123 45 67", NULL,
        "asked about roof", "call Fri 10" },
    { "Олена Коваль, 067 123-45-67, питала про дах, зателефонувати в п'ятницю о 10", "Олена Коваль",
        "067 123-45-67", NULL, "питала про дах", "зателефонувати в п'ятницю о 10" },
    { "Ольга Петрова тел. 8 (912) 345-67-89 спрашивала цену, перезвонить завтра", "Ольга Петрова",
        "8 (912) 345-67-89", NULL, "спрашивала цену", "перезвонить завтра" },
    { "Jan Novák jan.novak@mail.example wants 3 windows; meeting tomorrow, 15:00", "Jan Novák", NULL,
        "jan.novak@mail.example", "wants 3 windows", "meeting tomorrow, 15:00" },
    { "Anna Kowalska", "Anna Kowalska", NULL, NULL, NULL, NULL },
    { "anna kowalska", "anna kowalska", NULL, NULL, NULL, NULL },
    { "anna maria kowalska, likes decaf", "anna maria kowalska", NULL, NULL, "likes decaf", NULL },
    { "olena 0671234567 asked about roof", "olena", "0671234567", NULL, "asked about roof", NULL },
    { "Olena asked about the roof", "Olena", NULL, NULL, "asked about the roof", NULL },
    { "call Olena Fri 10", "Olena", NULL, NULL, NULL, "call Olena Fri 10" },
    { "Olena +380671234567 call back", "Olena", "+380671234567", NULL, NULL, "call back" },
    { "Olena, call back", "Olena", NULL, NULL, NULL, "call back" },
    { "Олена просила передзвонити завтра", "Олена", NULL, NULL, "просила передзвонити завтра",
        "передзвонити завтра" },
    { "Olena: 12 bags, order of 20 bags", "Olena", NULL, NULL, "12 bags, order of 20 bags", NULL },
    { "ТОВ «Дах і стіни», 044 123 45 67", "ТОВ «Дах і стіни»", "044 123 45 67", NULL, NULL, NULL },
    { "Peter Braun, peter@braun.example, tel: +49 30 1234567", "Peter Braun", "+49 30 1234567",
        "peter@braun.example", NULL, NULL },
    { "+380671234567", NULL, "+380671234567", NULL, NULL, NULL },
    { "Olena +380671234567, +380509876543", "Olena", "+380671234567", NULL, "+380509876543", NULL },
    { "Olena, meet @ cafe", "Olena", NULL, NULL, "meet @ cafe", NULL },
    { "", NULL, NULL, NULL, NULL, NULL },
    { "  , ", NULL, NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i], 0);
}

static void
test_taken_back (void)
{
  static const Case no_phone = { "Olena, contract 1234567, call Fri", "Olena", NULL, NULL, "contract 1234567",
    "call Fri" };
  static const Case no_task = { "Olena, call Fri 10", "Olena", NULL, NULL, "call Fri 10", NULL };
  static const Case no_name = { "Hotel, call Fri 10", NULL, NULL, NULL, "Hotel", "call Fri 10" };
  static const Case no_email = { "Olena, wrote from a@b.example", "Olena", NULL, NULL,
    "wrote from a@b.example", NULL };

  check_case (&no_phone, CRM_QUICK_LINE_NO_PHONE);
  check_case (&no_task, CRM_QUICK_LINE_NO_TASK);
  check_case (&no_name, CRM_QUICK_LINE_NO_NAME);
  check_case (&no_email, CRM_QUICK_LINE_NO_EMAIL);
}

static void
test_company (void)
{
  static const char *const companies[] = { "ТОВ Дах", "Blumen Schmidt GmbH, call Fri", "ООО Ромашка" };
  g_autoptr (CrmQuickLine) person = read_line ("Anna Kowalska", 0);

  g_assert_false (person->is_company);
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    {
      g_autoptr (CrmQuickLine) line = read_line (companies[i], 0);

      g_assert_true (line->is_company);
    }
}

static void
test_rubbish (void)
{
  g_autoptr (CrmQuickLine) bytes = read_line ("Anna \xff 067 123 45 67", 0);
  g_autoptr (CrmQuickLine) nothing = read_line (NULL, 0);

  g_assert_cmpstr (bytes->phone, ==, "067 123 45 67");
  g_assert_true (g_utf8_validate (bytes->name, -1, NULL));
  g_assert_null (nothing->note);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quick-line/lines", test_lines);
  g_test_add_func ("/quick-line/taken-back", test_taken_back);
  g_test_add_func ("/quick-line/company", test_company);
  g_test_add_func ("/quick-line/rubbish", test_rubbish);
  return g_test_run ();
}
