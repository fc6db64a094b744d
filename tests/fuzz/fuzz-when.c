/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "base/crm-when.h"
#include "task/crm-task-line.h"

#include <stdint.h>
#include <string.h>

/* Any line: what is found lies within it and on whole characters, is a real day, and the title is text. With libFuzzer
 * this is its entry point; without, a test that tries words of dates in every order. Main thread. */

#define NOW (G_GINT64_CONSTANT (1795082400) * G_USEC_PER_SEC) /* 2026-11-18 10:00 UTC */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_span (const char *text, gsize start, gsize end)
{
  g_assert_cmpuint (start, <=, end);
  g_assert_cmpuint (end, <=, strlen (text));
  g_assert_true (g_utf8_validate (text, (gssize)start, NULL));
  g_assert_true (g_utf8_validate (text + start, (gssize)(end - start), NULL));
}

static void
check_when (const char *text, const CrmWhen *when)
{
  g_assert_cmpuint (when->start, <, when->end);
  check_span (text, when->start, when->end);
  check_span (text, when->time_start, when->time_end);
  g_assert_true (when->time_end <= when->start || when->time_start >= when->end);
  g_assert_true (crm_date_is_valid (when->date));
  g_assert_true (when->until == 0 || when->until > when->at);
}

static void
check_line (const char *text, GTimeZone *zone)
{
  g_autoptr (CrmTaskLine) line = crm_task_line_new (text, NOW, zone, 1, 0);

  g_assert_true (g_utf8_validate (line->title, -1, NULL));
  if (line->has_when)
    check_when (text, &line->when);
  check_span (text, line->kind_span.start, line->kind_span.end);
  check_span (text, line->important_span.start, line->important_span.end);
  check_span (text, line->phone.start, line->phone.end);
  for (guint i = 0; i < line->names->len; i++)
    {
      const CrmTaskSpan *span = &g_array_index (line->names, CrmTaskSpan, i);

      check_span (text, span->start, span->end);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static GTimeZone *zone;
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (CrmWhen) found = { 0 };
  g_auto (CrmWhen) parsed = { 0 };
  g_autoptr (GError) error = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_ERROR);
  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Europe/Kyiv");
  if (crm_when_find (text, NOW, zone, 1, &found))
    check_when (text, &found);
  else
    g_assert_null (found.date);
  if (crm_when_parse (text, NOW, zone, 7, &parsed, &error))
    check_when (text, &parsed);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  check_line (text, zone);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_LINES 4000

static const char *const pieces[] = { "fri", "10", "10:00", ".", ",", "-", "/", ":", "+", "!", "%", "at",
  "on", "next", "every", "in", "2", "weeks", "of", "the", "month", "end", "dec", "2026", "31", "th", "pm",
  "p.m.", "from", "to", "half", "past", "a", "couple", "t", "tomorrow", "morning", "call", "Anna", "у",
  "п'ятницю", "о", "третій", "через", "дні", "за", "до", "кінця", "місяця", "щодня", "кожної", "го", "числа",
  "раз", "на", "пів", "в", "час", "дня", "полчаса", "год", "следующей", "неделе", "каждую", "вторую",
  "999999999999", "0", "9999", "+380 67 123 45 67", "\xFF", "\xD0", "\xCC\x81", "\xE2\x80\x8B", "ї", "©",
  "\t", "£", "last", "working", "day", "until", "5 times", "29.02", "2026-12-10", "12/25", "o'clock", "noon",
  "weekend", "wed" };

static void
test_lines (void)
{
  GRand *rand = g_rand_new_with_seed (20261118);

  for (guint i = 0; i < N_LINES; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
        {
          g_string_append (line, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          if (g_rand_int_range (rand, 0, 4) > 0)
            g_string_append_c (line, ' ');
        }
      LLVMFuzzerTestOneInput ((const uint8_t *)line->str, line->len);
    }
  g_rand_free (rand);
}

/* Each piece, and each two of them. */
static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (pieces); k++)
        {
          g_autofree char *line = g_strconcat (pieces[i], " ", pieces[k], NULL);

          LLVMFuzzerTestOneInput ((const uint8_t *)line, strlen (line));
        }
    }
}

/* The time grows with the line, not faster. */
static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      while (line->len < 2000)
        g_string_append_printf (line, "%s ", pieces[i]);
      LLVMFuzzerTestOneInput ((const uint8_t *)line->str, line->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/when/pairs", test_pairs);
  g_test_add_func ("/fuzz/when/lines", test_lines);
  g_test_add_func ("/fuzz/when/long", test_long);
  return g_test_run ();
}

#endif
