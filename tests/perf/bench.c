/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdlib.h>

/* Clock, medians and the report of the measuring programs. */

static char *report_path;
static JsonArray *figures;
static guint n_beyond;

double
bench_now (void)
{
  return (double)g_get_monotonic_time () / G_USEC_PER_SEC;
}

void
bench_pair_init (BenchPair *self)
{
  self->ours = g_array_new (FALSE, FALSE, sizeof (double));
  self->bare = g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_pair_clear (BenchPair *self)
{
  g_clear_pointer (&self->ours, g_array_unref);
  g_clear_pointer (&self->bare, g_array_unref);
}

void
bench_pair_add (BenchPair *self, double ours, double bare)
{
  g_array_append_val (self->ours, ours);
  g_array_append_val (self->bare, bare);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

double
bench_percentile (GArray *values, double part)
{
  g_autoptr (GArray) sorted = g_array_copy (values);

  if (!sorted->len)
    return 0;
  g_array_sort (sorted, compare);
  return g_array_index (sorted, double, (guint)floor (part * (sorted->len - 1) + 0.5));
}

double
bench_median (GArray *values)
{
  return bench_percentile (values, 0.5);
}

void
bench_report_open (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  report_path = g_strdup (path);
  if (path && g_file_test (path, G_FILE_TEST_EXISTS) && json_parser_load_from_file (parser, path, NULL) &&
      JSON_NODE_HOLDS_ARRAY (json_parser_get_root (parser)))
    figures = json_array_ref (json_node_get_array (json_parser_get_root (parser)));
  else
    figures = json_array_new ();
}

gboolean
bench_report (const char *name, double value, double base, const char *unit, BenchRule rule, double limit)
{
  JsonObject *figure = json_object_new ();
  double ratio = base > 0 ? value / base : 0;
  double checked = rule == BENCH_AT_MOST_BY ? value - base : base > 0 ? ratio : value;
  gboolean ok = rule == BENCH_NO_LIMIT || (rule == BENCH_AT_LEAST ? checked >= limit : checked <= limit);
  g_autofree char *base_text = base > 0 ? g_strdup_printf ("%10.3f", base) : g_strdup ("         -");
  g_autofree char *ratio_text = base > 0 ? g_strdup_printf ("%6.2f", ratio) : g_strdup ("     -");
  g_autofree char *limit_text = NULL;

  json_object_set_string_member (figure, "name", name);
  json_object_set_double_member (figure, "value", value);
  json_object_set_string_member (figure, "unit", unit);
  if (base > 0)
    {
      json_object_set_double_member (figure, "base", base);
      json_object_set_double_member (figure, "ratio", ratio);
    }
  if (rule != BENCH_NO_LIMIT)
    {
      limit_text =
          rule == BENCH_AT_MOST_BY
              ? g_strdup_printf ("<= +%g %s", limit, unit)
              : g_strdup_printf ("%s %g%s", rule == BENCH_AT_LEAST ? ">=" : "<=", limit, base > 0 ? "x" : "");
      json_object_set_string_member (figure, "limit", limit_text);
      json_object_set_boolean_member (figure, "met", ok);
    }
  json_array_add_object_element (figures, figure);
  g_print ("%-46s %10.3f %s %-6s %s  %-12s%s\n", name, value, base_text, unit, ratio_text,
      limit_text ? limit_text : "", ok ? "" : " BEYOND");
  n_beyond += !ok;
  return ok;
}

double
bench_milliseconds (double limit)
{
  const char *times = g_getenv ("BENCH_TIMES");

  return times ? limit * atoi (times) : limit;
}

gboolean
bench_report_pair (const char *name, BenchPair *pair, BenchRule rule, double limit)
{
  return bench_report (
      name, bench_median (pair->ours) * 1000, bench_median (pair->bare) * 1000, "ms", rule, limit);
}

guint
bench_report_close (void)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (GError) error = NULL;

  json_node_init_array (root, figures);
  json_array_unref (figures);
  figures = NULL;
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  if (report_path && !json_generator_to_file (generator, report_path, &error))
    bench_die ("%s: %s", report_path, error->message);
  g_clear_pointer (&report_path, g_free);
  return n_beyond;
}

void
bench_die (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("bench: %s\n", text);
  exit (1);
}
