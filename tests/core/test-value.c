/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-value.h"

/* Values are set, copied, compared and emptied as their owner. */

static GArray *
make_list (gint64 first, guint n)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      gint64 id = first + i;

      g_array_append_val (list, id);
    }
  return list;
}

static void
fill (CrmValue *value, CrmValueType type)
{
  switch (type)
    {
    case CRM_VALUE_NULL: crm_value_clear (value); break;
    case CRM_VALUE_INTEGER: crm_value_set_integer (value, 42); break;
    case CRM_VALUE_REAL: crm_value_set_real (value, 0.5); break;
    case CRM_VALUE_TEXT: crm_value_set_text (value, "Олена"); break;
    case CRM_VALUE_BLOB: crm_value_take_blob (value, g_bytes_new_static ("xy", 2)); break;
    case CRM_VALUE_MONEY: crm_value_set_money (value, 120050, "UAH"); break;
    case CRM_VALUE_LIST: crm_value_take_list (value, make_list (7, 3)); break;
    }
}

/* Every type over every type: what was there before is freed, what is there now is equal to itself only. */
static void
test_pairs (void)
{
  for (int a = CRM_VALUE_NULL; a <= CRM_VALUE_LIST; a++)
    {
      for (int b = CRM_VALUE_NULL; b <= CRM_VALUE_LIST; b++)
        {
          g_auto (CrmValue) first = CRM_VALUE_INIT;
          g_auto (CrmValue) second = CRM_VALUE_INIT;
          g_auto (CrmValue) copy = CRM_VALUE_INIT;

          fill (&first, (CrmValueType)a);
          fill (&second, (CrmValueType)b);
          g_assert_cmpint (first.type, ==, a);
          g_assert_true (crm_value_equal (&first, &second) == (a == b));

          fill (&copy, (CrmValueType)b);
          crm_value_copy (&copy, &first);
          g_assert_true (crm_value_equal (&copy, &first));
          g_assert_true (crm_value_is_empty (&copy) == (a == CRM_VALUE_NULL));
        }
    }
}

static void
test_empty (void)
{
  g_auto (CrmValue) null = CRM_VALUE_INIT;
  g_auto (CrmValue) text = CRM_VALUE_INIT;
  g_auto (CrmValue) list = CRM_VALUE_INIT;
  g_auto (CrmValue) zero = CRM_VALUE_INIT;
  CrmValue raw = { .type = CRM_VALUE_TEXT };

  crm_value_set_text (&text, "x");
  crm_value_set_text (&text, "");
  g_assert_cmpint (text.type, ==, CRM_VALUE_NULL);
  crm_value_take_text (&text, g_strdup (""));
  g_assert_cmpint (text.type, ==, CRM_VALUE_NULL);
  crm_value_set_text (&text, NULL);
  g_assert_cmpint (text.type, ==, CRM_VALUE_NULL);
  crm_value_take_blob (&text, NULL);
  crm_value_take_list (&text, NULL);
  g_assert_cmpint (text.type, ==, CRM_VALUE_NULL);

  crm_value_take_list (&list, make_list (0, 0));
  g_assert_true (crm_value_is_empty (&list));
  g_assert_true (crm_value_equal (&null, &list));
  raw.v.text = g_strdup ("");
  g_assert_true (crm_value_is_empty (&raw));
  g_assert_true (crm_value_equal (&raw, &list));
  crm_value_clear (&raw);

  crm_value_set_integer (&zero, 0);
  g_assert_false (crm_value_is_empty (&zero));
  g_assert_false (crm_value_equal (&zero, &null));
}

static void
test_differences (void)
{
  g_auto (CrmValue) a = CRM_VALUE_INIT;
  g_auto (CrmValue) b = CRM_VALUE_INIT;

  crm_value_set_money (&a, 1, "UAH");
  crm_value_set_money (&b, 1, "EUR");
  g_assert_false (crm_value_equal (&a, &b));
  crm_value_set_money (&b, 2, "UAH");
  g_assert_false (crm_value_equal (&a, &b));
  crm_value_set_money (&b, 1, NULL);
  g_assert_cmpstr (b.v.money.currency, ==, "");

  crm_value_take_list (&a, make_list (1, 3));
  crm_value_take_list (&b, make_list (1, 2));
  g_assert_false (crm_value_equal (&a, &b));
  crm_value_take_list (&b, make_list (2, 3));
  g_assert_false (crm_value_equal (&a, &b));

  crm_value_set_text (&a, "a");
  crm_value_set_text (&b, "A");
  g_assert_false (crm_value_equal (&a, &b));
}

/* A copy lives on its own, and a value may be set from itself. */
static void
test_ownership (void)
{
  g_auto (CrmValue) a = CRM_VALUE_INIT;
  g_auto (CrmValue) b = CRM_VALUE_INIT;
  gint64 id = 99;

  crm_value_take_list (&a, make_list (1, 3));
  crm_value_copy (&b, &a);
  g_array_append_val (a.v.list, id);
  g_assert_cmpuint (b.v.list->len, ==, 3);

  crm_value_set_text (&a, "Коваленко");
  crm_value_set_text (&a, a.v.text);
  g_assert_cmpstr (a.v.text, ==, "Коваленко");
  crm_value_copy (&a, &a);
  g_assert_cmpstr (a.v.text, ==, "Коваленко");

  crm_value_set_money (&a, 5, "KWD");
  crm_value_set_money (&a, 6, a.v.money.currency);
  g_assert_cmpstr (a.v.money.currency, ==, "KWD");

  crm_value_clear (&a);
  crm_value_clear (&a);
  g_assert_cmpint (a.type, ==, CRM_VALUE_NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/value/pairs", test_pairs);
  g_test_add_func ("/value/empty", test_empty);
  g_test_add_func ("/value/differences", test_differences);
  g_test_add_func ("/value/ownership", test_ownership);

  return g_test_run ();
}
